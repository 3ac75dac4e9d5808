// The window on the screen.
#pragma once

#include "ui/workspace/language.h"
#include "ui/workspace/workspace.h"

#include <QQmlApplicationEngine>
#include <QQuickWindow>

namespace hearth::ui {

/// Call once before the first window: the style, the names that the system knows the program by.
void prepareApplication();

/// Shows a workspace. Lives no longer than it.
class MainWindow {
public:
    explicit MainWindow(Workspace& workspace);

    /// Null when the window could not be made; the reason is in the log.
    QQuickWindow* window() const { return m_window; }
    void activate();

private:
    Language m_language;
    QQmlApplicationEngine m_engine;
    QQuickWindow* m_window = nullptr;
};

} // namespace hearth::ui
