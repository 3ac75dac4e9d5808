#include "ui/chat/draft.h"

namespace hearth::ui {

namespace {

constexpr int saveDelayMs = 300;

QString textOf(const storage::Parts& parts) {
    for (const storage::Part& part : parts) {
        if (part.kind == storage::PartKind::Text)
            return QString::fromStdString(part.text);
    }
    return {};
}

storage::Parts withText(storage::Parts parts, const QString& text) {
    if (!text.isEmpty())
        parts.push_back({.kind = storage::PartKind::Text, .text = text.toStdString()});
    return parts;
}

} // namespace

Draft::Draft(StoreBridge& store, QObject* parent) : QObject(parent), m_store(store), m_attachments(store) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(saveDelayMs);
    connect(&m_timer, &QTimer::timeout, this, &Draft::save);
    connect(&m_attachments, &AttachmentList::changed, this, [this] {
        if (!m_showing)
            keep();
    });
}

storage::Parts Draft::parts() const {
    return withText(m_attachments.parts(), m_text);
}

void Draft::setText(const QString& text) {
    if (text == m_text)
        return;
    m_text = text;
    keep();
}

void Draft::keep() {
    m_known.insert(m_conversation, parts());
    m_timer.start();
    emit changed();
}

void Draft::save() {
    if (!m_timer.isActive())
        return;
    m_timer.stop();
    m_store.write<void>(this, [id = m_conversation, parts = parts()](storage::Store& store) {
        return store.drafts().set(id, parts);
    });
}

void Draft::enter(qint64 conversation, const storage::Parts& stored) {
    m_timer.stop();
    m_conversation = conversation;
    show(m_known.value(conversation, stored));
}

void Draft::show(const storage::Parts& parts) {
    m_showing = true;
    m_attachments.reset(parts);
    m_showing = false;
    m_text = textOf(parts);
    emit replaced();
    emit changed();
}

storage::Parts Draft::take(const QString& text) {
    m_timer.stop();
    const storage::Parts parts = withText(m_attachments.parts(), text);
    m_text.clear();
    m_showing = true;
    m_attachments.reset({});
    m_showing = false;
    m_known.insert(m_conversation, {});
    emit changed();
    return parts;
}

void Draft::moveTo(qint64 conversation) {
    const storage::Parts parts = m_known.take(m_conversation);
    m_conversation = conversation;
    if (parts.empty())
        return;
    m_known.insert(conversation, parts); // typed while the first message was on its way
    m_timer.start();
}

void Draft::putBack(const storage::Parts& parts) {
    if (!m_text.isEmpty() || m_attachments.count() > 0)
        return;
    show(parts);
    keep();
}

} // namespace hearth::ui
