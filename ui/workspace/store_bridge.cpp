#include "ui/workspace/store_bridge.h"

#include <QCoreApplication>
#include <QDir>

namespace hearth::ui {

namespace {

std::filesystem::path makeTemporaryFolder() {
    const QString name =
        QDir::tempPath() + QStringLiteral("/hearth-%1").arg(QCoreApplication::applicationPid());
    QDir().mkpath(name);
    return std::filesystem::path(name.toStdU16String());
}

} // namespace

StoreBridge::StoreBridge(const std::filesystem::path& folder, QObject* parent) : QObject(parent) {
    std::error_code error;
    std::filesystem::create_directories(folder, error); // opening says what is wrong, if something is
    auto store = storage::AsyncStore::open(folder / "hearth.db");
    if (!store) {
        m_problem = QString::fromStdString(store.error().message);
        m_temporary = makeTemporaryFolder();
        store = storage::AsyncStore::open(m_temporary / "hearth.db");
    }
    if (!store)
        qFatal("no folder to write to: %s", store.error().message.c_str());
    m_store = std::move(*store);
    m_store->on_error([this](const storage::Error& problem) { reportError(problem); });
    m_store->on_external_change(
        [this] { QMetaObject::invokeMethod(this, &StoreBridge::changedOutside, Qt::QueuedConnection); });
}

StoreBridge::~StoreBridge() {
    m_store.reset();
    std::error_code error;
    if (!m_temporary.empty())
        std::filesystem::remove_all(m_temporary, error);
}

bool StoreBridge::readOnly() const {
    return m_store->read_only();
}

QStringList StoreBridge::notices() const {
    QStringList list;
    for (const std::string& notice : m_store->notices())
        list.append(QString::fromStdString(notice));
    return list;
}

void StoreBridge::search(QObject* context, const storage::SearchQuery& query,
                         Done<storage::SearchPage> done) {
    m_store->search(query, deliver<storage::SearchPage>(context, std::move(done)));
}

void StoreBridge::append(storage::MessageId answer, const QString& text) {
    m_store->append(answer, text.toStdString());
}

void StoreBridge::finish(QObject* context, storage::MessageId answer, storage::MessageStatus status,
                         const std::optional<storage::Timings>& timings, const QString& note,
                         Done<void> done) {
    m_store->finish(answer, status, timings, note.toStdString(),
                    [this, deliver = deliver<void>(context, std::move(done))](storage::Result<void> result) {
                        if (!result && result.error().kind != storage::ErrorKind::Full)
                            reportError(result.error());
                        deliver(std::move(result));
                    });
}

void StoreBridge::reportError(const storage::Error& error) {
    QMetaObject::invokeMethod(
        this, [this, error] { emit writeFailed(error); }, Qt::QueuedConnection);
}

} // namespace hearth::ui
