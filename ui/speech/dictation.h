// Speech that becomes text: the dictation of Windows and of macOS types into whatever has the keyboard; Linux
// desktops have none that a program could call. No sound comes to this program.
#pragma once

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <optional>

namespace hearth::ui {

/// What the system's dictation is begun with.
struct SystemDictation {
    QString keys;                ///< what a person presses for the same
    std::function<void()> begin; ///< into the field that has the keyboard
};

/// What the system offers; nothing where it offers none.
std::optional<SystemDictation> systemDictation();

/// The system's dictation as the window's texts and buttons use it.
class Dictation : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(QString keys READ keys NOTIFY changed)
public:
    explicit Dictation(QObject* parent = nullptr) : QObject(parent), m_system(systemDictation()) {}

    /// Another than the system's; none hides what offers it.
    void set(std::optional<SystemDictation> system);
    /// The keys that begin it; empty: the system has none.
    QString keys() const { return m_system ? m_system->keys : QString(); }
    /// Begins to dictate into the field that has the keyboard.
    Q_INVOKABLE void begin();

signals:
    void changed();

private:
    std::optional<SystemDictation> m_system;
};

} // namespace hearth::ui
