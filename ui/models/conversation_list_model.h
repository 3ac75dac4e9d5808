// The conversations of the sidebar: pinned ones first, then the latest.
#pragma once

#include "ui/workspace/store_bridge.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

class ConversationListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the sidebar controller")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum Role { IdRole = Qt::UserRole, TitleRole, PinnedRole, FolderRole, SectionRole };

    explicit ConversationListModel(StoreBridge& store, QObject* parent = nullptr);

    /// Reads the list again; what is there keeps its row objects as far as possible.
    void refresh();
    /// -1: all; else only that folder.
    void setFolder(qint64 folder);
    qint64 folder() const { return m_folder; }
    int count() const { return static_cast<int>(m_rows.size()); }
    int rowOf(qint64 id) const;
    /// The conversation in a row; 0 when there is none.
    Q_INVOKABLE qint64 idAt(int row) const;
    QString title(qint64 id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    void countChanged();
    void refreshed();

private:
    void replace(std::vector<storage::Conversation> rows);
    QString section(const storage::Conversation& row) const;

    StoreBridge& m_store;
    qint64 m_folder = -1;
    std::vector<storage::Conversation> m_rows;
    bool m_complete = true;
    bool m_fetching = false;
    int m_serial = 0; ///< of the last refresh asked for
};

} // namespace hearth::ui
