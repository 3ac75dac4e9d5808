#include "ui/download/model_download.h"

#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QStorageInfo>
#include <QTimer>

#include <memory>

namespace hearth::ui {

namespace {

constexpr int silenceLimitMs = 60'000;
constexpr qint64 spareBytes = 200'000'000; ///< the disk is not filled to its end
constexpr qint64 checkBytes = 8 << 20;     ///< hashed at a time, so that the window stays alive

QString dataSize(qint64 bytes) {
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

bool isHere(const QUrl& url) {
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

} // namespace

ModelDownload::ModelDownload(Settings& settings, QObject* parent) : QObject(parent), m_settings(settings) {}

ModelDownload::~ModelDownload() {
    drop();
}

QString ModelDownload::folder() const {
    return m_settings.dataFolder() + QStringLiteral("/models");
}

QString ModelDownload::question() const {
    if (m_state != State::Asking)
        return {};
    const QString ask =
        tr("Fetch %1 from %2? That site will see this computer's address. Nothing else is sent.")
            .arg(m_name, m_url.host());
    return m_sha256.isEmpty()
               ? ask + u' ' + tr("Without a checksum nobody can tell whether the file is the right one.")
               : ask;
}

double ModelDownload::fraction() const {
    return m_total > 0 ? static_cast<double>(m_part.size()) / static_cast<double>(m_total) : 0;
}

QString ModelDownload::amount() const {
    return m_total > 0 ? tr("%1 of %2").arg(dataSize(m_part.size()), dataSize(m_total))
                       : dataSize(m_part.size());
}

void ModelDownload::setState(State state, const QString& problem) {
    m_state = state;
    m_problem = problem;
    emit changed();
    emit progress();
}

QString ModelDownload::ask(const QString& url, const QString& sha256) {
    const QUrl wanted(url.trimmed());
    const bool encrypted = wanted.scheme() == u"https" || (wanted.scheme() == u"http" && isHere(wanted));
    static const QRegularExpression digits(QStringLiteral("^[0-9a-fA-F]{64}$"));
    if (m_state == State::Fetching || m_state == State::Checking)
        return tr("Another file is being fetched.");
    if (!wanted.isValid() || wanted.host().isEmpty() || !encrypted)
        return tr("That is not an address of a file; one begins with https://.");
    const QString name = wanted.fileName();
    if (!name.endsWith(QLatin1String(".gguf"), Qt::CaseInsensitive) || name.contains(u'\\') ||
        name.startsWith(u'.'))
        return tr("The address does not end in the name of a .gguf file.");
    if (!sha256.trimmed().isEmpty() && !digits.match(sha256.trimmed()).hasMatch())
        return tr("A SHA-256 checksum has 64 digits from 0 to 9 and a to f.");
    m_url = wanted;
    m_name = name;
    m_sha256 = QByteArray::fromHex(sha256.trimmed().toLatin1());
    m_total = 0;
    setState(State::Asking);
    return {};
}

void ModelDownload::agree() {
    if (m_state != State::Asking)
        return;
    QDir().mkpath(folder());
    m_part.setFileName(folder() + u'/' + m_name + QStringLiteral(".part"));
    fetch();
}

void ModelDownload::resume() {
    if (m_state == State::Broken)
        fetch();
}

void ModelDownload::fetch() {
    if (!m_part.open(QIODevice::ReadWrite | QIODevice::Append)) {
        setState(State::Broken, tr("%1 could not be written: %2.")
                                    .arg(QDir::toNativeSeparators(m_part.fileName()), m_part.errorString()));
        return;
    }
    if (!m_network)
        m_network = new QNetworkAccessManager(this);
    QNetworkRequest request(m_url);
    request.setRawHeader("User-Agent", "hearth");
    request.setRawHeader("Accept-Encoding", "identity");
    if (m_part.size() > 0)
        request.setRawHeader("Range", "bytes=" + QByteArray::number(m_part.size()) + "-");
    // Model sites hand over to a store of theirs; never to an unencrypted one.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setTransferTimeout(silenceLimitMs);
    m_reply = m_network->get(request);
    m_reply->setReadBufferSize(4 << 20);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &ModelDownload::headersCame);
    connect(m_reply, &QNetworkReply::readyRead, this, &ModelDownload::take);
    connect(m_reply, &QNetworkReply::finished, this, &ModelDownload::replyFinished);
    setState(State::Fetching);
}

// 206 goes on where the file ends; 200 is the whole file again, so what is here makes way.
void ModelDownload::headersCame() {
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const qint64 length = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (status == 200)
        m_part.resize(0);
    if (status != 200 && status != 206)
        return;
    m_total = m_part.size() + length;
    const QStorageInfo disk(folder());
    if (disk.isValid() && disk.bytesAvailable() < length + spareBytes) {
        const QString why = tr("The disk has room for %1, and this needs %2.")
                                .arg(dataSize(disk.bytesAvailable()), dataSize(length));
        drop();
        setState(State::Broken, why);
    }
}

void ModelDownload::take() {
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 200 && status != 206)
        return;
    const QByteArray bytes = m_reply->readAll();
    if (m_part.write(bytes) != bytes.size() || !m_part.flush()) {
        const QString why = m_part.errorString();
        drop();
        setState(State::Broken, tr("%1 could not be written: %2.").arg(m_name, why));
        return;
    }
    emit progress();
}

void ModelDownload::replyFinished() {
    QNetworkReply* reply = m_reply;
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply->isOpen())
        take();
    if (m_state != State::Fetching)
        return;
    const QString why = reply->errorString();
    const bool failed = reply->error() != QNetworkReply::NoError;
    drop();
    if (status == 416) { // nothing after what is here: it is whole, or it is not this file
        check();
    } else if (status != 200 && status != 206) {
        setState(State::Broken, status == 0 ? tr("The connection failed: %1.").arg(why)
                                            : tr("The site answered with status %1.").arg(status));
    } else if (failed || (m_total > 0 && m_part.size() < m_total)) {
        setState(State::Broken, tr("The connection broke; what has come is kept."));
    } else {
        check();
    }
}

