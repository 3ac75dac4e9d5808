// The store as the window uses it: work goes to the store's threads, answers come back on this one.
#pragma once

#include "storage/async_store.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <functional>
#include <memory>

namespace hearth::ui {

/// Owns the AsyncStore. Callbacks are called on the thread of this object, and only while their context
/// lives.
class StoreBridge : public QObject {
    Q_OBJECT
public:
    template <typename T>
    using Work = std::function<storage::Result<T>(storage::Store&)>;
    template <typename T>
    using Done = std::function<void(storage::Result<T>)>;

    /// Opens `folder`/hearth.db, which is made when it is not there. When that cannot be opened, a temporary
    /// store takes its place and problem() says what is wrong: the window is never without a store.
    explicit StoreBridge(const std::filesystem::path& folder, QObject* parent = nullptr);
    ~StoreBridge() override;

    bool readOnly() const;
    /// Why the conversations are not kept in the data folder; empty when they are.
    const QString& problem() const { return m_problem; }
    QStringList notices() const;

    template <typename T>
    void write(QObject* context, Work<T> work, Done<T> done = {}) {
        m_store->write<T>(std::move(work), deliver<T>(context, std::move(done)));
    }
    template <typename T>
    void read(QObject* context, Work<T> work, Done<T> done) {
        m_store->read<T>(std::move(work), deliver<T>(context, std::move(done)));
    }
    /// The store itself, for threads that wait for it; expired when this object is gone.
    std::weak_ptr<storage::AsyncStore> asyncStore() const { return m_store; }
    /// See AsyncStore::write_steps.
    void writeSteps(QObject* context, Work<bool> step, Done<void> done) {
        m_store->write_steps(std::move(step), deliver<void>(context, std::move(done)));
    }
    void search(QObject* context, const storage::SearchQuery& query, Done<storage::SearchPage> done);

    /// See AsyncStore.
    void append(storage::MessageId answer, const QString& text);
    void finish(QObject* context, storage::MessageId answer, storage::MessageStatus status,
                const std::optional<storage::Timings>& timings = {}, const QString& note = {},
                Done<void> done = {});

signals:
    /// Something could not be written: disk full and the like.
    void writeFailed(const hearth::storage::Error& error);
    /// Another program has changed the store.
    void changedOutside();

private:
    template <typename T>
    std::function<void(storage::Result<T>)> deliver(QObject* context, Done<T> done) {
        return
            [this, context = QPointer<QObject>(context), done = std::move(done)](storage::Result<T> result) {
                auto shared = std::make_shared<storage::Result<T>>(std::move(result));
                QMetaObject::invokeMethod(
                    this,
                    [this, context, done, shared] {
                        if (!*shared && shared->error().kind == storage::ErrorKind::Full)
                            emit writeFailed(shared->error());
                        if (context && done)
                            done(std::move(*shared));
                    },
                    Qt::QueuedConnection);
            };
    }
    void reportError(const storage::Error& error);

    std::shared_ptr<storage::AsyncStore> m_store;
    std::filesystem::path m_temporary; ///< folder of the temporary store, empty when there is none
    QString m_problem;
};

} // namespace hearth::ui
