// The door: an OpenAI-compatible endpoint that the user has named, as a source of answers. Nothing leaves
// this machine, and no socket is opened, before the user has agreed.
#pragma once

#include "engine/client/generation.h"

#include <QUrl>

#include <memory>

class QNetworkAccessManager;

namespace hearth {

/// Where text goes.
struct Endpoint {
    QUrl url;      ///< base, e.g. https://api.example.org/v1
    QString model; ///< name at that endpoint
    QString key;   ///< kept in memory only here; see KeyStore
    /// Unencrypted connections to other machines; those to this one are always possible.
    bool allowPlainHttp = false;
};

/// What the user has agreed to. Both are off by default.
struct EndpointConsent {
    bool messages = false;  ///< what is typed
    bool documents = false; ///< text of files, in requests that say so (GenerateRequest::containsDocuments)
};

/// One endpoint. Lives on the thread that made it; nothing blocks.
class EndpointClient : public GenerationSource {
    Q_OBJECT
public:
    explicit EndpointClient(Endpoint endpoint, QObject* parent = nullptr);
    ~EndpointClient() override;

    void setConsent(const EndpointConsent& consent) { m_consent = consent; }
    const EndpointConsent& consent() const { return m_consent; }
    const Endpoint& endpoint() const { return m_endpoint; }
    /// "api.example.org": what is shown before anything is sent.
    QString destination() const;
    /// Why requests can't be sent to this endpoint; empty when they can.
    QString objection() const;
    /// Whether a connection was ever made possible: false until the first request that was agreed to.
    bool hasNetwork() const { return m_network != nullptr; }

    /// Fails with Kind::Permission without consent.
    Generation* generate(const GenerateRequest& request) override;

private:
    Endpoint m_endpoint;
    EndpointConsent m_consent;
    QNetworkAccessManager* m_network = nullptr; ///< made at the first request that may leave
};

} // namespace hearth
