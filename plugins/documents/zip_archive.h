// Parts of a zip held in memory, with bounds that a zip bomb meets before memory does.
#pragma once

#include "plugins/sdk/document.h"

#include <QByteArray>
#include <QStringList>

#include <memory>

struct zip;

namespace hearth::documents {

/// A zip file in memory: docx, odt, epub, task packs.
class ZipArchive {
public:
    /// Opens an archive; checks that it is one, that it is not encrypted, and how large it claims to be.
    static sdk::Result<std::unique_ptr<ZipArchive>> open(const sdk::DocumentSource& source,
                                                         const sdk::ReadLimits& limits);
    ~ZipArchive();

    QStringList names() const;
    bool contains(const QString& name) const;
    /// The unpacked bytes of one part; NotFound when there is none of that name.
    sdk::Result<QByteArray> read(const QString& name);
    /// A copy of the archive with one part replaced; order, names and the other parts stay.
    sdk::Result<QByteArray> withReplaced(const QList<std::pair<QString, QByteArray>>& parts) const;

private:
    ZipArchive(const sdk::DocumentSource& source, const sdk::ReadLimits& limits);
    sdk::Result<void> check() const;

    QString m_name;
    QByteArray m_bytes;
    qint64 m_limit;
    qint64 m_unpacked = 0;
    ::zip* m_zip = nullptr;
};

} // namespace hearth::documents
