// Names of TeX: what sign each stands for, and how it keeps its distance from its neighbours.
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace hearth::ui {

/// The classes of The TeXbook, chapter 17: they decide the space between two signs.
enum class MathClass { Ordinary, Operator, Binary, Relation, Open, Close, Punctuation };

struct MathSymbol {
    QString text;
    MathClass mathClass = MathClass::Ordinary;
    bool function = false; ///< a name such as “sin”: upright
    bool limits = false;   ///< in a formula of its own its scripts stand below and above
    bool large = false;    ///< grows in a formula of its own
};

/// The sign of a command, named without its backslash: "alpha", "le", "sum", "sin". Null when it is not
/// known.
std::optional<MathSymbol> texSymbol(QStringView name);
/// A character as it is written: "+", "(", "x".
MathSymbol characterSymbol(QChar character);
/// Capitals with a double stroke for R, N, Z, Q, C, P and H; empty when there is none in the plane that
/// every font has.
QString doubleStruck(QStringView letters);

} // namespace hearth::ui
