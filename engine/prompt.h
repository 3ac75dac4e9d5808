// From messages to the tokens of a prompt.
#pragma once

#include "engine/chat_template/chat_template.h"
#include "engine/core/error.h"
#include "engine/model/model.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace hearth {

/// Adds the texts of the vocabulary's special tokens ("bos_token", "eos_token" …) that templates ask for,
/// where `input` does not have them.
void add_special_texts(const Tokenizer& tokenizer, nlohmann::ordered_json& input);

/// Renders the model's template on {"messages": […], "tools": […], …} and tokenizes the result: control
/// tokens count only in what the template wrote.
Result<std::vector<TokenId>> encode_chat(const Model& model, nlohmann::ordered_json input);

} // namespace hearth
