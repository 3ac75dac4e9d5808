// Any bytes as a document: the first byte chooses the format, the rest is the file. PDF is Qt's own reader
// and is left out.
#include "plugins/documents/editors.h"
#include "plugins/documents/readers.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace hearth;
    static const char* const suffixes[] = {"txt", "md",  "html", "docx", "odt", "epub", "csv",
                                           "tsv", "srt", "vtt",  "eml",  "cpp", "fodt", "json"};
    if (size == 0)
        return 0;
    sdk::DocumentSource source;
    source.path = QStringLiteral("fuzz.") + QLatin1String(suffixes[data[0] % std::size(suffixes)]);
    source.bytes = QByteArray(reinterpret_cast<const char*>(data) + 1, static_cast<qsizetype>(size) - 1);
    if (source.bytes.startsWith("%PDF"))
        return 0;
    (void)documents::readDocument(source);
    // What is opened for replacing, and not changed, comes back as it was; archives are packed anew.
    if (const auto editor = documents::editDocument(source)) {
        const auto whole = (*editor)->rebuild(QStringList((*editor)->segments().size()));
        if (whole && !source.bytes.startsWith("PK") && *whole != source.bytes)
            __builtin_trap();
    }
    return 0;
}
