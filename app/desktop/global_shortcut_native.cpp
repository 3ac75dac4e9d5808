// GlobalShortcut where the system has hot keys of its own: Alt+Win+Space on Windows, Option+Command+Space on
// macOS.
#include "global_shortcut.h"

#if defined(Q_OS_WIN)
#include <QAbstractNativeEventFilter>
#include <QCoreApplication>

#include <windows.h>
#elif defined(Q_OS_MACOS)
#include <Carbon/Carbon.h>
#endif

namespace hearth {

#if defined(Q_OS_WIN)

class GlobalShortcut::Private : public QAbstractNativeEventFilter {
public:
    explicit Private(GlobalShortcut& shortcut) : m_shortcut(shortcut) {}
    ~Private() override { disable(); }
    bool enable() {
        m_on = RegisterHotKey(nullptr, id, MOD_ALT | MOD_WIN | MOD_NOREPEAT, VK_SPACE);
        if (m_on)
            QCoreApplication::instance()->installNativeEventFilter(this);
        return m_on;
    }
    void disable() {
        if (!m_on)
            return;
        UnregisterHotKey(nullptr, id);
        QCoreApplication::instance()->removeNativeEventFilter(this);
        m_on = false;
    }
    bool nativeEventFilter(const QByteArray&, void* message, qintptr*) override {
        const MSG* received = static_cast<MSG*>(message);
        if (received->message == WM_HOTKEY && received->wParam == id)
            emit m_shortcut.activated();
        return false;
    }

private:
    static constexpr int id = 0x4845; // unique within this thread
    GlobalShortcut& m_shortcut;
    bool m_on = false;
};

#elif defined(Q_OS_MACOS)

class GlobalShortcut::Private {
public:
    explicit Private(GlobalShortcut& shortcut) : m_shortcut(shortcut) {}
    ~Private() { disable(); }
    bool enable() {
        const EventTypeSpec type = {kEventClassKeyboard, kEventHotKeyPressed};
        const auto pressed = [](EventHandlerCallRef, EventRef, void* shortcut) -> OSStatus {
            emit static_cast<GlobalShortcut*>(shortcut)->activated();
            return noErr;
        };
        return InstallApplicationEventHandler(pressed, 1, &type, &m_shortcut, &m_handler) == noErr &&
               RegisterEventHotKey(kVK_Space, cmdKey | optionKey, {'Hrth', 1}, GetApplicationEventTarget(), 0,
                                   &m_key) == noErr;
    }
    void disable() {
        if (m_key)
            UnregisterEventHotKey(m_key);
        if (m_handler)
            RemoveEventHandler(m_handler);
        m_key = nullptr;
        m_handler = nullptr;
    }

private:
    GlobalShortcut& m_shortcut;
    EventHotKeyRef m_key = nullptr;
    EventHandlerRef m_handler = nullptr;
};

#endif

#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
GlobalShortcut::GlobalShortcut(QObject* parent) : QObject(parent), d(std::make_unique<Private>(*this)) {}
GlobalShortcut::~GlobalShortcut() = default;
void GlobalShortcut::enable(const QString&) {
    setState(d->enable() ? State::On : State::Refused);
}
void GlobalShortcut::disable() {
    d->disable();
    setState(State::Off);
}
#endif

} // namespace hearth
