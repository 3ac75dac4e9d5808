#include "zip_fixture.h"

#include <QStringList>

#include <zip.h>

#include <utility>

QByteArray makeZip(const QList<std::pair<QString, QByteArray>>& parts, bool deflate) {
    zip_error_t error;
    zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(source);
    zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    for (const auto& [name, bytes] : parts) {
        zip_source_t* part = zip_source_buffer(archive, bytes.constData(), zip_uint64_t(bytes.size()), 0);
        const zip_int64_t index = zip_file_add(archive, name.toUtf8().constData(), part, ZIP_FL_ENC_UTF_8);
        zip_set_file_compression(archive, zip_uint64_t(index), deflate ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
    }
    zip_close(archive);
    QByteArray out;
    zip_source_open(source);
    char chunk[65536];
    for (zip_int64_t got = 0; (got = zip_source_read(source, chunk, sizeof chunk)) > 0;)
        out.append(chunk, qsizetype(got));
    zip_source_close(source);
    zip_source_free(source);
    return out;
}

namespace {

zip_t* openZip(const QByteArray& bytes) {
    zip_error_t error;
    zip_source_t* source = zip_source_buffer_create(bytes.constData(), zip_uint64_t(bytes.size()), 0, &error);
    return zip_open_from_source(source, ZIP_RDONLY, &error);
}

} // namespace

QByteArray zipPart(const QByteArray& zip, const QString& name) {
    zip_t* archive = openZip(zip);
    zip_stat_t stat;
    QByteArray out;
    if (archive && zip_stat(archive, name.toUtf8().constData(), 0, &stat) == 0) {
        out.resize(qsizetype(stat.size));
        zip_file_t* file = zip_fopen(archive, name.toUtf8().constData(), 0);
        zip_fread(file, out.data(), stat.size);
        zip_fclose(file);
    }
    if (archive)
        zip_discard(archive);
    return out;
}

QStringList zipNames(const QByteArray& zip) {
    zip_t* archive = openZip(zip);
    QStringList names;
    for (zip_int64_t i = 0; archive && i < zip_get_num_entries(archive, 0); ++i)
        names << QString::fromUtf8(zip_get_name(archive, zip_uint64_t(i), 0));
    if (archive)
        zip_discard(archive);
    return names;
}

QByteArray makeDocx(const QByteArray& body) {
    const QByteArray space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    return makeZip(
        {{"[Content_Types].xml", "<Types/>"},
         {"word/document.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document " + space +
                                   "><w:body>" + body + "</w:body></w:document>"},
         {"word/styles.xml",
          "<w:styles " + space +
              "><w:style w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style>"
              "<w:style w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/></w:style>"
              "<w:style w:styleId=\"Mine\"><w:name w:val=\"My head\"/><w:basedOn w:val=\"Heading2\"/>"
              "</w:style></w:styles>"},
         {"word/footnotes.xml",
          "<w:footnotes " + space +
              "><w:footnote w:type=\"separator\"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote>"
              "<w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"}});
}
