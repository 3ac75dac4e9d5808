// hearth-cli search: words in every conversation, on every branch.
#include "app/cli/command.h"
#include "app/cli/store.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <iterator>

namespace hearth::cli {

namespace {

using storage::HitKind;
using storage::SearchHit;

QString timeOf(const SearchHit& hit) {
    return QDateTime::fromMSecsSinceEpoch(hit.created).toString(Qt::ISODate);
}

QJsonObject toJson(const SearchHit& hit) {
    QJsonArray marks;
    for (const storage::TextRange& mark : hit.marks)
        marks.append(QJsonArray{mark.begin, mark.length});
    const char* kind = hit.kind == HitKind::Title      ? "title"
                       : hit.kind == HitKind::Document ? "document"
                                                       : "message";
    return {{QStringLiteral("conversation"), static_cast<qint64>(hit.conversation)},
            {QStringLiteral("title"), QString::fromStdString(hit.title)},
            {QStringLiteral("message"), static_cast<qint64>(hit.message)},
            {QStringLiteral("kind"), QLatin1String(kind)},
            {QStringLiteral("snippet"), QString::fromStdString(hit.snippet)},
            {QStringLiteral("marks"), marks},
            {QStringLiteral("role"), QString::fromUtf8(storage::role_name(hit.role))},
            {QStringLiteral("time"), timeOf(hit)}};
}

void show(Context& context, const SearchHit& hit) {
    const QString title = hit.title.empty() ? QStringLiteral("Untitled") : QString::fromStdString(hit.title);
    context.terminal().write(title, Terminal::Style::Bold);
    context.terminal().write(QStringLiteral("  %1  conversation %2\n").arg(timeOf(hit)).arg(hit.conversation),
                             Terminal::Style::Dim);
    context.terminal().write(QStringLiteral("  "));
    size_t at = 0;
    auto piece = [&](size_t begin, size_t end) {
        return QString::fromStdString(hit.snippet.substr(begin, end - begin));
    };
    for (const storage::TextRange& mark : hit.marks) {
        const auto begin = static_cast<size_t>(mark.begin);
        const auto end = begin + static_cast<size_t>(mark.length);
        context.terminal().write(piece(at, begin));
        context.terminal().write(piece(begin, end), Terminal::Style::Bold);
        at = end;
    }
    context.terminal().write(piece(at, hit.snippet.size()) + QStringLiteral("\n\n"));
}

/// The query that the options make; or the status that the command ends with.
std::expected<storage::SearchQuery, int> makeQuery(Context& context, storage::Store& store) {
    const Arguments& arguments = context.arguments();
    storage::SearchQuery query;
    query.text = arguments.words().join(u' ').toStdString();
    query.budget = std::chrono::seconds(5); // Nobody types on meanwhile.
    const auto limit = arguments.number(QStringLiteral("--limit"), 20, 1, 10000);
    if (!limit)
        return std::unexpected(context.usage(limit.error()));
    query.limit = *limit;
    query.role = storage::role_from_name(arguments.value(QStringLiteral("--role")).toStdString());
    query.model = arguments.value(QStringLiteral("--written-by")).toStdString();
    for (const auto& [option, target] : {std::pair(QStringLiteral("--from"), &query.from),
                                         std::pair(QStringLiteral("--until"), &query.until)}) {
        if (!arguments.has(option))
            continue;
        *target = dayStart(arguments.value(option));
        if (!*target)
            return std::unexpected(
                context.usage(QStringLiteral("%1 wants a date like 2024-05-31").arg(option)));
    }
    if (arguments.has(QStringLiteral("--folder"))) {
        const std::string name = arguments.value(QStringLiteral("--folder")).toStdString();
        const auto folders = store.conversations().folders();
        for (const storage::Folder& folder : folders ? *folders : std::vector<storage::Folder>()) {
            if (folder.name == name)
                query.folder = folder.id;
        }
        if (!query.folder)
            return std::unexpected(context.fail(QStringLiteral("There is no folder named %1")
                                                    .arg(arguments.value(QStringLiteral("--folder")))));
    }
    return query;
}

int run(Context& context) {
    int status = 0;
    const auto store = openStore(context, false, status);
    if (!store)
        return status != 0 || !context.json() ? status : context.print(QJsonArray());
    auto query = makeQuery(context, *store);
    if (!query)
        return query.error();
    std::vector<SearchHit> hits;
    for (bool more = true; more && static_cast<int>(hits.size()) < query->limit;) {
        auto page = store->search().run(*query);
        if (!page)
            return context.fail(QString::fromStdString(page.error().message));
        std::ranges::move(page->hits, std::back_inserter(hits));
        query->before = page->next;
        more = page->next != 0;
    }
    if (static_cast<int>(hits.size()) > query->limit)
        hits.resize(static_cast<size_t>(query->limit));
    if (context.json()) {
        QJsonArray array;
        for (const SearchHit& hit : hits)
            array.append(toJson(hit));
        return context.print(array);
    }
    for (const SearchHit& hit : hits)
        show(context, hit);
    return 0;
}

const Registration registration({
    .name = QStringLiteral("search"),
    .summary = QStringLiteral("Find words in all conversations"),
    .details = QStringLiteral(
        "All words are wanted, in any order, also as parts of words; case and accents do not "
        "matter. \"Words in quotes\" must stand together."),
    .words = {{QStringLiteral("WORDS"), QStringLiteral("what to find"), {}, false, true}},
    .options =
        {{QStringLiteral("--limit"),
          QStringLiteral("-n"),
          QStringLiteral("N"),
          QStringLiteral("hits at most (20)"),
          {}},
         {QStringLiteral("--role"),
          {},
          QStringLiteral("ROLE"),
          QStringLiteral("only messages of this role"),
          {QStringLiteral("user"), QStringLiteral("assistant"), QStringLiteral("system"),
           QStringLiteral("tool")}},
         {QStringLiteral("--written-by"),
          {},
          QStringLiteral("MODEL"),
          QStringLiteral("only answers of this model"),
          {}},
         {QStringLiteral("--from"),
          {},
          QStringLiteral("DATE"),
          QStringLiteral("written on this day or later"),
          {}},
         {QStringLiteral("--until"),
          {},
          QStringLiteral("DATE"),
          QStringLiteral("written before this day"),
          {}},
         {QStringLiteral("--folder"), {}, QStringLiteral("NAME"), QStringLiteral("only in this folder"), {}}},
    .printsJson = true,
    .run = run,
});

} // namespace

} // namespace hearth::cli
