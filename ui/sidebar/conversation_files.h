// Conversations written to files and read from files.
#pragma once

#include "ui/workspace/notices.h"
#include "ui/workspace/store_bridge.h"

#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace hearth::ui {

class ConversationFiles : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the sidebar controller")
public:
    ConversationFiles(StoreBridge& store, Notices& notices, QObject* parent = nullptr);

    /// Writes a conversation (0: all of them) in the format that the ending of `file` names: .json
    /// (everything, to be imported again), .md, .html or .pdf (for reading). A notice says when it is done,
    /// or why it is not.
    Q_INVOKABLE void exportTo(const QUrl& file, qint64 conversation);
    /// Reads an export of Hearth or of ChatGPT; what is there already is not added again.
    Q_INVOKABLE void importFrom(const QUrl& file);

signals:
    /// The file is complete.
    void exported(const QString& file);
    /// The store has more conversations, or longer ones.
    void imported();

private:
    void exportPdf(const QString& file, qint64 conversation);
    void done(const QString& file, const QString& problem);
    void problem(const QString& text);

    StoreBridge& m_store;
    Notices& m_notices;
};

} // namespace hearth::ui
