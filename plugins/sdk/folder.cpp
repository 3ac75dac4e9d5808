#include "plugins/sdk/folder.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace hearth::sdk {

QString nameBelow(const QString& folder, const QString& file) {
    const QFileInfo root(folder);
    const QString top = root.isDir() ? root.canonicalFilePath() : QString();
    const QFileInfo info(file);
    if (top.isEmpty() || !info.isFile() || !QDir::isAbsolutePath(file) || QDir::cleanPath(file) != file)
        return {};
    // The folder itself may be reached over a link: the user chose it so.
    const QString shown = QDir::cleanPath(root.absoluteFilePath()) + u'/';
    const QString real = top + u'/';
    const QString prefix = file.startsWith(shown) ? shown : real;
    if (!file.startsWith(prefix))
        return {};
    const QString name = file.mid(prefix.size());
    if (info.canonicalFilePath() != real + name)
        return {};
    const QStringList parts = name.split(u'/');
    const bool hidden =
        std::any_of(parts.begin(), parts.end(), [](const QString& part) { return part.startsWith(u'.'); });
    return hidden ? QString() : name;
}

bool isBelow(const QStringList& folders, const QString& file) {
    return std::any_of(folders.begin(), folders.end(),
                       [&](const QString& folder) { return !nameBelow(folder, file).isEmpty(); });
}

} // namespace hearth::sdk
