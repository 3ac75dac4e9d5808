#include "plugins/translate/checks.h"

#include <QRegularExpression>

#include <algorithm>

namespace hearth::translate {

using namespace sdk;

namespace {

const QRegularExpression& marker() {
    static const QRegularExpression pattern(QStringLiteral("\\x{27E6}(\\d{1,5})\\x{27E7}"));
    return pattern;
}

} // namespace

Glossary readGlossary(const QString& text) {
    Glossary glossary;
    static const QRegularExpression separator(QStringLiteral("\\s*(?:=|\\t|,|→|;)\\s*"));
    for (const QString& line : text.split('\n')) {
        const QString trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith('#'))
            continue;
        const QStringList sides = trimmed.split(separator);
        if (sides.size() == 2 && !sides[0].isEmpty() && !sides[1].isEmpty())
            glossary.append({sides[0], sides[1]});
    }
    return glossary;
}

Glossary occurringIn(const Glossary& glossary, const QString& text) {
    Glossary some;
    for (const auto& entry : glossary) {
        const QRegularExpression term(
            QStringLiteral("(?<!\\w)%1(?!\\w)").arg(QRegularExpression::escape(entry.first)),
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
        if (text.contains(term))
            some << entry;
    }
    return some;
}

QList<int> markersOf(const QString& text) {
    QList<int> numbers;
    auto matches = marker().globalMatch(text);
    while (matches.hasNext())
        numbers << matches.next().captured(1).toInt();
    return numbers;
}

QStringList numbersOf(const QString& text) {
    QString plain = text;
    plain.remove(marker());
    // Grouping and decimal marks differ by language (1,234.5 and 1.234,5): only the digits are compared.
    static const QRegularExpression number(
        QStringLiteral("\\d(?:[\\d.,'’\\x{00A0}\\x{202F}\\x{066B}\\x{066C}]*\\d)?"),
        QRegularExpression::UseUnicodePropertiesOption);
    QStringList numbers;
    auto matches = number.globalMatch(plain);
    while (matches.hasNext()) {
        QString digits;
        for (const QChar c : matches.next().captured())
            if (c.digitValue() >= 0)
                digits += QChar('0' + c.digitValue());
        numbers << digits;
    }
    numbers.sort();
    return numbers;
}

CheckResult checkTranslation(const QString& source, const QString& target, const Glossary& glossary) {
    CheckResult result;
    QList<int> wanted = markersOf(source), got = markersOf(target);
    std::sort(wanted.begin(), wanted.end());
    std::sort(got.begin(), got.end());
    if (wanted != got) {
        result.markersFit = false;
        result.problems << QStringLiteral("Markers of code, links or placeholders were lost or repeated.");
    }
    if (target.trimmed().isEmpty()) {
        result.problems << QStringLiteral("The translation is empty.");
        return result;
    }
    const QStringList sourceNumbers = numbersOf(source), targetNumbers = numbersOf(target);
    QStringList missing = sourceNumbers;
    for (const QString& number : targetNumbers)
        missing.removeOne(number);
    missing.erase(
        std::remove_if(missing.begin(), missing.end(), [](const QString& n) { return n.size() == 1; }),
        missing.end());
    if (!missing.isEmpty()) // single digits are often written as words
        result.problems << QStringLiteral("Numbers are missing: %1.").arg(missing.join(QStringLiteral(", ")));
    for (const QString& sign : {QStringLiteral("**"), QStringLiteral("__"), QStringLiteral("~~")})
        if (source.count(sign) % 2 == 0 && source.count(sign) != target.count(sign))
            result.problems << QStringLiteral("Emphasis marks (%1) differ.").arg(sign);
    const double ratio = double(target.size()) / double(std::max<qsizetype>(1, source.size()));
    if (source.size() > 40 && (ratio < 0.15 || ratio > 5))
        result.problems << QStringLiteral("The translation is far %1 than its source.")
                               .arg(ratio < 1 ? QStringLiteral("shorter") : QStringLiteral("longer"));
    for (const auto& [term, translation] : glossary)
        if (!target.contains(translation, Qt::CaseInsensitive))
            result.problems << QStringLiteral("The glossary asks for “%1”.").arg(translation);
    return result;
}

QString withoutMarkers(const Segment& segment, const QString& text) {
    QString out;
    qsizetype at = 0;
    auto matches = marker().globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        out += QStringView(text).mid(at, match.capturedStart() - at);
        const QString part = segment.protectedParts.value(match.captured(1).toInt() - 1);
        // Tags say nothing to a reader; placeholders, code and addresses do.
        if (!part.startsWith('<') && !part.startsWith(QLatin1String("](")) && part != QLatin1String("["))
            out += part;
        at = match.capturedEnd();
    }
    return out + text.mid(at);
}

} // namespace hearth::translate
