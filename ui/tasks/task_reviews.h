// What tasks returned that wants looking at: translations beside their source, changes to files.
#pragma once

#include "ui/tasks/change_review.h"
#include "ui/tasks/translation_review.h"
#include "ui/workspace/notices.h"
#include "ui/workspace/store_bridge.h"

#include <QHash>
#include <QTimer>

namespace hearth::ui {

/// Results are in the store with their task; what is edited or applied is kept there within a second.
class TaskReviews : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the task controller")
    /// Of the open conversation: answer (as text) → "translation" or "changes".
    Q_PROPERTY(QVariantMap available READ available NOTIFY availableChanged)
    Q_PROPERTY(hearth::ui::TranslationReview* translation READ translation CONSTANT)
    Q_PROPERTY(hearth::ui::ChangeReview* changes READ changes CONSTANT)
public:
    /// `folder`: for files as they were before a change.
    TaskReviews(StoreBridge& store, Notices& notices, QString folder, QObject* parent = nullptr);
    ~TaskReviews() override;

    QVariantMap available() const { return m_available; }
    TranslationReview* translation() { return &m_translation; }
    ChangeReview* changes() { return &m_changes; }

    /// A result as the store keeps it with its task; empty when there is nothing in it to look at.
    static std::string toStore(const sdk::TaskResult& result, qint64 answer);
    /// Looks what there is in a conversation; availableChanged() follows.
    void findIn(qint64 conversation);
    /// Opens what an answer returned: "translation" or "changes" are filled, then opened() comes.
    Q_INVOKABLE void open(qint64 answer);

signals:
    void availableChanged();
    /// `kind` as in available().
    void opened(const QString& kind);

private:
    void show(const storage::Task& task);
    void keep();

    StoreBridge& m_store;
    Notices& m_notices;
    QString m_folder;
    qint64 m_conversation = 0;
    QVariantMap m_available;
    QHash<qint64, storage::TaskId> m_tasks; ///< by answer
    TranslationReview m_translation;
    ChangeReview m_changes;
    QTimer m_keeping; ///< runs while something is not in the store yet
    storage::TaskId m_open = 0;
    QJsonObject m_head;
    QJsonObject m_body;
};

} // namespace hearth::ui
