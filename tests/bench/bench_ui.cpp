// What a person at the window waits for, measured without a screen (offscreen platform, software renderer):
//   bench_ui STORE [start] [long] [idle] [stream] [stop] [plugins]
// STORE is a folder with a hearth.db made by storage_bench generate STORE/hearth.db 1000000; without the
// names of parts every one is measured. Prints a Markdown table, the goal beside each figure. Exit status 1
// when a goal is missed.
#include "ui/main_window.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QProcess>
#include <QQuickItem>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <numeric>

using namespace hearth;

namespace {

double threadMs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double processCpuMs() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

struct Series {
    std::vector<double> values;
    double quantile(double share) {
        std::sort(values.begin(), values.end());
        return values[std::min(values.size() - 1,
                               static_cast<size_t>(share * static_cast<double>(values.size())))];
    }
    double largest() const { return *std::max_element(values.begin(), values.end()); }
};

bool missed = false;

void row(const char* what, const std::string& goal, const std::string& figure, bool reached) {
    missed = missed || !reached;
    fmt::print("| {} | {} | {} | {} |\n", what, goal, figure, reached ? "yes" : "**no**");
    std::fflush(stdout);
}

struct Scene {
    explicit Scene(const QString& folder, bool engine = false) {
        ui::WorkspaceOptions options;
        options.dataFolder = folder;
        options.engineProgram = QStringLiteral(FAKE_ENGINE);
        options.loadModelAtStart = false;
        workspace = std::make_unique<ui::Workspace>(options);
        workspace->settings()->setReducedMotion(true);
        if (engine && file.open())
            workspace->model()->load(file.fileName()); // the scripted engine takes any file for a model
        window = std::make_unique<ui::MainWindow>(*workspace);
        QObject::connect(window->window(), &QQuickWindow::frameSwapped, [this] { ++frames; });
    }
    ui::ChatController& chat() { return *workspace->chat(); }
    QQuickItem* view() const {
        QList<QQuickItem*> items = {window->window()->contentItem()};
        while (!items.isEmpty()) {
            QQuickItem* item = items.takeFirst();
            if (QString::fromLatin1(item->metaObject()->className()).startsWith(QLatin1String("MessageView")))
                return item;
            items += item->childItems();
        }
        qFatal("there is no conversation in the window");
    }
    /// Lets everything happen until the next frame is drawn.
    void nextFrame() {
        const int before = frames;
        window->window()->update();
        QElapsedTimer timer;
        timer.start();
        while (frames == before && timer.elapsed() < 2000)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
    }
    void settle(int ms = 500) {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < ms)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }

    QTemporaryFile file;
    std::unique_ptr<ui::Workspace> workspace;
    std::unique_ptr<ui::MainWindow> window;
    int frames = 0;
};

// ---- a program that starts, and says when a key arrives in its composer

int startChild(const QString& folder) {
    Scene scene(folder);
    QQuickWindow* window = scene.window->window();
    while (scene.frames == 0 || !window->activeFocusItem())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
    QTest::sendKeyEvent(QTest::Click, window, Qt::Key_unknown, QStringLiteral("x"), Qt::NoModifier);
    scene.nextFrame();
    const bool typed = window->activeFocusItem()->property("text").toString().endsWith(u'x');
    std::puts(typed ? "typed" : "failed");
    std::fflush(stdout);
    return 0;
}

