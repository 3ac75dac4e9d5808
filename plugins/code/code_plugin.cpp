#include "plugins/code/code_plugin.h"

#include "plugins/code/code_answers.h"
#include "plugins/code/diff.h"
#include "plugins/sdk/code_languages.h"
#include "plugins/sdk/language.h"
#include "plugins/sdk/untrusted.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace hearth::code {

using namespace sdk;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Code)
};

enum class Answer { Prose, Change, NewFile };

/// One row for each task: what it asks of the model and what comes back.
struct CodeTask {
    const char* id;
    const char* name;
    const char* description;
    const char* prompt;
    Answer answer;
    bool needsCode;
};

constexpr CodeTask codeTasks[] = {
    {"explain", QT_TRANSLATE_NOOP("Code", "Explain code"),
     QT_TRANSLATE_NOOP("Code", "Says what code does and how."),
     "Explain what this code does: first in one sentence, then step by step, then what to watch out for.",
     Answer::Prose, true},
    {"review", QT_TRANSLATE_NOOP("Code", "Review code"),
     QT_TRANSLATE_NOOP("Code", "Looks for mistakes, risks and what could be simpler."),
     "Review this code. List real problems only, the worst first: mistakes, security, performance, clarity. "
     "For each: the line, what is "
     "wrong, what to do. Say so when there is none.",
     Answer::Prose, true},
    {"error", QT_TRANSLATE_NOOP("Code", "Explain an error"),
     QT_TRANSLATE_NOOP("Code", "Says what an error message means and how to mend its cause."),
     "Explain this error message: what it means, the likely cause, and how to mend it, the simplest way "
     "first.",
     Answer::Prose, false},
    {"fix", QT_TRANSLATE_NOOP("Code", "Fix code"),
     QT_TRANSLATE_NOOP("Code", "Mends mistakes; the answer is a diff."),
     "Fix the mistakes in this code and change nothing else. Answer with the whole corrected code in one "
     "fenced block, nothing left out.",
     Answer::Change, true},
    {"document", QT_TRANSLATE_NOOP("Code", "Document code"),
     QT_TRANSLATE_NOOP("Code", "Adds comments; the answer is a diff."),
     "Add documentation comments to this code in the style of its language, and change nothing else. Answer "
     "with the whole code in one "
     "fenced block, nothing left out.",
     Answer::Change, true},
    {"test", QT_TRANSLATE_NOOP("Code", "Write tests"), QT_TRANSLATE_NOOP("Code", "Writes tests for code."),
     "Write tests for this code with the usual test framework of its language: usual cases, edges and "
     "failures. Answer with one fenced "
     "block that holds the whole test file.",
     Answer::NewFile, true},
    {"convert", QT_TRANSLATE_NOOP("Code", "Convert code"),
     QT_TRANSLATE_NOOP("Code", "Writes the same program in another language."),
     "Write the same program in %1, as an experienced programmer of that language would. Answer with one "
     "fenced block.",
     Answer::NewFile, true},
    {"write", QT_TRANSLATE_NOOP("Code", "Write code"),
     QT_TRANSLATE_NOOP("Code", "Writes code from a description."),
     "Write the code that the user describes. Answer with one fenced block that holds all of it.",
     Answer::NewFile, false},
};

struct SourceFile {
    QString path;
    QString text;
    QString language;
};

class CodeRun {
public:
    CodeRun(const CodeTask& task, const TaskInput& input, TaskContext& context)
        : m_task(task), m_input(input), m_context(context) {}
    Result<TaskResult> run();

private:
    Result<QList<SourceFile>> readSources();
    Result<QString> ask(const QString& code, const QString& name, const QString& more, const QString& key);
    QString instruction() const;
    Result<void> prose(const QList<SourceFile>& sources, TaskResult& result);
    Result<void> change(const SourceFile& source, TaskResult& result);
    Result<void> newFile(const QList<SourceFile>& sources, TaskResult& result);
    Result<QString> changed(const QString& part, const SourceFile& source);
    QStringList parts(const QString& text) const;
    QString newFileName(const QList<SourceFile>& sources, const QString& language) const;

