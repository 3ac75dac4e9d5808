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

/// True when this machine can sandbox (bubblewrap is there and works).
bool sandboxAvailable();

/// Prepares a process to start inside the sandbox. ErrorKind::Permission when there is no sandbox and the
/// user did not insist.
sdk::Result<void> prepareSandbox(QProcess& process, const SandboxRequest& request);

/// The path under which a granted file is seen inside.
QString pathInside(const SandboxRequest& request, qsizetype file);

} // namespace hearth::plugin_host
