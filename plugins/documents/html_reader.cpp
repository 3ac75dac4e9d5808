// Web pages, saved or generated.

#include "plugins/documents/encoding.h"
#include "plugins/documents/html_blocks.h"
#include "plugins/documents/readers.h"
#include "plugins/documents/texts.h"

namespace hearth::documents {

using namespace sdk;

namespace {

class HtmlReader : public DocumentReader {
public:
    QString format() const override { return QStringLiteral("html"); }
    QStringList suffixes() const override { return {"html", "htm", "xhtml", "xht", "shtml"}; }

    Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const override {
        TRY_ASSIGN(const DecodedText decoded, decodeDocument(source, declaredHtmlEncoding(source.bytes)));
        BlockBuilder builder(source, format(), limits);
        builder.setEncoding(decoded.encoding);
        addHtmlBlocks(decoded.text, builder, limits.nesting);
        return builder.finish(Texts::tr("%1 holds no text of its own; the page may fetch it from the "
                                        "network, which is not done here.")
                                  .arg(quotedName(source.path)));
    }
};

} // namespace

std::unique_ptr<DocumentReader> makeHtmlReader() {
    return std::make_unique<HtmlReader>();
}

} // namespace hearth::documents
