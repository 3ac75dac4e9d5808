// One answer of an endpoint: server-sent events of /chat/completions.
#pragma once

#include "engine/client/endpoint/endpoint_client.h"

#include <QElapsedTimer>
#include <QPointer>

class QNetworkReply;

namespace hearth {

class EndpointAnswer : public Generation {
    Q_OBJECT
public:
    explicit EndpointAnswer(QObject* parent);
    ~EndpointAnswer() override;

    void failSoon(EngineError error);
    void start(QNetworkReply* reply);
    void cancel() override;

private:
    void readEvents();
    void takeEvent(const QByteArray& data);
    void takeToolCalls(const QJsonArray& deltas);
    void replyFinished();
    void finish();
    void fail(const EngineError& error);

    QPointer<QNetworkReply> m_reply;
    QByteArray m_pending;
    QByteArray m_errorBody;
    GenerationResult m_result;
    QElapsedTimer m_timer;
    qint64 m_firstToken = -1;
    bool m_complete = false; ///< [DONE] was heard
};

/// The body of the request.
QJsonObject endpointBody(const GenerateRequest& request, const QString& model);
/// What a status and a body of the API mean.
EngineError endpointError(int status, const QByteArray& body);

} // namespace hearth
