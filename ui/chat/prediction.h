// How the message that is being written may go on: proposed by the model on this computer, when it is wanted.
#pragma once

#include "ui/chat/chat_controller.h"

namespace hearth::ui {

/// Asks after a short pause in the typing, and only while the model has nothing else to do; whatever is typed
/// takes the question back.
class Prediction : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(QString text READ text NOTIFY changed)
public:
    Prediction(GenerationSource& source, ModelController& model, Settings& settings, ChatController& chat,
               QObject* parent = nullptr);

    /// The proposed continuation; empty when there is none.
    const QString& text() const { return m_text; }
    /// What is written has changed, the cursor at its end.
    Q_INVOKABLE void ask(const QString& before);
    /// Takes the proposal back, and the question.
    Q_INVOKABLE void clear();

signals:
    void changed();

private:
    bool mayAsk() const;
    void generate();

    GenerationSource& m_source;
    ModelController& m_model;
    Settings& m_settings;
    ChatController& m_chat;
    QTimer m_timer;
    QString m_before;
    QString m_text;
    QPointer<Generation> m_generation;
};

/// What of a model's continuation is shown after `before`: one line, no cut-off word at its end, no second
/// space.
QString proposal(const QString& before, const QString& continuation, bool ended);

} // namespace hearth::ui
