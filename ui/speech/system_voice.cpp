// The voice of QtTextToSpeech; none where the program was built without it.
#include "ui/speech/speech.h"

#include <utility>

#ifdef HEARTH_WITH_SPEECH
#include <QTextToSpeech>
#endif

namespace hearth::ui {

#ifdef HEARTH_WITH_SPEECH

namespace {

QStringList engines() {
    QStringList engines = QTextToSpeech::availableEngines();
    engines.removeAll(QStringLiteral("mock")); // says nothing
    return engines;
}

class SystemVoice : public Voice {
public:
    SystemVoice() : m_speech(engines().value(0)) {
        connect(&m_speech, &QTextToSpeech::stateChanged, this, [this](QTextToSpeech::State state) {
            if (state == QTextToSpeech::Speaking) {
                m_speaking = true;
            } else if (state == QTextToSpeech::Ready && std::exchange(m_speaking, false)) {
                emit finished();
            } else if (state == QTextToSpeech::Error) {
                m_speaking = false;
                emit failed(m_speech.errorString());
            }
        });
    }

    void say(const QString& text, const QLocale& language) override {
        if (m_speech.state() == QTextToSpeech::Error) {
            emit failed(m_speech.errorString());
            return;
        }
        const QList<QLocale> locales = m_speech.availableLocales();
        for (const QLocale& locale : locales) {
            if (locale.language() == language.language()) {
                if (m_speech.locale().language() != language.language())
                    m_speech.setLocale(locale);
                break;
            }
        }
        m_speech.say(text);
    }

    void stop() override {
        m_speaking = false;
        m_speech.stop(QTextToSpeech::BoundaryHint::Immediate);
    }

private:
    QTextToSpeech m_speech;
    bool m_speaking = false;
};

} // namespace

std::unique_ptr<Voice> makeSystemVoice() {
    return std::make_unique<SystemVoice>();
}

bool hasSystemVoice() {
    return !engines().isEmpty();
}

#else

std::unique_ptr<Voice> makeSystemVoice() {
    return nullptr;
}

bool hasSystemVoice() {
    return false;
}

#endif

} // namespace hearth::ui