int idleChild(const QString& folder) {
    Scene scene(folder, true);
    scene.settle(4000);
    if (!scene.workspace->model()->isReady())
        qFatal("the model did not load");
    const double before = processCpuMs();
    QElapsedTimer timer;
    timer.start();
    QEventLoop loop; // waits as the program does
    QTimer::singleShot(10'000, &loop, &QEventLoop::quit);
    loop.exec();
    fmt::print("{}\n", processCpuMs() - before);
    std::fflush(stdout);
    return 0;
}

QByteArray runChild(const QString& mode, const QString& folder, double* ms = nullptr) {
    QElapsedTimer timer;
    timer.start();
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {mode, folder});
    child.waitForReadyRead(60'000);
    if (ms)
        *ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    child.waitForFinished(60'000);
    return child.readAllStandardOutput().trimmed();
}

void measureStart(const QString& folder) {
    Series times;
    for (int i = 0; i < 7; ++i) {
        double ms = 0;
        if (runChild(QStringLiteral("--start"), folder, &ms) != "typed")
            qFatal("the key did not arrive");
        if (i > 0) // the first brings the program into memory
            times.values.push_back(ms);
    }
    const double median = times.quantile(0.5);
    row("process start to typing, 1,000,000 messages in the store", "≤ 1000 ms",
        fmt::format("median {:.0f} ms, most {:.0f} ms of 6", median, times.largest()), median <= 1000);
}

void measureIdle(const QString& folder) {
    const double ms = runChild(QStringLiteral("--idle"), folder).toDouble();
    row("idle window, CPU time in 10 s", "none (≤ 0.2 %)", fmt::format("{:.1f} ms ({:.2f} %)", ms, ms / 100),
        ms <= 20);
}

// ---- the long conversation

std::pair<qint64, qint64> largestConversation(const QString& folder) {
    auto store = storage::Store::open((folder + QStringLiteral("/hearth.db")).toStdString(),
                                      {.mode = storage::OpenMode::ReadOnly});
    if (!store)
        qFatal("%s", store.error().message.c_str());
    storage::ConversationFilter filter;
    filter.limit = 1'000'000;
    std::pair<qint64, qint64> largest{0, 0};
    const auto conversations = (*store)->conversations().list(filter);
    for (const storage::Conversation& conversation : *conversations) {
        const auto path = (*store)->messages().path(conversation.id);
        if (path && static_cast<qint64>(path->size()) > largest.second)
            largest = {conversation.id, static_cast<qint64>(path->size())};
    }
    return largest;
}

void measureLongConversation(const QString& folder) {
    const auto [conversation, length] = largestConversation(folder);
    Scene scene(folder);
    scene.settle(1500);
    Series opening;
    for (int i = 0; i < 7; ++i) {
        scene.chat().startNew();
        scene.settle(300);
        QElapsedTimer timer;
        timer.start();
        scene.chat().open(conversation);
        while (scene.chat().conversation() != conversation)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
        scene.nextFrame();
        opening.values.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    const double median = opening.quantile(0.5);
    row(fmt::format("open a conversation of {} messages, to its first frame", length).c_str(), "≤ 200 ms",
        fmt::format("median {:.0f} ms, most {:.0f} ms of 7", median, opening.largest()), median <= 200);

    scene.settle(500);
    QQuickItem* view = scene.view();
    view->setProperty("follow", false);
    Series frames;
    for (int i = 0; i < 2000; ++i) {
        const double origin = view->property("originY").toDouble();
        const double y = view->property("contentY").toDouble();
        const double before = threadMs();
        view->setProperty("contentY", std::max(origin, y - 60));
        scene.nextFrame();
        frames.values.push_back(threadMs() - before);
    }
    row("scrolling in it, 2,000 frames of 60 pixels: GUI-thread time of a frame", "p99 ≤ 16.7 ms",
        fmt::format("p50 {:.1f} ms, p99 {:.1f} ms, most {:.1f} ms", frames.quantile(0.5),
                    frames.quantile(0.99), frames.largest()),
        frames.quantile(0.99) <= 16.7);
}

// ---- a long answer

/// Text as models write it: paragraphs, lists, code, tables, in pieces of a token.
QStringList answerTokens(int count, bool blocks) {
    static const QStringList words = {"the",      " heron", " stands", " in",     " **shallow**", " water",
                                      " and",     " waits", ",",       " `fish`", " of",          " a",
                                      " certain", " size",  ".",       " It",     " is",          " patient"};
    QStringList tokens;
    for (int i = 0; tokens.size() < count; ++i) {
        tokens.append(words[i % words.size()]);
        if (!blocks || i % 60 != 59)
            continue;
        switch (i / 60 % 6) {
        case 1:
            tokens += {"\n\n", "-", " one", "\n", "-", " two", " *words*", "\n", "-", " three", "\n\n"};
            break;
        case 3:
            tokens += {"\n\n", "```", "cpp", "\n"};
            for (int line = 0; line < 12; ++line)
                tokens +=
                    {"    int", " value", std::to_string(line).c_str(), " =", " call", "(", "1", ");", "\n"};
            tokens += {"```", "\n\n"};
            break;
        case 5:
            tokens += {"\n\n",  "| a |", " b |", "\n",    "|---|---|", "\n",
                       "| 1 |", " 2 |",  "\n",   "| 3 |", " 4 |",      "\n\n"};
            break;
        default:
            tokens.append(QStringLiteral("\n\n"));
        }
    }
    tokens.resize(count);
    return tokens;
}

struct Streamed {
    static constexpr int atOnce = 7; ///< tokens of a step
    std::vector<double> steps;       ///< milliseconds that each kept the GUI thread

    double longest() const { return *std::max_element(steps.begin(), steps.end()); }

    /// The longest steps, each with the token that it began at, to find what they were about.
    std::string longestSteps(size_t count = 5) const {
        std::vector<size_t> order(steps.size());
        std::iota(order.begin(), order.end(), size_t(0));
        std::sort(order.begin(), order.end(), [this](size_t a, size_t b) { return steps[a] > steps[b]; });
        order.resize(std::min(count, order.size()));
        std::string text = "longest steps:";
        for (const size_t step : order)
            text += fmt::format(" {:.0f} ms at token {};", steps[step], step * atOnce);
        return text;
    }
};

/// Shows `tokens` as they come at 200 a second: what comes in 35 ms at a time, as the window takes it. The
/// waiting in between is left out.
Streamed stream(const QStringList& tokens) {
    QTemporaryDir folder;
    Scene scene(folder.path());
    qint64 answer = 0;
    scene.workspace->store().write<storage::Message>(
        scene.workspace.get(),
        [](storage::Store& store) -> storage::Result<storage::Message> {
            storage::Message question;
            TRY_ASSIGN(const auto conversation, store.conversations().create("bench"));
            question.conversation = conversation.id;
            question.parts = storage::text_parts("Tell me all.");
            TRY_ASSIGN(question, store.messages().add(question));
            storage::Message message;
            message.conversation = conversation.id;
            message.parent = question.id;
            message.role = storage::Role::Assistant;
            message.status = storage::MessageStatus::Streaming;
            return store.messages().add(message);
        },
        [&](const storage::Result<storage::Message>& message) {
            answer = message->id;
            scene.chat().open(message->conversation);
        });
    while (answer == 0 || scene.chat().messages()->rowOf(answer) < 0)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
    scene.settle(500);
    Streamed result;
    for (qsizetype i = 0; i < tokens.size(); i += Streamed::atOnce) {
        const QStringList part = tokens.mid(i, Streamed::atOnce);
        const double before = threadMs();
        for (const QString& token : part)
            scene.workspace->store().append(answer, token);
        scene.chat().messages()->appendText(answer, part.join(QString()));
        scene.nextFrame();
        result.steps.push_back(threadMs() - before);
    }
    return result;
}

double mean(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

void measureStreaming() {
    const Streamed long_answer = stream(answerTokens(32'000, true));
    const std::span<const double> steps(long_answer.steps);
    const size_t eighth = steps.size() / 8;
    const double first = 1000 * mean(steps.subspan(eighth, eighth)) / Streamed::atOnce;
    const double last = 1000 * mean(steps.last(eighth)) / Streamed::atOnce;
    row("an answer of 32,000 tokens at 200 tokens/s: GUI-thread time of a token", "flat",
        fmt::format("{:.0f} µs in the second eighth, {:.0f} µs in the last", first, last),
        last <= 1.25 * first);
    fmt::print(stderr, "{}\n", long_answer.longestSteps());
    row("the same: longest time that it keeps the GUI thread", "≤ 50 ms",
        fmt::format("{:.1f} ms", long_answer.longest()), long_answer.longest() <= 50);
    const Streamed paragraph = stream(answerTokens(4'000, false));
    fmt::print(stderr, "{}\n", paragraph.longestSteps());
    row("4,000 tokens in one paragraph: longest time that it keeps the GUI thread", "≤ 50 ms",
        fmt::format("{:.1f} ms", paragraph.longest()), paragraph.longest() <= 50);
}

// ---- Esc

void measureStop() {
    QTemporaryDir folder;
    Scene scene(folder.path(), true);
    while (!scene.workspace->model()->isReady())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
    Series silence;
    Series engine;
    for (int i = 0; i < 10; ++i) {
        scene.chat().send(QStringLiteral("slow: ") + QStringLiteral("abcdefgh").repeated(60));
        ui::MessageModel& messages = *scene.chat().messages();
        while (!scene.chat().isAnswering() || messages.markdown(messages.path().back().id).size() < 12)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
        const qint64 answer = messages.path().back().id;
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(scene.window->window(), Qt::Key_Escape);
        while (scene.chat().isAnswering())
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
        scene.nextFrame();
        silence.values.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        const QString text = messages.markdown(answer);
        while (scene.workspace->engine().state() == EngineClient::State::Generating && timer.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 1);
        engine.values.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        if (messages.markdown(answer) != text)
            qFatal("text came after Esc");
    }
    row("Esc to silence", "≤ 150 ms",
        fmt::format("screen most {:.0f} ms, engine most {:.0f} ms of 10", silence.largest(),
                    engine.largest()),
        std::max(silence.largest(), engine.largest()) <= 150);
}

// ---- plugins that mean ill: the window goes on beside them

void writeHostilePlugin(const QString& folder, const QString& name, const QByteArray& script) {
    const auto write = [](const QString& path, const QByteArray& bytes) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s can't be written", qPrintable(path));
    };
    const QString own = folder + u'/' + name;
    QDir().mkpath(own);
    write(own + QStringLiteral("/plugin.json"),
          "{\"id\":\"org.example." + name.toUtf8() +
              "\",\"version\":\"1.0\",\"api\":{\"min\":1,\"max\":1},\"kind\":\"process\",\"name\":\"" +
              name.toUtf8() +
              "\",\"command\":[\"python3\",\"p.py\"],\"limits\":{\"megabytes\":256,\"seconds\":2},"
              "\"tasks\":[{\"id\":\"" +
              name.toUtf8() + "\",\"name\":\"T\",\"worksWithoutModel\":true,\"accepts\":{\"text\":true}}]}");
    write(own + QStringLiteral("/p.py"),
          "import sys, json, os, socket, time\n"
          "def send(m): sys.stdout.write(json.dumps(m) + '\\n'); sys.stdout.flush()\n"
          "m = json.loads(sys.stdin.readline()); send({'id': m['id'], 'result': {}})\n"
          "m = json.loads(sys.stdin.readline())\n" +
              script);
}

/// Runs a task on a text until it has ended; the longest time in which no event was handled, in ms.
double longestStall(Scene& scene, const QString& task) {
    ui::TaskController& tasks = *scene.workspace->tasks();
    tasks.offerText(QStringLiteral("a text"));
    int index = -1;
    const QVariantList choices = tasks.choices();
    for (const QVariant& choice : choices)
        if (choice.toMap().value(QStringLiteral("task")) == task)
            index = choice.toMap().value(QStringLiteral("index")).toInt();
    if (index < 0)
        qFatal("the plugin %s is not offered", qPrintable(task));
    double longest = 0;
    const auto handleEvents = [&] {
        QElapsedTimer timer;
        timer.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        longest = std::max(longest, static_cast<double>(timer.nsecsElapsed()) / 1e6);
        QThread::usleep(200);
    };
    tasks.start(index, {});
    while (tasks.running()->count() == 0)
        handleEvents();
    while (tasks.running()->count() > 0)
        handleEvents();
    for (int i = 0; i < 200; ++i) // and what comes of it
        handleEvents();
    return longest;
}

void measureHostilePlugins() {
    const std::pair<const char*, QByteArray> plugins[] = {
        {"endless-loop", "while True: pass\n"},
        {"four-gigabytes", "x = bytearray(4 << 30)\n"},
        {"network", "socket.create_connection(('1.1.1.1', 53), 2)\n"},
        {"ungranted-file", "open('/etc/passwd').read()\n"},
        {"garbage", "sys.stdout.write('x\\n' * 5000000)\n"},
        {"huge-line", "sys.stdout.write('x' * (40 << 20)); sys.stdout.flush(); time.sleep(5)\n"},
        {"flood",
         "while True: send({'method': 'progress', 'params': {'done': 1, 'total': 2, 'step': 'x' * 200}})\n"},
        {"death", "os.kill(os.getpid(), 11)\n"}};
    QTemporaryDir folder;
    Scene scene(folder.path());
    ui::PluginList& list = *scene.workspace->tasks()->plugins();
    for (const auto& [name, script] : plugins)
        writeHostilePlugin(list.folder(), QString::fromLatin1(name), script);
    list.registry().refresh();
    for (const auto& [name, script] : plugins)
        list.allow(QStringLiteral("org.example.") + QLatin1String(name));
    scene.settle();
    for (const auto& [name, script] : plugins) {
        const double stall = longestStall(scene, QString::fromLatin1(name));
        row(fmt::format("a hostile plugin ({}): the window's longest pause", name).c_str(), "≤ 50 ms",
            fmt::format("{:.0f} ms", stall), stall <= 50);
    }
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    QGuiApplication app(argc, argv);
    ui::prepareApplication();
    const QStringList arguments = app.arguments();
    if (arguments.value(1) == QLatin1String("--start"))
        return startChild(arguments.value(2));
    if (arguments.value(1) == QLatin1String("--idle"))
        return idleChild(arguments.value(2));
    if (arguments.size() < 2) {
        fmt::print(stderr, "bench_ui STORE [start] [long] [idle] [stream] [stop] [plugins]\n");
        return 2;
    }
    fmt::print("| what | goal | figure | reached |\n|---|---|---|---|\n");
    const auto wanted = [&](const char* part) {
        return arguments.size() < 3 || arguments.mid(2).contains(QLatin1String(part));
    };
    if (wanted("start"))
        measureStart(arguments[1]);
    if (wanted("long"))
        measureLongConversation(arguments[1]);
    if (wanted("idle"))
        measureIdle(arguments[1]);
    if (wanted("stream"))
        measureStreaming();
    if (wanted("stop"))
        measureStop();
    if (wanted("plugins"))
        measureHostilePlugins();
    return missed ? 1 : 0;
}
