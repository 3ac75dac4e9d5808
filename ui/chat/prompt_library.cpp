#include "ui/chat/prompt_library.h"

namespace hearth::ui {

PromptLibrary::PromptLibrary(StoreBridge& store, QObject* parent)
    : QAbstractListModel(parent), m_store(store) {
    refresh();
}

void PromptLibrary::refresh() {
    m_store.read<std::vector<storage::Prompt>>(
        this, [](storage::Store& store) { return store.prompts().list(); },
        [this](storage::Result<std::vector<storage::Prompt>> prompts) {
            if (!prompts)
                return;
            beginResetModel();
            m_prompts = std::move(*prompts);
            endResetModel();
            emit countChanged();
        });
}

void PromptLibrary::write(std::function<storage::Result<void>(storage::Store&)> work) {
    m_store.write<void>(this, std::move(work), [this](storage::Result<void> result) {
        if (!result)
            emit failed(QString::fromStdString(result.error().message));
        refresh();
    });
}

void PromptLibrary::add(const QString& title, const QString& text) {
    if (title.trimmed().isEmpty() || text.trimmed().isEmpty())
        return;
    write([title = title.trimmed().toStdString(),
           text = text.toStdString()](storage::Store& store) -> storage::Result<void> {
        TRY(store.prompts().create(title, text));
        return {};
    });
}

void PromptLibrary::change(qint64 id, const QString& title, const QString& text) {
    if (title.trimmed().isEmpty())
        return;
    write([id, title = title.trimmed().toStdString(), text = text.toStdString()](storage::Store& store) {
        return store.prompts().set(id, title, text);
    });
}

void PromptLibrary::remove(qint64 id) {
    write([id](storage::Store& store) -> storage::Result<void> {
        TRY(store.prompts().remove(id));
        return {};
    });
}

QVariantList PromptLibrary::matching(const QString& words) const {
    QVariantList found;
    for (const storage::Prompt& prompt : m_prompts) {
        const QString title = QString::fromStdString(prompt.title);
        if (title.contains(words.trimmed(), Qt::CaseInsensitive))
            found.append(QVariantMap{{QStringLiteral("title"), title},
                                     {QStringLiteral("text"), QString::fromStdString(prompt.text)}});
    }
    return found;
}

int PromptLibrary::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant PromptLibrary::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const storage::Prompt& prompt = m_prompts[static_cast<size_t>(index.row())];
    switch (role) {
    case IdRole:
        return static_cast<qint64>(prompt.id);
    case TitleRole:
        return QString::fromStdString(prompt.title);
    case TextRole:
        return QString::fromStdString(prompt.text);
    }
    return {};
}

QHash<int, QByteArray> PromptLibrary::roleNames() const {
    return {{IdRole, "promptId"}, {TitleRole, "title"}, {TextRole, "content"}};
}

} // namespace hearth::ui
