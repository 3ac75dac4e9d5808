// A Hearth process plugin in C++: JSON-RPC 2.0, one message a line, on stdin and stdout. Write logs to
// stderr. Build: g++ -std=c++20 -O2 shout.cpp -o shout   (needs nlohmann-json)
#include <nlohmann/json.hpp>

#include <cctype>
#include <iostream>
#include <string>

using nlohmann::json;

/// Your task: `params` has task, text, files, conversation and options; docs/plugins.md has what a result may
/// hold.
static json run(const json& params) {
    std::string text = params.at("text");
    for (char& c : text)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return {{"parts", json::array({{{"type", "text"}, {"text", text}}})}, {"data", {{"text", text}}}};
}

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const json message = json::parse(line, nullptr, false);
        if (message.is_discarded() || !message.contains("id"))
            continue;
        json answer{{"jsonrpc", "2.0"}, {"id", message["id"]}};
        try {
            answer["result"] = message.at("method") == "run" ? run(message.at("params")) : json{{"api", 1}};
        } catch (const std::exception& error) {
            answer["error"] = {{"code", -32000}, {"message", error.what()}};
        }
        std::cout << answer.dump() << std::endl;
    }
}
