#include "plugins/host/task_pack.h"

#include "plugins/host/json_schema.h"
#include "plugins/host/texts.h"
#include "plugins/sdk/language.h"
#include "plugins/sdk/text.h"
#include "plugins/sdk/untrusted.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace hearth::plugin_host {

using namespace sdk;

namespace {

/// One thing to ask about: a row, a block, a chunk, or all of it.
struct Item {
    QString text;
    Place place;
    QStringList cells; ///< of a row
};

struct Material {
    QList<Item> items;
    QStringList header;
};

class PackRun {
public:
    PackRun(const PluginManifest& manifest, const PackTask& task, const TaskInput& input,
            TaskContext& context)
        : m_manifest(manifest), m_task(task), m_input(input), m_context(context) {}
    Result<TaskResult> run();

private:
    Result<QList<Document>> read();
    Result<Material> material(const PackStep& step) const;
    Material rows() const;
    QString instruction(const PackStep& step) const;
    Result<QJsonValue> ask(const PackStep& step, const QString& data);
    Result<QJsonArray> runStep(const PackStep& step, int number, const Material& material,
                               const QJsonArray& previous);
    void show(const QJsonArray& answers, const Material& material, TaskResult& result) const;

    const PluginManifest& m_manifest;
    const PackTask& m_task;
    const TaskInput& m_input;
    TaskContext& m_context;
    QList<Document> m_documents;
    qsizetype m_room = 4000; ///< characters of data in one prompt
};

Result<QList<Document>> PackRun::read() {
    QList<Document> documents;
    for (const QString& file : m_input.files) {
        TRY_ASSIGN(Document document, m_context.readDocument(file));
        documents << std::move(document);
    }
    Document typed;
    for (const Turn& turn : m_input.conversation)
        typed.blocks << Block{
            BlockKind::Paragraph, turn.role + QStringLiteral(": ") + turn.content, 0, {}, {}, {}};
    for (const QString& paragraph : m_input.text.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts))
        typed.blocks << Block{BlockKind::Paragraph, paragraph, 0, {}, {}, {}};
    if (!typed.blocks.isEmpty())
        documents << typed;
    if (documents.isEmpty())
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("“%1” got nothing to work on: give a file or a text.").arg(m_manifest.name));
    return documents;
}

Material PackRun::rows() const {
    Material material;
    for (const Document& document : m_documents) {
        bool first = true;
        for (const Block& block : document.blocks) {
            for (const QStringList& row : block.rows) {
                if (std::exchange(first, false)) {
                    material.header = row;
                    continue;
                }
                QString text;
                for (qsizetype i = 0; i < row.size(); ++i)
                    text += QStringLiteral("%1: %2\n")
                                .arg(material.header.value(i, QString::number(i + 1)), row[i]);
                material.items << Item{text.trimmed(), block.place, row};
            }
        }
    }
    return material;
}

Result<Material> PackRun::material(const PackStep& step) const {
    if (step.kind == PackStep::Kind::Each && step.over == PackStep::Over::Rows) {
        const Material all = rows();
        if (all.items.isEmpty())
            return fail(ErrorKind::InvalidInput,
                        Texts::tr("“%1” works on the rows of a table; there is none in the input.")
                            .arg(m_manifest.name));
        return all;
    }
    Material material;
    const bool blocks = step.kind == PackStep::Kind::Each && step.over == PackStep::Over::Blocks;
    Item item;
    for (const Document& document : m_documents) {
        for (const Block& block : document.blocks) {
            const bool full = item.text.size() + block.text.size() > m_room;
            if (!item.text.isEmpty() && (blocks || (full && step.kind == PackStep::Kind::Each)))
                material.items << std::exchange(item, {});
            if (item.text.isEmpty())
                item.place = block.place;
            item.text += (item.text.isEmpty() ? QString() : QStringLiteral("\n\n")) + block.text;
        }
    }
    if (!item.text.isEmpty())
        material.items << item;
    if (step.kind == PackStep::Kind::Once && !material.items.isEmpty() &&
        material.items.first().text.size() > m_room)
        return fail(ErrorKind::ContextFull,
                    Texts::tr("The input is too long for the model's context: about %1 of %2 "
                              "characters. A pack for long input uses an “each” step.")
                        .arg(material.items.first().text.size())
                        .arg(m_room));
    return material;
}

