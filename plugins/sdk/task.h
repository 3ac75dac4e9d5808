// What a task takes, asks and returns: the interface that the built-in tasks and every other plugin use.
#pragma once

#include "plugins/sdk/document.h"
#include "plugins/sdk/error.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace hearth::sdk {

/// The range of this interface; a manifest's `api` must hold it. Raised when a plugin would have to change.
inline constexpr int apiVersion = 1;

/// What a plugin may do. Nothing is granted that its manifest does not ask for and the user did not allow.
enum class Permission { Model, Files, Network };
QString permissionName(Permission permission); ///< "model", "files", "network"
std::optional<Permission> permissionFromName(const QString& name);

// ---- what a task takes ---------------------------------------------------------------------------------

/// One turn of a conversation, or of a prompt. Roles: "system", "user", "assistant".
struct Turn {
    QString role;
    QString content;
};

/// The input of one run.
struct TaskInput {
    QString text;      ///< what the user typed or selected; may be empty
    QStringList files; ///< absolute paths; exactly these are granted for reading
    QList<Turn> conversation;
    QJsonObject options; ///< by OptionDescription::id; absent ones take their default
    QString locale;      ///< language of the interface, e.g. "de"; answers default to it where a task says so
    QStringList folders; ///< absolute paths; what TaskContext::listFolder() finds below them is granted too
};

/// One choice that the user can make before a task starts.
struct OptionDescription {
    enum class Kind { Choice, Text, Boolean, Number };
    struct Choice {
        QString value;
        QString label;
    };
    QString id;
    QString label;
    Kind kind = Kind::Text;
    QList<Choice> choices; ///< of Kind::Choice
    QJsonValue defaultValue;
};

/// One task as menus, sheets and the command line show it.
struct TaskDescription {
    QString id;          ///< unique within its plugin, e.g. "summarize"
    QString name;        ///< localised, e.g. “Summarize”
    QString description; ///< localised, one sentence
    QString icon;        ///< freedesktop icon name; may be empty
    bool acceptsText = true;
    bool acceptsConversation = false;
    QStringList suffixes; ///< of files it takes, lower case; "*" for every file that some reader knows
    int maximumFiles = 0; ///< 0: takes no files
    bool worksWithoutModel = false;
    QList<OptionDescription> options;
    bool acceptsFolders = false; ///< reads what it needs below folders that the user grants
    /// The option that takes what the user writes beside files or a folder; empty: it is part of the input.
    QString requestOption;
};

// ---- what a task returns -------------------------------------------------------------------------------

struct TextPart {
    QString text; ///< Markdown
};
struct TablePart {
    QString title;
    QStringList header;
    QList<QStringList> rows;
};
/// A claim and the passage of the source that carries it. `verified` is true only when the quote was found in
/// the source, letter for letter but for white space.
struct QuotePart {
    QString claim;
    QString quote;
    QString source; ///< path of the document
    Place place;
    bool verified = false;
};
/// A change to a file as a unified diff. `applies` is true when it was applied in memory to the very file.
struct DiffPart {
    QString path;
    QString diff;
    bool applies = false;
    QString preview; ///< the whole file after the change, when it applies
};
/// A file that the task made; the caller decides where it is saved.
struct FilePart {
    QString suggestedName;
    QString mediaType;
    QByteArray bytes;
};
/// Source and target side by side, for review and editing.
struct AlignmentPart {
    struct Pair {
        QString source;
        QString target; ///< null: the source stays
        Place place;
        QStringList problems; ///< what a check found and a retry did not mend; empty when all is well
        /// Of a pair that can be put back into its document: which input it is of (the files in order, then
        /// the text), and which segment of it (DocumentEditor::segments). The targets of a segment's pairs,
        /// one after the other, are what replaces it: they hold its markers and its white space. Else -1.
        int document = -1;
        int segment = -1;
        QStringList protectedParts; ///< what the markers of the segment stand for
    };
    QList<Pair> pairs;
};

using ResultPart = std::variant<TextPart, TablePart, QuotePart, DiffPart, FilePart, AlignmentPart>;

/// What a task returns: parts for people, `data` for programs (what `--json` prints), notes for both.
struct TaskResult {
    QList<ResultPart> parts;
    QJsonObject data;
    QStringList notes;
};

/// The JSON form of a part ({"type":"text"|"table"|"quote"|"diff"|"file"|"alignment", …}), and back.
QJsonObject partToJson(const ResultPart& part);
Result<ResultPart> partFromJson(const QJsonObject& object);
QJsonObject placeToJson(const Place& place);
Place placeFromJson(const QJsonObject& object);

/// A file below a granted folder.
struct FolderFile {
    QString path; ///< absolute
    QString name; ///< relative to the folder, “/” between
    qint64 size = 0;
};
struct FolderListing {
    QList<FolderFile> files; ///< the outer ones first
    int leftOut = 0;         ///< binary, too large, or beyond the number that is listed
};

