#include "plugins/code/code_answers.h"

#include <QMap>
#include <QRegularExpression>
#include <QStringList>

namespace hearth::code {

namespace {

const QMap<QString, QString>& languagesBySuffix() {
    static const QMap<QString, QString> map{
        {"c", "c"},           {"h", "cpp"},          {"cc", "cpp"},
        {"cpp", "cpp"},       {"cxx", "cpp"},        {"hpp", "cpp"},
        {"py", "python"},     {"js", "javascript"},  {"mjs", "javascript"},
        {"ts", "typescript"}, {"tsx", "typescript"}, {"java", "java"},
        {"kt", "kotlin"},     {"rs", "rust"},        {"go", "go"},
        {"rb", "ruby"},       {"php", "php"},        {"cs", "csharp"},
        {"swift", "swift"},   {"scala", "scala"},    {"hs", "haskell"},
        {"ml", "ocaml"},      {"lua", "lua"},        {"pl", "perl"},
        {"r", "r"},           {"jl", "julia"},       {"dart", "dart"},
        {"sh", "bash"},       {"ps1", "powershell"}, {"sql", "sql"},
        {"qml", "qml"},       {"html", "html"},      {"css", "css"},
        {"json", "json"},     {"yaml", "yaml"},      {"yml", "yaml"},
        {"toml", "toml"},     {"xml", "xml"},        {"cmake", "cmake"},
        {"ex", "elixir"},     {"zig", "zig"}};
    return map;
}

bool isComment(const QString& line) {
    static const QRegularExpression comment(
        QStringLiteral("^\\s*(?://|#(?!\\s*(?:include|define|if|ifdef|ifndef|else|elif|endif|pragma)\\b)|/"
                       "?\\*|--|\"\"\"|'''|;|%|<!--)"));
    return line.trimmed().isEmpty() || line.contains(comment);
}

} // namespace

std::optional<QString> fencedCode(const QString& answer, QString* language) {
    static const QRegularExpression fence(
        QStringLiteral("^[ \\t]*(`{3,}|~{3,})([^\\n`]*)\\n(.*?)(?:^[ \\t]*\\1[ \\t]*$|\\z)"),
        QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    QString best;
    bool found = false;
    auto matches = fence.globalMatch(answer);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (found && match.capturedLength(3) <= best.size())
            continue;
        found = true;
        best = match.captured(3);
        if (language)
            *language = match.captured(2).trimmed();
    }
    if (found)
        return best;
    static const QRegularExpression codeLike(
        QStringLiteral("[{};=()]|^(?:def|import|class|#include|fn|func)\\b"),
        QRegularExpression::MultilineOption);
    const QStringList lines = answer.trimmed().split('\n');
    qsizetype like = 0;
    for (const QString& line : lines)
        like += line.contains(codeLike) || line.trimmed().isEmpty();
    if (answer.trimmed().isEmpty() || like * 2 < lines.size())
        return std::nullopt;
    return answer.trimmed() + '\n';
}

bool leavesOut(const QString& original, const QString& answer) {
    static const QRegularExpression lazy(
        QStringLiteral("^\\s*(?://|#|/"
                       "\\*|--|<!--)?\\s*(?:\\.\\.\\.|…)\\s*(?:\\(?\\s*(?:rest|remaining|existing|other|"
                       "unchanged|same|previous).*)?$|"
                       "(?:rest "
                       "of|remaining|existing|unchanged)\\s+(?:the\\s+)?(?:code|file|function|class|"
                       "implementation|methods?)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    const auto count = [&](const QString& text) {
        int n = 0;
        for (auto matches = lazy.globalMatch(text); matches.hasNext(); matches.next())
            ++n;
        return n;
    };
    return count(answer) > count(original);
}

bool onlyAddsComments(const QString& original, const QString& changed) {
    const QStringList after = changed.split('\n');
    qsizetype at = 0;
    for (const QString& line : original.split('\n')) {
        if (isComment(line))
            continue;
        while (at < after.size() && after[at].trimmed() != line.trimmed())
            if (!isComment(after[at++]))
                // Words in a block comment or docstring look like code; they are fine as long as the code
                // follows.
                continue;
        if (at >= after.size())
            return false;
        ++at;
    }
    return true;
}

QString suffixOf(const QString& language) {
    static const QMap<QString, QString> others{
        {"c++", "cpp"},  {"c#", "cs"},   {"golang", "go"},     {"js", "js"},         {"ts", "ts"},
        {"shell", "sh"}, {"cpp", "cpp"}, {"javascript", "js"}, {"typescript", "ts"}, {"yaml", "yaml"}};
    const QString wanted = language.trimmed().toLower();
    if (others.contains(wanted))
        return others.value(wanted);
    const QString suffix = languagesBySuffix().key(wanted);
    return !suffix.isEmpty() ? suffix : languagesBySuffix().contains(wanted) ? wanted : QString();
}

} // namespace hearth::code
