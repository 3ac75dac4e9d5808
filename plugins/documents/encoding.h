// From bytes to text: byte order marks, declared encodings, UTF-8, then a guess from the bytes themselves.
#pragma once

#include "plugins/sdk/error.h"

#include <QByteArray>
#include <QString>

namespace hearth::documents {

struct DecodedText {
    QString text;     ///< without a byte order mark; line ends as in the source
    QString encoding; ///< IANA name, e.g. "UTF-8", "windows-1252"
    bool byteOrderMark = false;
    bool lossy = false; ///< some bytes fit no character and became U+FFFD
};

/// Decodes bytes of unknown encoding. `declared` (from a header or a meta element) is believed when the bytes
/// fit it. Fails only for bytes that are no text at all (many NULs and control bytes).
sdk::Result<DecodedText> decodeText(const QByteArray& bytes, const QString& declared = {});

/// The bytes of `text` in the encoding it came in, with its mark. Characters that the encoding lacks become
/// `escape(c)` (e.g. a numeric reference in HTML); with no escape given the result is UTF-8 instead.
QByteArray encodeText(const QString& text, const DecodedText& original, QString (*escape)(uint) = nullptr);

} // namespace hearth::documents
