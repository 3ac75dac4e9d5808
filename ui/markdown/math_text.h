// Formulas for QML.
#pragma once

#include "ui/markdown/inline_math.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

class MathText : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;
    Q_INVOKABLE QString toHtml(const QString& tex) const { return mathToHtml(tex); }
};

} // namespace hearth::ui
