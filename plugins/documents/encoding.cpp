#include "plugins/documents/encoding.h"

#include "plugins/documents/texts.h"

#include <QList>
#include <QStringDecoder>
#include <QStringEncoder>

#include <uchardet/uchardet.h>

#include <algorithm>
#include <memory>

namespace hearth::documents {

namespace {

using sdk::ErrorKind;
using sdk::fail;
using sdk::Result;

/// Decodes with one encoding; `errors` counts replacement characters that the source does not hold itself.
DecodedText decodeAs(const QByteArray& bytes, const QByteArray& name, bool& errors) {
    QStringDecoder decoder(name.constData(), QStringConverter::Flag::ConvertInitialBom);
    DecodedText result;
    if (!decoder.isValid()) {
        errors = true;
        return result;
    }
    result.text = decoder.decode(bytes);
    result.encoding = QString::fromLatin1(name);
    result.byteOrderMark = result.text.startsWith(QChar(0xFEFF));
    if (result.byteOrderMark)
        result.text.remove(0, 1);
    errors = decoder.hasError() || result.text.contains(QChar::ReplacementCharacter);
    result.lossy = errors;
    return result;
}

/// UTF-16 without a mark: every other byte of ASCII text is zero.
QByteArray wideEncoding(const QByteArray& bytes) {
    const qsizetype count = std::min<qsizetype>(bytes.size() & ~1, 4096);
    qsizetype evenZeros = 0, oddZeros = 0;
    for (qsizetype i = 0; i < count; i += 2) {
        evenZeros += bytes[i] == 0;
        oddZeros += bytes[i + 1] == 0;
    }
    if (count >= 8 && oddZeros > count / 5 && evenZeros < count / 50)
        return "UTF-16LE";
    if (count >= 8 && evenZeros > count / 5 && oddZeros < count / 50)
        return "UTF-16BE";
    return {};
}

bool looksBinary(const QByteArray& bytes) {
    const qsizetype count = std::min<qsizetype>(bytes.size(), 65536);
    qsizetype odd = 0;
    for (qsizetype i = 0; i < count; ++i) {
        const uchar c = uchar(bytes[i]);
        odd += c == 0 || (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B);
    }
    return odd * 20 > count;
}

QByteArray guessed(const QByteArray& bytes) {
    const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
    const qsizetype count = std::min<qsizetype>(bytes.size(), 1 << 20);
    if (uchardet_handle_data(detector.get(), bytes.constData(), size_t(count)) != 0)
        return {};
    uchardet_data_end(detector.get());
    return uchardet_get_charset(detector.get());
}

} // namespace

Result<DecodedText> decodeText(const QByteArray& bytes, const QString& declared) {
    bool errors = false;
    const auto startsWith = [&](const char* mark, int size) {
        return bytes.startsWith(QByteArray(mark, size));
    };
    if (startsWith("\xEF\xBB\xBF", 3))
        return decodeAs(bytes, "UTF-8", errors);
    if (startsWith("\xFF\xFE\0\0", 4))
        return decodeAs(bytes, "UTF-32LE", errors);
    if (startsWith("\xFF\xFE", 2))
        return decodeAs(bytes, "UTF-16LE", errors);
    if (startsWith("\xFE\xFF", 2))
        return decodeAs(bytes, "UTF-16BE", errors);
    if (const QByteArray wide = wideEncoding(bytes); !wide.isEmpty())
        return decodeAs(bytes, wide, errors);
    if (looksBinary(bytes))
        return fail(ErrorKind::Unsupported, Texts::tr("the bytes are not text"));

    DecodedText utf8 = decodeAs(bytes, "UTF-8", errors);
    const bool realUtf8 = !errors || bytes.contains("\xEF\xBF\xBD");
    if (realUtf8 && !(declared.startsWith(QLatin1String("iso-2022"), Qt::CaseInsensitive)))
        return utf8;
    for (QByteArray name : {declared.toLatin1(), guessed(bytes), QByteArray("windows-1252")}) {
        if (name.isEmpty() || name.compare("UTF-8", Qt::CaseInsensitive) == 0)
            continue;
        if (name.compare("ISO-8859-1", Qt::CaseInsensitive) == 0 ||
            name.compare("ASCII", Qt::CaseInsensitive) == 0)
            name = "windows-1252"; // as every browser reads it
        DecodedText text = decodeAs(bytes, name, errors);
        if (!errors)
            return text;
    }
    // A few broken bytes in UTF-8: a damaged file is still worth reading.
    const qsizetype broken = utf8.text.count(QChar::ReplacementCharacter);
    if (broken * 50 < utf8.text.size())
        return utf8;
    DecodedText western = decodeAs(bytes, "windows-1252", errors);
    return western;
}

QByteArray encodeText(const QString& text, const DecodedText& original, QString (*escape)(uint)) {
    QStringEncoder encoder(original.encoding.toLatin1().constData());
    if (!encoder.isValid() || original.encoding == QLatin1String("UTF-8"))
        return (original.byteOrderMark ? QByteArray("\xEF\xBB\xBF") : QByteArray()) + text.toUtf8();
    const QString marked = original.byteOrderMark ? QChar(0xFEFF) + text : text;
    QByteArray bytes = encoder.encode(marked);
    bool errors = false;
    if (decodeAs(bytes, original.encoding.toLatin1(), errors).text == text)
        return bytes;
    if (!escape)
        return text.toUtf8();
    QString escaped;
    for (const uint c : text.toUcs4()) {
        const QString one = QString::fromUcs4(reinterpret_cast<const char32_t*>(&c), 1);
        QStringEncoder single(original.encoding.toLatin1().constData());
        const QByteArray encoded = single.encode(one);
        escaped +=
            c < 0x80 || decodeAs(encoded, original.encoding.toLatin1(), errors).text == one ? one : escape(c);
    }
    QStringEncoder again(original.encoding.toLatin1().constData());
    return again.encode(escaped);
}

} // namespace hearth::documents
