#include "plugins/documents/splice.h"

#include "plugins/documents/markup.h"
#include "plugins/documents/texts.h"
#include "plugins/sdk/text.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace hearth::documents {

using namespace sdk;

namespace {

constexpr QChar markerOpen(0x27E6);
constexpr QChar markerClose(0x27E7);

QString markerText(int number) {
    return markerOpen + QString::number(number) + markerClose;
}

bool hasLetter(const QString& text) {
    const QList<uint> characters = text.toUcs4();
    return std::any_of(characters.begin(), characters.end(), [](uint c) { return QChar::isLetter(c); });
}

/// The space nearest to `target` in (from, text.size()); -1 when there is none.
qsizetype nearestSpace(const QString& text, qsizetype from, qsizetype target) {
    for (qsizetype distance = 0; distance < text.size(); ++distance) {
        for (const qsizetype at : {target - distance, target + distance})
            if (at > from && at < text.size() && text[at] == ' ')
                return at;
    }
    return -1;
}

} // namespace

TextCodec plainCodec() {
    return {[](QStringView text) { return text.toString(); }, [](const QString& text) { return text; }};
}

TextCodec markupCodec() {
    return {[](QStringView text) { return decodeReferences(text); },
            [](const QString& text) { return escapeMarkup(text); }, true};
}

