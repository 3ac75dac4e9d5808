// Folders that tasks about code may read: for the open conversation, or for all of them where the user says
// so.
#pragma once

#include "ui/workspace/settings.h"

#include <QAbstractListModel>
#include <QHash>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

/// What a conversation was given is forgotten when the program ends; what is kept for all is in the settings.
class FolderGrants : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the task controller")
    Q_PROPERTY(int count READ count NOTIFY changed)
public:
    enum Role {
        NameRole = Qt::UserRole,
        PathRole, ///< as the system writes it
        KeptRole  ///< for all conversations
    };

    explicit FolderGrants(Settings& settings, QObject* parent = nullptr);

    int count() const { return static_cast<int>(m_shown.size()); }
    /// Absolute paths.
    const QStringList& paths() const { return m_shown; }

    /// Shows those of a conversation; 0 is one that has no message yet.
    void enter(qint64 conversation);
    /// The conversation that had no message yet is this one now.
    void moveTo(qint64 conversation);
    /// Grants a folder to the shown conversation. False when it is none.
    Q_INVOKABLE bool add(const QUrl& folder);
    /// Takes a grant back, for all conversations where it was kept for all.
    Q_INVOKABLE void remove(int row);
    Q_INVOKABLE void setKept(int row, bool kept);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void changed();

private:
    void refresh();

    Settings& m_settings;
    qint64 m_conversation = 0;
    QHash<qint64, QStringList> m_granted; ///< by conversation
    QStringList m_shown;
};

} // namespace hearth::ui
