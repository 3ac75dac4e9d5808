// Helpers that text tasks share: sentences, quotes found in their source, JSON out of a model's answer.
#pragma once

#include "plugins/sdk/document.h"

#include <QJsonObject>
#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <optional>

namespace hearth::sdk {

/// Sentences of a text, in order, white space at their edges removed. Ends at . ! ? … and their kin of other
/// scripts; not after abbreviations, initials and numbers, not inside them.
QStringList splitSentences(const QString& text);

/// A text with every run of white space made one space, and where each character came from.
QString normalizedSpace(const QString& text);

/// Finds quotes in a document: letter for letter but for white space, also over the borders of blocks.
class QuoteFinder {
public:
    explicit QuoteFinder(const Document& document);
    struct Match {
        qsizetype block = -1; ///< index into the document's blocks
        QString quote;        ///< as the source has it, white space normalised
    };
    /// The first place of a quote in blocks [from, to), else anywhere; nullopt when it is nowhere.
    std::optional<Match> find(const QString& quote, qsizetype from = 0, qsizetype to = -1) const;
    /// The sentence of blocks [from, to) that shares the most words with a quote that was not copied exactly;
    /// nullopt when none shares `least` of them (0…1).
    std::optional<Match> nearest(const QString& quote, qsizetype from, qsizetype to, double least) const;

private:
    QString m_text;            ///< all blocks, white space normalised, one space between
    QList<qsizetype> m_begins; ///< of each block in m_text
    const Document& m_document;
};

/// The markers ⟦1⟧, ⟦2⟧ … of a segment, which stand for what must stay; the first group is the number.
const QRegularExpression& markerPattern();
/// Their numbers in a text, in order.
QList<int> markersOf(const QString& text);

/// A segment's text with the markers ⟦n⟧ replaced by what they stand for (Segment::protectedParts), for
/// people: placeholders, code and addresses; tags and the brackets of links say nothing to a reader.
QString withoutMarkers(const QString& text, const QStringList& protectedParts);

/// The first complete JSON object in a text (models put words around it); nullopt when there is none.
std::optional<QJsonObject> findJsonObject(const QString& text);

/// The words of a text, lower case; scripts without spaces give pairs of characters.
QStringList words(const QString& text);

} // namespace hearth::sdk
