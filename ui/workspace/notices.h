// What the window has to say at its place above the composer: one sentence each, with the button that helps.
#pragma once

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace hearth::ui {

/// A button of a notice.
struct NoticeAction {
    QString label;
    std::function<void()> run;
};

/// The notices that are shown, oldest first. A notice with the same name replaces the earlier one.
class Notices : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum class Severity { Information, Warning, Problem };
    Q_ENUM(Severity)
    enum Role { NameRole = Qt::UserRole, TextRole, SeverityRole, ActionRole };

    explicit Notices(QObject* parent = nullptr);

    /// Shows a notice until it is dismissed, replaced, or `milliseconds` (if not 0) have passed.
    void show(const QString& name, Severity severity, const QString& text, const NoticeAction& action = {},
              int milliseconds = 0);
    Q_INVOKABLE void dismiss(const QString& name);
    /// Runs the notice's action and dismisses it.
    Q_INVOKABLE void act(const QString& name);
    /// The text of the notice of that name; empty when it is not shown.
    Q_INVOKABLE QString text(const QString& name) const;
    int count() const { return static_cast<int>(m_notices.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    struct Notice {
        QString name;
        Severity severity = Severity::Information;
        QString text;
        NoticeAction action;
        qint64 serial = 0;
    };
    int indexOf(const QString& name) const;

    QList<Notice> m_notices;
    qint64 m_serial = 0;
};

} // namespace hearth::ui
