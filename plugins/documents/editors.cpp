#include "plugins/documents/editors.h"

#include "plugins/documents/block_builder.h"
#include "plugins/documents/epub_package.h"
#include "plugins/documents/html_blocks.h"
#include "plugins/documents/markup.h"
#include "plugins/documents/readers.h"
#include "plugins/documents/text_editors.h"
#include "plugins/documents/texts.h"
#include "plugins/documents/zip_archive.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace hearth::documents {

using namespace sdk;

namespace {

using Cutter = void (*)(SplicedText&);

/// A document that is one text.
class TextEditor : public DocumentEditor {
public:
    TextEditor(QString format, DecodedText decoded, TextCodec codec, Cutter cut, QString (*escape)(uint))
        : m_format(std::move(format))
        , m_decoded(std::move(decoded))
        , m_text(m_decoded.text, std::move(codec))
        , m_escape(escape) {
        cut(m_text);
    }
    QString format() const override { return m_format; }
    const QList<Segment>& segments() const override { return m_text.segments(); }
    Result<QByteArray> rebuild(const QStringList& replacements) const override {
        TRY_ASSIGN(const QString text, m_text.rebuild(replacements));
        return encodeText(text, m_decoded, m_escape);
    }

private:
    QString m_format;
    DecodedText m_decoded;
    SplicedText m_text;
    QString (*m_escape)(uint);
};

/// A document whose texts are parts of a zip.
class ZipEditor : public DocumentEditor {
public:
    ZipEditor(QString format, std::unique_ptr<ZipArchive> zip)
        : m_format(std::move(format)), m_zip(std::move(zip)) {}

    Result<void> addPart(const QString& name, Cutter cut) {
        TRY_ASSIGN(const QByteArray bytes, m_zip->read(name));
        auto decoded = decodeText(bytes, declaredHtmlEncoding(bytes));
        if (!decoded)
            return fail(ErrorKind::InvalidInput, Texts::tr("The part “%1” is damaged.").arg(name));
        m_parts.push_back({name, *decoded, SplicedText(decoded->text, markupCodec())});
        cut(m_parts.back().text);
        const QList<Segment> own = m_parts.back().text.segments();
        for (Segment segment : own) {
            segment.id = int(m_segments.size());
            segment.place.paragraph = segment.id + 1;
            m_segments << segment;
        }
        return {};
    }
    QString format() const override { return m_format; }
    const QList<Segment>& segments() const override { return m_segments; }
    Result<QByteArray> rebuild(const QStringList& replacements) const override {
        QList<std::pair<QString, QByteArray>> replaced;
        qsizetype first = 0;
        for (const Part& part : m_parts) {
            TRY_ASSIGN(const QString text, part.text.rebuild(replacements, first));
            first += part.text.segments().size();
            if (text != part.text.source())
                replaced.append({part.name, encodeText(text, part.decoded, numericReference)});
        }
        return m_zip->withReplaced(replaced);
    }

private:
    struct Part {
        QString name;
        DecodedText decoded;
        SplicedText text;
    };
    QString m_format;
    std::unique_ptr<ZipArchive> m_zip;
    std::vector<Part> m_parts;
    QList<Segment> m_segments;
};

Result<std::unique_ptr<DocumentEditor>> editZip(const DocumentSource& source, const ReadLimits& limits,
                                                const QString& format) {
    TRY_ASSIGN(std::unique_ptr<ZipArchive> zip, ZipArchive::open(source, limits));
    const QStringList names = zip->names();
    QStringList chapters;
    if (format == QLatin1String("epub")) {
        TRY_ASSIGN(const EpubPackage package, readEpubPackage(*zip, quotedName(source.path), limits.nesting));
        chapters = package.chapters;
    }
    auto editor = std::make_unique<ZipEditor>(format, std::move(zip));
    if (format == QLatin1String("docx")) {
        TRY(editor->addPart(QStringLiteral("word/document.xml"), cutWordXml));
        static const QRegularExpression others(
            QStringLiteral("^word/(?:footnotes|endnotes|header\\d*|footer\\d*)\\.xml$"));
        for (const QString& name : names)
            if (name.contains(others))
                TRY(editor->addPart(name, cutWordXml));
    } else if (format == QLatin1String("odt")) {
        TRY(editor->addPart(QStringLiteral("content.xml"), cutOpenDocumentXml));
    } else {
        for (const QString& chapter : chapters)
            if (names.contains(chapter))
                TRY(editor->addPart(chapter, cutHtml));
    }
    return editor;
}

} // namespace

QStringList editableSuffixes() {
    return {"docx", "docm", "epub", "fodt", "htm", "html", "markdown",
            "md",   "odt",  "srt",  "text", "txt", "vtt",  "xhtml"};
}

Result<std::unique_ptr<DocumentEditor>> editDocument(const DocumentSource& source, const ReadLimits& limits) {
    // Reading it first finds what is encrypted, damaged, oversized or empty, with the same sentences.
    TRY(readDocument(source, limits));
    const QString format = readerFor(source)->format();
    if (source.bytes.startsWith("PK") && (format == QLatin1String("docx") || format == QLatin1String("odt") ||
                                          format == QLatin1String("epub")))
        return editZip(source, limits, format);
    TRY_ASSIGN(const DecodedText decoded,
               decodeDocument(source, format == QLatin1String("html") ? declaredHtmlEncoding(source.bytes)
                                                                      : QString()));
    if (encodeText(decoded.text, decoded) != source.bytes)
        return fail(ErrorKind::Unsupported,
                    Texts::tr("%1 holds bytes that are no text in its encoding (%2); writing it again would "
                              "damage them. Save a copy in UTF-8 first.")
                        .arg(quotedName(source.path), decoded.encoding));
    if (format == QLatin1String("markdown"))
        return std::make_unique<TextEditor>(format, decoded, plainCodec(), cutMarkdown, nullptr);
    if (format == QLatin1String("html"))
        return std::make_unique<TextEditor>(format, decoded, markupCodec(), cutHtml, numericReference);
    if (format == QLatin1String("odt")) // the flat form
        return std::make_unique<TextEditor>(format, decoded, markupCodec(), cutOpenDocumentXml,
                                            numericReference);
    if (format == QLatin1String("subtitles"))
        return std::make_unique<TextEditor>(format, decoded, plainCodec(), cutSubtitles, nullptr);
    if (format == QLatin1String("text"))
        return std::make_unique<TextEditor>(format, decoded, plainCodec(), cutPlainText, nullptr);
    return fail(ErrorKind::Unsupported,
                Texts::tr("%1 can be read but not written again in its own format. Formats that can: %2.")
                    .arg(quotedName(source.path), editableSuffixes().join(QStringLiteral(", "))));
}

} // namespace hearth::documents
