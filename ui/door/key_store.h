// Keys of endpoints: in the system's keychain where there is one, else in memory until the program ends.
#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <expected>
#include <functional>
#include <memory>

namespace hearth::ui {

/// A keychain of the system. Its calls may block (a dialog that unlocks it): they are made on a thread of the
/// KeyStore. Errors are one sentence.
class Keychain {
public:
    virtual ~Keychain() = default;
    /// The key kept under `name`; empty when there is none.
    virtual std::expected<QString, QString> read(const QString& name) = 0;
    /// Keeps `key`; an empty one removes what is kept.
    virtual std::expected<void, QString> write(const QString& name, const QString& key) = 0;
    /// Makes a call that still waits return with an error; called from another thread.
    virtual void cancel() {}
};

/// Secret Service (libsecret), Keychain or Credential Manager; null where the program was built without.
std::unique_ptr<Keychain> systemKeychain();

/// Keys by name, never in a file of ours. Lives on the thread that made it; nothing blocks.
class KeyStore : public QObject {
    Q_OBJECT
public:
    /// Without a keychain keys are kept in memory.
    explicit KeyStore(std::unique_ptr<Keychain> keychain, QObject* parent = nullptr);
    ~KeyStore() override;

    enum class Place { Unknown, Keychain, Memory };
    /// Where keys are kept, as far as the last read or write has shown.
    Place place() const { return m_place; }
    /// Why not in the keychain; empty when that is not known or they are.
    const QString& problem() const { return m_problem; }

    using Done = std::function<void(const QString& key)>;
    /// `done` is called later on this thread, with an empty key when there is none.
    void read(const QString& name, const Done& done);
    /// Keeps a key, or removes it when it is empty.
    void write(const QString& name, const QString& key);

signals:
    void placeChanged();

private:
    void keychainAnswered(const QString& problem);

    std::shared_ptr<Keychain> m_keychain;
    QHash<QString, QString> m_memory; ///< what was written or read in this session
    QThreadPool m_thread;             ///< one thread: calls in their order
    Place m_place = Place::Unknown;
    QString m_problem;
};

} // namespace hearth::ui
