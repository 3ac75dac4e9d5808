// Errors are values: what can fail returns Result<T>; a message names the thing, the cause, and what helps.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace hearth {

/// What kind of failure an Error is: decides exit codes, protocol codes and which help the window offers.
enum class ErrorKind {
    InvalidInput, ///< foreign bytes or arguments that do not fit their format
    NotFound,     ///< a file, model, conversation … that is not there
    Permission,   ///< the system or the user does not allow it
    Unsupported,  ///< well-formed, but not something this program runs
    OutOfMemory,  ///< not enough memory, on the host or on a device
    DeviceLost,   ///< a GPU that stopped answering
    Cancelled,    ///< the caller asked to stop
    ContextFull,  ///< the prompt or the answer does not fit the context
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

} // namespace hearth

#define HEARTH_CONCAT_(a, b) a##b
#define HEARTH_CONCAT(a, b) HEARTH_CONCAT_(a, b)

/// Returns the error of `expression` from the current function, if it has one.
#define TRY(expression)                                                                                      \
    do {                                                                                                     \
        if (auto try_result_ = (expression); !try_result_)                                                   \
            return std::unexpected(std::move(try_result_).error());                                          \
    } while (false)

/// Declares `declaration` with the value of `expression`, or returns its error from the current function.
#define TRY_ASSIGN(declaration, expression)                                                                  \
    auto HEARTH_CONCAT(try_value_, __LINE__) = (expression);                                                 \
    if (!HEARTH_CONCAT(try_value_, __LINE__))                                                                \
        return std::unexpected(std::move(HEARTH_CONCAT(try_value_, __LINE__)).error());                      \
    declaration = std::move(*HEARTH_CONCAT(try_value_, __LINE__))
