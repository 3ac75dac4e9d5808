// The text that is selected in the conversation, across its blocks.
#pragma once

#include "ui/models/message_model.h"

#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

/// From a place in one row to a place in another. Delegates ask which part of theirs is selected; copying
/// needs no delegates, so that rows out of sight are copied too.
class TextSelection : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(hearth::ui::MessageModel* messages READ messages WRITE setMessages NOTIFY messagesChanged)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY changed)
public:
    using QObject::QObject;

    MessageModel* messages() const { return m_messages; }
    void setMessages(MessageModel* messages);
    bool isEmpty() const;

    /// Starts at a position (as TextEdit counts) in a row; nothing is selected yet.
    Q_INVOKABLE void begin(int row, int position);
    /// Moves the other end.
    Q_INVOKABLE void extendTo(int row, int position);
    Q_INVOKABLE void selectAll();
    Q_INVOKABLE void clear();
    /// First selected position in a row; -1 when nothing of the row is selected.
    Q_INVOKABLE int startIn(int row) const;
    /// Position after the last selected one in a row; -1: the row's end.
    Q_INVOKABLE int endIn(int row) const;

    Q_INVOKABLE QString plainText() const;
    Q_INVOKABLE QString markdown() const;
    QString html() const;
    /// Plain and rich text to the clipboard.
    Q_INVOKABLE void copy() const;
    Q_INVOKABLE void copyMarkdown() const;

signals:
    void messagesChanged();
    void changed();

private:
    struct Place {
        int row = -1;
        int position = 0;
        auto operator<=>(const Place&) const = default;
    };
    Place first() const { return std::min(m_anchor, m_end); }
    Place last() const { return std::max(m_anchor, m_end); }
    /// The row's text as a TextEdit that shows it counts it; empty for a footer.
    QString rowText(int row) const;
    QString withSources(int row, int start, QString part, const QString& text) const;

    QPointer<MessageModel> m_messages;
    Place m_anchor;
    Place m_end;
};

} // namespace hearth::ui
