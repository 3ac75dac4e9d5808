// Which language a text is in: scripts first, then the small words that every sentence needs. All on this
// machine.
#pragma once

#include <QString>
#include <QStringList>

namespace hearth::sdk {

struct LanguageGuess {
    QString code;          ///< ISO 639-1, e.g. "de"; empty when nothing fits
    double confidence = 0; ///< 0…1: how far it is ahead of the next one
};

/// Guesses the language of a text; one sentence is enough for most, a few words for languages with their own
/// script.
LanguageGuess detectLanguage(const QString& text);

/// The English name of a language code for prompts (“German” for "de"); the code itself when unknown.
QString languageName(const QString& code);

/// The code for what a person typed: a code, an English or a native name, in any case; empty when unknown.
QString languageCode(const QString& name);

/// Codes that detectLanguage() can return.
QStringList detectableLanguages();

} // namespace hearth::sdk
