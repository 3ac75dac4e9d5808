// The user's saved prompts: written once, called with “/”.
#pragma once

#include "ui/workspace/store_bridge.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

class PromptLibrary : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum Role { IdRole = Qt::UserRole, TitleRole, TextRole };

    explicit PromptLibrary(StoreBridge& store, QObject* parent = nullptr);

    int count() const { return static_cast<int>(m_prompts.size()); }
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void add(const QString& title, const QString& text);
    Q_INVOKABLE void change(qint64 id, const QString& title, const QString& text);
    Q_INVOKABLE void remove(qint64 id);
    /// Prompts whose title has `words`: a list of {title, text} for the menu of the composer.
    Q_INVOKABLE QVariantList matching(const QString& words) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();
    void failed(const QString& message);

private:
    void write(std::function<storage::Result<void>(storage::Store&)> work);

    StoreBridge& m_store;
    std::vector<storage::Prompt> m_prompts;
};

} // namespace hearth::ui
