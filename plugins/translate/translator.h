// Segments in, checked translations out.
#pragma once

#include "plugins/sdk/task.h"
#include "plugins/translate/checks.h"

namespace hearth::translate {

struct Languages {
    QString from; ///< ISO 639-1
    QString to;
};

struct TranslatedSegment {
    QString text; ///< null: the source stays
    QStringList problems;
};

/// Translates the segments of one document, one request each, long ones in groups of sentences.
class Translator {
public:
    Translator(sdk::TaskContext& context, Languages languages, Glossary glossary, QString style);
    sdk::Result<TranslatedSegment> translate(const QString& text);

private:
    sdk::Result<QString> ask(const QString& text, const Glossary& glossary, const QString& complaint);
    sdk::Result<TranslatedSegment> translatePart(const QString& text);
    sdk::Result<QString> betweenMarkers(const QString& text, const Glossary& glossary);
    QString key(const QString& text) const;

    sdk::TaskContext& m_context;
    Languages m_languages;
    Glossary m_glossary;
    QString m_style;
    QString m_model;
    qsizetype m_partUnits = 1500;
};

} // namespace hearth::translate
