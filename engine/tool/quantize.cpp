// quantize
#include "engine/quantize.h"

#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace hearth::tool {

namespace {

Outcome run_quantize(const Arguments& arguments) {
    if (arguments.words().size() != 3)
        return usage("IN, OUT and TYPE are needed");
    const std::string& type = arguments.words()[2];
    const auto mix = QuantizationMix::from_name(type);
    if (!mix)
        return usage(fmt::format("there is no type {}; there are {}", type,
                                 fmt::join(QuantizationMix::names(), ", ")));
    QuantizeOptions options;
    options.mix = *mix;
    options.pure = arguments.has("--pure");
    options.requantize = arguments.has("--requantize");
    TRY_ARGUMENT(const int64_t threads, arguments.integer("--threads", 0, 0, 1024));
    options.threads = static_cast<int32_t>(threads);
    ImportanceMatrix importance;
    if (arguments.has("--imatrix")) {
        TRY_ASSIGN(importance, ImportanceMatrix::read(path_of(arguments.text("--imatrix"))));
        options.importance = &importance;
    }
    const std::stop_token stop = stop_on_interrupt();
    options.progress = [&](const gguf::TensorView& tensor, TensorType to, size_t index, size_t count) {
        if (stderr_is_terminal())
            fmt::print(stderr, "[{}/{}] {} {} → {}\n", index + 1, count, tensor.name,
                       gguf::type_name(tensor.type), gguf::type_name(to));
        return !stop.stop_requested();
    };
    TRY_ASSIGN(const auto input, gguf::File::open(path_of(arguments.words()[0])));
    TRY(quantize(*input, path_of(arguments.words()[1]), options));
    return {};
}

} // namespace

Command quantize_command() {
    return {"quantize",
            "IN OUT TYPE",
            "a model file to another type",
            "Types by their names make every matrix that type but the output, which keeps more bits; Q3_K_M, "
            "Q4_K_M, Q5_K_M and "
            "their like mix\ntypes by the tensors' roles.",
            {{"--pure", "", "", "every matrix the same type, the output too"},
             {"--imatrix", "", "FILE", "importance matrix: which columns matter"},
             {"--requantize", "", "", "accept a file that is quantized already, at a loss"},
             {"--threads", "-t", "N", "threads; 0: one per performance core", "0"}},
            3,
            run_quantize};
}

} // namespace hearth::tool
