// The files of a folder that the user granted to a task: what a person would call its sources.
#pragma once

#include "plugins/sdk/task.h"

#include <functional>

namespace hearth::plugin_host {

struct FolderLimits {
    int files = 4000;           ///< that are listed
    int entries = 60'000;       ///< that are looked at
    int depth = 24;             ///< of folders in folders
    qint64 fileBytes = 1 << 20; ///< of one file
    std::function<bool()> cancelled = {};
};

/// Lists them, the outer ones first, each folder by name. Left out: links, hidden names, what .gitignore
/// names, folders that a build or a package manager fills, binary files, generated and minified text, keys
/// and certificates, files over the limit. An Error when the folder is not there, is a whole disk, or the
/// caller cancelled.
sdk::Result<sdk::FolderListing> listGrantedFolder(const QString& folder, const FolderLimits& limits = {});

} // namespace hearth::plugin_host
