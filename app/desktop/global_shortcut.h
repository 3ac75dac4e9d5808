// A key that works while another program has the focus. Linux: the freedesktop portal, whose dialog lets the
// user choose the key; Windows: RegisterHotKey; macOS: Carbon's hot keys.
#pragma once

#include <QObject>
#include <QString>

#include <memory>

namespace hearth {

class GlobalShortcut : public QObject {
    Q_OBJECT
public:
    /// What has become of it.
    enum class State {
        Off,
        Asked,  ///< the desktop has been asked
        On,     ///< activated() comes
        Absent, ///< this desktop has no such thing
        Refused ///< the user or another program has said no
    };

    explicit GlobalShortcut(QObject* parent = nullptr);
    ~GlobalShortcut() override;

    State state() const { return m_state; }
    /// Asks for the key, which the desktop describes to the user as `description`.
    void enable(const QString& description);
    void disable();

signals:
    void stateChanged();
    void activated();

private:
    class Private;
    void setState(State state);

    State m_state = State::Off;
    std::unique_ptr<Private> d;
};

} // namespace hearth
