// Foreign text on its way into a prompt: it enters as data, and what hides in it is shown.
#pragma once

#include <QString>
#include <QStringList>

namespace hearth::sdk {

/// A text without its hidden characters, and what was taken out of it.
struct CleanText {
    QString text;
    int removed = 0;      ///< hidden characters taken out
    QString hidden;       ///< what tag characters or variation selectors spelled, when they spelled something
    QStringList findings; ///< one sentence for each kind of thing found; empty for ordinary text
};

/// Takes out what a reader cannot see but a model would read: tag characters, zero-width runs, bidi
/// overrides, control sequences, private use, filler. Characters that a language needs stay: ZWNJ in Persian,
/// ZWJ in emoji and Indic scripts, direction marks, soft hyphens within words, flags, variation selectors of
/// emoji and ideographs.
CleanText cleanUntrusted(const QString& text);

/// Wraps foreign text in a block whose delimiter holds a nonce from the system's random source that does not
/// occur in the text: nothing inside can close it. The text is cleaned first.
struct DelimitedText {
    QString block; ///< `<data-9f3c… name="…">\n…\n</data-9f3c…>`
    QString nonce;
    QString instruction; ///< one sentence for the system message that names the delimiter
    CleanText clean;
};
DelimitedText delimitUntrusted(const QString& text, const QString& name);

/// The same with a nonce of the caller's: one nonce for several blocks of one prompt.
DelimitedText delimitUntrusted(const QString& text, const QString& name, const QString& nonce);

/// 128 random bits as 32 hex digits; `texts` are checked not to hold it.
QString freshNonce(const QStringList& texts = {});

} // namespace hearth::sdk
