#include "plugins/documents/readers.h"

#include "plugins/documents/block_builder.h"
#include "plugins/documents/texts.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace hearth::documents {

using namespace sdk;

const std::vector<std::unique_ptr<DocumentReader>>& readers() {
    static const std::vector<std::unique_ptr<DocumentReader>> all = [] {
        std::vector<std::unique_ptr<DocumentReader>> list;
        list.push_back(makePdfReader());
        list.push_back(makeWordReader());
        list.push_back(makeOpenDocumentReader());
        list.push_back(makeEpubReader());
        list.push_back(makeMarkdownReader());
        list.push_back(makeHtmlReader());
        list.push_back(makeTableReader());
        list.push_back(makeSubtitleReader());
        list.push_back(makeMailReader());
        list.push_back(makeCodeReader());
        list.push_back(makeTextReader());
        return list;
    }();
    return all;
}

const DocumentReader* readerFor(const DocumentSource& source) {
    const QByteArray head = source.bytes.left(4096);
    for (const auto& reader : readers())
        if (reader->recognizes(head))
            return reader.get();
    const QString suffix = QFileInfo(source.path).suffix().toLower();
    for (const auto& reader : readers())
        if (reader->suffixes().contains(suffix))
            return reader.get();
    static const QSet<QString> notText{
        "png", "jpg",  "jpeg",        "gif",    "webp", "bmp", "tif", "tiff", "heic", "ico",
        "mp3", "wav",  "ogg",         "flac",   "mp4",  "mkv", "avi", "mov",  "webm", "zip",
        "gz",  "xz",   "zst",         "7z",     "rar",  "tar", "exe", "dll",  "so",   "o",
        "a",   "gguf", "safetensors", "sqlite", "db",   "iso", "deb", "rpm",  "bin",  "doc",
        "xls", "ppt",  "xlsx",        "pptx",   "ods",  "odp", "rtf", "mobi", "azw3"};
    return notText.contains(suffix) ? nullptr : readers().back().get();
}

QStringList readableSuffixes() {
    QStringList all;
    for (const auto& reader : readers())
        all << reader->suffixes();
    all.sort();
    all.removeDuplicates();
    return all;
}

Result<Document> readDocument(const DocumentSource& source, const ReadLimits& limits) {
    if (source.bytes.size() > limits.fileBytes)
        return fail(ErrorKind::TooLarge, Texts::tr("%1 is larger than %2 MB, the most that is read at once.")
                                             .arg(quotedName(source.path))
                                             .arg(limits.fileBytes >> 20));
    if (source.bytes.trimmed().isEmpty())
        return fail(ErrorKind::InvalidInput, Texts::tr("%1 is empty.").arg(quotedName(source.path)));
    const DocumentReader* reader = readerFor(source);
    if (!reader)
        return fail(
            ErrorKind::Unsupported,
            Texts::tr("%1 is not a kind of document that can be read here. Save it as PDF, docx, odt or "
                      "plain text and try that.")
                .arg(quotedName(source.path)));
    if (source.bytes.startsWith(QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8)))
        return fail(
            ErrorKind::Permission,
            Texts::tr("%1 is protected by a password, or is an old Office file (before 2007). Save it as "
                      "docx without a password.")
                .arg(quotedName(source.path)));
    return reader->read(source, limits);
}

Result<QByteArray> readFileBytes(const QString& path, qint64 limit) {
    const QFileInfo info(path);
    const QString name = quotedName(path);
    if (!info.exists())
        return fail(ErrorKind::NotFound, Texts::tr("%1 is not there: “%2”.").arg(name, path));
    if (!info.isFile())
        return fail(ErrorKind::InvalidInput, Texts::tr("%1 is not a file.").arg(name));
    if (info.size() > limit)
        return fail(ErrorKind::TooLarge, Texts::tr("%1 is %2 MB; the most that is read at once is %3 MB.")
                                             .arg(name)
                                             .arg(info.size() >> 20)
                                             .arg(limit >> 20));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Permission,
                    Texts::tr("%1 can't be opened: %2.").arg(name, file.errorString()));
    QByteArray bytes = file.read(limit + 1); // a file may grow while it is read
    if (bytes.size() > limit)
        return fail(
            ErrorKind::TooLarge,
            Texts::tr("%1 is larger than %2 MB, the most that is read at once.").arg(name).arg(limit >> 20));
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorKind::Io, Texts::tr("%1 can't be read: %2.").arg(name, file.errorString()));
    return bytes;
}

Result<Document> readDocumentFile(const QString& path, const ReadLimits& limits) {
    TRY_ASSIGN(QByteArray bytes, readFileBytes(path, limits.fileBytes));
    return readDocument({path, std::move(bytes)}, limits);
}

} // namespace hearth::documents
