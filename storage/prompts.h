// The user's library of prompts.
#pragma once

#include "storage/conversations.h"

namespace hearth::storage {

using PromptId = int64_t;

struct Prompt {
    PromptId id = 0;
    std::string title;
    std::string text;
    int64_t created = 0, updated = 0; ///< Unix time in milliseconds
};

class Prompts {
public:
    explicit Prompts(Connection& connection) : m_connection(&connection) {}

    Result<Prompt> create(std::string_view title, std::string_view text);
    Result<void> set(PromptId id, std::string_view title, std::string_view text);
    Result<Prompt> get(PromptId id) const;
    /// By title.
    Result<std::vector<Prompt>> list() const;
    Result<BinId> remove(PromptId id);

private:
    Connection* m_connection;
};

} // namespace hearth::storage
