#include "plugins/builtin/builtin_plugins.h"

#include "plugins/code/code_plugin.h"
#include "plugins/summarize/summarize_plugin.h"
#include "plugins/translate/translate_plugin.h"

#include <QCoreApplication>

namespace hearth {

void addBuiltInPlugins(plugin_host::PluginRegistry& registry) {
    const auto name = [](const char* text) { return QCoreApplication::translate("Plugins", text); };
    registry.addBuiltIn(QStringLiteral("summarize"), name("Summarize"),
                        std::make_shared<summarize::SummarizePlugin>());
    registry.addBuiltIn(QStringLiteral("translate"), name("Translate"),
                        std::make_shared<translate::TranslatePlugin>());
    registry.addBuiltIn(QStringLiteral("code"), name("Code"), std::make_shared<code::CodePlugin>());
}

} // namespace hearth
