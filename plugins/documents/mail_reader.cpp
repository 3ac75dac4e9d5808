// E-mail messages (.eml): RFC 5322 headers, RFC 2045 MIME parts, RFC 2047 encoded words.

#include "plugins/documents/block_builder.h"
#include "plugins/documents/encoding.h"
#include "plugins/documents/html_blocks.h"
#include "plugins/documents/readers.h"
#include "plugins/documents/text_lines.h"
#include "plugins/documents/texts.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringDecoder>

namespace hearth::documents {

using namespace sdk;

namespace {

constexpr int deepestParts = 12;

QByteArray decodeQuotedPrintable(const QByteArray& in, bool underscoreIsSpace) {
    QByteArray out;
    out.reserve(in.size());
    for (qsizetype i = 0; i < in.size(); ++i) {
        if (in[i] == '=' && i + 1 < in.size() && (in[i + 1] == '\n' || in.mid(i + 1, 2) == "\r\n")) {
            i += in[i + 1] == '\n' ? 1 : 2; // a soft line end
        } else if (in[i] == '=' && i + 2 < in.size()) {
            bool ok = false;
            const int value = in.mid(i + 1, 2).toInt(&ok, 16);
            out += ok ? char(value) : '=';
            i += ok ? 2 : 0;
        } else {
            out += underscoreIsSpace && in[i] == '_' ? ' ' : in[i];
        }
    }
    return out;
}

/// `=?utf-8?Q?Gr=C3=BC=C3=9Fe?=` to text.
QString decodeWords(const QByteArray& header) {
    static const QRegularExpression word(
        QStringLiteral("=\\?([A-Za-z0-9_.-]+)(?:\\*[^?]*)?\\?([QqBb])\\?([^?]*)\\?=(\\s+(?==\\?))?"));
    const QString raw = QString::fromUtf8(header);
    QString out;
    qsizetype at = 0;
    auto matches = word.globalMatch(raw);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        out += QStringView(raw).mid(at, match.capturedStart() - at);
        const QByteArray body = match.captured(3).toLatin1();
        const QByteArray bytes = match.captured(2).toUpper() == QLatin1String("B")
                                     ? QByteArray::fromBase64(body)
                                     : decodeQuotedPrintable(body, true);
        QStringDecoder decoder(match.captured(1).toLatin1().constData());
        out += decoder.isValid() ? QString(decoder.decode(bytes)) : QString::fromUtf8(bytes);
        at = match.capturedEnd();
    }
    return simplified(out + raw.mid(at));
}

struct MailPart {
    QHash<QByteArray, QByteArray> headers; ///< names in lower case, folded lines joined
    QByteArray body;

    QByteArray mediaType() const {
        const QByteArray type = headers.value("content-type", "text/plain");
        return type.left(type.indexOf(';') < 0 ? type.size() : type.indexOf(';')).trimmed().toLower();
    }
    QString parameter(const QByteArray& header, const char* name) const {
        const QRegularExpression value(
            QStringLiteral("[;\\s]%1\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))").arg(QLatin1String(name)),
            QRegularExpression::CaseInsensitiveOption);
        const auto match = value.match(QString::fromUtf8(headers.value(header)));
        return match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
    }
};

MailPart splitPart(const QByteArray& bytes) {
    MailPart part;
    QByteArray name;
    qsizetype at = 0;
    while (at < bytes.size()) {
        qsizetype end = bytes.indexOf('\n', at);
        if (end < 0)
            end = bytes.size();
        QByteArray line = bytes.mid(at, end - at);
        at = end + 1;
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty())
            break;
        if ((line[0] == ' ' || line[0] == '\t') && !name.isEmpty()) {
            part.headers[name] += ' ' + line.trimmed();
        } else if (const qsizetype colon = line.indexOf(':'); colon > 0) {
            name = line.left(colon).trimmed().toLower();
            part.headers.insert(name, line.mid(colon + 1).trimmed());
        }
    }
    part.body = bytes.mid(at);
    return part;
}

QByteArray decodedBody(const MailPart& part) {
    const QByteArray encoding = part.headers.value("content-transfer-encoding").trimmed().toLower();
    if (encoding == "base64")
        return QByteArray::fromBase64(part.body);
    if (encoding == "quoted-printable")
        return decodeQuotedPrintable(part.body, false);
    return part.body;
}

