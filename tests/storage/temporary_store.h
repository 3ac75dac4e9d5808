// A store in a folder that goes away, and the unwrapping of results in tests.
#pragma once

#include "storage/store.h"

#include <QTemporaryDir>
#include <QTest>

/// The value of a Result; the test fails with its message when it has none.
#define VALUE(declaration, expression)                                                                       \
    auto HEARTH_CONCAT(value_, __LINE__) = (expression);                                                     \
    QVERIFY2(HEARTH_CONCAT(value_, __LINE__).has_value(),                                                    \
             HEARTH_CONCAT(value_, __LINE__).has_value()                                                     \
                 ? ""                                                                                        \
                 : HEARTH_CONCAT(value_, __LINE__).error().message.c_str());                                 \
    declaration = std::move(*HEARTH_CONCAT(value_, __LINE__))

#define OK(expression)                                                                                       \
    do {                                                                                                     \
        const auto outcome_ = (expression);                                                                  \
        QVERIFY2(outcome_.has_value(), outcome_.has_value() ? "" : outcome_.error().message.c_str());        \
    } while (false)

namespace hearth::storage {

struct TemporaryStore {
    QTemporaryDir folder;
    std::filesystem::path path = folder.filePath("hearth.db").toStdString();
    std::unique_ptr<Store> store;

    /// Opens, or closes and opens again.
    std::string open(const StoreOptions& options = {}) {
        store.reset();
        auto opened = Store::open(path, options);
        if (!opened)
            return opened.error().message;
        store = std::move(*opened);
        return {};
    }
};

inline Message user_message(ConversationId conversation, MessageId parent, std::string text) {
    return {.conversation = conversation,
            .parent = parent,
            .role = Role::User,
            .parts = text_parts(std::move(text))};
}

inline Message answer_message(ConversationId conversation, MessageId parent, std::string text) {
    Message message = user_message(conversation, parent, std::move(text));
    message.role = Role::Assistant;
    message.model = "test-model";
    message.sampling = R"({"temperature":0.7})";
    return message;
}

} // namespace hearth::storage
