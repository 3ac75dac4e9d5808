// A workspace over a data folder of its own, on the scripted engine or the real one.
#pragma once

#include "storage/store.h"
#include "ui/workspace/workspace.h"

#include <QTemporaryDir>

#include <memory>

class QQuickWindow;

namespace hearth::test {

/// Types into the item of the window that has the focus, as a person would.
void typeInto(QQuickWindow* window, const QString& text);

class UiFixture {
public:
    UiFixture();
    ~UiFixture();

    /// Starts a workspace; the one before is closed as a program that ends.
    ui::Workspace& start(const QString& engine = QString::fromLatin1(FAKE_ENGINE));
    void stop() { m_workspace.reset(); }
    ui::Workspace& workspace() { return *m_workspace; }
    ui::ChatController& chat() { return *m_workspace->chat(); }
    ui::MessageModel& messages() { return *m_workspace->chat()->messages(); }

    /// Makes an empty file that the scripted engine takes for a model.
    QString modelFile(const QString& name = QStringLiteral("small.gguf"));
    /// Loads a model and waits until it is ready.
    bool loadModel(const QString& path);
    /// Sends a message and waits until it is answered.
    bool ask(const QString& text);
    bool waitUntilQuiet();

    /// The database as another program would read it now.
    std::unique_ptr<storage::Store> openStore() const;
    QString folder() const { return m_folder.path(); }
    /// For each message of the shown path: "user: text" or "assistant: text".
    QStringList shown() const;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ui::Workspace> m_workspace;
};

} // namespace hearth::test