    const CodeTask& m_task;
    const TaskInput& m_input;
    TaskContext& m_context;
};

QString CodeRun::instruction() const {
    QString text = QString::fromLatin1(m_task.prompt);
    if (text.contains(QLatin1String("%1")))
        text = text.arg(m_input.options["language"].toString());
    if (m_task.answer == Answer::Prose && !m_input.locale.isEmpty())
        text += QStringLiteral(" Write in %1.").arg(languageName(m_input.locale.left(2)));
    if (const QString wish = m_input.options["instruction"].toString().trimmed(); !wish.isEmpty())
        text += QStringLiteral(" The user asks: %1").arg(wish);
    return text;
}

Result<QList<SourceFile>> CodeRun::readSources() {
    QList<SourceFile> sources;
    for (const QString& path : m_input.files) {
        TRY_ASSIGN(const QByteArray bytes, m_context.readFile(path, 4 << 20));
        if (bytes.left(8000).contains('\0'))
            return fail(
                ErrorKind::Unsupported,
                Texts::tr("“%1” is no source code: it holds binary data.").arg(QFileInfo(path).fileName()));
        sources << SourceFile{path, QString::fromUtf8(bytes), languageOf(path)};
    }
    if (!m_input.text.trimmed().isEmpty())
        sources << SourceFile{{}, m_input.text, {}};
    if (sources.isEmpty() && m_input.options["instruction"].toString().trimmed().isEmpty())
        return fail(ErrorKind::InvalidInput,
                    m_task.needsCode ? Texts::tr("There is no code to work on: give a file or a text.")
                                     : Texts::tr("Say what is wanted: give a text or a file."));
    return sources;
}

Result<QString> CodeRun::ask(const QString& code, const QString& name, const QString& more,
                             const QString& key) {
    const DelimitedText block = delimitUntrusted(code, name);
    GenerationRequest request;
    request.messages = {{QStringLiteral("system"), QStringLiteral("You are a careful programmer. ") +
                                                       instruction() + more + ' ' + block.instruction},
                        {QStringLiteral("user"), block.block}};
    const auto model = m_context.model();
    request.maximumTokens = model ? std::max(256, model->contextSize / 2) : 2048;
    QString shown;
    TRY_ASSIGN(const Generation answer, m_context.generate(request, [&](const QString& piece) {
        shown += piece;
        m_context.showPartial(key, TextPart{shown});
    }));
    return answer.text;
}

Result<void> CodeRun::prose(const QList<SourceFile>& sources, TaskResult& result) {
    QString all;
    for (const SourceFile& source : sources)
        all += QStringLiteral("%1\n%2\n\n")
                   .arg(source.path.isEmpty() ? QString() : QFileInfo(source.path).fileName(), source.text);
    QStringList pieces = parts(all.trimmed());
    QString text;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        m_context.reportProgress(int(i), int(pieces.size()),
                                 Texts::tr("Part %1 of %2").arg(i + 1).arg(pieces.size()));
        TRY_ASSIGN(const QString answer,
                   ask(pieces[i], QStringLiteral("code"), {}, QStringLiteral("answer-%1").arg(i)));
        text += (text.isEmpty() ? QString() : QStringLiteral("\n\n")) + answer.trimmed();
    }
    result.parts << TextPart{text};
    result.data["text"] = text;
    return {};
}

