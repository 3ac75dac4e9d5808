#include "plugins/code/project_files.h"

#include <QFileInfo>
#include <QHash>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hearth::code {

using namespace sdk;

namespace {

constexpr qsizetype mostText = 24 << 20; // characters
constexpr qsizetype fewestLetters = 3;   // of a word that says something

/// Calls `take` with every identifier, in lower case, and with the parts that it is made of.
template <class Take>
void eachTerm(const QString& text, const Take& take) {
    const auto word = [&](qsizetype begin, qsizetype end) {
        if (end - begin >= fewestLetters)
            take(text.mid(begin, end - begin).toLower());
    };
    for (qsizetype at = 0; at < text.size();) {
        if (!text[at].isLetterOrNumber() && text[at] != u'_') {
            ++at;
            continue;
        }
        const qsizetype begin = at;
        qsizetype part = at;
        bool parts = false;
        for (; at < text.size() && (text[at].isLetterOrNumber() || text[at] == u'_'); ++at) {
            const bool border = at > part && (text[at] == u'_' || text[at - 1] == u'_' ||
                                              (text[at].isUpper() && text[at - 1].isLower()));
            if (!border)
                continue;
            parts = true;
            word(part, at);
            part = at;
        }
        if (parts)
            word(part, at);
        word(begin, at);
    }
}

QString stem(const QString& name) {
    return QFileInfo(name).completeBaseName().toLower();
}

/// Which files an import may mean: those whose name ends in it.
class Names {
public:
    explicit Names(const QList<ProjectFile>& files) : m_files(files) {
        for (qsizetype i = 0; i < files.size(); ++i)
            m_byStem[stem(files[i].name)].append(i);
    }
    QList<qsizetype> meantBy(const QString& import) const {
        QString wanted = import;
        wanted.replace(QLatin1String("::"), QLatin1String("/"));
        const bool dotted = !wanted.contains(u'/') && wanted.count(u'.') > 0;
        QList<qsizetype> found = endingIn(wanted);
        if (found.isEmpty() && dotted) // a.b.c of Python, Java and the like
            found = endingIn(QString(wanted).replace(u'.', u'/'));
        return found;
    }

private:
    QList<qsizetype> endingIn(const QString& wanted) const {
        QStringList parts = wanted.toLower().split(u'/', Qt::SkipEmptyParts);
        parts.removeAll(QStringLiteral("."));
        parts.removeAll(QStringLiteral(".."));
        QList<qsizetype> found;
        // The last part may be a name inside a file: use a::b::Name, from a.b import Name.
        for (int shorter = 0; shorter < 2 && found.isEmpty() && !parts.isEmpty(); ++shorter) {
            const QString file = parts.last();
            const QString end = u'/' + parts.join(u'/');
            for (const qsizetype i : m_byStem.value(stem(file)) + m_byStem.value(file)) {
                const QString name = u'/' + m_files[i].name.toLower();
                if (name.endsWith(end) || name.left(name.lastIndexOf(u'.')).endsWith(end))
                    found.append(i);
            }
            parts.removeLast();
        }
        return found;
    }

    const QList<ProjectFile>& m_files;
    QHash<QString, QList<qsizetype>> m_byStem;
};

/// BM25 with its usual constants; a question's own word counts ten times one of a file at hand.
QList<double> wordScores(const QList<ProjectFile>& files, const QString& question,
                         const QList<ProjectFile>& atHand) {
    constexpr double k = 1.2, b = 0.75, weightAtHand = 0.1;
    QHash<QString, double> weights;
    for (const ProjectFile& file : atHand)
        eachTerm(file.text, [&](const QString& term) { weights[term] = weightAtHand; });
    eachTerm(question, [&](const QString& term) { weights[term] = 1; });
    QList<QHash<QString, int>> counts(files.size());
    QList<double> lengths(files.size());
    QHash<QString, int> filesWith;
    for (qsizetype i = 0; i < files.size(); ++i) {
        eachTerm(files[i].name + u'\n' + files[i].text, [&](const QString& term) {
            ++lengths[i];
            if (weights.contains(term))
                ++counts[i][term];
        });
        for (auto term = counts[i].cbegin(); term != counts[i].cend(); ++term)
            ++filesWith[term.key()];
    }
    const double all = double(files.size());
    const double mean = std::max(1.0, std::accumulate(lengths.begin(), lengths.end(), 0.0) / all);
    QList<double> scores(files.size());
    for (qsizetype i = 0; i < files.size(); ++i) {
        for (auto term = counts[i].cbegin(); term != counts[i].cend(); ++term) {
            const double with = filesWith[term.key()];
            const double rarity = std::log(1 + (all - with + 0.5) / (with + 0.5));
            scores[i] += weights[term.key()] * rarity * term.value() * (k + 1) /
                         (term.value() + k * (1 - b + b * lengths[i] / mean));
        }
    }
    return scores;
}

/// Names that a question spells out: the whole path, the file, or its name without the suffix.
double namedIn(const QString& question, const QString& name) {
    const QString file = QFileInfo(name).fileName().toLower();
    const auto stands = [&](const QString& word) {
        const QRegularExpression pattern(
            QStringLiteral("(?<![\\w.-])%1(?![\\w-])").arg(QRegularExpression::escape(word)));
        return word.size() >= fewestLetters && pattern.match(question).hasMatch();
    };
    return stands(name.toLower())                ? 30
           : file.contains(u'.') && stands(file) ? 20
           : stands(stem(name))                  ? 6
                                                 : 0;
}

double firstToOpen(const QString& name) {
    const QString file = stem(name);
    const double depth = double(name.count(u'/'));
    const double known = file == QLatin1String("readme") ? 4
                         : file == QLatin1String("main") || file == QLatin1String("index") ||
                                 file == QLatin1String("app") || file == QLatin1String("lib")
                             ? 3
                             : 0;
    return known + 1 / (1 + depth);
}

} // namespace

