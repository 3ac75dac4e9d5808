// Fetches a model file, when the user has asked for it and agreed: with a name and a size, in pieces that a
// broken line does not lose, and kept only when its SHA-256 is the one that was named.
#pragma once

#include "ui/workspace/settings.h"

#include <QCryptographicHash>
#include <QFile>
#include <QPointer>
#include <QUrl>

class QNetworkAccessManager;
class QNetworkReply;

namespace hearth::ui {

/// One download at a time. Nothing of the network exists before agree() was called.
class ModelDownload : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(State state READ state NOTIFY changed)
    Q_PROPERTY(QString question READ question NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(double fraction READ fraction NOTIFY progress)
    Q_PROPERTY(QString amount READ amount NOTIFY progress)
public:
    enum class State { Idle, Asking, Fetching, Checking, Broken };
    Q_ENUM(State)

    ModelDownload(Settings& settings, QObject* parent = nullptr);
    ~ModelDownload() override;

    State state() const { return m_state; }
    /// What would be done and where to a connection would be made; with State::Asking.
    QString question() const;
    const QString& name() const { return m_name; }
    /// Why it is broken, one sentence; resume() goes on where it was, if that helps.
    const QString& problem() const { return m_problem; }
    double fraction() const;
    /// "1.2 GB of 2.5 GB"
    QString amount() const;
    /// Whether the network was ever made use of.
    bool hasNetwork() const { return m_network != nullptr; }
    /// The folder that models are kept in.
    QString folder() const;

    /// Asks about a download; `sha256` in hexadecimal digits may be empty: then there is nothing to check
    /// against, and the question says so. Returns what is wrong with the address, empty when it is asked
    /// about.
    Q_INVOKABLE QString ask(const QString& url, const QString& sha256);
    /// The user's yes to the question.
    Q_INVOKABLE void agree();
    /// Goes on after a break; what has come stays.
    Q_INVOKABLE void resume();
    /// Ends it; what has come stays on the disk, for another time, unless `forget`.
    Q_INVOKABLE void cancel(bool forget = false);

signals:
    void changed();
    void progress();
    /// The file is there and is what was named.
    void finished(const QString& path);

private:
    void setState(State state, const QString& problem = {});
    void fetch();
    void headersCame();
    void take();
    void replyFinished();
    void check();
    void drop();

    Settings& m_settings;
    QNetworkAccessManager* m_network = nullptr; ///< made after the user's yes
    QPointer<QNetworkReply> m_reply;
    State m_state = State::Idle;
    QUrl m_url;
    QString m_name;
    QByteArray m_sha256;
    QString m_problem;
    QFile m_part; ///< "<name>.part"
    qint64 m_total = 0;
};

} // namespace hearth::ui
