// Errors in the shape of the OpenAI API: {"error": {"message", "type", "param", "code"}}.
#pragma once

#include "engine/service/inference_service.h"

#include <expected>
#include <string>

namespace hearth::serve {

using service::Json;

struct ApiError {
    int status = 500;
    std::string type = "server_error";
    std::string message;
    std::string code;  ///< empty: null
    std::string param; ///< empty: null

    ApiError() = default;
    ApiError(int s, std::string t, std::string m, std::string c = {})
        : status(s), type(std::move(t)), message(std::move(m)), code(std::move(c)) {}
    ApiError(const service::Failure& failure); // NOLINT(google-explicit-constructor): lets TRY pass errors on
    ApiError(const Error& error) : ApiError(service::Failure(error)) {} // NOLINT(google-explicit-constructor)

    Json json() const;
};

template <typename T>
using ApiResult = std::expected<T, ApiError>;

} // namespace hearth::serve
