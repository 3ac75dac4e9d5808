#include "plugins/code/code_run.h"

#include "plugins/code/code_answers.h"
#include "plugins/code/diff.h"
#include "plugins/code/texts.h"
#include "plugins/sdk/folder.h"
#include "plugins/sdk/language.h"
#include "plugins/sdk/text.h"
#include "plugins/sdk/untrusted.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace hearth::code {

using namespace sdk;

namespace {

constexpr int mostBeside = 40;                 // files in one prompt
constexpr int leastRoom = 120;                 // tokens; less holds nothing that helps
constexpr int delimiterTokens = 100;           // of one block
constexpr int mostChanged = 12;                // files in one run
constexpr qsizetype largestBesideInput = 8000; // characters of a log; its beginning names the cause
constexpr qsizetype charactersPerToken = 6;    // no code has more: what is longer need not be counted

} // namespace

/// What the user asks for, in words of their own.
QString CodeRun::wish() const {
    return m_input.options["instruction"].toString().trimmed();
}

QString CodeRun::instruction(const SourceFile& source) const {
    QString text = QString::fromLatin1(m_task.prompt);
    if (text.contains(QLatin1String("%1")))
        text = text.arg(m_input.options["language"].toString());
    if (!source.language.isEmpty())
        text += QStringLiteral(" The code is written in %1.").arg(source.language);
    if (m_task.answer == Answer::Prose && !m_input.locale.isEmpty())
        text += QStringLiteral(" Write in %1.").arg(languageName(m_input.locale.left(2)));
    if (!wish().isEmpty())
        text += QStringLiteral(" The user asks: %1").arg(wish());
    return text;
}

Result<QList<CodeRun::SourceFile>> CodeRun::readSources() {
    QList<SourceFile> sources;
    for (const QString& path : m_input.files) {
        TRY_ASSIGN(const QByteArray bytes, m_context.readFile(path, 4 << 20));
        if (bytes.left(8000).contains('\0'))
            return fail(
                ErrorKind::Unsupported,
                Texts::tr("“%1” is no source code: it holds binary data.").arg(QFileInfo(path).fileName()));
        sources << SourceFile{path, QFileInfo(path).fileName(), QString::fromUtf8(bytes),
                              m_context.codeLanguage(path)};
        if (m_input.folders.size() == 1)
            if (const QString name = nameBelow(m_input.folders.first(), path); !name.isEmpty())
                sources.last().name = name;
    }
    if (!m_input.text.trimmed().isEmpty())
        sources << SourceFile{{}, {}, m_input.text, {}};
    if (sources.isEmpty() && wish().isEmpty() && m_input.folders.isEmpty())
        return fail(ErrorKind::InvalidInput,
                    m_task.needsCode ? Texts::tr("There is no code to work on: give a file or a text.")
                                     : Texts::tr("Say what is wanted: give a text or a file."));
    return sources;
}

// ---- the project around the code

Result<void> CodeRun::readFolders(const QList<SourceFile>& sources) {
    m_context.reportProgress(
        0, 1, Texts::tr("Looking through “%1”").arg(QFileInfo(m_input.folders.first()).fileName()));
    TRY_ASSIGN(m_project, readProject(m_context, m_input.folders));
    m_projectFiles = m_project.files.size();
    QString question = wish();
    QList<ProjectFile> atHand;
    for (const SourceFile& source : sources) {
        if (source.path.isEmpty())
            question += u'\n' + source.text;
        else
            atHand.append({source.path, source.name, source.text});
    }
    m_question = question;
    m_project.files = byImportance(std::move(m_project.files), question, atHand);
    if (m_projectFiles == 0)
        return fail(ErrorKind::NotFound,
                    Texts::tr("There is no source code in “%1”.").arg(m_input.folders.join(", ")));
    return {};
}

/// The files that matter most, as many as leave half of the context for the answer.
Result<QList<ProjectFile>> CodeRun::besides(const QString& code, const QStringList& except, bool wholeOnly) {
    QList<ProjectFile> chosen;
    const auto model = m_context.model();
    if (m_project.files.isEmpty() || !model)
        return chosen;
    TRY_ASSIGN(const int used, m_context.countTokens(code + instruction({}) + m_besideInput));
    int left = model->contextSize / 2 - used - 2 * delimiterTokens;
    for (const ProjectFile& file : m_project.files) {
        if (left < leastRoom || chosen.size() >= mostBeside)
            break;
        if (except.contains(file.path))
            continue;
        ProjectFile taken = file;
        if (taken.text.size() > left * charactersPerToken && !wholeOnly)
            taken.text = excerpt(file.text, m_question, left * 2);
        if (taken.text.isEmpty() || taken.text.size() > left * charactersPerToken)
            continue;
        TRY_ASSIGN(int tokens, m_context.countTokens(taken.name + taken.text));
        if (tokens > left && !wholeOnly) {
            taken.text = excerpt(file.text, m_question, left * 2);
            TRY_ASSIGN(tokens, m_context.countTokens(taken.name + taken.text));
        }
        if (tokens > left)
            continue;
        left -= tokens + delimiterTokens;
        chosen.append(std::move(taken));
    }
    for (const ProjectFile& file : chosen)
        if (!m_read.contains(file.name))
            m_read.append(file.name);
    m_context.showPartial(QStringLiteral("read"), TextPart{whatWasRead()});
    return chosen;
}

