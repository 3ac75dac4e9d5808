// devices
#include "engine/devices.h"

#include "engine/gguf/file.h"
#include "engine/model/model.h"
#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace hearth::tool {

namespace {

/// How much of a model a GPU with so much free memory would take.
class Fit {
public:
    static std::expected<Fit, Failure> create(const Arguments& arguments) {
        Fit fit;
        if (!arguments.has("--model"))
            return fit;
        TRY_ARGUMENT(const int64_t context, arguments.integer("--context", 4096, 1, 1 << 24));
        TRY_ASSIGN(const auto file, gguf::File::open(path_of(arguments.text("--model"))));
        TRY_ASSIGN(const auto config, read_config(*file));
        const ModelOptions usual;
        fit.m_parts = part_bytes(*file, config, static_cast<int32_t>(context), usual.cache_type,
                                 usual.batch_rows, usual.output_rows);
        return fit;
    }
    std::optional<Placement> of(const DeviceInfo& device) const {
        if (!m_parts || device.kind != "gpu" || !device.usable)
            return std::nullopt;
        return place_layers(*m_parts, device.memory_bytes);
    }

private:
    std::optional<PartBytes> m_parts;
};

nlohmann::ordered_json to_json(const Placement& placement) {
    return {{"layers", placement.layers},
            {"on_device", placement.on_device},
            {"whole", placement.whole},
            {"device_bytes", placement.device_bytes},
            {"whole_bytes", placement.whole_bytes},
            {"free_bytes", placement.free_bytes}};
}

Outcome run_devices(const Arguments& arguments) {
    TRY_ASSIGN(const Fit fit, Fit::create(arguments));
    const std::vector<DeviceInfo> devices = list_devices();
    bool picked = false;
    auto json = nlohmann::ordered_json::array();
    for (const DeviceInfo& device : devices) {
        const bool preferred = device.usable && !picked;
        picked = picked || preferred;
        json.push_back({{"id", device.id},
                        {"name", device.name},
                        {"kind", device.kind},
                        {"memory_bytes", device.memory_bytes},
                        {"usable", device.usable},
                        {"preferred", preferred},
                        {"note", device.note},
                        {"features", device.features}});
        const auto placement = fit.of(device);
        if (placement)
            json.back()["fit"] = to_json(*placement);
        if (arguments.has("--json"))
            continue;
        fmt::print("{}{}  {}\n", device.id, preferred ? " (default)" : "", device.name);
        if (device.memory_bytes > 0)
            fmt::print("    memory: {} MiB\n", device.memory_bytes >> 20);
        if (!device.features.empty())
            fmt::print("    can: {}\n", fmt::join(device.features, ", "));
        if (!device.note.empty())
            fmt::print("    {}{}\n", device.usable ? "" : "not usable: ", device.note);
        if (placement)
            fmt::print("    this model: {}\n", placement->explanation());
    }
    if (arguments.has("--json"))
        fmt::print("{}\n", nlohmann::ordered_json{{"devices", json}}.dump(2));
    return {};
}

} // namespace

Command devices_command() {
    return {"devices",
            "[-m MODEL] [--json]",
            "devices that can run a model, and which one would be picked",
            "With a model: how many of its layers each GPU's free memory takes; the others run on the CPU.",
            {{"--model", "-m", "FILE", "GGUF model"},
             {"--context", "-c", "N", "tokens of context that memory is kept for", "4096"},
             {"--json", "", "", "for programs"}},
            0,
            run_devices};
}

} // namespace hearth::tool
