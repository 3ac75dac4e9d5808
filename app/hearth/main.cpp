// hearth [--model PATH] [FILES…]: the assistant in a window.
#include "app/desktop/desktop_presence.h"
#include "app/desktop/global_shortcut.h"
#include "app/desktop/power_state.h"
#include "ui/main_window.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QScreen>

using namespace hearth;

namespace {

static_assert(static_cast<int>(GlobalShortcut::State::Refused) ==
              static_cast<int>(ui::QuickAsk::Shortcut::Refused));

/// The key of the whole desktop follows the setting and opens the small window.
void connectShortcut(GlobalShortcut& shortcut, ui::QuickAsk& quick) {
    QObject::connect(&shortcut, &GlobalShortcut::activated, &quick, &ui::QuickAsk::show);
    QObject::connect(&shortcut, &GlobalShortcut::stateChanged, &quick,
                     [&] { quick.setShortcut(static_cast<ui::QuickAsk::Shortcut>(shortcut.state())); });
    const auto follow = [&] {
        const bool on = shortcut.state() != GlobalShortcut::State::Off;
        if (quick.isShortcutWanted() && !on)
            shortcut.enable(ui::QuickAsk::shortcutDescription());
        else if (!quick.isShortcutWanted() && on)
            shortcut.disable();
    };
    QObject::connect(&quick, &ui::QuickAsk::wantsChanged, &shortcut, follow);
    follow();
}

} // namespace

int main(int argc, char** argv) {
    ui::prepareApplication();
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationVersion(QStringLiteral(HEARTH_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Hearth, a private assistant that runs on this computer."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption model(QStringLiteral("model"), QStringLiteral("Open this model (a GGUF file)."),
                                   QStringLiteral("path"));
    parser.addOption(model);
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("Documents or models to open."),
                                 QStringLiteral("[files…]"));
    parser.process(application);

    ui::WorkspaceOptions options;
    options.model = parser.value(model);
    QStringList files = parser.positionalArguments();

    DesktopPresence presence(options.dataFolder);
    const QStringList handed = options.model.isEmpty() ? files : files + QStringList{options.model};
    if (presence.start(handed, QString()) == DesktopPresence::Outcome::PassedOn)
        return 0;

    ui::Workspace workspace(options);
    ui::MainWindow window(workspace);
    if (!window.window())
        return 1;
    // The window of last time may be larger than the screen of today.
    window.window()->resize(window.window()->size().boundedTo(window.window()->screen()->availableSize()));
    PowerWatch power;
    const auto tellPower = [&workspace](const PowerState& state) {
        workspace.model()->setPower(state.on_battery, state.throttled);
    };
    QObject::connect(&power, &PowerWatch::changed, &workspace, tellPower);
    tellPower(power.state());
    GlobalShortcut shortcut;
    connectShortcut(shortcut, *workspace.quick());
    const auto openFiles = [&workspace](const QStringList& paths) {
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls.append(QUrl::fromLocalFile(path));
        workspace.openFiles(urls);
    };
    QObject::connect(&presence, &DesktopPresence::activated, &workspace, [&] { window.activate(); });
    QObject::connect(&presence, &DesktopPresence::files_requested, &workspace, [&](const QStringList& paths) {
        openFiles(paths);
        window.activate();
    });
    QObject::connect(&presence, &DesktopPresence::conversation_requested, &workspace, [&](const QString& id) {
        workspace.chat()->open(id.toLongLong());
        window.activate();
    });
    openFiles(files);
    return QGuiApplication::exec();
}
