// The sidebar: the list of conversations, its search, and what is done to whole conversations.
#pragma once

#include "ui/chat/chat_controller.h"
#include "ui/models/conversation_list_model.h"
#include "ui/sidebar/bin_model.h"
#include "ui/sidebar/conversation_files.h"
#include "ui/sidebar/search_model.h"

namespace hearth::ui {

class SidebarController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(hearth::ui::ConversationListModel* conversations READ conversations CONSTANT)
    Q_PROPERTY(hearth::ui::SearchModel* search READ search CONSTANT)
    Q_PROPERTY(hearth::ui::BinModel* bin READ bin CONSTANT)
    Q_PROPERTY(hearth::ui::ConversationFiles* files READ files CONSTANT)
    Q_PROPERTY(QVariantList folders READ folders NOTIFY foldersChanged)
    Q_PROPERTY(qint64 folder READ folder WRITE setFolder NOTIFY folderChanged)
    Q_PROPERTY(QString folderName READ folderName NOTIFY folderChanged)
public:
    SidebarController(StoreBridge& store, ChatController& chat, Notices& notices, QObject* parent = nullptr);

    ConversationListModel* conversations() { return &m_conversations; }
    SearchModel* search() { return &m_search; }

    BinModel* bin() { return &m_bin; }
    ConversationFiles* files() { return &m_files; }
    /// All folders, by name: {id, name}.
    const QVariantList& folders() const { return m_folders; }
    /// The folder that the list shows; -1: all conversations.
    qint64 folder() const { return m_conversations.folder(); }
    void setFolder(qint64 folder);
    QString folderName() const;

    Q_INVOKABLE void rename(qint64 conversation, const QString& title);
    Q_INVOKABLE void setPinned(qint64 conversation, bool pinned);
    /// Puts it into the bin; a notice offers to undo it.
    Q_INVOKABLE void remove(qint64 conversation);
    /// Opens the conversation that is `step` places further down the list.
    Q_INVOKABLE void openNeighbour(int step);

    Q_INVOKABLE void moveTo(qint64 conversation, qint64 folder);
    /// Makes a folder and moves a conversation (if not 0) into it.
    Q_INVOKABLE void createFolder(const QString& name, qint64 conversation);
    Q_INVOKABLE void renameFolder(qint64 folder, const QString& name);
    Q_INVOKABLE void removeFolder(qint64 folder);

signals:
    void foldersChanged();
    void folderChanged();

private:
    void refresh();
    void readFolders();
    void change(std::function<storage::Result<void>(storage::Store&)> work);
    void offerUndo(const QString& text, storage::BinId bin, qint64 conversation);
    void failed(const storage::Error& error);

    StoreBridge& m_store;
    ChatController& m_chat;
    Notices& m_notices;
    ConversationListModel m_conversations;
    SearchModel m_search;
    BinModel m_bin;
    ConversationFiles m_files;
    QVariantList m_folders;
};

} // namespace hearth::ui
