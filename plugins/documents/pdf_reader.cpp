// PDF page by page through Qt Pdf. The format has no paragraphs: they are found again from line ends, and the
// lines that repeat on most pages (running heads, page numbers) are left out.

#include "plugins/documents/block_builder.h"
#include "plugins/documents/pdf_layout.h"
#include "plugins/documents/readers.h"
#include "plugins/documents/texts.h"

#include <QBuffer>
#ifdef HEARTH_WITH_PDF
#include <QPdfBookmarkModel>
#include <QPdfDocument>
#include <QPdfSelection>
#endif

#include <algorithm>

namespace hearth::documents {

using namespace sdk;

namespace {

#ifdef HEARTH_WITH_PDF
constexpr int mostPages = 20000;

/// The outline of the file: (page, level, title), in order.
void collectBookmarks(const QPdfBookmarkModel& model, const QModelIndex& parent, int level,
                      PdfOutline& outline) {
    for (int row = 0; row < model.rowCount(parent) && outline.size() < 5000 && level <= 6; ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const QString title = index.data(int(QPdfBookmarkModel::Role::Title)).toString();
        const int page = index.data(int(QPdfBookmarkModel::Role::Page)).toInt();
        outline << PdfOutlineEntry{page, level, simplified(title)};
        collectBookmarks(model, index, level + 1, outline);
    }
}

Result<Document> loadError(const QPdfDocument& pdf, const DocumentSource& source) {
    const QString name = quotedName(source.path);
    switch (pdf.error()) {
    case QPdfDocument::Error::IncorrectPassword:
        return fail(ErrorKind::Permission,
                    Texts::tr("%1 is encrypted. Save a copy without a password first.").arg(name));
    case QPdfDocument::Error::UnsupportedSecurityScheme:
        return fail(ErrorKind::Permission,
                    Texts::tr("%1 is encrypted in a way that can't be opened here.").arg(name));
    default:
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("%1 is damaged: it can't be read as a PDF.").arg(name));
    }
}

Result<Document> readPdf(const DocumentSource& source, const ReadLimits& limits) {
    QByteArray bytes = source.bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument pdf;
    pdf.load(&buffer);
    if (pdf.status() != QPdfDocument::Status::Ready)
        return loadError(pdf, source);
    const int pages = pdf.pageCount();
    if (pages > mostPages)
        return fail(
            ErrorKind::TooLarge,
            Texts::tr("%1 claims %2 pages, more than can be read.").arg(quotedName(source.path)).arg(pages));
    PdfOutline outline;
    QPdfBookmarkModel bookmarks;
    bookmarks.setDocument(&pdf);
    collectBookmarks(bookmarks, {}, 1, outline);

    BlockBuilder builder(source, QStringLiteral("pdf"), limits);
    builder.setTitle(pdf.metaData(QPdfDocument::MetaDataField::Title).toString());
    builder.setPages(pages);
    QList<QStringList> pageLines;
    qint64 units = 0;
    int imagesOnly = 0;
    for (int page = 0; page < pages; ++page) {
        if (!builder.ok())
            return builder.finish();
        const QString text = pdf.getAllText(page).text();
        units += text.size();
        if (units > limits.textUnits)
            return fail(
                ErrorKind::TooLarge,
                Texts::tr("%1 holds more text than can be worked on at once.").arg(quotedName(source.path)));
        imagesOnly += text.trimmed().isEmpty();
        pageLines << pdfLines(text);
    }
    addPdfBlocks(pageLines, outline, builder);
    if (imagesOnly > 0 && imagesOnly < pages)
        builder.addNote(
            Texts::tr("%1 of %2 pages hold no text (only pictures, or nothing).").arg(imagesOnly).arg(pages));
    return builder.finish(
        Texts::tr("%1 has %2 pages but no text in them: it was probably scanned. Run a text "
                  "recognition (OCR) program on it first.")
            .arg(quotedName(source.path))
            .arg(pages));
}
#else
Result<Document> readPdf(const DocumentSource& source, const ReadLimits&) {
    return fail(ErrorKind::Unsupported,
                Texts::tr("%1 is a PDF, and this Hearth was built without what reads them. Save its "
                          "text from another program, and drop that.")
                    .arg(quotedName(source.path)));
}
#endif

class PdfReader : public DocumentReader {
public:
    QString format() const override { return QStringLiteral("pdf"); }
    QStringList suffixes() const override { return {"pdf"}; }
    bool recognizes(const QByteArray& head) const override { return head.left(1024).contains("%PDF-"); }

    Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const override {
        return readPdf(source, limits);
    }
};

} // namespace

std::unique_ptr<DocumentReader> makePdfReader() {
    return std::make_unique<PdfReader>();
}

} // namespace hearth::documents
