// Errors are values: what can fail returns Result<T>; a message names the thing, the cause, and what helps.
// The store links no engine, so it has its own Error of the same shape as engine/core/error.h.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace hearth::storage {

/// What kind of failure an Error is.
enum class ErrorKind {
    InvalidInput, ///< arguments or foreign bytes that do not fit their format
    NotFound,     ///< a conversation, message, file … that is not there
    Permission,   ///< the system does not allow it, or the file is open read-only
    Unsupported,  ///< well-formed, but made by something newer than this program
    Busy,         ///< another program held the file for longer than we wait
    Full,         ///< the disk is full
    Corrupt,      ///< the file is damaged
    Cancelled,    ///< the caller asked to stop
    Io,           ///< reading or writing failed
    Internal,     ///< our own bug, found before it did harm
};

/// One clear sentence for a person, and the kind for the program.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string message;
};

template <typename T>
using Result = std::expected<T, Error>;

/// Makes the error side of a Result: `return fail(ErrorKind::InvalidInput, fmt::format(…));`
[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, std::string message) {
    return std::unexpected(Error{kind, std::move(message)});
}

} // namespace hearth::storage

#ifndef HEARTH_CONCAT
#define HEARTH_CONCAT_(a, b) a##b
#define HEARTH_CONCAT(a, b) HEARTH_CONCAT_(a, b)
#endif

#ifndef TRY
/// Returns the error of `expression` from the current function, if it has one.
#define TRY(expression)                                                                                      \
    do {                                                                                                     \
        if (auto try_result_ = (expression); !try_result_)                                                   \
            return std::unexpected(std::move(try_result_).error());                                          \
    } while (false)
#endif

#ifndef TRY_ASSIGN
/// Declares `declaration` with the value of `expression`, or returns its error from the current function.
#define TRY_ASSIGN(declaration, expression)                                                                  \
    auto HEARTH_CONCAT(try_value_, __LINE__) = (expression);                                                 \
    if (!HEARTH_CONCAT(try_value_, __LINE__))                                                                \
        return std::unexpected(std::move(HEARTH_CONCAT(try_value_, __LINE__)).error());                      \
    declaration = std::move(*HEARTH_CONCAT(try_value_, __LINE__))
#endif
