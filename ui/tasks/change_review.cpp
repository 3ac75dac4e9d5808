#include "ui/tasks/change_review.h"

#include "plugins/host/code_language.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace hearth::ui {

void ChangeReview::open(const QList<sdk::DiffPart>& diffs, const code::Granted& granted,
                        const QString& backups, const QJsonArray& done) {
    beginResetModel();
    m_files.clear();
    m_rows.clear();
    m_granted = granted;
    m_backups = backups;
    for (const sdk::DiffPart& part : diffs) {
        File file;
        file.part = part;
        m_files.append(file);
    }
    for (const QJsonValue& value : done) {
        const int file = value[QStringLiteral("file")].toInt(-1);
        if (file >= 0 && file < m_files.size())
            m_files[file].done = code::AppliedChange{
                m_files[file].part.path, value[QStringLiteral("backup")].toString(),
                QByteArray::fromHex(value[QStringLiteral("after")].toString().toLatin1())};
    }
    for (int file = 0; file < m_files.size(); ++file) {
        addRows(file);
        settle(file, {});
    }
    endResetModel();
    emit opened();
    emit changed();
}

QJsonArray ChangeReview::doneToJson() const {
    QJsonArray done;
    for (int file = 0; file < m_files.size(); ++file) {
        if (const auto& change = m_files[file].done)
            done.append(QJsonObject{{QStringLiteral("file"), file},
                                    {QStringLiteral("backup"), change->backup},
                                    {QStringLiteral("after"), QString::fromLatin1(change->after.toHex())}});
    }
    return done;
}

void ChangeReview::addRows(int number) {
    static const QRegularExpression head(QStringLiteral("^@@ -(\\d+)(?:,\\d+)? \\+(\\d+)"));
    File& file = m_files[number];
    file.row = count();
    m_rows.append({"file", QFileInfo(file.part.path).fileName(), 0, number});
    int before = 0, after = 0;
    bool inHunk = false;
    QStringList lines = file.part.diff.split(u'\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    for (QString line : std::as_const(lines)) {
        if (line.endsWith(u'\r'))
            line.chop(1);
        if (line.startsWith(QLatin1String("@@"))) {
            const auto match = head.match(line);
            before = match.captured(1).toInt();
            after = match.captured(2).toInt();
            inHunk = true;
            m_rows.append({"hunk", line, 0, number});
        } else if (!inHunk || line.startsWith(u'\\')) {
            continue; // the names stand in the heading already
        } else if (line.startsWith(u'-')) {
            m_rows.append({"removed", line.mid(1), before++, number});
            ++file.removed;
        } else if (line.startsWith(u'+')) {
            m_rows.append({"added", line.mid(1), after++, number});
            ++file.added;
        } else {
            m_rows.append({"same", line.mid(1), after++, number});
            ++before;
        }
    }
}

/// Finds out where a file stands: a change that can't be put in is told before anyone presses a button.
void ChangeReview::settle(int number, const QString& message) {
    File& file = m_files[number];
    file.message = message;
    if (file.done) {
        file.state = QStringLiteral("applied");
    } else if (!QDir::isAbsolutePath(file.part.path)) {
        file.state = QStringLiteral("new");
    } else if (const auto fits = code::checkChange(file.part.path, file.part.diff, m_granted)) {
        file.state = QStringLiteral("open");
    } else {
        file.state = QStringLiteral("unfit");
        if (message.isEmpty())
            file.message = fits.error().message;
    }
    emit dataChanged(index(file.row), index(file.row), {StateRole, MessageRole});
    emit changed();
}

int ChangeReview::openChanges() const {
    return static_cast<int>(std::count_if(m_files.begin(), m_files.end(), [](const File& file) {
        return file.state == QLatin1String("open");
    }));
}

bool ChangeReview::apply(int number) {
    if (number < 0 || number >= m_files.size() || m_files[number].done)
        return false;
    File& file = m_files[number];
    const auto change = code::checkChange(file.part.path, file.part.diff, m_granted);
    if (!change) {
        settle(number, change.error().message);
        return false;
    }
    auto done = code::applyChange(*change, m_backups);
    if (done)
        file.done = std::move(*done);
    settle(number, done ? QString() : done.error().message);
    emit applied();
    return file.done.has_value();
}

void ChangeReview::applyAll() {
    for (int file = 0; file < m_files.size(); ++file) {
        if (m_files[file].state == QLatin1String("open"))
            apply(file);
    }
}

bool ChangeReview::undo(int number) {
    if (number < 0 || number >= m_files.size() || !m_files[number].done)
        return false;
    const auto undone = code::undoChange(*m_files[number].done);
    if (undone)
        m_files[number].done.reset();
    settle(number, undone ? QString() : undone.error().message);
    emit applied();
    return undone.has_value();
}

QString ChangeReview::diff(int file) const {
    return file >= 0 && file < m_files.size() ? m_files[file].part.diff : QString();
}

QString ChangeReview::name(int file) const {
    return file >= 0 && file < m_files.size() ? QFileInfo(m_files[file].part.path).fileName() : QString();
}

QString ChangeReview::newText(int file) const {
    return file >= 0 && file < m_files.size() ? m_files[file].part.preview : QString();
}

int ChangeReview::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ChangeReview::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= count())
        return {};
    const Row& row = m_rows[index.row()];
    const File& file = m_files[row.file];
    switch (role) {
    case KindRole:
        return QString::fromLatin1(row.kind);
    case TextRole:
        return row.text;
    case LineRole:
        return row.line;
    case FileRole:
        return row.file;
    case StateRole:
        return file.state;
    case FolderRole:
        return QDir::isAbsolutePath(file.part.path)
                   ? QDir::toNativeSeparators(QFileInfo(file.part.path).absolutePath())
                   : QString();
    case MessageRole:
        return file.message;
    case AddedRole:
        return file.added;
    case RemovedRole:
        return file.removed;
    case LanguageRole:
        return plugin_host::codeLanguageOf(file.part.path);
    default:
        return {};
    }
}

QHash<int, QByteArray> ChangeReview::roleNames() const {
    return {{KindRole, "kind"},        {TextRole, "content"}, {LineRole, "line"},
            {FileRole, "file"},        {StateRole, "state"},  {FolderRole, "folder"},
            {MessageRole, "message"},  {AddedRole, "added"},  {RemovedRole, "removed"},
            {LanguageRole, "language"}};
}

} // namespace hearth::ui
