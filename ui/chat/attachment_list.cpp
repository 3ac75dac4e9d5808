#include "ui/chat/attachment_list.h"

#include "plugins/documents/readers.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImageReader>
#include <QLocale>
#include <QMimeData>
#include <QMimeDatabase>
#include <QThreadPool>

#include <algorithm>

namespace hearth::ui {

namespace {

int wordCount(const QString& text) {
    int words = 0;
    bool inWord = false;
    for (const QChar c : text) {
        const bool letter = !c.isSpace();
        words += letter && !inWord;
        inWord = letter;
    }
    return words;
}

bool isAttachment(const storage::Part& part) {
    return (part.kind == storage::PartKind::File || part.kind == storage::PartKind::Image) &&
           !part.attachment.empty();
}

} // namespace

AttachmentList::AttachmentList(StoreBridge& store, QObject* parent)
    : QAbstractListModel(parent), m_store(store) {}

bool AttachmentList::isReading() const {
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const Entry& entry) { return entry.state == State::Reading; });
}

bool AttachmentList::hasPictures() const {
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const Entry& entry) { return entry.state == State::Picture; });
}

AttachmentList::Read AttachmentList::readFile(const QString& path) {
    Read read;
    auto bytes = documents::readFileBytes(path, largestFile);
    if (!bytes) {
        read.problem = bytes.error().message;
        return read;
    }
    read.bytes = std::move(*bytes);
    QBuffer buffer(&read.bytes);
    buffer.open(QIODevice::ReadOnly);
    const QByteArray format = QImageReader::imageFormat(&buffer);
    buffer.close();
    if (!format.isEmpty() && format != "pdf" && format != "svg" && format != "svgz") {
        read.picture = true;
        return read;
    }
    const auto document = documents::readDocument({path, read.bytes});
    if (document)
        read.text = document->plainText();
    else
        read.problem = document.error().message;
    return read;
}

void AttachmentList::add(const QList<QUrl>& files) {
    static const QMimeDatabase types;
    for (const QUrl& url : files) {
        const QString path = url.toLocalFile();
        if (path.isEmpty())
            continue;
        start(QFileInfo(path).fileName(), types.mimeTypeForFile(path).name(),
              [path] { return readFile(path); });
    }
}

bool AttachmentList::paste() {
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    return data && take(*data);
}

bool AttachmentList::take(const QMimeData& data) {
    QList<QUrl> files = data.urls();
    erase_if(files, [](const QUrl& url) { return !QFileInfo(url.toLocalFile()).isFile(); });
    if (!files.isEmpty()) {
        add(files);
        return true;
    }
    // Office programs put a picture of the text beside the text: the text is meant.
    if (!data.hasImage() || data.hasText())
        return false;
    const QImage image = qvariant_cast<QImage>(data.imageData());
    if (image.isNull())
        return false;
    start(tr("Pasted picture.png"), QStringLiteral("image/png"), [image] {
        Read read;
        read.picture = true;
        QBuffer buffer(&read.bytes);
        if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
            read.problem = tr("The picture could not be kept.");
        return read;
    });
    return true;
}

void AttachmentList::start(const QString& name, const QString& mediaType, std::function<Read()> read) {
    const quint64 serial = m_nextSerial++;
    Entry entry;
    entry.serial = serial;
    entry.part.kind = storage::PartKind::File;
    entry.part.name = name.toStdString();
    entry.part.media_type = mediaType.toStdString();
    beginInsertRows({}, count(), count());
    m_entries.push_back(std::move(entry));
    endInsertRows();
    emit changed();
    QThreadPool::globalInstance()->start([self = QPointer(this), serial, read = std::move(read)] {
        auto result = std::make_shared<Read>(read());
        QMetaObject::invokeMethod(
            qApp,
            [self, serial, result] {
                if (self)
                    self->keep(serial, result);
            },
            Qt::QueuedConnection);
    });
}

void AttachmentList::keep(quint64 serial, std::shared_ptr<Read> read) {
    if (!read->problem.isEmpty()) {
        finish(serial, State::Failed, {}, read->problem);
        return;
    }
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(),
                                    [serial](const Entry& e) { return e.serial == serial; });
    if (entry == m_entries.end())
        return; // taken back meanwhile
    const QString detail =
        read->picture ? QLocale().formattedDataSize(read->bytes.size(), 1, QLocale::DataSizeTraditionalFormat)
                      : tr("%n word(s)", nullptr, wordCount(read->text));
    m_store.write<std::string>(
        this,
        [read, mediaType = entry->part.media_type](storage::Store& store) -> storage::Result<std::string> {
            TRY_ASSIGN(
                const auto attachment,
                store.attachments().add(std::as_bytes(std::span(read->bytes.constData(),
                                                                static_cast<size_t>(read->bytes.size()))),
                                        mediaType));
            if (!read->picture)
                TRY(store.attachments().set_text(attachment.hash, read->text.toStdString()));
            return attachment.hash;
        },
        [this, serial, detail, picture = read->picture](const storage::Result<std::string>& hash) {
            if (hash)
                finish(serial, picture ? State::Picture : State::Ready, QString::fromStdString(*hash),
                       detail);
            else
                finish(serial, State::Failed, {}, QString::fromStdString(hash.error().message));
        });
}

void AttachmentList::finish(quint64 serial, State state, const QString& hash, const QString& detail) {
    for (size_t row = 0; row < m_entries.size(); ++row) {
        Entry& entry = m_entries[row];
        if (entry.serial != serial)
            continue;
        entry.state = state;
        entry.detail = detail;
        entry.part.attachment = hash.toStdString();
        if (state == State::Picture)
            entry.part.kind = storage::PartKind::Image;
        emit dataChanged(index(static_cast<int>(row)), index(static_cast<int>(row)));
        emit changed();
        return;
    }
}

void AttachmentList::remove(int row) {
    if (row < 0 || row >= count())
        return;
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
    emit changed();
}

storage::Parts AttachmentList::parts() const {
    storage::Parts parts;
    for (const Entry& entry : m_entries) {
        if (isAttachment(entry.part))
            parts.push_back(entry.part);
    }
    return parts;
}

void AttachmentList::reset(const storage::Parts& parts) {
    const bool had = !m_entries.empty();
    beginResetModel();
    m_entries.clear();
    for (const storage::Part& part : parts) {
        if (isAttachment(part))
            m_entries.push_back(
                {.serial = m_nextSerial++,
                 .state = part.kind == storage::PartKind::Image ? State::Picture : State::Ready,
                 .part = part});
    }
    endResetModel();
    if (had || !m_entries.empty())
        emit changed();
}

int AttachmentList::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant AttachmentList::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry& entry = m_entries[static_cast<size_t>(index.row())];
    static const QString states[] = {QStringLiteral("reading"), QStringLiteral("ready"),
                                     QStringLiteral("picture"), QStringLiteral("failed")};
    switch (role) {
    case NameRole:
        return QString::fromStdString(entry.part.name);
    case StateRole:
        return states[static_cast<int>(entry.state)];
    case DetailRole:
        return entry.detail;
    }
    return {};
}

QHash<int, QByteArray> AttachmentList::roleNames() const {
    return {{NameRole, "fileName"}, {StateRole, "fileState"}, {DetailRole, "detail"}};
}

} // namespace hearth::ui
