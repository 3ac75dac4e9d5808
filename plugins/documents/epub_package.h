// The package document of an epub: title and chapters in reading order.
#pragma once

#include "plugins/documents/zip_archive.h"

#include <QStringList>

namespace hearth::documents {

struct EpubPackage {
    QString title;
    QStringList chapters; ///< paths inside the zip
};

/// Follows META-INF/container.xml to the package and its spine; `name` is the file's for messages.
sdk::Result<EpubPackage> readEpubPackage(ZipArchive& zip, const QString& name, int deepest);

} // namespace hearth::documents
