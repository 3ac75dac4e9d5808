#include "plugins/code/diff.h"

#include <QCoreApplication>
#include <QList>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace hearth::code {

using namespace sdk;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(hearth::code::Texts)
};

constexpr int contextLines = 3;
constexpr int mostEdits = 4000; // beyond, the shortest script costs more than it is worth

/// Lines without their ends, and whether the last one had an end.
struct Lines {
    QStringList lines;
    bool endsWithNewline = true;
};

Lines splitText(const QString& text) {
    Lines result;
    QString unified = text;
    unified.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    result.endsWithNewline = unified.isEmpty() || unified.endsWith('\n');
    if (unified.endsWith('\n'))
        unified.chop(1);
    if (!text.isEmpty())
        result.lines = unified.split('\n');
    return result;
}

struct Edit {
    char kind; ///< ' ', '-' or '+'
    qsizetype before = 0;
    qsizetype after = 0;
};

/// Myers' greedy algorithm over lines [a0, a1) and [b0, b1); false when there are more edits than allowed.
bool shortestScript(const QStringList& a, const QStringList& b, qsizetype a0, qsizetype a1, qsizetype b0,
                    qsizetype b1, QList<Edit>& script) {
    const qsizetype n = a1 - a0, m = b1 - b0, most = std::min<qsizetype>(n + m, mostEdits);
    QList<QList<qsizetype>> trace;
    QList<qsizetype> v(2 * most + 2, 0);
    const auto at = [&](qsizetype k) -> qsizetype& { return v[k + most]; };
    qsizetype found = -1;
    for (qsizetype d = 0; d <= most && found < 0; ++d) {
        // Only the diagonals that can have been reached are kept for the way back.
        trace << v.mid(most - d, 2 * d + 1);
        for (qsizetype k = -d; k <= d; k += 2) {
            qsizetype x = d == 0                                         ? 0
                          : k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1)
                                                                         : at(k - 1) + 1;
            qsizetype y = x - k;
            while (x < n && y < m && a[a0 + x] == b[b0 + y]) {
                ++x;
                ++y;
            }
            at(k) = x;
            if (x >= n && y >= m) {
                found = d;
                break;
            }
        }
    }
    if (found < 0)
        return false;
    QList<Edit> back;
    qsizetype x = n, y = m;
    for (qsizetype d = found; d > 0; --d) {
        const QList<qsizetype>& old = trace[d]; // state before step d, diagonals -d … d
        const auto was = [&](qsizetype k) { return old[k + d]; };
        const qsizetype k = x - y;
        const bool down = k == -d || (k != d && was(k - 1) < was(k + 1));
        const qsizetype previousK = down ? k + 1 : k - 1;
        const qsizetype px = was(previousK), py = px - previousK;
        while (x > px && y > py && x > 0 && y > 0 && (down ? y > py + 1 : x > px + 1)) {
            back << Edit{' ', a0 + --x, b0 + --y};
        }
        if (down)
            back << Edit{'+', a0 + x, b0 + --y};
        else
            back << Edit{'-', a0 + --x, b0 + y};
    }
    while (x > 0 && y > 0)
        back << Edit{' ', a0 + --x, b0 + --y};
    std::reverse(back.begin(), back.end());
    script << back;
    return true;
}

QList<Edit> editScript(const QStringList& a, const QStringList& b) {
    qsizetype head = 0;
    while (head < a.size() && head < b.size() && a[head] == b[head])
        ++head;
    qsizetype tail = 0;
    while (tail < a.size() - head && tail < b.size() - head &&
           a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    QList<Edit> script;
    for (qsizetype i = 0; i < head; ++i)
        script << Edit{' ', i, i};
    const qsizetype a1 = a.size() - tail, b1 = b.size() - tail;
    if (!shortestScript(a, b, head, a1, head, b1, script)) {
        for (qsizetype i = head; i < a1; ++i)
            script << Edit{'-', i, head};
        for (qsizetype j = head; j < b1; ++j)
            script << Edit{'+', a1, j};
    }
    for (qsizetype i = 0; i < tail; ++i)
        script << Edit{' ', a1 + i, b1 + i};
    return script;
}

QString range(qsizetype first, qsizetype count) {
    const qsizetype shown = count == 0 ? first : first + 1;
    return count == 1 ? QString::number(shown) : QStringLiteral("%1,%2").arg(shown).arg(count);
}

} // namespace

