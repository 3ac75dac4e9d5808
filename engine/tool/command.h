// The commands of hearth-engine: one file each, a row in main.cpp's table.
#pragma once

#include "engine/core/error.h"
#include "engine/tool/arguments.h"

#include <span>
#include <string_view>
#include <vector>

namespace hearth::tool {

/// An error of kind Usage shows how the command is called and ends with status 2; any other ends with
/// status 1.
struct Failure {
    Error error;
    bool usage = false;

    Failure(Error e) // NOLINT(google-explicit-constructor): lets TRY pass errors of the engine through
        : error(std::move(e)) {}
};

using Outcome = std::expected<void, Failure>;

/// A wrong command line: exit status 2.
inline std::unexpected<Failure> usage(std::string message) {
    Failure failure(Error{ErrorKind::InvalidInput, std::move(message)});
    failure.usage = true;
    return std::unexpected(std::move(failure));
}

struct Command {
    std::string_view name;
    std::string_view synopsis; ///< "-m MODEL --tokens FILE --out FILE"
    std::string_view summary;  ///< one line for the list of commands
    std::string_view details;  ///< for --help
    std::vector<Option> options;
    size_t most_words = 0; ///< words that are not options
    Outcome (*run)(const Arguments& arguments);
};

Command info_command();
Command tokenize_command();
Command detokenize_command();
Command render_command();
Command logits_command();
Command complete_command();
Command chat_command();
Command bench_command();
Command devices_command();
Command perplexity_command();
Command quantize_command();
Command embed_command();
Command host_command();
Command serve_command();

} // namespace hearth::tool

/// Returns a usage error from the current command when a value of the command line is wrong.
#define TRY_ARGUMENT(declaration, expression)                                                                \
    auto HEARTH_CONCAT(try_argument_, __LINE__) = (expression);                                              \
    if (!HEARTH_CONCAT(try_argument_, __LINE__))                                                             \
        return ::hearth::tool::usage(std::move(HEARTH_CONCAT(try_argument_, __LINE__)).error().message);     \
    declaration = std::move(*HEARTH_CONCAT(try_argument_, __LINE__))
