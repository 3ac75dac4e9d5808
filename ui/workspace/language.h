// The language of the window.
#pragma once

#include <QString>
#include <QTranslator>

namespace hearth::ui {

/// Keeps the program's texts in one language; changing it needs a retranslate() of the QML engine.
class Language {
public:
    /// `name`: "de", "zh_CN" …; empty: the system's. Sets the texts, the direction of layouts, and how
    /// numbers are written.
    void apply(const QString& name);

private:
    QTranslator m_texts;
    QTranslator m_qtTexts;
};

} // namespace hearth::ui
