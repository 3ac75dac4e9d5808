#include "plugins/sdk/task.h"

#include <QJsonArray>

namespace hearth::sdk {

namespace {

template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>; // clang before 17 does not deduce it

QStringList strings(const QJsonValue& value) {
    QStringList list;
    for (const QJsonValue& item : value.toArray())
        list << item.toString();
    return list;
}

QJsonObject tableToJson(const TablePart& table) {
    QJsonArray rows;
    for (const QStringList& row : table.rows)
        rows.append(QJsonArray::fromStringList(row));
    return {{"type", "table"},
            {"title", table.title},
            {"header", QJsonArray::fromStringList(table.header)},
            {"rows", rows}};
}

QJsonObject alignmentToJson(const AlignmentPart& alignment) {
    QJsonArray pairs;
    for (const AlignmentPart::Pair& pair : alignment.pairs) {
        QJsonObject object{{"source", pair.source},
                           {"target", pair.target.isNull() ? QJsonValue() : QJsonValue(pair.target)},
                           {"place", placeToJson(pair.place)},
                           {"problems", QJsonArray::fromStringList(pair.problems)}};
        if (pair.segment >= 0) {
            object["document"] = pair.document;
            object["segment"] = pair.segment;
        }
        if (!pair.protectedParts.isEmpty())
            object["protected"] = QJsonArray::fromStringList(pair.protectedParts);
        pairs.append(object);
    }
    return {{"type", "alignment"}, {"pairs", pairs}};
}

TablePart tableFromJson(const QJsonObject& object) {
    TablePart table{object["title"].toString(), strings(object["header"]), {}};
    for (const QJsonValue& row : object["rows"].toArray())
        table.rows << strings(row);
    return table;
}

AlignmentPart alignmentFromJson(const QJsonObject& object) {
    AlignmentPart alignment;
    for (const QJsonValue& value : object["pairs"].toArray()) {
        const QJsonObject pair = value.toObject();
        alignment.pairs << AlignmentPart::Pair{pair["source"].toString(),
                                               pair["target"].isString() ? pair["target"].toString()
                                                                         : QString(),
                                               placeFromJson(pair["place"].toObject()),
                                               strings(pair["problems"]),
                                               pair["document"].toInt(-1),
                                               pair["segment"].toInt(-1),
                                               strings(pair["protected"])};
    }
    return alignment;
}

} // namespace

QString permissionName(Permission permission) {
    switch (permission) {
    case Permission::Model:
        return QStringLiteral("model");
    case Permission::Files:
        return QStringLiteral("files");
    case Permission::Network:
        return QStringLiteral("network");
    }
    return {};
}

std::optional<Permission> permissionFromName(const QString& name) {
    for (const Permission permission : {Permission::Model, Permission::Files, Permission::Network})
        if (permissionName(permission) == name)
            return permission;
    return std::nullopt;
}

QJsonObject placeToJson(const Place& place) {
    QJsonObject object{{"text", place.text()}};
    if (!place.headings.isEmpty())
        object["headings"] = QJsonArray::fromStringList(place.headings);
    if (place.page)
        object["page"] = place.page;
    if (place.paragraph)
        object["paragraph"] = place.paragraph;
    if (place.line)
        object["line"] = place.line;
    if (!place.time.isEmpty())
        object["time"] = place.time;
    return object;
}

Place placeFromJson(const QJsonObject& object) {
    return {strings(object["headings"]), object["page"].toInt(), object["paragraph"].toInt(),
            object["line"].toInt(), object["time"].toString()};
}

QJsonObject partToJson(const ResultPart& part) {
    return std::visit(Overloaded{
                          [](const TextPart& text) {
                              return QJsonObject{{"type", "text"}, {"text", text.text}};
                          },
                          [](const TablePart& table) { return tableToJson(table); },
                          [](const QuotePart& quote) {
                              return QJsonObject{{"type", "quote"},
                                                 {"claim", quote.claim},
                                                 {"quote", quote.quote},
                                                 {"source", quote.source},
                                                 {"place", placeToJson(quote.place)},
                                                 {"verified", quote.verified}};
                          },
                          [](const DiffPart& diff) {
                              return QJsonObject{{"type", "diff"},
                                                 {"path", diff.path},
                                                 {"diff", diff.diff},
                                                 {"applies", diff.applies},
                                                 {"preview", diff.preview}};
                          },
                          [](const FilePart& file) {
                              return QJsonObject{{"type", "file"},
                                                 {"name", file.suggestedName},
                                                 {"mediaType", file.mediaType},
                                                 {"base64", QString::fromLatin1(file.bytes.toBase64())}};
                          },
                          [](const AlignmentPart& alignment) { return alignmentToJson(alignment); },
                      },
                      part);
}

Result<ResultPart> partFromJson(const QJsonObject& object) {
    const QString type = object["type"].toString();
    if (type == QLatin1String("text"))
        return TextPart{object["text"].toString()};
    if (type == QLatin1String("table"))
        return tableFromJson(object);
    if (type == QLatin1String("quote"))
        return QuotePart{object["claim"].toString(), object["quote"].toString(), object["source"].toString(),
                         placeFromJson(object["place"].toObject()), object["verified"].toBool()};
    if (type == QLatin1String("diff"))
        return DiffPart{object["path"].toString(), object["diff"].toString(), object["applies"].toBool(),
                        object["preview"].toString()};
    if (type == QLatin1String("file"))
        return FilePart{object["name"].toString(), object["mediaType"].toString(),
                        QByteArray::fromBase64(object["base64"].toString().toLatin1())};
    if (type == QLatin1String("alignment"))
        return alignmentFromJson(object);
    return fail(ErrorKind::InvalidInput,
                QStringLiteral("A result part has the unknown type “%1”; known are text, table, quote, diff, "
                               "file and alignment.")
                    .arg(type.left(40)));
}

} // namespace hearth::sdk
