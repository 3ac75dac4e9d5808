#include "storage/exchange/import.h"

#include "storage/exchange/base64.h"
#include "storage/exchange/json_splitter.h"
#include "storage/exchange/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace hearth::storage {

namespace {

/// So many messages in one transaction: a fraction of a second.
constexpr int messages_per_step = 500;
constexpr int newest_version = 1;

} // namespace

struct Importer::Private {
    std::ifstream file;
    std::string name;
    double size = 1;
    std::unique_ptr<JsonSplitter> splitter;
    std::unique_ptr<Merge> merge;
    ImportReport report;
    bool format_seen = false;

    Result<bool> go_on(Store& store);
    Result<void> take(Store& store, const JsonElement& element);
    Result<void> take_conversation(const Json& object);
    Result<void> take_attachment(Store& store, const Json& object);
    Result<void> take_prompt(Store& store, const Json& object);
};

Importer::Importer(std::unique_ptr<Private> state) : d(std::move(state)) {}

Importer::~Importer() = default;

Result<std::unique_ptr<Importer>> Importer::open(const std::filesystem::path& file) {
    auto state = std::make_unique<Private>();
    std::error_code failure;
    state->name = file.string();
    if (std::filesystem::is_directory(file, failure))
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{} is a folder; choose the JSON file in it", file.string()));
    state->file.open(file, std::ios::binary);
    if (!state->file)
        return fail(ErrorKind::NotFound, fmt::format("{} cannot be opened", file.string()));
    state->size = std::max<double>(1, static_cast<double>(std::filesystem::file_size(file, failure)));
    state->splitter = std::make_unique<JsonSplitter>(state->file, state->name);
    return std::unique_ptr<Importer>(new Importer(std::move(state)));
}

const ImportReport& Importer::report() const {
    return d->report;
}

double Importer::progress() const {
    const auto at = d->file.tellg();
    return at < 0 ? 1.0 : static_cast<double>(at) / d->size;
}

Result<bool> Importer::step(Store& store) {
    // What was counted and matched in a step that fails is not there: the caller gives up, or opens the file
    // again.
    TRY_ASSIGN(auto transaction, Transaction::begin(store.connection()));
    TRY_ASSIGN(const bool more, d->go_on(store));
    TRY(transaction.commit());
    return more;
}

Result<bool> Importer::Private::go_on(Store& store) {
    if (merge) {
        TRY_ASSIGN(const bool more, merge->step(store, messages_per_step));
        if (more)
            return true;
        report.messages_added += merge->added();
        ++(merge->conversation_is_new() ? report.conversations_added
           : merge->added() > 0         ? report.conversations_changed
                                        : report.conversations_present);
        merge.reset();
        return true;
    }
    TRY_ASSIGN(const auto element, splitter->next());
    if (!element)
        return false;
    TRY(take(store, *element));
    return true;
}

Result<void> Importer::Private::take(Store& store, const JsonElement& element) {
    const Json value = Json::parse(element.text, nullptr, false);
    if (value.is_discarded())
        return fail(ErrorKind::InvalidInput, fmt::format("{} is damaged: an entry{}{} is not JSON", name,
                                                         element.key.empty() ? "" : " of ", element.key));
    Result<void> taken;
    if (element.key == "format") {
        format_seen = value == "hearth-conversations";
        if (!format_seen)
            return fail(ErrorKind::InvalidInput, fmt::format("{} is not an export of conversations", name));
    } else if (element.key == "version") {
        if (!value.is_number_integer() || value.get<int64_t>() > newest_version)
            return fail(
                ErrorKind::Unsupported,
                fmt::format("{} was exported by a newer Hearth (version {} of the format); update Hearth to "
                            "import it",
                            name, dump(value)));
    } else if (element.key == "conversations" || (element.key.empty() && !format_seen)) {
        taken = take_conversation(value);
    } else if (element.key == "attachments") {
        taken = take_attachment(store, value);
    } else if (element.key == "prompts") {
        taken = take_prompt(store, value);
    } else if (!format_seen) {
        return fail(ErrorKind::InvalidInput, fmt::format("{} is not an export of conversations", name));
    }
    // One bad entry does not keep the others out.
    if (!taken && taken.error().kind == ErrorKind::InvalidInput) {
        report.skipped.push_back(taken.error().message);
        return {};
    }
    return taken;
}

Result<void> Importer::Private::take_conversation(const Json& object) {
    TRY_ASSIGN(ImportedConversation conversation, object.is_object() && object.contains("mapping")
                                                      ? read_chatgpt_conversation(object)
                                                      : read_hearth_conversation(object));
    merge = std::make_unique<Merge>(std::move(conversation));
    return {};
}

Result<void> Importer::Private::take_attachment(Store& store, const Json& object) {
    const auto content = decode_base64(string_or(object, "content", {}));
    const std::string hash = string_or(object, "hash", {});
    if (!content || sha256(*content) != hash)
        return fail(ErrorKind::InvalidInput, fmt::format("The content of attachment {} is damaged", hash));
    TRY_ASSIGN(const auto present, store.attachments().find(hash));
    if (present)
        return {};
    TRY(store.attachments().add(*content, string_or(object, "media_type", {})));
    if (object.contains("text"))
        TRY(store.attachments().set_text(hash, string_or(object, "text", {})));
    ++report.attachments_added;
    return {};
}

Result<void> Importer::Private::take_prompt(Store& store, const Json& object) {
    const std::string title = string_or(object, "title", {});
    const std::string text = string_or(object, "text", {});
    if (text.empty())
        return fail(ErrorKind::InvalidInput, "A prompt has no text");
    TRY_ASSIGN(const auto present, store.connection().integer(
                                       "SELECT id FROM prompts WHERE title = ? AND text = ?", title, text));
    if (present)
        return {};
    TRY(store.prompts().create(title, text));
    ++report.prompts_added;
    return {};
}

Result<ImportReport> import_file(Store& store, const std::filesystem::path& file) {
    TRY_ASSIGN(auto importer, Importer::open(file));
    for (bool more = true; more;) {
        TRY_ASSIGN(more, importer->step(store));
    }
    return importer->report();
}

} // namespace hearth::storage
