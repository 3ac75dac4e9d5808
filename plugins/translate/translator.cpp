#include "plugins/translate/translator.h"

#include "plugins/sdk/language.h"
#include "plugins/sdk/text.h"
#include "plugins/sdk/untrusted.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace hearth::translate {

using namespace sdk;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(hearth::translate::Texts)
};

constexpr int attempts = 3;

/// Models like to repeat the delimiter or put the answer in quotes.
QString bareAnswer(const QString& answer, const DelimitedText& block, const QString& source) {
    QString text = answer.trimmed();
    const QRegularExpression opening(QStringLiteral("^<\\s*data-%1[^>]*>\\s*").arg(block.nonce),
                                     QRegularExpression::CaseInsensitiveOption);
    const QRegularExpression closing(QStringLiteral("\\s*<\\s*/\\s*data-%1\\s*>\\s*$").arg(block.nonce),
                                     QRegularExpression::CaseInsensitiveOption);
    text.remove(opening).remove(closing);
    const auto wrappedIn = [&](QChar open, QChar close) {
        return text.size() > 2 && text.front() == open && text.back() == close &&
               !(source.front() == open && source.back() == close);
    };
    if (wrappedIn('"', '"') || wrappedIn(QChar(0x201C), QChar(0x201D)) ||
        wrappedIn(QChar(0x201E), QChar(0x201C)))
        text = text.mid(1, text.size() - 2);
    return text;
}

} // namespace

Translator::Translator(TaskContext& context, Languages languages, Glossary glossary, QString style)
    : m_context(context)
    , m_languages(std::move(languages))
    , m_glossary(std::move(glossary))
    , m_style(std::move(style)) {
    if (const auto model = context.model()) {
        m_model = model->name;
        // A third for the text, a third for its translation, the rest for instructions; 2.5 characters a
        // token is low for most scripts and right for none of the dense ones, which are cut again when the
        // context is full.
        m_partUnits = std::clamp<qsizetype>(qsizetype(model->contextSize / 3 * 2.5), 200, 4000);
    }
}

