// Sentences for people, in the language of the window.
#pragma once

#include <QCoreApplication>

namespace hearth::documents {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Documents)
};

} // namespace hearth::documents
