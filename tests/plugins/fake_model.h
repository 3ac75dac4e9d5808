// A model for tests: a function from request to answer, with everything that was asked kept.
#pragma once

#include "plugins/host/model_service.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QThread>

class FakeModel : public hearth::plugin_host::ModelService {
public:
    using Answer = std::function<QString(const hearth::sdk::GenerationRequest&)>;

    explicit FakeModel(Answer answer = {}) : m_answer(std::move(answer)) {}

    hearth::sdk::ModelFacts modelFacts{"fake", 4096, 3'000'000'000, true, false};
    int delayMilliseconds = 0;
    int failAfter = -1; ///< the pipe breaks after so many answers

    QList<hearth::sdk::GenerationRequest> asked() {
        const QMutexLocker lock(&m_mutex);
        return m_asked;
    }

    std::optional<hearth::sdk::ModelFacts> facts() override { return modelFacts; }

    hearth::sdk::Result<hearth::sdk::Generation>
    generate(const hearth::sdk::GenerationRequest& request, const std::function<void(const QString&)>& onText,
             const hearth::plugin_host::CancelToken& cancel) override {
        QElapsedTimer timer;
        for (timer.start(); timer.elapsed() < delayMilliseconds;) {
            if (cancel.isCancelled())
                return hearth::sdk::cancelled();
            QThread::msleep(5);
        }
        const QMutexLocker lock(&m_mutex);
        if (failAfter >= 0 && m_asked.size() >= failAfter)
            return hearth::sdk::fail(hearth::sdk::ErrorKind::Io, "The engine died.");
        m_asked << request;
        hearth::sdk::Generation generation;
        generation.text = m_answer(request);
        if (onText)
            onText(generation.text);
        return generation;
    }

    hearth::sdk::Result<int> countTokens(const QString& text,
                                         const hearth::plugin_host::CancelToken&) override {
        return int(text.size() / 4) + 1;
    }

private:
    QMutex m_mutex;
    Answer m_answer;
    QList<hearth::sdk::GenerationRequest> m_asked;
};

/// What stands inside the delimited block of a request's user turn.
inline QString delimitedText(const hearth::sdk::GenerationRequest& request) {
    const QString user = request.messages.last().content;
    const qsizetype begin = user.indexOf("<data-"), open = user.indexOf(">\n", begin);
    const QString tag = user.mid(begin + 1, 37); // data- and 32 digits
    const qsizetype close = user.lastIndexOf("\n</" + tag + ">");
    return begin < 0 || close < 0 ? QString() : user.mid(open + 2, close - open - 2);
}
