#include "engine/client/endpoint/endpoint_client.h"

#include "engine/client/endpoint/endpoint_answer.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace hearth {

namespace {

constexpr int silenceLimit = 120'000; // milliseconds without a byte

bool isThisMachine(const QString& host) {
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

QNetworkRequest makeRequest(const Endpoint& endpoint) {
    QUrl url = endpoint.url;
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + QStringLiteral("/chat/completions"));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setRawHeader("Accept", "text/event-stream");
    request.setRawHeader("User-Agent", "hearth");
    if (!endpoint.key.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + endpoint.key.toUtf8());
    // Text goes where the user said and nowhere else, and leaves no trace here.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setTransferTimeout(silenceLimit);
    return request;
}

} // namespace

EndpointClient::EndpointClient(Endpoint endpoint, QObject* parent)
    : GenerationSource(parent), m_endpoint(std::move(endpoint)) {}

EndpointClient::~EndpointClient() = default;

QString EndpointClient::destination() const {
    return m_endpoint.url.host();
}

QString EndpointClient::objection() const {
    const QUrl& url = m_endpoint.url;
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http"))
        return tr("%1 is not an address of an endpoint; it begins with https://.").arg(url.toString());
    if (!url.userInfo().isEmpty())
        return tr("The address must not hold a name or a password.");
    if (url.scheme() == u"http" && !isThisMachine(url.host()) && !m_endpoint.allowPlainHttp)
        return tr("%1 is not encrypted: anyone on the way could read along.").arg(url.host());
    return {};
}

Generation* EndpointClient::generate(const GenerateRequest& request) {
    auto* answer = new EndpointAnswer(this);
    if (const QString why = objection(); !why.isEmpty()) {
        answer->failSoon({EngineError::Kind::InvalidInput, why});
    } else if (!m_consent.messages) {
        answer->failSoon(
            {EngineError::Kind::Permission,
             tr("Nothing was sent: you have not agreed to send this text to %1.").arg(destination())});
    } else if (request.containsDocuments && !m_consent.documents) {
        answer->failSoon(
            {EngineError::Kind::Permission,
             tr("Nothing was sent: you have not agreed to send documents to %1.").arg(destination())});
    } else if (request.messages.isEmpty()) {
        answer->failSoon({EngineError::Kind::Unsupported, tr("An endpoint takes conversations only.")});
    } else {
        if (!m_network)
            m_network = new QNetworkAccessManager(this);
        const QByteArray body =
            QJsonDocument(endpointBody(request, m_endpoint.model)).toJson(QJsonDocument::Compact);
        answer->start(m_network->post(makeRequest(m_endpoint), body));
    }
    return answer;
}

} // namespace hearth