QString PackRun::instruction(const PackStep& step) const {
    QString text = step.prompt;
    static const QRegularExpression variable(QStringLiteral("\\{\\{\\s*([A-Za-z.]+)\\s*\\}\\}"));
    QString out;
    qsizetype at = 0;
    auto matches = variable.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        out += QStringView(text).mid(at, match.capturedStart() - at);
        const QString name = match.captured(1);
        if (name.startsWith(QLatin1String("option.")))
            out += cleanUntrusted(m_input.options[name.mid(7)].toVariant().toString()).text;
        else if (name == QLatin1String("locale"))
            out += m_input.locale;
        else if (name == QLatin1String("language"))
            out += languageName(m_input.locale.isEmpty() ? QStringLiteral("en") : m_input.locale.left(2));
        else if (name == QLatin1String("title"))
            out += QStringLiteral("the document");
        else
            out += QStringLiteral("the material below"); // {{input}}, {{previous}}
        at = match.capturedEnd();
    }
    return (out + text.mid(at)).trimmed();
}

Result<QJsonValue> PackRun::ask(const PackStep& step, const QString& data) {
    const QString key =
        QStringLiteral("pack/%1/%2")
            .arg(m_manifest.id,
                 QString::fromLatin1(QCryptographicHash::hash((instruction(step) + '\0' + data).toUtf8(),
                                                              QCryptographicHash::Sha256)
                                         .toHex()
                                         .left(32)));
    if (const auto saved = m_context.steps().find(key))
        return QJsonDocument::fromJson(*saved).object()["answer"];
    QString complaint;
    QJsonValue value;
    QStringList errors;
    for (int attempt = 0; attempt < 2; ++attempt) {
        const DelimitedText block = delimitUntrusted(data, QStringLiteral("material"));
        GenerationRequest request;
        request.messages = {
            {QStringLiteral("system"), instruction(step) + complaint + ' ' + block.instruction},
            {QStringLiteral("user"), block.block}};
        request.maximumTokens = step.maximumTokens;
        request.temperature = step.temperature;
        request.jsonSchema = step.schema;
        TRY_ASSIGN(const Generation answer, m_context.generate(request));
        if (step.schema.isEmpty()) {
            value = answer.text.trimmed();
            break;
        }
        const auto object = findJsonObject(answer.text);
        errors = object ? schemaErrors(*object, step.schema)
                        : QStringList{QStringLiteral("it is no JSON object.")};
        if (errors.isEmpty()) {
            value = *object;
            break;
        }
        complaint =
            QStringLiteral(" Answer with JSON only. An earlier answer did not fit: ") + errors.first();
    }
    if (value.isNull() || value.isUndefined())
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("The model's answer does not have the form that “%1” asks for: %2")
                        .arg(m_manifest.name, errors.value(0)));
    m_context.steps().save(key, QJsonDocument(QJsonObject{{"answer", value}}).toJson(QJsonDocument::Compact));
    return value;
}

Result<QJsonArray> PackRun::runStep(const PackStep& step, int number, const Material& material,
                                    const QJsonArray& previous) {
    QJsonArray answers;
    if (step.kind == PackStep::Kind::Reduce) {
        // By level: as many earlier answers as fit one prompt become one answer, until one is left.
        QJsonArray level = previous;
        for (int depth = 0; depth < 10; ++depth) {
            QJsonArray next;
            QString data;
            for (qsizetype i = 0; i < level.size(); ++i) {
                const QString text =
                    level[i].isString()
                        ? level[i].toString()
                        : QString::fromUtf8(
                              QJsonDocument(level[i].toObject()).toJson(QJsonDocument::Compact));
                if (!data.isEmpty() && data.size() + text.size() > m_room) {
                    TRY_ASSIGN(const QJsonValue answer, ask(step, data));
                    next.append(answer);
                    data.clear();
                }
                data += text + '\n';
            }
            TRY_ASSIGN(const QJsonValue answer, ask(step, data));
            next.append(answer);
            if (next.size() == 1 || next.size() >= level.size())
                return next;
            level = next;
        }
        return level;
    }
    const int steps = int(m_task.steps.size());
    for (qsizetype i = 0; i < material.items.size(); ++i) {
        const int total = int(material.items.size()) * steps;
        m_context.reportProgress(number * int(material.items.size()) + int(i), total,
                                 Texts::tr("%1 of %2").arg(i + 1).arg(material.items.size()));
        TRY_ASSIGN(const QJsonValue answer, ask(step, material.items[i].text));
        answers.append(answer);
    }
    return answers;
}

