// Errors are values: what can fail returns Result<T>; a message names the thing, the cause, and what helps.
#pragma once

#include <QString>

#include <expected>
#include <utility>

namespace hearth::sdk {

/// What kind of failure an Error is: decides exit codes and which help the window offers.
enum class ErrorKind {
    InvalidInput, ///< foreign bytes or options that do not fit their format
    NotFound,     ///< a file, task, plugin … that is not there
    Permission,   ///< the user or the system did not grant it
    Unsupported,  ///< well-formed, but nothing here handles it
    TooLarge,     ///< beyond a limit of memory, size or time
    Cancelled,    ///< the caller asked to stop
    ContextFull,  ///< the prompt or the answer does not fit the model's context
    NoModel,      ///< the task needs a model and none is loaded
    Io,           ///< reading or writing failed
    Plugin,       ///< a plugin broke its promise: named in the message
    Internal,     ///< our own bug, found before it did harm
};

/// One clear sentence for a person, and the kind for the program.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString message;
};

template <typename T>
using Result = std::expected<T, Error>;

/// Makes the error side of a Result: `return fail(ErrorKind::NotFound, QStringLiteral("…"));`
[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, QString message) {
    return std::unexpected(Error{kind, std::move(message)});
}

/// The error of a task that was asked to stop.
[[nodiscard]] inline std::unexpected<Error> cancelled() {
    return fail(ErrorKind::Cancelled, QStringLiteral("Stopped."));
}

} // namespace hearth::sdk

// The same macros as in engine/core/error.h, for code that does not link the engine.
#ifndef TRY
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
#endif
