#include "ui/tasks/folder_grants.h"

#include <QDir>
#include <QFileInfo>

namespace hearth::ui {

FolderGrants::FolderGrants(Settings& settings, QObject* parent)
    : QAbstractListModel(parent), m_settings(settings) {
    refresh();
}

void FolderGrants::refresh() {
    QStringList shown = m_settings.folders();
    for (const QString& folder : m_granted.value(m_conversation))
        if (!shown.contains(folder))
            shown.append(folder);
    if (shown == m_shown)
        return;
    beginResetModel();
    m_shown = shown;
    endResetModel();
    emit changed();
}

void FolderGrants::enter(qint64 conversation) {
    m_conversation = conversation;
    refresh();
}

void FolderGrants::moveTo(qint64 conversation) {
    if (conversation == 0 || !m_granted.contains(0))
        return;
    m_granted[conversation] += m_granted.take(0);
    refresh();
}

bool FolderGrants::add(const QUrl& folder) {
    const QFileInfo info(folder.toLocalFile());
    if (!info.isDir())
        return false;
    const QString path = QDir::cleanPath(info.absoluteFilePath());
    if (!m_shown.contains(path))
        m_granted[m_conversation].append(path);
    refresh();
    return true;
}

void FolderGrants::remove(int row) {
    if (row < 0 || row >= count())
        return;
    const QString path = m_shown[row];
    QStringList kept = m_settings.folders();
    if (kept.removeAll(path) > 0)
        m_settings.setFolders(kept);
    m_granted[m_conversation].removeAll(path);
    refresh();
}

void FolderGrants::setKept(int row, bool kept) {
    if (row < 0 || row >= count())
        return;
    const QString path = m_shown[row];
    QStringList all = m_settings.folders();
    all.removeAll(path);
    if (kept)
        all.append(path);
    else if (!m_granted.value(m_conversation).contains(path))
        m_granted[m_conversation].append(path); // it stays granted here
    m_settings.setFolders(all);
    refresh();
    // Its place may be the same.
    emit dataChanged(index(0), index(count() - 1), {KeptRole});
}

int FolderGrants::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant FolderGrants::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString& path = m_shown[index.row()];
    switch (role) {
    case NameRole:
        return QFileInfo(path).fileName();
    case PathRole:
        return QDir::toNativeSeparators(path);
    case KeptRole:
        return m_settings.folders().contains(path);
    }
    return {};
}

QHash<int, QByteArray> FolderGrants::roleNames() const {
    return {{NameRole, "folderName"}, {PathRole, "path"}, {KeptRole, "kept"}};
}

} // namespace hearth::ui
