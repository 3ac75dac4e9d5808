// What the user has chosen, kept in settings.ini in the data folder.
#pragma once

#include <QObject>
#include <QSettings>
#include <QSize>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

class Settings : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(Appearance appearance READ appearance WRITE setAppearance NOTIFY appearanceChanged)
    Q_PROPERTY(bool dark READ dark NOTIFY darkChanged)
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY textScaleChanged)
    Q_PROPERTY(bool reducedMotion READ reducedMotion WRITE setReducedMotion NOTIFY reducedMotionChanged)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)
    Q_PROPERTY(QString systemPrompt READ systemPrompt WRITE setSystemPrompt NOTIFY systemPromptChanged)
    Q_PROPERTY(double temperature READ temperature WRITE setTemperature NOTIFY samplingChanged)
    Q_PROPERTY(double topP READ topP WRITE setTopP NOTIFY samplingChanged)
    Q_PROPERTY(int topK READ topK WRITE setTopK NOTIFY samplingChanged)
    Q_PROPERTY(int maxTokens READ maxTokens WRITE setMaxTokens NOTIFY samplingChanged)
    Q_PROPERTY(QString device READ device WRITE setDevice NOTIFY loadingChanged)
    Q_PROPERTY(int contextLength READ contextLength WRITE setContextLength NOTIFY loadingChanged)
    Q_PROPERTY(int threads READ threads WRITE setThreads NOTIFY loadingChanged)
    Q_PROPERTY(QString cacheType READ cacheType WRITE setCacheType NOTIFY loadingChanged)
    Q_PROPERTY(bool wrapCode READ wrapCode WRITE setWrapCode NOTIFY codeChanged)
    Q_PROPERTY(bool lineNumbers READ lineNumbers WRITE setLineNumbers NOTIFY codeChanged)
    Q_PROPERTY(bool predictiveText READ predictiveText WRITE setPredictiveText NOTIFY predictiveTextChanged)
    Q_PROPERTY(bool savePower READ savePower WRITE setSavePower NOTIFY savePowerChanged)
    Q_PROPERTY(QSize windowSize READ windowSize WRITE setWindowSize NOTIFY windowSizeChanged)
    Q_PROPERTY(QString dataFolder READ dataFolder CONSTANT)
public:
    enum class Appearance { System, Light, Dark };
    Q_ENUM(Appearance)

    explicit Settings(const QString& dataFolder, QObject* parent = nullptr);

    Appearance appearance() const;
    void setAppearance(Appearance appearance);
    /// Whether dark colours are to be shown now, the system's wish included.
    bool dark() const;
    double textScale() const; ///< 0.8…3
    void setTextScale(double scale);
    bool reducedMotion() const;
    void setReducedMotion(bool reduced);
    QString language() const; ///< "de", "zh_CN" …; empty: the system's
    void setLanguage(const QString& language);
    QString systemPrompt() const;
    void setSystemPrompt(const QString& prompt);
    double temperature() const;
    void setTemperature(double temperature);
    double topP() const;
    void setTopP(double topP);
    int topK() const;
    void setTopK(int topK);
    int maxTokens() const; ///< 0: no limit
    void setMaxTokens(int tokens);
    QString device() const; ///< "auto", "cpu", "vulkan:0" …
    void setDevice(const QString& device);
    int contextLength() const; ///< 0: the model's, as far as memory allows
    void setContextLength(int length);
    int threads() const; ///< 0: performance cores
    void setThreads(int threads);
    QString cacheType() const; ///< "f16", "q8_0", "q4_0"
    void setCacheType(const QString& type);
    bool wrapCode() const; ///< long lines of code go on in the next line
    void setWrapCode(bool wrap);
    bool lineNumbers() const; ///< beside code
    void setLineNumbers(bool shown);
    bool predictiveText() const; ///< the model proposes how a message may go on; off until it is wanted
    void setPredictiveText(bool predictive);
    bool quickAskShortcut() const; ///< a key of the whole desktop opens the small window
    void setQuickAskShortcut(bool wanted);
    bool quickAskTray() const; ///< an icon in the desktop's tray
    void setQuickAskTray(bool wanted);
    bool savePower() const; ///< less work on battery and when the machine is hot
    void setSavePower(bool save);
    const QString& dataFolder() const { return m_dataFolder; }

    QString lastModel() const;
    void setLastModel(const QString& path);
    QStringList folders() const; ///< that code tasks of every conversation may read
    void setFolders(const QStringList& paths);
    QStringList models() const; ///< model files that the user has added, as they were added
    void setModels(const QStringList& paths);
    QSize windowSize() const;
    void setWindowSize(QSize size);
    QString endpoints() const; ///< JSON of the endpoints that the user has named, without their keys
    void setEndpoints(const QString& json);
    qint64 lastConversation() const; ///< 0: none
    void setLastConversation(qint64 id);

    /// Where the store and the settings are: HEARTH_DATA_DIR, else the platform's folder for application
    /// data.
    static QString defaultDataFolder();

signals:
    void appearanceChanged();
    void darkChanged();
    void textScaleChanged();
    void reducedMotionChanged();
    void languageChanged();
    void systemPromptChanged();
    void samplingChanged();
    void loadingChanged();
    void codeChanged();
    void predictiveTextChanged();
    void modelsChanged();
    void savePowerChanged();
    void quickAskChanged();
    void windowSizeChanged();

private:
    template <typename T>
    bool set(const char* key, const T& value);
    void watchSystemAppearance();
    void setSystemDark(bool dark);
    bool eventFilter(QObject* object, QEvent* event) override;

    QString m_dataFolder;
    QSettings m_file;
    bool m_systemDark = false;
};

} // namespace hearth::ui
