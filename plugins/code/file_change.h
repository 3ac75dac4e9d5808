// A diff put into the file that it was made for: checked first, written whole or not at all, and undone.
#pragma once

#include "plugins/sdk/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace hearth::code {

/// What a file holds, and what it will hold.
struct FileChange {
    QString path;
    QByteArray before;
    QByteArray after;
};

/// A change that was made, and what it takes to undo it.
struct AppliedChange {
    QString path;
    QString backup;   ///< a copy of the file as it was
    QByteArray after; ///< SHA-256 of what was written
};

/// What the user gave to a task: these files, and what lies below these folders (sdk::nameBelow).
struct Granted {
    QStringList files;
    QStringList folders = {};
};

/// Works out what a diff makes of a file, and writes nothing. What the user did not give to the task is
/// ErrorKind::Permission, and so is a link, which may lead anywhere. The file must be
/// UTF-8 and all lines of the diff must be there; it may have moved on elsewhere. Line ends and a byte order
/// mark stay.
sdk::Result<FileChange> checkChange(const QString& path, const QString& diff, const Granted& granted);

/// Makes the change: keeps the old file in `backupFolder`, then writes the new one at once. An Error where
/// the file is not what it was when it was checked.
sdk::Result<AppliedChange> applyChange(const FileChange& change, const QString& backupFolder);

/// Puts the old file back. An Error where the file has changed since.
sdk::Result<void> undoChange(const AppliedChange& change);

} // namespace hearth::code
