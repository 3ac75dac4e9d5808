#include "engine/gguf/writer.h"

#include "engine/gguf/file_types.h"

#include <fmt/format.h>

#include <cassert>
#include <cerrno>
#include <cstring>

namespace hearth::gguf {

namespace {

template <typename T>
void append_to(std::string& out, T value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

uint64_t padding(uint64_t size) {
    return (default_alignment - size % default_alignment) % default_alignment;
}

} // namespace

template <typename T>
void Writer::append(T value) {
    append_to(m_metadata, value);
}

void Writer::append_string(std::string_view text) {
    append<uint64_t>(text.size());
    m_metadata.append(text);
}

void Writer::add_key(std::string_view key, uint32_t type) {
    append_string(key);
    append(type);
    ++m_entries;
}

void Writer::add_string(std::string_view key, std::string_view value) {
    add_key(key, static_cast<uint32_t>(ValueType::String));
    append_string(value);
}

void Writer::add_uint32(std::string_view key, uint32_t value) {
    add_key(key, static_cast<uint32_t>(ValueType::Uint32));
    append(value);
}

void Writer::add_float32(std::string_view key, float value) {
    add_key(key, static_cast<uint32_t>(ValueType::Float32));
    append(value);
}

void Writer::add_bool(std::string_view key, bool value) {
    add_key(key, static_cast<uint32_t>(ValueType::Bool));
    append<uint8_t>(value ? 1 : 0);
}

void Writer::add_strings(std::string_view key, std::span<const std::string> values) {
    add_key(key, static_cast<uint32_t>(ValueType::Array));
    append(static_cast<uint32_t>(ValueType::String));
    append<uint64_t>(values.size());
    for (const std::string& value : values)
        append_string(value);
}

void Writer::add_int32s(std::string_view key, std::span<const int32_t> values) {
    add_key(key, static_cast<uint32_t>(ValueType::Array));
    append(static_cast<uint32_t>(ValueType::Int32));
    append<uint64_t>(values.size());
    for (const int32_t value : values)
        append(value);
}

void Writer::add_float32s(std::string_view key, std::span<const float> values) {
    add_key(key, static_cast<uint32_t>(ValueType::Array));
    append(static_cast<uint32_t>(ValueType::Float32));
    append<uint64_t>(values.size());
    for (const float value : values)
        append(value);
}

void Writer::add_raw(const RawEntry& entry) {
    add_key(entry.key, entry.type);
    m_metadata.append(reinterpret_cast<const char*>(entry.bytes.data()), entry.bytes.size());
}

void Writer::add_tensor(std::string_view name, TensorType type, std::span<const int64_t> shape) {
    assert(!shape.empty() && shape.size() <= 4);
    uint64_t rows = 1;
    for (const int64_t length : shape.subspan(1))
        rows *= static_cast<uint64_t>(length);
    m_tensors.push_back({std::string(name),
                         type,
                         {shape.begin(), shape.end()},
                         rows * row_bytes(type, static_cast<size_t>(shape[0]))});
}

Result<void> Writer::begin(const std::filesystem::path& path) {
    m_path = path;
    errno = 0;
    m_stream.open(path, std::ios::binary | std::ios::trunc);
    if (!m_stream)
        return fail(ErrorKind::Io,
                    fmt::format("{}: cannot be written: {}", path.string(), std::strerror(errno)));
    std::string head = "GGUF";
    append_to<uint32_t>(head, 3);
    append_to<uint64_t>(head, m_tensors.size());
    append_to<uint64_t>(head, m_entries);
    head += m_metadata;
    uint64_t offset = 0;
    for (const Tensor& tensor : m_tensors) {
        append_to<uint64_t>(head, tensor.name.size());
        head += tensor.name;
        append_to(head, static_cast<uint32_t>(tensor.shape.size()));
        for (const int64_t length : tensor.shape)
            append_to(head, static_cast<uint64_t>(length));
        append_to(head, static_cast<uint32_t>(tensor.type));
        append_to(head, offset);
        offset += tensor.size + padding(tensor.size);
    }
    head.append(padding(head.size()), '\0');
    m_stream.write(head.data(), static_cast<std::streamsize>(head.size()));
    return {};
}

Result<void> Writer::pad() {
    constexpr std::array<char, default_alignment> zeros{};
    m_stream.write(zeros.data(), static_cast<std::streamsize>(padding(m_written)));
    m_written = 0;
    ++m_current;
    return {};
}

Result<void> Writer::write(std::span<const std::byte> bytes) {
    assert(m_current < m_tensors.size() && m_written + bytes.size() <= m_tensors[m_current].size);
    m_stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    m_written += bytes.size();
    if (m_written == m_tensors[m_current].size)
        TRY(pad());
    if (!m_stream)
        return fail(ErrorKind::Io, fmt::format("{}: writing failed; is the disk full?", m_path.string()));
    return {};
}

Result<void> Writer::finish() {
    assert(m_current == m_tensors.size());
    m_stream.close();
    if (!m_stream)
        return fail(ErrorKind::Io, fmt::format("{}: writing failed; is the disk full?", m_path.string()));
    return {};
}

} // namespace hearth::gguf
