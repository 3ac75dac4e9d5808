#include "plugins/code/completion.h"

#include "plugins/code/code_answers.h"
#include "plugins/code/diff.h"
#include "plugins/code/texts.h"
#include "plugins/sdk/untrusted.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace hearth::code {

using namespace sdk;

namespace {

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

} // namespace

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

} // namespace hearth::code