/// Code in parts that fit the context, cut before lines that begin at the margin after a blank one.
QStringList CodeRun::parts(const QString& text) const {
    const auto model = m_context.model();
    // A third for the code, a third for its changed form; code has about three characters a token.
    const qsizetype room =
        model ? std::max<qsizetype>(800, qsizetype(model->contextSize) / 3 * 3 - 600) : 6000;
    if (text.size() <= room)
        return {text};
    QStringList pieces;
    QString piece;
    bool afterBlank = false;
    for (const QString& line : text.split('\n')) {
        const bool topLevel = afterBlank && !line.isEmpty() && !line[0].isSpace() && line[0] != '}';
        const bool full = piece.size() + line.size() > room;
        if (!piece.isEmpty() && (full || (topLevel && piece.size() > room * 2 / 3))) {
            pieces << piece;
            piece.clear();
        }
        piece += line + '\n';
        afterBlank = line.trimmed().isEmpty();
    }
    if (!text.endsWith('\n'))
        piece.chop(1);
    else if (piece.endsWith(QLatin1String("\n\n")))
        piece.chop(1);
    else if (piece == QLatin1String("\n"))
        piece.clear();
    if (!piece.isEmpty())
        pieces << piece;
    return pieces;
}

/// One part changed by the model, as whole code or as a diff; asked again when it left something out.
Result<QString> CodeRun::changed(const QString& part, const SourceFile& source) {
    QString complaint;
    for (int attempt = 0; attempt < 3; ++attempt) {
        TRY_ASSIGN(const QString answer,
                   ask(part,
                       source.path.isEmpty() ? QStringLiteral("code") : QFileInfo(source.path).fileName(),
                       complaint, QStringLiteral("answer")));
        QString language;
        const auto code = fencedCode(answer, &language);
        if (!code) {
            complaint = QStringLiteral(" An earlier answer held no fenced code block.");
            continue;
        }
        const bool isDiff = language == QLatin1String("diff") || code->contains(QLatin1String("\n@@ ")) ||
                            code->startsWith(QLatin1String("@@ "));
        if (isDiff) {
            if (const auto applied = applyDiff(part, *code))
                return *applied;
            complaint = QStringLiteral(" Answer with the whole code, not with a diff.");
            continue;
        }
        if (leavesOut(part, *code) || code->size() * 3 < part.size()) {
            complaint = QStringLiteral(" An earlier answer left parts of the code out: write all of it.");
            continue;
        }
        QString text = *code;
        if (part.contains(QLatin1String("\r\n")))
            text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace('\n', QLatin1String("\r\n"));
        const QString end =
            part.contains(QLatin1String("\r\n")) ? QStringLiteral("\r\n") : QStringLiteral("\n");
        while (text.endsWith(end)) // the end of the text is the file's own affair
            text.chop(end.size());
        qsizetype ends = part.size();
        while (ends > 0 && (part[ends - 1] == '\n' || part[ends - 1] == '\r'))
            --ends;
        return text + part.mid(ends);
    }
    return fail(ErrorKind::Unsupported,
                Texts::tr("The model gave no complete code for “%1”; a larger model may.")
                    .arg(source.path.isEmpty() ? Texts::tr("the text") : QFileInfo(source.path).fileName()));
}

Result<void> CodeRun::change(const SourceFile& source, TaskResult& result) {
    const QStringList pieces = parts(source.text);
    QString after;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        m_context.reportProgress(int(i), int(pieces.size()),
                                 Texts::tr("Part %1 of %2").arg(i + 1).arg(pieces.size()));
        TRY_ASSIGN(const QString piece, changed(pieces[i], source));
        after += piece;
    }
    const QString name = source.path.isEmpty() ? QStringLiteral("text") : QFileInfo(source.path).fileName();
    const QString diff = unifiedDiff(name, source.text, after);
    if (diff.isEmpty()) {
        result.notes << Texts::tr("Nothing to change in “%1”.").arg(name);
        return {};
    }
    // Lines that stay keep their own ends, also where the model wrote others.
    const auto unified = [](QString text) {
        return text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    };
    const auto applied = applyDiff(source.text, diff, Fit::Exact);
    const bool applies = applied && unified(*applied) == unified(after);
    result.parts << DiffPart{source.path, diff, applies, applies ? *applied : after};
    QJsonArray diffs = result.data["diffs"].toArray();
    diffs.append(QJsonObject{{"path", source.path}, {"diff", diff}, {"applies", applies}});
    result.data["diffs"] = diffs;
    if (QLatin1String(m_task.id) == QLatin1String("document") && !onlyAddsComments(source.text, after))
        result.notes << Texts::tr(
                            "The change to “%1” touches more than comments: look at it before you apply it.")
                            .arg(name);
    return {};
}

