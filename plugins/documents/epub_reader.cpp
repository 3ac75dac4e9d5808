// Books (.epub): EPUB 2 and 3, the spine in reading order (https://www.w3.org/TR/epub-33/).

#include "plugins/documents/encoding.h"
#include "plugins/documents/epub_package.h"
#include "plugins/documents/html_blocks.h"
#include "plugins/documents/office_xml.h"
#include "plugins/documents/readers.h"
#include "plugins/documents/texts.h"

#include <QDir>
#include <QUrl>

namespace hearth::documents {

using namespace sdk;

Result<EpubPackage> readEpubPackage(ZipArchive& zip, const QString& name, int deepest) {
    TRY_ASSIGN(const QByteArray container, zip.read(QStringLiteral("META-INF/container.xml")));
    QString packagePath;
    XmlPart part(container, deepest);
    while (packagePath.isEmpty() && part.next())
        if (part.isStart(u"rootfile"))
            packagePath = part.attribute(u"full-path");
    TRY_ASSIGN(const QByteArray bytes, zip.read(packagePath));
    const QString folder = packagePath.contains('/') ? packagePath.section('/', 0, -2) + '/' : QString();
    EpubPackage package;
    QHash<QString, QString> files;
    XmlPart opf(bytes, deepest);
    while (opf.next()) {
        if (opf.isStart(u"title") && package.title.isEmpty())
            package.title = opf.xml().readElementText(QXmlStreamReader::SkipChildElements);
        else if (opf.isStart(u"item"))
            files.insert(
                opf.attribute(u"id"),
                QDir::cleanPath(folder + QUrl::fromPercentEncoding(opf.attribute(u"href").toUtf8())));
        else if (opf.isStart(u"itemref"))
            if (const QString file = files.value(opf.attribute(u"idref")); !file.isEmpty())
                package.chapters << file;
    }
    if (package.chapters.isEmpty())
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("%1 is damaged: its list of chapters is missing.").arg(name));
    return package;
}

namespace {

class EpubReader : public DocumentReader {
public:
    QString format() const override { return QStringLiteral("epub"); }
    QStringList suffixes() const override { return {"epub"}; }

    Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const override {
        TRY_ASSIGN(const std::unique_ptr<ZipArchive> zip, ZipArchive::open(source, limits));
        const QString name = quotedName(source.path);
        TRY_ASSIGN(const EpubPackage package, readEpubPackage(*zip, name, limits.nesting));
        if (auto encryption = zip->read(QStringLiteral("META-INF/encryption.xml")))
            for (const QString& chapter : package.chapters)
                if (encryption->contains(chapter.section('/', -1).toUtf8()))
                    return fail(
                        ErrorKind::Permission,
                        Texts::tr("%1 is protected by its shop (DRM) and can't be read here.").arg(name));
        BlockBuilder builder(source, format(), limits);
        builder.setTitle(package.title);
        builder.setPages(int(package.chapters.size()));
        int missing = 0;
        for (qsizetype i = 0; i < package.chapters.size() && builder.ok(); ++i) {
            auto bytes = zip->read(package.chapters[i]);
            if (!bytes && bytes.error().kind == ErrorKind::TooLarge)
                return std::unexpected(bytes.error());
            auto text = bytes ? decodeText(*bytes, declaredHtmlEncoding(*bytes))
                              : Result<DecodedText>(std::unexpected(bytes.error()));
            if (!text) {
                ++missing;
                continue;
            }
            builder.setPage(int(i) + 1);
            addHtmlBlocks(text->text, builder, limits.nesting);
        }
        if (missing > 0)
            builder.addNote(Texts::tr("%1 of %2 chapters are missing or damaged.")
                                .arg(missing)
                                .arg(package.chapters.size()));
        return builder.finish();
    }
};

} // namespace

std::unique_ptr<DocumentReader> makeEpubReader() {
    return std::make_unique<EpubReader>();
}

} // namespace hearth::documents