// ---- what a task may ask -------------------------------------------------------------------------------

/// What is known about the loaded model.
struct ModelFacts {
    QString name;
    int contextSize = 0;              ///< tokens
    qint64 parameters = 0;            ///< 0 when unknown
    bool followsInstructions = false; ///< has a chat template or is known as tuned
    bool fillsInTheMiddle = false;
};

/// One request to the model. Exactly one of `messages`, `prompt` and `fillInTheMiddle` is set.
/// Every content is data: special tokens inside it are tokenized as text.
struct GenerationRequest {
    struct FillInTheMiddle {
        QString prefix;
        QString suffix;
    };
    QList<Turn> messages;
    QString prompt; ///< raw text to continue, without a template
    std::optional<FillInTheMiddle> fillInTheMiddle;
    int maximumTokens = 512;
    double temperature = 0;
    quint64 seed = 1;
    QStringList stop;
    QJsonObject jsonSchema; ///< constrains the answer when not empty
    QString grammar;        ///< GBNF; constrains the answer when not empty
};

struct Generation {
    enum class Stop { EndOfText, StopString, TokenLimit, ContextFull };
    QString text;
    Stop stop = Stop::EndOfText;
    int promptTokens = 0;
    int tokens = 0;
};

/// Where a run stands. `fraction` never goes back; `secondsLeft` is -1 while unknown.
struct Progress {
    double fraction = 0;
    QString step; ///< “Part 3 of 17: Risk assessment”
    int done = 0; ///< finished steps
    int total = 0;
    int secondsLeft = -1;
};

/// Finished steps of a run, durable before save() returns, so that a killed run continues where it stopped.
/// Keys hold a digest of the step's input: a changed document never meets another one's steps.
class StepStore {
public:
    virtual ~StepStore() = default;
    virtual std::optional<QByteArray> find(const QString& key) = 0;
    virtual void save(const QString& key, const QByteArray& value) = 0;
};

/// What the host gives a running task. Calls block until done (a task runs on a thread of its own, never on
/// the window's) and return ErrorKind::Cancelled at once when the user stops the task.
class TaskContext {
public:
    virtual ~TaskContext() = default;

    /// Facts about the loaded model; nullopt when none is loaded or the permission is not granted.
    virtual std::optional<ModelFacts> model() = 0;
    /// Asks the model. `onText` gets the answer piece by piece, on the calling thread.
    virtual Result<Generation> generate(const GenerationRequest& request,
                                        const std::function<void(const QString&)>& onText = {}) = 0;
    /// Number of tokens of a text for the loaded model; an estimate when none is loaded.
    virtual Result<int> countTokens(const QString& text) = 0;

    /// Reads a granted file into blocks. Anything not granted is ErrorKind::Permission.
    virtual Result<Document> readDocument(const QString& path) = 0;
    /// Opens a granted file so that its text can be replaced in its own format.
    virtual Result<std::unique_ptr<DocumentEditor>> editDocument(const QString& path) = 0;
    /// The same for a text that is in no file; `suffix` names its format ("txt", "md", "html", "srt").
    virtual Result<std::unique_ptr<DocumentEditor>> editText(const QString& text, const QString& suffix) = 0;
    /// The bytes of a granted file, at most `maximumBytes`.
    virtual Result<QByteArray> readFile(const QString& path, qint64 maximumBytes = 64LL << 20) = 0;
    /// The source files below a granted folder: no links, nothing hidden, nothing that a build made or that
    /// .gitignore names, nothing binary, no keys. They can be read as if they were granted one by one.
    virtual Result<FolderListing> listFolder(const QString& folder) = 0;
    /// What a file is written in, as people name it (“C++”); empty when it is no known language.
    virtual QString codeLanguage(const QString& path) = 0;
    virtual bool granted(Permission permission) const = 0;

    /// True once the user asked to stop; long loops without other calls of the context must look here often.
    virtual bool isCancelled() const = 0;
    /// Says where the run stands: `done` of `total` steps, and what it does now.
    virtual void reportProgress(int done, int total, const QString& step) = 0;
    /// Shows a part before the run is over. A part with the same `key` replaces the earlier one.
    virtual void showPartial(const QString& key, const ResultPart& part) = 0;
    virtual StepStore& steps() = 0;
};

/// A plugin: one or more tasks. run() is called on a worker thread, one call per object at a time.
class TaskPlugin {
public:
    virtual ~TaskPlugin() = default;
    virtual QList<TaskDescription> tasks() const = 0;
    virtual Result<TaskResult> run(const QString& task, const TaskInput& input, TaskContext& context) = 0;
};

} // namespace hearth::sdk

#define HEARTH_TASK_PLUGIN_INTERFACE "io.hearth.TaskPlugin/1"
Q_DECLARE_INTERFACE(hearth::sdk::TaskPlugin, HEARTH_TASK_PLUGIN_INTERFACE)
