// The model that answers, as the chip in the window shows it: what runs where, how fast, how full.
#pragma once

#include "engine/client/engine_client.h"
#include "ui/workspace/notices.h"
#include "ui/workspace/settings.h"

#include <QUrl>

namespace hearth::ui {

class ModelController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(State state READ state NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString path READ path NOTIFY changed)
    Q_PROPERTY(QString device READ device NOTIFY changed)
    Q_PROPERTY(QString details READ details NOTIFY changed)
    Q_PROPERTY(QString notice READ notice NOTIFY changed)
    Q_PROPERTY(QString pace READ pace NOTIFY paceChanged)
    Q_PROPERTY(bool starter READ isStarter NOTIFY changed)
    Q_PROPERTY(bool starterAvailable READ starterAvailable CONSTANT)
    Q_PROPERTY(double loadFraction READ loadFraction NOTIFY loadFractionChanged)
    Q_PROPERTY(double speed READ speed NOTIFY speedChanged)
    Q_PROPERTY(int contextUsed READ contextUsed NOTIFY contextChanged)
    Q_PROPERTY(int contextSize READ contextSize NOTIFY contextChanged)
public:
    enum class State { None, Loading, Ready, Failed };
    Q_ENUM(State)

    ModelController(EngineClient& engine, Settings& settings, Notices& notices, QObject* parent = nullptr);

    State state() const { return m_state; }
    /// The model's name; while it loads, the file's.
    QString name() const;
    const QString& path() const { return m_path; }
    QString device() const;
    /// One line: architecture, type, size.
    QString details() const;
    QString notice() const;
    /// Why the engine works less than it could and with how many of its threads, in a few words; empty when
    /// it does not.
    QString pace() const;
    /// What the machine runs on, as the desktop tells it.
    void setPower(bool onBattery, bool throttled);
    bool isStarter() const;
    /// What the settings say; 0 for the starter, which is so small that any word but its likeliest leads
    /// astray.
    /// Not so for what is answered elsewhere (`here` false).
    double temperature(bool here = true) const;
    /// How freely an answer is written, and how long it may be.
    void setSampling(GenerateRequest& request, bool here = true) const;
    bool starterAvailable() const { return !starterPath().isEmpty(); }
    double loadFraction() const { return m_loadFraction; }
    double speed() const { return m_speed; } ///< tokens per second of the answer now or last; 0 when unknown
    int contextUsed() const { return m_contextUsed; }
    int contextSize() const;
    bool isReady() const { return m_state == State::Ready; }
    const EngineModelInfo& info() const;

    /// Loads a model file and remembers it. What is wrong with it is said in a notice.
    Q_INVOKABLE void load(const QString& path);
    Q_INVOKABLE void loadUrl(const QUrl& url) { load(url.toLocalFile()); }
    /// Loads the small model that comes with the program.
    Q_INVOKABLE void loadStarter() { load(starterPath()); }
    Q_INVOKABLE void unload();
    /// Loads the present model again, with the settings as they are now.
    Q_INVOKABLE void reload();
    /// The model of last time, else the starter, else none.
    void loadAtStart();

    /// What an answer that runs says about itself.
    void setSpeed(double tokensPerSecond);
    void setContextUsed(int tokens);

    /// Where the starter model is; empty when it is not there.
    static QString starterPath();

signals:
    void changed();
    void loadFractionChanged();
    void speedChanged();
    void contextChanged();
    void paceChanged();
    void ready();
    /// The window is asked for its dialog that opens a model.
    void openDialogRequested();

private:
    void loaded(const EngineModelInfo& info);
    void failed(const EngineError& error);
    void engineDied(const QString& why);
    void engineStateChanged();
    void setState(State state);
    void applyPace();
    double threadShare() const;
    bool isSaving() const { return m_settings.savePower() && (m_onBattery || m_throttled); }
    EngineLoadOptions loadOptions() const;

    EngineClient& m_engine;
    Settings& m_settings;
    Notices& m_notices;
    State m_state = State::None;
    QString m_path;
    double m_loadFraction = 0;
    double m_speed = 0;
    int m_contextUsed = 0;
    bool m_onBattery = false;
    bool m_throttled = false;
};

} // namespace hearth::ui
