// Models of goldens/*.json: the GGUF file that a golden describes, and what it expects.
#pragma once

#include "engine/core/token.h"
#include "engine/gguf/writer.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::tests {

/// The same numbers as `hashed` of goldens/make_goldens.py.
inline std::vector<float> hashed_values(std::string_view name, size_t count, float scale, float offset) {
    uint32_t seed = 0x811c9dc5u;
    for (const unsigned char byte : name)
        seed = (seed ^ byte) * 0x01000193u;
    std::vector<float> values(count);
    for (size_t i = 0; i < count; ++i) {
        uint32_t x = static_cast<uint32_t>(i) * 0x9e3779b9u + seed;
        x ^= x >> 16;
        x *= 0x7feb352du;
        x ^= x >> 15;
        x *= 0x846ca68bu;
        x ^= x >> 16;
        const float unit = static_cast<float>(x >> 8) * 0x1p-23f - 1.0f;
        values[i] = unit * scale + offset;
    }
    return values;
}

struct GoldenModel {
    nlohmann::json json;

    static GoldenModel read(const std::string& path) {
        std::ifstream stream(path);
        return {nlohmann::json::parse(stream)};
    }

    std::vector<TokenId> tokens() const { return json["tokens"].get<std::vector<TokenId>>(); }
    bool is_embedder() const { return json.contains("embedding"); }
    std::vector<float> expected() const {
        return json[is_embedder() ? "embedding" : "logits"].get<std::vector<float>>();
    }

    /// Flags, or whole numbers.
    static void add_list(gguf::Writer& writer, const std::string& key, const nlohmann::json& list) {
        if (!list.front().is_boolean())
            return writer.add_int32s(key, list.get<std::vector<int32_t>>());
        constexpr uint32_t bool_type = 7;
        std::vector<std::byte> bytes(12 + list.size());
        const uint64_t count = list.size();
        std::memcpy(bytes.data(), &bool_type, 4);
        std::memcpy(bytes.data() + 4, &count, 8);
        for (size_t i = 0; i < list.size(); ++i)
            bytes[12 + i] = list[i].get<bool>() ? std::byte{1} : std::byte{0};
        constexpr uint32_t array_type = 9;
        writer.add_raw({key, array_type, bytes});
    }

    /// Writes the GGUF file, all tensors F32.
    Result<void> write(const std::string& path) const {
        gguf::Writer writer;
        for (const auto& [key, value] : json["metadata"].items()) {
            if (value.is_string())
                writer.add_string(key, value.get<std::string>());
            else if (value.is_array())
                add_list(writer, key, value);
            else if (value.is_boolean())
                writer.add_bool(key, value.get<bool>());
            else if (value.is_number_float())
                writer.add_float32(key, value.get<float>());
            else
                writer.add_uint32(key, value.get<uint32_t>());
        }
        for (const auto& tensor : json["tensors"])
            writer.add_tensor(tensor[0].get<std::string>(), TensorType::F32,
                              tensor[1].get<std::vector<int64_t>>());
        TRY(writer.begin(path));
        for (const auto& tensor : json["tensors"]) {
            size_t count = 1;
            for (const auto& length : tensor[1])
                count *= length.get<size_t>();
            const std::vector<float> values =
                tensor[2].is_array() ? tensor[2].get<std::vector<float>>()
                                     : hashed_values(tensor[0].get<std::string>(), count,
                                                     tensor[2].get<float>(), tensor[3].get<float>());
            TRY(writer.write(std::as_bytes(std::span(values))));
        }
        return writer.finish();
    }
};

} // namespace hearth::tests