QString fieldText(const QJsonValue& value) {
    if (value.isArray()) {
        QStringList lines;
        for (const QJsonValue& item : value.toArray()) {
            QStringList parts;
            const QJsonObject object = item.toObject();
            for (auto it = object.begin(); it != object.end(); ++it)
                parts << it.value().toVariant().toString();
            lines << QStringLiteral("- ") +
                         (item.isObject() ? parts.join(QStringLiteral(" · ")) : item.toVariant().toString());
        }
        return lines.join('\n');
    }
    return value.toVariant().toString();
}

void PackRun::show(const QJsonArray& answers, const Material& material, TaskResult& result) const {
    if (m_task.result.kind == PackResult::Kind::Table) {
        TablePart table;
        table.title = m_manifest.name;
        table.header = material.header;
        for (const auto& [field, title] : m_task.result.fields)
            table.header << title;
        for (qsizetype i = 0; i < answers.size(); ++i) {
            QStringList row = i < material.items.size() ? material.items[i].cells : QStringList();
            while (row.size() < material.header.size())
                row << QString();
            for (const auto& [field, title] : m_task.result.fields)
                row << fieldText(answers[i].toObject()[field]);
            table.rows << row;
        }
        result.parts << table;
        return;
    }
    QString text;
    for (const QJsonValue& answer : answers) {
        if (m_task.result.kind == PackResult::Kind::Sections) {
            for (const auto& [field, title] : m_task.result.fields)
                text += QStringLiteral("## %1\n\n%2\n\n").arg(title, fieldText(answer.toObject()[field]));
        } else {
            text += (answer.isString() ? answer.toString()
                                       : QString::fromUtf8(QJsonDocument(answer.toObject()).toJson())) +
                    QStringLiteral("\n\n");
        }
    }
    result.parts << TextPart{text.trimmed()};
}

Result<TaskResult> PackRun::run() {
    const auto model = m_context.model();
    if (!model)
        return fail(ErrorKind::NoModel,
                    Texts::tr("“%1” needs a model; none is loaded.").arg(m_manifest.name));
    m_room = std::max<qsizetype>(400, qsizetype((model->contextSize - 900) * 2.5));
    TRY_ASSIGN(m_documents, read());
    TaskResult result;
    QJsonArray answers;
    Material lastItems;
    bool tableShown = false;
    for (int i = 0; i < m_task.steps.size(); ++i) {
        const PackStep& step = m_task.steps[i];
        Material items;
        if (step.kind != PackStep::Kind::Reduce) {
            TRY_ASSIGN(items, material(step));
        }
        TRY_ASSIGN(answers, runStep(step, i, items, answers));
        if (step.kind != PackStep::Kind::Reduce)
            lastItems = items;
        const bool reduceFollows =
            i + 1 < m_task.steps.size() && m_task.steps[i + 1].kind == PackStep::Kind::Reduce;
        if (m_task.result.kind == PackResult::Kind::Table && step.kind == PackStep::Kind::Each &&
            reduceFollows) {
            show(answers, lastItems, result); // the table stays beside its total
            result.data["rows"] = answers;
            tableShown = true;
        }
    }
    if (tableShown)
        result.parts << TextPart{fieldText(answers.first())};
    else
        show(answers, lastItems, result);
    result.data["answers"] = answers;
    m_context.reportProgress(1, 1, QStringLiteral("Done"));
    return result;
}

} // namespace

Result<TaskResult> TaskPack::run(const QString& task, const TaskInput& input, TaskContext& context) {
    const auto it = m_manifest.packTasks.constFind(task);
    if (it == m_manifest.packTasks.constEnd())
        return fail(ErrorKind::NotFound, Texts::tr("“%1” has no task “%2”.").arg(m_manifest.name, task));
    return PackRun(m_manifest, *it, input, context).run();
}

} // namespace hearth::plugin_host
