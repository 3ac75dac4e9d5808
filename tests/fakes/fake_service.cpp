#include "fake_service.h"

#include "engine/core/thread_share.h"
#include "engine/service/pace.h"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>

namespace hearth::service {

using namespace std::chrono_literals;

namespace {

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    bool in_word = false;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t';
        if (space && in_word) {
            words.push_back(std::exchange(word, {}));
            in_word = false;
        }
        word += c;
        in_word |= !space;
    }
    if (!word.empty())
        words.push_back(std::move(word));
    return words;
}

std::vector<std::string> split_characters(std::string_view text) {
    std::vector<std::string> characters;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0) == 0x80 && !characters.empty())
            characters.back() += c;
        else
            characters.emplace_back(1, c);
    }
    return characters;
}

std::string lorem(int count) {
    static constexpr std::string_view words[] = {"lorem", "ipsum", "dolor",      "sit",  "amet",
                                                 "elit",  "sed",   "incididunt", "magna"};
    std::string text;
    for (int i = 0; i < count; ++i)
        text += fmt::format("{}{}", i ? " " : "", words[static_cast<size_t>(i) % std::size(words)]);
    return text;
}

std::string content_text(const Json& message) {
    const Json content = message.value("content", Json());
    if (content.is_string())
        return content.get<std::string>();
    std::string text;
    if (content.is_array())
        for (const Json& part : content)
            text += part.value("text", "");
    return text;
}

std::optional<std::string> after(std::string_view text, std::string_view prefix) {
    if (!text.starts_with(prefix))
        return std::nullopt;
    return std::string(text.substr(prefix.size()));
}

} // namespace

struct FakeService::Answer {
    std::string text;
    int prefill_steps = 0;
    bool slow = false;
    bool crash = false;
    bool error = false;
    Json tool_calls = Json::array();
};

FakeService::FakeService() {
    if (const char* path = std::getenv("HEARTH_FAKE_SCRIPT")) {
        std::ifstream file(path);
        for (const Json& rule : Json::parse(file))
            m_script.emplace_back(rule.at("contains"), rule.at("answer"));
    }
    m_thread = std::thread([this] { run(); });
}

FakeService::~FakeService() {
    {
        std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

std::vector<DeviceDescription> FakeService::devices() {
    return {{"cpu", "Fake CPU", "cpu", uint64_t(8) << 30, true, true, "The only device."},
            {"vulkan:0", "Fake GPU", "gpu", uint64_t(4) << 30, false, false, "Never usable."}};
}

ServiceResult<ModelDescription> FakeService::load(const LoadRequest& request,
                                                  const std::function<void(double)>& progress,
                                                  std::stop_token stop) {
    unload();
    const std::string name = request.path.filename().string();
    const bool invented = request.path.string().starts_with("fake:");
    if (!invented && !std::filesystem::exists(request.path))
        return fail(ErrorKind::NotFound, fmt::format("{}: there is no such file.", request.path.string()));
    if (name.find("bad") != std::string::npos)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: this is not a GGUF model file.", request.path.string()));
    const int steps = name.find("slowload") != std::string::npos ? 200 : 4;
    for (int i = 1; i <= steps; ++i) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, "Loading was cancelled.");
        if (steps > 4)
            std::this_thread::sleep_for(10ms);
        progress(static_cast<double>(i) / steps);
    }
    ModelDescription model;
    model.path = request.path.string();
    model.name = "Fake model";
    model.architecture = "fake";
    model.quantization = "Q4_0";
    model.device = "CPU (fake, 1 thread)";
    model.context_length = request.context_length ? request.context_length : 4096;
    model.trained_context_length = 4096;
    model.file_bytes = invented ? 1000 : std::filesystem::file_size(request.path);
    model.parameters = 1000;
    model.memory_bytes = 2000;
    model.vocabulary_size = 1000;
    model.threads = 4;
    model.has_template = model.supports_tools = model.can_infill = model.can_embed = true;
    model.is_starter = name.find("starter") != std::string::npos;
    std::lock_guard lock(m_mutex);
    m_model = model;
    return model;
}

void FakeService::unload() {
    std::lock_guard lock(m_mutex);
    m_model.reset();
    m_conversations.clear();
}

std::optional<ModelDescription> FakeService::model() const {
    std::lock_guard lock(m_mutex);
    return m_model;
}

std::vector<TokenId> FakeService::tokens_of(std::string_view text) {
    std::vector<TokenId> ids;
    std::lock_guard lock(m_mutex);
    for (const std::string& word : split_words(text)) {
        const auto [place, fresh] = m_ids.try_emplace(word, static_cast<TokenId>(m_words.size()));
        if (fresh)
            m_words.push_back(word);
        ids.push_back(place->second);
    }
    return ids;
}

