#include "ui/main_window.h"

#include <QGuiApplication>
#include <QIcon>
#include <QQuickStyle>
#include <QtQml/QQmlExtensionPlugin>

Q_IMPORT_QML_PLUGIN(HearthPlugin)

namespace hearth::ui {

void prepareApplication() {
    QGuiApplication::setOrganizationDomain(QStringLiteral("hearth.org"));
    QGuiApplication::setApplicationName(QStringLiteral("hearth"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Hearth"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.hearth.Hearth"));
    QQuickStyle::setStyle(QStringLiteral("Basic"));
}

MainWindow::MainWindow(Workspace& workspace) {
    const auto speak = [this, &workspace] {
        m_language.apply(workspace.settings()->language());
        workspace.tasks()->retranslate();
    };
    speak();
    QObject::connect(workspace.settings(), &Settings::languageChanged, &m_engine, [this, speak] {
        speak();
        m_engine.retranslate();
    });
    m_engine.addImportPath(QStringLiteral("qrc:/"));
    m_engine.setInitialProperties({{QStringLiteral("workspace"), QVariant::fromValue(&workspace)}});
    m_engine.load(QUrl(QStringLiteral("qrc:/Hearth/qml/Main.qml")));
    if (!m_engine.rootObjects().isEmpty())
        m_window = qobject_cast<QQuickWindow*>(m_engine.rootObjects().constFirst());
    if (!m_window)
        return;
    m_drawing = std::make_unique<DrawingWatch>(m_window);
    m_window->show();
}

void MainWindow::activate() {
    if (!m_window)
        return;
    m_window->show();
    m_window->raise();
    m_window->requestActivate();
}

} // namespace hearth::ui
