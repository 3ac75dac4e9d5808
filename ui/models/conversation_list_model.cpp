#include "ui/models/conversation_list_model.h"

#include <QDateTime>

#include <algorithm>

namespace hearth::ui {

namespace {
constexpr int pageLength = 100;
}

ConversationListModel::ConversationListModel(StoreBridge& store, QObject* parent)
    : QAbstractListModel(parent), m_store(store) {}

void ConversationListModel::refresh() {
    storage::ConversationFilter filter;
    filter.limit = std::max(pageLength, count());
    if (m_folder >= 0)
        filter.folder = m_folder;
    m_store.read<std::vector<storage::Conversation>>(
        this, [filter](storage::Store& store) { return store.conversations().list(filter); },
        [this, limit = filter.limit,
         serial = ++m_serial](storage::Result<std::vector<storage::Conversation>> rows) {
            if (!rows || serial != m_serial)
                return;
            m_complete = static_cast<int>(rows->size()) < limit;
            replace(std::move(*rows));
        });
}

void ConversationListModel::setFolder(qint64 folder) {
    if (m_folder == folder)
        return;
    m_folder = folder;
    refresh();
}

// Rows that only moved or changed are told so, that the list does not jump and delegates keep their focus.
void ConversationListModel::replace(std::vector<storage::Conversation> rows) {
    const auto known = [&](qint64 id) {
        return std::any_of(rows.begin(), rows.end(), [id](const auto& row) { return row.id == id; });
    };
    for (int i = count() - 1; i >= 0; --i) {
        if (known(m_rows[static_cast<size_t>(i)].id))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.erase(m_rows.begin() + i);
        endRemoveRows();
    }
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        const int at = rowOf(rows[static_cast<size_t>(i)].id);
        if (at < 0) {
            beginInsertRows({}, i, i);
            m_rows.insert(m_rows.begin() + i, rows[static_cast<size_t>(i)]);
            endInsertRows();
            continue;
        }
        if (at != i) {
            beginMoveRows({}, at, at, {}, i); // at > i: everything before i is in place
            std::rotate(m_rows.begin() + i, m_rows.begin() + at, m_rows.begin() + at + 1);
            endMoveRows();
        }
        m_rows[static_cast<size_t>(i)] = rows[static_cast<size_t>(i)];
        emit dataChanged(index(i), index(i));
    }
    emit countChanged();
    emit refreshed();
}

int ConversationListModel::rowOf(qint64 id) const {
    for (int i = 0; i < count(); ++i) {
        if (m_rows[static_cast<size_t>(i)].id == id)
            return i;
    }
    return -1;
}

qint64 ConversationListModel::idAt(int row) const {
    return row < 0 || row >= count() ? 0 : m_rows[static_cast<size_t>(row)].id;
}

QString ConversationListModel::title(qint64 id) const {
    const int row = rowOf(id);
    return row < 0 ? QString() : QString::fromStdString(m_rows[static_cast<size_t>(row)].title);
}

QString ConversationListModel::section(const storage::Conversation& row) const {
    if (row.pinned)
        return tr("Pinned");
    const QDate day = QDateTime::fromMSecsSinceEpoch(row.updated).date();
    const qint64 age = day.daysTo(QDate::currentDate());
    if (age <= 0)
        return tr("Today");
    if (age == 1)
        return tr("Yesterday");
    if (age <= 7)
        return tr("Last 7 days");
    return age <= 30 ? tr("Last 30 days") : tr("Older");
}

int ConversationListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ConversationListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const storage::Conversation& row = m_rows[static_cast<size_t>(index.row())];
    switch (role) {
    case IdRole:
        return static_cast<qint64>(row.id);
    case TitleRole:
        return row.title.empty() ? tr("New conversation") : QString::fromStdString(row.title);
    case PinnedRole:
        return row.pinned;
    case FolderRole:
        return static_cast<qint64>(row.folder);
    case SectionRole:
        return section(row);
    }
    return {};
}

QHash<int, QByteArray> ConversationListModel::roleNames() const {
    return {{IdRole, "conversationId"},
            {TitleRole, "title"},
            {PinnedRole, "pinned"},
            {FolderRole, "folder"},
            {SectionRole, "section"}};
}

bool ConversationListModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && !m_complete && !m_fetching;
}

void ConversationListModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent) || m_rows.empty())
        return;
    storage::ConversationFilter filter;
    filter.limit = pageLength;
    filter.before_activity = m_rows.back().activity;
    if (m_folder >= 0)
        filter.folder = m_folder;
    m_fetching = true;
    m_store.read<std::vector<storage::Conversation>>(
        this, [filter](storage::Store& store) { return store.conversations().list(filter); },
        [this, serial = m_serial](storage::Result<std::vector<storage::Conversation>> rows) {
            m_fetching = false;
            if (!rows || serial != m_serial)
                return;
            m_complete = static_cast<int>(rows->size()) < pageLength;
            std::erase_if(*rows, [this](const auto& row) { return rowOf(row.id) >= 0; });
            if (rows->empty())
                return;
            beginInsertRows({}, count(), count() + static_cast<int>(rows->size()) - 1);
            m_rows.insert(m_rows.end(), rows->begin(), rows->end());
            endInsertRows();
            emit countChanged();
        });
}

} // namespace hearth::ui
