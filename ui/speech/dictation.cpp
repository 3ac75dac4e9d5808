#include "ui/speech/dictation.h"

#if defined(Q_OS_WIN)
#include <windows.h>

#include <array>
#elif defined(Q_OS_MACOS)
#include <objc/message.h>
#include <objc/runtime.h>
#endif

namespace hearth::ui {

std::optional<SystemDictation> systemDictation() {
#if defined(Q_OS_WIN)
    // Voice typing has no call of its own; its keys are the interface.
    // https://support.microsoft.com/windows/use-voice-typing-to-talk-instead-of-type-on-your-pc
    return SystemDictation{QStringLiteral("⊞ H"), [] {
                               std::array<INPUT, 4> inputs{};
                               const std::array<WORD, 4> keys = {VK_LWIN, 'H', 'H', VK_LWIN};
                               for (size_t i = 0; i < inputs.size(); ++i) {
                                   inputs[i].type = INPUT_KEYBOARD;
                                   inputs[i].ki.wVk = keys[i];
                                   inputs[i].ki.dwFlags = i < 2 ? 0 : KEYEVENTF_KEYUP;
                               }
                               SendInput(static_cast<UINT>(inputs.size()), inputs.data(), sizeof(INPUT));
                           }};
#elif defined(Q_OS_MACOS)
    // What AppKit's own "Start Dictation…" in the Edit menu sends.
    return SystemDictation{
        QStringLiteral("Fn Fn"), [] {
            using Shared = id (*)(id, SEL);
            using Send = BOOL (*)(id, SEL, SEL, id, id);
            const id application = reinterpret_cast<Shared>(objc_msgSend)(
                reinterpret_cast<id>(objc_getClass("NSApplication")), sel_registerName("sharedApplication"));
            reinterpret_cast<Send>(objc_msgSend)(application, sel_registerName("sendAction:to:from:"),
                                                 sel_registerName("startDictation:"), nullptr, nullptr);
        }};
#else
    return std::nullopt;
#endif
}

void Dictation::set(std::optional<SystemDictation> system) {
    m_system = std::move(system);
    emit changed();
}

void Dictation::begin() {
    if (m_system)
        m_system->begin();
}

} // namespace hearth::ui
