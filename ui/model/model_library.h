// The model files that the user has, with what they are and whether they fit into memory.
#pragma once

#include "ui/workspace/settings.h"

#include <QAbstractListModel>
#include <QJsonObject>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

/// Whether a model that needs `needed` bytes runs with `available` of `total` bytes of memory.
enum class MemoryFit { Unknown, Well, Slow, No };
MemoryFit memoryFit(qint64 needed, qint64 available, qint64 total);

/// Each file is described by `hearth-engine info FILE --json`, run beside the window, one at a time.
class ModelLibrary : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QString memory READ memory NOTIFY countChanged)
public:
    enum Role {
        PathRole = Qt::UserRole,
        NameRole,
        FactsRole,   ///< "3.8B · phi3 · Q4_0 · 2.2 GB"
        ContextRole, ///< "up to 131,072 tokens of context"
        FitRole,     ///< "runs well", "will be slow", "will not fit", why it cannot be run, or empty
        FitsRole,    ///< bool
        StarterRole
    };

    ModelLibrary(Settings& settings, const QString& engineProgram, QObject* parent = nullptr);

    int count() const { return static_cast<int>(m_models.size()); }
    /// "6.1 GB of 16 GB of memory are free"
    QString memory() const;
    void refresh();
    /// Finds out about the files that nothing is known of yet; called when the page is opened.
    Q_INVOKABLE void describeNext();
    /// Takes a file out of the list; the file stays.
    Q_INVOKABLE void forget(const QString& path);
    /// What `hearth-engine info` said about a file; the program's answers come here.
    void describe(const QString& path, const QJsonObject& info);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    struct Model {
        QString path;
        qint64 bytes = 0;
        QJsonObject info; ///< empty until it is known
        bool there = true;
    };
    QString facts(const Model& model) const;
    QString fit(const Model& model) const;

    Settings& m_settings;
    QString m_engineProgram;
    QList<Model> m_models;
    QStringList m_toDescribe;
    bool m_describing = false;
};

} // namespace hearth::ui
