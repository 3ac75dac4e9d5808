// The open conversation as the list view sees it: one row for each block of each message.
#pragma once

#include "storage/messages.h"
#include "ui/markdown/markdown_document.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace hearth::ui {

/// What a message says, as Markdown: text as it is, code in fences, quotes as quotes with their place.
QString partsToMarkdown(const storage::Parts& parts);

/// The messages of a conversation's chosen path. Of a long one only a window is loaded; older() and newer()
/// tell that there is more. A user message is one row; an answer is one row for each block and a footer.
class MessageModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the chat controller")
    Q_PROPERTY(bool older READ older NOTIFY windowChanged)
    Q_PROPERTY(bool newer READ newer NOTIFY windowChanged)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY windowChanged)
public:
    enum Role {
        KindRole = Qt::UserRole, ///< "user", "footer", or a block's kind: "paragraph", "heading", "code" …
        MessageRole,
        AuthorRole, ///< "user" or "assistant"
        TextRole,
        MarkerRole,
        ListDepthRole,
        QuoteDepthRole,
        LevelRole,
        LanguageRole,
        SourceRole,
        FirstChunkRole,
        LastChunkRole,
        FirstLineRole,
        RightToLeftRole,
        TableRole,      ///< rows of cells in HTML
        AlignmentsRole, ///< of a table's columns: 0 start, 1 centre, 2 end
        GapRole,      ///< space above the row: 0 none, 1 within a list, 2 between blocks, 3 above headings, 4
                      ///< messages
        StatusRole,   ///< "complete", "streaming", "stopped", "interrupted", "failed"
        NoteRole,     ///< why an answer failed
        SiblingRole,  ///< from 1
        SiblingsRole, ///< how many there are
        ModelNameRole,
        SpeedRole,       ///< tokens per second, 0 when unknown
        TokensRole,      ///< of the answer, 0 when unknown
        AttachmentsRole, ///< names of attached files
        FirstSentRole    ///< the model was sent the conversation from this row on, and not what is above it
    };

    /// A loaded message and its place in the path.
    struct Entry {
        storage::PathEntry place;
        storage::Message message;
    };

    explicit MessageModel(QObject* parent = nullptr);

    bool older() const { return m_begin > 0; }
    bool newer() const { return m_begin + itemCount() < static_cast<qsizetype>(m_path.size()); }
    bool isEmpty() const { return m_path.empty(); }
    const std::vector<storage::PathEntry>& path() const { return m_path; }
    /// Place in the path of the first loaded message, and how many are loaded.
    qsizetype windowBegin() const { return m_begin; }
    qsizetype itemCount() const { return static_cast<qsizetype>(m_items.size()); }

    /// Shows another path, of which `messages` are those from place `begin` on.
    void reset(std::vector<storage::PathEntry> path, qsizetype begin, std::vector<storage::Message> messages);
    /// More messages of the same path, just before or just after those that are loaded.
    void prepend(std::vector<storage::Message> messages);
    void append(std::vector<storage::Message> messages);
    /// A new message at the end of the path; the window must reach the end.
    void add(const storage::PathEntry& place, storage::Message message);

    /// The answer goes on; only its last blocks change.
    void appendText(storage::MessageId answer, QStringView text);
    void setStatus(storage::MessageId answer, storage::MessageStatus status,
                   const std::optional<storage::Timings>& timings, const QString& note);

    /// The loaded message of that id; null when it is not loaded.
    const storage::Message* message(storage::MessageId id) const;
    /// Where the model's view of the conversation begins; 0: with the first message.
    void setFirstSent(storage::MessageId id);
    /// First row of a message; -1 when it is not loaded.
    Q_INVOKABLE int rowOf(qint64 messageId) const;
    /// The message as it is read aloud: without marks, code left out.
    Q_INVOKABLE QString spokenText(qint64 messageId) const;
    /// The Markdown source of a message; empty when it is not loaded.
    Q_INVOKABLE QString markdown(qint64 messageId) const;
    /// The Markdown source of rows that belong to one message, by whole blocks.
    QString markdownOfRows(int firstRow, int lastRow) const;
    /// The whole code block that a row belongs to, all its chunks.
    Q_INVOKABLE QString codeBlock(int row) const;
    /// The block that a row shows; null for a user's message and a footer.
    const Block* block(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void windowChanged();

private:
    struct Item {
        storage::PathEntry place;
        storage::Message message;
        MarkdownDocument document;
        bool answer = false;
        int firstRow = 0;
        int blockRows = 0; ///< blocks that the view has been told of
        int rows() const { return blockRows + 1; }
        bool isBlock(int rowInItem) const { return rowInItem < blockRows; }
    };
    static Item makeItem(const storage::PathEntry& place, storage::Message message);
    std::vector<Item> makeItems(qsizetype begin, std::vector<storage::Message> messages) const;
    void numberRows(qsizetype fromItem);
    int itemIndex(storage::MessageId id) const;
    const Item& itemAt(int row) const;
    QVariant itemValue(const Item& item, int role) const;
    QVariant blockData(const Block& block, int role) const;
    int gap(const Item& item, int rowInItem) const;

    std::vector<storage::PathEntry> m_path;
    qsizetype m_begin = 0;
    storage::MessageId m_firstSent = 0;
    std::vector<Item> m_items;
};

} // namespace hearth::ui
