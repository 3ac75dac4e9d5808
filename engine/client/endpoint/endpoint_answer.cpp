#include "engine/client/endpoint/endpoint_answer.h"

#include <QJsonDocument>
#include <QNetworkReply>
#include <QTimer>

namespace hearth {

namespace {

constexpr qsizetype longestEvent = 16 << 20;

template <typename T>
void put(QJsonObject& object, const char* name, const std::optional<T>& value) {
    if (value)
        object.insert(QLatin1String(name), *value);
}

} // namespace

QJsonObject endpointBody(const GenerateRequest& request, const QString& model) {
    QJsonObject body{
        {QStringLiteral("model"), model},
        {QStringLiteral("messages"), request.messages},
        {QStringLiteral("stream"), true},
        {QStringLiteral("stream_options"), QJsonObject{{QStringLiteral("include_usage"), true}}}};
    if (!request.tools.isEmpty())
        body.insert(QStringLiteral("tools"), request.tools);
    // Only what the API itself knows: other providers refuse what they do not.
    put(body, "temperature", request.sampling.temperature);
    put(body, "top_p", request.sampling.topP);
    put(body, "frequency_penalty", request.sampling.frequencyPenalty);
    put(body, "presence_penalty", request.sampling.presencePenalty);
    if (request.sampling.seed)
        body.insert(QStringLiteral("seed"),
                    static_cast<qint64>(*request.sampling.seed & 0x1fffffffffffffULL));
    if (request.maxTokens >= 0)
        body.insert(QStringLiteral("max_tokens"), request.maxTokens);
    if (!request.stop.isEmpty())
        body.insert(QStringLiteral("stop"), QJsonArray::fromStringList(request.stop));
    if (!request.jsonSchema.isEmpty())
        body.insert(QStringLiteral("response_format"),
                    QJsonObject{{QStringLiteral("type"), QStringLiteral("json_schema")},
                                {QStringLiteral("json_schema"),
                                 QJsonObject{{QStringLiteral("name"), QStringLiteral("answer")},
                                             {QStringLiteral("schema"), request.jsonSchema}}}});
    return body;
}

EngineError endpointError(int status, const QByteArray& body) {
    using Kind = EngineError::Kind;
    const QJsonObject error = QJsonDocument::fromJson(body).object().value(QLatin1String("error")).toObject();
    EngineError result{Kind::Io, error.value(QLatin1String("message")).toString()};
    if (result.message.isEmpty())
        result.message = QObject::tr("The endpoint answered with status %1.").arg(status);
    if (error.value(QLatin1String("code")).toString() == u"context_length_exceeded")
        result.kind = Kind::ContextFull;
    else if (status == 401 || status == 403)
        result.kind = Kind::Permission;
    else if (status == 404)
        result.kind = Kind::NotFound;
    else if (status == 429)
        result.kind = Kind::Busy;
    else if (status >= 300 && status < 400)
        result.message = QObject::tr("The endpoint points to another address; that was not followed.");
    else if (status >= 400 && status < 500)
        result.kind = Kind::InvalidInput;
    return result;
}

EndpointAnswer::EndpointAnswer(QObject* parent) : Generation(parent) {
    m_timer.start();
}

EndpointAnswer::~EndpointAnswer() {
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void EndpointAnswer::failSoon(EngineError error) {
    QTimer::singleShot(0, this, [this, error = std::move(error)] { fail(error); });
}

void EndpointAnswer::start(QNetworkReply* reply) {
    m_reply = reply;
    connect(reply, &QNetworkReply::readyRead, this, &EndpointAnswer::readEvents);
    connect(reply, &QNetworkReply::finished, this, &EndpointAnswer::replyFinished);
}

void EndpointAnswer::cancel() {
    if (m_finished || !m_reply)
        return;
    m_result.finish = GenerationResult::Finish::Cancelled;
    m_complete = true;
    m_reply->abort(); // replyFinished() comes from inside
}

void EndpointAnswer::readEvents() {
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 200) {
        m_errorBody += m_reply->readAll().left(65536 - m_errorBody.size());
        return;
    }
    m_pending += m_reply->readAll();
    qsizetype begin = 0;
    for (qsizetype end; (end = m_pending.indexOf('\n', begin)) >= 0; begin = end + 1) {
        const QByteArray line = m_pending.mid(begin, end - begin).trimmed();
        if (line.startsWith("data:"))
            takeEvent(line.mid(5).trimmed());
        if (m_finished)
            return;
    }
    m_pending.remove(0, begin);
    if (m_pending.size() > longestEvent)
        fail({EngineError::Kind::Io, tr("The endpoint sent something that is not an answer.")});
}

void EndpointAnswer::takeEvent(const QByteArray& data) {
    if (data == "[DONE]") {
        m_complete = true;
        return;
    }
    const QJsonObject event = QJsonDocument::fromJson(data).object();
    if (event.contains(QLatin1String("error"))) {
        fail(endpointError(500, data));
        return;
    }
    if (const QJsonObject usage = event.value(QLatin1String("usage")).toObject(); !usage.isEmpty()) {
        m_result.promptTokens = usage.value(QLatin1String("prompt_tokens")).toInt();
        m_result.generatedTokens = usage.value(QLatin1String("completion_tokens")).toInt();
    }
    const QJsonObject choice = event.value(QLatin1String("choices")).toArray().at(0).toObject();
    const QString finish = choice.value(QLatin1String("finish_reason")).toString();
    if (finish == u"length")
        m_result.finish = GenerationResult::Finish::Length;
    else if (finish == u"tool_calls")
        m_result.finish = GenerationResult::Finish::ToolCalls;
    if (!finish.isEmpty())
        m_complete = true;
    const QJsonObject delta = choice.value(QLatin1String("delta")).toObject();
    takeToolCalls(delta.value(QLatin1String("tool_calls")).toArray());
    const QString text = delta.value(QLatin1String("content")).toString();
    if (text.isEmpty())
        return;
    if (m_firstToken < 0) {
        m_firstToken = m_timer.elapsed();
        emit started();
    }
    m_text += text;
    emit token(text);
}

/// Calls come in pieces: the name first, the arguments bit by bit, told apart by their index.
void EndpointAnswer::takeToolCalls(const QJsonArray& deltas) {
    for (const QJsonValue delta : deltas) {
        const int index = delta[u"index"].toInt();
        if (index < 0 || index > 63)
            continue;
        while (m_result.toolCalls.size() <= index)
            m_result.toolCalls.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("function")}});
        QJsonObject call = m_result.toolCalls[index].toObject();
        QJsonObject function = call.value(QLatin1String("function")).toObject();
        for (const char* name : {"name", "arguments"}) {
            const QString key = QLatin1String(name);
            function[key] = function.value(key).toString() + delta[u"function"][key].toString();
        }
        if (const QString id = delta[u"id"].toString(); !id.isEmpty())
            call[QStringLiteral("id")] = id;
        call[QStringLiteral("function")] = function;
        m_result.toolCalls[index] = call;
    }
}

void EndpointAnswer::replyFinished() {
    if (m_finished)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_reply->isOpen())
        readEvents();
    if (m_finished)
        return;
    if (m_complete)
        finish();
    else if (status != 0 && status != 200)
        fail(endpointError(status, m_errorBody));
    else
        fail({EngineError::Kind::Io,
              tr("The connection to the endpoint failed: %1.").arg(m_reply->errorString())});
}

void EndpointAnswer::finish() {
    m_finished = true;
    m_result.text = m_text;
    m_result.firstTokenMilliseconds = static_cast<double>(std::max<qint64>(0, m_firstToken));
    if (const auto decoding = m_timer.elapsed() - m_firstToken; m_firstToken >= 0 && decoding > 0)
        m_result.decodeTokensPerSecond = m_result.generatedTokens * 1000.0 / static_cast<double>(decoding);
    emit finished(m_result);
    deleteLater();
}

void EndpointAnswer::fail(const EngineError& error) {
    if (m_finished)
        return;
    m_finished = true;
    emit failed(error);
    deleteLater();
}

} // namespace hearth
