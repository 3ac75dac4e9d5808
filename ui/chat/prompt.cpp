#include "ui/chat/prompt.h"

#include "plugins/sdk/untrusted.h"
#include "ui/door/door.h"
#include "ui/models/message_model.h"

#include <QCryptographicHash>

#include <algorithm>

namespace hearth::ui {

namespace {

constexpr size_t readAtOnce = 100;

/// A nonce that closes nothing in `text`: the conversation's, or one made of it.
QString nonceFor(QString nonce, const QString& text) {
    while (text.contains(nonce))
        nonce = conversationNonce(nonce.toStdString());
    return nonce;
}

} // namespace

QString conversationNonce(const std::string& origin) {
    if (origin.empty())
        return sdk::freshNonce();
    const QByteArray hash = QCryptographicHash::hash(
        QByteArray("documents of ") + QByteArray::fromStdString(origin), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(32));
}

storage::Result<PromptMessage> promptMessage(storage::Store& store, const storage::Message& message,
                                             const QString& nonce) {
    PromptMessage result{message.id, message.role, {}};
    QStringList blocks;
    for (const storage::Part& part : message.parts) {
        const QString name = QString::fromStdString(part.name);
        if (part.kind == storage::PartKind::Image) {
            blocks.append(
                QStringLiteral("(A picture named “%1” is attached, which you cannot see.)").arg(name));
        } else if (part.kind == storage::PartKind::File && !part.attachment.empty()) {
            TRY_ASSIGN(const auto text, store.attachments().text(part.attachment));
            if (!text)
                continue;
            const QString document = QString::fromStdString(*text);
            blocks.append(sdk::delimitUntrusted(document, name, nonceFor(nonce, document)).block);
        }
    }
    blocks.append(partsToMarkdown(message.parts));
    blocks.removeAll(QString());
    result.content = blocks.join(QStringLiteral("\n\n"));
    return result;
}

storage::Result<Prompt> readPrompt(storage::Store& store, storage::ConversationId conversation,
                                   std::span<const storage::PathEntry> path, const QString& instructions,
                                   qsizetype bytes, const storage::Message* next) {
    Prompt prompt;
    prompt.instructions = instructions.trimmed();
    std::string origin;
    if (conversation != 0) {
        TRY_ASSIGN(const auto found, store.conversations().get(conversation));
        origin = found.origin;
    }
    const QString nonce = conversationNonce(origin);
    bool delimited = false;
    qsizetype taken = prompt.instructions.size();
    const auto take = [&](const storage::Message& message) -> storage::Result<void> {
        TRY_ASSIGN(PromptMessage read, promptMessage(store, message, nonce));
        taken += read.bytes();
        prompt.containsDocuments = prompt.containsDocuments || !Door::documentsIn({message}).isEmpty();
        delimited = delimited || read.content.contains(QLatin1String("</data-") + nonce);
        prompt.messages.push_back(std::move(read));
        return {};
    };
    if (next)
        TRY(take(*next));
    size_t end = path.size();
    while (end > 0 && taken <= bytes) {
        const size_t begin = end > readAtOnce ? end - readAtOnce : 0;
        std::vector<storage::MessageId> ids;
        for (size_t i = begin; i < end; ++i)
            ids.push_back(path[i].id);
        TRY_ASSIGN(const auto messages, store.messages().get(ids));
        for (auto message = messages.rbegin(); message != messages.rend() && taken <= bytes; ++message) {
            TRY(take(*message));
            --end;
        }
        if (messages.size() != ids.size())
            break; // one was deleted meanwhile
    }
    prompt.unread = static_cast<qsizetype>(end);
    std::reverse(prompt.messages.begin(), prompt.messages.end());
    if (delimited) {
        const QString sentence = sdk::delimitUntrusted({}, {}, nonce).instruction;
        prompt.instructions +=
            (prompt.instructions.isEmpty() ? QString() : QStringLiteral("\n\n")) + sentence;
    }
    return prompt;
}

QJsonArray toMessages(const Prompt& prompt, size_t first) {
    QJsonArray messages;
    const auto add = [&](const QString& role, const QString& content) {
        messages.append(QJsonObject{{QStringLiteral("role"), role}, {QStringLiteral("content"), content}});
    };
    if (!prompt.instructions.isEmpty())
        add(QStringLiteral("system"), prompt.instructions);
    for (size_t i = first; i < prompt.messages.size(); ++i)
        add(QString::fromStdString(std::string(storage::role_name(prompt.messages[i].role))),
            prompt.messages[i].content);
    return messages;
}

} // namespace hearth::ui
