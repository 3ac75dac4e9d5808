// hearth-cli chat: a conversation in the terminal.
#include "app/cli/command.h"
#include "app/cli/engine.h"
#include "app/cli/sampling.h"
#include "app/cli/store.h"
#include "app/cli/transcript.h"

#include <QFileInfo>

#include <cstdio>
#include <optional>
#include <string>

namespace hearth::cli {

namespace {

/// One line of stdin; nullopt at its end.
std::optional<QString> readLine() {
    std::string line;
    for (int c; (c = std::getc(stdin)) != EOF;) {
        if (c == '\n')
            return QString::fromStdString(line);
        line += static_cast<char>(c);
    }
    if (line.empty())
        return std::nullopt;
    return QString::fromStdString(line);
}

class Conversation {
public:
    Conversation(Context& context, Engine& engine, GenerateRequest request, Transcript transcript)
        : m_context(context)
        , m_transcript(std::move(transcript))
        , m_engine(engine)
        , m_request(std::move(request))
        , m_prompts(Terminal::isTerminal(stdin) && context.terminal().outputIsTerminal()) {
        m_request.conversation = QStringLiteral("terminal");
        m_opening = m_request.messages;
    }

    int run() {
        greet();
        int status = 0;
        while (const auto message = next()) {
            if (*message == u"/exit" || *message == u"/quit")
                break;
            if (message->startsWith(u'/'))
                obey(*message);
            else if (!message->trimmed().isEmpty() && !say(*message))
                status = 1;
        }
        if (m_prompts)
            m_context.terminal().write(QStringLiteral("\n"));
        return status;
    }

private:
    void greet() {
        if (!m_prompts)
            return;
        const EngineModelInfo& model = m_engine.client().modelInfo();
        Terminal& terminal = m_context.terminal();
        terminal.write(QStringLiteral("%1 on %2\n").arg(model.name, model.device), Terminal::Style::Bold);
        if (model.isStarter || model.path == Context::starterModel())
            terminal.write(
                QStringLiteral(
                    "This is the small starter model: good for a first look, not for facts. A larger one: "
                    "hearth-cli chat --model FILE.gguf\n"),
                Terminal::Style::Dim);
        else if (!model.hasTemplate)
            terminal.write(
                QStringLiteral("This model was not made for conversations: it continues your text.\n"),
                Terminal::Style::Dim);
        terminal.write(
            QStringLiteral(
                "Everything stays on this computer; this conversation is %1. /help, Ctrl-C stops an "
                "answer, Ctrl-D ends.\n")
                .arg(m_transcript.isKept() ? QStringLiteral("kept beside those of the window")
                                           : QStringLiteral("not kept")),
            Terminal::Style::Dim);
    }

    /// A message: one line, or several when each but the last ends with a backslash.
    std::optional<QString> next() {
        QString message;
        while (true) {
            if (m_prompts)
                m_context.terminal().write(message.isEmpty() ? QStringLiteral("\n> ") : QStringLiteral("… "),
                                           Terminal::Style::User);
            const auto line = readLine();
            if (!line)
                return message.isEmpty() ? std::nullopt : std::optional(message);
            if (!line->endsWith(u'\\'))
                return message + *line;
            message += line->chopped(1) + u'\n';
        }
    }

    void obey(const QString& command) {
        Terminal& terminal = m_context.terminal();
        if (command == u"/new") {
            m_request.messages = m_opening;
            m_transcript.beginAnew();
            m_engine.client().forgetConversation(m_request.conversation);
            terminal.write(QStringLiteral("A new conversation.\n"), Terminal::Style::Dim);
        } else if (command == u"/again" && m_request.messages.size() >= m_opening.size() + 2) {
            m_request.messages.removeLast();
            answer();
        } else {
            terminal.write(
                QStringLiteral("/new    begin a new conversation\n/again  answer once more\n/exit   end\n"
                               "A line that ends with \\ goes on in the next one.\n"),
                Terminal::Style::Dim);
        }
    }

    bool say(const QString& message) {
        m_request.messages.append(QJsonObject{{"role", "user"}, {"content", message}});
        m_transcript.said(message);
        return answer();
    }

    bool answer() {
        Terminal& terminal = m_context.terminal();
        const auto result = m_engine.answer(m_request, [&](const QString& piece) { terminal.write(piece); });
        if (!result) {
            m_request.messages.removeLast(); // it may be asked anew
            m_context.fail(result.error().message);
            return false;
        }
        m_request.messages.append(QJsonObject{{"role", "assistant"}, {"content", result->text}});
        m_transcript.answered(*result, m_engine.client().modelInfo().name);
        terminal.write(QStringLiteral("\n"));
        if (m_prompts)
            terminal.write(QStringLiteral("%1%2 tokens/s, context %3 of %4\n")
                               .arg(result->finish == GenerationResult::Finish::Cancelled
                                        ? QStringLiteral("stopped; ")
                                        : QString())
                               .arg(result->decodeTokensPerSecond, 0, 'f', 1)
                               .arg(result->contextUsed)
                               .arg(result->contextSize),
                           Terminal::Style::Dim);
        if (result->finish == GenerationResult::Finish::Context)
            terminal.error(QStringLiteral("The context is full; /new begins a new conversation.\n"),
                           Terminal::Style::Warning);
        return true;
    }

    Context& m_context;
    Transcript m_transcript;
    Engine& m_engine;
    GenerateRequest m_request;
    QJsonArray m_opening;
    bool m_prompts;
};

int run(Context& context) {
    auto request = sampledRequest(context.arguments());
    if (!request)
        return context.usage(request.error());
    if (const QString system = context.arguments().value(QStringLiteral("--system")); !system.isEmpty())
        request->messages.append(QJsonObject{{"role", "system"}, {"content", system}});
    Engine engine(context);
    if (!engine.load())
        return 1;
    fitToModel(*request, context.arguments(), engine.client().modelInfo());
    std::unique_ptr<storage::Store> store;
    if (int status = 0; !context.arguments().has(QStringLiteral("--no-store"))) {
        store = openStore(context, true, status);
        if (status != 0)
            context.terminal().error(QStringLiteral("This conversation is not kept.\n"),
                                     Terminal::Style::Warning);
    }
    return Conversation(context, engine, std::move(*request), Transcript(context, std::move(store))).run();
}

const Registration registration({
    .name = QStringLiteral("chat"),
    .summary = QStringLiteral("Talk in the terminal"),
    .details = QStringLiteral(
        "Each line is a message; a line that ends with a backslash goes on in the next one. Ctrl-C stops "
        "an answer, Ctrl-D ends the conversation, /help lists what else there is. The conversation is "
        "kept in the store, where the window shows it too."),
    .words = {},
    .options =
        samplingOptions() +
        QList<Option>{
            {QStringLiteral("--system"),
             {},
             QStringLiteral("TEXT"),
             QStringLiteral("how the assistant is to behave"),
             {}},
            {QStringLiteral("--no-store"), {}, {}, QStringLiteral("keep nothing of this conversation"), {}}},
    .usesModel = true,
    .run = run,
});

} // namespace

} // namespace hearth::cli
