#include "engine/session.h"

#include "engine/core/checksum.h"
#include "engine/forward.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>

namespace hearth {

namespace {

/// A stop request is seen between layers; passes are sized so that a layer takes no longer than this.
constexpr double seconds_per_layer = 0.1;
constexpr int32_t smallest_batch = 32;

int32_t common_prefix(std::span<const TokenId> a, std::span<const TokenId> b) {
    return static_cast<int32_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

} // namespace

Session::Session(std::shared_ptr<const Model> model, std::unique_ptr<KvCache> cache, CacheType type)
    : m_model(std::move(model)), m_cache(std::move(cache)), m_cache_type(type) {}

Result<std::unique_ptr<Session>> Session::create(std::shared_ptr<const Model> model,
                                                 const SessionOptions& options) {
    const ModelConfig& config = model->config();
    if (!config.causal)
        return fail(ErrorKind::Unsupported, fmt::format("{}: an embedder ({}), which does not write text",
                                                        model->file().path().string(), config.architecture));
    const KvCacheShape shape = config.cache_shape(
        options.context_length > 0 ? options.context_length : std::min(config.context_length, 4096),
        options.cache_type);
    if (config.learned_positions && shape.capacity > config.context_length)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: has {} learned positions, a context of {} is not possible",
                                model->file().path().string(), config.context_length, shape.capacity));
    const uint64_t bytes = model->memory(shape.capacity, shape.type).cache;
    if (const uint64_t available = available_memory(); model->options().check_memory && bytes > available)
        return fail(
            ErrorKind::OutOfMemory,
            fmt::format(
                "a context of {} tokens needs {} MiB, but only {} MiB are free; ask for a shorter one",
                shape.capacity, bytes >> 20, available >> 20));
    TRY_ASSIGN(std::unique_ptr<KvCache> cache, model->backend().create_cache(shape));
    return std::unique_ptr<Session>(new Session(std::move(model), std::move(cache), options.cache_type));
}

int32_t Session::batch_rows() const {
    const int32_t largest = m_model->forward().limits().rows;
    if (m_seconds_per_row <= 0)
        return std::min(largest, 2 * smallest_batch); // the first batch measures
    const double rows = seconds_per_layer * m_model->config().layers / m_seconds_per_row;
    return static_cast<int32_t>(std::clamp(rows, static_cast<double>(std::min(smallest_batch, largest)),
                                           static_cast<double>(largest)));
}

void Session::forget_outputs() {
    m_logits.clear();
    m_best.clear();
}

Result<void> Session::evaluate(std::span<const TokenId> tokens, bool want_logits, std::stop_token stop,
                               int32_t best) {
    const auto rows = static_cast<int32_t>(tokens.size());
    const Segment segment{m_cache.get(), 0, rows, static_cast<int32_t>(m_tokens.size())};
    const int32_t last = rows - 1;
    Step step{tokens, {&segment, 1}, {}};
    if (want_logits)
        step.output_rows = {&last, 1};
    step.best = best;
    const std::lock_guard lock(m_model->pass_mutex());
    const auto start = std::chrono::steady_clock::now();
    TRY(m_model->forward().run(step, stop));
    if (rows >= smallest_batch)
        m_seconds_per_row =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / rows;
    forget_outputs();
    if (step.best > 0) {
        TRY_ASSIGN(m_best, m_model->backend().top_k(m_model->forward().logits(), 0, step.best));
    } else if (want_logits) {
        TRY_ASSIGN(const std::span<const float> logits,
                   m_model->backend().read(m_model->forward().logits(), 0, 1));
        m_logits.assign(logits.begin(), logits.end());
    }
    m_tokens.insert(m_tokens.end(), tokens.begin(), tokens.end());
    return {};
}

Result<PrefillResult> Session::prefill(std::span<const TokenId> tokens, const PrefillProgress& progress,
                                       std::stop_token stop) {
    const auto total = static_cast<int32_t>(tokens.size());
    if (total == 0)
        return fail(ErrorKind::InvalidInput, "the prompt has no tokens");
    if (total > capacity())
        return fail(ErrorKind::ContextFull,
                    fmt::format("the prompt has {} tokens, but the context holds {}", total, capacity()));
    const int32_t common = common_prefix(m_tokens, tokens);
    if (common == total && static_cast<size_t>(total) == m_tokens.size() && !m_logits.empty())
        return PrefillResult{total, 0};
    rewind(std::min(common, total - 1));
    const auto cached = static_cast<int32_t>(m_tokens.size());
    int32_t done = cached;
    while (done < total) {
        if (progress)
            progress(done, total);
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, "stopped");
        const int32_t count = std::min(batch_rows(), total - done);
        TRY(evaluate(tokens.subspan(static_cast<size_t>(done), static_cast<size_t>(count)),
                     done + count == total, stop));
        done += count;
    }
    if (progress)
        progress(total, total);
    return PrefillResult{cached, total - cached};
}

Result<void> Session::append(TokenId token, int32_t best) {
    if (static_cast<int32_t>(m_tokens.size()) >= capacity())
        return fail(ErrorKind::ContextFull, fmt::format("the context of {} tokens is full", capacity()));
    return evaluate({&token, 1}, true, {}, best);
}

void Session::rewind(int32_t count) {
    if (static_cast<size_t>(count) < m_tokens.size()) {
        m_tokens.resize(static_cast<size_t>(count));
        forget_outputs();
    }
}

void Session::note_evaluated(std::span<const TokenId> tokens) {
    m_tokens.insert(m_tokens.end(), tokens.begin(), tokens.end());
    forget_outputs();
}

