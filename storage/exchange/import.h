// Reading conversations into the store: our own exports and ChatGPT's. The same file again adds nothing.
#pragma once

#include "storage/store.h"

namespace hearth::storage {

struct ImportReport {
    int conversations_added = 0;
    int conversations_changed = 0; ///< there already, with messages that were not
    int conversations_present = 0; ///< there already, whole
    int messages_added = 0;
    int prompts_added = 0;
    int attachments_added = 0;
    std::vector<std::string> skipped; ///< a sentence for each entry that could not be read
};

/// Imports one file step by step, so that nothing else waits for long: AsyncStore::write_steps runs step().
class Importer {
public:
    /// Opens `file` and finds out what it is.
    static Result<std::unique_ptr<Importer>> open(const std::filesystem::path& file);
    ~Importer();
    Importer(const Importer&) = delete;
    Importer& operator=(const Importer&) = delete;

    /// Imports a part, in one transaction; true when there is more. After an error nothing of this part is
    /// there, all of the parts before is, and importing the file again goes on.
    Result<bool> step(Store& store);
    const ImportReport& report() const;
    /// How much of the file is read: 0 … 1.
    double progress() const;

private:
    struct Private;
    explicit Importer(std::unique_ptr<Private> state);

    std::unique_ptr<Private> d;
};

/// Imports a whole file.
Result<ImportReport> import_file(Store& store, const std::filesystem::path& file);

} // namespace hearth::storage
