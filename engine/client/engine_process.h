// The process behind EngineClient: bytes, lines, ids. Knows JSON-RPC, but not what the methods mean.
#pragma once

#include "engine/client/generation.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QProcess>

#include <functional>

namespace hearth {

/// One run of one engine process; a new object for each start.
class EngineProcess : public QObject {
    Q_OBJECT
public:
    using Handler = std::function<void(const EngineResult<QJsonObject>&)>;

    explicit EngineProcess(QObject* parent = nullptr);
    /// Ends the process at once.
    ~EngineProcess() override;

    void start(const QString& program, const QStringList& arguments);
    qint64 processId() const { return m_process.processId(); }

    /// Sends a request; `handler` hears the answer, or EngineDied. Returns the request's id.
    qint64 send(const QString& method, const QJsonObject& params, Handler handler);
    /// Asks the engine to stop working on a request.
    void cancel(qint64 id);
    /// Tells everyone who still waits for an answer that none will come.
    void failHandlers(const QString& why);
    /// Closes the engine's stdin: it ends by itself, or is killed after a short while. Then deletes this.
    /// Handlers are not called any more.
    void endAndDelete();

signals:
    void notification(const QString& method, const QJsonObject& params);
    void logLine(const QString& line);
    /// The process has ended, or (`started` false) never was. Call failHandlers() next.
    void died(const QString& why, bool started);

private:
    void readAnswers();
    void readLog();
    void takeLine(const QByteArray& line);
    void takeAnswer(const QJsonObject& message);
    void end(const QString& why, bool started);
    QString reason(int exitCode, QProcess::ExitStatus status) const;

    QProcess m_process;
    QByteArray m_pending;
    QByteArray m_pendingLog;
    QString m_lastLogLine;
    QHash<qint64, Handler> m_handlers;
    qint64 m_nextId = 1;
    bool m_ended = false;
};

} // namespace hearth
