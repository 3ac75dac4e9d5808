// One running window per data folder, reachable by the desktop: a second start hands its files to the first
// (org.freedesktop.Application over D-Bus where there is a session bus, a local socket elsewhere), and the
// desktop's search (GNOME Shell's SearchProvider2, KRunner) finds conversations.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QVector>

#include <functional>
#include <memory>

class QLocalServer;
class QLockFile;

namespace hearth {

/// One conversation that matches a search from the desktop.
struct DesktopSearchHit {
    QString id;
    QString title;
    QString snippet;
};

/// Takes what was found; called once, on the thread of the DesktopPresence.
using DesktopSearchDone = std::function<void(const QVector<DesktopSearchHit>& hits)>;
/// Finds at most `limit` conversations and hands them to `done`, at once or later.
using DesktopSearch = std::function<void(const QString& query, int limit, const DesktopSearchDone& done)>;

class DesktopPresence : public QObject {
    Q_OBJECT
public:
    enum class Outcome {
        First,    ///< this is the window of its data folder; requests arrive as signals
        PassedOn, ///< another one is running and has taken the request: leave
    };

    /// `data_folder`: windows over different data folders live side by side.
    explicit DesktopPresence(QString data_folder, QObject* parent = nullptr);
    ~DesktopPresence() override;

    /// Becomes the first instance, or hands `files` (made absolute) and `action` ("" or an action's id) to
    /// it.
    Outcome start(const QStringList& files, const QString& action);

    /// Name on the session bus; has a suffix for a data folder that is not the usual one.
    QString bus_name() const;
    void set_search(DesktopSearch search) { m_search = std::move(search); }
    const DesktopSearch& search() const { return m_search; }

signals:
    void activated(); ///< the window is to come forward
    void files_requested(const QStringList& paths);
    void action_requested(const QString& action); ///< which decides itself whether the window comes forward
    void conversation_requested(const QString& id);

private:
    Outcome start_on_bus(const QStringList& files, const QString& action);
    Outcome start_on_socket(const QStringList& files, const QString& action);
    void take_request(const QByteArray& line);

    QString m_data_folder;
    QString m_key;
    DesktopSearch m_search;
    std::unique_ptr<QLockFile> m_lock;
    QLocalServer* m_server = nullptr;
};

} // namespace hearth
