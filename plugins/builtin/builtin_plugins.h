// The tasks that come with the program.
#pragma once

#include "plugins/host/plugin_registry.h"

namespace hearth {

/// Adds summarize, translate and code under the ids "summarize", "translate" and "code".
void addBuiltInPlugins(plugin_host::PluginRegistry& registry);

} // namespace hearth
