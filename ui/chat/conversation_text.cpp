#include "ui/chat/conversation_text.h"

#include "ui/markdown/markdown_parser.h"
#include "ui/math/formula_images.h"
#include "ui/models/message_model.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::ui {

namespace {

constexpr qsizetype longestTitle = 60;
/// No more of a message is looked at: it may be a whole book.
constexpr qsizetype readForTitle = 2000;

std::string instructionsKey(storage::ConversationId conversation) {
    return "conversation/" + std::to_string(conversation) + "/instructions";
}

/// The text of a block as it reads on the screen.
QString plainText(const Block& block) {
    switch (block.kind) {
    case Block::Kind::Paragraph:
    case Block::Kind::Heading:
        return inlineHtmlToPlainText(withFormulaSources(block.text));
    default:
        return block.text;
    }
}

} // namespace

QString titleFrom(const storage::Parts& parts) {
    QString title;
    const Blocks blocks = parseMarkdown(partsToMarkdown(parts).left(readForTitle));
    for (const Block& block : blocks) {
        title = (title + u' ' + plainText(block)).simplified();
        if (title.size() > longestTitle)
            break;
    }
    if (title.isEmpty()) // signs alone
        title = partsToMarkdown(parts).left(readForTitle).simplified();
    if (title.isEmpty() && !parts.empty())
        title = QString::fromStdString(parts.front().name);
    if (title.size() > longestTitle) {
        const qsizetype space = title.lastIndexOf(u' ', longestTitle);
        title = title.left(space > longestTitle / 2 ? space : longestTitle) + QStringLiteral("…");
    }
    return title;
}

std::vector<storage::MessageId> idsOf(const std::vector<storage::PathEntry>& path, qsizetype begin,
                                      qsizetype end) {
    std::vector<storage::MessageId> ids;
    for (qsizetype i = begin; i < end; ++i)
        ids.push_back(path[static_cast<size_t>(i)].id);
    return ids;
}

storage::Result<QString> readInstructions(storage::Store& store, storage::ConversationId conversation) {
    TRY_ASSIGN(const auto json, store.settings().get(instructionsKey(conversation)));
    return json ? QJsonDocument::fromJson(QByteArray::fromStdString(*json)).array().at(0).toString()
                : QString();
}

storage::Result<void> writeInstructions(storage::Store& store, storage::ConversationId conversation,
                                        const QString& text) {
    if (text.isEmpty())
        return store.settings().remove(instructionsKey(conversation));
    return store.settings().set(instructionsKey(conversation),
                                QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).toStdString());
}

} // namespace hearth::ui