QList<ProtectedRange> tidied(QList<ProtectedRange> ranges) {
    std::sort(ranges.begin(), ranges.end(), [](const ProtectedRange& a, const ProtectedRange& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    QList<ProtectedRange> tidy;
    for (const ProtectedRange& range : ranges)
        if (range.end > range.begin && (tidy.isEmpty() || range.begin >= tidy.last().end))
            tidy << range;
    return tidy;
}

QList<ProtectedRange> findPlaceholders(const QString& text, qsizetype begin, qsizetype end) {
    static const QRegularExpression pattern(
        QStringLiteral("\\x{27E6}\\d{1,5}\\x{27E7}" // our own markers, in the text itself
                       "|\\{\\{[^{}\\n]{1,80}\\}\\}|\\{%[^%\\n]{1,200}%\\}" // {{name}}, {% tag %}
                       "|\\$?\\{[A-Za-z0-9_.:,\\- ]{0,60}\\}"               // {name}, ${name}, {0:.2f}
                       "|%\\([A-Za-z0-9_]{1,40}\\)[#0\\- +]*\\d*(?:\\.\\d+)?[a-zA-Z]" // %(name)s
                       "|%(?:\\d{1,2}\\$)?[-+#0]*\\d*(?:\\.\\d+)?(?:hh|h|ll|l|z|j|t|L)?[diouxXeEfFgGcsp@](?!["
                       "\\p{L}\\d])"                      // %s
                       "|%L?\\d{1,2}(?!\\d)|%n(?!\\p{L})" // %1, %n
                       "|\\b(?:https?|ftp|file|mailto|tel):[^\\s<>\"'\\])}]+[^\\s<>\"'\\])}.,;:!?]"
                       "|\\bwww\\.[^\\s<>\"'\\])}]+[^\\s<>\"'\\])}.,;:!?]"
                       "|\\b[\\w.+-]{1,60}@[\\w-]{1,60}(?:\\.[\\w-]{1,30})+"         // e-mail
                       "|</?[A-Za-z][A-Za-z0-9_:.-]{0,30}(?:\\s[^<>\\n]{0,200})?/?>" // <tags>
                       "|&(?:[A-Za-z]{2,10}|#\\d{1,7}|#x[0-9A-Fa-f]{1,6});"          // references
                       "|\\$[A-Z_][A-Z0-9_]{2,40}\\b"),                              // $VARIABLE
        QRegularExpression::UseUnicodePropertiesOption);
    QList<ProtectedRange> found;
    auto matches = pattern.globalMatch(QStringView(text).mid(begin, end - begin));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        found << ProtectedRange{begin + match.capturedStart(), begin + match.capturedEnd(), false};
    }
    return found;
}

QStringList distribute(const QString& text, const QList<qsizetype>& weights, const QList<bool>& spaces) {
    const qsizetype count = weights.size();
    if (count <= 1)
        return {text};
    qsizetype total = 0;
    for (qsizetype i = 0; i < count; ++i)
        total += weights[i] + (i > 0 && spaces[i]);
    QStringList pieces;
    qsizetype at = 0, weighed = 0;
    for (qsizetype i = 0; i + 1 < count; ++i) {
        weighed += weights[i] + (i > 0 && spaces[i]);
        qsizetype cut =
            total == text.size()
                ? weighed
                : qsizetype(double(weighed) * double(text.size()) / double(std::max<qsizetype>(total, 1)) +
                            0.5);
        cut = std::clamp(cut, at, text.size());
        const bool exact =
            total == text.size() && (!spaces[i + 1] || (cut < text.size() && text[cut] == ' '));
        if (!exact) {
            const qsizetype space = nearestSpace(text, at, cut);
            if (space >= 0)
                cut = spaces[i + 1] ? space : space + 1;
            else if (spaces[i + 1])
                cut = text.size(); // nothing to break at: the lines that follow stay empty
        }
        pieces << text.mid(at, cut - at);
        at = cut + (spaces[i + 1] && cut < text.size() && text[cut] == ' ');
    }
    pieces << text.mid(at);
    return pieces;
}

SplicedText::SplicedText(QString source, TextCodec codec)
    : m_source(std::move(source)), m_codec(std::move(codec)) {}

QString SplicedText::decoded(const Element& element) const {
    return m_codec.decode(QStringView(m_source).mid(element.begin, element.end - element.begin));
}

SplicedText::Layout SplicedText::layOut(const QList<TextRange>& ranges, const QList<ProtectedRange>& atoms) {
    Layout layout;
    layout.stretches << Stretch{};
    int marker = 0;
    qsizetype at = ranges.isEmpty() ? 0 : ranges.first().begin;
    qsizetype atom = 0;
    const auto fix = [&](qsizetype begin, qsizetype end) {
        layout.fixed << ProtectedRange{begin, end, true};
        layout.fixedMarkers << ++marker;
        layout.stretches << Stretch{};
    };
    for (qsizetype i = 0; i < ranges.size(); ++i) {
        const TextRange& range = ranges[i];
        TextRange::Gap gap = i == 0 ? TextRange::Gap::Nothing : range.gap;
        if (i > 0 && at > range.begin) {
            gap = TextRange::Gap::Nothing; // a protected part reached over the gap
        } else if (i > 0 && gap == TextRange::Gap::Structure) {
            fix(ranges[i - 1].end > at ? ranges[i - 1].end : at, range.begin);
            gap = TextRange::Gap::Nothing;
        }
        at = std::max(at, range.begin);
        while (atom < atoms.size() && atoms[atom].begin < range.end) {
            const ProtectedRange& part = atoms[atom++];
            if (part.begin < at)
                continue;
            layout.stretches.last() << Element{
                at, part.begin, 0, gap, range.preserveSpaceAt, at == range.begin, false};
            gap = TextRange::Gap::Nothing;
            if (part.fixed)
                fix(part.begin, part.end);
            else
                layout.stretches.last() << Element{part.begin, part.end, ++marker, gap};
            at = part.end;
        }
        if (at <= range.end)
            layout.stretches.last() << Element{
                at, range.end, 0, gap, range.preserveSpaceAt, at == range.begin, true};
        at = std::max(at, range.end);
    }
    return layout;
}

void SplicedText::add(QList<TextRange> ranges, QList<ProtectedRange> atoms, const Place& place) {
    // White space at the edges stays outside the segment.
    const auto blank = [&](qsizetype i) { return m_source[i].isSpace() && m_source[i] != QChar(0xA0); };
    while (!ranges.isEmpty()) {
        TextRange& first = ranges.first();
        while (first.begin < first.end && blank(first.begin))
            ++first.begin;
        if (first.begin < first.end)
            break;
        ranges.removeFirst();
    }
    while (!ranges.isEmpty()) {
        TextRange& last = ranges.last();
        while (last.end > last.begin && blank(last.end - 1))
            --last.end;
        if (last.begin < last.end)
            break;
        ranges.removeLast();
    }
    if (ranges.isEmpty())
        return;
    const Layout layout = layOut(ranges, tidied(std::move(atoms)));
    Segment segment;
    segment.id = int(m_segments.size());
    segment.place = place;
    QString letters;
    QMap<int, QString> parts;
    for (qsizetype i = 0; i < layout.stretches.size(); ++i) {
        if (i > 0) {
            const ProtectedRange& fixed = layout.fixed[i - 1];
            segment.text += markerText(layout.fixedMarkers[i - 1]);
            parts[layout.fixedMarkers[i - 1]] = m_source.mid(fixed.begin, fixed.end - fixed.begin);
        }
        for (const Element& element : layout.stretches[i]) {
            if (element.marker > 0) {
                segment.text += markerText(element.marker);
                parts[element.marker] = m_source.mid(element.begin, element.end - element.begin);
                continue;
            }
            if (element.gap == TextRange::Gap::Space)
                segment.text += ' ';
            const QString text = decoded(element);
            segment.text += text;
            letters += text;
        }
    }
    if (!hasLetter(letters))
        return;
    segment.protectedParts = parts.values();
    m_segments << segment;
    m_layouts << layout;
}

void SplicedText::put(const Element& element, const QString& text, QList<Change>& changes) const {
    QString encoded = m_codec.encode(text);
    const QChar quote = element.begin >= 2 ? m_source[element.begin - 1] : QChar();
    if (m_codec.markup && (quote == '"' || quote == '\'') && m_source[element.begin - 2] == '=')
        encoded.replace(quote, quote == '"' ? QStringLiteral("&quot;") : QStringLiteral("&#39;"));
    changes << Change{element.begin, element.end, encoded};
    if (text.isEmpty() || element.preserveSpaceAt < 0)
        return;
    const QString before = decoded(element);
    const bool opens = element.opensRange && text.front().isSpace() && !before.startsWith(text.front());
    const bool closes = element.closesRange && text.back().isSpace() && !before.endsWith(text.back());
    if (opens || closes)
        changes << Change{element.preserveSpaceAt, element.preserveSpaceAt,
                          QStringLiteral(" xml:space=\"preserve\"")};
}

void SplicedText::placeChunk(const QList<Element>& ranges, const QString& text,
                             QList<Change>& changes) const {
    QList<qsizetype> weights;
    QList<bool> spaces;
    for (const Element& range : ranges) {
        weights << decoded(range).size();
        spaces << (range.gap == TextRange::Gap::Space);
    }
    const QStringList pieces = distribute(text, weights, spaces);
    for (qsizetype i = 0; i < ranges.size(); ++i)
        put(ranges[i], pieces[i], changes);
}

/// Movable parts changed their order: the whole stretch goes into its first range.
void SplicedText::placeReordered(const Stretch& stretch, const QString& text, QList<Change>& changes) const {
    QString all;
    qsizetype at = 0;
    auto matches = markerPattern().globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        all += m_codec.encode(text.mid(at, match.capturedStart() - at));
        for (const Element& element : stretch)
            if (element.marker == match.captured(1).toInt())
                all += QStringView(m_source).mid(element.begin, element.end - element.begin);
        at = match.capturedEnd();
    }
    all += m_codec.encode(text.mid(at));
    for (qsizetype i = 0; i < stretch.size(); ++i)
        changes << Change{stretch[i].begin, stretch[i].end, i == 0 ? all : QString()};
}

