// The window's whole program behind main(): what the command line asks, one window per data folder, the
// workspace and its window, and what the desktop is told and tells (tray, key of the whole desktop, search,
// power).
#pragma once

#include "app/desktop/desktop_presence.h"
#include "app/desktop/global_shortcut.h"
#include "app/desktop/power_state.h"
#include "ui/main_window.h"

#include <memory>

namespace hearth {

/// What is said on the command line; files are paths.
struct CommandLine {
    QString model;
    QStringList files;
    QString action;                 ///< "new-conversation", "quick-ask" or empty
    bool softwareRendering = false; ///< the window is drawn without the graphics driver
};

/// Reads the arguments (the program's name first). Prints and ends the process for --help, --version and what
/// it does not know (exit status 2). Needs no display.
CommandLine readCommandLine(const QStringList& arguments);

/// Why no window can be opened on this system; empty when nothing is known to stand against it. Asked before
/// QGuiApplication is made, which ends the process when there is no display.
QString displayProblem(int argc, char** argv);

class Program : public QObject {
    Q_OBJECT
public:
    enum class Outcome {
        Running,  ///< the window is open; the event loop may begin
        PassedOn, ///< the window of this data folder is open in another process, which has taken the request
        Failed,   ///< the window could not be made; the reason is in the log
    };

    explicit Program(ui::WorkspaceOptions options = {}, QObject* parent = nullptr);
    ~Program() override;

    /// Call once.
    Outcome start(const CommandLine& line);
    /// Null before start() and where it did not say Running.
    ui::Workspace* workspace() { return m_workspace.get(); }
    ui::MainWindow* window() { return m_window.get(); }
    DesktopPresence& presence() { return m_presence; }
    /// Arguments for what other starts and the desktop asked of this one since start().
    const QStringList& requested() const { return m_requested; }

    /// macOS hands files over by an event, not on the command line.
    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    /// The graphics driver cannot draw the window, which stays empty: the program has to start again with
    /// softwareRendering (Qt takes one way of drawing for the life of a process).
    void cannotDraw(const QString& reason);

private:
    void followPower();
    void followShortcut();
    void followDesktop();
    void search(const QString& query, int limit, const DesktopSearchDone& done);
    void openFiles(const QStringList& paths);
    void perform(const QString& action);

    ui::WorkspaceOptions m_options;
    DesktopPresence m_presence;
    std::unique_ptr<ui::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    PowerWatch m_power;
    GlobalShortcut m_shortcut;
    QStringList m_requested;
};

} // namespace hearth
