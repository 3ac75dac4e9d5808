#include "ui/models/message_model.h"

#include "ui/markdown/markdown_parser.h"
#include "ui/markdown/text_direction.h"
#include "ui/math/formula_images.h"

#include <algorithm>

namespace hearth::ui {

namespace {

QString kindName(Block::Kind kind) {
    static const QString names[] = {
        QStringLiteral("paragraph"), QStringLiteral("heading"), QStringLiteral("code"),
        QStringLiteral("table"),     QStringLiteral("rule"),    QStringLiteral("image"),
        QStringLiteral("math"),
    };
    return names[static_cast<int>(kind)];
}

QString quoteMarkdown(const storage::Part& part) {
    QString quote =
        QStringLiteral("> ") + QString::fromStdString(part.text).replace(u'\n', QLatin1String("\n> "));
    QString place = QString::fromStdString(part.source);
    if (!part.place.empty())
        place += (place.isEmpty() ? QString() : QStringLiteral(", ")) + QString::fromStdString(part.place);
    return place.isEmpty() ? quote : quote + QStringLiteral("\n>\n> — ") + place;
}

QString fenced(const storage::Part& part) {
    const QString code = QString::fromStdString(part.text);
    QString fence = QStringLiteral("```");
    while (code.contains(fence))
        fence += u'`';
    return fence + QString::fromStdString(part.language) + u'\n' + code + u'\n' + fence;
}

bool isAttachment(const storage::Part& part) {
    return part.kind == storage::PartKind::File || part.kind == storage::PartKind::Image;
}

} // namespace

QString partsToMarkdown(const storage::Parts& parts) {
    QStringList texts;
    for (const storage::Part& part : parts) {
        if (isAttachment(part))
            continue;
        if (part.kind == storage::PartKind::Quote)
            texts.append(quoteMarkdown(part));
        else if (part.kind == storage::PartKind::Code)
            texts.append(fenced(part));
        else
            texts.append(QString::fromStdString(part.text));
    }
    return texts.join(QStringLiteral("\n\n"));
}

MessageModel::MessageModel(QObject* parent) : QAbstractListModel(parent) {}

MessageModel::Item MessageModel::makeItem(const storage::PathEntry& place, storage::Message message) {
    Item item;
    item.place = place;
    item.answer = message.role != storage::Role::User;
    if (item.answer)
        item.document.append(partsToMarkdown(message.parts));
    item.blockRows = static_cast<int>(item.document.blocks().size());
    item.message = std::move(message);
    return item;
}

std::vector<MessageModel::Item> MessageModel::makeItems(qsizetype begin,
                                                        std::vector<storage::Message> messages) const {
    std::vector<Item> items;
    items.reserve(messages.size());
    for (storage::Message& message : messages)
        items.push_back(makeItem(m_path[static_cast<size_t>(begin++)], std::move(message)));
    return items;
}

void MessageModel::numberRows(qsizetype fromItem) {
    for (size_t i = static_cast<size_t>(fromItem); i < m_items.size(); ++i)
        m_items[i].firstRow = i == 0 ? 0 : m_items[i - 1].firstRow + m_items[i - 1].rows();
}

void MessageModel::reset(std::vector<storage::PathEntry> path, qsizetype begin,
                         std::vector<storage::Message> messages) {
    beginResetModel();
    m_path = std::move(path);
    m_begin = begin;
    m_items = makeItems(begin, std::move(messages));
    numberRows(0);
    endResetModel();
    emit windowChanged();
}

void MessageModel::prepend(std::vector<storage::Message> messages) {
    const qsizetype count = static_cast<qsizetype>(messages.size());
    if (count == 0 || count > m_begin)
        return;
    std::vector<Item> items = makeItems(m_begin - count, std::move(messages));
    int rows = 0;
    for (const Item& item : items)
        rows += item.rows();
    beginInsertRows({}, 0, rows - 1);
    m_begin -= count;
    m_items.insert(m_items.begin(), std::make_move_iterator(items.begin()),
                   std::make_move_iterator(items.end()));
    numberRows(0);
    endInsertRows();
    emit windowChanged();
}

void MessageModel::append(std::vector<storage::Message> messages) {
    if (messages.empty() || m_begin + itemCount() + static_cast<qsizetype>(messages.size()) >
                                static_cast<qsizetype>(m_path.size()))
        return;
    std::vector<Item> items = makeItems(m_begin + itemCount(), std::move(messages));
    int rows = 0;
    for (const Item& item : items)
        rows += item.rows();
    const qsizetype before = itemCount();
    beginInsertRows({}, rowCount(), rowCount() + rows - 1);
    m_items.insert(m_items.end(), std::make_move_iterator(items.begin()),
                   std::make_move_iterator(items.end()));
    numberRows(before);
    endInsertRows();
    emit windowChanged();
}

void MessageModel::add(const storage::PathEntry& place, storage::Message message) {
    m_path.push_back(place);
    std::vector<storage::Message> messages;
    messages.push_back(std::move(message));
    append(std::move(messages));
}

void MessageModel::appendText(storage::MessageId answer, QStringView text) {
    const int index = itemIndex(answer);
    if (index < 0 || text.isEmpty())
        return;
    Item& item = m_items[static_cast<size_t>(index)];
    const MarkdownDocument::Change change = item.document.append(text);
    const int first = item.firstRow + static_cast<int>(change.first);
    const int changed = static_cast<int>(std::min(change.removed, change.inserted));
    if (change.inserted > change.removed) {
        beginInsertRows({}, first + changed, first + static_cast<int>(change.inserted) - 1);
        item.blockRows = static_cast<int>(item.document.blocks().size());
        numberRows(index + 1);
        endInsertRows();
    } else if (change.inserted < change.removed) {
        beginRemoveRows({}, first + changed, first + static_cast<int>(change.removed) - 1);
        item.blockRows = static_cast<int>(item.document.blocks().size());
        numberRows(index + 1);
        endRemoveRows();
    }
    if (changed > 0)
        emit dataChanged(this->index(first), this->index(first + changed - 1));
}

void MessageModel::setStatus(storage::MessageId answer, storage::MessageStatus status,
                             const std::optional<storage::Timings>& timings, const QString& note) {
    const int index = itemIndex(answer);
    if (index < 0)
        return;
    Item& item = m_items[static_cast<size_t>(index)];
    item.message.status = status;
    item.message.timings = timings;
    item.message.note = note.toStdString();
    const int footer = item.firstRow + item.rows() - 1;
    emit dataChanged(this->index(footer), this->index(footer));
}

const storage::Message* MessageModel::message(storage::MessageId id) const {
    const int index = itemIndex(id);
    return index < 0 ? nullptr : &m_items[static_cast<size_t>(index)].message;
}

void MessageModel::setFirstSent(storage::MessageId id) {
    if (id == m_firstSent)
        return;
    const storage::MessageId before = std::exchange(m_firstSent, id);
    for (const storage::MessageId changed : {before, id}) {
        if (const int row = rowOf(changed); changed != 0 && row >= 0)
            emit dataChanged(index(row), index(row), {FirstSentRole});
    }
}

int MessageModel::rowOf(qint64 messageId) const {
    const int index = itemIndex(messageId);
    return index < 0 ? -1 : m_items[static_cast<size_t>(index)].firstRow;
}

QString MessageModel::markdown(qint64 messageId) const {
    const int index = itemIndex(messageId);
    if (index < 0)
        return {};
    const Item& item = m_items[static_cast<size_t>(index)];
    return item.answer ? item.document.source() : partsToMarkdown(item.message.parts);
}

QString MessageModel::spokenText(qint64 messageId) const {
    const int index = itemIndex(messageId);
    if (index < 0)
        return {};
    const Item& item = m_items[static_cast<size_t>(index)];
    if (!item.answer)
        return partsToMarkdown(item.message.parts);
    QStringList texts;
    for (const Block& block : item.document.blocks()) {
        if (block.kind == Block::Kind::Code || block.kind == Block::Kind::Math)
            continue;
        QString text = block.kind == Block::Kind::Paragraph || block.kind == Block::Kind::Heading
                           ? inlineHtmlToPlainText(withFormulaSources(block.text))
                           : block.text;
        texts.append(text.replace(u'\t', QLatin1String(", ")).trimmed());
    }
    texts.removeAll(QString());
    return texts.join(QStringLiteral("\n\n"));
}

QString MessageModel::markdownOfRows(int firstRow, int lastRow) const {
    const Item& item = itemAt(firstRow);
    if (!item.answer)
        return partsToMarkdown(item.message.parts);
    return item.document.sourceOf(firstRow - item.firstRow,
                                  std::min(lastRow - item.firstRow, item.blockRows - 1));
}

const Block* MessageModel::block(int row) const {
    if (row < 0 || row >= rowCount())
        return nullptr;
    const Item& item = itemAt(row);
    const int at = row - item.firstRow;
    return item.isBlock(at) ? &item.document.blocks()[at] : nullptr;
}

QString MessageModel::codeBlock(int row) const {
    while (block(row) && !block(row)->firstChunk)
        --row;
    QStringList chunks;
    for (const Block* chunk = block(row); chunk; chunk = block(++row)) {
        chunks.append(chunk->text);
        if (chunk->lastChunk)
            break;
    }
    return chunks.join(u'\n');
}

int MessageModel::itemIndex(storage::MessageId id) const {
    // What is looked for is nearly always at the end.
    for (size_t i = m_items.size(); i-- > 0;) {
        if (m_items[i].message.id == id)
            return static_cast<int>(i);
    }
    return -1;
}

const MessageModel::Item& MessageModel::itemAt(int row) const {
    const auto after = std::upper_bound(m_items.begin(), m_items.end(), row,
                                        [](int value, const Item& item) { return value < item.firstRow; });
    return *(after - 1);
}

int MessageModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || m_items.empty() ? 0 : m_items.back().firstRow + m_items.back().rows();
}

