// Changes to files, line by line: to be looked at, put into the files, and taken back.
#pragma once

#include "plugins/code/file_change.h"
#include "plugins/sdk/task.h"

#include <QAbstractListModel>
#include <QJsonArray>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

class ChangeReview : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the task controller")
    Q_PROPERTY(int count READ count NOTIFY opened)
    /// Files that a change can be put into now.
    Q_PROPERTY(int open READ openChanges NOTIFY changed)
public:
    enum Role {
        KindRole = Qt::UserRole, ///< "file", "hunk", "added", "removed", "same"
        TextRole,
        LineRole,  ///< number in the file: the old one of removed lines, the new one of others; 0: none
        FileRole,  ///< number of the file that the row is of
        StateRole, ///< of a file: "open", "applied", "new" (no file yet), "unfit" (does not apply)
        FolderRole,
        MessageRole, ///< of a file: why it is not changed
        AddedRole,   ///< of a file: lines
        RemovedRole,
        LanguageRole, ///< of a file: what it is written in; empty when unknown
    };

    using QAbstractListModel::QAbstractListModel;

    /// Shows diffs. `granted`: what the task was given, the only files that are ever written; `backups`: the
    /// folder for files as they were; `done`: what was applied earlier, as doneToJson() has it.
    void open(const QList<sdk::DiffPart>& diffs, const code::Granted& granted, const QString& backups,
              const QJsonArray& done);
    QJsonArray doneToJson() const;

    int count() const { return static_cast<int>(m_rows.size()); }
    int openChanges() const;

    /// Puts a change into its file. False where it does not fit: the file's message says why.
    Q_INVOKABLE bool apply(int file);
    Q_INVOKABLE void applyAll();
    /// Puts the old file back.
    Q_INVOKABLE bool undo(int file);
    Q_INVOKABLE QString diff(int file) const;
    Q_INVOKABLE QString name(int file) const;
    /// What is saved for a change whose file is not there yet.
    Q_INVOKABLE QString newText(int file) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void opened();
    void changed();
    /// What is applied has changed: to be kept.
    void applied();

private:
    struct File {
        sdk::DiffPart part;
        std::optional<code::AppliedChange> done;
        QString state;
        QString message;
        int row = 0; ///< of its heading
        int added = 0;
        int removed = 0;
    };
    struct Row {
        const char* kind = "same";
        QString text;
        int line = 0;
        int file = 0;
    };
    void addRows(int file);
    void settle(int file, const QString& message);

    QList<File> m_files;
    QList<Row> m_rows;
    code::Granted m_granted;
    QString m_backups;
};

} // namespace hearth::ui
