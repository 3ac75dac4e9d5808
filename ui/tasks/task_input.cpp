#include "ui/tasks/task_input.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::ui {

namespace {

constexpr qsizetype subjectLength = 60;

QJsonObject toJson(const sdk::TaskInput& input) {
    QJsonArray turns;
    for (const sdk::Turn& turn : input.conversation)
        turns.append(
            QJsonObject{{QStringLiteral("role"), turn.role}, {QStringLiteral("content"), turn.content}});
    return {{QStringLiteral("text"), input.text},
            {QStringLiteral("files"), QJsonArray::fromStringList(input.files)},
            {QStringLiteral("folders"), QJsonArray::fromStringList(input.folders)},
            {QStringLiteral("conversation"), turns},
            {QStringLiteral("options"), input.options},
            {QStringLiteral("locale"), input.locale}};
}

} // namespace

std::string taskInputToJson(const StoredTaskInput& stored) {
    QJsonObject object = toJson(stored.input);
    object.insert(QStringLiteral("question"), stored.question);
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

StoredTaskInput taskInputFromJson(const std::string& json) {
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    StoredTaskInput stored;
    stored.question = object[QStringLiteral("question")].toInteger();
    stored.input.text = object[QStringLiteral("text")].toString();
    const QJsonArray files = object[QStringLiteral("files")].toArray();
    for (const QJsonValue& file : files)
        stored.input.files.append(file.toString());
    const QJsonArray folders = object[QStringLiteral("folders")].toArray();
    for (const QJsonValue& folder : folders)
        stored.input.folders.append(folder.toString());
    const QJsonArray turns = object[QStringLiteral("conversation")].toArray();
    for (const QJsonValue& turn : turns)
        stored.input.conversation.append(
            {turn[QStringLiteral("role")].toString(), turn[QStringLiteral("content")].toString()});
    stored.input.options = object[QStringLiteral("options")].toObject();
    stored.input.locale = object[QStringLiteral("locale")].toString();
    return stored;
}

bool sameTaskInput(const sdk::TaskInput& one, const sdk::TaskInput& other) {
    return toJson(one) == toJson(other);
}

QString taskSubject(const sdk::TaskInput& input) {
    if (!input.files.isEmpty() || !input.folders.isEmpty()) {
        QStringList names;
        for (const QString& file : input.files + input.folders)
            names.append(QFileInfo(file).fileName());
        return names.join(QStringLiteral(", "));
    }
    const QString text =
        (input.text.isEmpty() && !input.conversation.isEmpty() ? input.conversation.first().content
                                                               : input.text)
            .left(4 * subjectLength)
            .simplified();
    return text.size() > subjectLength ? text.left(subjectLength) + QStringLiteral("…") : text;
}

} // namespace hearth::ui