int MessageModel::gap(const Item& item, int rowInItem) const {
    if (rowInItem == 0)
        return 4;
    if (!item.isBlock(rowInItem))
        return 1;
    const Blocks& blocks = item.document.blocks();
    const Block& block = blocks[rowInItem];
    const Block& before = blocks[rowInItem - 1];
    if (block.kind == Block::Kind::Code && !block.firstChunk)
        return 0;
    if (block.kind == Block::Kind::Heading)
        return 3;
    const bool sameList = block.listDepth > 0 && before.listDepth > 0;
    return sameList || (before.kind == Block::Kind::Heading) ? 1 : 2;
}

QVariant MessageModel::itemValue(const Item& item, int role) const {
    const storage::Message& message = item.message;
    switch (role) {
    case MessageRole:
        return static_cast<qint64>(message.id);
    case AuthorRole:
        return item.answer ? QStringLiteral("assistant") : QStringLiteral("user");
    case StatusRole:
        return QString::fromStdString(std::string(storage::status_name(message.status)));
    case NoteRole:
        return QString::fromStdString(message.note);
    case SiblingRole:
        return item.place.sibling + 1;
    case SiblingsRole:
        return item.place.siblings;
    case ModelNameRole:
        return QString::fromStdString(message.model);
    case SpeedRole:
        return message.timings && message.timings->answer_ms > 0
                   ? 1000.0 * static_cast<double>(message.timings->answer_tokens) / message.timings->answer_ms
                   : 0.0;
    case TokensRole:
        return message.timings ? static_cast<int>(message.timings->answer_tokens) : 0;
    case AttachmentsRole: {
        QStringList names;
        for (const storage::Part& part : message.parts) {
            if (isAttachment(part))
                names.append(QString::fromStdString(part.name));
        }
        return names;
    }
    }
    return {};
}

