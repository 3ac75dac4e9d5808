#include "ui/workspace/language.h"

#include <QGuiApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace hearth::ui {

void Language::apply(const QString& name) {
    const QLocale locale = name.isEmpty() ? QLocale::system() : QLocale(name);
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_texts);
    QCoreApplication::removeTranslator(&m_qtTexts);
    if (m_qtTexts.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                       QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qtTexts);
    if (m_texts.load(locale, QStringLiteral("hearth"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&m_texts);
    if (!name.isEmpty())
        QGuiApplication::setLayoutDirection(locale.textDirection());
}

} // namespace hearth::ui
