// hearth-engine: the engine's process and the engineer's tool.
#include "engine/core/mapped_file.h"
#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace hearth::tool {

namespace {

std::vector<Command> all_commands() {
    return {
        info_command(),     tokenize_command(), detokenize_command(), render_command(),   logits_command(),
        complete_command(), chat_command(),     host_command(),
#ifdef HEARTH_HAS_SERVER
        serve_command(),
#endif
        bench_command(),    devices_command(),  perplexity_command(), quantize_command(), embed_command(),
    };
}

void print_commands(std::FILE* to, const std::vector<Command>& commands) {
    fmt::print(to, "usage: hearth-engine COMMAND …\n\nRuns language models on this machine. Commands:\n\n");
    for (const Command& command : commands)
        fmt::print(to, "  {:12} {}\n", command.name, command.summary);
    fmt::print(to, "\nhearth-engine COMMAND --help tells more about one of them.\n");
}

void print_help(const Command& command) {
    fmt::print("usage: hearth-engine {} {}\n\n{}\n", command.name, command.synopsis, command.summary);
    if (!command.details.empty())
        fmt::print("\n{}\n", command.details);
    fmt::print("\n");
    for (const Option& option : command.options) {
        const std::string names =
            fmt::format("{}{}{}", option.letter, option.letter.empty() ? "    " : ", ", option.name);
        const std::string left = option.value.empty() ? names : fmt::format("{} {}", names, option.value);
        fmt::print("  {:28} {}{}\n", left, option.help,
                   option.fallback.empty() ? "" : fmt::format(" (default: {})", option.fallback));
    }
    fmt::print("      --help                   this text\n");
}

/// Text as it stands in a manual page.
std::string roff(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\\')
            escaped += "\\e";
        else if (c == '-')
            escaped += "\\-";
        else if ((c == '.' || c == '\'') && (escaped.empty() || escaped.back() == '\n'))
            escaped += std::string("\\&") + c;
        else
            escaped += c;
    }
    return escaped;
}

/// hearth-engine(1), out of what --help says.
void print_manual(const std::vector<Command>& commands) {
    fmt::print(
        ".TH HEARTH\\-ENGINE 1 \"\" \"Hearth\" \"User Commands\"\n.SH NAME\nhearth\\-engine \\- runs "
        "language "
        "models on this machine\n.SH SYNOPSIS\n.B hearth\\-engine\n.I COMMAND\n[OPTIONS]\n.SH COMMANDS\n");
    for (const Command& command : commands) {
        fmt::print(".SS {} {}\n{}.\n", roff(command.name), roff(command.synopsis), roff(command.summary));
        if (!command.details.empty())
            fmt::print(".PP\n{}\n", roff(command.details));
        for (const Option& option : command.options)
            fmt::print(".TP\n\\fB{}{}{}\\fR \\fI{}\\fR\n{}{}\n", roff(option.letter),
                       option.letter.empty() ? "" : ", ", roff(option.name), roff(option.value),
                       roff(option.help),
                       option.fallback.empty() ? "" : fmt::format(" (default: {})", roff(option.fallback)));
    }
    fmt::print(".SH EXIT STATUS\n0, 1 when it failed, 2 when it was called wrongly.\n.SH SEE ALSO\n.BR "
               "hearth (1),\n.BR "
               "hearth\\-cli (1)\n");
}

int fail_usage(const Command& command, const std::string& message) {
    fmt::print(stderr, "hearth-engine {}: {}\nusage: hearth-engine {} {}\n", command.name, message,
               command.name, command.synopsis);
    return 2;
}

int run_command(const Command& command, std::span<const char* const> words) {
    if (std::ranges::any_of(words, [](std::string_view word) { return word == "--help" || word == "-h"; })) {
        print_help(command);
        return 0;
    }
    const auto arguments = Arguments::parse(words, command.options, command.most_words);
    if (!arguments)
        return fail_usage(command, arguments.error().message);
    const Outcome outcome = command.run(*arguments);
    if (outcome)
        return 0;
    if (outcome.error().usage)
        return fail_usage(command, outcome.error().error.message);
    std::fflush(stdout);
    fmt::print(stderr, "hearth-engine: {}\n", outcome.error().error.message);
    return 1;
}

int run(std::span<const char* const> words) {
    const std::vector<Command> commands = all_commands();
    if (words.empty() || std::string_view(words[0]) == "--help" || std::string_view(words[0]) == "-h") {
        print_commands(words.empty() ? stderr : stdout, commands);
        return words.empty() ? 2 : 0;
    }
    if (std::string_view(words[0]) == "manual") { // for the package
        print_manual(commands);
        return 0;
    }
    const auto command = std::ranges::find(commands, std::string_view(words[0]), &Command::name);
    if (command == commands.end()) {
        fmt::print(stderr, "hearth-engine: there is no command \"{}\"\n", words[0]);
        print_commands(stderr, commands);
        return 2;
    }
    return run_command(*command, words.subspan(1));
}

} // namespace

} // namespace hearth::tool

int main(int count, char** words) {
    hearth::report_lost_mappings("hearth-engine");
    hearth::tool::register_backends();
    try {
        const std::vector<std::string> arguments = hearth::tool::command_line(count, words);
        std::vector<const char*> pointers;
        for (const std::string& argument : arguments)
            pointers.push_back(argument.c_str());
        return hearth::tool::run(pointers);
    } catch (const std::bad_alloc&) {
        fmt::print(stderr,
                   "hearth-engine: not enough memory; a smaller model or a shorter context may fit\n");
    } catch (const std::exception& error) {
        fmt::print(stderr, "hearth-engine: {}\n", error.what());
    }
    return 1;
}
