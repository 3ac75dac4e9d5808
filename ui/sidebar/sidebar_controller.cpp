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
    , m_search(store)
    , m_bin(store)
    , m_files(store, notices) {
    connect(&chat, &ChatController::listChanged, &m_conversations, &ConversationListModel::refresh);
    connect(&store, &StoreBridge::changedOutside, this, &SidebarController::refresh);
    connect(&m_bin, &BinModel::restored, this, &SidebarController::refresh);
    connect(&m_bin, &BinModel::restored, &chat, &ChatController::refresh);
    connect(&m_files, &ConversationFiles::imported, this, &SidebarController::refresh);
    connect(&m_files, &ConversationFiles::imported, &chat, &ChatController::refresh);
    refresh();
}

void SidebarController::refresh() {
    m_conversations.refresh();
    readFolders();
}

void SidebarController::readFolders() {
    m_store.read<std::vector<storage::Folder>>(
        this, [](storage::Store& store) { return store.conversations().folders(); },
        [this](storage::Result<std::vector<storage::Folder>> folders) {
            if (!folders)
                return;
            m_folders.clear();
            bool shownIsThere = folder() <= 0;
            for (const storage::Folder& entry : *folders) {
                m_folders.append(QVariantMap{{QStringLiteral("id"), static_cast<qint64>(entry.id)},
                                             {QStringLiteral("name"), QString::fromStdString(entry.name)}});
                shownIsThere = shownIsThere || entry.id == folder();
            }
            emit foldersChanged();
            if (!shownIsThere)
                setFolder(-1);
            emit folderChanged();
        });
}

void SidebarController::setFolder(qint64 folder) {
    if (folder == m_conversations.folder())
        return;
    m_conversations.setFolder(folder);
    emit folderChanged();
}

QString SidebarController::folderName() const {
    for (const QVariant& entry : m_folders) {
        if (entry.toMap().value(QStringLiteral("id")).toLongLong() == folder())
            return entry.toMap().value(QStringLiteral("name")).toString();
    }
    return {};
}

void SidebarController::moveTo(qint64 conversation, qint64 folder) {
    change([conversation, folder](storage::Store& store) {
        return store.conversations().set_folder(conversation, folder);
    });
}

void SidebarController::createFolder(const QString& name, qint64 conversation) {
    if (name.trimmed().isEmpty())
        return;
    change([name = name.simplified().toStdString(),
            conversation](storage::Store& store) -> storage::Result<void> {
        TRY_ASSIGN(const auto folder, store.conversations().create_folder(name));
        if (conversation != 0)
            TRY(store.conversations().set_folder(conversation, folder.id));
        return {};
    });
}

void SidebarController::renameFolder(qint64 folder, const QString& name) {
    if (name.trimmed().isEmpty())
        return;
    change([folder, name = name.simplified().toStdString()](storage::Store& store) {
        return store.conversations().rename_folder(folder, name);
    });
}

void SidebarController::removeFolder(qint64 folder) {
    m_store.write<storage::BinId>(
        this, [folder](storage::Store& store) { return store.conversations().remove_folder(folder); },
        [this](storage::Result<storage::BinId> bin) {
            if (!bin) {
                failed(bin.error());
                return;
            }
            refresh();
            m_chat.refresh();
            offerUndo(tr("The folder is in the bin."), *bin, 0);
        });
}

void SidebarController::failed(const storage::Error& error) {
    m_notices.show(QStringLiteral("store"), Notices::Severity::Problem,
                   QString::fromStdString(error.message));
}

void SidebarController::change(std::function<storage::Result<void>(storage::Store&)> work) {
    m_store.write<void>(this, std::move(work), [this](storage::Result<void> result) {
        if (!result)
            failed(result.error());
        refresh();
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
                failed(bin.error());
                return;
            }
            if (m_chat.conversation() == conversation) {
                m_chat.stop();
                m_chat.startNew();
            }
            m_conversations.refresh();
            offerUndo(tr("“%1” is in the bin.").arg(title), *bin, conversation);
        });
}

void SidebarController::offerUndo(const QString& text, storage::BinId bin, qint64 conversation) {
    const auto undo = [this, conversation, bin] {
        m_store.write<void>(
            this, [bin](storage::Store& store) { return store.bin().restore(bin); },
            [this, conversation](storage::Result<void> restored) {
                if (!restored)
                    failed(restored.error());
                else if (conversation != 0)
                    m_chat.open(conversation);
                refresh();
            });
    };
    m_notices.show(QStringLiteral("undo"), Notices::Severity::Information, text, {tr("Undo"), undo}, 10'000);
}

void SidebarController::openNeighbour(int step) {
    const int row = m_conversations.rowOf(m_chat.conversation());
    const qint64 id = m_conversations.idAt(std::clamp(row + step, 0, m_conversations.count() - 1));
    if (id != 0 && id != m_chat.conversation())
        m_chat.open(id);
}

} // namespace hearth::ui
