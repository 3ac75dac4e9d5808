// Any bytes into the GGUF reader, and what it makes of them into the configuration, the tokenizer and the
// weights.
#include "engine/model/config.h"
#include "engine/model/weights.h"
#include "engine/reference/reference_backend.h"
#include "engine/tokenizer/tokenizer.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace hearth;
    const auto file = gguf::File::parse(std::as_bytes(std::span(data, size)), "fuzz.gguf");
    if (!file)
        return 0;
    static_cast<void>(Tokenizer::create((*file)->metadata()));
    const auto config = read_config(**file);
    if (!config)
        return 0;
    const auto backend = create_reference_backend({.threads = 1});
    static_cast<void>(load_weights(**file, *config, *backend, {}));
    return 0;
}
