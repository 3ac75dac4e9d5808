// What counts as lying below a folder that the user granted.
#pragma once

#include <QString>
#include <QStringList>

namespace hearth::sdk {

/// The name of a file relative to a folder, “/” between. Empty when the file is not there or not below the
/// folder, and when the way to it leads over “..”, a link or a hidden name (.git, .env, .ssh): a grant does
/// not reach that far.
QString nameBelow(const QString& folder, const QString& file);

/// Whether nameBelow() has a name for it in one of the folders.
bool isBelow(const QStringList& folders, const QString& file);

} // namespace hearth::sdk
