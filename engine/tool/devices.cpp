// devices
#include "engine/devices.h"

#include "engine/tool/command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace hearth::tool {

namespace {

Outcome run_devices(const Arguments& arguments) {
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
        if (arguments.has("--json"))
            continue;
        fmt::print("{}{}  {}\n", device.id, preferred ? " (default)" : "", device.name);
        if (device.memory_bytes > 0)
            fmt::print("    memory: {} MiB\n", device.memory_bytes >> 20);
        if (!device.features.empty())
            fmt::print("    can: {}\n", fmt::join(device.features, ", "));
        if (!device.note.empty())
            fmt::print("    {}{}\n", device.usable ? "" : "not usable: ", device.note);
    }
    if (arguments.has("--json"))
        fmt::print("{}\n", nlohmann::ordered_json{{"devices", json}}.dump(2));
    return {};
}

} // namespace

Command devices_command() {
    return {"devices",
            "[--json]",
            "devices that can run a model, and which one would be picked",
            "",
            {{"--json", "", "", "for programs"}},
            0,
            run_devices};
}

} // namespace hearth::tool