QVariant MessageModel::blockData(const Block& block, int role) const {
    switch (role) {
    case KindRole:
        return kindName(block.kind);
    case TextRole:
        return block.text;
    case MarkerRole:
        return block.marker;
    case ListDepthRole:
        return block.listDepth;
    case QuoteDepthRole:
        return block.quoteDepth;
    case LevelRole:
        return block.headingLevel;
    case LanguageRole:
        return block.language;
    case SourceRole:
        return block.source;
    case FirstChunkRole:
        return block.firstChunk;
    case LastChunkRole:
        return block.lastChunk;
    case FirstLineRole:
        return block.firstLine;
    case RightToLeftRole:
        return block.rightToLeft;
    case TableRole: {
        QVariantList rows;
        for (const QStringList& row : block.rows)
            rows.append(QVariant(row));
        return rows;
    }
    case AlignmentsRole:
        return QVariant::fromValue(block.alignments);
    }
    return {};
}

QVariant MessageModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Item& item = itemAt(index.row());
    const int at = index.row() - item.firstRow;
    if (role == GapRole)
        return gap(item, at);
    if (role == FirstSentRole)
        return at == 0 && m_firstSent != 0 && item.message.id == m_firstSent;
    if (role == MessageRole || role == AuthorRole || role >= StatusRole)
        return itemValue(item, role);
    if (item.isBlock(at))
        return blockData(item.document.blocks()[at], role);
    // A user's message is one row of plain text; a footer has no text.
    if (role == KindRole)
        return item.answer ? QStringLiteral("footer") : QStringLiteral("user");
    Block block;
    if (!item.answer) {
        block.text = partsToMarkdown(item.message.parts);
        block.rightToLeft = isRightToLeft(block.text);
    }
    return blockData(block, role);
}

QHash<int, QByteArray> MessageModel::roleNames() const {
    return {{KindRole, "kind"},
            {MessageRole, "messageId"},
            {AuthorRole, "author"},
            {TextRole, "content"},
            {MarkerRole, "marker"},
            {ListDepthRole, "listDepth"},
            {QuoteDepthRole, "quoteDepth"},
            {LevelRole, "level"},
            {LanguageRole, "language"},
            {SourceRole, "source"},
            {FirstChunkRole, "firstChunk"},
            {LastChunkRole, "lastChunk"},
            {FirstLineRole, "firstLine"},
            {RightToLeftRole, "rightToLeft"},
            {TableRole, "table"},
            {AlignmentsRole, "alignments"},
            {GapRole, "gap"},
            {StatusRole, "status"},
            {NoteRole, "note"},
            {SiblingRole, "sibling"},
            {SiblingsRole, "siblings"},
            {ModelNameRole, "modelName"},
            {SpeedRole, "speed"},
            {TokensRole, "tokens"},
            {AttachmentsRole, "attachments"},
            {FirstSentRole, "firstSent"}};
}

} // namespace hearth::ui
