#include "ui/code/code_highlighter.h"

#include "ui/code/code_languages.h"

#include <QHash>
#include <QSyntaxHighlighter>
#include <QTextDocument>

#ifdef HEARTH_WITH_SYNTAX_HIGHLIGHTING
#include <KSyntaxHighlighting/abstracthighlighter.h>
#include <KSyntaxHighlighting/definition.h>
#include <KSyntaxHighlighting/format.h>
#include <KSyntaxHighlighting/repository.h>
#include <KSyntaxHighlighting/state.h>
#include <KSyntaxHighlighting/theme.h>
#endif

#include <algorithm>
#include <cmath>

namespace hearth::ui {

namespace {

double luminance(const QColor& color) {
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double contrastRatio(const QColor& one, const QColor& other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QColor readable(QColor color, const QColor& ground) {
    const QColor goal = luminance(ground) > 0.18 ? Qt::black : Qt::white;
    for (int step = 0; step < 20 && contrastRatio(color, ground) < 4.5; ++step) {
        color = QColor::fromRgbF(static_cast<float>(color.redF() + 0.1 * (goal.redF() - color.redF())),
                                 static_cast<float>(color.greenF() + 0.1 * (goal.greenF() - color.greenF())),
                                 static_cast<float>(color.blueF() + 0.1 * (goal.blueF() - color.blueF())));
    }
    return color;
}

#ifdef HEARTH_WITH_SYNTAX_HIGHLIGHTING

namespace syntax = KSyntaxHighlighting;

namespace {

syntax::Repository& repository() {
    static syntax::Repository instance;
    return instance;
}

/// By any of the names that people put behind a fence, in any case.
syntax::Definition definitionNamed(const QString& name) {
    static const QHash<QString, QString> known = [] {
        QHash<QString, QString> names;
        for (const syntax::Definition& definition : repository().definitions())
            names.insert(definition.name().toLower(), definition.name());
        const std::pair<const char*, const char*> aliases[] = {
            {"shell", "Bash"},
            {"console", "Bash"},
            {"sh", "Bash"},
            {"csharp", "C#"},
            {"golang", "Go"},
            {"docker", "Dockerfile"},
            {"make", "Makefile"},
            {"jsonc", "JSON"},
            {"node", "JavaScript"},
            {"plaintext", "None"},
            {"text", "None"},
            {"cplusplus", "C++"},
            {"objective-c", "Objective-C"},
            {"visual basic", "VisualBasic"},
        };
        for (const auto& [alias, definition] : aliases)
            names.insert(QString::fromLatin1(alias), QString::fromLatin1(definition));
        return names;
    }();
    const auto found = known.constFind(name.toLower());
    return found == known.constEnd() ? syntax::Definition() : repository().definitionForName(*found);
}

syntax::Definition definitionFor(const QString& language, const QString& code) {
    const QString name = language.isEmpty() ? guessLanguage(code) : language;
    if (name.isEmpty())
        return {};
    const auto definition = definitionNamed(name);
    return definition.isValid() ? definition
                                : repository().definitionForFileName(QStringLiteral("x.") + name.toLower());
}

/// Runs over lines only to learn the state at their end.
class StateRunner : public syntax::AbstractHighlighter {
public:
    syntax::State run(const syntax::Definition& definition, const QString& text, syntax::State state) {
        setDefinition(definition);
        for (const QString& line : text.split(u'\n'))
            state = highlightLine(line, state);
        return state;
    }

protected:
    void applyFormat(int, int, const syntax::Format&) override {}
};

struct LineState : QTextBlockUserData {
    syntax::State state;
};

} // namespace

class CodeHighlighter::Painter : public QSyntaxHighlighter, public syntax::AbstractHighlighter {
public:
    explicit Painter(QTextDocument* document) : QSyntaxHighlighter(document) {}

    void configure(const syntax::Definition& definition, bool dark, const QColor& ground,
                   const syntax::State& initial) {
        setDefinition(definition);
        setTheme(repository().theme(dark ? QStringLiteral("GitHub Dark") : QStringLiteral("GitHub Light")));
        m_ground = ground;
        m_initial = initial;
        rehighlight();
    }

protected:
    void highlightBlock(const QString& text) override {
        if (!definition().isValid())
            return;
        const QTextBlock before = currentBlock().previous();
        const auto* stateBefore = before.isValid() ? static_cast<LineState*>(before.userData()) : nullptr;
        auto state = std::make_unique<LineState>();
        state->state = highlightLine(text, before.isValid() && stateBefore ? stateBefore->state : m_initial);
        setCurrentBlockUserData(state.release());
        // The next line is coloured again only when this number changes.
        setCurrentBlockState(currentBlockState() == 0 ? 1 : 0);
    }
    void applyFormat(int offset, int length, const syntax::Format& format) override {
        if (length == 0)
            return;
        QTextCharFormat text;
        if (format.hasTextColor(theme()))
            text.setForeground(readable(format.textColor(theme()), m_ground));
        if (format.isBold(theme()))
            text.setFontWeight(QFont::DemiBold);
        if (format.isItalic(theme()))
            text.setFontItalic(true);
        setFormat(offset, length, text);
    }

private:
    QColor m_ground;
    syntax::State m_initial;
};

namespace {

/// The state that a chunk begins in: that at the end of the chunks before it. What was found is kept, because
/// chunks before the last one do not change any more.
syntax::State stateBefore(const MessageModel& messages, int row, const syntax::Definition& definition) {
    static QHash<QString, syntax::State> known;
    if (known.size() > 2000)
        known.clear();
    std::vector<int> missing;
    syntax::State state;
    const auto key = [&](int at) {
        return QStringLiteral("%1 %2 %3")
            .arg(definition.name())
            .arg(qHash(messages.block(at)->text))
            .arg(messages.data(messages.index(at), MessageModel::MessageRole).toLongLong());
    };
    for (int at = row; messages.block(at) && !messages.block(at)->firstChunk; --at) {
        if (!messages.block(at - 1))
            break;
        const auto found = known.constFind(key(at - 1));
        if (found != known.constEnd()) {
            state = *found;
            break;
        }
        missing.push_back(at - 1);
    }
    for (auto at = missing.rbegin(); at != missing.rend(); ++at) {
        state = StateRunner().run(definition, messages.block(*at)->text, state);
        known.insert(key(*at), state);
    }
    return state;
}

QString codeStart(const MessageModel& messages, int row) {
    while (messages.block(row) && !messages.block(row)->firstChunk && messages.block(row - 1))
        --row;
    return messages.block(row) ? messages.block(row)->text : QString();
}

} // namespace

void CodeHighlighter::update() {
    m_updating = false;
    if (!m_document || !m_messages || !m_messages->block(m_row))
        return;
    if (!m_painter)
        m_painter = new Painter(m_document->textDocument());
    const auto definition = definitionFor(m_language, codeStart(*m_messages, m_row));
    const bool renamed = definition.name() != m_painter->definition().name();
    m_painter->configure(definition, m_dark, m_ground,
                         definition.isValid() ? stateBefore(*m_messages, m_row, definition)
                                              : syntax::State());
    if (renamed)
        emit languageNameChanged();
}

QString CodeHighlighter::languageName() const {
    const QString known = m_painter ? m_painter->definition().translatedName() : QString();
    return !known.isEmpty() && known != QLatin1String("None") ? known
           : m_language.isEmpty()                             ? tr("Code")
                                                              : m_language;
}

QString CodeHighlighter::fileExtension() const {
    const auto patterns =
        m_painter ? m_painter->definition().extensions() : decltype(m_painter->definition().extensions())();
    for (const QString& pattern : patterns) {
        if (pattern.startsWith(QLatin1String("*.")) && !pattern.mid(2).contains(u'*'))
            return pattern.mid(2);
    }
    return QStringLiteral("txt");
}

#else

class CodeHighlighter::Painter : public QObject {};

void CodeHighlighter::update() {
    m_updating = false;
}

QString CodeHighlighter::languageName() const {
    return m_language.isEmpty() ? tr("Code") : m_language;
}

QString CodeHighlighter::fileExtension() const {
    return QStringLiteral("txt");
}

#endif

CodeHighlighter::CodeHighlighter(QObject* parent) : QObject(parent) {
    // Several properties are set in a row when a delegate is made: one update for all of them.
    connect(this, &CodeHighlighter::changed, this, [this] {
        if (!std::exchange(m_updating, true))
            QMetaObject::invokeMethod(this, &CodeHighlighter::update, Qt::QueuedConnection);
    });
}

CodeHighlighter::~CodeHighlighter() {
    delete m_painter;
}

void CodeHighlighter::setDocument(QQuickTextDocument* document) {
    if (m_document == document)
        return;
    m_document = document;
    delete m_painter;
    emit changed();
}

void CodeHighlighter::setLanguage(const QString& language) {
    if (m_language == language)
        return;
    m_language = language;
    emit changed();
    emit languageNameChanged();
}

void CodeHighlighter::setDark(bool dark) {
    if (std::exchange(m_dark, dark) != dark)
        emit changed();
}

void CodeHighlighter::setGround(const QColor& ground) {
    if (std::exchange(m_ground, ground) != ground)
        emit changed();
}

void CodeHighlighter::setMessages(MessageModel* messages) {
    if (m_messages == messages)
        return;
    m_messages = messages;
    emit changed();
}

void CodeHighlighter::setRow(int row) {
    if (std::exchange(m_row, row) != row)
        emit changed();
}

} // namespace hearth::ui
