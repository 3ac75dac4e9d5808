#include "ui/sidebar/sidebar_controller.h"

#include <algorithm>

namespace hearth::ui {

SidebarController::SidebarController(StoreBridge& store, ChatController& chat, Notices& notices,
                                     QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_chat(chat)
    , m_notices(notices)
    , m_conversations(store)
    , m_search(store) {
    connect(&chat, &ChatController::listChanged, &m_conversations, &ConversationListModel::refresh);
    connect(&store, &StoreBridge::changedOutside, &m_conversations, &ConversationListModel::refresh);
    m_conversations.refresh();
}

void SidebarController::change(std::function<storage::Result<void>(storage::Store&)> work) {
    m_store.write<void>(this, std::move(work), [this](storage::Result<void> result) {
        if (!result)
            m_notices.show(QStringLiteral("store"), Notices::Severity::Problem,
                           QString::fromStdString(result.error().message));
        m_conversations.refresh();
    });
}

void SidebarController::rename(qint64 conversation, const QString& title) {
    if (title.trimmed().isEmpty())
        return;
    change([conversation, title = title.simplified().toStdString()](storage::Store& store) {
        return store.conversations().set_title(conversation, title);
    });
}

void SidebarController::setPinned(qint64 conversation, bool pinned) {
    change([conversation, pinned](storage::Store& store) {
        return store.conversations().set_pinned(conversation, pinned);
    });
}

void SidebarController::remove(qint64 conversation) {
    const QString title = m_conversations.title(conversation);
    m_store.write<storage::BinId>(
        this, [conversation](storage::Store& store) { return store.conversations().remove(conversation); },
        [=, this](storage::Result<storage::BinId> bin) {
            if (!bin) {
                m_notices.show(QStringLiteral("store"), Notices::Severity::Problem,
                               QString::fromStdString(bin.error().message));
                return;
            }
            if (m_chat.conversation() == conversation) {
                m_chat.stop();
                m_chat.startNew();
            }
            m_conversations.refresh();
            offerUndo(conversation, title, *bin);
        });
}

void SidebarController::offerUndo(qint64 conversation, const QString& title, storage::BinId bin) {
    const auto undo = [this, conversation, bin] {
        m_store.write<void>(
            this, [bin](storage::Store& store) { return store.bin().restore(bin); },
            [this, conversation](storage::Result<void> restored) {
                if (restored)
                    m_chat.open(conversation);
                m_conversations.refresh();
            });
    };
    m_notices.show(QStringLiteral("undo"), Notices::Severity::Information,
                   tr("“%1” is in the bin.").arg(title), {tr("Undo"), undo}, 10'000);
}

void SidebarController::openNeighbour(int step) {
    const int row = m_conversations.rowOf(m_chat.conversation());
    const qint64 id = m_conversations.idAt(std::clamp(row + step, 0, m_conversations.count() - 1));
    if (id != 0 && id != m_chat.conversation())
        m_chat.open(id);
}

} // namespace hearth::ui
