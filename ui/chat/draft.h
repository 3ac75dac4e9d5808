// What is written and attached and not yet sent, one draft for each conversation.
#pragma once

#include "ui/chat/attachment_list.h"

#include <QHash>
#include <QTimer>

namespace hearth::ui {

/// Kept in the store soon after each change. What this session knows is newer than what the store has.
class Draft : public QObject {
    Q_OBJECT
public:
    explicit Draft(StoreBridge& store, QObject* parent = nullptr);

    const QString& text() const { return m_text; }
    void setText(const QString& text);
    AttachmentList& attachments() { return m_attachments; }
    /// The files and the text, as a message has them; empty when there is nothing.
    storage::Parts parts() const;

    /// Writes what has changed now.
    void save();
    /// Whether this session has a draft for it already.
    bool knows(qint64 conversation) const { return m_known.contains(conversation); }
    /// Shows the draft of a conversation: the one of this session, else the stored one.
    void enter(qint64 conversation, const storage::Parts& stored);
    /// The draft becomes a message with that text: what it is made of. Nothing is left of the draft.
    storage::Parts take(const QString& text);
    /// The conversation that was not begun has been given a number.
    void moveTo(qint64 conversation);
    /// A message that could not be kept is a draft again.
    void putBack(const storage::Parts& parts);

signals:
    /// The text is another one, not by setText().
    void replaced();
    void changed();

private:
    void show(const storage::Parts& parts);
    void keep();

    StoreBridge& m_store;
    AttachmentList m_attachments;
    qint64 m_conversation = 0;
    QString m_text;
    QHash<qint64, storage::Parts> m_known;
    QTimer m_timer;
    bool m_showing = false;
};

} // namespace hearth::ui