QString Translator::key(const QString& text) const {
    QString all = m_model + '\n' + m_languages.from + '\n' + m_languages.to + '\n' + m_style + '\n';
    for (const auto& [term, translation] : m_glossary)
        all += term + '=' + translation + '\n';
    return QStringLiteral("translate/") +
           QString::fromLatin1(
               QCryptographicHash::hash((all + text).toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

Result<QString> Translator::ask(const QString& text, const Glossary& glossary, const QString& complaint) {
    const DelimitedText block = delimitUntrusted(text, QStringLiteral("text"));
    QString instruction =
        QStringLiteral(
            "You translate from %1 to %2. Answer with the translation of the text and nothing else.")
            .arg(languageName(m_languages.from), languageName(m_languages.to));
    if (text.contains(QChar(0x27E6)))
        instruction += QStringLiteral(
            " Marks like ⟦1⟧ stand for things that stay: keep each one exactly once, where it belongs.");
    if (!glossary.isEmpty()) {
        QStringList entries;
        for (const auto& [term, translation] : glossary)
            entries << QStringLiteral("“%1” is “%2”").arg(term, translation);
        instruction += QStringLiteral(" Use these terms: %1.").arg(entries.join(QStringLiteral(", ")));
    }
    if (!m_style.isEmpty())
        instruction += QStringLiteral(" Style: %1.").arg(m_style);
    if (!complaint.isEmpty())
        instruction += QStringLiteral(" An earlier try was wrong: %1").arg(complaint);
    instruction += ' ' + block.instruction;
    GenerationRequest request;
    request.messages = {{QStringLiteral("system"), instruction}, {QStringLiteral("user"), block.block}};
    request.maximumTokens = int(text.size()) + 64;
    request.temperature = complaint.isEmpty() ? 0 : 0.4;
    TRY_ASSIGN(const Generation answer, m_context.generate(request));
    return bareAnswer(answer.text, block, text);
}

/// The safe way when markers get lost: what stands between them is translated piece by piece.
Result<QString> Translator::betweenMarkers(const QString& text, const Glossary& glossary) {
    const QRegularExpression& marker = markerPattern();
    QString out;
    qsizetype at = 0;
    const auto piece = [&](const QString& source) -> Result<void> {
        const QString trimmed = source.trimmed();
        const bool letters =
            std::any_of(trimmed.begin(), trimmed.end(), [](QChar c) { return c.isLetter(); });
        if (!letters) {
            out += source;
            return {};
        }
        TRY_ASSIGN(QString target, ask(trimmed, occurringIn(glossary, trimmed), {}));
        target.remove(marker);
        const qsizetype lead = source.indexOf(trimmed);
        out += source.left(lead) + (target.trimmed().isEmpty() ? trimmed : target.trimmed()) +
               source.mid(lead + trimmed.size());
        return {};
    };
    auto matches = marker.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        TRY(piece(text.mid(at, match.capturedStart() - at)));
        out += match.captured();
        at = match.capturedEnd();
    }
    TRY(piece(text.mid(at)));
    return out;
}

Result<TranslatedSegment> Translator::translatePart(const QString& text) {
    const Glossary glossary = occurringIn(m_glossary, text);
    TranslatedSegment best;
    qsizetype fewest = 1000;
    QString complaint;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        TRY_ASSIGN(const QString target, ask(text, glossary, complaint));
        const CheckResult check = checkTranslation(text, target, glossary);
        if (check.markersFit && !target.trimmed().isEmpty() && check.problems.size() < fewest) {
            fewest = check.problems.size();
            best = {target, check.problems};
        }
        if (check.problems.isEmpty())
            return best;
        complaint = check.complaints.join(' ');
    }
    if (best.text.isEmpty() && !markersOf(text).isEmpty()) {
        TRY_ASSIGN(const QString target, betweenMarkers(text, glossary));
        const CheckResult check = checkTranslation(text, target, glossary);
        if (check.markersFit)
            best = {target, check.problems};
    }
    if (best.text.isEmpty())
        best = {QString(), {Texts::tr("The model gave no usable translation; the source stays.")}};
    return best;
}

Result<TranslatedSegment> Translator::translate(const QString& text) {
    const QString step = key(text);
    if (const auto saved = m_context.steps().find(step)) {
        const QJsonObject object = QJsonDocument::fromJson(*saved).object();
        TranslatedSegment segment;
        if (!object["text"].isNull())
            segment.text = object["text"].toString();
        for (const QJsonValue& problem : object["problems"].toArray())
            segment.problems << problem.toString();
        return segment;
    }
    TranslatedSegment all;
    if (text.size() <= m_partUnits) {
        TRY_ASSIGN(all, translatePart(text));
    } else {
        QString part;
        all.text = QStringLiteral("");
        const auto flush = [&]() -> Result<void> {
            if (part.isEmpty())
                return {};
            TRY_ASSIGN(const TranslatedSegment piece, translatePart(part));
            all.text += (all.text.isEmpty() ? QString() : QStringLiteral(" ")) +
                        (piece.text.isNull() ? part : piece.text);
            all.problems << piece.problems;
            part.clear();
            return {};
        };
        for (const QString& sentence : splitSentences(text)) {
            if (part.size() + sentence.size() + 1 > m_partUnits)
                TRY(flush());
            part += (part.isEmpty() ? QString() : QStringLiteral(" ")) + sentence;
        }
        TRY(flush());
    }
    const QJsonObject object{{"text", all.text.isNull() ? QJsonValue() : QJsonValue(all.text)},
                             {"problems", QJsonArray::fromStringList(all.problems)}};
    m_context.steps().save(step, QJsonDocument(object).toJson(QJsonDocument::Compact));
    return all;
}

} // namespace hearth::translate
