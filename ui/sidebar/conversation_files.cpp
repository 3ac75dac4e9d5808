#include "ui/sidebar/conversation_files.h"

#include "storage/exchange/export.h"
#include "storage/exchange/import.h"
#include "ui/sidebar/conversation_pdf.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QThreadPool>

#include <sstream>

namespace hearth::ui {

namespace {

std::filesystem::path pathOf(const QString& file) {
    return {file.toStdU16String()};
}

std::vector<storage::ConversationId> chosen(qint64 conversation) {
    return conversation == 0 ? std::vector<storage::ConversationId>()
                             : std::vector<storage::ConversationId>{conversation};
}

} // namespace

ConversationFiles::ConversationFiles(StoreBridge& store, Notices& notices, QObject* parent)
    : QObject(parent), m_store(store), m_notices(notices) {}

void ConversationFiles::exportTo(const QUrl& file, qint64 conversation) {
    const QString path = file.toLocalFile();
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("pdf")) {
        exportPdf(path, conversation);
        return;
    }
    const auto format = storage::export_format_from_name(ending.toStdString());
    if (!format) {
        problem(tr("%1 is not written: choose a name that ends in .pdf, .html, .md or .json.")
                    .arg(QDir::toNativeSeparators(path)));
        return;
    }
    m_store.read<storage::ExportReport>(
        this,
        [format, conversation, path](storage::Store& store) {
            return storage::export_to_file(store, {.format = *format, .conversations = chosen(conversation)},
                                           pathOf(path));
        },
        [this, path](storage::Result<storage::ExportReport> report) {
            done(path, report ? QString() : QString::fromStdString(report.error().message));
        });
}

void ConversationFiles::exportPdf(const QString& file, qint64 conversation) {
    m_store.read<std::string>(
        this,
        [conversation](storage::Store& store) -> storage::Result<std::string> {
            std::ostringstream page;
            TRY(storage::export_conversations(
                store, {.format = storage::ExportFormat::Html, .conversations = chosen(conversation)}, page));
            return std::move(page).str();
        },
        [this, file](storage::Result<std::string> page) {
            if (!page) {
                done(file, QString::fromStdString(page.error().message));
                return;
            }
            // Laying out a long conversation takes seconds: neither this thread nor the store's waits for it.
            QThreadPool::globalInstance()->start(
                [self = QPointer(this), file, page = QString::fromStdString(*page)] {
                    const QString problem = writePdf(page, file);
                    QMetaObject::invokeMethod(
                        qApp,
                        [self, file, problem] {
                            if (self)
                                self->done(file, problem);
                        },
                        Qt::QueuedConnection);
                });
        });
}

void ConversationFiles::importFrom(const QUrl& file) {
    auto opened = storage::Importer::open(pathOf(file.toLocalFile()));
    if (!opened) {
        problem(QString::fromStdString(opened.error().message));
        return;
    }
    std::shared_ptr<storage::Importer> importer = std::move(*opened);
    m_store.writeSteps(
        this, [importer](storage::Store& store) { return importer->step(store); },
        [this, importer](storage::Result<void> outcome) {
            const storage::ImportReport& report = importer->report();
            if (!outcome)
                problem(QString::fromStdString(outcome.error().message));
            else
                m_notices.show(QStringLiteral("import"), Notices::Severity::Information,
                               tr("Imported: %1 conversations added, %2 changed, %3 there already.")
                                   .arg(report.conversations_added)
                                   .arg(report.conversations_changed)
                                   .arg(report.conversations_present));
            if (!report.skipped.empty())
                problem(QString::fromStdString(report.skipped.front()));
            emit imported();
        });
}

void ConversationFiles::done(const QString& file, const QString& problemText) {
    if (!problemText.isEmpty()) {
        problem(problemText);
        return;
    }
    m_notices.show(QStringLiteral("export"), Notices::Severity::Information,
                   tr("Written to %1.").arg(QDir::toNativeSeparators(file)), {}, 10'000);
    emit exported(file);
}

void ConversationFiles::problem(const QString& text) {
    m_notices.show(QStringLiteral("files"), Notices::Severity::Problem, text);
}

} // namespace hearth::ui
