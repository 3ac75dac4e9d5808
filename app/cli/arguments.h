// Words of a command line, sorted by a table of options.
#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <expected>
#include <optional>

namespace hearth::cli {

struct Option {
    QString name;   ///< "--model"
    QString letter; ///< "-m", or empty
    QString value;  ///< "FILE"; empty for a switch. FILE and FOLDER are completed with paths
    QString help;
    QStringList choices; ///< of the value; empty: any
};

/// A word that is no option.
struct Word {
    QString name; ///< "FILE"; completed with paths as in Option
    QString help;
    QStringList choices; ///< empty: any
    bool optional = false;
    bool repeats = false; ///< the last word may come several times
};

/// A parsed command line.
class Arguments {
public:
    /// The error is one sentence about the word that does not fit. "--" ends the options.
    static std::expected<Arguments, QString> parse(const QStringList& line, const QList<Option>& options,
                                                   const QList<Word>& words);

    bool has(const QString& option) const { return m_values.contains(option); }
    QString value(const QString& option, const QString& fallback = {}) const;
    QStringList values(const QString& option) const { return m_values.value(option); }
    /// Error: not a number, or out of range.
    std::expected<int, QString> number(const QString& option, int fallback, int smallest, int largest) const;
    std::expected<double, QString> real(const QString& option, double fallback, double smallest,
                                        double largest) const;
    const QStringList& words() const { return m_words; }
    QString word(int index) const { return m_words.value(index); }

private:
    QHash<QString, QStringList> m_values;
    QStringList m_words;
};

} // namespace hearth::cli
