// Everything behind the window: one object that owns the store, the engine and the controllers.
#pragma once

#include "ui/chat/chat_controller.h"
#include "ui/chat/context_meter.h"
#include "ui/chat/prediction.h"
#include "ui/chat/prompt_library.h"
#include "ui/door/door.h"
#include "ui/download/model_download.h"
#include "ui/help/help.h"
#include "ui/model/model_controller.h"
#include "ui/model/model_library.h"
#include "ui/quick/quick_ask.h"
#include "ui/server/local_api.h"
#include "ui/sidebar/sidebar_controller.h"
#include "ui/speech/speech.h"
#include "ui/tasks/task_controller.h"

namespace hearth::ui {

struct WorkspaceOptions {
    QString dataFolder = Settings::defaultDataFolder();
    QString engineProgram; ///< empty: EngineClient::defaultProgram()
    QStringList engineArguments = {QStringLiteral("host")};
    QString model; ///< opened at the start instead of the last one
    bool loadModelAtStart = true;
    std::function<std::unique_ptr<Keychain>()> keychain = systemKeychain; ///< for the keys of endpoints
};

class Workspace : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(hearth::ui::Settings* settings READ settings CONSTANT)
    Q_PROPERTY(hearth::ui::Notices* notices READ notices CONSTANT)
    Q_PROPERTY(hearth::ui::ModelController* model READ model CONSTANT)
    Q_PROPERTY(hearth::ui::ChatController* chat READ chat CONSTANT)
    Q_PROPERTY(hearth::ui::Help* help READ help CONSTANT)
    Q_PROPERTY(hearth::ui::ModelDownload* download READ download CONSTANT)
    Q_PROPERTY(hearth::ui::QuickAsk* quick READ quick CONSTANT)
    Q_PROPERTY(hearth::ui::LocalApi* api READ api CONSTANT)
    Q_PROPERTY(hearth::ui::Door* door READ door CONSTANT)
    Q_PROPERTY(hearth::ui::SidebarController* sidebar READ sidebar CONSTANT)
    Q_PROPERTY(hearth::ui::ModelLibrary* models READ models CONSTANT)
    Q_PROPERTY(hearth::ui::PromptLibrary* prompts READ prompts CONSTANT)
    Q_PROPERTY(hearth::ui::TaskController* tasks READ tasks CONSTANT)
    Q_PROPERTY(hearth::ui::ContextMeter* context READ context CONSTANT)
    Q_PROPERTY(hearth::ui::Prediction* prediction READ prediction CONSTANT)
    Q_PROPERTY(hearth::ui::Speech* speech READ speech CONSTANT)
    Q_PROPERTY(QVariantList devices READ devices NOTIFY devicesChanged)
public:
    explicit Workspace(const WorkspaceOptions& options, QObject* parent = nullptr);

    Settings* settings() { return &m_settings; }
    Notices* notices() { return &m_notices; }
    ModelController* model() { return &m_model; }
    ChatController* chat() { return &m_chat; }
    Help* help() { return &m_help; }
    ModelDownload* download() { return &m_download; }
    QuickAsk* quick() { return &m_quick; }
    LocalApi* api() { return &m_api; }
    Door* door() { return &m_door; }
    SidebarController* sidebar() { return &m_sidebar; }
    ModelLibrary* models() { return &m_models; }
    PromptLibrary* prompts() { return &m_prompts; }
    TaskController* tasks() { return &m_tasks; }
    ContextMeter* context() { return &m_context; }
    Prediction* prediction() { return &m_prediction; }
    Speech* speech() { return &m_speech; }
    /// Devices that the engine knows: {id, name, note, usable}. Asked for with findDevices().
    const QVariantList& devices() const { return m_devices; }
    Q_INVOKABLE void findDevices();
    StoreBridge& store() { return m_store; }
    EngineClient& engine() { return m_engine; }

    /// Takes files that were dropped on the window or given on the command line: a model is loaded, for
    /// anything else the tasks that take it are offered.
    Q_INVOKABLE void openFiles(const QList<QUrl>& files);
    /// Attaches files to the message that is written; of a folder, tasks about code may read what they need.
    Q_INVOKABLE void attach(const QList<QUrl>& files);
    Q_INVOKABLE void copyText(const QString& text) const;
    Q_INVOKABLE void openDataFolder() const;
    /// Writes text to a file that the user has named; false, and a notice, when that fails.
    Q_INVOKABLE bool saveText(const QUrl& file, const QString& text);

signals:
    void devicesChanged();

private:
    void reportStore();

    Settings m_settings;
    Notices m_notices;
    StoreBridge m_store;
    EngineClient m_engine;
    ModelController m_model;
    Help m_help;
    LocalApi m_api;
    QuickAsk m_quick;
    ModelDownload m_download;
    Door m_door;
    ChatController m_chat;
    ContextMeter m_context;
    Prediction m_prediction;
    SidebarController m_sidebar;
    ModelLibrary m_models;
    PromptLibrary m_prompts;
    TaskController m_tasks;
    Speech m_speech;
    QVariantList m_devices;
};

} // namespace hearth::ui
