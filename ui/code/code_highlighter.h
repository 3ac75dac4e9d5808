// Colours a piece of a code block.
#pragma once

#include "ui/models/message_model.h"

#include <QColor>
#include <QPointer>
#include <QQuickTextDocument>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace hearth::ui {

/// `color`, moved away from `ground` until the two have a contrast of at least 4.5:1 (WCAG 2.2).
QColor readable(QColor color, const QColor& ground);

/// Contrast ratio of two colours, 1…21 (WCAG 2.2, "contrast ratio").
double contrastRatio(const QColor& one, const QColor& other);

/// Colours the text document of a code block's delegate with KSyntaxHighlighting; without that library the
/// code stays plain. A block that is cut into chunks is coloured as one.
class CodeHighlighter : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickTextDocument* document READ document WRITE setDocument NOTIFY changed)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY changed)
    Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY changed)
    Q_PROPERTY(QColor ground READ ground WRITE setGround NOTIFY changed)
    Q_PROPERTY(hearth::ui::MessageModel* messages READ messages WRITE setMessages NOTIFY changed)
    Q_PROPERTY(int row READ row WRITE setRow NOTIFY changed)
    Q_PROPERTY(QString languageName READ languageName NOTIFY languageNameChanged)
    Q_PROPERTY(QString fileExtension READ fileExtension NOTIFY languageNameChanged)
public:
    explicit CodeHighlighter(QObject* parent = nullptr);
    ~CodeHighlighter() override;

    QQuickTextDocument* document() const { return m_document; }
    void setDocument(QQuickTextDocument* document);
    const QString& language() const { return m_language; } ///< as the fence has it; empty: it is guessed
    void setLanguage(const QString& language);
    bool dark() const { return m_dark; }
    void setDark(bool dark);
    const QColor& ground() const { return m_ground; }
    void setGround(const QColor& ground);
    MessageModel* messages() const { return m_messages; }
    void setMessages(MessageModel* messages);
    int row() const { return m_row; }
    void setRow(int row);
    /// As people call it, e.g. "Python"; what the fence says when it is not known.
    QString languageName() const;
    /// Without a dot, e.g. "py"; "txt" when it is not known.
    QString fileExtension() const;

signals:
    void changed();
    void languageNameChanged();

private:
    void update();

    class Painter;
    QPointer<Painter> m_painter; ///< a child of the text document, which may be gone before this
    QPointer<QQuickTextDocument> m_document;
    QString m_language;
    bool m_dark = false;
    QColor m_ground = Qt::white;
    QPointer<MessageModel> m_messages;
    int m_row = -1;
    bool m_updating = false;
};

} // namespace hearth::ui
