// What a process plugin may touch: its own folder and the files it was given, read-only; no network; bounded
// memory.
#pragma once

#include "plugins/sdk/error.h"

#include <QProcess>
#include <QStringList>

namespace hearth::plugin_host {

struct SandboxRequest {
    QString pluginFolder; ///< seen as /plugin
    QStringList command;  ///< relative programs are looked up in the plugin's folder, then in /usr/bin
    QStringList files;    ///< each seen read-only as /input/N/NAME
    bool network = false;
    int megabytes = 1024;           ///< address space of each process
    int seconds = 600;              ///< processor time
    bool insistUnsandboxed = false; ///< the user's own word; without a sandbox nothing runs otherwise
};

/// True when this machine can sandbox: bubblewrap on Linux, sandbox-exec on macOS, and it works. Windows has
/// none: a job object bounds memory and time there, but neither files nor the network.
bool sandboxAvailable();

/// The profile for sandbox-exec (macOS): all is denied but what the system's programs need, the plugin's
/// folder and the granted files for reading, and the network where it is granted. Paths are canonical.
QString seatbeltProfile(const SandboxRequest& request);

/// Bounds a process that has been started, where that is done from outside (Windows). It ends with this
/// program, whatever happens.
void boundStarted(QProcess& process, const SandboxRequest& request);

/// True when the process holds more memory than it may, on the system that does not bound it by itself
/// (macOS): whoever waits for the plugin asks now and then, and ends it.
bool usesTooMuchMemory(const QProcess& process, const SandboxRequest& request);

/// Prepares a process to start inside the sandbox. ErrorKind::Permission when there is no sandbox and the
/// user did not insist.
sdk::Result<void> prepareSandbox(QProcess& process, const SandboxRequest& request);

/// The path under which a granted file is seen inside.
QString pathInside(const SandboxRequest& request, qsizetype file);

} // namespace hearth::plugin_host
