// A translation beside its source, sentence by sentence: to be gone over, and saved in its own format.
#pragma once

#include "plugins/sdk/task.h"

#include <QAbstractListModel>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

class TranslationReview : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the task controller")
    Q_PROPERTY(int count READ count NOTIFY opened)
    /// Rows that a check found something in.
    Q_PROPERTY(int problems READ problems NOTIFY problemsChanged)
    /// {document, name, path, suggestedName, isFile} of what was translated.
    Q_PROPERTY(QVariantList documents READ documents NOTIFY opened)
    Q_PROPERTY(bool saving READ saving NOTIFY savingChanged)
public:
    enum Role {
        SourceRole = Qt::UserRole,
        TargetRole,   ///< empty: the source stays
        PlaceRole,    ///< where it stands; of the first pair of a segment
        ProblemsRole, ///< sentences
        MarksRole,    ///< what ⟦1⟧ … stand for in this row, as a list of texts
        DocumentRole, ///< name of the document that begins with this row; else empty
        SourceRightToLeftRole,
        TargetRightToLeftRole,
    };

    using QAbstractListModel::QAbstractListModel;

    /// Shows an alignment. `files`: the task's own files, in order; `text`: what it was given as text.
    void open(const sdk::AlignmentPart& alignment, const QStringList& files, const QString& text,
              const QString& toLanguage);
    const sdk::AlignmentPart& alignment() const { return m_alignment; }

    int count() const { return static_cast<int>(m_alignment.pairs.size()); }
    int problems() const;
    QVariantList documents() const;
    bool saving() const { return m_saving; }

    /// Changes one row; white space at its edges stays. An empty text leaves the source where nothing else of
    /// its segment is translated.
    Q_INVOKABLE void setTarget(int row, const QString& text);
    /// The next row after `row` that a check found something in, from the begin again; -1: there is none.
    Q_INVOKABLE int nextProblem(int row) const;
    /// Writes a document in its own format with what was changed; saved() or failed() follows.
    Q_INVOKABLE void save(int document, const QUrl& file);
    /// The translation of a text, as it is to be copied; empty, and failed(), where it can't be put together.
    Q_INVOKABLE QString text(int document);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void opened();
    void problemsChanged();
    void savingChanged();
    /// A row was changed by the user.
    void edited();
    void saved(const QString& path);
    void failed(const QString& sentence);

private:
    /// Rows [first, end) of the segment that a row is of.
    std::pair<int, int> segmentOf(int row) const;
    void checkSegment(int row);
    bool beginsDocument(int row) const;
    QString nameOf(int document) const;

    sdk::AlignmentPart m_alignment;
    QStringList m_files;
    QString m_text;
    QString m_language;
    bool m_saving = false;
};

} // namespace hearth::ui
