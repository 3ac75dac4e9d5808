#include "plugins/host/host_task_context.h"
#include "plugins/host/texts.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QMutex>
#include <QtEndian>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace hearth::plugin_host {

using namespace sdk;

namespace {

class MemoryStepStore : public StepStore {
public:
    std::optional<QByteArray> find(const QString& key) override {
        const QMutexLocker lock(&m_mutex);
        const auto it = m_steps.constFind(key);
        return it == m_steps.constEnd() ? std::nullopt : std::optional(*it);
    }
    void save(const QString& key, const QByteArray& value) override {
        const QMutexLocker lock(&m_mutex);
        m_steps.insert(key, value);
    }

protected:
    QMutex m_mutex;
    QHash<QString, QByteArray> m_steps;
};

/// Records: [payload size, little endian 32 bit][first 8 bytes of the payload's SHA-256][payload];
/// payload = [key size, 32 bit][key, UTF-8][value].
class FileStepStore : public MemoryStepStore {
public:
    Result<void> open(const QString& path) {
        QDir().mkpath(QFileInfo(path).absolutePath());
        m_file.setFileName(path);
        if (!m_file.open(QIODevice::ReadWrite))
            return fail(ErrorKind::Io, Texts::tr("The steps of this task can't be kept in “%1”: %2.")
                                           .arg(path, m_file.errorString()));
        const QByteArray all = m_file.readAll();
        qint64 good = 0;
        while (readRecord(all, good)) {
        }
        m_file.resize(good); // a record torn by a kill
        m_file.seek(good);
        return {};
    }

    void save(const QString& key, const QByteArray& value) override {
        MemoryStepStore::save(key, value);
        const QMutexLocker lock(&m_mutex);
        const QByteArray name = key.toUtf8();
        const QByteArray payload = number(name.size()) + name + value;
        m_file.write(number(payload.size()) + digest(payload) + payload);
        m_file.flush();
#ifdef Q_OS_UNIX
        ::fsync(m_file.handle());
#endif
    }

private:
    static QByteArray number(qsizetype value) {
        QByteArray bytes(4, '\0');
        qToLittleEndian(quint32(value), bytes.data());
        return bytes;
    }
    static QByteArray digest(const QByteArray& payload) {
        return QCryptographicHash::hash(payload, QCryptographicHash::Sha256).left(8);
    }
    bool readRecord(const QByteArray& all, qint64& at) {
        if (all.size() - at < 12)
            return false;
        const qint64 size = qFromLittleEndian<quint32>(all.constData() + at);
        if (size < 4 || all.size() - at - 12 < size)
            return false;
        const QByteArray payload = all.mid(at + 12, size);
        const qint64 nameSize = qFromLittleEndian<quint32>(payload.constData());
        if (all.mid(at + 4, 8) != digest(payload) || nameSize > size - 4)
            return false;
        m_steps.insert(QString::fromUtf8(payload.mid(4, nameSize)), payload.mid(4 + nameSize));
        at += 12 + size;
        return true;
    }

    QFile m_file;
};

} // namespace

std::shared_ptr<StepStore> makeMemoryStepStore() {
    return std::make_shared<MemoryStepStore>();
}

Result<std::shared_ptr<StepStore>> openFileStepStore(const QString& path) {
    auto store = std::make_shared<FileStepStore>();
    TRY(store->open(path));
    return std::shared_ptr<StepStore>(store);
}

} // namespace hearth::plugin_host