QString unifiedDiff(const QString& path, const QString& before, const QString& after) {
    if (before == after)
        return {};
    const Lines a = splitText(before), b = splitText(after);
    const QList<Edit> script = editScript(a.lines, b.lines);
    const bool isNew = before.isEmpty();
    QString diff = QStringLiteral("--- %1\n+++ b/%2\n")
                       .arg(isNew ? QStringLiteral("/dev/null") : QStringLiteral("a/") + path, path);
    // The same words with and without a line end are different lines.
    const auto lastLineDiffers = [&](const Edit& edit) {
        const bool openBefore = edit.before == a.lines.size() - 1 && !a.endsWithNewline;
        const bool openAfter = edit.after == b.lines.size() - 1 && !b.endsWithNewline;
        return edit.kind == ' ' && openBefore != openAfter;
    };
    for (qsizetype i = 0; i < script.size();) {
        if (script[i].kind == ' ' && !lastLineDiffers(script[i])) {
            ++i;
            continue;
        }
        // A hunk: from here to where more than two contexts of equal lines follow.
        const qsizetype begin = std::max<qsizetype>(0, i - contextLines);
        qsizetype end = i, equal = 0;
        for (qsizetype j = i; j < script.size() && equal <= 2 * contextLines; ++j) {
            equal = script[j].kind == ' ' && !lastLineDiffers(script[j]) ? equal + 1 : 0;
            if (equal == 0)
                end = j + 1;
        }
        end = std::min<qsizetype>(script.size(), end + contextLines);
        qsizetype removed = 0, added = 0;
        QString body, minus, plus; // within a run of changes what goes stands before what comes
        const auto line = [](char kind, const QString& text, bool open) {
            const QString mark = open ? QStringLiteral("\\ No newline at end of file\n") : QString();
            return QLatin1Char(kind) + text + '\n' + mark;
        };
        for (qsizetype k = begin; k < end; ++k) {
            const Edit& edit = script[k];
            const bool openBefore = edit.before == a.lines.size() - 1 && !a.endsWithNewline;
            const bool openAfter = edit.after == b.lines.size() - 1 && !b.endsWithNewline;
            removed += edit.kind != '+';
            added += edit.kind != '-';
            if (edit.kind == ' ' && !lastLineDiffers(edit)) {
                body += minus + plus + line(' ', a.lines[edit.before], openBefore);
                minus.clear();
                plus.clear();
                continue;
            }
            if (edit.kind != '+')
                minus += line('-', a.lines[edit.before], openBefore);
            if (edit.kind != '-')
                plus += line('+', b.lines[edit.after], openAfter);
        }
        body += minus + plus;
        diff += QStringLiteral("@@ -%1 +%2 @@\n")
                    .arg(range(script[begin].before, removed), range(script[begin].after, added)) +
                body;
        i = end;
    }
    return diff;
}

namespace {

struct HunkLine {
    char kind = ' '; ///< ' ', '-' or '+'
    QString text;
};

struct Hunk {
    qsizetype line = 0; ///< 0-based, as its head says
    QList<HunkLine> lines;
    bool noNewlineAfter = false;

