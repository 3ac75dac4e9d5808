#include "ui/drawing_watch.h"

#include <QMutex>
#include <QQuickWindow>
#include <QSGRendererInterface>

namespace hearth::ui {

namespace {

/// Guards what is below: warnings come from the rendering thread too.
QMutex watchMutex;
DrawingWatch* watching = nullptr;
QtMessageHandler handlerBefore = nullptr;

bool tellsOfAFailure(const QString& text) {
    return text.startsWith(QLatin1String("Failed to create QRhi on the render thread")) ||
           text.startsWith(QLatin1String("Failed to build graphics pipeline state"));
}

} // namespace

DrawingWatch::DrawingWatch(QQuickWindow* window) {
    if (window->rendererInterface()->graphicsApi() == QSGRendererInterface::Software)
        return;
    {
        const QMutexLocker lock(&watchMutex);
        if (watching)
            return;
        watching = this;
    }
    m_watching = true;
    handlerBefore = qInstallMessageHandler(&DrawingWatch::read);
    connect(
        window, &QQuickWindow::sceneGraphError, this,
        [this](QQuickWindow::SceneGraphError, const QString& reason) { fail(reason); }, Qt::QueuedConnection);
    // Queued behind a failure that was told during that frame.
    connect(window, &QQuickWindow::frameSwapped, this, &DrawingWatch::stop, Qt::QueuedConnection);
}

DrawingWatch::~DrawingWatch() {
    stop();
}

void DrawingWatch::stop() {
    if (!m_watching)
        return;
    m_watching = false;
    qInstallMessageHandler(handlerBefore);
    const QMutexLocker lock(&watchMutex);
    watching = nullptr;
}

void DrawingWatch::fail(const QString& reason) {
    if (!m_watching)
        return;
    stop();
    emit failed(reason);
}

void DrawingWatch::read(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    if (tellsOfAFailure(text)) {
        const QMutexLocker lock(&watchMutex);
        if (watching)
            QMetaObject::invokeMethod(
                watching, [watch = watching, text] { watch->fail(text); }, Qt::QueuedConnection);
    }
    if (handlerBefore)
        handlerBefore(type, context, text);
}

} // namespace hearth::ui