QString CodeRun::whatWasRead() const {
    return Texts::tr("Read in “%1”: %2 (%3 of %4 files).")
        .arg(QFileInfo(m_input.folders.first()).fileName(), m_read.join(QStringLiteral(", ")))
        .arg(m_read.size())
        .arg(m_projectFiles);
}

/// Lets the model name the files that must change, among those that it can see whole.
Result<QList<CodeRun::SourceFile>> CodeRun::filesToChange() {
    if (wish().isEmpty() && m_besideInput.isEmpty())
        return fail(ErrorKind::InvalidInput, Texts::tr("Say what is to be changed in the folder."));
    TRY_ASSIGN(const QList<ProjectFile> seen, besides({}, {}, true));
    QJsonArray names;
    for (const ProjectFile& file : seen)
        names.append(file.name);
    m_context.reportProgress(0, 1, Texts::tr("Choosing the files to change"));
    const Prompt prompt = inProject(seen, {}, {});
    GenerationRequest request;
    request.messages = {{QStringLiteral("system"),
                         QStringLiteral("You are a careful programmer. A change to a project is asked for: "
                                        "%1 %2 The blocks are files of the project. Name the files that must "
                                        "be changed for it, and no others. %3")
                             .arg(QString::fromLatin1(m_task.description), wish(), prompt.instruction)},
                        {QStringLiteral("user"), prompt.blocks}};
    request.maximumTokens = 512;
    request.jsonSchema = {
        {"type", "object"},
        {"properties",
         QJsonObject{{"files", QJsonObject{{"type", "array"},
                                           {"maxItems", std::min<qsizetype>(mostChanged, names.size())},
                                           {"items", QJsonObject{{"type", "string"}, {"enum", names}}}}}}},
        {"required", QJsonArray{"files"}},
        {"additionalProperties", false}};
    TRY_ASSIGN(const Generation answer, m_context.generate(request));
    const QJsonArray named = findJsonObject(answer.text).value_or(QJsonObject())["files"].toArray();
    QList<SourceFile> sources;
    for (const ProjectFile& file : seen)
        if (named.contains(file.name) && sources.size() < mostChanged)
            sources << SourceFile{file.path, file.name, file.text, m_context.codeLanguage(file.path)};
    return sources;
}

/// The blocks of a prompt: what lies beside, then the code itself.
CodeRun::Prompt CodeRun::inProject(const QList<ProjectFile>& files, const QString& code,
                                   const QString& name) const {
    QStringList texts{code, name, m_besideInput};
    for (const ProjectFile& file : files)
        texts << file.name << file.text;
    const QString nonce = freshNonce(texts);
    Prompt prompt;
    const auto add = [&](const QString& text, const QString& label) {
        const DelimitedText block = delimitUntrusted(text, label, nonce);
        prompt.blocks += (prompt.blocks.isEmpty() ? QString() : QStringLiteral("\n")) + block.block;
        prompt.instruction = block.instruction;
    };
    for (const ProjectFile& file : files)
        add(file.text, file.name);
    if (!m_besideInput.isEmpty())
        add(m_besideInput, QStringLiteral("input"));
    if (!code.isEmpty() || prompt.blocks.isEmpty()) {
        if (!prompt.blocks.isEmpty())
            prompt.instruction = QStringLiteral("The last block is what you work on; the others are files of "
                                                "the same project, to understand it. ");
        const QString before = prompt.blocks.isEmpty() ? QString() : prompt.instruction;
        add(code, name);
        prompt.instruction.prepend(before);
    }
    return prompt;
}

Result<QString> CodeRun::ask(const QString& code, const SourceFile& source, const QString& more,
                             const QString& key) {
    QStringList except{source.path};
    except += m_input.files; // they are in the prompt already, or have their own turn
    TRY_ASSIGN(const QList<ProjectFile> files, besides(code, except, false));
    const Prompt prompt =
        inProject(files, code, source.name.isEmpty() ? QStringLiteral("code") : source.name);
    GenerationRequest request;
    request.messages = {{QStringLiteral("system"), QStringLiteral("You are a careful programmer. ") +
                                                       instruction(source) + more + ' ' + prompt.instruction},
                        {QStringLiteral("user"), prompt.blocks}};
    const auto model = m_context.model();
    request.maximumTokens = model ? std::max(256, model->contextSize / 2) : 2048;
    QString shown;
    TRY_ASSIGN(const Generation answer, m_context.generate(request, [&](const QString& piece) {
        shown += piece;
        m_context.showPartial(key, TextPart{shown});
    }));
    return answer.text;
}

