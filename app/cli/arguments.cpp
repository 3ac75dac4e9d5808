#include "app/cli/arguments.h"

#include <algorithm>

namespace hearth::cli {

namespace {

std::unexpected<QString> wrong(const QString& message) {
    return std::unexpected(message);
}

/// Whether the words are as many and such as the table wants.
std::expected<void, QString> check_words(const QStringList& given, const QList<Word>& words) {
    const auto needed = std::ranges::count_if(words, [](const Word& word) { return !word.optional; });
    if (given.size() < needed)
        return wrong(QStringLiteral("%1 is missing").arg(words[given.size()].name));
    const bool repeats = !words.isEmpty() && words.last().repeats;
    if (given.size() > words.size() && !repeats)
        return wrong(QStringLiteral("\"%1\" is one word too many").arg(given[words.size()]));
    for (qsizetype i = 0; i < given.size(); ++i) {
        const Word& word = words[std::min(i, words.size() - 1)];
        if (!word.choices.isEmpty() && !word.choices.contains(given[i]))
            return wrong(QStringLiteral("\"%1\" must be one of %2")
                             .arg(given[i], word.choices.join(QStringLiteral(", "))));
    }
    return {};
}

} // namespace

std::expected<Arguments, QString> Arguments::parse(const QStringList& line, const QList<Option>& options,
                                                   const QList<Word>& words) {
    Arguments arguments;
    bool options_ended = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QString& text = line[i];
        if (options_ended || !text.startsWith(u'-') || text == u"-") {
            arguments.m_words.append(text);
            continue;
        }
        if (text == u"--") {
            options_ended = true;
            continue;
        }
        const qsizetype equals = text.startsWith(u"--") ? text.indexOf(u'=') : -1;
        const QString name = equals < 0 ? text : text.left(equals);
        const auto option = std::ranges::find_if(
            options, [&](const Option& item) { return item.name == name || item.letter == name; });
        if (option == options.end())
            return wrong(QStringLiteral("there is no option %1").arg(name));
        QStringList& values = arguments.m_values[option->name];
        if (option->value.isEmpty()) {
            if (equals >= 0)
                return wrong(QStringLiteral("%1 takes no value").arg(option->name));
            values.append(QString());
            continue;
        }
        if (equals < 0 && i + 1 == line.size())
            return wrong(QStringLiteral("%1 needs a value: %2").arg(option->name, option->value));
        const QString value = equals >= 0 ? text.mid(equals + 1) : line[++i];
        if (!option->choices.isEmpty() && !option->choices.contains(value))
            return wrong(QStringLiteral("%1 must be one of %2")
                             .arg(option->name, option->choices.join(QStringLiteral(", "))));
        values.append(value);
    }
    if (auto checked = check_words(arguments.m_words, words); !checked)
        return std::unexpected(checked.error());
    return arguments;
}

QString Arguments::value(const QString& option, const QString& fallback) const {
    const QStringList values = m_values.value(option);
    return values.isEmpty() ? fallback : values.last();
}

std::expected<int, QString> Arguments::number(const QString& option, int fallback, int smallest,
                                              int largest) const {
    if (!has(option))
        return fallback;
    bool good = false;
    const int number = value(option).toInt(&good);
    if (!good || number < smallest || number > largest)
        return wrong(QStringLiteral("%1 must be a whole number between %2 and %3")
                         .arg(option)
                         .arg(smallest)
                         .arg(largest));
    return number;
}

std::expected<double, QString> Arguments::real(const QString& option, double fallback, double smallest,
                                               double largest) const {
    if (!has(option))
        return fallback;
    bool good = false;
    const double number = value(option).toDouble(&good);
    if (!good || !(number >= smallest && number <= largest))
        return wrong(
            QStringLiteral("%1 must be a number between %2 and %3").arg(option).arg(smallest).arg(largest));
    return number;
}

} // namespace hearth::cli
