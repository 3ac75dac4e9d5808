#include "app/cli/store.h"

#include <QDate>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace hearth::cli {

std::unique_ptr<storage::Store> openStore(Context& context, bool write, int& status) {
    const QString path = QDir(Context::dataFolder()).filePath(QStringLiteral("hearth.db"));
    if (!write && !QFileInfo::exists(path))
        return nullptr;
    auto store = storage::Store::open(path.toStdString());
    if (!store) {
        status = context.fail(QString::fromStdString(store.error().message));
        return nullptr;
    }
    for (const std::string& notice : (*store)->notices())
        context.terminal().error(QString::fromStdString(notice) + QLatin1Char('\n'),
                                 Terminal::Style::Warning);
    return std::move(*store);
}

std::optional<int64_t> dayStart(const QString& date) {
    const QDate day = QDate::fromString(date, Qt::ISODate);
    if (!day.isValid())
        return std::nullopt;
    return day.startOfDay().toMSecsSinceEpoch();
}

} // namespace hearth::cli
