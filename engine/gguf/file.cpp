#include "engine/gguf/file.h"

#include "engine/core/mapped_file.h"
#include "engine/gguf/file_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <regex>

namespace hearth::gguf {

static_assert(std::endian::native == std::endian::little,
              "GGUF files are read in place: little-endian hosts only");

File::File() = default;
File::~File() = default;

/// Fills a File from the bytes of one part at a time.
class Reader {
public:
    Reader(File& file, std::span<const std::byte> bytes, std::string name)
        : m_file(file), m_bytes(bytes), m_name(std::move(name)) {}

    static std::shared_ptr<File> create_file() { return std::shared_ptr<File>(new File); }
    static Result<void> add_mapped_part(File& file, const std::filesystem::path& path);
    static Result<void> open_all_parts(File& file, const std::filesystem::path& path);

    Result<void> read();
    const Metadata& part_metadata() const { return m_metadata; }

private:
    size_t remaining() const { return m_bytes.size() - m_position; }
    template <typename... Args>
    std::unexpected<Error> bad(fmt::format_string<Args...> text, Args&&... args) const;
    template <typename T>
    Result<T> number(const char* what);
    Result<std::string> string(const char* what);
    Result<Value> value(ValueType type, const std::string& key);
    Result<Value> array(const std::string& key);
    template <typename Stored, typename Held>
    Value numbers(uint64_t count);
    Result<void> header();
    Result<void> metadata();
    Result<void> tensor_infos();
    Result<void> one_tensor_info();
    Result<void> place_tensors();
    Result<void> check_overlaps() const;

    struct Placed {
        TensorView view;
        uint64_t offset = 0; ///< from the start of the data section
        uint64_t size = 0;
    };

