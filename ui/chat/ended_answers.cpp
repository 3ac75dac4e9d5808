#include "ui/chat/ended_answers.h"

namespace hearth::ui {

void EndedAnswers::add(EndedAnswer answer) {
    const storage::MessageId message = answer.message;
    m_answers.insert(message, {std::move(answer), false});
}

void EndedAnswers::written(storage::MessageId message) {
    if (m_readings == 0)
        m_answers.remove(message);
    else if (const auto kept = m_answers.find(message); kept != m_answers.end())
        kept->written = true;
}

void EndedAnswers::readingEnds() {
    if (--m_readings == 0)
        erase_if(m_answers, [](const auto& entry) { return entry.value().written; });
}

void EndedAnswers::mergeInto(std::vector<storage::Message>& messages) const {
    for (storage::Message& message : messages) {
        const auto kept = m_answers.constFind(message.id);
        if (kept == m_answers.constEnd())
            continue;
        message.parts = storage::text_parts(kept->answer.text.toStdString());
        message.status = kept->answer.status;
        message.timings = kept->answer.timings;
        message.note = kept->answer.note.toStdString();
    }
}

} // namespace hearth::ui
