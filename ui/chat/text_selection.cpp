#include "ui/chat/text_selection.h"

#include "ui/markdown/markdown_parser.h"
#include "ui/math/formula_images.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace hearth::ui {

void TextSelection::setMessages(MessageModel* messages) {
    if (m_messages == messages)
        return;
    if (m_messages)
        m_messages->disconnect(this);
    m_messages = messages;
    if (messages) {
        connect(messages, &QAbstractItemModel::modelReset, this, &TextSelection::clear);
        connect(messages, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex&, int firstRow, int) {
                    if (firstRow <= last().row)
                        clear();
                });
    }
    clear();
    emit messagesChanged();
}

bool TextSelection::isEmpty() const {
    return !m_messages || m_anchor.row < 0 || m_anchor == m_end;
}

void TextSelection::begin(int row, int position) {
    m_anchor = m_end = {row, position};
    emit changed();
}

void TextSelection::extendTo(int row, int position) {
    const Place place{row, position};
    if (m_anchor.row < 0 || place == m_end)
        return;
    m_end = place;
    emit changed();
}

void TextSelection::selectAll() {
    if (!m_messages || m_messages->rowCount() == 0)
        return;
    m_anchor = {0, 0};
    m_end = {m_messages->rowCount() - 1, static_cast<int>(rowText(m_messages->rowCount() - 1).size()) + 1};
    emit changed();
}

void TextSelection::clear() {
    m_anchor = m_end = {};
    emit changed();
}

int TextSelection::startIn(int row) const {
    if (isEmpty() || row < first().row || row > last().row)
        return -1;
    return row == first().row ? first().position : 0;
}

int TextSelection::endIn(int row) const {
    return row == last().row ? last().position : -1;
}

QString TextSelection::rowText(int row) const {
    const QModelIndex index = m_messages->index(row);
    const QString kind = index.data(MessageModel::KindRole).toString();
    const QString text = index.data(MessageModel::TextRole).toString();
    if (kind == QLatin1String("paragraph") || kind == QLatin1String("heading"))
        return inlineHtmlToPlainText(text);
    return text;
}

/// A formula is one character of the shown text, and its source in what is copied.
QString TextSelection::withSources(int row, int start, QString part, const QString& text) const {
    if (!part.contains(QChar::ObjectReplacementCharacter))
        return part;
    const QStringList sources =
        formulaSources(m_messages->index(row).data(MessageModel::TextRole).toString());
    qsizetype number = QStringView(text).left(start).count(QChar::ObjectReplacementCharacter);
    for (qsizetype at = 0; (at = part.indexOf(QChar::ObjectReplacementCharacter, at)) >= 0;) {
        const QString source = u'$' + sources.value(number++) + u'$';
        part.replace(at, 1, source);
        at += source.size();
    }
    return part;
}

QString TextSelection::plainText() const {
    QStringList lines;
    for (int row = first().row; !isEmpty() && row <= last().row; ++row) {
        const QString text = rowText(row);
        const int start = startIn(row);
        const int end = endIn(row);
        const QString part = withSources(row, start, text.mid(start, end < 0 ? -1 : end - start), text);
        const QString marker =
            start == 0 ? m_messages->index(row).data(MessageModel::MarkerRole).toString() : QString();
        if (!part.isEmpty())
            lines.append(marker.isEmpty() ? part : marker + u' ' + part);
    }
    return lines.join(u'\n');
}

QString TextSelection::markdown() const {
    QStringList sources;
    for (int row = first().row; !isEmpty() && row <= last().row; ++row) {
        const qint64 message = m_messages->index(row).data(MessageModel::MessageRole).toLongLong();
        int lastRow = row;
        while (lastRow < last().row &&
               m_messages->index(lastRow + 1).data(MessageModel::MessageRole).toLongLong() == message)
            ++lastRow;
        sources.append(m_messages->markdownOfRows(row, lastRow));
        row = lastRow;
    }
    return sources.join(QStringLiteral("\n\n"));
}

QString TextSelection::html() const {
    QString html;
    for (int row = first().row; !isEmpty() && row <= last().row; ++row) {
        const Block* block = m_messages->block(row);
        const bool whole = startIn(row) == 0 && (endIn(row) < 0 || endIn(row) >= rowText(row).size());
        if (block && whole && block->kind != Block::Kind::Code && block->kind != Block::Kind::Table) {
            const QString tag = block->kind == Block::Kind::Heading
                                    ? QStringLiteral("h%1").arg(block->headingLevel)
                                : block->listDepth > 0 ? QStringLiteral("li")
                                                       : QStringLiteral("p");
            html += u'<' + tag + u'>' + withFormulaSources(block->text) + QStringLiteral("</") + tag + u'>';
            continue;
        }
        const QString text = rowText(row).mid(startIn(row), endIn(row) < 0 ? -1 : endIn(row) - startIn(row));
        if (block && block->kind == Block::Kind::Code)
            html += QStringLiteral("<pre>") + text.toHtmlEscaped() + QStringLiteral("</pre>");
        else if (!text.isEmpty())
            html += QStringLiteral("<p>") + plainTextToHtml(text) + QStringLiteral("</p>");
    }
    return html;
}

void TextSelection::copy() const {
    if (isEmpty())
        return;
    auto* data = new QMimeData;
    data->setText(plainText());
    data->setHtml(html());
    QGuiApplication::clipboard()->setMimeData(data);
}

void TextSelection::copyMarkdown() const {
    if (!isEmpty())
        QGuiApplication::clipboard()->setText(markdown());
}

} // namespace hearth::ui
