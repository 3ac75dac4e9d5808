<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>About Hearth</source>
        <translation>Über Hearth</translation>
    </message>
    <message>
        <source>Hearth %1</source>
        <translation>Hearth %1</translation>
    </message>
    <message>
        <source>A private assistant that runs on this computer. Apache License 2.0.</source>
        <translation>Ein privater Assistent, der auf diesem Rechner läuft. Apache-Lizenz 2.0.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Gemacht mit</translation>
    </message>
    <message>
        <source>The libraries of this build and their licences.</source>
        <translation>Die Bibliotheken dieses Programms und ihre Lizenzen.</translation>
    </message>
    <message>
        <source>The list of libraries was not installed with this program.</source>
        <translation>Die Liste der Bibliotheken wurde nicht mit diesem Programm installiert.</translation>
    </message>
    <message>
        <source>For machines (SPDX): %1</source>
        <translation>Für Maschinen (SPDX): %1</translation>
    </message>
</context>
<context>
    <name>AnswerFooter</name>
    <message>
        <source>Reading %1 %</source>
        <translation>Liest %1 %</translation>
    </message>
    <message>
        <source>Hearth ended while this was being written.</source>
        <translation>Hearth wurde beendet, während dies geschrieben wurde.</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>Sie haben diese Antwort angehalten.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Neu antworten</translation>
    </message>
    <message>
        <source>Delete answer</source>
        <translation>Antwort löschen</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>Tasks for this answer</source>
        <translation>Aufgaben für diese Antwort</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Vorlesen beenden</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Vorlesen</translation>
    </message>
    <message>
        <source>Look at the changes</source>
        <translation>Änderungen ansehen</translation>
    </message>
    <message>
        <source>Side by side with the source</source>
        <translation>Neben dem Original ansehen</translation>
    </message>
</context>
<context>
    <name>AttachmentChips</name>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>The model cannot see pictures: it is told the name.</source>
        <translation>Das Modell sieht keine Bilder: Es erfährt nur den Namen.</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>Wird nicht gesendet: %1</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>Datei %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>BinPage</name>
    <message>
        <source>Bin</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>What is here is kept for 30 days.</source>
        <translation>Was hier liegt, wird 30 Tage lang aufbewahrt.</translation>
    </message>
    <message>
        <source>The bin is empty. What you delete is kept here for 30 days.</source>
        <translation>Der Papierkorb ist leer. Gelöschtes wird hier 30 Tage lang aufbewahrt.</translation>
    </message>
    <message>
        <source>Really delete everything for good</source>
        <translation>Wirklich alles endgültig löschen</translation>
    </message>
    <message>
        <source>Empty the bin</source>
        <translation>Papierkorb leeren</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>noch %n Tag</numerusform>
            <numerusform>noch %n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Restore “%1”</source>
        <translation>„%1“ wiederherstellen</translation>
    </message>
    <message>
        <source>Delete “%1” for good</source>
        <translation>„%1“ endgültig löschen</translation>
    </message>
</context>
<context>
    <name>ChangeRow</name>
    <message>
        <source>Added, line %1: %2</source>
        <translation>Hinzugefügt, Zeile %1: %2</translation>
    </message>
    <message>
        <source>Removed, line %1: %2</source>
        <translation>Entfernt, Zeile %1: %2</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>angewendet</translation>
    </message>
    <message>
        <source>a new file</source>
        <translation>eine neue Datei</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Apply: %1</source>
        <translation>Anwenden: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>Datei speichern …</translation>
    </message>
    <message>
        <source>Save the file: %1</source>
        <translation>Datei speichern: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the change: %1</source>
        <translation>Änderung kopieren: %1</translation>
    </message>
    <message>
        <source>Save as a patch…</source>
        <translation>Als Patch speichern …</translation>
    </message>
    <message>
        <source>Save as a patch: %1</source>
        <translation>Als Patch speichern: %1</translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message numerus="yes">
        <source>Apply to %n file(s)</source>
        <translation>
            <numerusform>Auf %n Datei anwenden</numerusform>
            <numerusform>Auf %n Dateien anwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>Lines that change</source>
        <translation>Zeilen, die sich ändern</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Show sidebar</source>
        <translation>Seitenleiste einblenden</translation>
    </message>
    <message>
        <source>Answer this</source>
        <translation>Hierauf antworten</translation>
    </message>
    <message>
        <source>Your message is kept. It is answered as soon as a model is open.</source>
        <translation>Ihre Nachricht ist gespeichert. Sie wird beantwortet, sobald ein Modell geöffnet ist.</translation>
    </message>
    <message>
        <source>Your message is kept. It is answered when the model has loaded.</source>
        <translation>Ihre Nachricht ist gespeichert. Sie wird beantwortet, wenn das Modell geladen ist.</translation>
    </message>
    <message>
        <source>Instructions for this conversation: %1</source>
        <translation>Anweisungen für dieses Gespräch: %1</translation>
    </message>
    <message>
        <source>Instructions for this conversation</source>
        <translation>Anweisungen für dieses Gespräch</translation>
    </message>
</context>
<context>
    <name>Code</name>
    <message>
        <source>Explain code</source>
        <translation>Code erklären</translation>
    </message>
    <message>
        <source>Says what code does and how.</source>
        <translation>Sagt, was Code tut und wie.</translation>
    </message>
    <message>
        <source>Review code</source>
        <translation>Code prüfen</translation>
    </message>
    <message>
        <source>Looks for mistakes, risks and what could be simpler.</source>
        <translation>Sucht Fehler, Risiken und was einfacher ginge.</translation>
    </message>
    <message>
        <source>Explain an error</source>
        <translation>Fehlermeldung erklären</translation>
    </message>
    <message>
        <source>Says what an error message means and how to mend its cause.</source>
        <translation>Sagt, was eine Fehlermeldung bedeutet und wie ihre Ursache behoben wird.</translation>
    </message>
    <message>
        <source>Fix code</source>
        <translation>Code korrigieren</translation>
    </message>
    <message>
        <source>Mends mistakes; the answer is a diff.</source>
        <translation>Behebt Fehler; die Antwort ist ein Diff.</translation>
    </message>
    <message>
        <source>Document code</source>
        <translation>Code dokumentieren</translation>
    </message>
    <message>
        <source>Adds comments; the answer is a diff.</source>
        <translation>Fügt Kommentare hinzu; die Antwort ist ein Diff.</translation>
    </message>
    <message>
        <source>Write tests</source>
        <translation>Tests schreiben</translation>
    </message>
    <message>
        <source>Writes tests for code.</source>
        <translation>Schreibt Tests für Code.</translation>
    </message>
    <message>
        <source>Convert code</source>
        <translation>Code übertragen</translation>
    </message>
    <message>
        <source>Writes the same program in another language.</source>
        <translation>Schreibt dasselbe Programm in einer anderen Sprache.</translation>
    </message>
    <message>
        <source>Write code</source>
        <translation>Code schreiben</translation>
    </message>
    <message>
        <source>Writes code from a description.</source>
        <translation>Schreibt Code nach einer Beschreibung.</translation>
    </message>
    <message>
        <source>“%1” is no source code: it holds binary data.</source>
        <translation>„%1“ ist kein Quelltext: Die Datei enthält Binärdaten.</translation>
    </message>
    <message>
        <source>There is no code to work on: give a file or a text.</source>
        <translation>Es gibt keinen Code zum Bearbeiten: Geben Sie eine Datei oder einen Text an.</translation>
    </message>
    <message>
        <source>Say what is wanted: give a text or a file.</source>
        <translation>Sagen Sie, was gewünscht ist: Geben Sie einen Text oder eine Datei an.</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>Teil %1 von %2</translation>
    </message>
    <message>
        <source>The model gave no complete code for “%1”; a larger model may.</source>
        <translation>Das Modell gab keinen vollständigen Code für „%1“; ein größeres kann es vielleicht.</translation>
    </message>
    <message>
        <source>the text</source>
        <translation>den Text</translation>
    </message>
    <message>
        <source>Nothing to change in “%1”.</source>
        <translation>An „%1“ ist nichts zu ändern.</translation>
    </message>
    <message>
        <source>The change to “%1” touches more than comments: look at it before you apply it.</source>
        <translation>Die Änderung an „%1“ betrifft mehr als Kommentare: Sehen Sie sie an, bevor Sie sie anwenden.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Say which language to convert to.</source>
        <translation>Sagen Sie, in welche Sprache übertragen werden soll.</translation>
    </message>
    <message>
        <source>No model is loaded; help with code needs one.</source>
        <translation>Es ist kein Modell geladen; Hilfe mit Code braucht eines.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>There is no code to complete.</source>
        <translation>Es gibt keinen Code zum Vervollständigen.</translation>
    </message>
    <message>
        <source>No model is loaded; completion needs one.</source>
        <translation>Es ist kein Modell geladen; Vervollständigen braucht eines.</translation>
    </message>
    <message>
        <source>To language</source>
        <translation>In die Sprache</translation>
    </message>
    <message>
        <source>Cursor (line:column)</source>
        <translation>Cursor (Zeile:Spalte)</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Complete code</source>
        <translation>Code vervollständigen</translation>
    </message>
    <message>
        <source>Writes what belongs at the cursor.</source>
        <translation>Schreibt, was an den Cursor gehört.</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>Eine Aufgabe „%1“ gibt es hier nicht.</translation>
    </message>
    <message>
        <source>Looking through “%1”</source>
        <translation>Durchsucht „%1“</translation>
    </message>
    <message>
        <source>There is no source code in “%1”.</source>
        <translation>In „%1“ liegt kein Quelltext.</translation>
    </message>
    <message>
        <source>Read in “%1”: %2 (%3 of %4 files).</source>
        <translation>In „%1“ gelesen: %2 (%3 von %4 Dateien).</translation>
    </message>
    <message>
        <source>Say what is to be changed in the folder.</source>
        <translation>Sagen Sie, was in dem Ordner geändert werden soll.</translation>
    </message>
    <message>
        <source>Choosing the files to change</source>
        <translation>Wählt die Dateien aus, die sich ändern</translation>
    </message>
    <message>
        <source>The model found nothing to change in the files that it read.</source>
        <translation>Das Modell fand in den Dateien, die es las, nichts zu ändern.</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Do not wrap lines</source>
        <translation>Zeilen nicht umbrechen</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Save code as…</source>
        <translation>Code speichern unter …</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>Code: %1</translation>
    </message>
    <message>
        <source>Hide line numbers</source>
        <translation>Zeilennummern ausblenden</translation>
    </message>
    <message>
        <source>Show line numbers</source>
        <translation>Zeilennummern zeigen</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What would you like to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>No command is called so.</source>
        <translation>So heißt kein Befehl.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Dictate (%1)</source>
        <translation>Diktieren (%1)</translation>
    </message>
    <message>
        <source>Write; it is sent when the model is there</source>
        <translation>Schreiben Sie; gesendet wird, wenn das Modell da ist</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Nachricht schreiben</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Write or paste the text to work on, or attach files</source>
        <translation>Den Text schreiben oder einfügen, um den es geht, oder Dateien anhängen</translation>
    </message>
    <message>
        <source>Suggestion: %1. Tab takes it.</source>
        <translation>Vorschlag: %1. Tab übernimmt ihn.</translation>
    </message>
    <message>
        <source>Write what to look for or to do in the folder</source>
        <translation>Schreiben Sie, was in dem Ordner zu suchen oder zu tun ist</translation>
    </message>