    QStringList before() const {
        QStringList texts;
        for (const HunkLine& one : lines)
            if (one.kind != '+')
                texts << one.text;
        return texts;
    }
    bool changes() const {
        return std::any_of(lines.begin(), lines.end(), [](const HunkLine& one) { return one.kind != ' '; });
    }
    qsizetype trailing() const {
        qsizetype count = 0;
        while (count < lines.size() && lines[lines.size() - 1 - count].kind == ' ')
            ++count;
        return count;
    }
};

/// The head of a file's part: `--- a/x`, `+++ b/x`, and what stands before it. A removed line that begins
/// with two dashes looks like one and is none: no `+++` and no hunk follow it.
bool isFileHead(const QStringList& lines, qsizetype i) {
    const auto begins = [&](qsizetype at, const char* mark) {
        return at >= 0 && lines.value(at).startsWith(QLatin1String(mark));
    };
    const auto isPair = [&](qsizetype at) {
        return begins(at, "--- ") && begins(at + 1, "+++ ") && begins(at + 2, "@@");
    };
    return isPair(i) || isPair(i - 1) || begins(i, "diff ") || begins(i, "index ");
}

QList<Hunk> readHunks(const QString& diff) {
    static const QRegularExpression head(
        QStringLiteral("^@@(?: -(\\d+)(?:,\\d+)? \\+\\d+(?:,\\d+)?)? ?.*@@|^@@ \\.\\.\\. @@|^@@$"));
    QList<Hunk> hunks;
    char last = ' ';
    const QStringList lines = QString(diff).replace(QLatin1String("\r\n"), QLatin1String("\n")).split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString& line = lines[i];
        if (const auto match = head.match(line); match.hasMatch()) {
            hunks << Hunk{};
            hunks.last().line = std::max<qsizetype>(0, match.captured(1).toLongLong() - 1);
            continue;
        }
        if (hunks.isEmpty() || isFileHead(lines, i))
            continue;
        if (line.startsWith(QLatin1String("\\ No newline"))) {
            hunks.last().noNewlineAfter |= last != '-';
            continue;
        }
        const char kind = line.isEmpty() ? ' ' : line[0].toLatin1();
        if (kind != '-' && kind != '+' && kind != ' ')
            continue;
        last = kind;
        hunks.last().lines << HunkLine{kind, line.mid(1)};
    }
    for (Hunk& hunk : hunks) // a diff that ends in a line end leaves an empty line behind
        while (hunk.changes() && hunk.trailing() > contextLines && hunk.lines.last().text.isEmpty())
            hunk.lines.removeLast();
    if (diff.endsWith('\n') && !hunks.isEmpty() && hunks.last().changes() && hunks.last().trailing() > 0 &&
        hunks.last().lines.last().text.isEmpty())
        hunks.last().lines.removeLast();
    return hunks;
}

/// A hunk with one outer line of context less on either side.
void loosen(Hunk& hunk) {
    if (!hunk.changes())
        return;
    if (hunk.trailing() > 0)
        hunk.lines.removeLast();
    if (!hunk.lines.isEmpty() && hunk.lines.first().kind == ' ') {
        hunk.lines.removeFirst();
        ++hunk.line;
    }
}

QString withoutTrailingSpace(const QString& line) {
    qsizetype end = line.size();
    while (end > 0 && line[end - 1].isSpace())
        --end;
    return line.left(end);
}

/// Where lines [from, to) of a hunk's `before` stand in the text, nearest to `near`; -1 when nowhere.
qsizetype findLines(const QStringList& text, const QStringList& wanted, qsizetype near, bool forgiveSpace) {
    const auto fits = [&](qsizetype at) {
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            const bool same = forgiveSpace
                                  ? withoutTrailingSpace(text[at + i]) == withoutTrailingSpace(wanted[i])
                                  : text[at + i] == wanted[i];
            if (!same)
                return false;
        }
        return true;
    };
    const qsizetype last = text.size() - wanted.size();
    for (qsizetype distance = 0; distance <= std::max(near, text.size()); ++distance)
        for (const qsizetype at : {near - distance, near + distance})
            if (at >= 0 && at <= last && fits(at))
                return at;
    return -1;
}

} // namespace

