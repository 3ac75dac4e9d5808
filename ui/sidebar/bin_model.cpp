#include "ui/sidebar/bin_model.h"

#include <cmath>

namespace hearth::ui {

BinModel::BinModel(StoreBridge& store, QObject* parent) : QAbstractListModel(parent), m_store(store) {}

void BinModel::refresh() {
    m_store.read<std::vector<storage::BinEntry>>(
        this, [](storage::Store& store) { return store.bin().list(); },
        [this](storage::Result<std::vector<storage::BinEntry>> entries) {
            if (!entries)
                return;
            beginResetModel();
            m_entries = std::move(*entries);
            endResetModel();
            emit countChanged();
        });
}

void BinModel::change(std::function<storage::Result<void>(storage::Store&)> work) {
    m_store.write<void>(this, std::move(work), [this](storage::Result<void> result) {
        if (!result)
            emit failed(QString::fromStdString(result.error().message));
        refresh();
        emit restored();
    });
}

void BinModel::restore(qint64 id) {
    change([id](storage::Store& store) { return store.bin().restore(id); });
}

void BinModel::erase(qint64 id) {
    change([id](storage::Store& store) { return store.bin().empty(id); });
}

void BinModel::eraseAll() {
    change([](storage::Store& store) { return store.bin().empty_all(); });
}

int BinModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant BinModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const storage::BinEntry& entry = m_entries[static_cast<size_t>(index.row())];
    switch (role) {
    case IdRole:
        return static_cast<qint64>(entry.id);
    case KindRole:
        switch (entry.kind) {
        case storage::BinKind::Conversation:
            return tr("Conversation");
        case storage::BinKind::Message:
            return tr("Message");
        case storage::BinKind::Folder:
            return tr("Folder");
        case storage::BinKind::Prompt:
            return tr("Prompt");
        case storage::BinKind::Task:
            return tr("Task");
        }
        return {};
    case LabelRole:
        return entry.label.empty() ? tr("Without a title") : QString::fromStdString(entry.label).simplified();
    case DaysLeftRole:
        return static_cast<int>(std::ceil(entry.days_left));
    }
    return {};
}

QHash<int, QByteArray> BinModel::roleNames() const {
    return {{IdRole, "entryId"}, {KindRole, "kind"}, {LabelRole, "label"}, {DaysLeftRole, "daysLeft"}};
}

} // namespace hearth::ui
