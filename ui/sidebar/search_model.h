// What a search over all conversations found, best first.
#pragma once

#include "ui/workspace/store_bridge.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

/// Search as the user types: every change of the query starts a new search a moment later and gives up the
/// one before it.
class SearchModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the sidebar controller")
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(bool active READ isActive NOTIFY queryChanged)
    Q_PROPERTY(bool searching READ isSearching NOTIFY searchingChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum Role { ConversationRole = Qt::UserRole, MessageRole, TitleRole, SnippetRole, AuthorRole };

    explicit SearchModel(StoreBridge& store, QObject* parent = nullptr);

    const QString& query() const { return m_query; }
    void setQuery(const QString& query);
    bool isActive() const { return !m_query.trimmed().isEmpty(); }
    bool isSearching() const { return m_searching; }
    int count() const { return static_cast<int>(m_hits.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    void queryChanged();
    void searchingChanged();
    void countChanged();

private:
    void run(storage::MessageId before);
    void setSearching(bool searching);

    StoreBridge& m_store;
    QString m_query;
    QTimer m_delay;
    std::vector<storage::SearchHit> m_hits;
    storage::MessageId m_next = 0;
    bool m_searching = false;
    int m_serial = 0;
};

/// HTML of a snippet with its hits in bold; ranges are bytes of UTF-8, those out of bounds are left out.
QString markedSnippet(const std::string& snippet, const std::vector<storage::TextRange>& marks);

} // namespace hearth::ui
