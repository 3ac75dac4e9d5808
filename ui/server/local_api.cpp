#include "ui/server/local_api.h"

#include <QRandomGenerator>
#include <QTimer>

namespace hearth::ui {

namespace {

constexpr int port = 8765;
constexpr int endTimeoutMs = 3000;

QString makeToken() {
    quint32 words[8];
    QRandomGenerator::system()->fillRange(words);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char*>(words), sizeof words).toHex());
}

} // namespace

LocalApi::LocalApi(ModelController& model, Settings& settings, const QString& engineProgram, QObject* parent)
    : QObject(parent), m_model(model), m_settings(settings), m_engineProgram(engineProgram) {
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &LocalApi::readOutput);
    connect(&m_process, &QProcess::finished, this, &LocalApi::ended);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended();
    });
}

LocalApi::~LocalApi() {
    m_process.disconnect(this);
    stop();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(endTimeoutMs))
        m_process.kill();
    m_process.waitForFinished(endTimeoutMs);
}

void LocalApi::setWanted(bool wanted) {
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    m_problem.clear();
    if (wanted)
        start();
    else
        stop();
    emit changed();
}

void LocalApi::start() {
    if (m_process.state() != QProcess::NotRunning) {
        m_wanted = false;
        m_problem = tr("It is still ending; try again in a moment.");
        return;
    }
    if (!m_model.isReady()) {
        m_wanted = false;
        m_problem = tr("Open a model first: that is the one that is served.");
        return;
    }
    m_token = makeToken();
    m_output.clear();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HEARTH_TOKEN"),
                       m_token); // not on the command line, which all can read
    m_process.setProcessEnvironment(environment);
    // --while-input: it ends with the window, however that ends.
    m_process.start(
        m_engineProgram,
        {QStringLiteral("serve"), QStringLiteral("--while-input"), QStringLiteral("-m"), m_model.path(),
         QStringLiteral("--port"), qEnvironmentVariable("HEARTH_API_PORT", QString::number(port)),
         QStringLiteral("--device"), m_settings.device(), QStringLiteral("--threads"),
         QString::number(m_settings.threads()), QStringLiteral("--context"),
         QString::number(m_settings.contextLength()), QStringLiteral("--kv"), m_settings.cacheType()});
}

void LocalApi::stop() {
    if (m_process.state() != QProcess::NotRunning) {
        m_process.closeWriteChannel();
        m_process.terminate();
        QTimer::singleShot(endTimeoutMs, &m_process, [this, id = m_process.processId()] {
            if (m_process.processId() == id)
                m_process.kill();
        });
    }
    m_address.clear();
    m_token.clear();
}

void LocalApi::readOutput() {
    m_output = (m_output + m_process.readAllStandardOutput()).right(65536);
    const qsizetype begin = m_output.indexOf("http://127.0.0.1:");
    const qsizetype end = begin < 0 ? -1 : m_output.indexOf('\n', begin);
    if (end < 0 || isRunning())
        return;
    m_address = QString::fromLatin1(m_output.mid(begin, end - begin).trimmed());
    emit changed();
}

void LocalApi::ended() {
    if (m_wanted) {
        const QString said = QString::fromUtf8(m_process.readAllStandardError()).trimmed().section(u'\n', -1);
        m_problem = said.isEmpty() ? tr("The local API has ended.") : said;
    }
    m_wanted = false;
    m_address.clear();
    m_token.clear();
    emit changed();
}

} // namespace hearth::ui