ServiceResult<std::vector<TokenId>> FakeService::tokenize(std::string_view text, bool, bool) {
    if (!model())
        return std::unexpected(Failure::no_model());
    return tokens_of(text);
}

ServiceResult<std::string> FakeService::detokenize(std::span<const TokenId> tokens) {
    std::lock_guard lock(m_mutex);
    if (!m_model)
        return std::unexpected(Failure::no_model());
    std::string text;
    for (const TokenId id : tokens)
        if (id >= 0 && static_cast<size_t>(id) < m_words.size())
            text += m_words[static_cast<size_t>(id)];
    return text;
}

ServiceResult<std::string> FakeService::render(const Prompt& prompt) {
    if (!model())
        return std::unexpected(Failure::no_model());
    std::string text;
    switch (prompt.source) {
    case Prompt::Source::Messages:
        for (const Json& message : prompt.messages)
            text += fmt::format("<{}> {}\n", message.value("role", ""), content_text(message));
        if (prompt.add_generation_prompt)
            text += "<assistant>" + prompt.answer_prefix;
        break;
    case Prompt::Source::Text:
        text = prompt.text;
        break;
    case Prompt::Source::Tokens:
        return detokenize(prompt.tokens);
    case Prompt::Source::Infill:
        text = fmt::format("<prefix>{}<suffix>{}<middle>", prompt.infill_prefix, prompt.infill_suffix);
        break;
    }
    return text;
}

ServiceResult<int32_t> FakeService::count(const Prompt& prompt) {
    TRY_ASSIGN(const auto text, render(prompt));
    return static_cast<int32_t>(tokens_of(text).size());
}

ServiceResult<InferenceService::Embeddings> FakeService::embed(const std::vector<std::string>& texts,
                                                               std::stop_token) {
    if (!model())
        return std::unexpected(Failure::no_model());
    // A unit vector along the text's length modulo 4: distinct, and known to whoever reads this.
    Embeddings result;
    for (const std::string& text : texts) {
        std::vector<float> vector(4, 0.0f);
        vector[text.size() % 4] = 1.0f;
        result.vectors.push_back(std::move(vector));
        result.tokens += static_cast<int32_t>(split_words(text).size());
    }
    return result;
}

void FakeService::generate(GenerateRequest request, std::stop_token stop,
                           std::shared_ptr<GenerationListener> listener) {
    {
        std::lock_guard lock(m_mutex);
        m_jobs.push_back({std::move(request), std::move(stop), std::move(listener)});
    }
    m_changed.notify_all();
}

void FakeService::run() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
        if (m_jobs.empty())
            return;
        const Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        run_job(job);
        lock.lock();
    }
}

