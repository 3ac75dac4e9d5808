// render_icon SVG SIZE PNG: one size of the program's icon, at build time.
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 4) {
        std::fputs("usage: render_icon SVG SIZE PNG\n", stderr);
        return 2;
    }
    QSvgRenderer renderer(arguments[1]);
    const int size = arguments[2].toInt();
    if (!renderer.isValid() || size <= 0) {
        std::fprintf(stderr, "render_icon: %s is not an SVG that can be drawn\n", qPrintable(arguments[1]));
        return 1;
    }
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    if (!image.save(arguments[3], "PNG")) {
        std::fprintf(stderr, "render_icon: %s cannot be written\n", qPrintable(arguments[3]));
        return 1;
    }
    return 0;
}
