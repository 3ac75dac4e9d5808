#include "engine/devices.h"

#include "engine/reference/reference_backend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#if defined(__linux__)
#include <sched.h>
#elif defined(__APPLE__)
#include <sys/sysctl.h>
#elif defined(_WIN32)
#include <windows.h>
#endif

namespace hearth {

namespace {

struct Registry {
    std::mutex mutex;
    std::vector<BackendFactory> factories = {reference_factory()};
};

Registry& registry() {
    static Registry instance;
    return instance;
}

std::vector<BackendFactory> registered() {
    const std::lock_guard lock(registry().mutex);
    return registry().factories;
}

std::string known_ids() {
    std::string ids;
    for (const DeviceInfo& device : list_devices())
        ids += (ids.empty() ? "" : ", ") + device.id;
    return ids;
}

} // namespace

void register_backend(BackendFactory factory) {
    const std::lock_guard lock(registry().mutex);
    auto& factories = registry().factories;
    const auto same = std::ranges::find(factories, factory.name, &BackendFactory::name);
    if (same != factories.end())
        *same = std::move(factory);
    else
        factories.push_back(std::move(factory));
}

std::vector<DeviceInfo> list_devices() {
    std::vector<DeviceInfo> devices;
    for (const BackendFactory& factory : registered())
        for (DeviceInfo& device : factory.devices())
            devices.push_back(std::move(device));
    std::ranges::stable_sort(devices, std::greater{}, &DeviceInfo::preference);
    return devices;
}

Result<std::unique_ptr<Backend>> create_backend(std::string_view device, const BackendOptions& options) {
    const auto factories = registered();
    const bool automatic = device.empty() || device == "auto";
    const std::string wanted(device);
    for (const DeviceInfo& info : list_devices()) {
        const std::string prefix = info.id.substr(0, info.id.find(':'));
        if (automatic ? !info.usable : info.id != wanted && prefix != wanted)
            continue;
        if (!info.usable)
            return fail(ErrorKind::Unsupported,
                        fmt::format("the device {} cannot be used: {}", info.id, info.note));
        const auto factory = std::ranges::find(factories, prefix, &BackendFactory::name);
        return factory->create(info.id, options);
    }
    return fail(ErrorKind::NotFound,
                fmt::format("there is no device {}; this program has: {}", wanted, known_ids()));
}

bool may_work_on_cpu(const Error& error) {
    return error.kind == ErrorKind::OutOfMemory || error.kind == ErrorKind::DeviceLost ||
           error.kind == ErrorKind::Unsupported;
}

namespace {

#if defined(__linux__)
std::string read_line(const std::string& path) {
    std::ifstream stream(path);
    std::string line;
    std::getline(stream, line);
    return line;
}

/// One entry per physical core of the fastest kind among those that this process may use.
int32_t count_system_cores() {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return 0;
    // Efficiency cores of Intel's hybrids are listed by the kernel.
    const std::string efficiency = fmt::format(",{},", read_line("/sys/devices/cpu_atom/cpus"));
    const auto is_efficiency = [&](int cpu) {
        for (size_t at = 0; at < efficiency.size();) {
            const size_t comma = efficiency.find(',', at);
            const std::string range = efficiency.substr(at, comma - at);
            at = comma == std::string::npos ? efficiency.size() : comma + 1;
            int first = -1, last = -1;
            const int fields = std::sscanf(range.c_str(), "%d-%d", &first, &last);
            if (fields >= 1 && cpu >= first && cpu <= (fields == 2 ? last : first))
                return true;
        }
        return false;
    };
    std::set<std::string> cores;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &allowed) || is_efficiency(cpu))
            continue;
        const std::string siblings =
            read_line(fmt::format("/sys/devices/system/cpu/cpu{}/topology/thread_siblings_list", cpu));
        cores.insert(siblings.empty() ? std::to_string(cpu) : siblings);
    }
    return static_cast<int32_t>(cores.size());
}
#elif defined(__APPLE__)
/// Level 0 is the fastest kind of core; an Intel Mac has no levels.
/// https://developer.apple.com/documentation/kernel/1387446-sysctlbyname/determining_system_capabilities
int32_t count_system_cores() {
    for (const char* name : {"hw.perflevel0.physicalcpu", "hw.physicalcpu"}) {
        int32_t cores = 0;
        size_t size = sizeof cores;
        if (sysctlbyname(name, &cores, &size, nullptr, 0) == 0 && cores > 0)
            return cores;
    }
    return 0;
}
#elif defined(_WIN32)
/// One entry per physical core of the highest efficiency class, which Windows gives to the fastest cores.
/// https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-processor_relationship
int32_t count_system_cores() {
    DWORD size = 0;
    GetLogicalProcessorInformationEx(RelationProcessorCore, nullptr, &size);
    std::vector<char> bytes(size);
    auto* entries = reinterpret_cast<SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX*>(bytes.data());
    if (size == 0 || !GetLogicalProcessorInformationEx(RelationProcessorCore, entries, &size))
        return 0;
    int32_t cores = 0;
    int fastest = -1;
    for (DWORD at = 0; at < size;) {
        const auto& entry = *reinterpret_cast<const SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX*>(&bytes[at]);
        // EfficiencyClass, the byte after Flags, which older headers have no name for.
        const int kind = *(&entry.Processor.Flags + 1);
        cores = kind > fastest ? 1 : cores + (kind == fastest);
        fastest = std::max(fastest, kind);
        at += entry.Size;
    }
    return cores;
}
#else
int32_t count_system_cores() {
    return 0;
}
#endif

} // namespace

int32_t performance_core_count() {
    if (const int32_t cores = count_system_cores(); cores > 0)
        return cores;
    return static_cast<int32_t>(std::max(1u, std::thread::hardware_concurrency()));
}

} // namespace hearth
