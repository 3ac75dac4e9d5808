#include "global_shortcut.h"

namespace hearth {

void GlobalShortcut::setState(State state) {
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged();
}

#if !defined(HEARTH_WITH_DBUS) && !defined(Q_OS_WIN) && !defined(Q_OS_MACOS)
class GlobalShortcut::Private {};

GlobalShortcut::GlobalShortcut(QObject* parent) : QObject(parent) {}
GlobalShortcut::~GlobalShortcut() = default;
void GlobalShortcut::enable(const QString&) {
    setState(State::Absent);
}
void GlobalShortcut::disable() {
    setState(State::Off);
}
#endif

} // namespace hearth
