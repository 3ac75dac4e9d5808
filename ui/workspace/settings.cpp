#include "ui/workspace/settings.h"

#include <QDir>
#include <QEvent>
#include <QGuiApplication>
#include <QPalette>
#include <QStandardPaths>

#include <algorithm>

namespace hearth::ui {

Settings::Settings(const QString& dataFolder, QObject* parent)
    : QObject(parent)
    , m_dataFolder(dataFolder)
    , m_file(dataFolder + QStringLiteral("/settings.ini"), QSettings::IniFormat) {
    watchSystemAppearance();
}

QString Settings::defaultDataFolder() {
    const QString chosen = qEnvironmentVariable("HEARTH_DATA_DIR");
    return chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                            : QDir(chosen).absolutePath();
}

template <typename T>
bool Settings::set(const char* key, const T& value) {
    const QVariant variant = QVariant::fromValue(value);
    const QString name = QString::fromLatin1(key);
    if (m_file.contains(name) && m_file.value(name) == variant)
        return false;
    m_file.setValue(name, variant);
    return true;
}

// The platform's theme tells its colours through the palette; that is how Qt 6.4 says light or dark.
void Settings::watchSystemAppearance() {
    if (!qGuiApp)
        return;
    qGuiApp->installEventFilter(this);
    m_systemDark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
}

bool Settings::eventFilter(QObject* object, QEvent* event) {
    if (object == qGuiApp && event->type() == QEvent::ApplicationPaletteChange)
        setSystemDark(QGuiApplication::palette().color(QPalette::Window).lightness() < 128);
    return false;
}

void Settings::setSystemDark(bool dark) {
    if (dark == m_systemDark)
        return;
    m_systemDark = dark;
    if (appearance() == Appearance::System)
        emit darkChanged();
}

Settings::Appearance Settings::appearance() const {
    const QString name = m_file.value("appearance/colors").toString();
    return name == QLatin1String("light")  ? Appearance::Light
           : name == QLatin1String("dark") ? Appearance::Dark
                                           : Appearance::System;
}

void Settings::setAppearance(Appearance appearance) {
    const bool before = dark();
    static const char* const names[] = {"system", "light", "dark"};
    if (set("appearance/colors", QString::fromLatin1(names[static_cast<int>(appearance)])))
        emit appearanceChanged();
    if (dark() != before)
        emit darkChanged();
}

bool Settings::dark() const {
    const Appearance wanted = appearance();
    return wanted == Appearance::Dark || (wanted == Appearance::System && m_systemDark);
}

double Settings::textScale() const {
    return std::clamp(m_file.value("appearance/text_scale", 1.0).toDouble(), 0.8, 3.0);
}

void Settings::setTextScale(double scale) {
    if (set("appearance/text_scale", std::clamp(scale, 0.8, 3.0)))
        emit textScaleChanged();
}

bool Settings::reducedMotion() const {
    return m_file.value("appearance/reduced_motion", false).toBool();
}

void Settings::setReducedMotion(bool reduced) {
    if (set("appearance/reduced_motion", reduced))
        emit reducedMotionChanged();
}

QString Settings::language() const {
    return m_file.value("appearance/language").toString();
}

void Settings::setLanguage(const QString& language) {
    if (set("appearance/language", language))
        emit languageChanged();
}

QString Settings::systemPrompt() const {
    return m_file.value("chat/system_prompt").toString();
}

void Settings::setSystemPrompt(const QString& prompt) {
    if (set("chat/system_prompt", prompt))
        emit systemPromptChanged();
}

double Settings::temperature() const {
    return std::clamp(m_file.value("sampling/temperature", 0.7).toDouble(), 0.0, 2.0);
}

void Settings::setTemperature(double temperature) {
    if (set("sampling/temperature", temperature))
        emit samplingChanged();
}

double Settings::topP() const {
    return std::clamp(m_file.value("sampling/top_p", 0.95).toDouble(), 0.0, 1.0);
}

void Settings::setTopP(double topP) {
    if (set("sampling/top_p", topP))
        emit samplingChanged();
}

int Settings::topK() const {
    return std::max(0, m_file.value("sampling/top_k", 40).toInt());
}

void Settings::setTopK(int topK) {
    if (set("sampling/top_k", topK))
        emit samplingChanged();
}

int Settings::maxTokens() const {
    return std::max(0, m_file.value("sampling/max_tokens", 0).toInt());
}

void Settings::setMaxTokens(int tokens) {
    if (set("sampling/max_tokens", tokens))
        emit samplingChanged();
}

QString Settings::device() const {
    return m_file.value("engine/device", QStringLiteral("auto")).toString();
}

void Settings::setDevice(const QString& device) {
    if (set("engine/device", device))
        emit loadingChanged();
}

int Settings::contextLength() const {
    return std::max(0, m_file.value("engine/context_length", 0).toInt());
}

void Settings::setContextLength(int length) {
    if (set("engine/context_length", length))
        emit loadingChanged();
}

int Settings::threads() const {
    return std::max(0, m_file.value("engine/threads", 0).toInt());
}

void Settings::setThreads(int threads) {
    if (set("engine/threads", threads))
        emit loadingChanged();
}

QString Settings::cacheType() const {
    return m_file.value("engine/cache_type", QStringLiteral("f16")).toString();
}

void Settings::setCacheType(const QString& type) {
    if (set("engine/cache_type", type))
        emit loadingChanged();
}

bool Settings::wrapCode() const {
    return m_file.value("code/wrap", true).toBool();
}

void Settings::setWrapCode(bool wrap) {
    if (set("code/wrap", wrap))
        emit codeChanged();
}

bool Settings::lineNumbers() const {
    return m_file.value("code/line_numbers", false).toBool();
}

void Settings::setLineNumbers(bool shown) {
    if (set("code/line_numbers", shown))
        emit codeChanged();
}

bool Settings::predictiveText() const {
    return m_file.value("chat/predictive_text", false).toBool();
}

void Settings::setPredictiveText(bool predictive) {
    if (set("chat/predictive_text", predictive))
        emit predictiveTextChanged();
}

bool Settings::quickAskShortcut() const {
    return m_file.value("quick_ask/shortcut", false).toBool();
}

void Settings::setQuickAskShortcut(bool wanted) {
    if (set("quick_ask/shortcut", wanted))
        emit quickAskChanged();
}

bool Settings::quickAskTray() const {
    return m_file.value("quick_ask/tray", false).toBool();
}

void Settings::setQuickAskTray(bool wanted) {
    if (set("quick_ask/tray", wanted))
        emit quickAskChanged();
}

bool Settings::savePower() const {
    return m_file.value("engine/save_power", true).toBool();
}

void Settings::setSavePower(bool save) {
    if (set("engine/save_power", save))
        emit savePowerChanged();
}

QString Settings::lastModel() const {
    return m_file.value("models/last").toString();
}

void Settings::setLastModel(const QString& path) {
    set("models/last", path);
}

QStringList Settings::folders() const {
    return m_file.value("tasks/folders").toStringList();
}

void Settings::setFolders(const QStringList& paths) {
    set("tasks/folders", paths);
}

QStringList Settings::models() const {
    return m_file.value("models/files").toStringList();
}

void Settings::setModels(const QStringList& paths) {
    if (set("models/files", paths))
        emit modelsChanged();
}

QSize Settings::windowSize() const {
    return m_file.value("window/size", QSize(1180, 780)).toSize();
}

void Settings::setWindowSize(QSize size) {
    if (set("window/size", size))
        emit windowSizeChanged();
}

QString Settings::endpoints() const {
    return m_file.value("door/endpoints").toString();
}

void Settings::setEndpoints(const QString& json) {
    set("door/endpoints", json);
}

qint64 Settings::lastConversation() const {
    return m_file.value("window/conversation", 0).toLongLong();
}

void Settings::setLastConversation(qint64 id) {
    set("window/conversation", id);
}

} // namespace hearth::ui
