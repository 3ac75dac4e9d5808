#include "plugins/sdk/document.h"

#include <QCoreApplication>

namespace hearth::sdk {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Documents)
};

} // namespace

QString Place::text() const {
    QStringList parts;
    if (page > 0)
        parts << Texts::tr("p. %1", "page").arg(page);
    if (!headings.isEmpty())
        parts << QStringLiteral("§ ") + headings.last();
    if (!time.isEmpty())
        parts << time;
    if (paragraph > 0)
        parts << QStringLiteral("¶ %1").arg(paragraph);
    else if (line > 0)
        parts << Texts::tr("line %1").arg(line);
    return parts.join(QStringLiteral(", "));
}

QString blockKindName(BlockKind kind) {
    switch (kind) {
    case BlockKind::Title:
        return QStringLiteral("title");
    case BlockKind::Heading:
        return QStringLiteral("heading");
    case BlockKind::Paragraph:
        return QStringLiteral("paragraph");
    case BlockKind::ListItem:
        return QStringLiteral("list-item");
    case BlockKind::Table:
        return QStringLiteral("table");
    case BlockKind::Code:
        return QStringLiteral("code");
    case BlockKind::Quote:
        return QStringLiteral("quote");
    case BlockKind::Footnote:
        return QStringLiteral("footnote");
    case BlockKind::Caption:
        return QStringLiteral("caption");
    case BlockKind::Cue:
        return QStringLiteral("cue");
    }
    return QStringLiteral("paragraph");
}

QString Document::plainText() const {
    QString all;
    all.reserve(length() + blocks.size() * 2);
    for (const Block& block : blocks) {
        if (!all.isEmpty())
            all += QLatin1String("\n\n");
        all += block.text;
    }
    return all;
}

qint64 Document::length() const {
    qint64 sum = 0;
    for (const Block& block : blocks)
        sum += block.text.size();
    return sum;
}

} // namespace hearth::sdk
