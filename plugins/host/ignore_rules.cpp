#include "plugins/host/ignore_rules.h"

#include <QStringList>

namespace hearth::plugin_host {

namespace {

constexpr qsizetype longestPattern = 200;
constexpr qsizetype mostStars = 8; // each one may try every length
constexpr qsizetype mostRules = 2000;

/// The end of “[…]” that begins at `at`; -1 when it is none.
qsizetype classEnd(const QString& glob, qsizetype at) {
    qsizetype end = at + 1;
    if (end < glob.size() && (glob[end] == u'!' || glob[end] == u'^'))
        ++end;
    if (end < glob.size() && glob[end] == u']') // a bracket that comes first is a member
        ++end;
    return glob.indexOf(u']', end);
}

QString classExpression(const QString& glob, qsizetype at, qsizetype end) {
    QString members = glob.mid(at + 1, end - at - 1);
    const bool negated = members.startsWith(u'!') || members.startsWith(u'^');
    if (negated)
        members.remove(0, 1);
    members.replace(u'\\', QLatin1String("\\\\")).replace(u'[', QLatin1String("\\["));
    members.replace(u']', QLatin1String("\\]")).replace(u'^', QLatin1String("\\^"));
    return QStringLiteral("(?!/)[%1%2]").arg(negated ? QStringLiteral("^") : QString(), members);
}

/// gitignore(5): * and ? stop at a slash, ** does not.
QString expressionOf(const QString& glob) {
    QString expression;
    for (qsizetype i = 0; i < glob.size(); ++i) {
        const QChar c = glob[i];
        const bool atBegin = i == 0 || glob[i - 1] == u'/';
        if (atBegin && glob.mid(i, 3) == QLatin1String("**/")) {
            expression += QLatin1String("(?:.*/)?");
            i += 2;
        } else if (atBegin && glob.mid(i) == QLatin1String("**")) {
            expression += QLatin1String(".+");
            ++i;
        } else if (c == u'*') {
            while (i + 1 < glob.size() && glob[i + 1] == u'*')
                ++i;
            expression += QLatin1String("[^/]*");
        } else if (c == u'?') {
            expression += QLatin1String("[^/]");
        } else if (const qsizetype end = c == u'[' ? classEnd(glob, i) : -1; end > 0) {
            expression += classExpression(glob, i, end);
            i = end;
        } else {
            if (c == u'\\' && i + 1 < glob.size())
                ++i;
            expression += QRegularExpression::escape(glob.mid(i, 1));
        }
    }
    return expression;
}

} // namespace

void IgnoreRules::add(const QString& text, const QString& folder) {
    for (QString line : text.split(u'\n')) {
        if (line.endsWith(u'\r'))
            line.chop(1);
        while (line.endsWith(u' ') && !line.endsWith(QLatin1String("\\ ")))
            line.chop(1);
        if (line.isEmpty() || line.startsWith(u'#') || line.size() > longestPattern ||
            line.count(u'*') > mostStars || m_rules.size() >= mostRules)
            continue;
        Rule rule;
        rule.keeps = line.startsWith(u'!');
        if (rule.keeps)
            line.remove(0, 1);
        rule.foldersOnly = line.endsWith(u'/');
        if (rule.foldersOnly)
            line.chop(1);
        const bool anchored = line.contains(u'/');
        if (line.startsWith(u'/'))
            line.remove(0, 1);
        if (line.isEmpty())
            continue;
        rule.pattern.setPattern(u'^' + QRegularExpression::escape(folder) +
                                (anchored ? QString() : QStringLiteral("(?:.*/)?")) + expressionOf(line) +
                                QStringLiteral("\\z"));
        if (rule.pattern.isValid())
            m_rules.append(rule);
    }
}

bool IgnoreRules::ignores(const QString& name, bool isFolder) const {
    for (auto rule = m_rules.crbegin(); rule != m_rules.crend(); ++rule) {
        if ((isFolder || !rule->foldersOnly) && rule->pattern.match(name).hasMatch())
            return !rule->keeps;
    }
    return false;
}

} // namespace hearth::plugin_host
