// The files that go with the message that is being written.
#pragma once

#include "ui/workspace/store_bridge.h"

#include <QAbstractListModel>
#include <QImage>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

class QMimeData;

namespace hearth::ui {

/// Each file is read on a thread of its own, and kept in the store as soon as it is read: a draft has its
/// files after a restart, and the message has them when the file is long gone.
class AttachmentList : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the chat controller")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(bool reading READ isReading NOTIFY changed)
    Q_PROPERTY(bool pictures READ hasPictures NOTIFY changed)
public:
    enum Role {
        NameRole = Qt::UserRole,
        StateRole,  ///< "reading", "ready", "picture", "failed"
        DetailRole, ///< how much text it has, or why it cannot be read
    };
    /// Larger files are refused with a sentence.
    static constexpr qint64 largestFile = 64LL << 20;

    explicit AttachmentList(StoreBridge& store, QObject* parent = nullptr);

    int count() const { return static_cast<int>(m_entries.size()); }
    bool isReading() const;
    /// The model cannot see them: that is said.
    bool hasPictures() const;

    Q_INVOKABLE void add(const QList<QUrl>& files);
    /// Takes files or a picture from the clipboard; false when it holds neither.
    Q_INVOKABLE bool paste();
    bool take(const QMimeData& data);
    Q_INVOKABLE void remove(int row);

    /// What a message says of them; those that could not be read are not among them.
    storage::Parts parts() const;
    /// Shows the files of a draft.
    void reset(const storage::Parts& parts);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void changed();

private:
    enum class State { Reading, Ready, Picture, Failed };
    struct Entry {
        quint64 serial = 0;
        State state = State::Reading;
        storage::Part part;
        QString detail;
    };
    struct Read {
        QByteArray bytes;
        QString text;
        QString problem;
        bool picture = false;
    };
    static Read readFile(const QString& path);
    void start(const QString& name, const QString& mediaType, std::function<Read()> read);
    void keep(quint64 serial, std::shared_ptr<Read> read);
    void finish(quint64 serial, State state, const QString& hash, const QString& detail);

    StoreBridge& m_store;
    std::vector<Entry> m_entries;
    quint64 m_nextSerial = 1;
};

} // namespace hearth::ui
