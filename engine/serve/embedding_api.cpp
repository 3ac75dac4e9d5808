#include "engine/serve/embedding_api.h"

#include "engine/service/parameters.h"

#include <bit>
#include <cstring>

namespace hearth::serve {

using service::Parameters;

std::string base64(std::string_view bytes) {
    constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (size_t i = 0; i < bytes.size(); i += 3) {
        uint32_t group = 0;
        for (size_t j = 0; j < 3; ++j)
            group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0u);
        for (size_t j = 0; j < 4; ++j)
            text += i + j <= bytes.size() ? alphabet[group >> (18 - 6 * j) & 63] : '=';
    }
    return text;
}

namespace {

std::string packed(const std::vector<float>& vector) {
    std::string bytes;
    bytes.reserve(vector.size() * 4);
    for (const float value : vector) {
        const auto bits = std::bit_cast<uint32_t>(value);
        for (int shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>(bits >> shift & 0xff);
    }
    return base64(bytes);
}

} // namespace

ApiResult<Json> embeddings(service::InferenceService& service, const Json& body) {
    TRY_ASSIGN(const auto members, Parameters::of(body));
    TRY_ASSIGN(const auto texts, members.strings("input"));
    if (texts.empty() || texts.size() > 2048)
        return std::unexpected(
            ApiError(400, "invalid_request_error", "\"input\" must be a text or a list of 1 to 2048 texts."));
    TRY_ASSIGN(const auto format, members.string("encoding_format"));
    if (format && *format != "float" && *format != "base64")
        return std::unexpected(
            ApiError(400, "invalid_request_error", "\"encoding_format\" must be \"float\" or \"base64\"."));
    if (members.has("dimensions"))
        return std::unexpected(
            ApiError(400, "invalid_request_error", "\"dimensions\" is not supported by this model."));
    TRY_ASSIGN(const auto result, service.embed(texts, {}));
    Json data = Json::array();
    for (size_t i = 0; i < result.vectors.size(); ++i)
        data.push_back(
            {{"object", "embedding"},
             {"index", i},
             {"embedding", format == "base64" ? Json(packed(result.vectors[i])) : Json(result.vectors[i])}});
    const auto model = service.model();
    return Json{{"object", "list"},
                {"data", std::move(data)},
                {"model", model ? model->name : std::string()},
                {"usage", {{"prompt_tokens", result.tokens}, {"total_tokens", result.tokens}}}};
}

ApiResult<Json> tokenize(service::InferenceService& service, const Json& body) {
    TRY_ASSIGN(const auto members, Parameters::of(body));
    TRY_ASSIGN(const auto text, members.required_string(members.has("text") ? "text" : "content"));
    TRY_ASSIGN(const auto boundaries, members.boolean("add_special"));
    TRY_ASSIGN(const auto special, members.boolean("parse_special"));
    TRY_ASSIGN(const auto tokens,
               service.tokenize(text, special.value_or(false), boundaries.value_or(false)));
    return Json{{"tokens", tokens}};
}

ApiResult<Json> detokenize(service::InferenceService& service, const Json& body) {
    TRY_ASSIGN(const auto members, Parameters::of(body));
    TRY_ASSIGN(const auto tokens, members.tokens("tokens"));
    TRY_ASSIGN(auto text, service.detokenize(tokens));
    return Json{{"content", std::move(text)}};
}

} // namespace hearth::serve