void ModelDownload::check() {
    setState(State::Checking);
    auto hash = std::make_shared<QCryptographicHash>(QCryptographicHash::Sha256);
    auto file = std::make_shared<QFile>(m_part.fileName());
    if (!file->open(QIODevice::ReadOnly)) {
        setState(State::Broken, tr("%1 could not be read: %2.").arg(m_name, file->errorString()));
        return;
    }
    auto* timer = new QTimer(this); // a piece each time the window has nothing else to do
    connect(timer, &QTimer::timeout, this, [this, timer, hash, file] {
        if (m_state == State::Checking && !file->atEnd()) {
            hash->addData(file->read(checkBytes));
            return;
        }
        timer->stop();
        timer->deleteLater();
        if (m_state != State::Checking)
            return;
        file->close();
        const QString path = folder() + u'/' + m_name;
        if (!m_sha256.isEmpty() && hash->result() != m_sha256) {
            file->remove();
            setState(State::Broken, tr("What came is not the file with this checksum, so it was deleted."));
        } else if (QFile::exists(path) && !QFile::remove(path)) {
            setState(State::Broken, tr("%1 is there already and cannot be replaced.").arg(m_name));
        } else if (!QFile::rename(file->fileName(), path)) {
            setState(State::Broken, tr("%1 could not be given its name.").arg(m_name));
        } else {
            setState(State::Idle);
            emit finished(path);
        }
    });
    timer->start(0);
}

void ModelDownload::drop() {
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply = nullptr;
    }
    m_part.close();
}

void ModelDownload::cancel(bool forget) {
    drop();
    if (forget && !m_part.fileName().isEmpty())
        QFile::remove(m_part.fileName());
    setState(State::Idle);
}

} // namespace hearth::ui
