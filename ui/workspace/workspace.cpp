#include "ui/workspace/workspace.h"

#include "plugins/host/engine_model_service.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSaveFile>

namespace hearth::ui {

namespace {

QString engineProgram(const WorkspaceOptions& options) {
    return options.engineProgram.isEmpty() ? EngineClient::defaultProgram() : options.engineProgram;
}

ContextFitter::Counter tokenCounter(EngineClient& engine, QObject* context) {
    return [&engine, context](const GenerateRequest& request, std::function<void(std::optional<int>)> done) {
        engine.countTokens(request, context, [done](const EngineResult<int>& tokens) {
            done(tokens ? std::optional(*tokens) : std::nullopt);
        });
    };
}

} // namespace

Workspace::Workspace(const WorkspaceOptions& options, QObject* parent)
    : QObject(parent)
    , m_settings(options.dataFolder)
    , m_store(std::filesystem::path(options.dataFolder.toStdU16String()))
    , m_model(m_engine, m_settings, m_notices)
    , m_api(m_model, m_settings, engineProgram(options))
    , m_quick(m_store, m_engine, m_model, m_settings)
    , m_download(m_settings)
    , m_door(m_store, m_settings, std::make_unique<KeyStore>(options.keychain()))
    , m_chat(m_store, m_engine, tokenCounter(m_engine, this), m_model, m_door, m_settings, m_notices)
    , m_context(m_store, m_model, m_settings, m_chat)
    , m_prediction(m_engine, m_model, m_settings, m_chat)
    , m_sidebar(m_store, m_chat, m_notices)
    , m_models(m_settings, engineProgram(options))
    , m_prompts(m_store)
    , m_tasks(m_store, m_chat, m_notices, m_settings,
              std::make_shared<plugin_host::EngineModelService>(&m_engine)) {
    m_engine.setProgram(engineProgram(options), options.engineArguments);
    connect(&m_quick, &QuickAsk::kept, &m_chat, &ChatController::listChanged);
    connect(&m_download, &ModelDownload::finished, this, [this](const QString& path) {
        m_settings.setModels(m_settings.models() + QStringList{path});
        m_models.describeNext();
    });
    reportStore();
    connect(&m_speech, &Speech::failed, this, [this](const QString& why) {
        m_notices.show(QStringLiteral("speech"), Notices::Severity::Warning,
                       why.isEmpty() ? tr("The system's voice does not answer, so nothing can be read aloud.")
                                     : tr("This cannot be read aloud: %1").arg(why),
                       {}, 10'000);
    });
    m_chat.open(m_settings.lastConversation());
    if (!options.model.isEmpty())
        m_model.load(options.model);
    else if (options.loadModelAtStart)
        m_model.loadAtStart();
}

void Workspace::reportStore() {
    if (!m_store.problem().isEmpty()) {
        m_notices.show(QStringLiteral("store"), Notices::Severity::Problem,
                       tr("%1 What is said now is not kept.").arg(m_store.problem()),
                       {tr("Open the data folder"), [this] { openDataFolder(); }});
        return;
    }
    const QStringList notices = m_store.notices();
    if (!notices.isEmpty()) {
        m_notices.show(QStringLiteral("store"),
                       m_store.readOnly() ? Notices::Severity::Warning : Notices::Severity::Information,
                       notices.join(u' '), {tr("Open the data folder"), [this] { openDataFolder(); }});
    }
}

void Workspace::openFiles(const QList<QUrl>& files) {
    QList<QUrl> documents;
    for (const QUrl& file : files) {
        if (file.toLocalFile().endsWith(QLatin1String(".gguf"), Qt::CaseInsensitive))
            m_model.load(file.toLocalFile());
        else
            documents.append(file);
    }
    if (!documents.isEmpty())
        m_tasks.offer(documents);
}

void Workspace::attach(const QList<QUrl>& files) {
    QList<QUrl> others;
    for (const QUrl& file : files) {
        if (!m_tasks.folders()->add(file))
            others.append(file);
    }
    m_chat.attachments()->add(others);
}

void Workspace::findDevices() {
    m_engine.devices(this, [this](const EngineResult<QList<EngineDeviceInfo>>& devices) {
        if (!devices)
            return;
        m_devices.clear();
        for (const EngineDeviceInfo& device : *devices)
            m_devices.append(QVariantMap{{QStringLiteral("id"), device.id},
                                         {QStringLiteral("name"), device.name},
                                         {QStringLiteral("note"), device.note},
                                         {QStringLiteral("usable"), device.usable}});
        emit devicesChanged();
    });
}

void Workspace::copyText(const QString& text) const {
    QGuiApplication::clipboard()->setText(text);
}

void Workspace::openDataFolder() const {
    QDesktopServices::openUrl(QUrl::fromLocalFile(m_settings.dataFolder()));
}

bool Workspace::saveText(const QUrl& file, const QString& text) {
    QSaveFile out(file.toLocalFile());
    const QByteArray bytes = text.toUtf8();
    if (out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.commit())
        return true;
    m_notices.show(QStringLiteral("save"), Notices::Severity::Problem,
                   tr("%1 could not be written: %2.")
                       .arg(QDir::toNativeSeparators(file.toLocalFile()), out.errorString()));
    return false;
}

} // namespace hearth::ui
