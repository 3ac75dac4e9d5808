#include "ui/tasks/task_reviews.h"

#include "ui/tasks/task_input.h"

#include <QJsonDocument>

namespace hearth::ui {

namespace {

constexpr int keepAfter = 700; // ms

struct StoredResult {
    QJsonObject head; ///< what is needed to know that there is something: answer, kind
    QJsonObject body;
};

/// Two lines of JSON: the first is read for every task of a conversation, the second when it is looked at.
std::string toText(const StoredResult& result) {
    return (QJsonDocument(result.head).toJson(QJsonDocument::Compact) + '\n' +
            QJsonDocument(result.body).toJson(QJsonDocument::Compact))
        .toStdString();
}

QJsonObject headOf(const std::string& text) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(text.substr(0, text.find('\n')))).object();
}

QJsonObject bodyOf(const std::string& text) {
    const size_t line = text.find('\n');
    return line == std::string::npos
               ? QJsonObject()
               : QJsonDocument::fromJson(QByteArray::fromStdString(text.substr(line + 1))).object();
}

} // namespace

TaskReviews::TaskReviews(StoreBridge& store, Notices& notices, QString folder, QObject* parent)
    : QObject(parent), m_store(store), m_notices(notices), m_folder(std::move(folder)) {
    m_keeping.setSingleShot(true);
    m_keeping.setInterval(keepAfter);
    connect(&m_keeping, &QTimer::timeout, this, &TaskReviews::keep);
    connect(&m_translation, &TranslationReview::edited, &m_keeping, qOverload<>(&QTimer::start));
    connect(&m_changes, &ChangeReview::applied, this, &TaskReviews::keep);
}

TaskReviews::~TaskReviews() {
    if (m_keeping.isActive())
        keep();
}

std::string TaskReviews::toStore(const sdk::TaskResult& result, qint64 answer) {
    QJsonArray parts;
    QString kind;
    for (const sdk::ResultPart& part : result.parts) {
        const bool diff = std::holds_alternative<sdk::DiffPart>(part);
        if (const auto* alignment = std::get_if<sdk::AlignmentPart>(&part);
            !diff && !(alignment && !alignment->pairs.isEmpty()))
            continue;
        parts.append(sdk::partToJson(part));
        kind = diff ? QStringLiteral("changes") : QStringLiteral("translation");
    }
    if (parts.isEmpty())
        return {};
    return toText(
        {{{QStringLiteral("answer"), answer}, {QStringLiteral("kind"), kind}},
         {{QStringLiteral("parts"), parts}, {QStringLiteral("to"), result.data[QStringLiteral("to")]}}});
}

void TaskReviews::findIn(qint64 conversation) {
    if (m_conversation != conversation && !m_available.isEmpty()) {
        m_available.clear();
        emit availableChanged();
    }
    m_conversation = conversation;
    using Heads = std::vector<std::pair<storage::TaskId, std::string>>;
    m_store.read<Heads>(
        this,
        [conversation](storage::Store& store) -> storage::Result<Heads> {
            TRY_ASSIGN(const auto tasks, store.tasks().with_result(conversation));
            Heads heads;
            for (const storage::Task& task : tasks)
                heads.emplace_back(task.id, task.result);
            return heads;
        },
        [this, conversation](const storage::Result<Heads>& heads) {
            if (!heads || conversation != m_conversation)
                return;
            m_available.clear();
            m_tasks.clear();
            for (const auto& [task, text] : *heads) {
                const QJsonObject head = headOf(text);
                const qint64 answer = head[QStringLiteral("answer")].toInteger();
                const QString kind = head[QStringLiteral("kind")].toString();
                if (answer == 0 || kind.isEmpty())
                    continue;
                m_tasks.insert(answer, task);
                m_available.insert(QString::number(answer), kind);
            }
            emit availableChanged();
        });
}

void TaskReviews::open(qint64 answer) {
    if (m_keeping.isActive())
        keep();
    const storage::TaskId id = m_tasks.value(answer);
    m_store.read<storage::Task>(
        this, [id](storage::Store& store) { return store.tasks().get(id); },
        [this](const storage::Result<storage::Task>& task) {
            if (task)
                show(*task);
            else
                m_notices.show(QStringLiteral("review"), Notices::Severity::Problem,
                               QString::fromStdString(task.error().message));
        });
}

void TaskReviews::show(const storage::Task& task) {
    m_open = task.id;
    m_head = headOf(task.result);
    m_body = bodyOf(task.result);
    const sdk::TaskInput input = taskInputFromJson(task.input).input;
    sdk::AlignmentPart alignment;
    QList<sdk::DiffPart> diffs;
    const QJsonArray parts = m_body[QStringLiteral("parts")].toArray();
    for (const QJsonValue& value : parts) {
        auto part = sdk::partFromJson(value.toObject());
        if (!part)
            continue;
        if (const auto* pairs = std::get_if<sdk::AlignmentPart>(&*part))
            alignment.pairs += pairs->pairs;
        else if (const auto* diff = std::get_if<sdk::DiffPart>(&*part))
            diffs.append(*diff);
    }
    const QString kind = m_head[QStringLiteral("kind")].toString();
    if (kind == QLatin1String("translation"))
        m_translation.open(alignment, input.files, input.text, m_body[QStringLiteral("to")].toString());
    else
        m_changes.open(diffs, {input.files, input.folders}, m_folder,
                       m_body[QStringLiteral("applied")].toArray());
    emit opened(kind);
}

void TaskReviews::keep() {
    m_keeping.stop();
    if (m_open == 0)
        return;
    if (m_head[QStringLiteral("kind")].toString() == QLatin1String("translation"))
        m_body.insert(QStringLiteral("parts"), QJsonArray{sdk::partToJson(m_translation.alignment())});
    else
        m_body.insert(QStringLiteral("applied"), m_changes.doneToJson());
    m_store.write<void>(this, [id = m_open, text = toText({m_head, m_body})](storage::Store& store) {
        return store.tasks().set_result(id, text);
    });
}

} // namespace hearth::ui
