#include "plugins/builtin/builtin_plugins.h"

#include "plugins/code/code_plugin.h"
#include "plugins/summarize/summarize_plugin.h"
#include "plugins/translate/translate_plugin.h"

#include <QCoreApplication>

namespace hearth {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Plugins)
};

} // namespace

void addBuiltInPlugins(plugin_host::PluginRegistry& registry) {
    registry.addBuiltIn(
        QStringLiteral("summarize"), [] { return Texts::tr("Summarize"); },
        std::make_shared<summarize::SummarizePlugin>());
    registry.addBuiltIn(
        QStringLiteral("translate"), [] { return Texts::tr("Translate"); },
        std::make_shared<translate::TranslatePlugin>());
    registry.addBuiltIn(
        QStringLiteral("code"), [] { return Texts::tr("Code"); }, std::make_shared<code::CodePlugin>());
}

} // namespace hearth
