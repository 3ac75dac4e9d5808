#include "app/hearth/program.h"

#include <QCommandLineParser>
#include <QFileOpenEvent>
#include <QQuickWindow>
#include <QScreen>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace hearth {

static_assert(static_cast<int>(GlobalShortcut::State::Refused) ==
              static_cast<int>(ui::QuickAsk::Shortcut::Refused));

namespace {

const QString newConversation = QStringLiteral("new-conversation");
const QString quickAsk = QStringLiteral("quick-ask");

[[noreturn]] void leave(int status, FILE* stream, const QString& text) {
    std::fputs(text.toLocal8Bit().constData(), stream);
    std::fflush(stream);
    std::exit(status);
}

} // namespace

CommandLine readCommandLine(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Hearth, a private assistant that runs on this computer."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption model(QStringLiteral("model"), QStringLiteral("Open this model (a GGUF file)."),
                                   QStringLiteral("path"));
    const QCommandLineOption fresh(newConversation, QStringLiteral("Begin a new conversation."));
    const QCommandLineOption quick(quickAsk, QStringLiteral("Open the small window for one question."));
    const QCommandLineOption software(QStringLiteral("software-rendering"),
                                      QStringLiteral("Draw the window without the graphics driver."));
    // What is asked for then comes as a call over the bus.
    QCommandLineOption bus(QStringLiteral("dbus"), QStringLiteral("Started by the session bus."));
    bus.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({model, fresh, quick, software, bus});
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("Documents or models to open."),
                                 QStringLiteral("[files…]"));
    if (!parser.parse(arguments))
        leave(2, stderr,
              QStringLiteral("hearth: %1; hearth --help lists what it takes\n").arg(parser.errorText()));
    if (parser.isSet(help))
        leave(0, stdout, parser.helpText());
    if (parser.isSet(version))
        leave(0, stdout, QStringLiteral("hearth %1\n").arg(QStringLiteral(HEARTH_VERSION)));
    return {parser.value(model), parser.positionalArguments(),
            parser.isSet(quick)   ? quickAsk
            : parser.isSet(fresh) ? newConversation
                                  : QString(),
            parser.isSet(software)};
}

QString displayProblem([[maybe_unused]] int argc, [[maybe_unused]] char** argv) {
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    bool named = !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
                 !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        named = named || word.starts_with("-platform") || word.starts_with("--platform");
    }
    if (!named)
        return QStringLiteral(
            "there is no display (neither WAYLAND_DISPLAY nor DISPLAY is set); hearth-cli chat is "
            "the same assistant in the terminal");
#endif
    return {};
}

Program::Program(ui::WorkspaceOptions options, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_presence(m_options.dataFolder) {}

// The window first: it shows the workspace.
Program::~Program() {
    m_window.reset();
    m_workspace.reset();
}

Program::Outcome Program::start(const CommandLine& line) {
    m_options.model = line.model;
    const QStringList handed = line.model.isEmpty() ? line.files : line.files + QStringList{line.model};
    if (m_presence.start(handed, line.action) == DesktopPresence::Outcome::PassedOn)
        return Outcome::PassedOn;

    if (line.softwareRendering)
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    m_workspace = std::make_unique<ui::Workspace>(m_options);
    m_window = std::make_unique<ui::MainWindow>(*m_workspace);
    QQuickWindow* window = m_window->window();
    if (!window)
        return Outcome::Failed;
    connect(m_window->drawing(), &ui::DrawingWatch::failed, this, &Program::cannotDraw);
    // The window of last time may be larger than the screen of today.
    window->resize(window->size().boundedTo(window->screen()->availableSize()));
    followPower();
    followShortcut();
    followDesktop();
    QCoreApplication::instance()->installEventFilter(this);
    openFiles(line.files);
    perform(line.action);
    return Outcome::Running;
}

void Program::followPower() {
    const auto tell = [this](const PowerState& state) {
        m_workspace->model()->setPower(state.on_battery, state.throttled);
    };
    connect(&m_power, &PowerWatch::changed, m_workspace.get(), tell);
    tell(m_power.state());
}

/// The key of the whole desktop follows the setting and opens the small window.
void Program::followShortcut() {
    ui::QuickAsk& quick = *m_workspace->quick();
    connect(&m_shortcut, &GlobalShortcut::activated, &quick, &ui::QuickAsk::show);
    connect(&m_shortcut, &GlobalShortcut::stateChanged, &quick,
            [this, &quick] { quick.setShortcut(static_cast<ui::QuickAsk::Shortcut>(m_shortcut.state())); });
    const auto follow = [this, &quick] {
        const bool on = m_shortcut.state() != GlobalShortcut::State::Off;
        if (quick.isShortcutWanted() && !on)
            m_shortcut.enable(ui::QuickAsk::shortcutDescription());
        else if (!quick.isShortcutWanted() && on)
            m_shortcut.disable();
    };
    connect(&quick, &ui::QuickAsk::wantsChanged, &m_shortcut, follow);
    follow();
}

void Program::followDesktop() {
    connect(&m_presence, &DesktopPresence::activated, m_workspace.get(), [this] { m_window->activate(); });
    connect(&m_presence, &DesktopPresence::files_requested, m_workspace.get(),
            [this](const QStringList& paths) {
                m_requested += paths;
                openFiles(paths);
                m_window->activate();
            });
    connect(&m_presence, &DesktopPresence::action_requested, m_workspace.get(),
            [this](const QString& action) {
                if (action == newConversation || action == quickAsk)
                    m_requested += QStringLiteral("--") + action;
                perform(action);
            });
    connect(&m_presence, &DesktopPresence::conversation_requested, m_workspace.get(),
            [this](const QString& id) {
                m_workspace->chat()->open(id.toLongLong());
                m_window->activate();
            });
    m_presence.set_search([this](const QString& query, int limit, const DesktopSearchDone& done) {
        search(query, limit, done);
    });
}

/// One hit for each conversation, best first. On the store's reader, beside the search of the window.
void Program::search(const QString& query, int limit, const DesktopSearchDone& done) {
    storage::SearchQuery wanted;
    wanted.text = query.toStdString();
    m_workspace->store().read<storage::SearchPage>(
        this, [wanted](storage::Store& store) { return store.search().run(wanted); },
        [limit, done](const storage::Result<storage::SearchPage>& page) {
            QVector<DesktopSearchHit> hits;
            QStringList seen;
            for (const storage::SearchHit& hit : page ? page->hits : std::vector<storage::SearchHit>()) {
                const QString id = QString::number(hit.conversation);
                if (hits.size() == limit || seen.contains(id))
                    continue;
                seen.append(id);
                hits.append({id, QString::fromStdString(hit.title),
                             QString::fromStdString(hit.snippet).simplified()});
            }
            done(hits);
        });
}

void Program::openFiles(const QStringList& paths) {
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls.append(QUrl::fromLocalFile(path));
    if (!urls.isEmpty())
        m_workspace->openFiles(urls);
}

bool Program::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::FileOpen)
        return QObject::eventFilter(watched, event);
    openFiles({static_cast<QFileOpenEvent*>(event)->file()});
    m_window->activate();
    return true;
}

void Program::perform(const QString& action) {
    if (action == quickAsk)
        m_workspace->quick()->show();
    if (action != newConversation)
        return;
    QMetaObject::invokeMethod(m_window->window(), "showPage", Q_ARG(QVariant, QStringLiteral("chat")));
    m_workspace->chat()->startNew();
    m_window->activate();
}

} // namespace hearth
