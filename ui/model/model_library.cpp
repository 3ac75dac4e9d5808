#include "ui/model/model_library.h"

#include "ui/model/memory.h"
#include "ui/model/model_controller.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QProcess>
#include <QTimer>

#include <utility>

namespace hearth::ui {

namespace {

constexpr int infoTimeoutMs = 20'000;

QString dataSize(qint64 bytes) {
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

/// Memory for a modest context: that is what a model is loaded with when memory is short.
qint64 neededMemory(const QJsonObject& info, qint64 fileBytes) {
    const QJsonArray memory = info[QStringLiteral("memory")].toArray();
    qint64 needed = 0;
    for (const QJsonValue& value : memory) {
        const QJsonObject row = value.toObject();
        if (needed == 0 || row[QStringLiteral("context")].toInt() <= 4096)
            needed = static_cast<qint64>(row[QStringLiteral("total")].toDouble());
    }
    return needed > 0 ? needed : fileBytes;
}

} // namespace

MemoryFit memoryFit(qint64 needed, qint64 available, qint64 total) {
    if (needed <= 0 || total <= 0)
        return MemoryFit::Unknown;
    constexpr qint64 reserve = 300'000'000; // what the program and the desktop want beside it
    if (needed + reserve <= available)
        return MemoryFit::Well;
    return needed + reserve <= total ? MemoryFit::Slow : MemoryFit::No;
}

ModelLibrary::ModelLibrary(Settings& settings, const QString& engineProgram, QObject* parent)
    : QAbstractListModel(parent), m_settings(settings), m_engineProgram(engineProgram) {
    connect(&settings, &Settings::modelsChanged, this, &ModelLibrary::refresh);
    refresh();
}

QString ModelLibrary::memory() const {
    const MemoryState state = memoryState();
    return state.total > 0
               ? tr("%1 of %2 of memory are free.").arg(dataSize(state.available), dataSize(state.total))
               : QString();
}

void ModelLibrary::refresh() {
    QStringList paths = m_settings.models();
    if (!ModelController::starterPath().isEmpty() && !paths.contains(ModelController::starterPath()))
        paths.append(ModelController::starterPath());
    QHash<QString, QJsonObject> known;
    for (const Model& model : std::as_const(m_models))
        known.insert(model.path, model.info);
    beginResetModel();
    m_models.clear();
    m_toDescribe.clear();
    for (const QString& path : std::as_const(paths)) {
        const QFileInfo file(path);
        m_models.append({path, file.size(), known.value(path), file.exists()});
        if (file.exists() && known.value(path).isEmpty())
            m_toDescribe.append(path);
    }
    endResetModel();
    emit countChanged();
}

void ModelLibrary::forget(const QString& path) {
    QStringList paths = m_settings.models();
    paths.removeAll(path);
    m_settings.setModels(paths);
}

void ModelLibrary::describeNext() {
    if (m_describing || m_toDescribe.isEmpty() || m_engineProgram.isEmpty())
        return;
    m_describing = true;
    const QString path = m_toDescribe.takeFirst();
    auto* process = new QProcess(this);
    auto* limit = new QTimer(process);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, process, &QProcess::kill);
    const auto done = [this, process, path] {
        if (!std::exchange(m_describing, false))
            return;
        describe(path, QJsonDocument::fromJson(process->readAllStandardOutput()).object());
        process->deleteLater();
        describeNext();
    };
    connect(process, &QProcess::finished, this, done);
    connect(process, &QProcess::errorOccurred, this, [done](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            done();
    });
    limit->start(infoTimeoutMs);
    process->start(m_engineProgram, {QStringLiteral("info"), path, QStringLiteral("--json")});
}

void ModelLibrary::describe(const QString& path, const QJsonObject& info) {
    for (int row = 0; row < count(); ++row) {
        if (m_models[row].path != path)
            continue;
        m_models[row].info = info;
        m_models[row].info.remove(QStringLiteral("metadata")); // large, and not shown
        emit dataChanged(index(row), index(row));
    }
}

QString ModelLibrary::facts(const Model& model) const {
    if (!model.there)
        return tr("The file is no longer there.");
    QStringList parts;
    const double parameters = model.info[QStringLiteral("parameters")].toDouble();
    if (parameters >= 1e9)
        parts.append(QLocale().toString(parameters / 1e9, 'f', 1) + u'B');
    else if (parameters >= 1e6)
        parts.append(QLocale().toString(parameters / 1e6, 'f', 0) + u'M');
    else if (parameters > 0)
        parts.append(QLocale().toString(parameters / 1e3, 'f', 0) + u'K');
    parts.append(model.info[QStringLiteral("architecture")].toString());
    parts.append(model.info[QStringLiteral("quantization")].toString());
    parts.append(dataSize(model.bytes));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString ModelLibrary::fit(const Model& model) const {
    if (!model.there || model.info.isEmpty())
        return {};
    if (!model.info[QStringLiteral("runnable")].toBool(true))
        return model.info[QStringLiteral("reason")].toString();
    const MemoryState memory = memoryState();
    const qint64 needed = neededMemory(model.info, model.bytes);
    switch (memoryFit(needed, memory.available, memory.total)) {
    case MemoryFit::Well:
        return tr("Runs well: needs %1 of memory.").arg(dataSize(needed));
    case MemoryFit::Slow:
        return tr("Will be slow: needs %1 of memory, more than is free now.").arg(dataSize(needed));
    case MemoryFit::No:
        return tr("Will not fit: needs %1 of memory.").arg(dataSize(needed));
    case MemoryFit::Unknown:
        break;
    }
    return {};
}

int ModelLibrary::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ModelLibrary::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Model& model = m_models[index.row()];
    switch (role) {
    case PathRole:
        return model.path;
    case NameRole: {
        const QString name = model.info[QStringLiteral("name")].toString();
        return name.isEmpty() ? QFileInfo(model.path).completeBaseName() : name;
    }
    case FactsRole:
        return facts(model);
    case ContextRole: {
        const int context = model.info[QStringLiteral("context_length")].toInt();
        return context > 0 ? tr("Reads up to %1 tokens.").arg(QLocale().toString(context)) : QString();
    }
    case FitRole:
        return fit(model);
    case FitsRole:
        return model.there && model.info[QStringLiteral("runnable")].toBool(true);
    case StarterRole:
        return model.path == ModelController::starterPath();
    }
    return {};
}

QHash<int, QByteArray> ModelLibrary::roleNames() const {
    return {{PathRole, "path"}, {NameRole, "name"}, {FactsRole, "facts"},    {ContextRole, "context"},
            {FitRole, "fit"},   {FitsRole, "fits"}, {StarterRole, "starter"}};
}

} // namespace hearth::ui
