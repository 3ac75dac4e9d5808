// The window on the screen.
#pragma once

#include "ui/drawing_watch.h"
#include "ui/workspace/language.h"
#include "ui/workspace/workspace.h"

#include <QQmlApplicationEngine>
#include <QQuickWindow>

#include <memory>

namespace hearth::ui {

/// Call once before the first window: the style, the names that the system knows the program by.
void prepareApplication();

/// Shows a workspace. Lives no longer than it.
class MainWindow {
public:
    explicit MainWindow(Workspace& workspace);

    /// Null when the window could not be made; the reason is in the log.
    QQuickWindow* window() const { return m_window; }
    /// Says when the graphics driver cannot draw the window; null where there is no window.
    const DrawingWatch* drawing() const { return m_drawing.get(); }
    void activate();

private:
    Language m_language;
    QQmlApplicationEngine m_engine;
    QQuickWindow* m_window = nullptr;
    std::unique_ptr<DrawingWatch> m_drawing;
};

} // namespace hearth::ui
