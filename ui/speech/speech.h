// Reads answers aloud, where the system has a voice.
#pragma once

#include <QLocale>
#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <memory>

namespace hearth::ui {

/// Something that speaks. One text at a time.
class Voice : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Begins to say `text`, in that language where it can.
    virtual void say(const QString& text, const QLocale& language) = 0;
    virtual void stop() = 0;

signals:
    void finished(); ///< all is said
    void failed(const QString& why);
};

/// Makes the system's voice (QtTextToSpeech). Null in a program that was built without it.
std::unique_ptr<Voice> makeSystemVoice();
/// Whether makeSystemVoice() makes one that can speak. Starts nothing.
bool hasSystemVoice();

class Speech : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(bool available READ isAvailable NOTIFY availableChanged)
    Q_PROPERTY(qint64 message READ message NOTIFY messageChanged)
public:
    explicit Speech(QObject* parent = nullptr);

    /// Another voice than the system's.
    void setVoice(std::unique_ptr<Voice> voice);
    /// False: there is no voice, and nothing offers one.
    bool isAvailable() const { return m_voice || m_hasSystemVoice; }
    /// The message that is read now; 0: none.
    qint64 message() const { return m_message; }

    /// Reads a message aloud, in place of what is being read.
    Q_INVOKABLE void read(qint64 message, const QString& text);
    Q_INVOKABLE void stop();

signals:
    void availableChanged();
    void messageChanged();
    void failed(const QString& why);

private:
    void setMessage(qint64 message);

    bool m_hasSystemVoice;
    std::unique_ptr<Voice> m_voice; ///< made when it is first wanted: that may start a service
    qint64 m_message = 0;
};

} // namespace hearth::ui
