#include "plugins/host/sandbox.h"

#include "plugins/host/texts.h"

#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#ifdef Q_OS_MACOS
#include <libproc.h>
#endif
#ifdef Q_OS_WIN
#include "plugins/host/windows_job.h"
#endif

namespace hearth::plugin_host {

using namespace sdk;

namespace {

/// The program that makes the sandbox; empty where there is none.
QString sandboxProgram() {
#if defined(Q_OS_LINUX)
    return QStandardPaths::findExecutable(QStringLiteral("bwrap"));
#elif defined(Q_OS_MACOS)
    return QStringLiteral("/usr/bin/sandbox-exec");
#else
    return {};
#endif
}

#ifdef Q_OS_MACOS
constexpr bool ownPaths = false; // the sandbox shows files where they are
#else
constexpr bool ownPaths = true;
#endif

/// A string of the profile's language.
QString quoted(QString text) {
    return u'"' + text.replace(u'\\', QLatin1String("\\\\")).replace(u'"', QLatin1String("\\\"")) + u'"';
}

QStringList readOnlySystem() {
    QStringList arguments{"--ro-bind", "/usr", "/usr"};
    for (const char* name : {"bin", "sbin", "lib", "lib32", "lib64"}) {
        const QFileInfo info(QStringLiteral("/") + QLatin1String(name));
        if (info.isSymLink())
            arguments << "--symlink" << QStringLiteral("usr/") + QLatin1String(name) << info.filePath();
        else if (info.isDir())
            arguments << "--ro-bind" << info.filePath() << info.filePath();
    }
    for (const char* path :
         {"/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/localtime"})
        arguments << "--ro-bind-try" << QLatin1String(path) << QLatin1String(path);
    return arguments;
}

QStringList baseArguments() {
    return QStringList{"--unshare-all", "--die-with-parent", "--new-session", "--clearenv"} +
           readOnlySystem() + QStringList{"--proc",           "/proc",    "--dev",    "/dev",
                                          "--tmpfs",          "/tmp",     "--setenv", "PATH",
                                          "/usr/bin:/bin",    "--setenv", "HOME",     "/tmp",
                                          "--setenv",         "LANG",     "C.UTF-8",  "--setenv",
                                          "PYTHONUNBUFFERED", "1"};
}

/// Limits that the child sets for itself before it becomes the plugin.
void limitResources(QProcess& process, const SandboxRequest& request) {
#ifdef Q_OS_UNIX
    [[maybe_unused]] const rlim_t bytes = rlim_t(request.megabytes) << 20;
    const rlim_t seconds = rlim_t(request.seconds);
    process.setChildProcessModifier([=] {
        const auto limit = [](auto what, rlim_t value) {
            const struct rlimit both = {value, value};
            ::setrlimit(what, &both);
        };
#ifndef Q_OS_MACOS // whose shared libraries alone take more addresses: see usesTooMuchMemory()
        limit(RLIMIT_AS, bytes);
#endif
        limit(RLIMIT_CPU, seconds + 5); // a backstop: the clock on the wall ends it first
        limit(RLIMIT_CORE, 0);
        limit(RLIMIT_FSIZE, rlim_t(64) << 20);
        limit(RLIMIT_NOFILE, 256);
    });
#else
    Q_UNUSED(process);
    Q_UNUSED(request);
#endif
}

} // namespace

bool sandboxAvailable() {
    static const bool works = [] {
        const QString program = sandboxProgram();
        if (program.isEmpty())
            return false;
        QProcess probe;
        probe.start(program, ownPaths ? baseArguments() + QStringList{"--", "/usr/bin/true"}
                                      : QStringList{"-p", "(version 1)(allow default)", "/usr/bin/true"});
        return probe.waitForFinished(3000) && probe.exitStatus() == QProcess::NormalExit &&
               probe.exitCode() == 0;
    }();
    return works;
}

// The language of profiles is documented by the profiles that come with the system
// (/System/Library/Sandbox/Profiles); the base one, bsd.sb, lets ordinary programs start.
QString seatbeltProfile(const SandboxRequest& request) {
    QStringList lines{
        "(version 1)",
        "(deny default)",
        "(import \"bsd.sb\")",
        "(allow process-exec process-fork)",
        "(allow file-read* (subpath \"/usr\") (subpath \"/bin\") (subpath \"/System\") (subpath "
        "\"/Library/Developer/CommandLineTools\") (subpath \"/opt/homebrew\"))",
        "(allow file-read-metadata)"};
    lines << QStringLiteral("(allow file-read* (subpath %1))")
                 .arg(quoted(QFileInfo(request.pluginFolder).canonicalFilePath()));
    for (const QString& file : request.files)
        lines << QStringLiteral("(allow file-read* (literal %1))")
                     .arg(quoted(QFileInfo(file).canonicalFilePath()));
    lines << (request.network ? QStringLiteral("(allow network-outbound)")
                              : QStringLiteral("(deny network*)"));
    return lines.join(u'\n');
}

void boundStarted([[maybe_unused]] QProcess& process, [[maybe_unused]] const SandboxRequest& request) {
#ifdef Q_OS_WIN
    boundWithJob(static_cast<unsigned long>(process.processId()),
                 static_cast<unsigned long long>(request.megabytes) << 20,
                 static_cast<unsigned>(request.seconds));
#endif
}

bool usesTooMuchMemory([[maybe_unused]] const QProcess& process,
                       [[maybe_unused]] const SandboxRequest& request) {
#ifdef Q_OS_MACOS
    rusage_info_v2 usage = {};
    const auto id = static_cast<pid_t>(process.processId());
    return id > 0 && proc_pid_rusage(id, RUSAGE_INFO_V2, reinterpret_cast<rusage_info_t*>(&usage)) == 0 &&
           usage.ri_phys_footprint > quint64(request.megabytes) << 20;
#else
    return false;
#endif
}

QString pathInside(const SandboxRequest& request, qsizetype file) {
    if (!sandboxAvailable())
        return request.files[file];
    if (!ownPaths)
        return QFileInfo(request.files[file]).canonicalFilePath();
    return QStringLiteral("/input/%1/%2").arg(file).arg(QFileInfo(request.files[file]).fileName());
}

Result<void> prepareSandbox(QProcess& process, const SandboxRequest& request) {
    if (request.command.isEmpty())
        return fail(ErrorKind::InvalidInput, Texts::tr("The plugin names no command."));
    const QString folder = QFileInfo(request.pluginFolder).canonicalFilePath();
    limitResources(process, request);
    const bool own = QFileInfo::exists(QDir(folder).filePath(request.command.first()));
    if (!sandboxAvailable()) {
        if (!request.insistUnsandboxed)
            return fail(ErrorKind::Permission,
                        Texts::tr("This machine has no sandbox for plugins (bubblewrap is missing or "
                                  "may not be used), so the plugin was not started."));
        QStringList command = request.command;
        process.setWorkingDirectory(folder);
        process.setProgram(own ? QDir(folder).filePath(command.first()) : command.first());
        process.setArguments(command.mid(1));
        return {};
    }
    process.setProcessEnvironment(QProcessEnvironment());
    process.setProgram(sandboxProgram());
    if (!ownPaths) {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
        environment.insert(QStringLiteral("HOME"), folder);
        environment.insert(QStringLiteral("LANG"), QStringLiteral("en_US.UTF-8"));
        environment.insert(QStringLiteral("PYTHONUNBUFFERED"), QStringLiteral("1"));
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(folder);
        process.setArguments(
            QStringList{"-p", seatbeltProfile(request)} +
            QStringList{own ? QDir(folder).filePath(request.command.first()) : request.command.first()} +
            request.command.mid(1));
        return {};
    }
    QStringList arguments =
        baseArguments() + QStringList{"--ro-bind", folder, "/plugin", "--chdir", "/plugin"};
    if (request.network)
        arguments << "--share-net"
                  << "--ro-bind-try"
                  << "/etc/resolv.conf"
                  << "/etc/resolv.conf"
                  << "--ro-bind-try"
                  << "/etc/ssl"
                  << "/etc/ssl";
    for (qsizetype i = 0; i < request.files.size(); ++i)
        arguments << "--ro-bind" << QFileInfo(request.files[i]).canonicalFilePath() << pathInside(request, i);
    arguments << "--"
              << (own ? QStringLiteral("/plugin/") + request.command.first() : request.command.first())
              << request.command.mid(1);
    process.setArguments(arguments);
    return {};
}

} // namespace hearth::plugin_host