Result<int32_t> Session::adopt_prefix(const Session& other, std::span<const TokenId> tokens) {
    const int32_t own = common_prefix(m_tokens, tokens);
    const int32_t theirs = std::min(common_prefix(other.m_tokens, tokens), capacity());
    if (&other == this || other.m_model != m_model || other.m_cache_type != m_cache_type || theirs <= own)
        return own;
    const std::lock_guard lock(m_model->pass_mutex());
    TRY(m_cache->copy_prefix(*other.m_cache, theirs));
    m_tokens.assign(tokens.begin(), tokens.begin() + theirs);
    forget_outputs();
    return theirs;
}

// The file: magic, version, fingerprint, cache type, token count, cache bytes, tokens, cache, checksum of all
// before it.
namespace {

constexpr std::string_view state_magic = "HEARTHKV";
// Quantized caches of version 1 were not rotated.
constexpr uint32_t state_version(CacheType type) {
    return type == CacheType::Q8_0 || type == CacheType::Q4_0 ? 2 : 1;
}

struct StateHeader {
    char magic[8];
    uint32_t version;
    uint32_t cache_type;
    uint64_t fingerprint;
    uint64_t tokens;
    uint64_t cache_bytes;
};
static_assert(sizeof(StateHeader) == 40);

std::span<const std::byte> bytes_of(const StateHeader& header) {
    return std::as_bytes(std::span(&header, 1));
}

Result<void> read_exactly(std::ifstream& stream, std::span<std::byte> into,
                          const std::filesystem::path& path) {
    if (!stream.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size())))
        return fail(ErrorKind::InvalidInput, fmt::format("{}: the saved state is cut short", path.string()));
    return {};
}

} // namespace

Result<void> Session::save(const std::filesystem::path& path) const {
    std::vector<std::byte> cache;
    {
        const std::lock_guard lock(m_model->pass_mutex());
        TRY_ASSIGN(cache, m_cache->save(static_cast<int32_t>(m_tokens.size())));
    }
    StateHeader header{{},
                       state_version(m_cache_type),
                       static_cast<uint32_t>(m_cache_type),
                       m_model->fingerprint(),
                       m_tokens.size(),
                       cache.size()};
    std::memcpy(header.magic, state_magic.data(), state_magic.size());
    Checksum sum;
    std::filesystem::path temporary = path;
    temporary += ".part";
    std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
    for (const std::span<const std::byte> part :
         {bytes_of(header), std::as_bytes(std::span(m_tokens)), std::span<const std::byte>(cache)}) {
        sum.add(part);
        stream.write(reinterpret_cast<const char*>(part.data()), static_cast<std::streamsize>(part.size()));
    }
    const uint64_t checksum = sum.value();
    stream.write(reinterpret_cast<const char*>(&checksum), sizeof checksum);
    stream.close();
    std::error_code renamed;
    if (stream)
        std::filesystem::rename(temporary, path, renamed);
    if (!stream || renamed) {
        std::filesystem::remove(temporary, renamed);
        return fail(ErrorKind::Io,
                    fmt::format("{}: the state could not be written; is the disk full?", path.string()));
    }
    return {};
}

Result<void> Session::restore(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return fail(ErrorKind::NotFound,
                    fmt::format("{}: there is no saved state that can be read", path.string()));
    StateHeader header{};
    TRY(read_exactly(stream, std::as_writable_bytes(std::span(&header, 1)), path));
    if (std::string_view(header.magic, sizeof header.magic) != state_magic)
        return fail(ErrorKind::InvalidInput, fmt::format("{}: not a saved state", path.string()));
    if (header.fingerprint != m_model->fingerprint() ||
        header.cache_type != static_cast<uint32_t>(m_cache_type))
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: saved with another model or another cache type", path.string()));
    if (header.version != state_version(m_cache_type))
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: not a saved state of this version", path.string()));
    if (header.tokens > static_cast<uint64_t>(capacity()))
        return fail(ErrorKind::ContextFull, fmt::format("{}: holds {} tokens, but the context holds {}",
                                                        path.string(), header.tokens, capacity()));
    std::error_code ignored;
    const uint64_t size = std::filesystem::file_size(path, ignored);
    const uint64_t fixed = sizeof header + header.tokens * sizeof(TokenId) + sizeof(uint64_t);
    if (header.cache_bytes > size || size != fixed + header.cache_bytes)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: the saved state has a wrong size", path.string()));
    std::vector<TokenId> tokens(header.tokens);
    std::vector<std::byte> cache(header.cache_bytes);
    uint64_t checksum = 0;
    TRY(read_exactly(stream, std::as_writable_bytes(std::span(tokens)), path));
    TRY(read_exactly(stream, cache, path));
    TRY(read_exactly(stream, std::as_writable_bytes(std::span(&checksum, 1)), path));
    Checksum sum;
    sum.add(bytes_of(header));
    sum.add(std::as_bytes(std::span(std::as_const(tokens))));
    sum.add(std::span<const std::byte>(cache));
    if (sum.value() != checksum)
        return fail(ErrorKind::InvalidInput, fmt::format("{}: the saved state is damaged", path.string()));
    m_tokens.clear(); // a restore that fails half-way leaves an empty session, not a wrong one
    forget_outputs();
    const std::lock_guard lock(m_model->pass_mutex());
    TRY(m_cache->restore(cache, static_cast<int32_t>(header.tokens)));
    m_tokens = std::move(tokens);
    return {};
}

} // namespace hearth
