#include "ui/math/tex_symbols.h"

#include <QHash>
#include <QStringList>

namespace hearth::ui {

namespace {

using Table = QHash<QString, MathSymbol>;

void add(Table& table, MathClass mathClass, const char* names, const QString& characters) {
    const QStringList list = QString::fromLatin1(names).split(u' ', Qt::SkipEmptyParts);
    const QList<uint> signs = characters.toUcs4();
    Q_ASSERT(list.size() == signs.size());
    for (qsizetype i = 0; i < list.size(); ++i) {
        const char32_t sign = signs[i];
        table.insert(list[i], {.text = QString::fromUcs4(&sign, 1), .mathClass = mathClass});
    }
}

void addFunctions(Table& table, const char* names, bool limits) {
    const QStringList list = QString::fromLatin1(names).split(u' ');
    for (const QString& name : list)
        table.insert(name,
                     {.text = name, .mathClass = MathClass::Operator, .function = true, .limits = limits});
}

Table makeTable() {
    Table table;
    add(table, MathClass::Ordinary,
        "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho "
        "sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi "
        "Omega",
        QStringLiteral("αβγδϵεζηθϑικλμνξπρστυϕφχψωΓΔΘΛΞΠΣΥΦΨΩ"));
    add(table, MathClass::Ordinary,
        "forall exists neg infty partial nabla hbar ell Re Im aleph angle emptyset varnothing prime degree "
        "ldots dots cdots vdots ddots top bot triangle square imath",
        QStringLiteral("∀∃¬∞∂∇ℏℓℜℑℵ∠∅∅′°……⋯⋮⋱⊤⊥△□ı"));
    add(table, MathClass::Binary,
        "times div pm mp cdot ast star circ bullet oplus ominus otimes cap cup setminus land wedge lor vee "
        "dagger",
        QStringLiteral("×÷±∓·∗⋆∘•⊕⊖⊗∩∪∖∧∧∨∨†"));
    add(table, MathClass::Relation,
        "le leq ge geq ne neq approx equiv sim simeq cong propto ll gg in notin ni subset supset subseteq "
        "supseteq perp parallel mid vdash models prec succ doteq",
        QStringLiteral("≤≤≥≥≠≠≈≡∼≃≅∝≪≫∈∉∋⊂⊃⊆⊇⊥∥∣⊢⊨≺≻≐"));
    add(table, MathClass::Relation,
        "to rightarrow leftarrow gets Rightarrow Leftarrow leftrightarrow Leftrightarrow implies iff mapsto "
        "longrightarrow longleftarrow Longrightarrow uparrow downarrow hookrightarrow",
        QStringLiteral("→→←←⇒⇐↔⇔⇒⇔↦⟶⟵⟹↑↓↪"));
    add(table, MathClass::Open, "lfloor lceil langle lbrace lbrack lvert", QStringLiteral("⌊⌈⟨{[|"));
    add(table, MathClass::Close, "rfloor rceil rangle rbrace rbrack rvert", QStringLiteral("⌋⌉⟩}]|"));
    add(table, MathClass::Ordinary, "vert Vert lVert rVert", QStringLiteral("|‖‖‖"));
    add(table, MathClass::Punctuation, "colon", QStringLiteral(":"));
    addFunctions(table,
                 "sin cos tan cot sec csc log ln lg exp dim ker deg arg hom sinh cosh tanh arcsin arccos "
                 "arctan",
                 false);
    addFunctions(table, "lim max min sup inf det gcd limsup liminf Pr argmax argmin", true);
    add(table, MathClass::Operator, "sum prod coprod bigcup bigcap bigoplus bigotimes bigvee bigwedge",
        QStringLiteral("∑∏∐⋃⋂⨁⨂⋁⋀"));
    for (const char* name :
         {"sum", "prod", "coprod", "bigcup", "bigcap", "bigoplus", "bigotimes", "bigvee", "bigwedge"})
        table[QString::fromLatin1(name)].limits = table[QString::fromLatin1(name)].large = true;
    add(table, MathClass::Operator, "int iint iiint oint", QStringLiteral("∫∬∭∮"));
    for (const char* name : {"int", "iint", "iiint", "oint"})
        table[QString::fromLatin1(name)].large = true;
    return table;
}

} // namespace

std::optional<MathSymbol> texSymbol(QStringView name) {
    static const Table table = makeTable();
    const auto found = table.constFind(name.toString());
    return found == table.constEnd() ? std::nullopt : std::optional(*found);
}

MathSymbol characterSymbol(QChar character) {
    if (character == u'-')
        return {.text = QStringLiteral("−"), .mathClass = MathClass::Binary};
    if (character == u'*')
        return {.text = QStringLiteral("∗"), .mathClass = MathClass::Binary};
    const auto mathClass = [character] {
        if (QStringView(u"+±×÷·").contains(character))
            return MathClass::Binary;
        if (QStringView(u"=<>:≤≥≠≈≡→∈").contains(character))
            return MathClass::Relation;
        if (QStringView(u"([").contains(character))
            return MathClass::Open;
        if (QStringView(u")]!?").contains(character))
            return MathClass::Close;
        return QStringView(u",;").contains(character) ? MathClass::Punctuation : MathClass::Ordinary;
    }();
    return {.text = QString(character), .mathClass = mathClass};
}

QString doubleStruck(QStringView letters) {
    static const QHash<QChar, QChar> table = {{u'R', u'ℝ'}, {u'N', u'ℕ'}, {u'Z', u'ℤ'}, {u'Q', u'ℚ'},
                                              {u'C', u'ℂ'}, {u'P', u'ℙ'}, {u'H', u'ℍ'}};
    QString text;
    for (const QChar letter : letters) {
        const auto found = table.constFind(letter);
        if (found == table.constEnd())
            return {};
        text += *found;
    }
    return text;
}

} // namespace hearth::ui
