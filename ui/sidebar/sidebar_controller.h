// The sidebar: the list of conversations, its search, and what is done to whole conversations.
#pragma once

#include "ui/chat/chat_controller.h"
#include "ui/models/conversation_list_model.h"
#include "ui/sidebar/search_model.h"

namespace hearth::ui {

class SidebarController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(hearth::ui::ConversationListModel* conversations READ conversations CONSTANT)
    Q_PROPERTY(hearth::ui::SearchModel* search READ search CONSTANT)
public:
    SidebarController(StoreBridge& store, ChatController& chat, Notices& notices, QObject* parent = nullptr);

    ConversationListModel* conversations() { return &m_conversations; }
    SearchModel* search() { return &m_search; }

    Q_INVOKABLE void rename(qint64 conversation, const QString& title);
    Q_INVOKABLE void setPinned(qint64 conversation, bool pinned);
    /// Puts it into the bin; a notice offers to undo it.
    Q_INVOKABLE void remove(qint64 conversation);
    /// Opens the conversation that is `step` places further down the list.
    Q_INVOKABLE void openNeighbour(int step);

private:
    void change(std::function<storage::Result<void>(storage::Store&)> work);
    void offerUndo(qint64 conversation, const QString& title, storage::BinId bin);

    StoreBridge& m_store;
    ChatController& m_chat;
    Notices& m_notices;
    ConversationListModel m_conversations;
    SearchModel m_search;
};

} // namespace hearth::ui