FakeService::Answer FakeService::answer_to(const Prompt& prompt, const std::string& rendered) const {
    Answer answer;
    for (const auto& [contains, text] : m_script) {
        if (rendered.find(contains) == std::string::npos)
            continue;
        answer.text = text;
        if (const size_t place = answer.text.find("{prompt}"); place != std::string::npos)
            answer.text.replace(place, 8, rendered);
        return answer;
    }
    std::string last = rendered;
    if (prompt.source == Prompt::Source::Messages && !prompt.messages.empty())
        last = content_text(prompt.messages.back());
    if (last == "pace") {
        answer.text = fmt::format("{} {}", duty(), thread_share());
    } else if (auto text = after(last, "echo: ")) {
        answer.text = *text;
    } else if (auto upper = after(last, "upper: ")) {
        std::ranges::transform(*upper, upper->begin(),
                               [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        answer.text = *upper;
    } else if (auto slow = after(last, "slow: ")) {
        answer.text = *slow;
        answer.slow = true;
    } else if (auto count = after(last, "lorem ")) {
        answer.text = lorem(std::atoi(count->c_str()));
    } else if (auto steps = after(last, "prefill ")) {
        answer.text = "done";
        answer.prefill_steps = std::atoi(steps->c_str());
    } else if (auto crash = after(last, "crash: ")) {
        answer.text = *crash;
        answer.crash = true;
    } else if (auto error = after(last, "error: ")) {
        answer.text = *error;
        answer.error = true;
    } else if (auto tools = after(last, "tool: ")) { // NAME ARGUMENTS, and more after another " tool: "
        constexpr std::string_view separator = " tool: ";
        for (size_t place = 0; place != std::string::npos;) {
            const size_t end = tools->find(separator, place);
            const std::string call = tools->substr(place, end == std::string::npos ? end : end - place);
            const size_t space = call.find(' ');
            answer.tool_calls.push_back(
                {{"id", fmt::format("call_{}", answer.tool_calls.size() + 1)},
                 {"type", "function"},
                 {"function",
                  {{"name", call.substr(0, space)},
                   {"arguments", space == std::string::npos ? "{}" : call.substr(space + 1)}}}});
            place = end == std::string::npos ? end : end + separator.size();
        }
    } else {
        answer.text = last;
    }
    return answer;
}

void FakeService::run_job(const Job& job) {
    const auto loaded = model();
    const auto rendered = render(job.request.prompt);
    if (!loaded || !rendered) {
        job.listener->finished(std::unexpected(Failure::no_model()));
        return;
    }
    GenerationOutcome outcome;
    outcome.context_size = loaded->context_length;
    outcome.prompt_tokens = static_cast<int32_t>(tokens_of(*rendered).size());
    if (outcome.prompt_tokens >= loaded->context_length) {
        job.listener->finished(
            std::unexpected(Failure::prompt_too_long(outcome.prompt_tokens, loaded->context_length)));
        return;
    }
    const Answer answer = answer_to(job.request.prompt, *rendered);
    if (answer.error) {
        job.listener->finished(fail(ErrorKind::Internal, answer.text));
        return;
    }
    job.listener->started();
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < answer.prefill_steps && !job.stop.stop_requested(); ++i) {
        std::this_thread::sleep_for(10ms);
        job.listener->progress(i + 1, answer.prefill_steps);
    }
    if (!answer.prefill_steps)
        job.listener->progress(outcome.prompt_tokens, outcome.prompt_tokens);

    std::string text = answer.text;
    for (const std::string& stop : job.request.stop)
        if (const size_t place = text.find(stop); !stop.empty() && place != std::string::npos)
            text.resize(place);
    for (const std::string& piece : answer.slow ? split_characters(text) : split_words(text)) {
        if (answer.slow)
            std::this_thread::sleep_for(20ms);
        if (job.stop.stop_requested()) {
            outcome.finish = FinishReason::Cancelled;
            break;
        }
        if (outcome.generated_tokens == job.request.max_tokens) {
            outcome.finish = FinishReason::Length;
            break;
        }
        if (outcome.prompt_tokens + outcome.generated_tokens == loaded->context_length) {
            outcome.finish = FinishReason::Context;
            break;
        }
        ++outcome.generated_tokens;
        outcome.text += piece;
        job.listener->text(piece, {});
    }
    if (answer.crash) {
        std::this_thread::sleep_for(50ms);
        raise(SIGKILL);
    }
    if (!answer.tool_calls.empty()) {
        outcome.finish = FinishReason::ToolCalls;
        outcome.tool_calls = answer.tool_calls;
    }
    if (job.stop.stop_requested())
        outcome.finish = FinishReason::Cancelled;
    outcome.context_used = outcome.prompt_tokens + outcome.generated_tokens;
    outcome.decode_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    outcome.prefill_seconds = 0.001;
    if (!job.request.conversation.empty()) {
        std::lock_guard lock(m_mutex);
        int32_t& kept = m_conversations[job.request.conversation];
        outcome.cached_tokens = std::min(kept, outcome.prompt_tokens - 1);
        kept = outcome.context_used;
    }
    job.listener->finished(std::move(outcome));
}

ServiceResult<int32_t> FakeService::save_state(const std::string& conversation,
                                               const std::filesystem::path& path) {
    std::lock_guard lock(m_mutex);
    const auto found = m_conversations.find(conversation);
    if (found == m_conversations.end())
        return fail(ErrorKind::NotFound, fmt::format("No cache is kept for \"{}\".", conversation));
    std::ofstream file(path);
    file << found->second;
    if (!file.flush())
        return fail(ErrorKind::Io, fmt::format("{}: can't be written.", path.string()));
    return found->second;
}

ServiceResult<int32_t> FakeService::restore_state(const std::string& conversation,
                                                  const std::filesystem::path& path) {
    std::ifstream file(path);
    int32_t tokens = 0;
    if (!(file >> tokens))
        return fail(ErrorKind::InvalidInput, fmt::format("{}: not a saved cache.", path.string()));
    std::lock_guard lock(m_mutex);
    m_conversations[conversation] = tokens;
    return tokens;
}

void FakeService::forget(const std::string& conversation) {
    std::lock_guard lock(m_mutex);
    m_conversations.erase(conversation);
}

} // namespace hearth::service
