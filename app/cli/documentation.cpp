#include "app/cli/documentation.h"

#include <QMap>

namespace hearth::cli {

namespace {

QString left(const Option& option) {
    QString text = option.letter.isEmpty() ? QStringLiteral("    ") : option.letter + QStringLiteral(", ");
    text += option.name;
    return option.value.isEmpty() ? text : text + u' ' + option.value;
}

QString help(const Option& option) {
    return option.choices.isEmpty()
               ? option.help
               : QStringLiteral("%1 (%2)").arg(option.help, option.choices.join(QStringLiteral(", ")));
}

QString roff(QString text) {
    text.replace(u'\\', QStringLiteral("\\e")).replace(u'-', QStringLiteral("\\-"));
    if (text.startsWith(u'.') || text.startsWith(u'\''))
        text.prepend(QStringLiteral("\\&"));
    return text;
}

/// For the inside of single quotes of a shell.
QString quoted(QString text) {
    return text.replace(u'\'', QStringLiteral("'\\''"));
}

bool takesPath(const QString& value) {
    return value == u"FILE" || value == u"FOLDER";
}

QString bashCompletion(const QList<Command>& commands);
QString zshCompletion(const QList<Command>& commands);
QString fishCompletion(const QList<Command>& commands);

} // namespace

QString synopsis(const Command& command) {
    QString text = QStringLiteral("hearth-cli %1 [OPTIONS]").arg(command.name);
    for (const Word& word : command.words) {
        QString name = word.choices.isEmpty() ? word.name : word.choices.join(u'|');
        if (word.repeats)
            name += QStringLiteral("…");
        text += word.optional ? QStringLiteral(" [%1]").arg(name) : u' ' + name;
    }
    return text;
}

QString helpText(const Command& command) {
    QString text = QStringLiteral("usage: %1\n\n%2.\n").arg(synopsis(command), command.summary);
    if (!command.details.isEmpty())
        text += u'\n' + command.details + u'\n';
    text += u'\n';
    for (const Word& word : command.words)
        if (!word.help.isEmpty())
            text += QStringLiteral("  %1 %2\n").arg(word.name, -28).arg(word.help);
    for (const Option& option : command.allOptions())
        text += QStringLiteral("  %1 %2\n").arg(left(option), -28).arg(help(option));
    return text;
}

QString helpText(const QList<Command>& commands) {
    QString text = QStringLiteral(
        "usage: hearth-cli COMMAND …\n\nThe assistant without a window. Everything runs on this "
        "computer.\n\n");
    for (const Command& command : commands)
        text += QStringLiteral("  %1 %2\n").arg(command.name, -12).arg(command.summary);
    return text + QStringLiteral("\nhearth-cli COMMAND --help tells more about one of them.\n");
}

QString manualPage(const QList<Command>& commands, const QString& version) {
    QString page =
        QStringLiteral(".TH HEARTH\\-CLI 1 \"\" \"Hearth %1\" \"User Commands\"\n.SH NAME\nhearth\\-cli \\- "
                       "private assistant on the command line\n.SH SYNOPSIS\n")
            .arg(version);
    for (const Command& command : commands)
        page += QStringLiteral(".B %1\n.br\n").arg(roff(synopsis(command)));
    page += QStringLiteral(
        ".SH DESCRIPTION\nThe assistant without a window. Everything runs on this computer.\n.SH "
        "COMMANDS\n");
    for (const Command& command : commands) {
        page += QStringLiteral(".SS %1\n%2.\n").arg(roff(synopsis(command)), roff(command.summary));
        for (const QString& paragraph : command.details.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts))
            page += QStringLiteral(".PP\n%1\n").arg(roff(paragraph));
        for (const Word& word : command.words)
            if (!word.help.isEmpty())
                page += QStringLiteral(".TP\n.I %1\n%2\n").arg(roff(word.name), roff(word.help));
        for (const Option& option : command.allOptions())
            page += QStringLiteral(".TP\n.B %1\n%2\n").arg(roff(left(option).trimmed()), roff(help(option)));
    }
    page += QStringLiteral(
        ".SH EXIT STATUS\n0 when done, 1 when something failed, 2 when the command line is wrong.\n"
        ".SH ENVIRONMENT\n.TP\n.B HEARTH_DATA_DIR\nFolder of the conversations and settings, in place "
        "of the usual one.\n.TP\n.B NO_COLOR\nNo colours.\n.SH SEE ALSO\nhearth(1), hearth\\-engine(1)\n");
    return page;
}

QString completion(const QList<Command>& commands, const QString& shell) {
    if (shell == u"bash")
        return bashCompletion(commands);
    return shell == u"zsh" ? zshCompletion(commands) : fishCompletion(commands);
}

