#include "ui/help/help.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>
#include <QRegularExpression>
#include <QTextDocument>
#include <QUrl>

#include <utility>

namespace hearth::ui {

namespace {

/// The first of these, seen from the program's folder, that is there.
QString firstThere(const QStringList& places) {
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QString& place : places) {
        if (QFile::exists(program.filePath(place)))
            return QDir::cleanPath(program.filePath(place));
    }
    return {};
}

QString readText(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

Help::Help(QObject* parent) : QObject(parent) {
    findPages();
    findComponents();
    if (!m_pages.isEmpty())
        open(QStringLiteral("index.md"));
}

// The index names the pages and their order; each has its title in its first line.
void Help::findPages() {
    m_folder = firstThere({QStringLiteral("../share/hearth/help"), QStringLiteral("../Resources/help"),
                           QStringLiteral("help"), QStringLiteral("../../../docs/user")});
    if (m_folder.isEmpty())
        return;
    QStringList names = {QStringLiteral("index.md")};
    static const QRegularExpression link(QStringLiteral("\\]\\(([a-z-]+\\.md)\\)"));
    for (auto match = link.globalMatch(readText(m_folder + QStringLiteral("/index.md"))); match.hasNext();)
        names.append(match.next().captured(1));
    for (const QString& name : std::as_const(names)) {
        const QString title = readText(m_folder + u'/' + name).section(u'\n', 0, 0);
        if (title.startsWith(QLatin1String("# ")))
            m_pages.append(
                QVariantMap{{QStringLiteral("name"), name}, {QStringLiteral("title"), title.mid(2)}});
    }
}

void Help::findComponents() {
    const QString list =
        firstThere({QStringLiteral("../share/hearth/licences/third_party.json"),
                    QStringLiteral("../Resources/licences/third_party.json"),
                    QStringLiteral("licences/third_party.json"), QStringLiteral("../third_party.json")});
    if (list.isEmpty())
        return;
    m_components = QJsonDocument::fromJson(readText(list).toUtf8()).array().toVariantList();
    const QString bill = QFileInfo(list).dir().filePath(QStringLiteral("hearth.spdx.json"));
    if (QFile::exists(bill))
        m_billOfMaterials = QDir::toNativeSeparators(bill);
}

void Help::open(const QString& name) {
    for (const QVariant& page : std::as_const(m_pages)) {
        if (page.toMap()[QStringLiteral("name")].toString() != name)
            continue;
        m_page = name;
        m_text = readText(m_folder + u'/' + name);
        emit pageChanged();
        return;
    }
}

// Qt's Markdown takes the colour of links out of the platform's palette, which is not that of the window.
QString Help::html() const {
    QTextDocument document;
    document.setMarkdown(m_text);
    QString html = document.toHtml();
    html.replace(QGuiApplication::palette().color(QPalette::Link).name(), QStringLiteral("LINKCOLOR"));
    static const QRegularExpression body(QStringLiteral("<body style=\"[^\"]*\">"));
    return html.replace(body, QStringLiteral("<body>"));
}

void Help::follow(const QString& link) {
    const QUrl url(link);
    if (url.isRelative())
        open(url.path());
    else if (url.scheme() == u"https" || url.scheme() == u"http")
        QDesktopServices::openUrl(url);
}

QString Help::version() const {
    return QCoreApplication::applicationVersion();
}

} // namespace hearth::ui
