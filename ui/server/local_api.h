// The local API for other programs: `hearth-engine serve` run beside the window while the user wants it.
#pragma once

#include "ui/model/model_controller.h"

#include <QProcess>

namespace hearth::ui {

/// Off at every start. The token is a fresh one each time and goes to the process in its environment.
class LocalApi : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(bool wanted READ isWanted WRITE setWanted NOTIFY changed)
    Q_PROPERTY(bool running READ isRunning NOTIFY changed)
    Q_PROPERTY(QString address READ address NOTIFY changed)
    Q_PROPERTY(QString token READ token NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
public:
    LocalApi(ModelController& model, Settings& settings, const QString& engineProgram,
             QObject* parent = nullptr);
    ~LocalApi() override;

    bool isWanted() const { return m_wanted; }
    /// Starts or ends it. It serves the model that is open when it starts.
    void setWanted(bool wanted);
    bool isRunning() const { return !m_address.isEmpty(); }
    /// "http://127.0.0.1:8765/v1" once it serves.
    const QString& address() const { return m_address; }
    const QString& token() const { return m_token; }
    /// Why it does not run, in one sentence.
    const QString& problem() const { return m_problem; }

signals:
    void changed();

private:
    void start();
    void stop();
    void readOutput();
    void ended();

    ModelController& m_model;
    Settings& m_settings;
    QString m_engineProgram;
    QProcess m_process;
    bool m_wanted = false;
    QString m_address;
    QString m_token;
    QString m_problem;
    QByteArray m_output;
};

} // namespace hearth::ui
