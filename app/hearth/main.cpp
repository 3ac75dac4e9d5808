// hearth [--model PATH] [FILES…]: the assistant in a window.
#include "app/hearth/program.h"

#include <QGuiApplication>

#include <cstdio>

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

} // namespace

int main(int argc, char** argv) {
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

    Program program;
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
