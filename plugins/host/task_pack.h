// Task packs: prompts, steps and schemas run by the host; no code of the author's.
#pragma once

#include "plugins/host/manifest.h"

namespace hearth::plugin_host {

/// Runs the tasks of a pack. Prompts are templates: `{{option.NAME}}`, `{{locale}}` and `{{language}}` are
/// put in; the input goes into a delimited block of its own, so that a document can't become part of the
/// instructions.
class TaskPack : public sdk::TaskPlugin {
public:
    explicit TaskPack(PluginManifest manifest) : m_manifest(std::move(manifest)) {}
    QList<sdk::TaskDescription> tasks() const override { return m_manifest.tasks; }
    sdk::Result<sdk::TaskResult> run(const QString& task, const sdk::TaskInput& input,
                                     sdk::TaskContext& context) override;

private:
    PluginManifest m_manifest;
};

} // namespace hearth::plugin_host
