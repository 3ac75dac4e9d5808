#include "ui/door/key_store.h"

namespace hearth::ui {

KeyStore::KeyStore(std::unique_ptr<Keychain> keychain, QObject* parent)
    : QObject(parent), m_keychain(std::move(keychain)) {
    m_thread.setMaxThreadCount(1);
    if (!m_keychain)
        m_place = Place::Memory;
}

KeyStore::~KeyStore() {
    m_thread.clear();
    if (m_keychain)
        m_keychain->cancel();
    m_thread.waitForDone();
}

void KeyStore::read(const QString& name, const Done& done) {
    if (!m_keychain || m_memory.contains(name)) {
        QMetaObject::invokeMethod(
            this, [this, name, done] { done(m_memory.value(name)); }, Qt::QueuedConnection);
        return;
    }
    m_thread.start([this, keychain = m_keychain, name, done] {
        const auto key = keychain->read(name);
        QMetaObject::invokeMethod(
            this,
            [this, name, done, key] {
                keychainAnswered(key ? QString() : key.error());
                if (key && !m_memory.contains(name))
                    m_memory.insert(name, *key);
                done(m_memory.value(name));
            },
            Qt::QueuedConnection);
    });
}

void KeyStore::write(const QString& name, const QString& key) {
    m_memory.insert(name, key);
    if (!m_keychain)
        return;
    m_thread.start([this, keychain = m_keychain, name, key] {
        const auto written = keychain->write(name, key);
        QMetaObject::invokeMethod(
            this, [this, written] { keychainAnswered(written ? QString() : written.error()); },
            Qt::QueuedConnection);
    });
}

void KeyStore::keychainAnswered(const QString& problem) {
    const Place place = problem.isEmpty() ? Place::Keychain : Place::Memory;
    if (place == m_place && problem == m_problem)
        return;
    m_place = place;
    m_problem = problem;
    emit placeChanged();
}

} // namespace hearth::ui
