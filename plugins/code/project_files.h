// The files of a project, and which of them matter for a question.
#pragma once

#include "plugins/sdk/task.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace hearth::code {

struct ProjectFile {
    QString path; ///< absolute
    QString
        name; ///< as people see it: relative to the folder, with the folder's name where there are several
    QString text;
};

struct Project {
    QList<ProjectFile> files;
    int leftOut = 0; ///< files that were not read: binary, too large, too many
};

/// Reads the sources below granted folders, at most 24 MB of text.
sdk::Result<Project> readProject(sdk::TaskContext& context, const QStringList& folders);

/// Orders files by how much they matter: named in the question, sharing its rarer words (BM25, Robertson and
/// Zaragoza 2009, over identifiers and their parts), included or imported by the files at hand or including
/// them, and one step further. Without a question and files at hand: what a newcomer opens first (README,
/// main, what many others include). Stable: equal ones keep their order.
QList<ProjectFile> byImportance(QList<ProjectFile> files, const QString& question,
                                const QList<ProjectFile>& atHand);

/// The stretches of a text that share most with a question, at most `room` characters, under their line
/// numbers; the beginning of the text when nothing is shared.
QString excerpt(const QString& text, const QString& question, qsizetype room);

/// What a source file names in #include, import, use, require and their kin, as written.
QStringList importsOf(const QString& text);

} // namespace hearth::code