QString CodeRun::newFileName(const QList<SourceFile>& sources, const QString& language) const {
    const QString id = QLatin1String(m_task.id);
    const QString first = sources.isEmpty() ? QString() : sources.first().path;
    const QFileInfo info(first);
    if (id == QLatin1String("test") && !first.isEmpty())
        return QStringLiteral("test_%1.%2").arg(info.completeBaseName(), info.suffix());
    QString suffix =
        suffixOf(id == QLatin1String("convert") ? m_input.options["language"].toString() : language);
    if (suffix.isEmpty())
        suffix = QStringLiteral("txt");
    return QStringLiteral("%1.%2").arg(first.isEmpty() ? QStringLiteral("new") : info.completeBaseName(),
                                       suffix);
}

Result<void> CodeRun::newFile(const QList<SourceFile>& sources, TaskResult& result) {
    QString all;
    for (const SourceFile& source : sources)
        all +=
            (source.path.isEmpty() ? QString() : QFileInfo(source.path).fileName() + QStringLiteral(":\n")) +
            source.text + QStringLiteral("\n\n");
    m_context.reportProgress(0, 1, Texts::tr("Writing"));
    TRY_ASSIGN(const QString answer,
               ask(all.trimmed(), QStringLiteral("input"), {}, QStringLiteral("answer")));
    QString language;
    const auto code = fencedCode(answer, &language);
    result.parts << TextPart{answer.trimmed()};
    result.data["text"] = answer.trimmed();
    if (!code)
        return {};
    const QString name = newFileName(sources, language);
    const QString diff = unifiedDiff(name, {}, *code);
    result.parts << DiffPart{name, diff, true, *code};
    result.data["diffs"] = QJsonArray{QJsonObject{{"path", name}, {"diff", diff}, {"applies", true}}};
    result.data["code"] = *code;
    return {};
}

Result<TaskResult> CodeRun::run() {
    TRY_ASSIGN(const QList<SourceFile> sources, readSources());
    if (QLatin1String(m_task.id) == QLatin1String("convert") &&
        m_input.options["language"].toString().trimmed().isEmpty())
        return fail(ErrorKind::InvalidInput, Texts::tr("Say which language to convert to."));
    if (!m_context.model())
        return fail(ErrorKind::NoModel, Texts::tr("No model is loaded; help with code needs one."));
    TaskResult result;
    if (m_task.answer == Answer::Prose)
        TRY(prose(sources, result));
    else if (m_task.answer == Answer::NewFile)
        TRY(newFile(sources, result));
    else
        for (const SourceFile& source : sources)
            TRY(change(source, result));
    m_context.reportProgress(1, 1, Texts::tr("Done"));
    return result;
}

/// The offset of `line:column` in a text; its end when nothing is named.
qsizetype cursorOffset(const QString& text, const QString& cursor) {
    if (cursor.isEmpty())
        return text.size();
    const QStringList numbers = cursor.split(':');
    qsizetype at = 0;
    for (int line = 1; line < numbers.value(0).toInt(); ++line) {
        const qsizetype next = text.indexOf('\n', at);
        if (next < 0)
            return text.size();
        at = next + 1;
    }
    const qsizetype lineEnd = text.indexOf('\n', at);
    return std::min(at + std::max(0, numbers.value(1, QStringLiteral("1")).toInt() - 1),
                    lineEnd < 0 ? text.size() : lineEnd);
}

