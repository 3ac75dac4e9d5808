#include "storage/tasks.h"

#include "storage/bin_entry.h"
#include "storage/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace hearth::storage {

namespace {

constexpr std::array<std::string_view, 5> state_names = {"running", "paused", "done", "failed", "cancelled"};
constexpr const char* columns =
    "id, plugin, name, input, state, progress, conversation, result, error, created, updated";

Task read_row(const Statement& row) {
    return {.id = row.integer(0),
            .plugin = row.text(1),
            .name = row.text(2),
            .input = row.text(3),
            .state = static_cast<TaskState>(std::clamp<int64_t>(row.integer(4), 0, state_names.size() - 1)),
            .progress = row.number(5),
            .conversation = row.integer(6),
            .result = row.text(7),
            .error = row.text(8),
            .created = row.integer(9),
            .updated = row.integer(10)};
}

Result<std::vector<Task>> read_rows(Statement& query) {
    std::vector<Task> list;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return list;
        list.push_back(read_row(query));
    }
}

Result<void> require_changed(Connection& connection, TaskId id) {
    if (connection.changes() == 0)
        return fail(ErrorKind::NotFound, fmt::format("There is no task {}", id));
    return {};
}

} // namespace

std::string_view task_state_name(TaskState state) {
    return state_names[static_cast<size_t>(state)];
}

Result<Task> Tasks::create(Task task) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    const int64_t now = now_ms();
    TRY(m_connection->run(
        "INSERT INTO tasks(plugin, name, input, state, progress, conversation, created, updated) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        task.plugin, task.name, to_utf8(task.input), static_cast<int>(task.state), task.progress,
        task.conversation, now, now));
    const TaskId id = m_connection->last_insert_id();
    TRY(transaction.commit());
    return get(id);
}

Result<Task> Tasks::get(TaskId id) const {
    TRY_ASSIGN(auto query, m_connection->statement(
                               fmt::format("SELECT {} FROM tasks WHERE id = ? AND binned IS NULL", columns)));
    query.bind(id);
    TRY_ASSIGN(const bool row, query.step());
    if (!row)
        return fail(ErrorKind::NotFound, fmt::format("There is no task {}", id));
    return read_row(query);
}

Result<std::vector<Task>> Tasks::list(bool unfinished, int limit) const {
    TRY_ASSIGN(auto query, m_connection->statement(fmt::format(
                               "SELECT {} FROM tasks WHERE binned IS NULL AND (? = 0 OR state IN (0, 1)) "
                               "ORDER BY id DESC LIMIT ?",
                               columns)));
    query.bind(unfinished ? 1 : 0).bind(limit);
    return read_rows(query);
}

// A result may be as large as the document that it is about.
Result<std::vector<Task>> Tasks::with_result(ConversationId conversation) const {
    TRY_ASSIGN(auto query, m_connection->statement(
                               "SELECT id, plugin, name, '', state, progress, conversation, "
                               "CASE instr(result, char(10)) WHEN 0 THEN result "
                               "ELSE substr(result, 1, instr(result, char(10)) - 1) END, "
                               "error, created, updated FROM tasks "
                               "WHERE binned IS NULL AND conversation = ? AND result != '' ORDER BY id"));
    query.bind(conversation);
    return read_rows(query);
}

Result<void> Tasks::set_progress(TaskId id, double progress) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(m_connection->run("UPDATE tasks SET progress = ?, updated = ? WHERE id = ?", progress, now_ms(), id));
    TRY(require_changed(*m_connection, id));
    return transaction.commit();
}

Result<void> Tasks::set_state(TaskId id, TaskState state, std::string_view result, std::string_view error) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(m_connection->run("UPDATE tasks SET state = ?, result = ?, error = ?, updated = ? WHERE id = ?",
                          static_cast<int>(state), to_utf8(result), to_utf8(error), now_ms(), id));
    TRY(require_changed(*m_connection, id));
    return transaction.commit();
}

Result<void> Tasks::set_result(TaskId id, std::string_view result) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(m_connection->run("UPDATE tasks SET result = ?, updated = ? WHERE id = ?", to_utf8(result), now_ms(),
                          id));
    TRY(require_changed(*m_connection, id));
    return transaction.commit();
}

Result<void> Tasks::finish_step(TaskId id, std::string_view key, std::string_view output) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY(get(id));
    TRY(m_connection->run("INSERT INTO task_steps(task, key, output) VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
                          id, key, to_utf8(output)));
    return transaction.commit();
}

Result<std::optional<std::string>> Tasks::step(TaskId id, std::string_view key) const {
    TRY_ASSIGN(auto query,
               m_connection->statement("SELECT output FROM task_steps WHERE task = ? AND key = ?"));
    query.bind(id).bind(key);
    TRY_ASSIGN(const bool row, query.step());
    return row ? std::optional(query.text(0)) : std::nullopt;
}

Result<std::vector<TaskStep>> Tasks::steps(TaskId id) const {
    TRY_ASSIGN(auto query,
               m_connection->statement("SELECT key, output FROM task_steps WHERE task = ? ORDER BY id"));
    query.bind(id);
    std::vector<TaskStep> list;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return list;
        list.push_back({.key = query.text(0), .output = query.text(1)});
    }
}

Result<BinId> Tasks::remove(TaskId id) {
    TRY_ASSIGN(auto transaction, Transaction::begin(*m_connection));
    TRY_ASSIGN(const Task task, get(id));
    TRY_ASSIGN(const BinId entry, add_bin_entry(*m_connection, {.kind = BinKind::Task,
                                                                .item = id,
                                                                .conversation = task.conversation,
                                                                .label = task.plugin + " " + task.name}));
    TRY(m_connection->run("UPDATE tasks SET binned = ? WHERE id = ?", entry, id));
    TRY(transaction.commit());
    return entry;
}

} // namespace hearth::storage
