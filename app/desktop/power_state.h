// Whether the machine runs on battery or is throttled, so that the engine can work with fewer threads.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

namespace hearth {

struct PowerState {
    bool on_battery = false;
    bool throttled = false; ///< the processor is held below its rate by heat

    bool operator==(const PowerState&) const = default;
};

/// Reads the state once from the system: sysfs on Linux (`root` is "/" but in tests; heat shows only between
/// two looks), GetSystemPowerStatus and CallNtPowerInformation on Windows, IOKit and NSProcessInfo on macOS.
/// A machine that tells nothing is a desktop: neither. sysfs:
/// https://docs.kernel.org/admin-guide/abi-testing.html (power_supply, thermal_throttle)
PowerState read_power_state(const QString& root = QStringLiteral("/"));

/// Watches the state: a look every few seconds, which costs a few small reads.
class PowerWatch : public QObject {
    Q_OBJECT
public:
    explicit PowerWatch(QString root = QStringLiteral("/"), QObject* parent = nullptr);
    const PowerState& state() const { return m_state; }
    void look();

signals:
    void changed(const hearth::PowerState& state);

private:
    QString m_root;
    PowerState m_state;
    QTimer m_timer;
    qint64 m_throttle_count = 0; ///< the kernel's count at the last look
};

} // namespace hearth
