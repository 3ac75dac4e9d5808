// Source code: one block for each stretch between blank lines at the outermost level, with line numbers.

#include "plugins/documents/block_builder.h"
#include "plugins/documents/encoding.h"
#include "plugins/documents/readers.h"
#include "plugins/documents/text_lines.h"
#include "plugins/sdk/code_languages.h"

#include <QFileInfo>

namespace hearth::documents {

using namespace sdk;

namespace {

class CodeReader : public DocumentReader {
public:
    QString format() const override { return QStringLiteral("code"); }
    QStringList suffixes() const override { return sdk::codeSuffixes(); }

    Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const override {
        TRY_ASSIGN(const DecodedText decoded, decodeDocument(source));
        BlockBuilder builder(source, format(), limits);
        builder.setEncoding(decoded.encoding);
        builder.setTitle(QFileInfo(source.path).fileName());
        const QString language = sdk::codeLanguage(source.path);
        const QStringList lines = splitLines(decoded.text);
        QString chunk;
        int firstLine = 1;
        for (qsizetype i = 0; i < lines.size() && builder.ok(); ++i) {
            const QString& line = lines[i];
            const bool startsTopLevel =
                !line.isEmpty() && !line[0].isSpace() && line[0] != '}' && line[0] != ')';
            const bool afterBlank = i > 0 && lines[i - 1].trimmed().isEmpty();
            if (startsTopLevel && afterBlank && !chunk.trimmed().isEmpty()) {
                builder.setLine(firstLine);
                builder.add(BlockKind::Code, chunk, 0, language);
                chunk.clear();
            }
            if (chunk.isEmpty()) {
                if (line.trimmed().isEmpty())
                    continue;
                firstLine = int(i) + 1;
            }
            chunk += line + '\n';
        }
        builder.setLine(firstLine);
        builder.add(BlockKind::Code, chunk, 0, language);
        return builder.finish();
    }
};

} // namespace

std::unique_ptr<DocumentReader> makeCodeReader() {
    return std::make_unique<CodeReader>();
}

} // namespace hearth::documents
