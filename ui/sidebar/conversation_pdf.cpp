#include "ui/sidebar/conversation_pdf.h"

#include <QCoreApplication>
#include <QDir>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace hearth::ui {

namespace {

/// Shows only pictures that the page itself holds: the text of a conversation cannot have a file of this
/// computer, or an address, read into the PDF.
class ClosedDocument : public QTextDocument {
protected:
    QVariant loadResource(int type, const QUrl& name) override {
        return name.scheme() == QLatin1String("data") ? QTextDocument::loadResource(type, name) : QVariant();
    }
};

/// The page without its styles, which are for browsers.
QString withoutStyle(QString page) {
    const qsizetype begin = page.indexOf(QLatin1String("<style>"));
    const qsizetype end = page.indexOf(QLatin1String("</style>"), std::max<qsizetype>(begin, 0));
    if (begin >= 0 && end >= 0)
        page.remove(begin, end - begin + 8);
    return page;
}

} // namespace

QString writePdf(const QString& page, const QString& file) {
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly)) {
        QPdfWriter writer(&out);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setCreator(QCoreApplication::applicationName());
        ClosedDocument document;
        document.setDefaultStyleSheet(
            QStringLiteral("h1 { font-size: 16pt; } h2 { font-size: 10pt; color: #666; margin-top: 14pt; }"
                           "pre { background-color: #f2f2f2; font-family: monospace; white-space: pre-wrap; }"
                           "code { font-family: monospace; } td, th { padding: 3px; }"));
        document.setHtml(withoutStyle(page));
        document.print(&writer);
    }
    if (out.error() == QFileDevice::NoError && out.commit())
        return {};
    return QCoreApplication::translate("hearth::ui::ConversationFiles", "%1 could not be written: %2.")
        .arg(QDir::toNativeSeparators(file), out.errorString());
}

} // namespace hearth::ui