namespace {

/// Where a hunk fits, nearest to where it says; it loses outer context on the way where that is allowed. -1:
/// nowhere.
qsizetype placeOf(Hunk& hunk, const QStringList& text, qsizetype shift, Fit fit) {
    for (int cut = 0; cut <= (fit == Fit::Exact ? 0 : 2); ++cut) {
        if (cut > 0)
            loosen(hunk);
        const QStringList before = hunk.before();
        if (before.isEmpty() && cut > 0 && !text.isEmpty())
            return -1;
        const qsizetype near = std::max<qsizetype>(0, hunk.line + shift);
        for (const bool forgiveSpace : {false, true}) {
            if (forgiveSpace && fit == Fit::Exact)
                break;
            if (const qsizetype at = findLines(text, before, near, forgiveSpace); at >= 0)
                return at;
        }
    }
    return -1;
}

/// Lines of a text and how each of them ends.
struct EndedLines {
    QStringList texts;
    QStringList ends;

    explicit EndedLines(const QString& text) {
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype newline = text.indexOf('\n', at);
            const qsizetype next = newline < 0 ? text.size() : newline + 1;
            qsizetype end = newline < 0 ? text.size() : newline;
            if (newline > at && text[newline - 1] == '\r')
                --end;
            texts << text.mid(at, end - at);
            ends << text.mid(end, next - end);
            at = next;
        }
    }
    /// How a new line at a place ends: as its neighbours do.
    QString endAt(qsizetype at) const {
        for (const qsizetype neighbour : {at - 1, at, qsizetype(0)})
            if (neighbour >= 0 && neighbour < ends.size() && !ends[neighbour].isEmpty())
                return ends[neighbour];
        return QStringLiteral("\n");
    }
    QString joined() const {
        QString text;
        for (qsizetype i = 0; i < texts.size(); ++i)
            text += texts[i] + ends[i];
        return text;
    }
};

/// Puts a hunk in at a place where it fits; the lines that it does not change stay as they are.
void put(const Hunk& hunk, qsizetype at, EndedLines& lines) {
    const bool touchesEnd = at + hunk.before().size() == lines.texts.size();
    for (const HunkLine& line : hunk.lines) {
        if (line.kind == '-') {
            lines.texts.removeAt(at);
            lines.ends.removeAt(at);
            continue;
        }
        if (line.kind == '+') {
            const QString end = lines.endAt(at);
            if (at > 0 && lines.ends[at - 1].isEmpty())
                lines.ends[at - 1] = end;
            lines.texts.insert(at, line.text);
            lines.ends.insert(at, end);
        }
        ++at;
    }
    if (!touchesEnd || lines.ends.isEmpty())
        return;
    if (hunk.noNewlineAfter)
        lines.ends.last() = QStringLiteral("");
    else if (lines.ends.last().isEmpty())
        lines.ends.last() = lines.endAt(lines.ends.size() - 1);
}

} // namespace

Result<QString> applyDiff(const QString& text, const QString& diff, Fit fit) {
    const QList<Hunk> hunks = readHunks(diff);
    if (hunks.isEmpty())
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("The diff holds no change (no line begins with “@@”)."));
    EndedLines lines(text);
    qsizetype shift = 0;
    for (qsizetype h = 0; h < hunks.size(); ++h) {
        Hunk hunk = hunks[h];
        const qsizetype at = placeOf(hunk, lines.texts, shift, fit);
        if (at < 0) {
            const QStringList before = hunks[h].before();
            const auto removed = std::find_if(hunks[h].lines.begin(), hunks[h].lines.end(),
                                              [](const HunkLine& line) { return line.kind == '-'; });
            return fail(ErrorKind::InvalidInput,
                        Texts::tr("Change %1 of %2 fits nowhere in the file: its context “%3” is not there.")
                            .arg(h + 1)
                            .arg(hunks.size())
                            .arg((removed != hunks[h].lines.end() ? removed->text : before.value(0))
                                     .trimmed()
                                     .left(60)));
        }
        const qsizetype size = lines.texts.size();
        put(hunk, at, lines);
        shift += lines.texts.size() - size;
    }
    return lines.joined();
}

} // namespace hearth::code
