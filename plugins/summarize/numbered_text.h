// A text whose sentences have numbers: a model cites them, and can misquote none.
#pragma once

#include <QString>
#include <QStringList>

namespace hearth::summarize {

/// A chunk with its sentences numbered, as the model reads it. Headings have no number: they prove nothing.
struct NumberedText {
    QString text;
    QStringList sentences; ///< number 1 is the first
};

/// Numbers the sentences of a chunk's text. Those that are too long for a quote (lists and tables have few
/// full stops) are cut; each piece is in the text as it is, but for white space.
NumberedText numbered(const QString& text);

/// The share of `wanted` (of its words with more than three letters) that another text has too, 0…1.
double sharedWords(const QStringList& wanted, const QString& other);

} // namespace hearth::summarize