namespace {

QString bashCompletion(const QList<Command>& commands) {
    QStringList names;
    QString cases;
    QMap<QString, QString> values; // of options that take one of a few
    for (const Command& command : commands) {
        names.append(command.name);
        QStringList words;
        for (const Option& option : command.allOptions()) {
            words.append(option.name);
            if (!option.choices.isEmpty())
                values[option.name] = option.choices.join(u' ');
        }
        for (const Word& word : command.words)
            words += word.choices;
        cases += QStringLiteral("        %1) words='%2' ;;\n").arg(command.name, words.join(u' '));
    }
    QString value_cases;
    for (auto value = values.cbegin(); value != values.cend(); ++value)
        value_cases +=
            QStringLiteral("        %1) COMPREPLY=($(compgen -W '%2' -- \"$current\")); return ;;\n")
                .arg(value.key(), value.value());
    return QStringLiteral(R"(# Completion of hearth-cli for bash.
_hearth_cli() {
    local current=${COMP_WORDS[COMP_CWORD]} words=
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W '%1 --help --version' -- "$current"))
        return
    fi
    case ${COMP_WORDS[COMP_CWORD-1]} in
%3    esac
    case ${COMP_WORDS[1]} in
%2    esac
    COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}
complete -o filenames -F _hearth_cli hearth-cli
)")
        .arg(names.join(u' '), cases, value_cases);
}

QString zshCompletion(const QList<Command>& commands) {
    QString list;
    QString cases;
    for (const Command& command : commands) {
        list += QStringLiteral("        '%1:%2'\n").arg(command.name, quoted(command.summary));
        QString arguments;
        for (const Option& option : command.allOptions()) {
            QString text = option.help;
            text.replace(u'[', u'(').replace(u']', u')').replace(u':', u';');
            QString spec = QStringLiteral("%1[%2]").arg(option.name, quoted(text));
            if (!option.choices.isEmpty())
                spec += QStringLiteral(":%1:(%2)").arg(option.value, option.choices.join(u' '));
            else if (!option.value.isEmpty())
                spec += QStringLiteral(":%1:%2").arg(
                    option.value, takesPath(option.value) ? QStringLiteral("_files") : QString());
            arguments += QStringLiteral(" '%1'").arg(spec);
        }
        for (qsizetype i = 0; i < command.words.size(); ++i) {
            const Word& word = command.words[i];
            const QString action = word.choices.isEmpty()
                                       ? QStringLiteral("_files")
                                       : QStringLiteral("(%1)").arg(word.choices.join(u' '));
            arguments +=
                QStringLiteral(" '%1:%2:%3'")
                    .arg(word.repeats ? QStringLiteral("*") : QString::number(i + 1), word.name, action);
        }
        cases += QStringLiteral("        %1) _arguments%2 ;;\n").arg(command.name, arguments);
    }
    return QStringLiteral(R"(#compdef hearth-cli
# Completion of hearth-cli for zsh.
_hearth_cli() {
    local -a commands=(
%1    )
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    shift words
    (( CURRENT-- ))
    case $words[1] in
%2    esac
}
_hearth_cli "$@"
)")
        .arg(list, cases);
}

QString fishCompletion(const QList<Command>& commands) {
    QString text = QStringLiteral(
        "# Completion of hearth-cli for fish.\ncomplete -c hearth-cli -n __fish_use_subcommand "
        "-f\n");
    for (const Command& command : commands) {
        text += QStringLiteral("complete -c hearth-cli -n __fish_use_subcommand -a %1 -d '%2'\n")
                    .arg(command.name, quoted(command.summary));
        const QString condition = QStringLiteral("'__fish_seen_subcommand_from %1'").arg(command.name);
        for (const Option& option : command.allOptions()) {
            text += QStringLiteral("complete -c hearth-cli -n %1 -l %2").arg(condition, option.name.mid(2));
            if (!option.letter.isEmpty())
                text += QStringLiteral(" -s %1").arg(option.letter.mid(1));
            if (!option.choices.isEmpty())
                text += QStringLiteral(" -x -a '%1'").arg(option.choices.join(u' '));
            else if (!option.value.isEmpty())
                text += takesPath(option.value) ? QStringLiteral(" -r") : QStringLiteral(" -x");
            text += QStringLiteral(" -d '%1'\n").arg(quoted(option.help));
        }
        for (const Word& word : command.words)
            if (!word.choices.isEmpty())
                text += QStringLiteral("complete -c hearth-cli -n %1 -f -a '%2'\n")
                            .arg(condition, word.choices.join(u' '));
    }
    return text;
}

} // namespace

} // namespace hearth::cli