QList<QByteArray> splitMultipart(const QByteArray& body, const QByteArray& boundary) {
    QList<QByteArray> parts;
    const QByteArray mark = "--" + boundary;
    qsizetype begin = -1;
    for (qsizetype at = 0; at < body.size() && parts.size() < 1000;) {
        qsizetype end = body.indexOf('\n', at);
        if (end < 0)
            end = body.size();
        if (body.mid(at, mark.size()) == mark) {
            if (begin >= 0)
                parts << body.mid(begin, at - begin);
            begin = end + 1;
            if (body.mid(at + mark.size(), 2) == "--")
                return parts;
        }
        at = end + 1;
    }
    if (begin >= 0 && begin < body.size())
        parts << body.mid(begin);
    return parts;
}

class MailWalk {
public:
    MailWalk(BlockBuilder& builder, const ReadLimits& limits) : m_builder(builder), m_limits(limits) {}

    void walk(const MailPart& part, int depth) {
        const QByteArray type = part.mediaType();
        if (type.startsWith("multipart/")) {
            QList<MailPart> parts;
            for (const QByteArray& bytes :
                 splitMultipart(part.body, part.parameter("content-type", "boundary").toUtf8()))
                parts << splitPart(bytes);
            walkAll(parts, type == "multipart/alternative", depth);
            return;
        }
        const bool attached = part.headers.value("content-disposition").toLower().startsWith("attachment");
        if (attached || !type.startsWith("text/")) {
            QString name = part.parameter("content-disposition", "filename");
            if (name.isEmpty())
                name = part.parameter("content-type", "name");
            m_attachments << (name.isEmpty() ? QString::fromLatin1(type) : decodeWords(name.toUtf8()));
            return;
        }
        const QByteArray body = decodedBody(part);
        const auto text = decodeText(body, part.parameter("content-type", "charset"));
        if (!text)
            return;
        m_builder.setEncoding(text->encoding);
        if (type == "text/html")
            addHtmlBlocks(text->text, m_builder, m_limits.nesting);
        else
            addParagraphs(text->text, m_builder);
    }

    const QStringList& attachments() const { return m_attachments; }

private:
    void walkAll(const QList<MailPart>& parts, bool alternatives, int depth) {
        if (depth >= deepestParts)
            return;
        if (alternatives) { // the plain text says the same as the page
            for (const MailPart& part : parts)
                if (part.mediaType() == "text/plain" && !decodedBody(part).trimmed().isEmpty())
                    return walk(part, depth + 1);
            if (!parts.isEmpty())
                walk(parts.last(), depth + 1);
            return;
        }
        for (const MailPart& part : parts)
            walk(part, depth + 1);
    }

    BlockBuilder& m_builder;
    const ReadLimits& m_limits;
    QStringList m_attachments;
};

class MailReader : public DocumentReader {
public:
    QString format() const override { return QStringLiteral("mail"); }
    QStringList suffixes() const override { return {"eml"}; }

    Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const override {
        const MailPart mail = splitPart(source.bytes);
        if (!mail.headers.contains("from") && !mail.headers.contains("subject") &&
            !mail.headers.contains("date"))
            return fail(ErrorKind::InvalidInput,
                        Texts::tr("%1 is no e-mail message: it has no sender, subject or date.")
                            .arg(quotedName(source.path)));
        BlockBuilder builder(source, format(), limits);
        builder.add(BlockKind::Title, decodeWords(mail.headers.value("subject")));
        QStringList heads;
        for (const char* name : {"From", "To", "Cc", "Date"})
            if (const QByteArray value = mail.headers.value(QByteArray(name).toLower()); !value.isEmpty())
                heads << QStringLiteral("%1: %2").arg(QLatin1String(name), decodeWords(value));
        builder.add(BlockKind::Paragraph, heads.join('\n'));
        MailWalk walk(builder, limits);
        walk.walk(mail, 0);
        if (!walk.attachments().isEmpty())
            builder.addNote(Texts::tr("Attachments that were not read: %1.")
                                .arg(walk.attachments().join(QStringLiteral(", "))));
        return builder.finish();
    }
};

} // namespace

std::unique_ptr<DocumentReader> makeMailReader() {
    return std::make_unique<MailReader>();
}

} // namespace hearth::documents
