#include "ui_fixture.h"

#include <QFile>
#include <QQuickWindow>
#include <QTest>

namespace hearth::test {

void typeInto(QQuickWindow* window, const QString& text) {
    for (const QChar character : text)
        QTest::sendKeyEvent(QTest::Click, window, Qt::Key_unknown, character, Qt::NoModifier);
}

UiFixture::UiFixture() = default;
UiFixture::~UiFixture() = default;

ui::Workspace& UiFixture::start(const QString& engine) {
    m_workspace.reset();
    ui::WorkspaceOptions options;
    options.dataFolder = m_folder.path();
    options.engineProgram = engine;
    options.loadModelAtStart = false;
    options.keychain = [] { return nullptr; }; // not that of whoever runs the tests
    m_workspace = std::make_unique<ui::Workspace>(options);
    return *m_workspace;
}

QString UiFixture::modelFile(const QString& name) {
    const QString path = m_folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    return path;
}

bool UiFixture::loadModel(const QString& path) {
    m_workspace->model()->load(path);
    return QTest::qWaitFor([this] { return m_workspace->model()->isReady(); }, 20'000);
}

bool UiFixture::ask(const QString& text) {
    const auto before = messages().path().size();
    return chat().send(text) &&
           QTest::qWaitFor([&] { return messages().path().size() >= before + 2; }, 10'000) &&
           waitUntilQuiet();
}

bool UiFixture::waitUntilQuiet() {
    return QTest::qWaitFor([this] { return !chat().isAnswering() && !chat().isWaiting(); }, 60'000);
}

std::unique_ptr<storage::Store> UiFixture::openStore() const {
    auto store = storage::Store::open(m_folder.filePath(QStringLiteral("hearth.db")).toStdString(),
                                      {.mode = storage::OpenMode::ReadOnly});
    return store ? std::move(*store) : nullptr;
}

QStringList UiFixture::shown() const {
    ui::MessageModel& model = *m_workspace->chat()->messages();
    QStringList lines;
    for (const storage::PathEntry& entry : model.path()) {
        const storage::Message* message = model.message(entry.id);
        if (message)
            lines.append(QString::fromStdString(std::string(storage::role_name(message->role))) +
                         QStringLiteral(": ") + model.markdown(entry.id));
    }
    return lines;
}

} // namespace hearth::test