/// Fill in the middle: with the model's own tokens where it has them, else by instruction.
Result<TaskResult> complete(const TaskInput& input, TaskContext& context) {
    QString path, text = input.text;
    if (!input.files.isEmpty()) {
        path = input.files.first();
        TRY_ASSIGN(const QByteArray bytes, context.readFile(path, 4 << 20));
        text = QString::fromUtf8(bytes);
    }
    if (text.isEmpty())
        return fail(ErrorKind::InvalidInput, Texts::tr("There is no code to complete."));
    const auto model = context.model();
    if (!model)
        return fail(ErrorKind::NoModel, Texts::tr("No model is loaded; completion needs one."));
    const qsizetype at = cursorOffset(text, input.options["cursor"].toString());
    const qsizetype room = std::max<qsizetype>(400, qsizetype(model->contextSize) * 3 / 2);
    const QString before = text.left(at).right(room), after = text.mid(at).left(room / 2);
    GenerationRequest request;
    request.maximumTokens = 256;
    QString insertion;
    if (model->fillsInTheMiddle) {
        request.fillInTheMiddle = GenerationRequest::FillInTheMiddle{before, after};
        TRY_ASSIGN(const Generation answer, context.generate(request));
        insertion = answer.text;
    } else {
        const DelimitedText block =
            delimitUntrusted(before + QStringLiteral("⟦CURSOR⟧") + after,
                             path.isEmpty() ? QStringLiteral("code") : QFileInfo(path).fileName());
        request.messages = {
            {QStringLiteral("system"), QStringLiteral("Write only the code that belongs at ⟦CURSOR⟧, nothing "
                                                      "that is there already, in one fenced block. ") +
                                           block.instruction},
            {QStringLiteral("user"), block.block}};
        TRY_ASSIGN(const Generation answer, context.generate(request));
        insertion = fencedCode(answer.text).value_or(answer.text);
        if (insertion.endsWith('\n') && !after.isEmpty() && !after.startsWith('\n'))
            insertion.chop(1);
    }
    const QString changed = text.left(at) + insertion + text.mid(at);
    TaskResult result;
    const QString diff =
        unifiedDiff(path.isEmpty() ? QStringLiteral("text") : QFileInfo(path).fileName(), text, changed);
    result.parts << TextPart{insertion} << DiffPart{path, diff, true, changed};
    result.data = {{"text", insertion},
                   {"diffs", QJsonArray{QJsonObject{{"path", path}, {"diff", diff}, {"applies", true}}}}};
    return result;
}

TaskDescription describe(const char* id, const char* name, const char* description) {
    TaskDescription task;
    task.id = QLatin1String(id);
    task.name = Texts::tr(name);
    task.description = Texts::tr(description);
    task.icon = QStringLiteral("text-x-script");
    // Code, and what is pasted from a terminal.
    task.suffixes = codeSuffixes() + QStringList{"txt", "log", "md"};
    task.maximumFiles = 20;
    using Kind = OptionDescription::Kind;
    if (task.id == QLatin1String("convert"))
        task.options << OptionDescription{
            QStringLiteral("language"), Texts::tr("To language"), Kind::Text, {}, QString()};
    if (task.id == QLatin1String("complete"))
        task.options << OptionDescription{
            QStringLiteral("cursor"), Texts::tr("Cursor (line:column)"), Kind::Text, {}, QString()};
    else
        task.options << OptionDescription{
            QStringLiteral("instruction"), Texts::tr("What to do"), Kind::Text, {}, QString()};
    return task;
}

} // namespace

QList<TaskDescription> CodePlugin::tasks() const {
    QList<TaskDescription> all;
    for (const CodeTask& task : codeTasks)
        all << describe(task.id, task.name, task.description);
    all << describe("complete", QT_TRANSLATE_NOOP("Code", "Complete code"),
                    QT_TRANSLATE_NOOP("Code", "Writes what belongs at the cursor."));
    return all;
}

Result<TaskResult> CodePlugin::run(const QString& task, const TaskInput& input, TaskContext& context) {
    if (task == QLatin1String("complete"))
        return complete(input, context);
    for (const CodeTask& row : codeTasks)
        if (task == QLatin1String(row.id))
            return CodeRun(row, input, context).run();
    return fail(ErrorKind::NotFound, Texts::tr("There is no task “%1” here.").arg(task));
}

} // namespace hearth::code
