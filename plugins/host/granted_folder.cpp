#include "plugins/host/granted_folder.h"

#include "plugins/host/ignore_rules.h"
#include "plugins/host/texts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QQueue>
#include <QSet>

namespace hearth::plugin_host {

using namespace sdk;

namespace {

constexpr qint64 longestIgnoreFile = 64 << 10;

bool isMadeByTools(const QFileInfo& folder) {
    static const QSet<QString> names{"node_modules", "__pycache__", "build", "dist", "out",
                                     "target",       "obj",         "venv",  "Pods", "DerivedData"};
    if (names.contains(folder.fileName()) || folder.fileName().startsWith(QLatin1String("cmake-build-")))
        return true;
    const QDir dir(folder.filePath());
    return dir.exists(QStringLiteral("CMakeCache.txt")) || dir.exists(QStringLiteral("pyvenv.cfg")) ||
           dir.exists(QStringLiteral("CACHEDIR.TAG"));
}

bool isNoSource(const QString& name) {
    static const QSet<QString> suffixes{
        "png",  "jpg",   "jpeg", "gif", "webp", "bmp",  "ico",      "tif",   "tiff",        "mp3",    "wav",
        "ogg",  "flac",  "mp4",  "mkv", "avi",  "mov",  "webm",     "zip",   "gz",          "xz",     "bz2",
        "zst",  "7z",    "rar",  "tar", "exe",  "dll",  "so",       "dylib", "o",           "a",      "lib",
        "obj",  "class", "jar",  "pyc", "pyo",  "wasm", "bin",      "gguf",  "safetensors", "sqlite", "db",
        "iso",  "deb",   "rpm",  "pdf", "docx", "odt",  "ttf",      "otf",   "woff",        "woff2",  "map",
        "lock", "pem",   "key",  "p12", "pfx",  "jks",  "keystore", "kdbx",  "crt",         "cer"};
    static const QSet<QString> names{"package-lock.json", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"};
    return names.contains(name) || name.contains(QLatin1String(".min.")) ||
           suffixes.contains(QFileInfo(name).suffix().toLower());
}

bool isBinary(const QString& path) {
    QFile file(path);
    return !file.open(QIODevice::ReadOnly) || file.read(8000).contains('\0');
}

QString ignoreFileOf(const QString& folder) {
    const QFileInfo info(folder + QStringLiteral("/.gitignore"));
    QFile file(info.filePath());
    const bool readable = !info.isSymLink() && info.isFile() && info.size() <= longestIgnoreFile;
    return readable && file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

struct Level {
    QString name; ///< relative to the top, "" or ending in “/”
    int depth = 0;
    IgnoreRules rules;
};

} // namespace

Result<FolderListing> listGrantedFolder(const QString& folder, const FolderLimits& limits) {
    const QFileInfo info(folder);
    if (!info.isDir())
        return fail(ErrorKind::NotFound, Texts::tr("The folder “%1” is not there.").arg(folder));
    const QString top = QDir::cleanPath(info.absoluteFilePath());
    if (QDir(info.canonicalFilePath()).isRoot())
        return fail(ErrorKind::Permission,
                    Texts::tr("“%1” is a whole disk; choose the folder of a project.").arg(folder));
    FolderListing listing;
    int seen = 0;
    QQueue<Level> levels;
    levels.enqueue({});
    while (!levels.isEmpty() && seen < limits.entries) {
        Level level = levels.dequeue();
        const QString path = level.name.isEmpty() ? top : top + u'/' + level.name.chopped(1);
        level.rules.add(ignoreFileOf(path), level.name);
        const QFileInfoList entries = QDir(path).entryInfoList(
            QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
        for (const QFileInfo& entry : entries) {
            if (limits.cancelled && limits.cancelled())
                return cancelled();
            if (++seen > limits.entries)
                break;
            const QString name = level.name + entry.fileName();
            if (entry.fileName().startsWith(u'.') || entry.isSymLink() ||
                level.rules.ignores(name, entry.isDir()))
                continue;
            if (entry.isDir()) {
                if (level.depth + 1 < limits.depth && !isMadeByTools(entry))
                    levels.enqueue({name + u'/', level.depth + 1, level.rules});
            } else if (isNoSource(name) || entry.size() > limits.fileBytes ||
                       listing.files.size() >= limits.files || isBinary(entry.filePath())) {
                ++listing.leftOut;
            } else if (entry.size() > 0) {
                listing.files.append({top + u'/' + name, name, entry.size()});
            }
        }
    }
    return listing;
}

} // namespace hearth::plugin_host
