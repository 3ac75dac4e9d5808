#include "plugins/host/sandbox.h"

#include "plugins/host/texts.h"

#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace hearth::plugin_host {

using namespace sdk;

namespace {

QString bubblewrap() {
#ifdef Q_OS_LINUX
    return QStandardPaths::findExecutable(QStringLiteral("bwrap"));
#else
    return {};
#endif
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
    const rlim_t bytes = rlim_t(request.megabytes) << 20;
    const rlim_t seconds = rlim_t(request.seconds);
    process.setChildProcessModifier([bytes, seconds] {
        const auto limit = [](auto what, rlim_t value) {
            const struct rlimit both = {value, value};
            ::setrlimit(what, &both);
        };
        limit(RLIMIT_AS, bytes);
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
        const QString program = bubblewrap();
        if (program.isEmpty())
            return false;
        QProcess probe;
        probe.start(program, baseArguments() + QStringList{"--", "/usr/bin/true"});
        return probe.waitForFinished(3000) && probe.exitStatus() == QProcess::NormalExit &&
               probe.exitCode() == 0;
    }();
    return works;
}

QString pathInside(const SandboxRequest& request, qsizetype file) {
    if (!sandboxAvailable())
        return request.files[file];
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
    process.setProgram(bubblewrap());
    process.setArguments(arguments);
    process.setProcessEnvironment(QProcessEnvironment());
    return {};
}

} // namespace hearth::plugin_host
