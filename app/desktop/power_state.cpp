#include "power_state.h"

#include <QDir>
#include <QFile>

#ifdef Q_OS_WIN
#include <QVarLengthArray>

#include <windows.h>
// After it.
#include <powrprof.h>

#include <algorithm>
#elif defined(Q_OS_MACOS)
#include <IOKit/ps/IOPSKeys.h>
#include <IOKit/ps/IOPowerSources.h>
#include <objc/message.h>
#include <objc/runtime.h>
#endif

namespace hearth {

namespace {

constexpr int look_interval_ms = 5000;

#ifdef Q_OS_LINUX
QByteArray first_line(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readLine(256).trimmed() : QByteArray();
}

// A machine is on battery when it has a battery that discharges and no mains that is online.
bool discharging(const QString& root) {
    const QDir supplies(root + QStringLiteral("/sys/class/power_supply"));
    bool mains_online = false;
    bool battery_discharges = false;
    for (const QString& name : supplies.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString folder = supplies.filePath(name) + u'/';
        const QByteArray type = first_line(folder + QStringLiteral("type"));
        if (type == "Mains" || type == "USB")
            mains_online |= first_line(folder + QStringLiteral("online")) == "1";
        // scope "Device" is the battery of a mouse or a pen.
        else if (type == "Battery" && first_line(folder + QStringLiteral("scope")) != "Device")
            battery_discharges |= first_line(folder + QStringLiteral("status")) == "Discharging";
    }
    return battery_discharges && !mains_online;
}

// The kernel counts throttling events; between two looks the count grows only while it is too hot.
qint64 throttle_count(const QString& root) {
    qint64 count = 0;
    const QDir processors(root + QStringLiteral("/sys/devices/system/cpu"));
    for (const QString& name : processors.entryList({QStringLiteral("cpu[0-9]*")}, QDir::Dirs))
        count +=
            first_line(processors.filePath(name) + QStringLiteral("/thermal_throttle/core_throttle_count"))
                .toLongLong();
    return count;
}
#endif

#ifdef Q_OS_WIN
/// What CallNtPowerInformation(ProcessorInformation) fills, once for each processor; no header has it.
/// https://learn.microsoft.com/windows/win32/power/processor-power-information-str
struct ProcessorPower {
    ULONG number;
    ULONG max_mhz;
    ULONG current_mhz;
    ULONG limit_mhz; ///< what heat or the firmware allows now
    ULONG max_idle_state;
    ULONG current_idle_state;
};

bool held_back() {
    SYSTEM_INFO system;
    GetSystemInfo(&system);
    QVarLengthArray<ProcessorPower, 64> processors(static_cast<qsizetype>(system.dwNumberOfProcessors));
    const auto bytes = static_cast<ULONG>(processors.size() * static_cast<qsizetype>(sizeof(ProcessorPower)));
    if (CallNtPowerInformation(ProcessorInformation, nullptr, 0, processors.data(), bytes) != 0)
        return false;
    return std::any_of(processors.cbegin(), processors.cend(),
                       [](const ProcessorPower& p) { return p.limit_mhz > 0 && p.limit_mhz < p.max_mhz; });
}
#endif

#ifdef Q_OS_MACOS
bool drawing_on_battery() {
    CFTypeRef info = IOPSCopyPowerSourcesInfo();
    if (!info)
        return false;
    CFStringRef source = IOPSGetProvidingPowerSourceType(info);
    const bool battery =
        source && CFStringCompare(source, CFSTR(kIOPSBatteryPowerValue), 0) == kCFCompareEqualTo;
    CFRelease(info);
    return battery;
}

/// [[NSProcessInfo processInfo] thermalState], which knows both kinds of Mac; IOKit's thermal warning level
/// is published by Intel's alone.
/// https://developer.apple.com/documentation/foundation/processinfo/thermalstate
bool held_back() {
    constexpr long serious = 2; // NSProcessInfoThermalStateSerious: heat costs speed
    using Shared = id (*)(Class, SEL);
    using State = long (*)(id, SEL);
    Class process_info = objc_getClass("NSProcessInfo");
    if (!process_info)
        return false;
    const id process = reinterpret_cast<Shared>(objc_msgSend)(process_info, sel_registerName("processInfo"));
    return reinterpret_cast<State>(objc_msgSend)(process, sel_registerName("thermalState")) >= serious;
}
#endif

} // namespace

PowerState read_power_state([[maybe_unused]] const QString& root) {
    PowerState state;
#if defined(Q_OS_WIN)
    SYSTEM_POWER_STATUS status;
    if (GetSystemPowerStatus(&status))
        state.on_battery = status.ACLineStatus == 0;
    state.throttled = held_back();
#elif defined(Q_OS_MACOS)
    state.on_battery = drawing_on_battery();
    state.throttled = held_back();
#elif defined(Q_OS_LINUX)
    state.on_battery = discharging(root);
#endif
    return state;
}

PowerWatch::PowerWatch(QString root, QObject* parent)
    : QObject(parent), m_root(std::move(root)), m_state(read_power_state(m_root)) {
#ifdef Q_OS_LINUX
    m_throttle_count = throttle_count(m_root);
#endif
    connect(&m_timer, &QTimer::timeout, this, &PowerWatch::look);
    m_timer.setTimerType(Qt::VeryCoarseTimer);
    m_timer.start(look_interval_ms);
}

void PowerWatch::look() {
    PowerState now = read_power_state(m_root);
#ifdef Q_OS_LINUX
    const qint64 count = throttle_count(m_root);
    now.throttled = count > m_throttle_count;
    m_throttle_count = count;
#endif
    if (now == m_state)
        return;
    m_state = now;
    emit changed(now);
}

} // namespace hearth
