#include "ui/sidebar/search_model.h"

namespace hearth::ui {

namespace {
constexpr int typingDelayMs = 60;
}

QString markedSnippet(const std::string& snippet, const std::vector<storage::TextRange>& marks) {
    const auto part = [&](size_t begin, size_t end) {
        return QString::fromUtf8(snippet.data() + begin, static_cast<qsizetype>(end - begin))
            .simplified()
            .toHtmlEscaped();
    };
    const auto spaced = [&](size_t begin, size_t end) {
        // simplified() drops the spaces at the borders of a part; they matter here.
        const auto isSpace = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
        QString text = part(begin, end);
        if (begin < end && isSpace(snippet[begin]))
            text.prepend(u' ');
        if (end > begin && isSpace(snippet[end - 1]) && !text.trimmed().isEmpty())
            text.append(u' ');
        return text;
    };
    QString html;
    size_t at = 0;
    for (const storage::TextRange& mark : marks) {
        if (mark.begin < 0 || mark.length <= 0)
            continue;
        const auto begin = static_cast<size_t>(mark.begin);
        const size_t end = begin + static_cast<size_t>(mark.length);
        if (begin < at || end > snippet.size())
            continue;
        html += spaced(at, begin) + QLatin1String("<b>") + spaced(begin, end) + QLatin1String("</b>");
        at = end;
    }
    return html + spaced(at, snippet.size());
}

SearchModel::SearchModel(StoreBridge& store, QObject* parent) : QAbstractListModel(parent), m_store(store) {
    m_delay.setSingleShot(true);
    m_delay.setInterval(typingDelayMs);
    connect(&m_delay, &QTimer::timeout, this, [this] { run(0); });
}

void SearchModel::setQuery(const QString& query) {
    if (query == m_query)
        return;
    m_query = query;
    ++m_serial;
    if (isActive()) {
        setSearching(true);
        m_delay.start();
    } else {
        m_delay.stop();
        beginResetModel();
        m_hits.clear();
        m_next = 0;
        endResetModel();
        setSearching(false);
        emit countChanged();
    }
    emit queryChanged();
}

void SearchModel::run(storage::MessageId before) {
    storage::SearchQuery query;
    query.text = m_query.trimmed().toStdString();
    query.before = before;
    setSearching(true);
    m_store.search(this, query, [this, before, serial = m_serial](storage::Result<storage::SearchPage> page) {
        if (serial != m_serial)
            return;
        setSearching(false);
        if (!page)
            return;
        m_next = page->next;
        if (before == 0) {
            beginResetModel();
            m_hits = std::move(page->hits);
            endResetModel();
        } else if (!page->hits.empty()) {
            beginInsertRows({}, count(), count() + static_cast<int>(page->hits.size()) - 1);
            m_hits.insert(m_hits.end(), page->hits.begin(), page->hits.end());
            endInsertRows();
        }
        emit countChanged();
        if (m_hits.empty() && m_next != 0)
            run(m_next); // nothing yet, but older messages were not looked at
    });
}

void SearchModel::setSearching(bool searching) {
    if (m_searching == searching)
        return;
    m_searching = searching;
    emit searchingChanged();
}

int SearchModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant SearchModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const storage::SearchHit& hit = m_hits[static_cast<size_t>(index.row())];
    switch (role) {
    case ConversationRole:
        return static_cast<qint64>(hit.conversation);
    case MessageRole:
        return static_cast<qint64>(hit.message);
    case TitleRole:
        return hit.title.empty() ? tr("New conversation") : QString::fromStdString(hit.title);
    case SnippetRole:
        return markedSnippet(hit.snippet, hit.marks);
    case AuthorRole:
        return hit.role == storage::Role::User ? QStringLiteral("user") : QStringLiteral("assistant");
    }
    return {};
}

QHash<int, QByteArray> SearchModel::roleNames() const {
    return {{ConversationRole, "conversationId"},
            {MessageRole, "messageId"},
            {TitleRole, "title"},
            {SnippetRole, "snippet"},
            {AuthorRole, "author"}};
}

bool SearchModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_next != 0 && !m_searching;
}

void SearchModel::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent))
        run(m_next);
}

} // namespace hearth::ui