</context>
<context>
    <name>ConsentBar</name>
    <message>
        <source>Documents may leave too:</source>
        <translation>Dokumente dürfen auch hinaus:</translation>
    </message>
    <message>
        <source>Send the text of the documents too</source>
        <translation>Auch den Text der Dokumente senden</translation>
    </message>
    <message>
        <source>Send this</source>
        <translation>Dies senden</translation>
    </message>
    <message>
        <source>Send, and do not ask again in this conversation</source>
        <translation>Senden und in diesem Gespräch nicht mehr fragen</translation>
    </message>
    <message>
        <source>Answer on this computer</source>
        <translation>Auf diesem Rechner antworten</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>Nicht senden</translation>
    </message>
</context>
<context>
    <name>ContextNotice</name>
    <message>
        <source>This is longer than the model&apos;s context: %1 of %2 tokens. Attach less, or let a task such as Summarize work through it.</source>
        <translation>Das ist länger als der Kontext des Modells: %1 von %2 Token. Weniger anhängen, oder eine Aufgabe wie „Zusammenfassen“ es durcharbeiten lassen.</translation>
    </message>
    <message numerus="yes">
        <source>The context is full. The oldest %n message(s), up to “%1”, are not sent to the model.</source>
        <translation>
            <numerusform>Der Kontext ist voll. Die älteste Nachricht (%n), bis „%1“, wird dem Modell nicht gesendet.</numerusform>
            <numerusform>Der Kontext ist voll. Die ältesten %n Nachrichten, bis „%1“, werden dem Modell nicht gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>The context is nearly full (%1 of %2 tokens). Soon the oldest messages are not sent to the model any more.</source>
        <translation>Der Kontext ist fast voll (%1 von %2 Token). Bald werden dem Modell die ältesten Nachrichten nicht mehr gesendet.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show where the model begins to read</source>
        <translation>Zeigen, wo das Modell zu lesen beginnt</translation>
    </message>
</context>
<context>
    <name>ConversationItem</name>
    <message>
        <source>More for “%1”</source>
        <translation>Mehr zu „%1“</translation>
    </message>
    <message>
        <source>New title</source>
        <translation>Neuer Titel</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Nicht mehr anheften</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Move to folder…</source>
        <translation>In Ordner verschieben …</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Your conversations will be listed here. They stay on this computer.</source>
        <translation>Hier stehen später Ihre Unterhaltungen. Sie bleiben auf diesem Computer.</translation>
    </message>
</context>
<context>
    <name>DestinationLine</name>
    <message>
        <source>Stays on this computer</source>
        <translation>Bleibt auf diesem Rechner</translation>
    </message>
    <message>
        <source>Goes to %1 (%2), after you have agreed</source>
        <translation>Geht an %1 (%2), nachdem Sie zugestimmt haben</translation>
    </message>
    <message>
        <source>Goes to %1 (%2) without asking again</source>
        <translation>Geht ohne weitere Frage an %1 (%2)</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>The text</source>
        <translation>Der Text</translation>
    </message>
    <message>
        <source>%1 holds more text than can be worked on at once (over %2 million characters). Split it into smaller files.</source>
        <translation>%1 enthält mehr Text, als auf einmal bearbeitet werden kann (über %2 Millionen Zeichen). Teilen Sie es in kleinere Dateien.</translation>
    </message>
    <message>
        <source>%1 holds no text.</source>
        <translation>%1 enthält keinen Text.</translation>
    </message>
    <message>
        <source>%1 hidden characters were removed.</source>
        <translation>%1 unsichtbare Zeichen wurden entfernt.</translation>
    </message>
    <message>
        <source> They spelled: “%1”.</source>
        <translation> Sie ergaben: „%1“.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>The part “%1” is damaged.</source>
        <translation>Der Teil „%1“ ist beschädigt.</translation>
    </message>
    <message>
        <source>%1 holds bytes that are no text in its encoding (%2); writing it again would damage them. Save a copy in UTF-8 first.</source>
        <translation>%1 enthält Bytes, die in seiner Kodierung (%2) kein Text sind; neu geschrieben gingen sie kaputt. Speichern Sie zuerst eine Kopie in UTF-8.</translation>
    </message>
    <message>
        <source>%1 can be read but not written again in its own format. Formats that can: %2.</source>
        <translation>%1 kann gelesen, aber nicht in seinem eigenen Format neu geschrieben werden. Das geht mit: %2.</translation>
    </message>
    <message>
        <source>the bytes are not text</source>
        <translation>die Bytes sind kein Text</translation>
    </message>
    <message>
        <source>%1 is damaged: its list of chapters is missing.</source>
        <translation>%1 ist beschädigt: Die Liste der Kapitel fehlt.</translation>
    </message>
    <message>
        <source>%1 is protected by its shop (DRM) and can&apos;t be read here.</source>
        <translation>%1 ist vom Händler geschützt (DRM) und kann hier nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 of %2 chapters are missing or damaged.</source>
        <translation>%1 von %2 Kapiteln fehlen oder sind beschädigt.</translation>
    </message>
    <message>
        <source>%1 passages that the page hides from its readers were left out.</source>
        <translation>%1 Stellen, die die Seite vor ihren Lesern versteckt, wurden weggelassen.</translation>
    </message>
    <message>
        <source>%1 holds no text of its own; the page may fetch it from the network, which is not done here.</source>
        <translation>%1 enthält selbst keinen Text; die Seite holt ihn vielleicht aus dem Netz, was hier nicht geschieht.</translation>
    </message>
    <message>
        <source>%1 is no e-mail message: it has no sender, subject or date.</source>
        <translation>%1 ist keine E-Mail: Absender, Betreff und Datum fehlen.</translation>
    </message>
    <message>
        <source>Attachments that were not read: %1.</source>
        <translation>Anhänge, die nicht gelesen wurden: %1.</translation>
    </message>
    <message>
        <source>its elements nest too deep</source>
        <translation>seine Elemente sind zu tief verschachtelt</translation>
    </message>
    <message>
        <source>%1 is protected by a password. Save it without one first.</source>
        <translation>%1 ist mit einem Passwort geschützt. Speichern Sie es zuerst ohne.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2.</source>
        <translation>%1 ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>The file is damaged (%1); what follows the damage was not read.</source>
        <translation>Die Datei ist beschädigt (%1); was auf die Stelle folgt, wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>%1 claims %2 pages, more than can be read.</source>
        <translation>%1 gibt %2 Seiten an, mehr als gelesen werden können.</translation>
    </message>
    <message>
        <source>%1 holds more text than can be worked on at once.</source>
        <translation>%1 enthält mehr Text, als auf einmal bearbeitet werden kann.</translation>
    </message>
    <message>
        <source>%1 of %2 pages hold no text (only pictures, or nothing).</source>
        <translation>%1 von %2 Seiten enthalten keinen Text (nur Bilder, oder nichts).</translation>
    </message>
    <message>
        <source>%1 has %2 pages but no text in them: it was probably scanned. Run a text recognition (OCR) program on it first.</source>
        <translation>%1 hat %2 Seiten, aber keinen Text darauf: Es wurde wohl gescannt. Lassen Sie zuerst ein Programm zur Texterkennung (OCR) darüber laufen.</translation>
    </message>
    <message>
        <source>%1 is encrypted. Save a copy without a password first.</source>
        <translation>%1 ist verschlüsselt. Speichern Sie zuerst eine Kopie ohne Passwort.</translation>
    </message>
    <message>
        <source>%1 is encrypted in a way that can&apos;t be opened here.</source>
        <translation>%1 ist auf eine Art verschlüsselt, die hier nicht geöffnet werden kann.</translation>
    </message>
    <message>
        <source>%1 is damaged: it can&apos;t be read as a PDF.</source>
        <translation>%1 ist beschädigt: Es kann nicht als PDF gelesen werden.</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MB, the most that is read at once.</source>
        <translation>%1 ist größer als %2 MB; mehr wird nicht auf einmal gelesen.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>%1 is not a kind of document that can be read here. Save it as PDF, docx, odt or plain text and try that.</source>
        <translation>%1 ist keine Art von Dokument, die hier gelesen werden kann. Speichern Sie es als PDF, docx, odt oder reinen Text und versuchen Sie es damit.</translation>
    </message>
    <message>
        <source>%1 is protected by a password, or is an old Office file (before 2007). Save it as docx without a password.</source>
        <translation>%1 ist mit einem Passwort geschützt oder eine alte Office-Datei (vor 2007). Speichern Sie es als docx ohne Passwort.</translation>
    </message>
    <message>
        <source>%1 is not there: “%2”.</source>
        <translation>%1 ist nicht da: „%2“.</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 ist keine Datei.</translation>
    </message>
    <message>
        <source>%1 is %2 MB; the most that is read at once is %3 MB.</source>
        <translation>%1 hat %2 MB; auf einmal werden höchstens %3 MB gelesen.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be opened: %2.</source>
        <translation>%1 kann nicht geöffnet werden: %2.</translation>
    </message>
    <message>
        <source>The text for %1 %2.</source>
        <translation>Der Text für %1 %2.</translation>
    </message>
    <message>
        <source>part %1</source>
        <translation>Teil %1</translation>
    </message>
    <message>
        <source>lost or repeated a marker of code, a link or a placeholder</source>
        <translation>hat eine Marke für Code, einen Link oder einen Platzhalter verloren oder wiederholt</translation>
    </message>
    <message>
        <source>changed the order of markup</source>
        <translation>hat die Reihenfolge der Auszeichnung geändert</translation>
    </message>
    <message>
        <source>moved a placeholder across markup</source>
        <translation>hat einen Platzhalter über eine Auszeichnung hinweg verschoben</translation>
    </message>
    <message>
        <source>%1 holds no subtitles with times.</source>
        <translation>%1 enthält keine Untertitel mit Zeiten.</translation>
    </message>
    <message>
        <source>Some bytes fit no character of %1 and are shown as �.</source>
        <translation>Manche Bytes passen zu keinem Zeichen von %1 und werden als � gezeigt.</translation>
    </message>
    <message>
        <source>%1 is damaged: its zip structure can&apos;t be read. Try to open and save it again in the program that made it.</source>
        <translation>%1 ist beschädigt: Seine Zip-Struktur ist nicht lesbar. Öffnen und speichern Sie es in dem Programm neu, das es gemacht hat.</translation>
    </message>
    <message>
        <source>%1 holds %2 parts, which no document needs.</source>
        <translation>%1 enthält %2 Teile; so viele braucht kein Dokument.</translation>
    </message>
    <message>
        <source>%1 is encrypted. Save it without a password first.</source>
        <translation>%1 ist verschlüsselt. Speichern Sie es zuerst ohne Passwort.</translation>
    </message>
    <message>
        <source>%1 is damaged: its part “%2” is missing.</source>
        <translation>%1 ist beschädigt: Der Teil „%2“ fehlt.</translation>
    </message>
    <message>
        <source>%1 unpacks to far more than a document needs (over %2 MB); it was not read.</source>
        <translation>%1 ist ausgepackt weit größer, als ein Dokument sein muss (über %2 MB); es wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>%1 is damaged: its part “%2” can&apos;t be unpacked.</source>
        <translation>%1 ist beschädigt: Der Teil „%2“ kann nicht ausgepackt werden.</translation>
    </message>
    <message>
        <source>%1 could not be written again: %2.</source>
        <translation>%1 konnte nicht neu geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>p. %1</source>
        <comment>page</comment>
        <translation>S. %1</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>%1 is a PDF, and this Hearth was built without what reads them. Save its text from another program, and drop that.</source>
        <translation>%1 ist ein PDF, und dieses Hearth wurde ohne den Teil gebaut, der PDFs liest. Speichern Sie den Text aus einem anderen Programm und legen Sie diesen ab.</translation>
    </message>
