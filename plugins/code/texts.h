// Sentences for people, in the language of the window.
#pragma once

#include <QCoreApplication>

namespace hearth::code {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Code)
};

} // namespace hearth::code
