#include "plugins/documents/zip_archive.h"

#include "plugins/documents/block_builder.h"
#include "plugins/documents/texts.h"

#include <zip.h>

namespace hearth::documents {

using namespace sdk;

namespace {

constexpr qint64 largestRatio = 1000;      // deflate itself ends near 1032:1
constexpr qint64 ratioMatters = 8LL << 20; // small parts may be as repetitive as they like
constexpr zip_int64_t mostParts = 20000;

zip_t* openBytes(const QByteArray& bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.constData(), zip_uint64_t(bytes.size()), 0, &error);
    zip_t* archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
    if (source && !archive)
        zip_source_free(source);
    zip_error_fini(&error);
    return archive;
}

/// The whole of a growing in-memory archive, after it was closed.
QByteArray bytesOf(zip_source_t* source) {
    QByteArray out;
    if (zip_source_open(source) != 0)
        return out;
    char chunk[65536];
    for (zip_int64_t got = 0; (got = zip_source_read(source, chunk, sizeof chunk)) > 0;)
        out.append(chunk, qsizetype(got));
    zip_source_close(source);
    return out;
}

} // namespace

ZipArchive::ZipArchive(const DocumentSource& source, const ReadLimits& limits)
    : m_name(quotedName(source.path)), m_bytes(source.bytes), m_limit(limits.unpackedBytes) {}

ZipArchive::~ZipArchive() {
    if (m_zip)
        zip_discard(m_zip);
}

Result<std::unique_ptr<ZipArchive>> ZipArchive::open(const DocumentSource& source, const ReadLimits& limits) {
    std::unique_ptr<ZipArchive> archive(new ZipArchive(source, limits));
    archive->m_zip = openBytes(archive->m_bytes);
    if (!archive->m_zip)
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("%1 is damaged: its zip structure can't be read. Try to open and save it again "
                              "in the program that made it.")
                        .arg(archive->m_name));
    TRY(archive->check());
    return archive;
}

Result<void> ZipArchive::check() const {
    const zip_int64_t count = zip_get_num_entries(m_zip, 0);
    if (count > mostParts)
        return fail(ErrorKind::TooLarge,
                    Texts::tr("%1 holds %2 parts, which no document needs.").arg(m_name).arg(count));
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        if (zip_stat_index(m_zip, zip_uint64_t(i), 0, &stat) != 0)
            continue;
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
            return fail(ErrorKind::Permission,
                        Texts::tr("%1 is encrypted. Save it without a password first.").arg(m_name));
    }
    // Pictures may be large and are never unpacked: what counts is what read() unpacks.
    return {};
}

QStringList ZipArchive::names() const {
    QStringList all;
    for (zip_int64_t i = 0; i < zip_get_num_entries(m_zip, 0); ++i)
        if (const char* name = zip_get_name(m_zip, zip_uint64_t(i), ZIP_FL_ENC_GUESS))
            all << QString::fromUtf8(name);
    return all;
}

bool ZipArchive::contains(const QString& name) const {
    return zip_name_locate(m_zip, name.toUtf8().constData(), 0) >= 0;
}

Result<QByteArray> ZipArchive::read(const QString& name) {
    const zip_int64_t index = zip_name_locate(m_zip, name.toUtf8().constData(), 0);
    zip_stat_t stat;
    if (index < 0 || zip_stat_index(m_zip, zip_uint64_t(index), 0, &stat) != 0)
        return fail(ErrorKind::NotFound,
                    Texts::tr("%1 is damaged: its part “%2” is missing.").arg(m_name, name.left(80)));
    const auto tooLarge = [&] {
        return fail(ErrorKind::TooLarge,
                    Texts::tr("%1 unpacks to far more than a document needs (over %2 MB); it was not read.")
                        .arg(m_name)
                        .arg(m_limit >> 20));
    };
    const qint64 packed = qint64(stat.comp_size), claimed = qint64(stat.size);
    if (claimed < 0 || claimed > m_limit - m_unpacked)
        return tooLarge();
    if (claimed > ratioMatters && packed > 0 && claimed / packed > largestRatio)
        return tooLarge();
    zip_file_t* file = zip_fopen_index(m_zip, zip_uint64_t(index), 0);
    QByteArray out;
    bool broken = !file;
    if (file) {
        QByteArray chunk(256 << 10, Qt::Uninitialized);
        zip_int64_t got = 0;
        while ((got = zip_fread(file, chunk.data(), zip_uint64_t(chunk.size()))) > 0) {
            m_unpacked += got;
            if (m_unpacked > m_limit) {
                zip_fclose(file);
                return tooLarge();
            }
            out.append(chunk.constData(), qsizetype(got));
        }
        broken = got < 0;
        zip_fclose(file);
    }
    if (broken)
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("%1 is damaged: its part “%2” can't be unpacked.").arg(m_name, name.left(80)));
    return out;
}

Result<QByteArray> ZipArchive::withReplaced(const QList<std::pair<QString, QByteArray>>& parts) const {
    const auto broken = [&](const char* what) {
        return fail(ErrorKind::Io,
                    Texts::tr("%1 could not be written again: %2.").arg(m_name, QLatin1String(what)));
    };
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source =
        zip_source_buffer_create(m_bytes.constData(), zip_uint64_t(m_bytes.size()), 0, &error);
    if (!source)
        return broken("no memory");
    zip_source_keep(source);
    zip_t* copy = zip_open_from_source(source, 0, &error);
    if (!copy) {
        zip_source_free(source);
        zip_source_free(source);
        return broken("the copy can't be opened");
    }
    for (const auto& [name, bytes] : parts) {
        const zip_int64_t index = zip_name_locate(copy, name.toUtf8().constData(), 0);
        zip_source_t* part = zip_source_buffer(copy, bytes.constData(), zip_uint64_t(bytes.size()), 0);
        if (index < 0 || !part || zip_file_replace(copy, zip_uint64_t(index), part, 0) != 0) {
            zip_source_free(part);
            zip_discard(copy);
            zip_source_free(source);
            return broken("a part can't be replaced");
        }
    }
    if (zip_close(copy) != 0) {
        zip_discard(copy);
        zip_source_free(source);
        return broken("packing failed");
    }
    const QByteArray out = bytesOf(source);
    zip_source_free(source);
    return out;
}

} // namespace hearth::documents
