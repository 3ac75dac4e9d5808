#include "ui/math/formula_images.h"

#include "ui/math/formula_layout.h"

#include <QPainter>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace hearth::ui {

namespace {

constexpr auto base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QString encoded(const QString& tex) {
    return QString::fromLatin1(tex.toUtf8().toBase64(base64));
}

QString decoded(QStringView text) {
    return QString::fromUtf8(QByteArray::fromBase64(text.toLatin1(), base64));
}

const QRegularExpression& placeholder() {
    static const QRegularExpression expression(QStringLiteral("<img src=\"formula:([A-Za-z0-9_-]+)\">"));
    return expression;
}

template <typename Replacement>
QString replaced(const QString& html, Replacement replacement) {
    if (!html.contains(QLatin1String("<img src=\"formula:")))
        return html;
    QString result;
    qsizetype at = 0;
    for (auto match = placeholder().globalMatch(html); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        result += QStringView(html).mid(at, found.capturedStart() - at);
        result += replacement(found.captured(1));
        at = found.capturedEnd();
    }
    return result += QStringView(html).mid(at);
}

/// Space above and below, so that the middle of the picture is the line that fractions stand on: the text
/// engine aligns a picture's middle with the middle of small letters.
struct Frame {
    int width;
    int height;
    double top; ///< above the formula
};

Frame frameOf(const FormulaPicture& picture) {
    const double half = std::max(picture.ascent - picture.axis, picture.descent + picture.axis);
    return {static_cast<int>(std::ceil(picture.width + 2)), 2 * static_cast<int>(std::ceil(half)),
            std::ceil(half) - (picture.ascent - picture.axis)};
}

} // namespace

QString formulaPlaceholder(const QString& tex) {
    return parseFormula(tex) ? QStringLiteral("<img src=\"formula:%1\">").arg(encoded(tex)) : QString();
}

QString withFormulaImages(const QString& html, int pixelSize, const QColor& color, double devicePixelRatio) {
    return replaced(html, [&](const QString& code) {
        const auto formula = parseFormula(decoded(code));
        if (!formula)
            return QString();
        const Frame frame = frameOf(layOutFormula(*formula, pixelSize, MathStyle::Text));
        return QStringLiteral("<img src=\"image://formula/%1/%2/%3/%4\" width=\"%5\" height=\"%6\" "
                              "style=\"vertical-align:middle\">")
            .arg(pixelSize)
            .arg(color.name().mid(1))
            .arg(devicePixelRatio)
            .arg(code)
            .arg(frame.width)
            .arg(frame.height);
    });
}

QString withFormulaSources(const QString& html) {
    return replaced(html, [](const QString& code) { return u'$' + decoded(code).toHtmlEscaped() + u'$'; });
}

QStringList formulaSources(const QString& html) {
    QStringList sources;
    for (auto match = placeholder().globalMatch(html); match.hasNext();)
        sources.append(decoded(match.next().captured(1)));
    return sources;
}

FormulaImages::FormulaImages() : QQuickImageProvider(QQuickImageProvider::Image) {}

QImage FormulaImages::requestImage(const QString& id, QSize* size, const QSize&) {
    const QStringList parts = id.split(u'/');
    const auto formula = parts.size() == 4 ? parseFormula(decoded(parts[3])) : std::nullopt;
    const int pixelSize = parts[0].toInt();
    const double ratio = std::clamp(parts.value(2).toDouble(), 1.0, 8.0);
    if (!formula || pixelSize <= 0 || pixelSize > 400)
        return {};
    const FormulaPicture picture = layOutFormula(*formula, pixelSize, MathStyle::Text);
    const Frame frame = frameOf(picture);
    QImage image(static_cast<int>(frame.width * ratio), static_cast<int>(frame.height * ratio),
                 QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.scale(ratio, ratio);
    picture.draw(painter, {1, frame.top}, QColor(u'#' + parts[1]));
    if (size)
        *size = image.size();
    return image;
}

} // namespace hearth::ui