QStringList importsOf(const QString& text) {
    static const QRegularExpression patterns[] = {
        QRegularExpression(QStringLiteral("^\\s*#\\s*(?:include|import)\\s*[\"<]([^\">\\n]+)[\">]"),
                           QRegularExpression::MultilineOption),
        QRegularExpression(QStringLiteral("^\\s*(?:from\\s+([\\w.]+)\\s+import\\b|import\\s+(?:static\\s+)?"
                                          "([\\w.]+)\\s*(?:;|as\\b|,|$))"),
                           QRegularExpression::MultilineOption),
        QRegularExpression(QStringLiteral("(?:\\bfrom|\\bimport|\\brequire|\\brequire_relative|\\bimport\\()"
                                          "\\s*\\(?\\s*['\"]([^'\"\\n]+)['\"]")),
        QRegularExpression(QStringLiteral("^\\s*(?:pub\\s+)?(?:use|mod)\\s+([\\w:]+)"),
                           QRegularExpression::MultilineOption)};
    QStringList imports;
    for (const QRegularExpression& pattern : patterns) {
        for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            imports.append(match.captured(match.lastCapturedIndex()));
        }
    }
    imports.removeDuplicates();
    return imports;
}

QString excerpt(const QString& text, const QString& question, qsizetype room) {
    constexpr qsizetype stretch = 24; // lines
    QSet<QString> wanted;
    eachTerm(question, [&](const QString& term) { wanted.insert(term); });
    const QStringList lines = text.split(u'\n');
    QList<std::pair<qsizetype, qsizetype>> stretches; // words in common, first line
    for (qsizetype first = 0; first < lines.size(); first += stretch) {
        QSet<QString> shared;
        for (qsizetype i = first; i < std::min(first + stretch, lines.size()); ++i)
            eachTerm(lines[i], [&](const QString& term) {
                if (wanted.contains(term))
                    shared.insert(term);
            });
        stretches.append({shared.size(), first});
    }
    std::stable_sort(stretches.begin(), stretches.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    QMap<qsizetype, QString> chosen;
    for (const auto& [shared, first] : stretches) {
        const qsizetype last = std::min(first + stretch, lines.size());
        const QString piece = QStringLiteral("[%1–%2]\n").arg(first + 1).arg(last) +
                              lines.mid(first, last - first).join(u'\n') + u'\n';
        if (piece.size() > room)
            break;
        room -= piece.size();
        chosen.insert(first, piece);
    }
    return QStringList(chosen.values()).join(QString());
}

Result<Project> readProject(TaskContext& context, const QStringList& folders) {
    Project project;
    qsizetype read = 0;
    for (const QString& folder : folders) {
        TRY_ASSIGN(const FolderListing listing, context.listFolder(folder));
        project.leftOut += listing.leftOut;
        const QString prefix = folders.size() > 1 ? QFileInfo(folder).fileName() + u'/' : QString();
        for (const FolderFile& file : listing.files) {
            if (context.isCancelled())
                return cancelled();
            const auto bytes = read < mostText ? context.readFile(file.path) : fail(ErrorKind::TooLarge, {});
            if (!bytes) {
                if (bytes.error().kind == ErrorKind::Cancelled)
                    return std::unexpected(bytes.error());
                ++project.leftOut; // gone or unreadable since it was listed: the others are still there
                continue;
            }
            project.files.append({file.path, prefix + file.name, QString::fromUtf8(*bytes)});
            read += project.files.last().text.size();
        }
    }
    return project;
}

QList<ProjectFile> byImportance(QList<ProjectFile> files, const QString& question,
                                const QList<ProjectFile>& atHand) {
    if (files.isEmpty())
        return files;
    const Names names(files);
    const bool nothingAsked = question.trimmed().isEmpty() && atHand.isEmpty();
    const QString asked = question.toLower();
    QList<double> scores = wordScores(files, question, atHand);
    QList<QList<qsizetype>> imports(files.size());
    QHash<QString, qsizetype> indexOf;
    for (qsizetype i = 0; i < files.size(); ++i) {
        indexOf.insert(files[i].path, i);
        for (const QString& import : importsOf(files[i].text))
            imports[i] += names.meantBy(import);
        scores[i] += nothingAsked ? firstToOpen(files[i].name) : namedIn(asked, files[i].name);
    }
    for (const ProjectFile& file : atHand) {
        for (const QString& import : importsOf(file.text))
            for (const qsizetype i : names.meantBy(import))
                scores[i] += 10;
        for (qsizetype i = 0; i < files.size(); ++i)
            if (stem(files[i].name) == stem(file.path) && files[i].path != file.path)
                scores[i] += 8; // a header and its source
        const qsizetype own = indexOf.value(file.path, -1);
        for (qsizetype i = 0; own >= 0 && i < files.size(); ++i)
            if (imports[i].contains(own))
                scores[i] += 4;
    }
    const QList<double> direct = scores;
    for (qsizetype i = 0; i < files.size(); ++i)
        for (const qsizetype imported : imports[i])
            if (imported != i)
                scores[imported] += nothingAsked ? 0.1 : std::min(3.0, direct[i] * 0.2);
    QList<qsizetype> order(files.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](qsizetype a, qsizetype z) { return scores[a] > scores[z]; });
    QList<ProjectFile> sorted;
    for (const qsizetype i : order)
        if (scores[i] > 0)
            sorted.append(std::move(files[i]));
    return sorted;
}

} // namespace hearth::code
