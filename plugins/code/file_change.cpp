#include "plugins/code/file_change.h"

#include "plugins/code/diff.h"
#include "plugins/sdk/folder.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringDecoder>
#include <QUuid>

namespace hearth::code {

using namespace sdk;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(hearth::code::Texts)
};

constexpr qint64 largestFile = 16LL << 20;
const QByteArray byteOrderMark = QByteArrayLiteral("\xEF\xBB\xBF");

QByteArray digest(const QByteArray& bytes) {
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

Result<QByteArray> readWhole(const QString& path) {
    const QFileInfo info(path);
    const QString name = info.fileName();
    if (info.isSymLink())
        return fail(ErrorKind::Permission,
                    Texts::tr("“%1” is a link to another file; give that file to the task.").arg(name));
    if (!info.exists())
        return fail(ErrorKind::NotFound, Texts::tr("“%1” is not there any more.").arg(name));
    if (!info.isFile() || info.size() > largestFile)
        return fail(ErrorKind::InvalidInput, Texts::tr("“%1” is no source file.").arg(name));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, Texts::tr("“%1” can't be read: %2.").arg(name, file.errorString()));
    return file.readAll();
}

Result<void> writeWhole(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return fail(ErrorKind::Io,
                Texts::tr("“%1” can't be written: %2.").arg(QFileInfo(path).fileName(), file.errorString()));
}

} // namespace

Result<FileChange> checkChange(const QString& path, const QString& diff, const Granted& granted) {
    const QString name = QFileInfo(path).fileName();
    const bool given = granted.files.contains(path) || isBelow(granted.folders, path);
    if (!QDir::isAbsolutePath(path) || QDir::cleanPath(path) != path || !given)
        return fail(ErrorKind::Permission,
                    Texts::tr("“%1” was not given to this task; it is not touched.").arg(name));
    FileChange change;
    change.path = path;
    TRY_ASSIGN(change.before, readWhole(path));
    const bool marked = change.before.startsWith(byteOrderMark);
    const QByteArray content = marked ? change.before.mid(byteOrderMark.size()) : change.before;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(content);
    if (decoder.hasError() || text.toUtf8() != content)
        return fail(ErrorKind::Unsupported,
                    Texts::tr("“%1” is not written in UTF-8; a change would damage it.").arg(name));
    const auto after = applyDiff(text, diff, Fit::Exact);
    if (!after)
        return fail(after.error().kind,
                    Texts::tr("“%1” is not changed. %2").arg(name, after.error().message));
    change.after = (marked ? byteOrderMark : QByteArray()) + after->toUtf8();
    return change;
}

Result<AppliedChange> applyChange(const FileChange& change, const QString& backupFolder) {
    const QString name = QFileInfo(change.path).fileName();
    TRY_ASSIGN(const QByteArray now, readWhole(change.path));
    if (now != change.before)
        return fail(
            ErrorKind::InvalidInput,
            Texts::tr("“%1” has just been changed by another program; look at it and try again.").arg(name));
    const QString folder = backupFolder + '/' + QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!QDir().mkpath(folder))
        return fail(ErrorKind::Io, Texts::tr("The folder “%1” can't be made.").arg(folder));
    const AppliedChange applied{change.path, folder + '/' + name, digest(change.after)};
    TRY(writeWhole(applied.backup, change.before));
    TRY(writeWhole(change.path, change.after));
    return applied;
}

Result<void> undoChange(const AppliedChange& change) {
    const QString name = QFileInfo(change.path).fileName();
    TRY_ASSIGN(const QByteArray now, readWhole(change.path));
    if (digest(now) != change.after)
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("“%1” has changed since; the file as it was is kept at %2.")
                        .arg(name, QDir::toNativeSeparators(change.backup)));
    TRY_ASSIGN(const QByteArray before, readWhole(change.backup));
    return writeWhole(change.path, before);
}

} // namespace hearth::code
