// Sentences for people, in the language of the window.
#pragma once

#include <QCoreApplication>

namespace hearth::plugin_host {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(PluginHost)
};

} // namespace hearth::plugin_host