</context>
<context>
    <name>DownloadSection</name>
    <message>
        <source>Fetch a file from its address</source>
        <translation>Eine Datei von ihrer Adresse holen</translation>
    </message>
    <message>
        <source>Copy the address of a .gguf file, and the SHA-256 checksum that its site names. Nothing is connected before you say yes.</source>
        <translation>Kopieren Sie die Adresse einer .gguf-Datei und die SHA-256-Prüfsumme, die ihre Seite nennt. Vor Ihrem Ja wird nichts verbunden.</translation>
    </message>
    <message>
        <source>Address of the file, https://….gguf</source>
        <translation>Adresse der Datei, https://….gguf</translation>
    </message>
    <message>
        <source>SHA-256 checksum (64 digits)</source>
        <translation>SHA-256-Prüfsumme (64 Ziffern)</translation>
    </message>
    <message>
        <source>Fetch…</source>
        <translation>Holen …</translation>
    </message>
    <message>
        <source>Fetching %1: %2</source>
        <translation>%1 wird geholt: %2</translation>
    </message>
    <message>
        <source>Checking %1…</source>
        <translation>%1 wird geprüft …</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>Fortschritt des Herunterladens</translation>
    </message>
    <message>
        <source>Yes, fetch it</source>
        <translation>Ja, holen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>What is on your mind?</source>
        <translation>Was beschäftigt Sie?</translation>
    </message>
    <message>
        <source>This is the small model that comes with Hearth: it is quick and shows how everything works, but it knows little and often errs. Open a larger one for real work.</source>
        <translation>Das ist das kleine Modell, das mit Hearth kommt: Es ist schnell und zeigt, wie alles funktioniert, weiß aber wenig und irrt sich oft. Öffnen Sie für richtige Arbeit ein größeres.</translation>
    </message>
    <message>
        <source>The model is loading. You can write already.</source>
        <translation>Das Modell wird geladen. Sie können schon schreiben.</translation>
    </message>
    <message>
        <source>More tasks</source>
        <translation>Weitere Aufgaben</translation>
    </message>
</context>
<context>
    <name>EndpointRow</name>
    <message>
        <source>Forget %1 and its key</source>
        <translation>%1 und den Schlüssel vergessen</translation>
    </message>
    <message>
        <source>Ask before anything leaves</source>
        <translation>Fragen, bevor etwas hinausgeht</translation>
    </message>
    <message>
        <source>Documents are asked about in any case.</source>
        <translation>Nach Dokumenten wird in jedem Fall gefragt.</translation>
    </message>
    <message>
        <source>Ask before anything leaves for %1</source>
        <translation>Fragen, bevor etwas an %1 hinausgeht</translation>
    </message>
    <message>
        <source>Another key for %1</source>
        <translation>Anderer Schlüssel für %1</translation>
    </message>
    <message>
        <source>Keep this key</source>
        <translation>Schlüssel behalten</translation>
    </message>
