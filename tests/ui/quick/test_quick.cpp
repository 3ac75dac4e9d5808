// The small pieces of the window, each by itself, in Qt Quick Test: tst_*.qml in this folder.
#include "ui/main_window.h"

#include <QQmlEngine>
#include <QtQuickTest/quicktest.h>

class QuickTestSetup : public QObject {
    Q_OBJECT
public slots:
    void applicationAvailable() { hearth::ui::prepareApplication(); }
    void qmlEngineAvailable(QQmlEngine* engine) { engine->addImportPath(QStringLiteral("qrc:/")); }
};

QUICK_TEST_MAIN_WITH_SETUP(hearth, QuickTestSetup)
#include "test_quick.moc"
