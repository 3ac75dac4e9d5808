// One question and its answer, asked from a small window while something else is being done. It is a
// conversation like any other in the store, and always answered on this computer.
#pragma once

#include "ui/model/model_controller.h"
#include "ui/workspace/store_bridge.h"

#include <QPointer>

namespace hearth::ui {

class QuickAsk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(QString answer READ answer NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(qint64 conversation READ conversation NOTIFY changed)
    Q_PROPERTY(QString clipboard READ clipboard NOTIFY clipboardChanged)
    Q_PROPERTY(QString shortcutNote READ shortcutNote NOTIFY shortcutNoteChanged)
    Q_PROPERTY(bool shortcutWanted READ isShortcutWanted WRITE setShortcutWanted NOTIFY wantsChanged)
    Q_PROPERTY(bool trayWanted READ isTrayWanted WRITE setTrayWanted NOTIFY wantsChanged)
public:
    QuickAsk(StoreBridge& store, GenerationSource& source, ModelController& model, Settings& settings,
             QObject* parent = nullptr);
    ~QuickAsk() override;

    const QString& answer() const { return m_answer; }
    const QString& problem() const { return m_problem; }
    bool isBusy() const { return m_busy; }
    /// The conversation of the present answer; 0: none yet.
    qint64 conversation() const { return m_conversation; }
    /// The beginning of the clipboard's text, on one line; empty: it holds none. Read when the window opens.
    const QString& clipboard() const { return m_clipboard; }
    /// What the desktop has said about the global shortcut.
    QString shortcutNote() const;
    /// What has become of the global shortcut; the program that asks the desktop for it says so.
    enum class Shortcut { Off, Asked, On, Absent, Refused };
    void setShortcut(Shortcut shortcut);
    /// What the desktop shows the user for it.
    static QString shortcutDescription() { return tr("Ask Hearth a quick question"); }
    /// Whether the icon is in a tray: then the program goes on without a window.
    Q_INVOKABLE void setTrayThere(bool there) const;
    bool isShortcutWanted() const;
    void setShortcutWanted(bool wanted);
    bool isTrayWanted() const;
    void setTrayWanted(bool wanted);

    /// Asks, with the clipboard's text as what the question is about when `aboutClipboard`.
    Q_INVOKABLE void ask(const QString& question, bool aboutClipboard);
    Q_INVOKABLE void stop();
    /// Begins anew: the answer so far is in the store.
    Q_INVOKABLE void clear();
    Q_INVOKABLE void readClipboard();
    /// Shows the small window.
    Q_INVOKABLE void show() { emit shown(); }

signals:
    void changed();
    void clipboardChanged();
    void shortcutNoteChanged();
    void wantsChanged();
    void shown();
    /// The store has a new conversation, or more of one.
    void kept();

private:
    struct Asked {
        qint64 conversation = 0;
        qint64 answer = 0;
    };
    void askedInStore(const storage::Result<Asked>& asked);
    void begin();
    void end(storage::MessageStatus status, const QString& note);

    StoreBridge& m_store;
    GenerationSource& m_source;
    ModelController& m_model;
    Settings& m_settings;
    QPointer<Generation> m_generation;
    QString m_content; ///< of the message, as the model sees it
    QString m_answer;
    QString m_problem;
    QString m_clipboard;
    Shortcut m_shortcut = Shortcut::Off;
    qint64 m_conversation = 0;
    qint64 m_message = 0; ///< of the answer; 0: it is being made in the store
    int m_serial = 0;
    bool m_busy = false;
};

} // namespace hearth::ui