    File& m_file;
    std::span<const std::byte> m_bytes;
    std::string m_name;
    size_t m_position = 0;
    uint64_t m_tensor_count = 0;
    uint64_t m_value_count = 0;
    Metadata m_metadata;
    std::vector<RawEntry> m_raw;
    std::vector<Placed> m_tensors;
};

template <typename... Args>
std::unexpected<Error> Reader::bad(fmt::format_string<Args...> text, Args&&... args) const {
    return fail(ErrorKind::InvalidInput, m_name + ": " + fmt::format(text, std::forward<Args>(args)...));
}

template <typename T>
Result<T> Reader::number(const char* what) {
    if (remaining() < sizeof(T))
        return bad("the file ends inside {} at byte {}; it may not have been downloaded completely", what,
                   m_bytes.size());
    T result;
    std::memcpy(&result, m_bytes.data() + m_position, sizeof result);
    m_position += sizeof result;
    return result;
}

Result<std::string> Reader::string(const char* what) {
    TRY_ASSIGN(const uint64_t length, number<uint64_t>(what));
    if (length > remaining())
        return bad("{} at byte {} claims {} bytes, but only {} are left in the file", what, m_position,
                   length, remaining());
    std::string text(reinterpret_cast<const char*>(m_bytes.data() + m_position), length);
    m_position += length;
    return text;
}

template <typename Stored, typename Held>
Value Reader::numbers(uint64_t count) {
    std::vector<Held> result(count);
    for (uint64_t i = 0; i < count; ++i) {
        Stored item;
        std::memcpy(&item, m_bytes.data() + m_position, sizeof item);
        m_position += sizeof item;
        if constexpr (std::is_same_v<Held, bool>)
            result[i] = item != 0;
        else
            result[i] = static_cast<Held>(item);
    }
    return result;
}

Result<Value> Reader::array(const std::string& key) {
    TRY_ASSIGN(const auto type, number<uint32_t>("an array"));
    TRY_ASSIGN(const auto count, number<uint64_t>("an array"));
    const auto item_type = static_cast<ValueType>(type);
    if (item_type == ValueType::Array)
        return bad("{} is an array of arrays, which GGUF models do not use", key);
    // A string takes at least the eight bytes of its length.
    const uint64_t item_size = item_type == ValueType::String ? 8 : fixed_size(item_type);
    if (item_size == 0)
        return bad("{} is an array of the unknown value type {}", key, type);
    if (count > remaining() / item_size)
        return bad("{} claims {} items, more than the file has bytes left for", key, count);
    switch (item_type) {
    case ValueType::Uint8:
        return numbers<uint8_t, int64_t>(count);
    case ValueType::Int8:
        return numbers<int8_t, int64_t>(count);
    case ValueType::Uint16:
        return numbers<uint16_t, int64_t>(count);
    case ValueType::Int16:
        return numbers<int16_t, int64_t>(count);
    case ValueType::Uint32:
        return numbers<uint32_t, int64_t>(count);
    case ValueType::Int32:
        return numbers<int32_t, int64_t>(count);
    case ValueType::Uint64:
        return numbers<uint64_t, int64_t>(count);
    case ValueType::Int64:
        return numbers<int64_t, int64_t>(count);
    case ValueType::Float32:
        return numbers<float, double>(count);
    case ValueType::Float64:
        return numbers<double, double>(count);
    case ValueType::Bool:
        return numbers<uint8_t, bool>(count);
    case ValueType::String:
    case ValueType::Array:
        break;
    }
    std::vector<std::string> texts;
    for (uint64_t i = 0; i < count; ++i) {
        TRY_ASSIGN(std::string text, string("a string of an array"));
        texts.push_back(std::move(text));
    }
    return texts;
}

Result<Value> Reader::value(ValueType type, const std::string& key) {
    const auto widen = [](auto result) -> Result<Value> {
        if (!result)
            return std::unexpected(std::move(result).error());
        using T = std::decay_t<decltype(*result)>;
        if constexpr (std::is_floating_point_v<T>)
            return Value(static_cast<double>(*result));
        else if constexpr (std::is_same_v<T, uint64_t>)
            return Value(*result);
        else
            return Value(static_cast<int64_t>(*result));
    };
    constexpr const char* what = "a metadata value";
    switch (type) {
    case ValueType::Uint8:
        return widen(number<uint8_t>(what));
    case ValueType::Int8:
        return widen(number<int8_t>(what));
    case ValueType::Uint16:
        return widen(number<uint16_t>(what));
    case ValueType::Int16:
        return widen(number<int16_t>(what));
    case ValueType::Uint32:
        return widen(number<uint32_t>(what));
    case ValueType::Int32:
        return widen(number<int32_t>(what));
    case ValueType::Float32:
        return widen(number<float>(what));
    case ValueType::Uint64:
        return widen(number<uint64_t>(what));
    case ValueType::Int64:
        return widen(number<int64_t>(what));
    case ValueType::Float64:
        return widen(number<double>(what));
    case ValueType::Bool: {
        TRY_ASSIGN(const uint8_t flag, number<uint8_t>(what));
        return Value(flag != 0);
    }
    case ValueType::String: {
        TRY_ASSIGN(std::string text, string(what));
        return Value(std::move(text));
    }
    case ValueType::Array:
        return array(key);
    }
    return bad("{} has the unknown value type {}", key, static_cast<uint32_t>(type));
}

Result<void> Reader::header() {
    if (m_bytes.size() < 4 || std::memcmp(m_bytes.data(), "GGUF", 4) != 0)
        return bad("not a GGUF model file");
    m_position = 4;
    TRY_ASSIGN(m_file.m_version, number<uint32_t>("the header"));
    const uint32_t version = m_file.m_version;
    if ((version & 0xffffu) == 0)
        return fail(ErrorKind::Unsupported,
                    m_name + ": a big-endian GGUF file; convert it to little-endian first");
    if (version != 2 && version != 3)
        return fail(
            ErrorKind::Unsupported,
            fmt::format("{}: GGUF version {} is not one that Hearth reads (2 and 3)", m_name, version));
    TRY_ASSIGN(m_tensor_count, number<uint64_t>("the header"));
    TRY_ASSIGN(m_value_count, number<uint64_t>("the header"));
    // The smallest metadata entry takes 13 bytes, the smallest tensor description 32.
    if (m_value_count > remaining() / 13)
        return bad("the header claims {} metadata entries, more than the file has bytes for", m_value_count);
    if (m_tensor_count > remaining() / 32)
        return bad("the header claims {} tensors, more than the file has bytes for", m_tensor_count);
    return {};
}

Result<void> Reader::metadata() {
    for (uint64_t i = 0; i < m_value_count; ++i) {
        TRY_ASSIGN(std::string key, string("a metadata key"));
        if (key.empty() || key.size() > 65535)
            return bad("metadata key {} has {} bytes; 1 to 65535 are allowed", i, key.size());
        if (m_metadata.find(key))
            return bad("the metadata key {} is there twice", key);
        TRY_ASSIGN(const auto type, number<uint32_t>("a metadata value"));
        const size_t start = m_position;
        TRY_ASSIGN(Value parsed, value(static_cast<ValueType>(type), key));
        m_raw.push_back({key, type, m_bytes.subspan(start, m_position - start)});
        m_metadata.set(std::move(key), std::move(parsed));
    }
    return {};
}

Result<void> Reader::one_tensor_info() {
    Placed tensor;
    TRY_ASSIGN(tensor.view.name, string("a tensor name"));
    const std::string& name = tensor.view.name;
    TRY_ASSIGN(const auto dimensions, number<uint32_t>("a tensor description"));
    if (dimensions < 1 || dimensions > 4)
        return bad("tensor {} has {} dimensions; 1 to 4 are allowed", name, dimensions);
    tensor.view.dimensions = static_cast<int>(dimensions);
    uint64_t elements = 1;
    for (uint32_t i = 0; i < dimensions; ++i) {
        TRY_ASSIGN(const auto length, number<uint64_t>("a tensor description"));
        if (length == 0 || length > static_cast<uint64_t>(INT64_MAX) / elements)
            return bad("tensor {} has an impossible dimension of {}", name, length);
        elements *= length;
        tensor.view.shape[i] = static_cast<int64_t>(length);
    }
    TRY_ASSIGN(const auto type, number<uint32_t>("a tensor description"));
    TRY_ASSIGN(tensor.offset, number<uint64_t>("a tensor description"));
    const auto layout = any_type_layout(type);
    if (!layout)
        return fail(ErrorKind::Unsupported,
                    fmt::format("{}: tensor {} has the unknown type {}; a newer Hearth may know it", m_name,
                                name, type));
    tensor.view.type = static_cast<TensorType>(type);
    if (tensor.view.shape[0] % layout->block_length != 0)
        return bad("tensor {} has rows of {} elements, which {} blocks of {} do not fill", name,
                   tensor.view.shape[0], layout->name, layout->block_length);
    const uint64_t blocks = elements / layout->block_length;
    if (blocks > m_bytes.size() / layout->block_bytes)
        return bad("tensor {} needs {} blocks of {} bytes, more than the file has", name, blocks,
                   layout->block_bytes);
    tensor.size = blocks * layout->block_bytes;
    m_tensors.push_back(std::move(tensor));
    return {};
}

Result<void> Reader::tensor_infos() {
    for (uint64_t i = 0; i < m_tensor_count; ++i)
        TRY(one_tensor_info());
    return {};
}

Result<void> Reader::check_overlaps() const {
    std::vector<const Placed*> order;
    for (const Placed& tensor : m_tensors)
        order.push_back(&tensor);
    std::ranges::sort(order, {}, &Placed::offset);
    for (size_t i = 1; i < order.size(); ++i) {
        if (order[i - 1]->offset + order[i - 1]->size > order[i]->offset)
            return bad("tensors {} and {} overlap", order[i - 1]->view.name, order[i]->view.name);
    }
    return {};
}

Result<void> Reader::place_tensors() {
    uint64_t alignment = default_alignment;
    if (m_metadata.find("general.alignment")) {
        const auto given = m_metadata.integer("general.alignment");
        if (!given || *given < 1 || *given > (1 << 30) || !std::has_single_bit(static_cast<uint64_t>(*given)))
            return bad("general.alignment is not a power of two");
        alignment = static_cast<uint64_t>(*given);
    }
    const uint64_t data_start = (m_position + alignment - 1) / alignment * alignment;
    const uint64_t data_size = data_start > m_bytes.size() ? 0 : m_bytes.size() - data_start;
    for (Placed& tensor : m_tensors) {
        const std::string& name = tensor.view.name;
        if (tensor.offset % alignment != 0)
            return bad("tensor {} starts at offset {}, which is not aligned to {} bytes", name, tensor.offset,
                       alignment);
        if (tensor.offset > data_size || tensor.size > data_size - tensor.offset)
            return bad(
                "tensor {} reaches past the end of the file; it may not have been downloaded completely",
                name);
        tensor.view.bytes = m_bytes.subspan(data_start + tensor.offset, tensor.size);
    }
    TRY(check_overlaps());
    for (Placed& tensor : m_tensors) {
        if (!m_file.m_index.emplace(tensor.view.name, m_file.m_tensors.size()).second)
            return bad("the tensor {} is there twice", tensor.view.name);
        m_file.m_tensors.push_back(std::move(tensor.view));
    }
    return {};
}

Result<void> Reader::read() {
    TRY(header());
    TRY(metadata());
    TRY(tensor_infos());
    TRY(place_tensors());
    m_file.m_size += m_bytes.size();
    if (m_file.m_raw_metadata.empty()) {
        m_file.m_metadata = m_metadata;
        m_file.m_raw_metadata = std::move(m_raw);
    }
    return {};
}

Result<void> Reader::add_mapped_part(File& file, const std::filesystem::path& path) {
    TRY_ASSIGN(auto mapping, MappedFile::open(path));
    Reader reader(file, mapping->bytes(), path.string());
    file.m_mappings.push_back(std::move(mapping));
    return reader.read();
}

namespace {

/// "model-00002-of-00003.gguf" split into what comes before the number, the number and the count.
struct PartName {
    std::string stem;
    int number = 0;
    int count = 0;
};

std::optional<PartName> parse_part_name(const std::string& name) {
    static const std::regex pattern("(.*)-([0-9]{5})-of-([0-9]{5})\\.gguf");
    std::smatch match;
    if (name.size() > 1024 || !std::regex_match(name, match, pattern))
        return std::nullopt;
    return PartName{match[1], std::stoi(match[2]), std::stoi(match[3])};
}

} // namespace

Result<void> Reader::open_all_parts(File& file, const std::filesystem::path& path) {
    const auto part = parse_part_name(path.filename().string());
    const auto part_path = [&](int number) {
        return path.parent_path() / fmt::format("{}-{:05}-of-{:05}.gguf", part->stem, number, part->count);
    };
    // The first part holds the metadata, whichever part was named.
    const bool named_other_part = part && part->number > 1 && std::filesystem::exists(part_path(1));
    TRY(add_mapped_part(file, named_other_part ? part_path(1) : path));
    const int64_t count = file.m_metadata.integer("split.count").value_or(1);
    if (count <= 1)
        return {};
    if (!part || part->count != count || file.m_metadata.integer("split.no").value_or(0) != 0)
        return fail(ErrorKind::InvalidInput, fmt::format("{}: one part of a model in {} files; keep them "
                                                         "together under their names …-00001-of-{:05}.gguf",
                                                         path.string(), count, count));
    for (int number = 2; number <= count; ++number)
        TRY(add_mapped_part(file, part_path(number)));
    const auto total = file.m_metadata.integer("split.tensors.count");
    if (total && *total != static_cast<int64_t>(file.m_tensors.size()))
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: the parts hold {} tensors, but {} are announced", path.string(),
                                file.m_tensors.size(), *total));
    return {};
}

Result<std::shared_ptr<const File>> File::open(const std::filesystem::path& path) {
    auto file = Reader::create_file();
    file->m_path = path;
    TRY(Reader::open_all_parts(*file, path));
    return file;
}

Result<std::shared_ptr<const File>> File::parse(std::span<const std::byte> bytes, std::string name) {
    auto file = Reader::create_file();
    file->m_path = name;
    Reader reader(*file, bytes, std::move(name));
    TRY(reader.read());
    return file;
}

const TensorView* File::tensor(std::string_view name) const {
    const auto entry = m_index.find(name);
    return entry == m_index.end() ? nullptr : &m_tensors[entry->second];
}

void File::forget(std::span<const std::byte> bytes) const {
    for (const auto& mapping : m_mappings) {
        const auto all = mapping->bytes();
        if (bytes.data() >= all.data() && bytes.data() + bytes.size() <= all.data() + all.size())
            return mapping->forget(bytes);
    }
}

} // namespace hearth::gguf
