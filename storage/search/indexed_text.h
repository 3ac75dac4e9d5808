// Facets: tokens that say what a message is, so that filters are answered by the index too.
#pragma once

#include "storage/messages.h"

namespace hearth::storage {

std::string conversation_facet(ConversationId conversation);
std::string role_facet(Role role);
std::string model_facet(int64_t model);

} // namespace hearth::storage
