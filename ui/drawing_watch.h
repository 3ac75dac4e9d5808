// Sees when the graphics driver cannot draw a window.
#pragma once

#include <QObject>

class QQuickWindow;

namespace hearth::ui {

/// From before a window is shown until its first frame stands: fails at most once. Qt reports some of these
/// failures by a signal and others (no device on the rendering thread, shaders that the driver does not
/// compile) by a warning alone, after which the window stays empty.
class DrawingWatch : public QObject {
    Q_OBJECT
public:
    explicit DrawingWatch(QQuickWindow* window);
    ~DrawingWatch() override;

signals:
    /// On the thread of the watch, from its event loop. `reason` is Qt's sentence.
    void failed(const QString& reason);

private:
    void stop();
    void fail(const QString& reason);

    static void read(QtMsgType type, const QMessageLogContext& context, const QString& text);

    bool m_watching = false;
};

} // namespace hearth::ui
