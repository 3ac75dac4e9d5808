// How full the model's context will be with the next message, and what will then be left out.
#pragma once

#include "ui/chat/chat_controller.h"

namespace hearth::ui {

/// Counts shortly after something has changed: the conversation, what is written, the model.
class ContextMeter : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(int tokens READ tokens NOTIFY changed)
    Q_PROPERTY(int room READ room NOTIFY changed)
    Q_PROPERTY(int leftOut READ leftOut NOTIFY changed)
    Q_PROPERTY(QString leftOutUpTo READ leftOutUpTo NOTIFY changed)
    Q_PROPERTY(qint64 firstSent READ firstSent NOTIFY changed)
    Q_PROPERTY(bool nearlyFull READ isNearlyFull NOTIFY changed)
    Q_PROPERTY(bool tooLong READ isTooLong NOTIFY changed)
public:
    ContextMeter(StoreBridge& store, ModelController& model, Settings& settings, ChatController& chat,
                 QObject* parent = nullptr);

    int tokens() const { return m_state.tokens; } ///< of the conversation with what is written; 0: unknown
    /// Tokens that a prompt may have, so that an answer still fits.
    int room() const { return m_state.room; }
    int leftOut() const { return m_state.leftOut; } ///< messages, from the oldest on
    /// How the last of them begins.
    const QString& leftOutUpTo() const { return m_state.leftOutUpTo; }
    qint64 firstSent() const { return m_state.firstSent; }
    /// Nothing is left out yet, but it soon will be.
    bool isNearlyFull() const;
    /// What is written is alone more than the model can take.
    bool isTooLong() const { return m_state.tooLong; }

signals:
    void changed();

private:
    struct State {
        int tokens = 0;
        int room = 0;
        int leftOut = 0;
        QString leftOutUpTo;
        qint64 firstSent = 0;
        bool tooLong = false;
        bool operator==(const State&) const = default;
    };
    struct Read {
        std::shared_ptr<Prompt> prompt;
        std::vector<storage::MessageId> path;
    };
    void later();
    void measure();
    void take(const Read& read, const ContextFit& fit);
    void set(const State& state);

    StoreBridge& m_store;
    ModelController& m_model;
    Settings& m_settings;
    ChatController& m_chat;
    QTimer m_timer;
    State m_state;
    int m_serial = 0;
};

} // namespace hearth::ui
