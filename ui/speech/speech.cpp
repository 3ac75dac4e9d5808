#include "ui/speech/speech.h"

#include "plugins/sdk/language.h"

namespace hearth::ui {

Speech::Speech(QObject* parent) : QObject(parent), m_hasSystemVoice(hasSystemVoice()) {}

void Speech::setVoice(std::unique_ptr<Voice> voice) {
    stop();
    m_voice = std::move(voice);
    if (m_voice) {
        connect(m_voice.get(), &Voice::finished, this, [this] { setMessage(0); });
        connect(m_voice.get(), &Voice::failed, this, [this](const QString& why) {
            setMessage(0);
            emit failed(why);
        });
    }
    emit availableChanged();
}

void Speech::read(qint64 message, const QString& text) {
    if (!isAvailable() || text.trimmed().isEmpty())
        return;
    if (!m_voice)
        setVoice(makeSystemVoice());
    if (!m_voice)
        return;
    if (m_message != 0)
        m_voice->stop();
    const sdk::LanguageGuess language = sdk::detectLanguage(text.left(2000));
    setMessage(message);
    m_voice->say(text, language.code.isEmpty() ? QLocale() : QLocale(language.code));
}

void Speech::stop() {
    if (m_message == 0)
        return;
    setMessage(0);
    m_voice->stop();
}

void Speech::setMessage(qint64 message) {
    if (m_message == message)
        return;
    m_message = message;
    emit messageChanged();
}

} // namespace hearth::ui
