// The program's icon, at build time, out of one drawing:
//   render_icon SVG SIZE PNG    one size
//   render_icon SVG ICO         all sizes that Windows asks for, in one file
//   render_icon SVG ICNS        all that macOS asks for
// Both files are a table around PNG images:
// https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10) and (since Windows Vista) PNG for each
// entry; https://en.wikipedia.org/wiki/Apple_Icon_Image_format
#include <QBuffer>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QtEndian>

#include <cstdio>

namespace {

QByteArray png(QSvgRenderer& drawing, int size) {
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    drawing.render(&painter);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

template <typename T>
void append_little(QByteArray& bytes, T value) {
    value = qToLittleEndian(value);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append_big(QByteArray& bytes, qsizetype value) {
    const auto number = qToBigEndian(static_cast<quint32>(value));
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

QByteArray windows_icon(QSvgRenderer& drawing) {
    const QList<int> sizes = {16, 20, 24, 32, 40, 48, 64, 128, 256};
    constexpr qsizetype header = 6;
    constexpr qsizetype entry = 16;
    QByteArray table;
    append_little<quint16>(table, 0);
    append_little<quint16>(table, 1); // icons, not cursors
    append_little<quint16>(table, static_cast<quint16>(sizes.size()));
    QByteArray images;
    for (const int size : sizes) {
        const QByteArray image = png(drawing, size);
        table.append(2, static_cast<char>(size % 256)); // width, height; 0 means 256
        table.append(2, '\0');                          // no palette; reserved
        append_little<quint16>(table, 1);               // planes
        append_little<quint16>(table, 32);              // bits of a pixel
        append_little<quint32>(table, static_cast<quint32>(image.size()));
        append_little<quint32>(table, static_cast<quint32>(header + entry * sizes.size() + images.size()));
        images += image;
    }
    return table + images;
}

QByteArray mac_icon(QSvgRenderer& drawing) {
    const QList<std::pair<const char*, int>> kinds = {
        {"icp4", 16},  {"icp5", 32},  {"ic11", 32},  {"ic12", 64},  {"ic07", 128},
        {"ic13", 256}, {"ic08", 256}, {"ic14", 512}, {"ic09", 512}, {"ic10", 1024}};
    QByteArray images;
    for (const auto& [kind, size] : kinds) {
        const QByteArray image = png(drawing, size);
        images += kind;
        append_big(images, image.size() + 8);
        images += image;
    }
    QByteArray file = "icns";
    append_big(file, images.size() + 8);
    return file + images;
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const QString out = arguments.constLast();
    const int size = arguments.size() == 4 ? arguments[2].toInt() : 0;
    const bool for_windows = arguments.size() == 3 && out.endsWith(QLatin1String(".ico"));
    const bool for_mac = arguments.size() == 3 && out.endsWith(QLatin1String(".icns"));
    if (size <= 0 && !for_windows && !for_mac) {
        std::fputs("usage: render_icon SVG SIZE PNG, or render_icon SVG FILE.ico|FILE.icns\n", stderr);
        return 2;
    }
    QSvgRenderer drawing(arguments[1]);
    if (!drawing.isValid()) {
        std::fprintf(stderr, "render_icon: %s is not an SVG that can be drawn\n", qPrintable(arguments[1]));
        return 1;
    }
    const QByteArray bytes = for_windows ? windows_icon(drawing)
                             : for_mac   ? mac_icon(drawing)
                                         : png(drawing, size);
    QFile file(out);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush()) {
        std::fprintf(stderr, "render_icon: %s cannot be written: %s\n", qPrintable(out),
                     qPrintable(file.errorString()));
        return 1;
    }
    return 0;
}
