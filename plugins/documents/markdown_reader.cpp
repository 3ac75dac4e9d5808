// Markdown through md4c (CommonMark with tables, task lists and strike-through), front matter and footnotes.

#include "plugins/documents/block_builder.h"
#include "plugins/documents/encoding.h"
#include "plugins/documents/markup.h"
#include "plugins/documents/readers.h"

#include <QRegularExpression>

#include <md4c.h>

#include <algorithm>

namespace hearth::documents {

using namespace sdk;

namespace {

class MarkdownWalk {
public:
    MarkdownWalk(const QByteArray& source, int firstLine, BlockBuilder& builder)
        : m_source(source), m_line(firstLine), m_builder(builder) {}

    int run() {
        MD_PARSER parser{};
        parser.flags =
            MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEURLAUTOLINKS;
        parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
            return static_cast<MarkdownWalk*>(self)->enter(type, detail);
        };
        parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
            return static_cast<MarkdownWalk*>(self)->leave(type, detail);
        };
        parser.enter_span = [](MD_SPANTYPE, void*, void*) { return 0; };
        parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
        parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
            return static_cast<MarkdownWalk*>(self)->text(type, text, size);
        };
        return md_parse(m_source.constData(), MD_SIZE(m_source.size()), &parser, this);
    }

private:
    int enter(MD_BLOCKTYPE type, void* detail) {
        flush(BlockKind::Paragraph); // text of a tight list item before a nested list
        if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
            ++m_lists;
        else if (type == MD_BLOCK_QUOTE)
            ++m_quotes;
        else if (type == MD_BLOCK_LI)
            ++m_items;
        else if (type == MD_BLOCK_TABLE)
            m_rows.clear();
        else if (type == MD_BLOCK_TR)
            m_row.clear();
        else if (type == MD_BLOCK_CODE) {
            const auto* code = static_cast<MD_BLOCK_CODE_DETAIL*>(detail);
            m_language = QString::fromUtf8(code->lang.text, code->lang.size);
        }
        return m_builder.ok() ? 0 : 1;
    }

    int leave(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
        case MD_BLOCK_H:
            flush(BlockKind::Heading, int(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
            break;
        case MD_BLOCK_CODE:
            flush(BlockKind::Code);
            break;
        case MD_BLOCK_HTML:
            flush(BlockKind::Paragraph);
            break;
        case MD_BLOCK_UL:
        case MD_BLOCK_OL:
            flush(BlockKind::Paragraph);
            --m_lists;
            break;
        case MD_BLOCK_LI:
            flush(BlockKind::Paragraph);
            --m_items;
            break;
        case MD_BLOCK_QUOTE:
            flush(BlockKind::Paragraph);
            --m_quotes;
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD:
            m_row << m_text.trimmed();
            m_text.clear();
            break;
        case MD_BLOCK_TR:
            m_rows << m_row;
            break;
        case MD_BLOCK_TABLE:
            m_builder.setLine(m_blockLine);
            m_builder.addTable(m_rows);
            break;
        default:
            flush(BlockKind::Paragraph);
        }
        return m_builder.ok() ? 0 : 1;
    }

    int text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size) {
        advance(text);
        if (m_text.isEmpty())
            m_blockLine = m_line;
        switch (type) {
        case MD_TEXT_BR:
        case MD_TEXT_SOFTBR:
            m_text += '\n';
            break;
        case MD_TEXT_NULLCHAR:
            m_text += QChar::ReplacementCharacter;
            break;
        case MD_TEXT_ENTITY:
            m_text += decodeReferences(QString::fromUtf8(text, size));
            break;
        case MD_TEXT_HTML:
            m_text += withoutTags(QString::fromUtf8(text, size));
            break;
        default:
            m_text += QString::fromUtf8(text, size);
        }
        return m_builder.ok() ? 0 : 1;
    }

    /// Inline HTML arrives tag by tag; block HTML line by line.
    static QString withoutTags(const QString& html) {
        MarkupTokenizer tokens(html, MarkupLanguage::Html);
        QString text;
        for (MarkupToken token = tokens.next(); token.kind != MarkupToken::Kind::End; token = tokens.next())
            if (token.kind == MarkupToken::Kind::Text)
                text += decodeReferences(tokens.source(token));
        return text;
    }

    void advance(const MD_CHAR* text) {
        const char* begin = m_source.constData();
        if (text < begin || text >= begin + m_source.size() || text - begin < m_offset)
            return;
        m_line += int(std::count(begin + m_offset, text, '\n'));
        m_offset = text - begin;
    }

    void flush(BlockKind kind, int level = 0) {
        const QString text = std::exchange(m_text, {});
        if (text.trimmed().isEmpty())
            return;
        m_builder.setLine(m_blockLine);
        if (kind == BlockKind::Code) {
            m_builder.add(kind, text, 0, m_language);
            return;
        }
        static const QRegularExpression footnote(QStringLiteral("^\\[\\^[^\\]]{1,40}\\]:\\s*"));
        if (kind == BlockKind::Paragraph && text.contains(footnote))
            kind = BlockKind::Footnote;
        else if (kind == BlockKind::Paragraph && m_items > 0)
            kind = BlockKind::ListItem;
        else if (kind == BlockKind::Paragraph && m_quotes > 0)
            kind = BlockKind::Quote;
        m_builder.add(kind, simplified(text), kind == BlockKind::ListItem ? std::max(0, m_lists - 1) : level);
    }

    const QByteArray& m_source;
    int m_line;
    BlockBuilder& m_builder;
    ptrdiff_t m_offset = 0;
    int m_blockLine = 1;
    int m_lists = 0;
    int m_items = 0;
    int m_quotes = 0;
    QString m_text;
    QString m_language;
    QStringList m_row;
    QList<QStringList> m_rows;
};

class MarkdownReader : public DocumentReader {
public:
    QString format() const override { return QStringLiteral("markdown"); }
    QStringList suffixes() const override { return {"md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd"}; }

    Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const override {
        TRY_ASSIGN(const DecodedText decoded, decodeDocument(source));
        BlockBuilder builder(source, format(), limits);
        builder.setEncoding(decoded.encoding);
        QString text = decoded.text;
        text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
        int firstLine = 1;
        static const QRegularExpression frontMatter(
            QStringLiteral("\\A---\\n(.*?\\n)(?:---|\\.\\.\\.)[ \\t]*(?:\\n|\\z)"),
            QRegularExpression::DotMatchesEverythingOption);
        if (const auto match = frontMatter.match(text); match.hasMatch()) {
            static const QRegularExpression title(QStringLiteral("^title:\\s*[\"']?(.*?)[\"']?\\s*$"),
                                                  QRegularExpression::MultilineOption);
            builder.setTitle(title.match(match.captured(1)).captured(1));
            firstLine += int(match.captured(0).count('\n'));
            text.remove(0, match.capturedLength());
        }
        // md4c takes footnotes for link definitions and drops them.
        static const QRegularExpression footnote(QStringLiteral("^\\[(?=\\^[^\\]\\n]{1,40}\\]:)"),
                                                 QRegularExpression::MultilineOption);
        text.replace(footnote, QStringLiteral("\\["));
        const QByteArray utf8 = text.toUtf8();
        MarkdownWalk(utf8, firstLine, builder).run();
        return builder.finish();
    }
};

} // namespace

std::unique_ptr<DocumentReader> makeMarkdownReader() {
    return std::make_unique<MarkdownReader>();
}

} // namespace hearth::documents
