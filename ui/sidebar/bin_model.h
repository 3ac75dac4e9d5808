// What was deleted in the last 30 days.
#pragma once

#include "ui/workspace/store_bridge.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

class BinModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the sidebar controller")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum Role { IdRole = Qt::UserRole, KindRole, LabelRole, DaysLeftRole };

    explicit BinModel(StoreBridge& store, QObject* parent = nullptr);

    int count() const { return static_cast<int>(m_entries.size()); }
    Q_INVOKABLE void refresh();
    /// Brings an entry back.
    Q_INVOKABLE void restore(qint64 id);
    /// Removes one entry, or all, for good.
    Q_INVOKABLE void erase(qint64 id);
    Q_INVOKABLE void eraseAll();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();
    /// Something came back: lists that show it read again.
    void restored();
    void failed(const QString& message);

private:
    void change(std::function<storage::Result<void>(storage::Store&)> work);

    StoreBridge& m_store;
    std::vector<storage::BinEntry> m_entries;
};

} // namespace hearth::ui
