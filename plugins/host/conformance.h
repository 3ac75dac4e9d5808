// Checks a plugin the way the program will meet it: what `hearth-cli plugin check` prints.
#pragma once

#include "plugins/sdk/error.h"

#include <QList>

namespace hearth::plugin_host {

struct ConformanceCheck {
    QString name;
    bool passed = false;
    QString message; ///< why it failed, or what was seen
};

/// Runs all checks on a plugin's folder or zip: manifest, API range, prompts, and each task once on sample
/// input with a model that gives the smallest answers that fit. A process plugin runs in the sandbox, as it
/// will later.
QList<ConformanceCheck> checkConformance(const QString& path, bool insistUnsandboxed = false);

} // namespace hearth::plugin_host
