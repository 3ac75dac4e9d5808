#include "plugins/translate/checks.h"

#include "plugins/sdk/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace hearth::translate {

using namespace sdk;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(hearth::translate::Texts)
};

void report(CheckResult& result, const char* text, const QString& detail = {}) {
    for (const bool forPeople : {true, false}) {
        const QString sentence = forPeople ? Texts::tr(text) : QString::fromUtf8(text);
        (forPeople ? result.problems : result.complaints)
            << (detail.isEmpty() ? sentence : sentence.arg(detail));
    }
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

QStringList numbersOf(const QString& text) {
    QString plain = text;
    plain.remove(markerPattern());
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
        report(result, QT_TRANSLATE_NOOP("hearth::translate::Texts",
                                         "Marks of code, links or placeholders were lost or repeated."));
    }
    if (target.trimmed().isEmpty()) {
        report(result, QT_TRANSLATE_NOOP("hearth::translate::Texts", "The translation is empty."));
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
        report(result, QT_TRANSLATE_NOOP("hearth::translate::Texts", "Numbers are missing: %1."),
               missing.join(QStringLiteral(", ")));
    for (const QString& sign : {QStringLiteral("**"), QStringLiteral("__"), QStringLiteral("~~")})
        if (source.count(sign) % 2 == 0 && source.count(sign) != target.count(sign))
            report(result, QT_TRANSLATE_NOOP("hearth::translate::Texts", "Emphasis marks (%1) differ."),
                   sign);
    const double ratio = double(target.size()) / double(std::max<qsizetype>(1, source.size()));
    if (source.size() > 40 && (ratio < 0.15 || ratio > 5))
        report(result, ratio < 1 ? QT_TRANSLATE_NOOP("hearth::translate::Texts",
                                                     "The translation is far shorter than its source.")
                                 : QT_TRANSLATE_NOOP("hearth::translate::Texts",
                                                     "The translation is far longer than its source."));
    for (const auto& [term, translation] : glossary)
        if (!target.contains(translation, Qt::CaseInsensitive))
            report(result, QT_TRANSLATE_NOOP("hearth::translate::Texts", "The glossary asks for “%1”."),
                   translation);
    return result;
}

} // namespace hearth::translate
