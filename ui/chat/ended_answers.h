// Answers that have ended, for as long as the store may still be read as it was before.
#pragma once

#include "storage/messages.h"

#include <QHash>
#include <QString>

#include <vector>

namespace hearth::ui {

/// How an answer ended, and all its text.
struct EndedAnswer {
    storage::MessageId message = 0;
    QString text;
    storage::MessageStatus status = storage::MessageStatus::Complete;
    std::optional<storage::Timings> timings;
    QString note;
};

/// What the store returns may have been read before an answer's end was written. This keeps the ends until
/// they are written and every reading that was then under way has come back, and puts them into what is read.
class EndedAnswers {
public:
    void add(EndedAnswer answer);
    /// The answer's end is in the store.
    void written(storage::MessageId message);
    /// A reading of messages begins, or has come back (after mergeInto()).
    void readingBegins() { ++m_readings; }
    void readingEnds();
    /// Gives the messages whose end is kept here their text and status.
    void mergeInto(std::vector<storage::Message>& messages) const;

private:
    struct Kept {
        EndedAnswer answer;
        bool written = false;
    };
    QHash<storage::MessageId, Kept> m_answers;
    int m_readings = 0;
};

} // namespace hearth::ui
