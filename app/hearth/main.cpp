// hearth [--model PATH] [FILES…]: the assistant in a window.
#include "app/hearth/program.h"

#include <QGuiApplication>
#include <QProcess>

#include <cstdio>
#include <cstdlib>
#include <vector>

#ifdef Q_OS_UNIX
#include <unistd.h>
#else
#include <windows.h>
#endif

using namespace hearth;

namespace {

int complain(const QString& what) {
    std::fprintf(stderr, "hearth: %s\n", what.toLocal8Bit().constData());
    return 1;
}

/// Qt ends the process by abort() when its plugin for the display is missing, or when the display that is
/// named does not answer; a sentence is enough.
void leaveWithASentence(QtMsgType type, const QMessageLogContext&, const QString& text) {
    static bool missing = false; // Qt says it by a warning, before it ends
    missing = missing || text.contains(QLatin1String("Could not find the Qt platform plugin"));
    if (type == QtFatalMsg)
        std::_Exit(complain(
            missing ? QStringLiteral(
                          "the window cannot be opened, because a part of the program is missing (Qt's "
                          "plugin for the display); installing it again helps")
                    : QStringLiteral("the window cannot be opened, because the display does not answer; "
                                     "hearth-cli chat is the same assistant in the terminal")));
    std::fprintf(stderr, "%s\n", text.toLocal8Bit().constData());
}

/// Options that are Qt's own are taken out by QGuiApplication; the others can be read before it.
bool asksForText(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "-h" || word == "--help" || word == "-v" || word == "--version")
            return true;
    }
    return false;
}

/// What exec() returns when the program is to be started again; the process never ends with it.
constexpr int startAgain = 77;

/// The same program with the same words and some more. On Unix in the same process, so that whoever waits for
/// it (a sandbox, a terminal) goes on doing so.
int runAgain([[maybe_unused]] const std::vector<QByteArray>& words, const QStringList& more) {
    const QString program = QCoreApplication::applicationFilePath();
#ifdef Q_OS_UNIX
    std::vector<QByteArray> all = words;
    for (const QString& word : more)
        all.push_back(word.toLocal8Bit());
    std::vector<char*> pointers;
    for (QByteArray& word : all)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    ::execv(program.toLocal8Bit().constData(), pointers.data());
#else
    // Not the words as bytes: their code page lacks most of the world's letters.
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    // A driver that does not draw may not come to an end either: it is not asked to.
    if (QProcess::startDetached(program, arguments + more))
        ::TerminateProcess(::GetCurrentProcess(), 0);
#endif
    return complain(QStringLiteral("the window cannot be drawn; hearth --software-rendering may help"));
}

/// Runs until the window is closed. Adds to `more` what a start that draws without the graphics driver has to
/// be told.
int run(QStringList& more) {
    Program program;
    QObject::connect(&program, &Program::cannotDraw, &program, [&](const QString& reason) {
        complain(QStringLiteral("the graphics driver cannot draw the window, which is drawn without it (%1)")
                     .arg(reason.trimmed()));
        more = QStringList{QStringLiteral("--software-rendering")} + program.requested();
        QGuiApplication::exit(startAgain);
    });
    switch (program.start(readCommandLine(QCoreApplication::arguments()))) {
    case Program::Outcome::PassedOn:
        return 0;
    case Program::Outcome::Failed:
        return complain(
            QStringLiteral("the window cannot be made, because parts of the program are missing (see above); "
                           "installing it again helps"));
    case Program::Outcome::Running:
        break;
    }
    return QGuiApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<QByteArray> words(argv, argv + argc); // Qt takes its own out
    ui::prepareApplication();
    if (asksForText(argc, argv)) {
        const QCoreApplication text(argc, argv);
        readCommandLine(QCoreApplication::arguments());
    }
    if (const QString problem = displayProblem(argc, argv); !problem.isEmpty())
        return complain(problem);
    const QtMessageHandler usual = qInstallMessageHandler(leaveWithASentence);
    QGuiApplication application(argc, argv);
    qInstallMessageHandler(usual);
    QGuiApplication::setApplicationVersion(QStringLiteral(HEARTH_VERSION));

    QStringList more;
    const int status = run(more);
    return status == startAgain ? runAgain(words, more) : status;
}
