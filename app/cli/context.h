// What a command works with: its arguments, the terminal, the settings that it shares with the window.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/terminal.h"

#include <QJsonDocument>
#include <QSettings>
#include <QString>

#include <memory>

namespace hearth::cli {

class Context {
public:
    Context(const QString& command, Arguments arguments);

    const Arguments& arguments() const { return m_arguments; }
    Terminal& terminal() { return m_terminal; }
    bool json() const { return m_arguments.has(QStringLiteral("--json")); }

    /// Prints the sentence on stderr; returns 1.
    int fail(const QString& message);
    /// Prints the sentence and how the command is called on stderr; returns 2.
    int usage(const QString& message);
    /// Prints a JSON value and a line break on stdout; returns 0.
    int print(const QJsonValue& value);

    /// Where the store and the settings are: HEARTH_DATA_DIR, else the platform's folder; the window's as
    /// well.
    static QString dataFolder();
    /// The window's settings.
    QSettings& settings();
    /// The starter model that comes with the program; empty when it is not there.
    static QString starterModel();
    /// --model, else the model used last (by the window or here), else the starter; empty when there is none.
    QString model();

private:
    QString m_command;
    Arguments m_arguments;
    Terminal m_terminal;
    std::unique_ptr<QSettings> m_settings;
};

/// The whole of stdin when something is piped into it; empty when it is a terminal.
QString pipedInput();

} // namespace hearth::cli
