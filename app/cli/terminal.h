// stdout and stderr as people and programs want them: colour and progress only on terminals.
#pragma once

#include <QString>

#include <cstdio>

namespace hearth::cli {

class Terminal {
public:
    enum class Style { Plain, Bold, Dim, User, Warning };

    /// `color`: "auto" (a terminal and no NO_COLOR), "always", "never".
    explicit Terminal(const QString& color);
    ~Terminal();

    static bool isTerminal(std::FILE* stream);
    bool outputIsTerminal() const { return m_outputIsTerminal; }

    /// Writes to stdout, at once.
    void write(const QString& text, Style style = Style::Plain);
    /// Writes to stderr.
    void error(const QString& text, Style style = Style::Plain);
    /// A bar on stderr when that is a terminal: "label [####    ] 50 %". Redraws at most when the percentage
    /// changes.
    void progress(const QString& label, double fraction);
    /// Takes the bar away.
    void endProgress();

private:
    QString styled(const QString& text, Style style) const;
    bool m_outputIsTerminal;
    bool m_errorIsTerminal;
    bool m_color;
    int m_shownPercent = -1;
};

} // namespace hearth::cli
