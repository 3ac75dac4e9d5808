// What is checked after each translated part.
#pragma once

#include "plugins/sdk/document.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace hearth::translate {

/// Terms and what they must become; looked up without regard to case.
using Glossary = QList<std::pair<QString, QString>>;

/// One term a line: `term = translation`, `term<tab>translation` or `term,translation`; `#` begins a comment.
Glossary readGlossary(const QString& text);
/// The entries whose term occurs in a text.
Glossary occurringIn(const Glossary& glossary, const QString& text);

struct CheckResult {
    bool markersFit = true;
    QStringList problems;   ///< one sentence each, for people; empty when all is well
    QStringList complaints; ///< the same in English, for the model
};

/// Compares a translation with its source: markers once each, the markup ones in order, numbers all there,
/// emphasis marks paired as before, glossary terms used, neither empty nor of an absurd length.
CheckResult checkTranslation(const QString& source, const QString& target, const Glossary& glossary);

/// The numbers of a text as runs of digits without grouping, in ASCII digits, sorted.
QStringList numbersOf(const QString& text);
} // namespace hearth::translate
