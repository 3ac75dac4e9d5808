<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BinPage</name>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message numerus="yes">
        <source>Apply to %n file(s)</source>
        <translation>
            <numerusform>Apply to %n file</numerusform>
            <numerusform>Apply to %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContextNotice</name>
    <message numerus="yes">
        <source>The context is full. The oldest %n message(s), up to “%1”, are not sent to the model.</source>
        <translation>
            <numerusform>The context is full. The oldest message (%n), up to “%1”, is not sent to the model.</numerusform>
            <numerusform>The context is full. The oldest %n messages, up to “%1”, are not sent to the model.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranslationPage</name>
    <message numerus="yes">
        <source>%n part(s) to look at</source>
        <translation>
            <numerusform>%n part to look at</numerusform>
            <numerusform>%n parts to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::AttachmentList</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::Door</name>
    <message numerus="yes">
        <source>This message and the %n before it would go to %1. Nothing has been sent yet.</source>
        <translation>
            <numerusform>This message and the one before it would go to %1. Nothing has been sent yet.</numerusform>
            <numerusform>This message and the %n before it would go to %1. Nothing has been sent yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::RunningTasks</name>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
</context>
</TS>
