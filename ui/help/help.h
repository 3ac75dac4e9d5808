// The pages of docs/user, read in the window without a network, and what the program is made of.
#pragma once

#include <QObject>
#include <QString>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

class Help : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(QVariantList pages READ pages CONSTANT)
    Q_PROPERTY(QString page READ page NOTIFY pageChanged)
    Q_PROPERTY(QString text READ text NOTIFY pageChanged)
    Q_PROPERTY(QString html READ html NOTIFY pageChanged)
    Q_PROPERTY(QString version READ version CONSTANT)
    Q_PROPERTY(QVariantList components READ components CONSTANT)
    Q_PROPERTY(QString billOfMaterials READ billOfMaterials CONSTANT)
public:
    /// Looks for the pages beside the program, then in the source tree that it was built in.
    explicit Help(QObject* parent = nullptr);

    /// {name, title} of each page, the first one first; empty when they were not installed.
    const QVariantList& pages() const { return m_pages; }
    const QString& page() const { return m_page; }
    /// The open page, Markdown.
    const QString& text() const { return m_text; }
    /// The same as rich text, in which LINKCOLOR stands for the colour of links.
    QString html() const;
    /// Opens a page by its name ("privacy.md"); others are not opened.
    Q_INVOKABLE void open(const QString& name);
    /// Follows a link of a page: to another page, or with the browser to the web.
    Q_INVOKABLE void follow(const QString& link);

    QString version() const;
    /// {name, version, licence, home} of what the program is made with, as the build found it.
    const QVariantList& components() const { return m_components; }
    /// Where the list for machines (SPDX) is; empty when it was not made.
    const QString& billOfMaterials() const { return m_billOfMaterials; }

signals:
    void pageChanged();

private:
    void findPages();
    void findComponents();

    QString m_folder;
    QVariantList m_pages;
    QString m_page;
    QString m_text;
    QVariantList m_components;
    QString m_billOfMaterials;
};

} // namespace hearth::ui