// ---- what comes of it

QString CodeRun::step(const SourceFile& source, qsizetype part, qsizetype parts) {
    const QString counted = Texts::tr("Part %1 of %2").arg(part + 1).arg(parts);
    const QString what = source.path.isEmpty() ? source.language
                         : source.language.isEmpty()
                             ? source.name
                             : QStringLiteral("%1 (%2)").arg(source.name, source.language);
    return what.isEmpty() ? counted : parts == 1 ? what : QStringLiteral("%1: %2").arg(what, counted);
}

/// Several sources as one text, each under its name; what they are written in is said once.
CodeRun::SourceFile CodeRun::joined(const QList<SourceFile>& sources, const QString& name) {
    SourceFile all{{}, name, {}, {}};
    QStringList languages;
    for (const SourceFile& source : sources) {
        all.text += (source.path.isEmpty() ? QString() : source.name + QStringLiteral(":\n")) + source.text +
                    QStringLiteral("\n\n");
        if (!source.language.isEmpty() && !languages.contains(source.language))
            languages.append(source.language);
    }
    all.text = all.text.trimmed();
    all.language = languages.join(QStringLiteral(", "));
    return all;
}

Result<void> CodeRun::prose(const QList<SourceFile>& sources, TaskResult& result) {
    const SourceFile all = joined(sources, QStringLiteral("code"));
    const QStringList pieces = parts(all.text);
    QString text;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        m_context.reportProgress(int(i), int(pieces.size()), step(all, i, pieces.size()));
        TRY_ASSIGN(const QString answer, ask(pieces[i], all, {}, QStringLiteral("answer-%1").arg(i)));
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
        TRY_ASSIGN(const QString answer, ask(part, source, complaint, QStringLiteral("answer")));
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
                    .arg(source.path.isEmpty() ? Texts::tr("the text") : source.name));
}

Result<void> CodeRun::change(const SourceFile& source, TaskResult& result) {
    const QStringList pieces = parts(source.text);
    QString after;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        m_context.reportProgress(int(i), int(pieces.size()), step(source, i, pieces.size()));
        TRY_ASSIGN(const QString piece, changed(pieces[i], source));
        after += piece;
    }
    const QString name = source.path.isEmpty() ? QStringLiteral("text") : source.name;
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
    diffs.append(QJsonObject{
        {"path", source.path}, {"diff", diff}, {"applies", applies}, {"language", source.language}});
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
    const SourceFile all = joined(sources, QStringLiteral("input"));
    m_context.reportProgress(0, 1, Texts::tr("Writing"));
    TRY_ASSIGN(const QString answer, ask(all.text, all, {}, QStringLiteral("answer")));
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
    TRY_ASSIGN(QList<SourceFile> sources, readSources());
    if (QLatin1String(m_task.id) == QLatin1String("convert") &&
        m_input.options["language"].toString().trimmed().isEmpty())
        return fail(ErrorKind::InvalidInput, Texts::tr("Say which language to convert to."));
    if (!m_context.model())
        return fail(ErrorKind::NoModel, Texts::tr("No model is loaded; help with code needs one."));
    TaskResult result;
    if (!m_input.folders.isEmpty()) {
        TRY(readFolders(sources));
        if (m_task.answer == Answer::Change)
            TRY(chooseInFolders(sources, result));
    }
    if (m_task.answer == Answer::Prose)
        TRY(prose(sources, result));
    else if (m_task.answer == Answer::NewFile)
        TRY(newFile(sources, result));
    else
        for (const SourceFile& source : sources)
            TRY(change(source, result));
    if (!m_read.isEmpty()) {
        result.notes << whatWasRead();
        result.data["read"] = QJsonArray::fromStringList(m_read);
    }
    m_context.reportProgress(1, 1, Texts::tr("Done"));
    return result;
}

/// Of a project, files change: a text is what is said about them (an error message, a log). Files that the
/// user named are those that change; else the model names them.
Result<void> CodeRun::chooseInFolders(QList<SourceFile>& sources, TaskResult& result) {
    for (const SourceFile& source : sources)
        if (source.path.isEmpty())
            m_besideInput = source.text.left(largestBesideInput);
    sources.removeIf([](const SourceFile& source) { return source.path.isEmpty(); });
    if (!sources.isEmpty())
        return {};
    TRY_ASSIGN(sources, filesToChange());
    if (sources.isEmpty())
        result.notes << Texts::tr("The model found nothing to change in the files that it read.");
    return {};
}

} // namespace hearth::code
