// Process plugins: JSON-RPC 2.0, one message a line, on the plugin's stdin and stdout (docs/plugins.md has
// the protocol).
#pragma once

#include "plugins/host/manifest.h"
#include "plugins/host/sandbox.h"

namespace hearth::plugin_host {

/// Runs a plugin that is a program of its own, a fresh process for each run. Whatever it does (hangs, dies,
/// writes garbage, wants more memory than its limit) ends the run with an Error that names it, never more.
class ProcessPlugin : public sdk::TaskPlugin {
public:
    ProcessPlugin(PluginManifest manifest, QString folder, bool insistUnsandboxed = false)
        : m_manifest(std::move(manifest)), m_folder(std::move(folder)), m_insist(insistUnsandboxed) {}
    QList<sdk::TaskDescription> tasks() const override { return m_manifest.tasks; }
    sdk::Result<sdk::TaskResult> run(const QString& task, const sdk::TaskInput& input,
                                     sdk::TaskContext& context) override;

private:
    PluginManifest m_manifest;
    QString m_folder;
    bool m_insist;
};

} // namespace hearth::plugin_host
