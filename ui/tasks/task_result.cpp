#include "ui/tasks/task_result.h"

#include "plugins/sdk/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>

namespace hearth::ui {

namespace {

/// A sentence as it is: names of files in it may look like markup (__init__.py).
QString withoutMarkup(const QString& sentence) {
    QString text;
    for (const QChar c : sentence) {
        if (QStringLiteral("\\*_`[]<>&|~").contains(c))
            text += u'\\';
        text += c == u'\n' ? QChar(u' ') : c;
    }
    return text;
}

/// The source's words, which begin no list, heading or rule.
QString asQuoted(const QString& quote) {
    static const QRegularExpression marker(QStringLiteral("^\\s*(\\d*)([-+#=.)])"));
    return withoutMarkup(quote).replace(marker, QStringLiteral("\\1\\\\2"));
}

QString tableMarkdown(const QStringList& header, const QList<QStringList>& rows) {
    const auto line = [](const QStringList& cells) {
        QStringList safe;
        for (QString cell : cells)
            safe.append(cell.replace(u'|', QLatin1String("\\|")).replace(u'\n', u' '));
        return QStringLiteral("| ") + safe.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
    };
    QString table = line(header) + u'|' + QStringLiteral("---|").repeated(header.size()) + u'\n';
    for (const QStringList& row : rows)
        table += line(row);
    return table;
}

struct ToMarkdown {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::TaskController)
public:
    explicit ToMarkdown(QString where) : folder(std::move(where)) {}
    QString folder;

    QString operator()(const sdk::TextPart& part) const { return part.text; }
    QString operator()(const sdk::TablePart& part) const {
        const QString title = part.title.isEmpty() ? QString() : QStringLiteral("**%1**\n\n").arg(part.title);
        return title + tableMarkdown(part.header, part.rows);
    }
    QString operator()(const sdk::QuotePart& part) const {
        // One paragraph, its place on a line of its own. What a summary has taken from the source as it is
        // needs no second saying.
        const QString quote = QStringLiteral("> ") + asQuoted(part.quote) + QStringLiteral("\\\n> — ") +
                              withoutMarkup(part.place.text()) +
                              (part.verified ? QString() : u' ' + tr("(not found word for word)"));
        return part.claim == part.quote ? quote : part.claim + QStringLiteral("\n\n") + quote;
    }
    QString operator()(const sdk::DiffPart& part) const {
        return QStringLiteral("`%1`%2\n\n```diff\n%3\n```")
            .arg(QFileInfo(part.path).fileName(),
                 part.applies ? QString() : u' ' + tr("(does not apply as it is)"), part.diff.trimmed());
    }
    QString operator()(const sdk::FilePart& part) const {
        QDir().mkpath(folder);
        const QFileInfo wanted(QFileInfo(part.suggestedName).fileName());
        QString path = folder + u'/' + wanted.fileName();
        for (int number = 2; QFileInfo::exists(path); ++number)
            path = QStringLiteral("%1/%2 (%3).%4")
                       .arg(folder, wanted.completeBaseName())
                       .arg(number)
                       .arg(wanted.suffix());
        QSaveFile file(path);
        const bool written =
            file.open(QIODevice::WriteOnly) && file.write(part.bytes) == part.bytes.size() && file.commit();
        return written ? tr("Saved as `%1`").arg(QDir::toNativeSeparators(path))
                       : tr("`%1` could not be written: %2")
                             .arg(QDir::toNativeSeparators(path), file.errorString());
    }
    QString operator()(const sdk::AlignmentPart& part) const {
        QString text;
        for (const sdk::AlignmentPart::Pair& pair : part.pairs) {
            text += sdk::withoutMarkers(pair.target.isNull() ? pair.source : pair.target, pair.protectedParts)
                        .trimmed() +
                    QStringLiteral("\n\n");
            for (const QString& problem : pair.problems)
                text += QStringLiteral("> ") + problem + QStringLiteral("\n\n");
        }
        return text.trimmed();
    }
};

} // namespace

QString taskPartToMarkdown(const sdk::ResultPart& part, const QString& folder) {
    return std::visit(ToMarkdown(folder), part);
}

QString taskResultToMarkdown(const sdk::TaskResult& result, const QString& folder) {
    // A translated file comes with its text side by side: the file is what was asked for.
    const bool hasFile = std::any_of(result.parts.begin(), result.parts.end(), [](const auto& part) {
        return std::holds_alternative<sdk::FilePart>(part);
    });
    QStringList texts;
    for (const sdk::ResultPart& part : result.parts) {
        if (!(hasFile && std::holds_alternative<sdk::AlignmentPart>(part)))
            texts.append(taskPartToMarkdown(part, folder));
    }
    for (const QString& note : result.notes)
        texts.append(QStringLiteral("*%1*").arg(withoutMarkup(note)));
    texts.removeAll(QString());
    return texts.join(QStringLiteral("\n\n"));
}

} // namespace hearth::ui
