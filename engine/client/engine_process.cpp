#include "engine/client/engine_process.h"

#include "engine/client/engine_messages.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace hearth {

using namespace std::chrono_literals;

namespace {
constexpr auto patience = 1500ms;              // for an engine that was asked to end
constexpr qsizetype longestAnswer = 256 << 20; // a line that never ends must not eat the window's memory
} // namespace

EngineProcess::EngineProcess(QObject* parent) : QObject(parent) {
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EngineProcess::readAnswers);
    connect(&m_process, &QProcess::readyReadStandardError, this, &EngineProcess::readLog);
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        readLog();
        readAnswers(); // what came before the end still counts
        end(reason(code, status), true);
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(tr("The engine program can't be started: %1 (%2).")
                    .arg(m_process.program(), m_process.errorString()),
                false);
    });
}

EngineProcess::~EngineProcess() {
    m_ended = true;
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    // The engine ends when its stdin does, and an engine that hangs is killed: either is soon.
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(300)) {
        m_process.kill();
        m_process.waitForFinished(1000);
    }
}

void EngineProcess::start(const QString& program, const QStringList& arguments) {
    m_process.start(program, arguments);
}

qint64 EngineProcess::send(const QString& method, const QJsonObject& params, Handler handler) {
    const qint64 id = m_nextId++;
    m_handlers.insert(id, std::move(handler));
    const QJsonObject message{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                              {QStringLiteral("id"), id},
                              {QStringLiteral("method"), method},
                              {QStringLiteral("params"), params}};
    m_process.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
    return id;
}

void EngineProcess::cancel(qint64 id) {
    send(QStringLiteral("cancel"), {{QStringLiteral("request"), id}}, [](const auto&) {});
}

void EngineProcess::endAndDelete() {
    m_ended = true;
    m_handlers.clear();
    disconnect();
    // Whoever owned it may be gone in a moment; the program is not, and a program that ends waits for nothing
    // else.
    setParent(QCoreApplication::instance());
    if (m_process.state() == QProcess::NotRunning) {
        deleteLater();
        return;
    }
    connect(&m_process, &QProcess::finished, this, &QObject::deleteLater);
    m_process.closeWriteChannel();
    QTimer::singleShot(patience, this, [this] { m_process.kill(); });
}

void EngineProcess::readAnswers() {
    m_pending += m_process.readAllStandardOutput();
    qsizetype begin = 0;
    for (qsizetype end; (end = m_pending.indexOf('\n', begin)) >= 0; begin = end + 1) {
        const QByteArray line = m_pending.mid(begin, end - begin);
        takeLine(line);
        if (m_ended)
            return; // a handler has let go of this process
    }
    m_pending.remove(0, begin);
    if (m_pending.size() > longestAnswer) {
        m_pending.clear();
        m_process.kill();
    }
}

void EngineProcess::readLog() {
    m_pendingLog += m_process.readAllStandardError();
    qsizetype begin = 0;
    for (qsizetype end; (end = m_pendingLog.indexOf('\n', begin)) >= 0; begin = end + 1) {
        m_lastLogLine = QString::fromUtf8(m_pendingLog.mid(begin, end - begin)).trimmed();
        emit logLine(m_lastLogLine);
    }
    m_pendingLog.remove(0, begin);
    if (m_pendingLog.size() > 65536)
        m_pendingLog.clear();
}

void EngineProcess::takeLine(const QByteArray& line) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (!document.isObject()) {
        emit logLine(tr("A line of the engine is not JSON-RPC and was left out: %1")
                         .arg(QString::fromUtf8(line.left(80))));
        return;
    }
    const QJsonObject message = document.object();
    const QString method = message.value(QLatin1String("method")).toString();
    if (!method.isEmpty())
        emit notification(method, message.value(QLatin1String("params")).toObject());
    else
        takeAnswer(message);
}

void EngineProcess::takeAnswer(const QJsonObject& message) {
    const QJsonValue error = message.value(QLatin1String("error"));
    const auto found = m_handlers.constFind(message.value(QLatin1String("id")).toInteger(-1));
    if (found == m_handlers.cend()) {
        emit logLine(tr("The engine answered something that was not asked: %1")
                         .arg(error.toObject().value(QLatin1String("message")).toString()));
        return;
    }
    const Handler handler = *found;
    m_handlers.erase(found);
    if (error.isObject())
        handler(std::unexpected(errorFromJson(error.toObject())));
    else
        handler(message.value(QLatin1String("result")).toObject());
}

void EngineProcess::end(const QString& why, bool started) {
    if (m_ended)
        return;
    m_ended = true;
    emit died(why, started);
}

void EngineProcess::failHandlers(const QString& why) {
    const auto handlers = std::exchange(m_handlers, {});
    QList<qint64> ids = handlers.keys();
    std::ranges::sort(ids);
    for (const qint64 id : ids)
        handlers[id](std::unexpected(EngineError{EngineError::Kind::EngineDied, why}));
}

QString EngineProcess::reason(int exitCode, QProcess::ExitStatus status) const {
    QString text = status == QProcess::CrashExit ? tr("The engine process stopped unexpectedly (signal %1).")
                                                 : tr("The engine process ended by itself (exit status %1).");
    text = text.arg(exitCode);
    if (!m_lastLogLine.isEmpty())
        text += QLatin1Char(' ') + tr("It last said: %1").arg(m_lastLogLine.left(200));
    return text;
}

} // namespace hearth
