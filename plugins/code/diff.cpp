#include "plugins/code/diff.h"

#include <QList>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace hearth::code {

using namespace sdk;

namespace {

constexpr int contextLines = 3;
constexpr int mostEdits = 4000; // beyond, the shortest script costs more than it is worth

/// Lines without their ends, and whether the last one had an end.
struct Lines {
    QStringList lines;
    bool endsWithNewline = true;
    bool carriageReturns = false;
};

Lines splitText(const QString& text) {
    Lines result;
    result.carriageReturns = text.contains(QLatin1String("\r\n"));
    QString unified = text;
    unified.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    result.endsWithNewline = unified.isEmpty() || unified.endsWith('\n');
    if (unified.endsWith('\n'))
        unified.chop(1);
    if (!text.isEmpty())
        result.lines = unified.split('\n');
    return result;
}

QString joinText(const Lines& lines) {
    const QString end = lines.carriageReturns ? QStringLiteral("\r\n") : QStringLiteral("\n");
    QString text = lines.lines.join(end);
    if (lines.endsWithNewline && !lines.lines.isEmpty())
        text += end;
    return text;
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

struct Hunk {
    qsizetype line = 0; ///< 0-based, as its head says
    QStringList before;
    QStringList after;
    qsizetype leading = 0;  ///< context lines at its begin
    qsizetype trailing = 0; ///< and at its end
    bool noNewlineAfter = false;
};

QList<Hunk> readHunks(const QString& diff) {
    static const QRegularExpression head(
        QStringLiteral("^@@(?: -(\\d+)(?:,\\d+)? \\+\\d+(?:,\\d+)?)? ?.*@@|^@@ \\.\\.\\. @@|^@@$"));
    QList<Hunk> hunks;
    bool changed = false;
    char last = ' ';
    for (const QString& line :
         QString(diff).replace(QLatin1String("\r\n"), QLatin1String("\n")).split('\n')) {
        if (const auto match = head.match(line); match.hasMatch()) {
            hunks << Hunk{};
            hunks.last().line = std::max<qsizetype>(0, match.captured(1).toLongLong() - 1);
            changed = false;
            continue;
        }
        if (hunks.isEmpty() || line.startsWith(QLatin1String("--- ")) ||
            line.startsWith(QLatin1String("+++ ")) || line.startsWith(QLatin1String("diff ")) ||
            line.startsWith(QLatin1String("index ")))
            continue;
        Hunk& hunk = hunks.last();
        if (line.startsWith(QLatin1String("\\ No newline"))) {
            hunk.noNewlineAfter |= last != '-';
            continue;
        }
        const char kind = line.isEmpty() ? ' ' : line[0].toLatin1();
        const QString text = line.mid(1);
        last = kind;
        if (kind == '-' || kind == '+') {
            (kind == '-' ? hunk.before : hunk.after) << text;
            changed = true;
            hunk.trailing = 0;
        } else if (kind == ' ' || line.isEmpty()) {
            hunk.before << text;
            hunk.after << text;
            hunk.leading += !changed;
            hunk.trailing += changed;
        }
    }
    for (Hunk& hunk : hunks) // a diff that ends in a line end leaves an empty line behind
        while (hunk.trailing > 0 && hunk.before.size() > 0 && hunk.before.last().isEmpty() &&
               hunk.after.last().isEmpty() && hunk.trailing > contextLines) {
            hunk.before.removeLast();
            hunk.after.removeLast();
            --hunk.trailing;
        }
    if (!hunks.isEmpty() && !hunks.last().before.isEmpty() && !hunks.last().after.isEmpty() &&
        hunks.last().trailing > 0 && hunks.last().before.last().isEmpty() && diff.endsWith('\n')) {
        hunks.last().before.removeLast();
        hunks.last().after.removeLast();
        --hunks.last().trailing;
    }
    return hunks;
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

Result<QString> applyDiff(const QString& text, const QString& diff) {
    const QList<Hunk> hunks = readHunks(diff);
    if (hunks.isEmpty())
        return fail(ErrorKind::InvalidInput,
                    QStringLiteral("The diff holds no change (no line begins with “@@”)."));
    Lines lines = splitText(text);
    qsizetype shift = 0;
    for (qsizetype h = 0; h < hunks.size(); ++h) {
        Hunk hunk = hunks[h];
        qsizetype at = -1;
        qsizetype cut = 0;
        for (int level = 0; level < 6 && at < 0;
             ++level) { // exact; spaces; then one and two context lines less
            const qsizetype drop = level / 2;
            if (drop > cut && drop <= 2) {
                if (hunk.leading > 0) {
                    hunk.before.removeFirst();
                    hunk.after.removeFirst();
                    --hunk.leading;
                    ++hunk.line;
                }
                if (hunk.trailing > 0) {
                    hunk.before.removeLast();
                    hunk.after.removeLast();
                    --hunk.trailing;
                }
                cut = drop;
            }
            if (hunk.before.isEmpty() && !(lines.lines.isEmpty() || level == 0))
                break;
            at = findLines(lines.lines, hunk.before, std::max<qsizetype>(0, hunk.line + shift),
                           level % 2 == 1);
        }
        if (at < 0)
            return fail(
                ErrorKind::InvalidInput,
                QStringLiteral("Change %1 of %2 fits nowhere in the file: its context “%3” is not there.")
                    .arg(h + 1)
                    .arg(hunks.size())
                    .arg(hunks[h].before.value(hunks[h].leading).trimmed().left(60)));
        const bool touchesEnd = at + hunk.before.size() == lines.lines.size();
        lines.lines.remove(at, hunk.before.size());
        for (qsizetype i = 0; i < hunk.after.size(); ++i)
            lines.lines.insert(at + i, hunk.after[i]);
        if (touchesEnd)
            lines.endsWithNewline = !hunk.noNewlineAfter;
        shift += hunk.after.size() - hunk.before.size();
    }
    return joinText(lines);
}

} // namespace hearth::code
