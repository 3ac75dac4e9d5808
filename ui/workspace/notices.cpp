#include "ui/workspace/notices.h"

#include <QTimer>

namespace hearth::ui {

Notices::Notices(QObject* parent) : QAbstractListModel(parent) {}

void Notices::show(const QString& name, Severity severity, const QString& text, const NoticeAction& action,
                   int milliseconds) {
    const Notice notice{name, severity, text, action, ++m_serial};
    const int row = indexOf(name);
    if (row >= 0) {
        m_notices[row] = notice;
        emit dataChanged(index(row), index(row));
    } else {
        beginInsertRows({}, count(), count());
        m_notices.append(notice);
        endInsertRows();
        emit countChanged();
    }
    if (milliseconds > 0) {
        QTimer::singleShot(milliseconds, this, [this, name, serial = notice.serial] {
            const int shown = indexOf(name);
            if (shown >= 0 && m_notices[shown].serial == serial)
                dismiss(name);
        });
    }
}

void Notices::dismiss(const QString& name) {
    const int row = indexOf(name);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_notices.removeAt(row);
    endRemoveRows();
    emit countChanged();
}

void Notices::act(const QString& name) {
    const int row = indexOf(name);
    if (row < 0)
        return;
    const auto run = m_notices[row].action.run;
    dismiss(name);
    if (run)
        run();
}

QString Notices::text(const QString& name) const {
    const int row = indexOf(name);
    return row < 0 ? QString() : m_notices[row].text;
}

int Notices::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant Notices::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Notice& notice = m_notices[index.row()];
    switch (role) {
    case NameRole:
        return notice.name;
    case TextRole:
        return notice.text;
    case SeverityRole:
        return static_cast<int>(notice.severity);
    case ActionRole:
        return notice.action.label;
    }
    return {};
}

QHash<int, QByteArray> Notices::roleNames() const {
    return {{NameRole, "name"}, {TextRole, "text"}, {SeverityRole, "severity"}, {ActionRole, "action"}};
}

int Notices::indexOf(const QString& name) const {
    for (int i = 0; i < count(); ++i) {
        if (m_notices[i].name == name)
            return i;
    }
    return -1;
}

} // namespace hearth::ui