</context>
<context>
    <name>EndpointsSection</name>
    <message>
        <source>Larger models elsewhere</source>
        <translation>Größere Modelle anderswo</translation>
    </message>
    <message>
        <source>Off unless you add one here, and then used only by conversations that you give it in the menu of the model. Their text leaves this computer; every such conversation says so, and asks first.</source>
        <translation>Aus, solange Sie hier keines eintragen; und dann nur für Gespräche, denen Sie es im Menü des Modells geben. Deren Text verlässt diesen Rechner; jedes solche Gespräch sagt das und fragt zuerst.</translation>
    </message>
    <message>
        <source>Address, for example https://api.example.org/v1</source>
        <translation>Adresse, zum Beispiel https://api.example.org/v1</translation>
    </message>
    <message>
        <source>Name of the model there</source>
        <translation>Name des Modells dort</translation>
    </message>
    <message>
        <source>Key, if it wants one</source>
        <translation>Schlüssel, falls einer nötig ist</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Anyone on the way could read along. Only for a network that you trust.</source>
        <translation>Jeder auf dem Weg könnte mitlesen. Nur in einem Netz, dem Sie vertrauen.</translation>
    </message>
    <message>
        <source>Allow an address that is not encrypted</source>
        <translation>Eine unverschlüsselte Adresse erlauben</translation>
    </message>
    <message>
        <source>Add this endpoint</source>
        <translation>Diesen Endpunkt eintragen</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>PDF for reading (*.pdf)</source>
        <translation>PDF zum Lesen (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Everything, to be imported again (*.json)</source>
        <translation>Alles, zum Wiedereinlesen (*.json)</translation>
    </message>
</context>
<context>
    <name>FileChip</name>
    <message>
        <source>File %1</source>
        <translation>Datei %1</translation>
    </message>
</context>
<context>
    <name>FileDrop</name>
    <message>
        <source>Drop to open the model</source>
        <translation>Loslassen, um das Modell zu öffnen</translation>
    </message>
    <message>
        <source>Drop here to summarize, translate and more</source>
        <translation>Hier loslassen: zusammenfassen, übersetzen und mehr</translation>
    </message>
    <message>
        <source>Drop here to attach to the message</source>
        <translation>Hier loslassen, um an die Nachricht anzuhängen</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome to Hearth</source>
        <translation>Willkommen bei Hearth</translation>
    </message>
    <message>
        <source>Everything you write stays on this computer. To answer, Hearth needs a language model: one file whose name ends in .gguf.</source>
        <translation>Alles, was Sie schreiben, bleibt auf diesem Computer. Zum Antworten braucht Hearth ein Sprachmodell: eine Datei, deren Name auf .gguf endet.</translation>
    </message>
    <message>
        <source>Drop a model file anywhere in this window, or</source>
        <translation>Legen Sie eine Modelldatei irgendwo in diesem Fenster ab, oder</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Modelldatei öffnen …</translation>
    </message>
    <message>
        <source>Use the small built-in model</source>
        <translation>Das kleine eingebaute Modell verwenden</translation>
    </message>
    <message>
        <source>No model yet? Well-known ones are Qwen 3 (4B), Gemma 3 (4B) and Phi-4-mini, as “Q4_0” or “Q4_K_M” files of about 2.5 GB; 8 GB of memory are enough. Fetch one with a browser and open it here. Hearth goes online only when you tell it to.</source>
        <translation>Noch kein Modell? Bekannt sind Qwen 3 (4B), Gemma 3 (4B) und Phi-4-mini, als „Q4_0“- oder „Q4_K_M“-Dateien von etwa 2,5 GB; 8 GB Arbeitsspeicher genügen. Holen Sie eines mit einem Browser und öffnen Sie es hier. Hearth geht nur ins Netz, wenn Sie es sagen.</translation>
    </message>
</context>
<context>
    <name>FolderChips</name>
    <message>
        <source>Code tasks of every conversation may read it</source>
        <translation>Code-Aufgaben jeder Unterhaltung dürfen ihn lesen</translation>
    </message>
    <message>
        <source>Code tasks of this conversation may read it</source>
        <translation>Code-Aufgaben dieser Unterhaltung dürfen ihn lesen</translation>
    </message>
    <message>
        <source>Folder %1</source>
        <translation>Ordner %1</translation>
    </message>
    <message>
        <source>For this conversation only: %1</source>
        <translation>Nur für diese Unterhaltung: %1</translation>
    </message>
    <message>
        <source>For every conversation: %1</source>
        <translation>Für jede Unterhaltung: %1</translation>
    </message>
    <message>
        <source>Take back %1</source>
        <translation>%1 nicht mehr freigeben</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>Folder: %1</source>
        <translation>Ordner: %1</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>Alle Unterhaltungen</translation>
    </message>
    <message>
        <source>Delete this folder</source>
        <translation>Diesen Ordner löschen</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Page of the help</source>
        <translation>Seite der Hilfe</translation>
    </message>
    <message>
        <source>About Hearth</source>
        <translation>Über Hearth</translation>
    </message>
    <message>
        <source>The help was not installed with this program.</source>
        <translation>Die Hilfe wurde nicht mit diesem Programm installiert.</translation>
    </message>
</context>
<context>
    <name>ImageBlock</name>
    <message>
        <source>Picture “%1” (%2): not fetched, Hearth stays off the network.</source>
        <translation>Bild „%1“ (%2): nicht geholt, Hearth bleibt dem Netz fern.</translation>
    </message>
</context>
<context>
    <name>InstructionsPopup</name>
    <message>
        <source>Instructions for this conversation</source>
        <translation>Anweisungen für dieses Gespräch</translation>
    </message>
    <message>
        <source>In place of the instructions in the settings: “%1”</source>
        <translation>Anstelle der Anweisungen in den Einstellungen: „%1“</translation>
    </message>
    <message>
        <source>Who the model is to be here, how it is to answer.</source>
        <translation>Wer das Modell hier sein soll und wie es antworten soll.</translation>
    </message>
    <message>
        <source>For example: Answer in French, and correct my mistakes.</source>
        <translation>Zum Beispiel: Antworte auf Französisch und verbessere meine Fehler.</translation>
    </message>
    <message>
        <source>Take a saved prompt</source>
        <translation>Gespeicherten Prompt übernehmen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>LocalApiSection</name>
    <message>
        <source>For other programs</source>
        <translation>Für andere Programme</translation>
    </message>
    <message>
        <source>Editors and scripts on this computer can use the open model through the OpenAI API, on 127.0.0.1 and with a token. Off at every start.</source>
        <translation>Editoren und Skripte auf diesem Rechner können das geöffnete Modell über die OpenAI-API benutzen, auf 127.0.0.1 und mit einem Token. Bei jedem Start aus.</translation>
    </message>
    <message>
        <source>Local API</source>
        <translation>Lokale API</translation>
    </message>
    <message>
        <source>It serves the model that was open when it was started.</source>
        <translation>Sie bedient das Modell, das beim Einschalten geöffnet war.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Die Adresse kopieren</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Copy the token</source>
        <translation>Das Token kopieren</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Modelldatei öffnen …</translation>
    </message>
    <message>
        <source>Do something with files…</source>
        <translation>Etwas mit Dateien tun …</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Antwort anhalten</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Neu antworten</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>Seitenleiste ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>Nächste Unterhaltung</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>Vorige Unterhaltung</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>Farben des Systems</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Do something with files</source>
        <translation>Etwas mit Dateien tun</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modelle (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>Dateien anhängen …</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Quick question</source>
        <translation>Kurze Frage</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>About Hearth</source>
        <translation>Über Hearth</translation>
    </message>
    <message>
        <source>Let code tasks read a folder…</source>
        <translation>Code-Aufgaben einen Ordner lesen lassen …</translation>
    </message>
    <message>
        <source>Let code tasks read a folder</source>
        <translation>Code-Aufgaben einen Ordner lesen lassen</translation>
    </message>
</context>
<context>
    <name>MathBlock</name>
    <message>
        <source>Formula: %1</source>
        <translation>Formel: %1</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>The model reads from here on: its context has no room for more</source>
        <translation>Ab hier liest das Modell: Für mehr ist in seinem Kontext kein Platz</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>Code speichern</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>Tasks for the selection…</source>
        <translation>Aufgaben für die Auswahl …</translation>
    </message>
    <message>
        <source>Tasks for the conversation…</source>
        <translation>Aufgaben für das Gespräch …</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>%1 (comes with Hearth)</source>
        <translation>%1 (kommt mit Hearth)</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>Take %1 out of the list</source>
        <translation>%1 aus der Liste nehmen</translation>
    </message>
</context>
<context>
    <name>ModelChip</name>
    <message>
        <source>Loading %1</source>
        <translation>%1 wird geladen</translation>
    </message>
    <message>
        <source>Model did not load</source>
        <translation>Modell nicht geladen</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Open one</source>
        <translation>Eines öffnen</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>context %1 %</source>
        <translation>Kontext %1 %</translation>
    </message>
    <message>
        <source>Model: %1, %2</source>
        <translation>Modell: %1, %2</translation>
    </message>
    <message>
        <source>at %1, not on this computer</source>
        <translation>bei %1, nicht auf diesem Rechner</translation>
    </message>
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of context in use</source>
        <translation>%1 von %2 Token des Kontexts belegt</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Modelldatei öffnen …</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>Alle Modelle …</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>Modell entladen</translation>
    </message>
    <message>
        <source>This conversation is answered by</source>
        <translation>In diesem Gespräch antwortet</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>auf diesem Rechner</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Add a model file…</source>
        <translation>Modelldatei hinzufügen …</translation>
    </message>
    <message>
        <source>There are no models yet. Drop a .gguf file on this window, or add one.</source>
        <translation>Es gibt noch keine Modelle. Legen Sie eine .gguf-Datei in diesem Fenster ab, oder fügen Sie eine hinzu.</translation>
    </message>
    <message>
        <source>Models worth having</source>
        <translation>Empfehlenswerte Modelle</translation>
    </message>
    <message>
        <source>2.5 GB; runs in 6 GB of memory</source>
        <translation>2,5 GB; läuft mit 6 GB Arbeitsspeicher</translation>
    </message>
    <message>
        <source>A good all-rounder in many languages.</source>
        <translation>Ein guter Allrounder in vielen Sprachen.</translation>
    </message>
    <message>
        <source>2.4 GB; runs in 6 GB of memory</source>
        <translation>2,4 GB; läuft mit 6 GB Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Writes and translates well.</source>
        <translation>Schreibt und übersetzt gut.</translation>
    </message>
    <message>
        <source>Good at reasoning and code.</source>
        <translation>Gut im Schlussfolgern und bei Code.</translation>
    </message>
    <message>
        <source>1.8 GB; runs in 4 GB of memory</source>
        <translation>1,8 GB; läuft mit 4 GB Arbeitsspeicher</translation>
    </message>
    <message>
        <source>For older laptops.</source>
        <translation>Für ältere Laptops.</translation>
    </message>
    <message>
        <source>Fetch a file with a browser, from a site that you trust, and add it here; or give its address below.</source>
        <translation>Holen Sie eine Datei mit einem Browser von einer Seite, der Sie trauen, und fügen Sie sie hier hinzu; oder nennen Sie unten ihre Adresse.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>PageTitle</name>
    <message>
        <source>Back to the conversation</source>
        <translation>Zurück zur Unterhaltung</translation>
    </message>
</context>
<context>
    <name>PluginHost</name>
    <message>
        <source>The folder “%1” is not there.</source>
        <translation>Den Ordner „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>“%1” is a whole disk; choose the folder of a project.</source>
        <translation>„%1“ ist ein ganzer Datenträger; wählen Sie den Ordner eines Projekts.</translation>
    </message>
    <message>
        <source>The engine is not running.</source>
        <translation>Die Engine läuft nicht.</translation>
    </message>
    <message>
        <source>This task was not allowed to use the model.</source>
        <translation>Diese Aufgabe darf das Modell nicht benutzen.</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one first.</source>
        <translation>Es ist kein Modell geladen. Wählen Sie zuerst eines.</translation>
    </message>
    <message>
        <source>“%1” was not given to this task.</source>
        <translation>„%1“ wurde dieser Aufgabe nicht gegeben.</translation>
    </message>
    <message>
        <source>plugin.json names the prompt “%1”, which is not there.</source>
        <translation>plugin.json nennt den Prompt „%1“, den es nicht gibt.</translation>
    </message>
    <message>
        <source>The task “%1” has no steps; a pack needs at least one.</source>
        <translation>Die Aufgabe „%1“ hat keine Schritte; ein Paket braucht mindestens einen.</translation>
    </message>
    <message>
        <source>The zip holds more than %1 files.</source>
        <translation>Das Zip enthält mehr als %1 Dateien.</translation>
    </message>
    <message>
        <source>There is no plugin at “%1”.</source>
        <translation>Bei „%1“ gibt es kein Plugin.</translation>
    </message>
    <message>
        <source>There is no plugin.json in it.</source>
        <translation>Darin ist keine plugin.json.</translation>
    </message>
    <message>
        <source>plugin.json is no JSON object: %1 at byte %2.</source>
        <translation>plugin.json ist kein JSON-Objekt: %1 bei Byte %2.</translation>
    </message>
    <message>
        <source>It is written for plugin API %1 to %2; this program has %3.</source>
        <translation>Es ist für die Plugin-API %1 bis %2 geschrieben; dieses Programm hat %3.</translation>
    </message>
    <message>
        <source>plugin.json: a process plugin needs a “command”.</source>
        <translation>plugin.json: Ein Prozess-Plugin braucht ein „command“.</translation>
    </message>
    <message>
        <source>The plugin “%1” was left out: %2</source>
        <translation>Das Plugin „%1“ wurde weggelassen: %2</translation>
    </message>
    <message>
        <source>a process plugin must be a folder, not a zip.</source>
        <translation>Ein Prozess-Plugin muss ein Ordner sein, kein Zip.</translation>
    </message>
    <message>
        <source>The plugin “%1” was left out: another one has the id “%2”.</source>
        <translation>Das Plugin „%1“ wurde weggelassen: Ein anderes hat die Kennung „%2“.</translation>
    </message>
    <message>
        <source>There is no plugin “%1”.</source>
        <translation>Ein Plugin „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>The plugin “%1” is switched off.</source>
        <translation>Das Plugin „%1“ ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>The plugin “%1” asks for: %2. Allow that first.</source>
        <translation>Das Plugin „%1“ verlangt: %2. Erlauben Sie das zuerst.</translation>
    </message>
    <message>
        <source>The plugin “%1” %2%3</source>
        <translation>Das Plugin „%1“ %2%3</translation>
    </message>
    <message>
        <source> (it said: %1).</source>
        <translation> (es sagte: %1).</translation>
    </message>
    <message>
        <source>wrote something that is no JSON-RPC message: “%1”</source>
        <translation>schrieb etwas, das keine JSON-RPC-Nachricht ist: „%1“</translation>
    </message>
    <message>
        <source>wrote a line of more than %1 MB</source>
        <translation>schrieb eine Zeile von mehr als %1 MB</translation>
    </message>
    <message>
        <source>did not answer within %1 seconds</source>
        <translation>hat innerhalb von %1 Sekunden nicht geantwortet</translation>
    </message>
    <message>
        <source>could not be started: %1</source>
        <translation>konnte nicht gestartet werden: %1</translation>
    </message>
    <message>
        <source>was ended by signal %1 (out of memory or time, or a crash)</source>
        <translation>wurde durch Signal %1 beendet (Speicher oder Zeit erschöpft, oder ein Absturz)</translation>
    </message>
    <message>
        <source>ended by itself (exit status %1) before it answered</source>
        <translation>endete von selbst (Status %1), bevor es antwortete</translation>
    </message>
    <message>
        <source>did not finish within %1 seconds</source>
        <translation>wurde innerhalb von %1 Sekunden nicht fertig</translation>
    </message>
    <message>
        <source>answered a question that was not asked</source>
        <translation>antwortete auf eine Frage, die nicht gestellt war</translation>
    </message>
    <message>
        <source>gave a result that can&apos;t be read: %1</source>
        <translation>gab ein Ergebnis, das nicht lesbar ist: %1</translation>
    </message>
    <message>
        <source>The plugin “%1” was not allowed to read files.</source>
        <translation>Das Plugin „%1“ darf keine Dateien lesen.</translation>
    </message>
    <message>
        <source>The plugin names no command.</source>
        <translation>Das Plugin nennt keinen Befehl.</translation>
    </message>
    <message>
        <source>This machine has no sandbox for plugins (bubblewrap is missing or may not be used), so the plugin was not started.</source>
        <translation>Dieser Rechner hat keine Sandbox für Plugins (bubblewrap fehlt oder darf nicht benutzt werden); das Plugin wurde darum nicht gestartet.</translation>
    </message>
    <message>
        <source>The steps of this task can&apos;t be kept in “%1”: %2.</source>
        <translation>Die Schritte dieser Aufgabe können nicht in „%1“ aufbewahrt werden: %2.</translation>
    </message>
    <message>
        <source>“%1” got nothing to work on: give a file or a text.</source>
        <translation>„%1“ hat nichts zu bearbeiten: Geben Sie eine Datei oder einen Text an.</translation>
    </message>
    <message>
        <source>“%1” works on the rows of a table; there is none in the input.</source>
        <translation>„%1“ bearbeitet die Zeilen einer Tabelle; in der Eingabe ist keine.</translation>
    </message>
    <message>
        <source>The input is too long for the model&apos;s context: about %1 of %2 characters. A pack for long input uses an “each” step.</source>
        <translation>Die Eingabe ist zu lang für den Kontext des Modells: etwa %1 von %2 Zeichen. Ein Paket für lange Eingaben benutzt einen „each“-Schritt.</translation>
    </message>
    <message>
        <source>The model&apos;s answer does not have the form that “%1” asks for: %2</source>
        <translation>Die Antwort des Modells hat nicht die Form, die „%1“ verlangt: %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>“%1” needs a model; none is loaded.</source>
        <translation>„%1“ braucht ein Modell; es ist keines geladen.</translation>
    </message>
    <message>
        <source>“%1” has no task “%2”.</source>
        <translation>„%1“ hat keine Aufgabe „%2“.</translation>
    </message>
</context>
<context>
    <name>PluginRow</name>
    <message>
        <source>It asks to: %1.</source>
        <translation>Sie bittet um Erlaubnis: %1.</translation>
    </message>
    <message>
        <source>It may: %1.</source>
        <translation>Sie darf: %1.</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Allow: %1</source>
        <translation>Erlauben: %1</translation>
    </message>
</context>
<context>
    <name>Plugins</name>
    <message>
        <source>Summarize</source>
        <translation>Zusammenfassen</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>Übersetzen</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
</context>
<context>
    <name>PluginsSection</name>
    <message>
        <source>Plugins</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>Plugins add tasks for texts and files. One that is not part of Hearth may do only what you allow.</source>
        <translation>Erweiterungen bringen Aufgaben für Texte und Dateien mit. Eine, die nicht zu Hearth gehört, darf nur, was Sie erlauben.</translation>
    </message>
    <message>
        <source>Add a plugin…</source>
        <translation>Erweiterung hinzufügen …</translation>
    </message>
    <message>
        <source>Open the plugins folder</source>
        <translation>Ordner der Erweiterungen öffnen</translation>
    </message>
    <message>
        <source>Add a plugin</source>
        <translation>Erweiterung hinzufügen</translation>
    </message>
    <message>
        <source>Plugins (*.zip)</source>
        <translation>Erweiterungen (*.zip)</translation>
    </message>
</context>
<context>
    <name>PromptMenu</name>
    <message>
        <source>Tasks and saved prompts</source>
        <translation>Aufgaben und gespeicherte Prompts</translation>
    </message>
</context>
<context>
    <name>PromptsSection</name>
    <message>
        <source>Saved prompts</source>
        <translation>Gespeicherte Vorlagen</translation>
    </message>
    <message>
        <source>Type “/” at the beginning of a message to use one.</source>
        <translation>Tippen Sie „/“ am Anfang einer Nachricht, um eine zu verwenden.</translation>
    </message>
    <message>
        <source>Delete “%1”</source>
        <translation>„%1“ löschen</translation>
    </message>
    <message>
        <source>Name of a new prompt</source>
        <translation>Name einer neuen Vorlage</translation>
    </message>
    <message>
        <source>Text of the new prompt</source>
        <translation>Text der neuen Vorlage</translation>
    </message>
    <message>
        <source>Save prompt</source>
        <translation>Vorlage speichern</translation>
    </message>
</context>
<context>
    <name>QuickAskSection</name>
    <message>
        <source>Quick question</source>
        <translation>Kurze Frage</translation>
    </message>
    <message>
        <source>A small window for one question, also about what is on the clipboard. In this window Ctrl+Shift+K opens it.</source>
        <translation>Ein kleines Fenster für eine Frage, auch zu dem, was in der Zwischenablage ist. In diesem Fenster öffnet es Strg+Umschalt+K.</translation>
    </message>
    <message>
        <source>A key of the whole desktop</source>
        <translation>Eine Taste des ganzen Desktops</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Symbol in der Leiste</translation>
    </message>
    <message>
        <source>Hearth then goes on when its window is closed, where the desktop has a tray.</source>
        <translation>Hearth läuft dann weiter, wenn sein Fenster geschlossen wird, sofern der Desktop eine solche Leiste hat.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
</context>
<context>
    <name>QuickAskWindow</name>
    <message>
        <source>Quick question</source>
        <translation>Kurze Frage</translation>
    </message>
    <message>
        <source>What about the clipboard?</source>
        <translation>Was ist mit der Zwischenablage?</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>Etwas fragen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>About the clipboard</source>
        <translation>Zur Zwischenablage</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Go on in the window</source>
        <translation>Im Fenster weiter</translation>
    </message>
</context>
<context>
    <name>ReviewFrame</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>RunningTask</name>
    <message>
        <source>Hide what is there already</source>
        <translation>Bisheriges ausblenden</translation>
    </message>
    <message>
        <source>Show what is there already</source>
        <translation>Bisheriges zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>Abbrechen: %1</translation>
    </message>
    <message>
        <source>What is there already</source>
        <translation>Was schon da ist</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Search results</source>
        <translation>Suchergebnisse</translation>
    </message>
    <message>
        <source>Nothing found for “%1”.</source>
        <translation>Nichts gefunden für „%1“.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Instructions for the model</source>
        <translation>Anweisungen für das Modell</translation>
    </message>
    <message>
        <source>Put before every conversation: who the model is to be, how it is to answer.</source>
        <translation>Steht vor jeder Unterhaltung: wer das Modell sein und wie es antworten soll.</translation>
    </message>
    <message>
        <source>For example: Answer briefly, and say so when you are not sure.</source>
        <translation>Zum Beispiel: Antworte kurz und sag, wenn du nicht sicher bist.</translation>
    </message>
    <message>
        <source>How answers are written</source>
        <translation>Wie Antworten geschrieben werden</translation>
    </message>
    <message>
        <source>Variety</source>
        <translation>Abwechslung</translation>
    </message>
    <message>
        <source>Temperature %1: low is sober and repeatable, high is inventive.</source>
        <translation>Temperatur %1: niedrig ist nüchtern und wiederholbar, hoch ist einfallsreich.</translation>
    </message>
    <message>
        <source>Share of likely words</source>
        <translation>Anteil wahrscheinlicher Wörter</translation>
    </message>
    <message>
        <source>Top-p %1: only the likeliest words that make up this share are considered.</source>
        <translation>Top-p %1: nur die wahrscheinlichsten Wörter, die diesen Anteil ausmachen, kommen in Frage.</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>In force when a model is loaded next.</source>
        <translation>Gilt, wenn das nächste Mal ein Modell geladen wird.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>The best one</source>
        <translation>Das beste</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>How much of a conversation the model has in view; more takes more memory.</source>
        <translation>Wie viel einer Unterhaltung das Modell im Blick hat; mehr braucht mehr Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>As the model has it</source>
        <translation>Wie im Modell</translation>
    </message>
    <message>
        <source>Memory of the context</source>
        <translation>Speicher des Kontexts</translation>
    </message>
    <message>
        <source>Smaller kinds take less memory and lose a little precision.</source>
        <translation>Kleinere Arten brauchen weniger Arbeitsspeicher und verlieren etwas Genauigkeit.</translation>
    </message>
    <message>
        <source>Full (F16)</source>
        <translation>Voll (F16)</translation>
    </message>
    <message>
        <source>Half (Q8)</source>
        <translation>Halb (Q8)</translation>
    </message>
    <message>
        <source>A quarter (Q4)</source>
        <translation>Ein Viertel (Q4)</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Prozessor-Threads</translation>
    </message>
    <message>
        <source>As many as there are fast cores</source>
        <translation>So viele, wie es schnelle Kerne gibt</translation>
    </message>
    <message>
        <source>Load the model again with these settings</source>
        <translation>Modell mit diesen Einstellungen neu laden</translation>
    </message>
    <message>
        <source>Privacy and data</source>
        <translation>Privatsphäre und Daten</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Hearth has no account and counts nothing. It sends nothing anywhere unless you open a door above. Everything is in one folder on this computer.</source>
        <translation>Hearth hat kein Konto und zählt nichts. Es sendet nichts, es sei denn, Sie öffnen oben eine Tür. Alles liegt in einem Ordner auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Exports of Hearth and of ChatGPT can be imported.</source>
        <translation>Exporte von Hearth und von ChatGPT können importiert werden.</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>Alle exportieren …</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>Unterhaltungen importieren</translation>
    </message>
    <message>
        <source>Exports (*.json)</source>
        <translation>Exporte (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Suggest how my message may go on</source>
        <translation>Vorschlagen, wie meine Nachricht weitergehen kann</translation>
    </message>
    <message>
        <source>In grey, after a short pause; Tab takes it. The model on this computer does it.</source>
        <translation>In Grau, nach einer kurzen Pause; Tab übernimmt. Das macht das Modell auf diesem Computer.</translation>
    </message>
    <message>
        <source>Spare the battery</source>
        <translation>Den Akku schonen</translation>
    </message>
    <message>
        <source>On battery, or when the processor is hot, the engine rests between its steps and half of its threads sleep.</source>
        <translation>Im Akkubetrieb, oder wenn der Prozessor heiß ist, ruht die Engine zwischen ihren Schritten, und die Hälfte ihrer Threads schläft.</translation>
    </message>
</context>
<context>
    <name>SiblingSwitch</name>
    <message>
        <source>Previous version</source>
        <translation>Vorige Fassung</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Fassung %1 von %2</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Nächste Fassung</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Hide sidebar</source>
        <translation>Seitenleiste ausblenden</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Alle Befehle</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>Summarize</name>
    <message>
        <source>No model is loaded.</source>
        <translation>Es ist kein Modell geladen.</translation>
    </message>
    <message>
        <source>Part %1 of %2%3</source>
        <translation>Teil %1 von %2%3</translation>
    </message>
    <message>
        <source>The model “%1” can&apos;t follow the instructions that a summary needs</source>
        <translation>Das Modell „%1“ kann den Anweisungen nicht folgen, die eine Zusammenfassung braucht</translation>
    </message>
    <message>
        <source>Writing the summary</source>
        <translation>Schreibt die Zusammenfassung</translation>
    </message>
    <message>
        <source>The model “%1” gave an empty answer</source>
        <translation>Das Modell „%1“ gab eine leere Antwort</translation>
    </message>
    <message>
        <source>For %1 of %2 parts the model gave no usable answer; their first sentences stand for them.</source>
        <translation>Für %1 von %2 Teilen gab das Modell keine brauchbare Antwort; ihre ersten Sätze stehen für sie.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Liest %1</translation>
    </message>
    <message>
        <source>There is nothing to summarize: give a file, a text or a conversation.</source>
        <translation>Es gibt nichts zusammenzufassen: Geben Sie eine Datei, einen Text oder eine Unterhaltung an.</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Es ist kein Modell geladen</translation>
    </message>
    <message>
        <source>The model “%1” was not trained to follow instructions</source>
        <translation>Das Modell „%1“ ist nicht darauf trainiert, Anweisungen zu folgen</translation>
    </message>
    <message>
        <source>The model “%1” is too small to summarize</source>
        <translation>Das Modell „%1“ ist zu klein zum Zusammenfassen</translation>
    </message>
    <message>
        <source>The model “%1” has too little context to summarize</source>
        <translation>Das Modell „%1“ hat zu wenig Kontext zum Zusammenfassen</translation>
    </message>
    <message>
        <source>Read: %1 % (%2 pages).</source>
        <translation>Gelesen: %1 % (%2 Seiten).</translation>
    </message>
    <message>
        <source>Read: %1 % (%2 characters).</source>
        <translation>Gelesen: %1 % (%2 Zeichen).</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>Zusammenfassen</translation>
    </message>
    <message>
        <source>Says what a document, a text or a conversation holds, each claim with its place and quote.</source>
        <translation>Sagt, was in einem Dokument, einem Text oder einer Unterhaltung steht, jede Aussage mit Stelle und Zitat.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>One line</source>
        <translation>Eine Zeile</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>Absatz</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Key points</source>
        <translation>Hauptpunkte</translation>
    </message>
    <message>
        <source>Action items</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>With the model</source>
        <translation>Mit dem Modell</translation>
    </message>
    <message>
        <source>The document&apos;s own sentences</source>
        <translation>Sätze aus dem Dokument</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>Eine Aufgabe „%1“ gibt es hier nicht.</translation>
    </message>
    <message>
        <source>%1: these are the document&apos;s own most central sentences.</source>
        <translation>%1: Dies sind die wichtigsten Sätze des Dokuments selbst.</translation>
    </message>
    <message>
        <source>%1 of %2 quotes were not found in the source; they are marked.</source>
        <translation>%1 von %2 Zitaten wurden im Original nicht gefunden; sie sind markiert.</translation>
    </message>
    <message>
        <source>Comparing the sentences</source>
        <translation>Vergleicht die Sätze</translation>
    </message>
    <message>
        <source>There are no full sentences to choose from; these are the first lines.</source>
        <translation>Es gibt keine ganzen Sätze zur Auswahl; dies sind die ersten Zeilen.</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table: %1</source>
        <translation>Tabelle: %1</translation>
    </message>
</context>
<context>
    <name>TaskBar</name>
    <message>
        <source>Not this task</source>
        <translation>Diese Aufgabe nicht</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
</context>
<context>
    <name>TaskChoice</name>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Start: %1</source>
        <translation>Starten: %1</translation>
    </message>
    <message>
        <source>Hide the options: %1</source>
        <translation>Optionen ausblenden: %1</translation>
    </message>
    <message>
        <source>Show the options: %1</source>
        <translation>Optionen zeigen: %1</translation>
    </message>
</context>
<context>
    <name>TaskSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Translate</name>
    <message>
        <source>Say which language to translate to.</source>
        <translation>Sagen Sie, in welche Sprache übersetzt werden soll.</translation>
    </message>
    <message>
        <source>“%1” is no language that is known here. Give a code such as de, or a name such as German.</source>
        <translation>„%1“ ist keine Sprache, die hier bekannt ist. Geben Sie ein Kürzel wie de oder einen Namen wie Deutsch an.</translation>
    </message>
    <message>
        <source>“%1” is no language that is known here.</source>
        <translation>„%1“ ist keine Sprache, die hier bekannt ist.</translation>
    </message>
    <message>
        <source>The language of the text could not be found; name it.</source>
        <translation>Die Sprache des Textes war nicht zu erkennen; geben Sie sie an.</translation>
    </message>
    <message>
        <source>The text is in %1 already.</source>
        <translation>Der Text ist schon in dieser Sprache: %1.</translation>
    </message>
    <message>
        <source>%1: part %2 of %3</source>
        <translation>%1: Teil %2 von %3</translation>
    </message>
    <message>
        <source>The markup could not be kept; the source stays.</source>
        <translation>Die Auszeichnung ließ sich nicht erhalten; das Original bleibt stehen.</translation>
    </message>
    <message>
        <source>Putting %1 together</source>
        <translation>Setzt %1 zusammen</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>Übersetzen</translation>
    </message>
    <message>
        <source>Translates text and documents; documents keep their format, code, links and numbers.</source>
        <translation>Übersetzt Texte und Dokumente; Dokumente behalten Format, Code, Links und Zahlen.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>Glossar</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>Eine Aufgabe „%1“ gibt es hier nicht.</translation>
    </message>
    <message>
        <source>There is nothing to translate: give a file or a text.</source>
        <translation>Es gibt nichts zu übersetzen: Geben Sie eine Datei oder einen Text an.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>No model is loaded; a translation needs one.</source>
        <translation>Es ist kein Modell geladen; eine Übersetzung braucht eines.</translation>
    </message>
    <message>
        <source>%1 of %2 parts need a look: see the marks at their sides.</source>
        <translation>%1 von %2 Teilen sollten Sie ansehen: siehe die Hinweise an ihnen.</translation>
    </message>
</context>
<context>
    <name>TranslationPage</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) to look at</source>
        <translation>
            <numerusform>%n Teil ansehen</numerusform>
            <numerusform>%n Teile ansehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Goes to the next one</source>
        <translation>Geht zum nächsten</translation>
    </message>
    <message>
        <source>Copy the translation</source>
        <translation>Übersetzung kopieren</translation>
    </message>
    <message>
        <source>Save %1 as…</source>
        <translation>%1 speichern unter …</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>Save the translation</source>
        <translation>Übersetzung speichern</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
</context>
<context>
    <name>TranslationRow</name>
    <message>
        <source>Translation of: %1</source>
        <translation>Übersetzung von: %1</translation>
    </message>
    <message>
        <source>The source stays</source>
        <translation>Das Original bleibt stehen</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Quick question</source>
        <translation>Kurze Frage</translation>
    </message>
    <message>
        <source>Open Hearth</source>
        <translation>Hearth öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>UserMessage</name>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>Nachricht löschen</translation>
    </message>
</context>
<context>
    <name>WritingDots</name>
    <message>
        <source>Writing</source>
        <translation>Schreibt</translation>
    </message>
</context>
<context>
    <name>hearth::code::Texts</name>
    <message>
        <source>The diff holds no change (no line begins with “@@”).</source>
        <translation>Der Diff enthält keine Änderung (keine Zeile beginnt mit „@@“).</translation>
    </message>
    <message>
        <source>Change %1 of %2 fits nowhere in the file: its context “%3” is not there.</source>
        <translation>Änderung %1 von %2 passt nirgends in die Datei: Die Zeile „%3“ steht nicht darin.</translation>
    </message>
    <message>
        <source>“%1” is a link to another file; give that file to the task.</source>
        <translation>„%1“ ist ein Verweis auf eine andere Datei; geben Sie der Aufgabe jene Datei.</translation>
    </message>
    <message>
        <source>“%1” is not there any more.</source>
        <translation>„%1“ ist nicht mehr da.</translation>
    </message>
    <message>
        <source>“%1” is no source file.</source>
        <translation>„%1“ ist keine Quelltextdatei.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read: %2.</source>
        <translation>„%1“ kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be written: %2.</source>
        <translation>„%1“ kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>“%1” was not given to this task; it is not touched.</source>
        <translation>„%1“ wurde dieser Aufgabe nicht gegeben; die Datei bleibt unberührt.</translation>
    </message>
    <message>
        <source>“%1” is not written in UTF-8; a change would damage it.</source>
        <translation>„%1“ ist nicht in UTF-8 geschrieben; eine Änderung würde die Datei beschädigen.</translation>
    </message>
    <message>
        <source>“%1” is not changed. %2</source>
        <translation>„%1“ wird nicht geändert. %2</translation>
    </message>
    <message>
        <source>“%1” has just been changed by another program; look at it and try again.</source>
        <translation>„%1“ wurde gerade von einem anderen Programm geändert; sehen Sie nach und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The folder “%1” can&apos;t be made.</source>
        <translation>Der Ordner „%1“ kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>“%1” has changed since; the file as it was is kept at %2.</source>
        <translation>„%1“ hat sich seitdem geändert; die Datei von vorher liegt unter %2.</translation>
    </message>
</context>
<context>
    <name>hearth::translate::Texts</name>
    <message>
        <source>Marks of code, links or placeholders were lost or repeated.</source>
        <translation>Marken für Code, Links oder Platzhalter fehlen oder stehen doppelt.</translation>
    </message>
    <message>
        <source>The translation is empty.</source>
        <translation>Die Übersetzung ist leer.</translation>
    </message>
    <message>
        <source>Numbers are missing: %1.</source>
        <translation>Zahlen fehlen: %1.</translation>
    </message>
    <message>
        <source>Emphasis marks (%1) differ.</source>
        <translation>Hervorhebungen (%1) stimmen nicht überein.</translation>
    </message>
    <message>
        <source>The translation is far shorter than its source.</source>
        <translation>Die Übersetzung ist viel kürzer als das Original.</translation>
    </message>
    <message>
        <source>The translation is far longer than its source.</source>
        <translation>Die Übersetzung ist viel länger als das Original.</translation>
    </message>
    <message>
        <source>The glossary asks for “%1”.</source>
        <translation>Das Glossar verlangt „%1“.</translation>
    </message>
    <message>
        <source>“%1” has changed since it was translated; translate it again to save it.</source>
        <translation>„%1“ hat sich seit der Übersetzung geändert; übersetzen Sie noch einmal, um zu speichern.</translation>
    </message>
    <message>
        <source>At %1 a mark like ⟦1⟧ is missing or there twice: each stands for something that must stay.</source>
        <translation>Bei %1 fehlt eine Marke wie ⟦1⟧ oder steht doppelt: Jede steht für etwas, das bleiben muss.</translation>
    </message>
    <message>
        <source>The model gave no usable translation; the source stays.</source>
        <translation>Das Modell gab keine brauchbare Übersetzung; das Original bleibt stehen.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Answer</name>
    <message>
        <source>The model&apos;s context is full, so the answer ends here.</source>
        <translation>Der Kontext des Modells ist voll, deshalb endet die Antwort hier.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::AttachmentList</name>
    <message>
        <source>Pasted picture.png</source>
        <translation>Eingefügtes Bild.png</translation>
    </message>
    <message>
        <source>The picture could not be kept.</source>
        <translation>Das Bild konnte nicht gespeichert werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n Wort</numerusform>
            <numerusform>%n Wörter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::BinModel</name>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>Ohne Titel</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ChatController</name>
    <message>
        <source>The message is in the bin.</source>
        <translation>Die Nachricht liegt im Papierkorb.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>hearth::ui::CodeHighlighter</name>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ConversationFiles</name>
    <message>
        <source>%1 is not written: choose a name that ends in .pdf, .html, .md or .json.</source>
        <translation>%1 wird nicht geschrieben: Wählen Sie einen Namen, der auf .pdf, .html, .md oder .json endet.</translation>
    </message>
    <message>
        <source>Imported: %1 conversations added, %2 changed, %3 there already.</source>
        <translation>Importiert: %1 Unterhaltungen neu, %2 geändert, %3 schon vorhanden.</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>Geschrieben: %1.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ConversationListModel</name>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Älter</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Door</name>
    <message>
        <source>The key is kept in the keychain of this system.</source>
        <translation>Der Schlüssel liegt im Schlüsselbund dieses Systems.</translation>
    </message>
    <message>
        <source>There is no keychain on this system: the key is kept in memory until Hearth is closed.</source>
        <translation>Dieses System hat keinen Schlüsselbund: Der Schlüssel bleibt im Arbeitsspeicher, bis Hearth geschlossen wird.</translation>
    </message>
    <message>
        <source>The key is kept in the keychain of this system if it has one, else in memory until Hearth is closed.</source>
        <translation>Der Schlüssel liegt im Schlüsselbund dieses Systems, wenn es einen hat; sonst im Arbeitsspeicher, bis Hearth geschlossen wird.</translation>
    </message>
    <message>
        <source>The name of the model is missing.</source>
        <translation>Der Name des Modells fehlt.</translation>
    </message>
    <message>
        <source>%1 is not encrypted: anyone on the way could read along.</source>
        <translation>%1 ist nicht verschlüsselt: Jeder auf dem Weg könnte mitlesen.</translation>
    </message>
    <message>
        <source>That is not an address of an endpoint; one begins with https:// and has no password in it.</source>
        <translation>Das ist keine Adresse eines Endpunkts; eine solche beginnt mit https:// und enthält kein Passwort.</translation>
    </message>
    <message>
        <source>This message would go to %1. Nothing has been sent yet.</source>
        <translation>Diese Nachricht ginge an %1. Noch ist nichts gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>This message and the %n before it would go to %1. Nothing has been sent yet.</source>
        <translation>
            <numerusform>Diese Nachricht und die %n davor gingen an %1. Noch ist nichts gesendet.</numerusform>
            <numerusform>Diese Nachricht und die %n davor gingen an %1. Noch ist nichts gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds text of a document.</source>
        <translation>Sie enthält Text eines Dokuments.</translation>
    </message>
    <message>
        <source>It holds text of documents: %1.</source>
        <translation>Sie enthält Text aus Dokumenten: %1.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::LocalApi</name>
    <message>
        <source>It is still ending; try again in a moment.</source>
        <translation>Sie wird noch beendet; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Open a model first: that is the one that is served.</source>
        <translation>Öffnen Sie zuerst ein Modell: Dieses wird dann bedient.</translation>
    </message>
    <message>
        <source>The local API has ended.</source>
        <translation>Die lokale API ist beendet.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelController</name>
    <message>
        <source>The model “%1” is no longer at %2.</source>
        <translation>Das Modell „%1“ ist nicht mehr unter %2.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Modell öffnen …</translation>
    </message>
    <message>
        <source>Open another model…</source>
        <translation>Anderes Modell öffnen …</translation>
    </message>
    <message>
        <source>%1 It is being started again; nothing is lost.</source>
        <translation>%1 Sie wird neu gestartet; nichts ist verloren.</translation>
    </message>
    <message>
        <source>The engine could not be started.</source>
        <translation>Die Engine konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>slower: the processor is hot</source>
        <translation>langsamer: Prozessor heiß</translation>
    </message>
    <message>
        <source>slower: on battery</source>
        <translation>langsamer: Akkubetrieb</translation>
    </message>
    <message>
        <source>%1, %2 of %3 threads</source>
        <extracomment>on the model&apos;s chip: why it is slower, and how many of its threads work</extracomment>
        <translation>%1, %2 von %3 Threads</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelDownload</name>
    <message>
        <source>Fetch %1 from %2? That site will see this computer&apos;s address. Nothing else is sent.</source>
        <translation>%1 von %2 holen? Diese Seite sieht die Adresse dieses Rechners. Sonst wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Without a checksum nobody can tell whether the file is the right one.</source>
        <translation>Ohne Prüfsumme kann niemand sagen, ob es die richtige Datei ist.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Another file is being fetched.</source>
        <translation>Eine andere Datei wird gerade geholt.</translation>
    </message>
    <message>
        <source>That is not an address of a file; one begins with https://.</source>
        <translation>Das ist keine Adresse einer Datei; eine solche beginnt mit https://.</translation>
    </message>
    <message>
        <source>The address does not end in the name of a .gguf file.</source>
        <translation>Die Adresse endet nicht mit dem Namen einer .gguf-Datei.</translation>
    </message>
    <message>
        <source>A SHA-256 checksum has 64 digits from 0 to 9 and a to f.</source>
        <translation>Eine SHA-256-Prüfsumme hat 64 Ziffern von 0 bis 9 und a bis f.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>The disk has room for %1, and this needs %2.</source>
        <translation>Auf dem Datenträger ist Platz für %1, nötig sind %2.</translation>
    </message>
    <message>
        <source>The connection failed: %1.</source>
        <translation>Die Verbindung schlug fehl: %1.</translation>
    </message>
    <message>
        <source>The site answered with status %1.</source>
        <translation>Die Seite antwortete mit Status %1.</translation>
    </message>
    <message>
        <source>The connection broke; what has come is kept.</source>
        <translation>Die Verbindung brach ab; was da ist, bleibt.</translation>
    </message>
    <message>
        <source>%1 could not be read: %2.</source>
        <translation>%1 konnte nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>What came is not the file with this checksum, so it was deleted.</source>
        <translation>Was kam, ist nicht die Datei mit dieser Prüfsumme; es wurde gelöscht.</translation>
    </message>
    <message>
        <source>%1 is there already and cannot be replaced.</source>
        <translation>%1 ist schon da und kann nicht ersetzt werden.</translation>
    </message>
    <message>
        <source>%1 could not be given its name.</source>
        <translation>%1 konnte nicht umbenannt werden.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelLibrary</name>
    <message>
        <source>%1 of %2 of memory are free.</source>
        <translation>%1 von %2 Arbeitsspeicher sind frei.</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>Die Datei ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Runs well: needs %1 of memory.</source>
        <translation>Läuft gut: braucht %1 Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Will be slow: needs %1 of memory, more than is free now.</source>
        <translation>Wird langsam sein: braucht %1 Arbeitsspeicher, mehr als jetzt frei ist.</translation>
    </message>
    <message>
        <source>Will not fit: needs %1 of memory.</source>
        <translation>Passt nicht: braucht %1 Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Reads up to %1 tokens.</source>
        <translation>Liest bis zu %1 Token.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::PluginList</name>
    <message>
        <source>ask the model</source>
        <translation>das Modell fragen</translation>
    </message>
    <message>
        <source>read the files that you give to a task</source>
        <translation>die Dateien lesen, die Sie einer Aufgabe geben</translation>
    </message>
    <message>
        <source>use the network</source>
        <translation>das Netz benutzen</translation>
    </message>
    <message>
        <source>“%1” was not added: %2</source>
        <translation>„%1“ wurde nicht hinzugefügt: %2</translation>
    </message>
    <message>
        <source>there is a plugin of that name already</source>
        <translation>es gibt schon eine Erweiterung dieses Namens</translation>
    </message>
    <message>
        <source>it could not be copied to %1</source>
        <translation>sie konnte nicht nach %1 kopiert werden</translation>
    </message>
</context>
<context>
    <name>hearth::ui::QuickAsk</name>
    <message>
        <source>The desktop has been asked for a key.</source>
        <translation>Der Desktop ist um eine Taste gebeten.</translation>
    </message>
    <message>
        <source>The key is on; the settings of the desktop say which.</source>
        <translation>Die Taste ist aktiv; welche, sagen die Einstellungen des Desktops.</translation>
    </message>
    <message>
        <source>This desktop gives programs no such keys.</source>
        <translation>Dieser Desktop gibt Programmen keine solchen Tasten.</translation>
    </message>
    <message>
        <source>The key was refused, or another program has it.</source>
        <translation>Die Taste wurde verweigert, oder ein anderes Programm hat sie.</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>Was ist das?</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>Zwischenablage</translation>
    </message>
    <message>
        <source>It is answered when a model is open.</source>
        <translation>Es wird beantwortet, wenn ein Modell geöffnet ist.</translation>
    </message>
    <message>
        <source>Ask Hearth a quick question</source>
        <translation>Hearth eine kurze Frage stellen</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RunningTasks</name>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>noch etwa %n Minute</numerusform>
            <numerusform>noch etwa %n Minuten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::SearchModel</name>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SidebarController</name>
    <message>
        <source>The folder is in the bin.</source>
        <translation>Der Ordner liegt im Papierkorb.</translation>
    </message>
    <message>
        <source>“%1” is in the bin.</source>
        <translation>„%1“ liegt im Papierkorb.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TaskController</name>
    <message>
        <source>Saved as `%1`</source>
        <translation>Gespeichert als `%1`</translation>
    </message>
    <message>
        <source>`%1` could not be written: %2</source>
        <translation>`%1` konnte nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>(not found word for word)</source>
        <translation>(nicht wörtlich gefunden)</translation>
    </message>
    <message>
        <source>(does not apply as it is)</source>
        <translation>(passt nicht unverändert)</translation>
    </message>
    <message>
        <source>There is no task that takes these files.</source>
        <translation>Es gibt keine Aufgabe, die diese Dateien nimmt.</translation>
    </message>
    <message>
        <source>There is no task for this.</source>
        <translation>Dafür gibt es keine Aufgabe.</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 ist gescheitert: %2</translation>
    </message>
    <message>
        <source>%1 is done.</source>
        <translation>%1 ist fertig.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>“%1: %2” was cut off at %3 %.</source>
        <translation>„%1: %2“ wurde bei %3 % unterbrochen.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Write the text that “%1” is to work on, or attach a file.</source>
        <translation>Den Text schreiben, den „%1“ bearbeiten soll, oder eine Datei anhängen.</translation>
    </message>
    <message>
        <source>“%1” does not take %2.</source>
        <translation>„%1“ nimmt %2 nicht an.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TranslationReview</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Workspace</name>
    <message>
        <source>%1 What is said now is not kept.</source>
        <translation>%1 Was jetzt gesagt wird, wird nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>The system&apos;s voice does not answer, so nothing can be read aloud.</source>
        <translation>Die Stimme des Systems antwortet nicht; vorgelesen werden kann deshalb nichts.</translation>
    </message>
    <message>
        <source>This cannot be read aloud: %1</source>
        <translation>Das kann nicht vorgelesen werden: %1</translation>
    </message>
</context>
</TS>
