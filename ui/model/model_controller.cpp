#include "ui/model/model_controller.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>

#include <algorithm>
#include <cmath>

namespace hearth::ui {

namespace {

/// The share of the time that is worked on battery, and when the processor is held back by heat.
constexpr double batteryDuty = 0.7;
constexpr double throttledDuty = 0.6;
/// The share of the threads that work: half on battery, half again when it is hot.
constexpr double sparingShare = 0.5;

/// "1.2 B" for 1 200 000 000 parameters.
QString parameterCount(qint64 parameters) {
    const QLocale locale;
    if (parameters >= 1'000'000'000)
        return locale.toString(static_cast<double>(parameters) / 1e9, 'f', 1) + QStringLiteral("B");
    if (parameters >= 1'000'000)
        return locale.toString(static_cast<double>(parameters) / 1e6, 'f', 0) + QStringLiteral("M");
    return locale.toString(static_cast<double>(parameters) / 1e3, 'f', 0) + QStringLiteral("K");
}

} // namespace

ModelController::ModelController(EngineClient& engine, Settings& settings, Notices& notices, QObject* parent)
    : QObject(parent), m_engine(engine), m_settings(settings), m_notices(notices) {
    connect(&engine, &EngineClient::modelLoaded, this, &ModelController::loaded);
    connect(&engine, &EngineClient::modelFailed, this, &ModelController::failed);
    connect(&engine, &EngineClient::engineDied, this, &ModelController::engineDied);
    connect(&engine, &EngineClient::stateChanged, this, &ModelController::engineStateChanged);
    connect(&settings, &Settings::savePowerChanged, this, &ModelController::applyPace);
    connect(&engine, &EngineClient::loadProgress, this, [this](double fraction) {
        m_loadFraction = fraction;
        emit loadFractionChanged();
    });
    connect(&engine, &EngineClient::notice, this, [this](const QString& text) {
        m_notices.show(QStringLiteral("engine-notice"), Notices::Severity::Information, text);
        emit changed();
    });
}

const EngineModelInfo& ModelController::info() const {
    return m_engine.modelInfo();
}

QString ModelController::name() const {
    if (isReady() && !info().name.isEmpty())
        return info().name;
    return QFileInfo(m_path).completeBaseName();
}

QString ModelController::device() const {
    return isReady() ? info().device : QString();
}

QString ModelController::details() const {
    if (!isReady())
        return {};
    QStringList parts;
    if (info().parameters > 0)
        parts.append(parameterCount(info().parameters));
    parts.append(info().architecture);
    parts.append(info().quantization);
    if (info().memoryBytes > 0)
        parts.append(QLocale().formattedDataSize(info().memoryBytes, 1, QLocale::DataSizeTraditionalFormat));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString ModelController::notice() const {
    return isReady() ? info().notice : QString();
}

QString ModelController::pace() const {
    if (!isSaving())
        return {};
    const QString reason = m_throttled ? tr("slower: the processor is hot") : tr("slower: on battery");
    const int threads = isReady() ? info().threads : 0;
    if (threads <= 1)
        return reason;
    const int working = std::max(1, static_cast<int>(std::ceil(threads * threadShare())));
    //: on the model's chip: why it is slower, and how many of its threads work
    return tr("%1, %2 of %3 threads").arg(reason).arg(working).arg(threads);
}

void ModelController::setPower(bool onBattery, bool throttled) {
    m_onBattery = onBattery;
    m_throttled = throttled;
    applyPace();
}

double ModelController::threadShare() const {
    return isSaving() ? (m_onBattery ? sparingShare : 1) * (m_throttled ? sparingShare : 1) : 1;
}

void ModelController::applyPace() {
    double duty = 1;
    if (isSaving())
        duty = (m_onBattery ? batteryDuty : 1) * (m_throttled ? throttledDuty : 1);
    m_engine.setPace(duty, threadShare());
    emit paceChanged();
}

bool ModelController::isStarter() const {
    return m_state != State::None && !m_path.isEmpty() && m_path == starterPath();
}

double ModelController::temperature(bool here) const {
    return here && isStarter() ? 0 : m_settings.temperature();
}

void ModelController::setSampling(GenerateRequest& request, bool here) const {
    request.sampling.temperature = temperature(here);
    request.sampling.topP = m_settings.topP();
    request.sampling.topK = m_settings.topK();
    if (m_settings.maxTokens() > 0)
        request.maxTokens = m_settings.maxTokens();
}

int ModelController::contextSize() const {
    return isReady() ? info().contextLength : 0;
}

QString ModelController::starterPath() {
    static const QString found = [] {
        const QString file = QStringLiteral("hearth-starter.gguf");
        QStringList folders = {qEnvironmentVariable("HEARTH_STARTER_DIR")};
        const QString program = QCoreApplication::applicationDirPath();
        folders += QStandardPaths::standardLocations(QStandardPaths::AppDataLocation);
        folders += {program + QStringLiteral("/../share/hearth"),
                    program + QStringLiteral("/../share/hearth/models"),
                    program + QStringLiteral("/../Resources/models"),
                    program + QStringLiteral("/../../../engine/starter_model"), program};
        for (const QString& folder : folders) {
            if (!folder.isEmpty() && QFileInfo::exists(folder + u'/' + file))
                return QDir::cleanPath(folder + u'/' + file);
        }
        return QString();
    }();
    return found;
}

EngineLoadOptions ModelController::loadOptions() const {
    EngineLoadOptions options;
    options.device = m_settings.device();
    options.contextLength = m_settings.contextLength();
    options.threads = m_settings.threads();
    options.cacheType = m_settings.cacheType();
    return options;
}

void ModelController::load(const QString& path) {
    if (path.isEmpty())
        return;
    m_path = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    m_loadFraction = 0;
    m_notices.dismiss(QStringLiteral("model"));
    setState(State::Loading);
    m_engine.loadModel(m_path, loadOptions());
}

void ModelController::unload() {
    m_path.clear();
    m_settings.setLastModel({});
    m_engine.unloadModel();
    setState(State::None);
}

void ModelController::reload() {
    load(m_path.isEmpty() ? m_settings.lastModel() : m_path);
}

void ModelController::loadAtStart() {
    const QString last = m_settings.lastModel();
    if (!last.isEmpty() && QFileInfo::exists(last)) {
        load(last);
        return;
    }
    if (starterAvailable())
        loadStarter();
    if (!last.isEmpty()) {
        m_notices.show(QStringLiteral("model"), Notices::Severity::Warning,
                       tr("The model “%1” is no longer at %2.")
                           .arg(QFileInfo(last).fileName(), QDir::toNativeSeparators(QFileInfo(last).path())),
                       {tr("Open a model…"), [this] { emit openDialogRequested(); }});
    }
}

void ModelController::loaded(const EngineModelInfo& info) {
    m_path = info.path.isEmpty() ? m_path : QDir::cleanPath(info.path);
    m_notices.dismiss(QStringLiteral("engine"));
    m_settings.setLastModel(m_path);
    QStringList models = m_settings.models();
    if (!models.contains(m_path) && m_path != starterPath()) {
        models.append(m_path);
        m_settings.setModels(models);
    }
    setState(State::Ready);
    emit contextChanged();
    emit ready();
}

void ModelController::failed(const EngineError& error) {
    if (error.kind == EngineError::Kind::Cancelled)
        return;
    m_notices.show(QStringLiteral("model"), Notices::Severity::Problem, error.message,
                   {tr("Open another model…"), [this] { emit openDialogRequested(); }});
    setState(State::Failed);
}

void ModelController::engineDied(const QString& why) {
    m_notices.show(QStringLiteral("engine"), Notices::Severity::Warning,
                   tr("%1 It is being started again; nothing is lost.").arg(why));
    if (m_state == State::Ready)
        setState(State::Loading);
}

void ModelController::engineStateChanged() {
    if (m_engine.state() != EngineClient::State::Failed)
        return;
    m_notices.show(QStringLiteral("engine"), Notices::Severity::Problem,
                   m_engine.stateText().isEmpty() ? tr("The engine could not be started.")
                                                  : m_engine.stateText(),
                   {tr("Start it again"), [this] {
                        m_engine.start();
                        reload();
                    }});
    setState(m_path.isEmpty() ? State::None : State::Failed);
}

void ModelController::setState(State state) {
    m_state = state;
    setSpeed(0);
    setContextUsed(0);
    emit changed();
}

void ModelController::setSpeed(double tokensPerSecond) {
    if (qFuzzyCompare(m_speed, tokensPerSecond))
        return;
    m_speed = tokensPerSecond;
    emit speedChanged();
}

void ModelController::setContextUsed(int tokens) {
    if (m_contextUsed == tokens)
        return;
    m_contextUsed = tokens;
    emit contextChanged();
}

} // namespace hearth::ui
