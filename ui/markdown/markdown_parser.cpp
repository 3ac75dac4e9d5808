#include "ui/markdown/markdown_parser.h"

#include "ui/markdown/inline_math.h"
#include "ui/markdown/text_direction.h"
#include "ui/math/formula_images.h"

#include <QTextDocumentFragment>
#include <QUrl>

#include <md4c.h>

#include <algorithm>
#include <utility>

namespace hearth::ui {

namespace {

/// Where the formula that `$` at `begin` opens is closed; -1 if it is no formula but, say, a price: a closing
/// `$` follows no space and precedes no digit (as Pandoc has it), in the same paragraph.
qsizetype closingDollar(QStringView markdown, qsizetype begin) {
    if (begin + 1 >= markdown.size() || markdown[begin + 1].isSpace())
        return -1;
    for (qsizetype i = begin + 1; i < markdown.size(); ++i) {
        if (markdown[i] == u'\n' && i + 1 < markdown.size() && markdown[i + 1] == u'\n')
            return -1;
        if (markdown[i] == u'\\')
            ++i;
        else if (markdown[i] == u'$' && i > begin + 1 && !markdown[i - 1].isSpace())
            return i + 1 < markdown.size() && markdown[i + 1].isDigit() ? -1 : i;
    }
    return -1;
}

/// Models write \( \) and \[ \] for math as often as $ and $$; md4c knows only the latter. Code is left
/// alone.
QString withDollarMath(QStringView markdown) {
    QString result;
    result.reserve(markdown.size());
    qsizetype codeTicks = 0;
    for (qsizetype i = 0; i < markdown.size(); ++i) {
        if (markdown[i] == u'`') {
            qsizetype ticks = 1;
            while (i + ticks < markdown.size() && markdown[i + ticks] == u'`')
                ++ticks;
            if (codeTicks == 0)
                codeTicks = ticks;
            else if (codeTicks == ticks)
                codeTicks = 0;
            result += markdown.mid(i, ticks);
            i += ticks - 1;
            continue;
        }
        if (markdown[i] == u'\\' && i + 1 < markdown.size() && codeTicks == 0) {
            const QChar next = markdown[i + 1];
            if (next == u'(' || next == u')') {
                result += u'$';
                ++i;
                continue;
            }
            if (next == u'[' || next == u']') {
                result += QLatin1String("$$");
                ++i;
                continue;
            }
            result += markdown[i++];
            if (i == markdown.size())
                break;
        } else if (markdown[i] == u'$' && codeTicks == 0) {
            const bool display = i + 1 < markdown.size() && markdown[i + 1] == u'$';
            const qsizetype closing = display ? i + 1 : closingDollar(markdown, i);
            if (closing < 0) {
                result += QLatin1String("\\$");
                continue;
            }
            result += markdown.mid(i, closing - i);
            i = closing;
        }
        result += markdown[i];
    }
    return result;
}

QString attributeText(const MD_ATTRIBUTE& attribute) {
    QString text;
    for (int i = 0; attribute.text && attribute.substr_offsets[i] < attribute.size; ++i) {
        const MD_OFFSET begin = attribute.substr_offsets[i];
        const auto part = QString::fromUtf8(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
        if (attribute.substr_types[i] == MD_TEXT_ENTITY)
            text += QTextDocumentFragment::fromHtml(part).toPlainText();
        else
            text += part;
    }
    return text;
}

/// Only addresses that a person may want to open: nothing that runs something.
bool isSafeLink(const QString& address) {
    const QString scheme = QUrl(address).scheme().toLower();
    return scheme == QLatin1String("http") || scheme == QLatin1String("https") ||
           scheme == QLatin1String("mailto");
}

class Builder {
public:
    Blocks take() { return std::move(m_blocks); }

    int enterBlock(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
        case MD_BLOCK_QUOTE:
            ++m_quoteDepth;
            break;
        case MD_BLOCK_UL:
            m_lists.append(List{-1});
            break;
        case MD_BLOCK_OL:
            m_lists.append(List{static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start});
            break;
        case MD_BLOCK_LI:
            enterItem(*static_cast<MD_BLOCK_LI_DETAIL*>(detail));
            break;
        case MD_BLOCK_HR:
            begin(Block::Kind::Rule);
            finish();
            break;
        case MD_BLOCK_H:
            begin(Block::Kind::Heading);
            m_block.headingLevel = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
            break;
        case MD_BLOCK_CODE:
            begin(Block::Kind::Code);
            m_block.language = attributeText(static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang);
            break;
        case MD_BLOCK_P:
        case MD_BLOCK_HTML:
            begin(Block::Kind::Paragraph);
            break;
        case MD_BLOCK_TABLE:
            begin(Block::Kind::Table);
            break;
        case MD_BLOCK_TR:
            m_block.rows.append(QStringList());
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD:
            if (m_block.rows.size() == 1)
                m_block.alignments.append(alignment(static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align));
            break;
        default:
            break;
        }
        return 0;
    }

    int leaveBlock(MD_BLOCKTYPE type) {
        switch (type) {
        case MD_BLOCK_QUOTE:
            --m_quoteDepth;
            break;
        case MD_BLOCK_UL:
        case MD_BLOCK_OL:
            m_lists.removeLast();
            break;
        case MD_BLOCK_LI:
            leaveItem();
            break;
        case MD_BLOCK_P:
        case MD_BLOCK_HTML:
        case MD_BLOCK_H:
        case MD_BLOCK_CODE:
            finish();
            break;
        case MD_BLOCK_TABLE:
            finishTable();
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD:
            m_block.rows.last().append(std::exchange(m_html, QString()));
            break;
        default:
            break;
        }
        return 0;
    }

    int enterSpan(MD_SPANTYPE type, void* detail) {
        openTextBlock();
        if (m_imageDepth > 0 && type != MD_SPAN_IMG)
            return 0;
        switch (type) {
        case MD_SPAN_EM:
            m_html += QLatin1String("<i>");
            break;
        case MD_SPAN_STRONG:
            m_html += QLatin1String("<b>");
            break;
        case MD_SPAN_DEL:
            m_html += QLatin1String("<s>");
            break;
        case MD_SPAN_CODE:
            m_html += QLatin1String("<code>");
            break;
        case MD_SPAN_A: {
            const QString address = attributeText(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
            m_links.append(isSafeLink(address));
            if (m_links.last())
                m_html += QLatin1String("<a href=\"") + address.toHtmlEscaped() + QLatin1String("\">");
            break;
        }
        case MD_SPAN_IMG:
            if (m_imageDepth++ == 0) {
                m_image = attributeText(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src);
                m_imageText.clear();
            }
            break;
        case MD_SPAN_LATEXMATH:
        case MD_SPAN_LATEXMATH_DISPLAY:
            m_math.clear();
            m_inMath = true;
            break;
        default:
            break;
        }
        return 0;
    }

    int leaveSpan(MD_SPANTYPE type) {
        if (m_imageDepth > 0 && type != MD_SPAN_IMG)
            return 0;
        switch (type) {
        case MD_SPAN_EM:
            m_html += QLatin1String("</i>");
            break;
        case MD_SPAN_STRONG:
            m_html += QLatin1String("</b>");
            break;
        case MD_SPAN_DEL:
            m_html += QLatin1String("</s>");
            break;
        case MD_SPAN_CODE:
            m_html += QLatin1String("</code>");
            break;
        case MD_SPAN_A:
            if (m_links.takeLast())
                m_html += QLatin1String("</a>");
            break;
        case MD_SPAN_IMG:
            if (--m_imageDepth == 0)
                imageBlock();
            break;
        case MD_SPAN_LATEXMATH:
            m_inMath = false;
            m_html += mathToHtml(m_math);
            break;
        case MD_SPAN_LATEXMATH_DISPLAY:
            m_inMath = false;
            mathBlock();
            break;
        default:
            break;
        }
        return 0;
    }

    int text(MD_TEXTTYPE type, QStringView text) {
        if (m_inMath) {
            m_math += text;
            return 0;
        }
        if (m_imageDepth > 0) {
            m_imageText += text;
            return 0;
        }
        openTextBlock();
        m_plain += text;
        switch (type) {
        case MD_TEXT_NULLCHAR:
            m_html += QChar::ReplacementCharacter;
            break;
        case MD_TEXT_BR:
            m_html += QLatin1String("<br>");
            break;
        case MD_TEXT_SOFTBR:
            m_html += u' ';
            break;
        case MD_TEXT_ENTITY:
            m_html += text; // well-formed by md4c's grammar; Qt shows what it does not know as written
            break;
        default:
            m_html += m_block.kind == Block::Kind::Code ? text.toString() : text.toString().toHtmlEscaped();
            break;
        }
        return 0;
    }

private:
    struct List {
        qint64 number; ///< of the next item; negative: bullets
    };

    void begin(Block::Kind kind) {
        finish(); // a tight item's text has no paragraph of its own
        m_block = {};
        m_block.kind = kind;
        m_block.quoteDepth = m_quoteDepth;
        m_block.listDepth = static_cast<int>(m_lists.size());
        m_block.marker = std::exchange(m_marker, QString());
        m_open = true;
    }

    void openTextBlock() {
        if (!m_open)
            begin(Block::Kind::Paragraph);
    }

    void finish() {
        if (!m_open)
            return;
        m_open = false;
        m_block.text = std::exchange(m_html, QString());
        if (m_block.kind == Block::Kind::Code && m_block.text.endsWith(u'\n'))
            m_block.text.chop(1);
        m_block.rightToLeft = m_block.kind != Block::Kind::Code && isRightToLeft(m_plain);
        m_plain.clear();
        // A paragraph that held nothing but an image or a formula has given its place to that.
        const bool hollow = m_block.kind == Block::Kind::Paragraph && m_block.marker.isEmpty() &&
                            m_block.text.trimmed().isEmpty();
        if (!hollow)
            m_blocks.append(m_block);
    }

    void enterItem(const MD_BLOCK_LI_DETAIL& item) {
        finish();
        List& list = m_lists.last();
        if (item.is_task)
            m_marker = item.task_mark == ' ' ? QStringLiteral("☐") : QStringLiteral("☑");
        else if (list.number >= 0)
            m_marker = QString::number(list.number++) + u'.';
        else
            m_marker = QStringLiteral("•");
    }

    void leaveItem() {
        finish();
        if (!m_marker.isEmpty()) { // an empty item is still an item
            begin(Block::Kind::Paragraph);
            finish();
        }
    }

    static int alignment(MD_ALIGN align) {
        return align == MD_ALIGN_CENTER ? 1 : align == MD_ALIGN_RIGHT ? 2 : 0;
    }

    void finishTable() {
        QStringList lines;
        for (const QStringList& row : std::as_const(m_block.rows)) {
            QStringList cells;
            for (const QString& cell : row)
                cells.append(inlineHtmlToPlainText(withFormulaSources(cell)));
            lines.append(cells.join(u'\t'));
        }
        m_html = lines.join(u'\n');
        finish();
    }

    /// Ends the text before a block that stands inside a paragraph, and goes on with the same place after it.
    template <typename Fill>
    void insertBlock(Block::Kind kind, Fill fill) {
        if (m_block.kind != Block::Kind::Paragraph)
            return;
        if (m_html.trimmed().isEmpty()) {
            m_marker = m_block.marker;
            m_open = false;
            m_html.clear();
            m_plain.clear();
        }
        begin(kind);
        fill(m_block);
        m_blocks.append(m_block);
        m_html.clear();
        m_open = false;
        begin(Block::Kind::Paragraph);
    }

    void imageBlock() {
        if (m_block.kind != Block::Kind::Paragraph) {
            m_html += m_imageText.toHtmlEscaped();
            return;
        }
        insertBlock(Block::Kind::Image, [this](Block& block) {
            block.text = m_imageText;
            block.source = m_image;
        });
    }

    void mathBlock() {
        if (m_block.kind != Block::Kind::Paragraph) {
            m_html += mathToHtml(m_math);
            return;
        }
        insertBlock(Block::Kind::Math, [this](Block& block) { block.text = m_math.trimmed(); });
    }

    Blocks m_blocks;
    Block m_block;
    bool m_open = false;
    QString m_html;
    QString m_plain; ///< the block's text without markup, for its direction
    QString m_marker;
    QList<List> m_lists;
    QList<bool> m_links;
    int m_quoteDepth = 0;
    int m_imageDepth = 0;
    QString m_image;
    QString m_imageText;
    bool m_inMath = false;
    QString m_math;
};

Builder* self(void* data) {
    return static_cast<Builder*>(data);
}

} // namespace

Blocks parseMarkdown(QStringView markdown, QStringView references) {
    QByteArray utf8 = withDollarMath(markdown).toUtf8();
    if (!references.isEmpty() && markdown.contains(u'['))
        utf8 += "\n\n" + references.toUtf8();
    MD_PARSER parser = {};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_NOHTML |
                   MD_FLAG_LATEXMATHSPANS | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* data) {
        return self(data)->enterBlock(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* data) { return self(data)->leaveBlock(type); };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* data) {
        return self(data)->enterSpan(type, detail);
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* data) { return self(data)->leaveSpan(type); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* data) {
        return self(data)->text(type, QString::fromUtf8(text, size));
    };
    Builder builder;
    md_parse(utf8.constData(), static_cast<MD_SIZE>(utf8.size()), &parser, &builder);
    return builder.take();
}

Block parseFencedCode(QStringView code, QStringView fenceLine, int codeLine) {
    qsizetype indent = 0;
    while (fenceLine[indent] == u' ')
        ++indent;
    const QChar mark = fenceLine[indent];
    qsizetype infoBegin = indent;
    while (infoBegin < fenceLine.size() && fenceLine[infoBegin] == mark)
        ++infoBegin;
    const qsizetype fenceLength = infoBegin - indent;
    const QStringView info = fenceLine.mid(infoBegin).trimmed();
    Block block;
    block.kind = Block::Kind::Code;
    block.language = info.left(info.indexOf(u' ') < 0 ? info.size() : info.indexOf(u' ')).toString();
    block.firstLine = codeLine + 1;
    block.firstChunk = codeLine == 0;
    qsizetype begin = codeLine == 0 ? std::min(code.size(), fenceLine.size() + 1) : 0;
    while (begin < code.size()) {
        const qsizetype lineEnd = code.indexOf(u'\n', begin);
        QStringView line = code.mid(begin, lineEnd < 0 ? -1 : lineEnd - begin);
        begin = lineEnd < 0 ? code.size() : lineEnd + 1;
        const QStringView content = line.trimmed();
        const bool onlyMarks = !content.isEmpty() && std::all_of(content.begin(), content.end(),
                                                                 [&](QChar c) { return c == mark; });
        if (onlyMarks && (content.size() >= fenceLength || lineEnd < 0))
            break; // the closing fence, or the beginning of one that is just being written
        for (qsizetype i = 0; i < indent && line.startsWith(u' '); ++i)
            line = line.mid(1);
        block.text += line;
        block.text += u'\n';
    }
    if (block.text.endsWith(u'\n'))
        block.text.chop(1);
    return block;
}

QString plainTextToHtml(QStringView text) {
    return text.toString().toHtmlEscaped().replace(u'\n', QLatin1String("<br>"));
}

QString inlineHtmlToPlainText(const QString& html) {
    return QTextDocumentFragment::fromHtml(html).toPlainText();
}

} // namespace hearth::ui
