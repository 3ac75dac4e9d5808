// The devices that a model can run on. Programs register the backends that they link; models ask by name.
#pragma once

#include "engine/backend.h"
#include "engine/core/error.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// A device as people choose it.
struct DeviceInfo {
    std::string id;            ///< "cpu", "vulkan:0", "reference"
    std::string name;          ///< "AMD EPYC 9R14 (AVX-512 VNNI, 2 threads)"
    std::string kind;          ///< "cpu" or "gpu"
    uint64_t memory_bytes = 0; ///< that a model may use
    bool usable = true;
    int32_t preference = 0; ///< the usable device with the largest is what "auto" picks
    std::string note;       ///< why it is or is not picked, or what it can do
    std::vector<std::string> features;
};

struct BackendOptions {
    int32_t threads = 0; ///< 0: one per performance core
    /// Rows that are quantized for products keep 15 bits instead of 8, for twice the arithmetic (CPU only).
    bool two_step_rows = false;
};

/// A kind of backend: what devices it finds, and how one is opened.
struct BackendFactory {
    std::string name; ///< prefix of its device ids, up to ':'
    std::function<std::vector<DeviceInfo>()> devices;
    std::function<Result<std::unique_ptr<Backend>>(const std::string& id, const BackendOptions& options)>
        create;
};

/// Makes a backend known; call before any model is loaded. "reference" is always there.
void register_backend(BackendFactory factory);

/// All devices of all registered backends.
std::vector<DeviceInfo> list_devices();

/// Opens a device by its id; "auto" is the usable one of highest preference, "vulkan" the first of that
/// backend.
Result<std::unique_ptr<Backend>> create_backend(std::string_view device, const BackendOptions& options = {});

/// Whether what failed on a GPU is worth another try on the CPU.
bool may_work_on_cpu(const Error& error);

/// Physical cores that compute well: efficiency cores and second threads of a core left out, and no more than
/// this process may use.
int32_t performance_core_count();

} // namespace hearth
