#include "plugins/host/process_plugin.h"

#include "plugins/host/texts.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

namespace hearth::plugin_host {

using namespace sdk;

namespace {

constexpr qsizetype longestLine = 32 << 20;
constexpr int startSeconds = 10;

/// One conversation with one process.
class Conversation {
public:
    Conversation(const PluginManifest& manifest, const SandboxRequest& sandbox, const TaskInput& input,
                 TaskContext& context)
        : m_manifest(manifest), m_sandbox(sandbox), m_input(input), m_context(context) {}
    ~Conversation() {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished(1000);
    }

    Result<TaskResult> run(const QString& task);

private:
    void send(const QJsonObject& message);
    Result<QJsonObject> nextMessage(int seconds);
    Result<QJsonObject> call(const QString& method, const QJsonObject& parameters, int seconds);
    Result<void> serve(const QJsonObject& request);
    Result<QJsonObject> answer(const QString& method, const QJsonObject& parameters);
    Result<QJsonObject> generate(const QJsonObject& parameters);
    Result<QString> outsidePath(const QString& inside) const;
    std::unexpected<Error> broken(const QString& what);

    const PluginManifest& m_manifest;
    const SandboxRequest& m_sandbox;
    const TaskInput& m_input;
    TaskContext& m_context;
    QProcess m_process;
    QByteArray m_buffer;
    QByteArray m_errors;
    int m_id = 0;
};

std::unexpected<Error> Conversation::broken(const QString& what) {
    m_errors += m_process.readAllStandardError().right(4000);
    const QString last = QString::fromUtf8(m_errors).trimmed().section('\n', -1).left(200);
    return fail(ErrorKind::Plugin,
                Texts::tr("The plugin “%1” %2%3")
                    .arg(m_manifest.name, what,
                         last.isEmpty() ? QStringLiteral(".") : Texts::tr(" (it said: %1).").arg(last)));
}

void Conversation::send(const QJsonObject& message) {
    QJsonObject all = message;
    all["jsonrpc"] = "2.0";
    m_process.write(QJsonDocument(all).toJson(QJsonDocument::Compact) + '\n');
}

Result<QJsonObject> Conversation::nextMessage(int seconds) {
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        if (const qsizetype end = m_buffer.indexOf('\n'); end >= 0) {
            const QByteArray line = m_buffer.left(end).trimmed();
            m_buffer.remove(0, end + 1);
            if (line.isEmpty())
                continue;
            const QJsonDocument json = QJsonDocument::fromJson(line);
            if (!json.isObject())
                return broken(Texts::tr("wrote something that is no JSON-RPC message: “%1”")
                                  .arg(QString::fromUtf8(line.left(60))));
            return json.object();
        }
        if (m_buffer.size() > longestLine)
            return broken(Texts::tr("wrote a line of more than %1 MB").arg(longestLine >> 20));
        if (m_context.isCancelled())
            return cancelled();
        if (timer.elapsed() > seconds * 1000LL)
            return broken(Texts::tr("did not answer within %1 seconds").arg(seconds));
        m_process.waitForReadyRead(20);
        if (usesTooMuchMemory(m_process, m_sandbox))
            m_process.kill();
        m_buffer += m_process.read(1 << 20);
        m_errors = (m_errors + m_process.readAllStandardError()).right(4000);
        if (m_process.state() == QProcess::NotRunning && m_process.bytesAvailable() == 0 &&
            !m_buffer.contains('\n')) {
            if (m_process.error() == QProcess::FailedToStart)
                return broken(Texts::tr("could not be started: %1").arg(m_process.errorString()));
            // bwrap passes the signal of its child on as 128 + its number.
            if (m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() > 128)
                return broken(Texts::tr("was ended by signal %1 (out of memory or time, or a crash)")
                                  .arg(m_process.exitCode() - 128));
            if (m_process.exitStatus() == QProcess::CrashExit)
                return broken(Texts::tr("was ended by signal %1 (out of memory or time, or a crash)")
                                  .arg(m_process.exitCode()));
            return broken(
                Texts::tr("ended by itself (exit status %1) before it answered").arg(m_process.exitCode()));
        }
    }
}

/// A request of ours; what the plugin asks meanwhile is served.
Result<QJsonObject> Conversation::call(const QString& method, const QJsonObject& parameters, int seconds) {
    const int id = ++m_id;
    send({{"id", id}, {"method", method}, {"params", parameters}});
    QElapsedTimer timer;
    timer.start();
    qint64 served = 0; // time that the model took is not the plugin's
    for (;;) {
        const int left = int(seconds - (timer.elapsed() - served) / 1000);
        if (left <= 0)
            return broken(Texts::tr("did not finish within %1 seconds").arg(seconds));
        TRY_ASSIGN(const QJsonObject message, nextMessage(left));
        if (message.contains("method")) {
            QElapsedTimer serving;
            serving.start();
            TRY(serve(message));
            served += serving.elapsed();
            continue;
        }
        if (message["id"].toInt(-1) != id)
            return broken(Texts::tr("answered a question that was not asked"));
        if (message.contains("error"))
            return fail(
                ErrorKind::Plugin,
                QStringLiteral("“%1”: %2")
                    .arg(m_manifest.name, message["error"].toObject()["message"].toString().left(500)));
        return message["result"].toObject();
    }
}

Result<void> Conversation::serve(const QJsonObject& request) {
    const auto result = answer(request["method"].toString(), request["params"].toObject());
    if (!request.contains("id")) // a notification
        return {};
    if (result) {
        send({{"id", request["id"]}, {"result", *result}});
        return {};
    }
    if (result.error().kind == ErrorKind::Cancelled)
        return std::unexpected(result.error());
    send({{"id", request["id"]},
          {"error", QJsonObject{{"code", -32000}, {"message", result.error().message}}}});
    return {};
}

Result<QString> Conversation::outsidePath(const QString& inside) const {
    for (qsizetype i = 0; i < m_sandbox.files.size(); ++i)
        if (pathInside(m_sandbox, i) == inside)
            return m_sandbox.files[i];
    return fail(ErrorKind::Permission, Texts::tr("“%1” was not given to this task.").arg(inside.left(200)));
}

Result<QJsonObject> Conversation::generate(const QJsonObject& parameters) {
    GenerationRequest request;
    for (const QJsonValue& message : parameters["messages"].toArray())
        request.messages << Turn{message.toObject()["role"].toString(),
                                 message.toObject()["content"].toString()};
    request.prompt = parameters["prompt"].toString();
    request.maximumTokens = parameters["maximumTokens"].toInt(512);
    request.temperature = parameters["temperature"].toDouble();
    request.jsonSchema = parameters["jsonSchema"].toObject();
    for (const QJsonValue& stop : parameters["stop"].toArray())
        request.stop << stop.toString();
    TRY_ASSIGN(const Generation generation, m_context.generate(request));
    return QJsonObject{{"text", generation.text}, {"tokens", generation.tokens}};
}

Result<QJsonObject> Conversation::answer(const QString& method, const QJsonObject& parameters) {
    if (method == QLatin1String("generate"))
        return generate(parameters);
    if (method == QLatin1String("countTokens")) {
        TRY_ASSIGN(const int tokens, m_context.countTokens(parameters["text"].toString()));
        return QJsonObject{{"tokens", tokens}};
    }
    if (method == QLatin1String("model")) {
        const auto model = m_context.model();
        return model ? QJsonObject{{"name", model->name}, {"contextSize", model->contextSize}}
                     : QJsonObject{{"name", QJsonValue()}};
    }
    if (method == QLatin1String("progress")) {
        m_context.reportProgress(parameters["done"].toInt(), parameters["total"].toInt(),
                                 parameters["step"].toString().left(200));
        return QJsonObject{};
    }
    if (method == QLatin1String("partial")) {
        TRY_ASSIGN(const ResultPart part, partFromJson(parameters["part"].toObject()));
        m_context.showPartial(parameters["key"].toString(), part);
        return QJsonObject{};
    }
    if (method == QLatin1String("readDocument")) {
        TRY_ASSIGN(const QString path, outsidePath(parameters["path"].toString()));
        TRY_ASSIGN(const Document document, m_context.readDocument(path));
        QJsonArray blocks;
        for (const Block& block : document.blocks)
            blocks.append(QJsonObject{{"kind", blockKindName(block.kind)},
                                      {"text", block.text},
                                      {"level", block.level},
                                      {"place", placeToJson(block.place)}});
        return QJsonObject{{"title", document.title}, {"format", document.format}, {"blocks", blocks}};
    }
    if (method == QLatin1String("findStep")) {
        const auto value = m_context.steps().find(
            QStringLiteral("process/%1/%2").arg(m_manifest.id, parameters["key"].toString()));
        return QJsonObject{{"value", value ? QJsonValue(QString::fromUtf8(*value)) : QJsonValue()}};
    }
    if (method == QLatin1String("saveStep")) {
        m_context.steps().save(
            QStringLiteral("process/%1/%2").arg(m_manifest.id, parameters["key"].toString()),
            parameters["value"].toString().toUtf8());
        return QJsonObject{};
    }
    return fail(ErrorKind::Unsupported, QStringLiteral("There is no method “%1”.").arg(method.left(60)));
}

Result<TaskResult> Conversation::run(const QString& task) {
    TRY(prepareSandbox(m_process, m_sandbox));
    m_process.start();
    if (!m_process.waitForStarted(3000))
        return broken(Texts::tr("could not be started: %1").arg(m_process.errorString()));
    boundStarted(m_process, m_sandbox);
    TRY(call(QStringLiteral("initialize"), {{"api", apiVersion}, {"locale", m_input.locale}}, startSeconds));
    QJsonArray files, turns;
    for (qsizetype i = 0; i < m_sandbox.files.size(); ++i)
        files.append(pathInside(m_sandbox, i));
    for (const Turn& turn : m_input.conversation)
        turns.append(QJsonObject{{"role", turn.role}, {"content", turn.content}});
    TRY_ASSIGN(const QJsonObject answer, call(QStringLiteral("run"),
                                              {{"task", task},
                                               {"text", m_input.text},
                                               {"files", files},
                                               {"conversation", turns},
                                               {"options", m_input.options}},
                                              m_manifest.seconds));
    TaskResult result;
    for (const QJsonValue& part : answer["parts"].toArray()) {
        auto read = partFromJson(part.toObject());
        if (!read)
            return broken(Texts::tr("gave a result that can't be read: %1").arg(read.error().message));
        if (auto* quote = std::get_if<QuotePart>(&*read))
            quote->verified = false; // only the host's own check counts
        if (auto* diff = std::get_if<DiffPart>(&*read))
            diff->applies = false;
        result.parts << *read;
    }
    result.data = answer["data"].toObject();
    for (const QJsonValue& note : answer["notes"].toArray())
        result.notes << note.toString();
    m_process.closeWriteChannel();
    m_process.waitForFinished(300);
    return result;
}

} // namespace

Result<TaskResult> ProcessPlugin::run(const QString& task, const TaskInput& input, TaskContext& context) {
    SandboxRequest sandbox;
    sandbox.pluginFolder = m_folder;
    sandbox.command = m_manifest.command;
    if (context.granted(Permission::Files) && m_manifest.permissions.contains(Permission::Files))
        sandbox.files = input.files;
    else if (!input.files.isEmpty())
        return fail(ErrorKind::Permission,
                    Texts::tr("The plugin “%1” was not allowed to read files.").arg(m_manifest.name));
    sandbox.network =
        context.granted(Permission::Network) && m_manifest.permissions.contains(Permission::Network);
    sandbox.megabytes = m_manifest.megabytes;
    sandbox.seconds = m_manifest.seconds;
    sandbox.insistUnsandboxed = m_insist;
    return Conversation(m_manifest, sandbox, input, context).run(task);
}

} // namespace hearth::plugin_host