void SplicedText::placeStretch(const Stretch& stretch, const QString& text, QList<Change>& changes) const {
    QList<int> original;
    for (const Element& element : stretch)
        if (element.marker > 0)
            original << element.marker;
    if (markersOf(text) != original) {
        placeReordered(stretch, text, changes);
        return;
    }
    QList<Element> chunk;
    qsizetype at = 0;
    for (const Element& element : stretch) {
        if (element.marker == 0) {
            chunk << element;
            continue;
        }
        const QString marker = markerText(element.marker);
        const qsizetype found = text.indexOf(marker, at);
        if (!chunk.isEmpty())
            placeChunk(chunk, text.mid(at, found - at), changes);
        chunk.clear();
        at = found + marker.size();
    }
    if (!chunk.isEmpty())
        placeChunk(chunk, text.mid(at), changes);
}

Result<void> SplicedText::changesFor(const Segment& segment, const Layout& layout, const QString& replacement,
                                     QList<Change>& changes) const {
    const QList<int> wanted = markersOf(segment.text);
    QList<int> sorted = wanted, got = markersOf(replacement);
    std::sort(sorted.begin(), sorted.end());
    QList<int> gotSorted = got;
    std::sort(gotSorted.begin(), gotSorted.end());
    const auto wrong = [&](const QString& what) {
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("The text for %1 %2.")
                        .arg(segment.place.text().isEmpty() ? Texts::tr("part %1").arg(segment.id + 1)
                                                            : segment.place.text(),
                             what));
    };
    if (gotSorted != sorted)
        return wrong(Texts::tr("lost or repeated a marker of code, a link or a placeholder"));
    // Cut at the fixed markers; they must come in their order, each movable one between the same two.
    qsizetype at = 0;
    for (qsizetype i = 0; i < layout.stretches.size(); ++i) {
        qsizetype end = replacement.size();
        if (i < layout.fixed.size()) {
            end = replacement.indexOf(markerText(layout.fixedMarkers[i]), at);
            if (end < 0)
                return wrong(Texts::tr("changed the order of markup"));
        }
        const QString text = replacement.mid(at, end - at);
        QList<int> here = markersOf(text), own;
        for (const Element& element : layout.stretches[i])
            if (element.marker > 0)
                own << element.marker;
        std::sort(here.begin(), here.end());
        std::sort(own.begin(), own.end());
        if (here != own)
            return wrong(Texts::tr("moved a placeholder across markup"));
        placeStretch(layout.stretches[i], text, changes);
        if (i < layout.fixed.size())
            at = end + markerText(layout.fixedMarkers[i]).size();
    }
    return {};
}

Result<QString> SplicedText::rebuild(const QStringList& replacements, qsizetype first) const {
    QList<Change> changes;
    for (qsizetype i = 0; i < m_segments.size(); ++i) {
        const QString& replacement = replacements.value(first + i);
        if (!replacement.isNull())
            TRY(changesFor(m_segments[i], m_layouts[i], replacement, changes));
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change& a, const Change& b) { return a.begin < b.begin; });
    QString out;
    out.reserve(m_source.size() + m_source.size() / 4);
    qsizetype at = 0, lastInsertion = -1;
    for (const Change& change : changes) {
        if (change.begin < at || (change.begin == change.end && change.begin == lastInsertion &&
                                  change.text.startsWith(QLatin1String(" xml:space"))))
            continue;
        out += QStringView(m_source).mid(at, change.begin - at);
        out += change.text;
        at = change.end;
        lastInsertion = change.begin;
    }
    out += QStringView(m_source).mid(at);
    return out;
}

} // namespace hearth::documents
