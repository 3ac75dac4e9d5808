// Replacing stretches of a text while all else stays: segments, their markers, and where each character goes
// back.
#pragma once

#include "plugins/sdk/document.h"

#include <QList>
#include <QString>

#include <functional>

namespace hearth::documents {

/// A range of the source text that people read.
struct TextRange {
    qsizetype begin = 0;
    qsizetype end = 0;
    /// How it follows the range before it within the segment.
    enum class Gap {
        Nothing,   ///< the same text goes on (two runs of the same format)
        Space,     ///< a line end that means a space
        Structure, ///< markup that must stay between the two
    } gap = Gap::Structure;
    /// Where an attribute must be put in when the text gets white space at its edges; -1: nowhere.
    qsizetype preserveSpaceAt = -1;
};

/// A part of a segment that is not text to translate: inline code, an address, a placeholder. It may move
/// within its stretch when the order of words changes.
struct ProtectedRange {
    qsizetype begin = 0;
    qsizetype end = 0;
    bool fixed = false; ///< markup: keeps its order among the other fixed ones
};

/// How the text of one format is written.
struct TextCodec {
    std::function<QString(QStringView)> decode;    ///< source to what people read
    std::function<QString(const QString&)> encode; ///< and back
    bool markup = false;                           ///< quotes inside attribute values are escaped too
};

/// One source text cut into segments.
class SplicedText {
public:
    SplicedText(QString source, TextCodec codec);

    const QString& source() const { return m_source; }
    const QList<sdk::Segment>& segments() const { return m_segments; }
    /// Adds a segment of these ranges, in order; stretches without letters add nothing.
    void add(QList<TextRange> ranges, QList<ProtectedRange> atoms, const sdk::Place& place);
    /// The source with segment `i` replaced by `replacements[first + i]`.
    sdk::Result<QString> rebuild(const QStringList& replacements, qsizetype first = 0) const;

private:
    struct Element {
        qsizetype begin = 0;
        qsizetype end = 0;
        int marker = 0; ///< 0: text
        TextRange::Gap gap = TextRange::Gap::Nothing;
        qsizetype preserveSpaceAt = -1;
        bool opensRange = false;  ///< begins where its TextRange begins
        bool closesRange = false; ///< ends where its TextRange ends
    };
    using Stretch = QList<Element>; ///< text and movable parts between two fixed ones
    struct Layout {
        QList<Stretch> stretches;
        QList<ProtectedRange> fixed; ///< between stretch i and i + 1
        QList<int> fixedMarkers;
    };
    struct Change {
        qsizetype begin = 0;
        qsizetype end = 0;
        QString text;
    };
    static Layout layOut(const QList<TextRange>& ranges, const QList<ProtectedRange>& atoms);
    sdk::Result<void> changesFor(const sdk::Segment& segment, const Layout& layout,
                                 const QString& replacement, QList<Change>& changes) const;
    void placeStretch(const Stretch& stretch, const QString& text, QList<Change>& changes) const;
    void placeChunk(const QList<Element>& ranges, const QString& text, QList<Change>& changes) const;
    void placeReordered(const Stretch& stretch, const QString& text, QList<Change>& changes) const;
    void put(const Element& element, const QString& text, QList<Change>& changes) const;
    QString decoded(const Element& element) const;

    QString m_source;
    TextCodec m_codec;
    QList<sdk::Segment> m_segments;
    QList<Layout> m_layouts;
};

/// The codec of formats that write text as it is.
TextCodec plainCodec();
/// The codec of HTML and XML: character references on the way in, `& < >` escaped on the way out.
TextCodec markupCodec();

/// Placeholders, addresses, tags and the like inside [begin, end) of a text: what no translation may change.
QList<ProtectedRange> findPlaceholders(const QString& text, qsizetype begin, qsizetype end);

/// Sorted, without overlaps; of two that overlap the earlier (then longer) one stays.
QList<ProtectedRange> tidied(QList<ProtectedRange> ranges);

/// `text` in `weights.size()` pieces whose lengths are in proportion to the weights, cut at spaces where
/// `spaces[i]` says that a space joined piece i - 1 and i (the space is dropped), else at the nearest word
/// boundary.
QStringList distribute(const QString& text, const QList<qsizetype>& weights, const QList<bool>& spaces);

} // namespace hearth::documents
