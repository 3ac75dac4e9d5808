// Subtitles: SubRip (.srt) and WebVTT (.vtt). One block for each cue, with its start time.

#include "plugins/documents/block_builder.h"
#include "plugins/documents/encoding.h"
#include "plugins/documents/markup.h"
#include "plugins/documents/readers.h"
#include "plugins/documents/text_lines.h"
#include "plugins/documents/texts.h"

#include <QRegularExpression>

namespace hearth::documents {

using namespace sdk;

namespace {

QString withoutCueTags(const QString& line) {
    static const QRegularExpression tags(QStringLiteral("</?[a-zA-Z][^>]*>|<\\d[^>]*>|\\{\\\\[^}]*\\}"));
    return decodeReferences(QString(line).remove(tags));
}

class SubtitleReader : public DocumentReader {
public:
    QString format() const override { return QStringLiteral("subtitles"); }
    QStringList suffixes() const override { return {"srt", "vtt"}; }
    bool recognizes(const QByteArray& head) const override {
        return head.startsWith("WEBVTT") || head.startsWith("\xEF\xBB\xBFWEBVTT");
    }

    Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const override {
        TRY_ASSIGN(const DecodedText decoded, decodeDocument(source));
        BlockBuilder builder(source, format(), limits);
        builder.setEncoding(decoded.encoding);
        static const QRegularExpression timing(QStringLiteral(
            "^\\s*((?:\\d+:)?\\d{1,2}:\\d{2}[,.]\\d{1,3})\\s*-->\\s*(?:\\d+:)?\\d{1,2}:\\d{2}[,.]\\d{1,3}"));
        const QStringList lines = splitLines(decoded.text);
        for (qsizetype i = 0; i < lines.size() && builder.ok(); ++i) {
            const QRegularExpressionMatch match = timing.match(lines[i]);
            if (!match.hasMatch())
                continue;
            QStringList text;
            const int line = int(i) + 1;
            for (++i; i < lines.size() && !lines[i].trimmed().isEmpty(); ++i)
                text << withoutCueTags(lines[i]);
            builder.setLine(line);
            builder.setTime(match.captured(1));
            builder.add(BlockKind::Cue, simplified(text.join('\n')));
        }
        return builder.finish(Texts::tr("%1 holds no subtitles with times.").arg(quotedName(source.path)));
    }
};

} // namespace

std::unique_ptr<DocumentReader> makeSubtitleReader() {
    return std::make_unique<SubtitleReader>();
}

} // namespace hearth::documents
