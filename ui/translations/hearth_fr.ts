<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>About Hearth</source>
        <translation>À propos de Hearth</translation>
    </message>
    <message>
        <source>Hearth %1</source>
        <translation>Hearth %1</translation>
    </message>
    <message>
        <source>A private assistant that runs on this computer. Apache License 2.0.</source>
        <translation>Un assistant privé qui fonctionne sur cet ordinateur. Licence Apache 2.0.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Fait avec</translation>
    </message>
    <message>
        <source>The libraries of this build and their licences.</source>
        <translation>Les bibliothèques de cette version et leurs licences.</translation>
    </message>
    <message>
        <source>The list of libraries was not installed with this program.</source>
        <translation>La liste des bibliothèques n’a pas été installée avec ce programme.</translation>
    </message>
    <message>
        <source>For machines (SPDX): %1</source>
        <translation>Pour les machines (SPDX) : %1</translation>
    </message>
</context>
<context>
    <name>AnswerFooter</name>
    <message>
        <source>Reading %1 %</source>
        <translation>Lecture %1 %</translation>
    </message>
    <message>
        <source>Hearth ended while this was being written.</source>
        <translation>Hearth s’est fermé pendant l’écriture de cette réponse.</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>Vous avez arrêté cette réponse.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Copier la réponse</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Répondre à nouveau</translation>
    </message>
    <message>
        <source>Delete answer</source>
        <translation>Supprimer la réponse</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 jetons/s</translation>
    </message>
    <message>
        <source>Tasks for this answer</source>
        <translation>Tâches pour cette réponse</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Arrêter la lecture</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Lire à voix haute</translation>
    </message>
    <message>
        <source>Look at the changes</source>
        <translation>Voir les modifications</translation>
    </message>
    <message>
        <source>Side by side with the source</source>
        <translation>Côte à côte avec l’original</translation>
    </message>
</context>
<context>
    <name>AttachmentChips</name>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>The model cannot see pictures: it is told the name.</source>
        <translation>Le modèle ne voit pas les images : il n’en reçoit que le nom.</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>Non envoyé : %1</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>Fichier %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Retirer %1</translation>
    </message>
</context>
<context>
    <name>BinPage</name>
    <message>
        <source>Bin</source>
        <translation>Corbeille</translation>
    </message>
    <message>
        <source>What is here is kept for 30 days.</source>
        <translation>Ce qui est ici est conservé 30 jours.</translation>
    </message>
    <message>
        <source>The bin is empty. What you delete is kept here for 30 days.</source>
        <translation>La corbeille est vide. Ce que vous supprimez y est conservé 30 jours.</translation>
    </message>
    <message>
        <source>Really delete everything for good</source>
        <translation>Vraiment tout supprimer définitivement</translation>
    </message>
    <message>
        <source>Empty the bin</source>
        <translation>Vider la corbeille</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n jour restant</numerusform>
            <numerusform>%n jours restants</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Restore “%1”</source>
        <translation>Restaurer « %1 »</translation>
    </message>
    <message>
        <source>Delete “%1” for good</source>
        <translation>Supprimer « %1 » définitivement</translation>
    </message>
</context>
<context>
    <name>ChangeRow</name>
    <message>
        <source>Added, line %1: %2</source>
        <translation>Ajouté, ligne %1 : %2</translation>
    </message>
    <message>
        <source>Removed, line %1: %2</source>
        <translation>Supprimé, ligne %1 : %2</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Ligne %1 : %2</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>appliqué</translation>
    </message>
    <message>
        <source>a new file</source>
        <translation>un nouveau fichier</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Apply: %1</source>
        <translation>Appliquer : %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Annuler : %1</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>Enregistrer le fichier…</translation>
    </message>
    <message>
        <source>Save the file: %1</source>
        <translation>Enregistrer le fichier : %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the change: %1</source>
        <translation>Copier la modification : %1</translation>
    </message>
    <message>
        <source>Save as a patch…</source>
        <translation>Enregistrer comme correctif…</translation>
    </message>
    <message>
        <source>Save as a patch: %1</source>
        <translation>Enregistrer comme correctif : %1</translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message>
        <source>Changes</source>
        <translation>Modifications</translation>
    </message>
    <message numerus="yes">
        <source>Apply to %n file(s)</source>
        <translation>
            <numerusform>Appliquer à %n fichier</numerusform>
            <numerusform>Appliquer à %n fichiers</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Enregistré sous %1</translation>
    </message>
    <message>
        <source>Lines that change</source>
        <translation>Lignes modifiées</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Show sidebar</source>
        <translation>Afficher le panneau latéral</translation>
    </message>
    <message>
        <source>Answer this</source>
        <translation>Répondre à ceci</translation>
    </message>
    <message>
        <source>Your message is kept. It is answered as soon as a model is open.</source>
        <translation>Votre message est conservé. Il recevra une réponse dès qu’un modèle sera ouvert.</translation>
    </message>
    <message>
        <source>Your message is kept. It is answered when the model has loaded.</source>
        <translation>Votre message est conservé. Il recevra une réponse quand le modèle sera chargé.</translation>
    </message>
    <message>
        <source>Instructions for this conversation: %1</source>
        <translation>Consignes pour cette conversation : %1</translation>
    </message>
    <message>
        <source>Instructions for this conversation</source>
        <translation>Consignes pour cette conversation</translation>
    </message>
</context>
<context>
    <name>Code</name>
    <message>
        <source>Explain code</source>
        <translation>Expliquer du code</translation>
    </message>
    <message>
        <source>Says what code does and how.</source>
        <translation>Dit ce que fait un code et comment.</translation>
    </message>
    <message>
        <source>Review code</source>
        <translation>Relire du code</translation>
    </message>
    <message>
        <source>Looks for mistakes, risks and what could be simpler.</source>
        <translation>Cherche les erreurs, les risques et ce qui pourrait être plus simple.</translation>
    </message>
    <message>
        <source>Explain an error</source>
        <translation>Expliquer une erreur</translation>
    </message>
    <message>
        <source>Says what an error message means and how to mend its cause.</source>
        <translation>Dit ce que signifie un message d’erreur et comment en corriger la cause.</translation>
    </message>
    <message>
        <source>Fix code</source>
        <translation>Corriger du code</translation>
    </message>
    <message>
        <source>Mends mistakes; the answer is a diff.</source>
        <translation>Corrige les erreurs ; la réponse est un diff.</translation>
    </message>
    <message>
        <source>Document code</source>
        <translation>Documenter du code</translation>
    </message>
    <message>
        <source>Adds comments; the answer is a diff.</source>
        <translation>Ajoute des commentaires ; la réponse est un diff.</translation>
    </message>
    <message>
        <source>Write tests</source>
        <translation>Écrire des tests</translation>
    </message>
    <message>
        <source>Writes tests for code.</source>
        <translation>Écrit des tests pour un code.</translation>
    </message>
    <message>
        <source>Convert code</source>
        <translation>Convertir du code</translation>
    </message>
    <message>
        <source>Writes the same program in another language.</source>
        <translation>Écrit le même programme dans un autre langage.</translation>
    </message>
    <message>
        <source>Write code</source>
        <translation>Écrire du code</translation>
    </message>
    <message>
        <source>Writes code from a description.</source>
        <translation>Écrit du code d’après une description.</translation>
    </message>
    <message>
        <source>“%1” is no source code: it holds binary data.</source>
        <translation>« %1 » n’est pas du code source : il contient des données binaires.</translation>
    </message>
    <message>
        <source>There is no code to work on: give a file or a text.</source>
        <translation>Il n’y a pas de code à traiter : donnez un fichier ou un texte.</translation>
    </message>
    <message>
        <source>Say what is wanted: give a text or a file.</source>
        <translation>Dites ce qui est voulu : donnez un texte ou un fichier.</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>Partie %1 sur %2</translation>
    </message>
    <message>
        <source>The model gave no complete code for “%1”; a larger model may.</source>
        <translation>Le modèle n’a pas donné de code complet pour « %1 » ; un plus grand le pourrait.</translation>
    </message>
    <message>
        <source>the text</source>
        <translation>le texte</translation>
    </message>
    <message>
        <source>Nothing to change in “%1”.</source>
        <translation>Rien à modifier dans « %1 ».</translation>
    </message>
    <message>
        <source>The change to “%1” touches more than comments: look at it before you apply it.</source>
        <translation>La modification de « %1 » touche plus que des commentaires : regardez-la avant de l’appliquer.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Say which language to convert to.</source>
        <translation>Dites dans quel langage convertir.</translation>
    </message>
    <message>
        <source>No model is loaded; help with code needs one.</source>
        <translation>Aucun modèle n’est chargé ; l’aide au code en demande un.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>There is no code to complete.</source>
        <translation>Il n’y a pas de code à compléter.</translation>
    </message>
    <message>
        <source>No model is loaded; completion needs one.</source>
        <translation>Aucun modèle n’est chargé ; compléter en demande un.</translation>
    </message>
    <message>
        <source>To language</source>
        <translation>Vers le langage</translation>
    </message>
    <message>
        <source>Cursor (line:column)</source>
        <translation>Curseur (ligne:colonne)</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>Complete code</source>
        <translation>Compléter du code</translation>
    </message>
    <message>
        <source>Writes what belongs at the cursor.</source>
        <translation>Écrit ce qui va au curseur.</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>Il n’y a pas de tâche « %1 » ici.</translation>
    </message>
    <message>
        <source>Looking through “%1”</source>
        <translation>Parcourt « %1 »</translation>
    </message>
    <message>
        <source>There is no source code in “%1”.</source>
        <translation>Il n’y a pas de code source dans « %1 ».</translation>
    </message>
    <message>
        <source>Read in “%1”: %2 (%3 of %4 files).</source>
        <translation>Lu dans « %1 » : %2 (%3 fichiers sur %4).</translation>
    </message>
    <message>
        <source>Say what is to be changed in the folder.</source>
        <translation>Dites ce qu’il faut changer dans le dossier.</translation>
    </message>
    <message>
        <source>Choosing the files to change</source>
        <translation>Choisit les fichiers à modifier</translation>
    </message>
    <message>
        <source>The model found nothing to change in the files that it read.</source>
        <translation>Le modèle n’a rien trouvé à changer dans les fichiers qu’il a lus.</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Do not wrap lines</source>
        <translation>Ne pas couper les lignes</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>Couper les lignes</translation>
    </message>
    <message>
        <source>Save code as…</source>
        <translation>Enregistrer le code sous…</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Copier le code</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>Code : %1</translation>
    </message>
    <message>
        <source>Hide line numbers</source>
        <translation>Masquer les numéros de ligne</translation>
    </message>
    <message>
        <source>Show line numbers</source>
        <translation>Afficher les numéros de ligne</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What would you like to do?</source>
        <translation>Que voulez-vous faire ?</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>No command is called so.</source>
        <translation>Aucune commande ne porte ce nom.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Dictate (%1)</source>
        <translation>Dicter (%1)</translation>
    </message>
    <message>
        <source>Write; it is sent when the model is there</source>
        <translation>Écrivez ; l’envoi se fera quand le modèle sera là</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Écrire un message</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Joindre des fichiers</translation>
    </message>
    <message>
        <source>Write or paste the text to work on, or attach files</source>
        <translation>Écrivez ou collez le texte à traiter, ou joignez des fichiers</translation>
    </message>
    <message>
        <source>Suggestion: %1. Tab takes it.</source>
        <translation>Proposition : %1. Tab l’accepte.</translation>
    </message>
    <message>
        <source>Write what to look for or to do in the folder</source>
        <translation>Écrivez ce qu’il faut chercher ou faire dans le dossier</translation>
    </message>
</context>
<context>
    <name>ConsentBar</name>
    <message>
        <source>Documents may leave too:</source>
        <translation>Les documents peuvent partir aussi :</translation>
    </message>
    <message>
        <source>Send the text of the documents too</source>
        <translation>Envoyer aussi le texte des documents</translation>
    </message>
    <message>
        <source>Send this</source>
        <translation>Envoyer ceci</translation>
    </message>
    <message>
        <source>Send, and do not ask again in this conversation</source>
        <translation>Envoyer et ne plus demander dans cette conversation</translation>
    </message>
    <message>
        <source>Answer on this computer</source>
        <translation>Répondre sur cet ordinateur</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>Ne pas envoyer</translation>
    </message>
</context>
<context>
    <name>ContextNotice</name>
    <message>
        <source>This is longer than the model&apos;s context: %1 of %2 tokens. Attach less, or let a task such as Summarize work through it.</source>
        <translation>C’est plus long que le contexte du modèle : %1 jetons sur %2. Joignez-en moins, ou confiez-le à une tâche comme « Résumer ».</translation>
    </message>
    <message numerus="yes">
        <source>The context is full. The oldest %n message(s), up to “%1”, are not sent to the model.</source>
        <translation>
            <numerusform>Le contexte est plein. Le plus ancien message (%n), jusqu’à « %1 », n’est pas envoyé au modèle.</numerusform>
            <numerusform>Le contexte est plein. Les %n plus anciens messages, jusqu’à « %1 », ne sont pas envoyés au modèle.</numerusform>
        </translation>
    </message>
    <message>
        <source>The context is nearly full (%1 of %2 tokens). Soon the oldest messages are not sent to the model any more.</source>
        <translation>Le contexte est presque plein (%1 jetons sur %2). Bientôt, les plus anciens messages ne seront plus envoyés au modèle.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Show where the model begins to read</source>
        <translation>Afficher où le modèle commence à lire</translation>
    </message>
</context>
<context>
    <name>ConversationItem</name>
    <message>
        <source>More for “%1”</source>
        <translation>Plus pour « %1 »</translation>
    </message>
    <message>
        <source>New title</source>
        <translation>Nouveau titre</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Détacher</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Épingler</translation>
    </message>
    <message>
        <source>Move to folder…</source>
        <translation>Déplacer dans un dossier…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Your conversations will be listed here. They stay on this computer.</source>
        <translation>Vos conversations apparaîtront ici. Elles restent sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>DestinationLine</name>
    <message>
        <source>Stays on this computer</source>
        <translation>Reste sur cet ordinateur</translation>
    </message>
    <message>
        <source>Goes to %1 (%2), after you have agreed</source>
        <translation>Part vers %1 (%2), après votre accord</translation>
    </message>
    <message>
        <source>Goes to %1 (%2) without asking again</source>
        <translation>Part vers %1 (%2) sans redemander</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>The text</source>
        <translation>Le texte</translation>
    </message>
    <message>
        <source>%1 holds more text than can be worked on at once (over %2 million characters). Split it into smaller files.</source>
        <translation>%1 contient plus de texte qu’il n’est possible d’en traiter à la fois (plus de %2 millions de caractères). Divisez-le en fichiers plus petits.</translation>
    </message>
    <message>
        <source>%1 holds no text.</source>
        <translation>%1 ne contient pas de texte.</translation>
    </message>
    <message>
        <source>%1 hidden characters were removed.</source>
        <translation>%1 caractères cachés ont été retirés.</translation>
    </message>
    <message>
        <source> They spelled: “%1”.</source>
        <translation> Ils formaient : « %1 ».</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2.</source>
        <translation>%1 ne peut pas être lu : %2.</translation>
    </message>
    <message>
        <source>The part “%1” is damaged.</source>
        <translation>La partie « %1 » est endommagée.</translation>
    </message>
    <message>
        <source>%1 holds bytes that are no text in its encoding (%2); writing it again would damage them. Save a copy in UTF-8 first.</source>
        <translation>%1 contient des octets qui ne sont pas du texte dans son codage (%2) ; les réécrire les abîmerait. Enregistrez d’abord une copie en UTF-8.</translation>
    </message>
    <message>
        <source>%1 can be read but not written again in its own format. Formats that can: %2.</source>
        <translation>%1 peut être lu, mais pas réécrit dans son propre format. Formats possibles : %2.</translation>
    </message>
    <message>
        <source>the bytes are not text</source>
        <translation>les octets ne sont pas du texte</translation>
    </message>
    <message>
        <source>%1 is damaged: its list of chapters is missing.</source>
        <translation>%1 est endommagé : sa liste de chapitres manque.</translation>
    </message>
    <message>
        <source>%1 is protected by its shop (DRM) and can&apos;t be read here.</source>
        <translation>%1 est protégé par son vendeur (DRM) et ne peut pas être lu ici.</translation>
    </message>
    <message>
        <source>%1 of %2 chapters are missing or damaged.</source>
        <translation>%1 chapitres sur %2 manquent ou sont endommagés.</translation>
    </message>
    <message>
        <source>%1 passages that the page hides from its readers were left out.</source>
        <translation>%1 passages que la page cache à ses lecteurs ont été laissés de côté.</translation>
    </message>
    <message>
        <source>%1 holds no text of its own; the page may fetch it from the network, which is not done here.</source>
        <translation>%1 ne contient pas de texte ; la page le prend peut-être sur le réseau, ce qui ne se fait pas ici.</translation>
    </message>
    <message>
        <source>%1 is no e-mail message: it has no sender, subject or date.</source>
        <translation>%1 n’est pas un e-mail : il n’a ni expéditeur, ni objet, ni date.</translation>
    </message>
    <message>
        <source>Attachments that were not read: %1.</source>
        <translation>Pièces jointes non lues : %1.</translation>
    </message>
    <message>
        <source>its elements nest too deep</source>
        <translation>ses éléments sont imbriqués trop profondément</translation>
    </message>
    <message>
        <source>%1 is protected by a password. Save it without one first.</source>
        <translation>%1 est protégé par un mot de passe. Enregistrez-le d’abord sans.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2.</source>
        <translation>%1 est endommagé : %2.</translation>
    </message>
    <message>
        <source>The file is damaged (%1); what follows the damage was not read.</source>
        <translation>Le fichier est endommagé (%1) ; ce qui suit n’a pas été lu.</translation>
    </message>
    <message>
        <source>%1 claims %2 pages, more than can be read.</source>
        <translation>%1 annonce %2 pages, plus qu’il n’est possible d’en lire.</translation>
    </message>
    <message>
        <source>%1 holds more text than can be worked on at once.</source>
        <translation>%1 contient plus de texte qu’il n’est possible d’en traiter à la fois.</translation>
    </message>
    <message>
        <source>%1 of %2 pages hold no text (only pictures, or nothing).</source>
        <translation>%1 pages sur %2 ne contiennent pas de texte (seulement des images, ou rien).</translation>
    </message>
    <message>
        <source>%1 has %2 pages but no text in them: it was probably scanned. Run a text recognition (OCR) program on it first.</source>
        <translation>%1 a %2 pages mais aucun texte : il a sans doute été numérisé. Passez-le d’abord dans un programme de reconnaissance de texte (OCR).</translation>
    </message>
    <message>
        <source>%1 is encrypted. Save a copy without a password first.</source>
        <translation>%1 est chiffré. Enregistrez d’abord une copie sans mot de passe.</translation>
    </message>
    <message>
        <source>%1 is encrypted in a way that can&apos;t be opened here.</source>
        <translation>%1 est chiffré d’une façon qui ne peut pas être ouverte ici.</translation>
    </message>
    <message>
        <source>%1 is damaged: it can&apos;t be read as a PDF.</source>
        <translation>%1 est endommagé : il ne peut pas être lu comme PDF.</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MB, the most that is read at once.</source>
        <translation>%1 dépasse %2 Mo, le maximum lu à la fois.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 est vide.</translation>
    </message>
    <message>
        <source>%1 is not a kind of document that can be read here. Save it as PDF, docx, odt or plain text and try that.</source>
        <translation>%1 n’est pas un type de document lisible ici. Enregistrez-le en PDF, docx, odt ou texte brut et essayez ainsi.</translation>
    </message>
    <message>
        <source>%1 is protected by a password, or is an old Office file (before 2007). Save it as docx without a password.</source>
        <translation>%1 est protégé par un mot de passe, ou est un ancien fichier Office (avant 2007). Enregistrez-le en docx sans mot de passe.</translation>
    </message>
    <message>
        <source>%1 is not there: “%2”.</source>
        <translation>%1 n’existe pas : « %2 ».</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 n’est pas un fichier.</translation>
    </message>
    <message>
        <source>%1 is %2 MB; the most that is read at once is %3 MB.</source>
        <translation>%1 fait %2 Mo ; au plus %3 Mo sont lus à la fois.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be opened: %2.</source>
        <translation>%1 ne peut pas être ouvert : %2.</translation>
    </message>
    <message>
        <source>The text for %1 %2.</source>
        <translation>Le texte pour %1 %2.</translation>
    </message>
    <message>
        <source>part %1</source>
        <translation>la partie %1</translation>
    </message>
    <message>
        <source>lost or repeated a marker of code, a link or a placeholder</source>
        <translation>a perdu ou répété une marque de code, de lien ou d’emplacement réservé</translation>
    </message>
    <message>
        <source>changed the order of markup</source>
        <translation>a changé l’ordre du balisage</translation>
    </message>
    <message>
        <source>moved a placeholder across markup</source>
        <translation>a déplacé un emplacement réservé à travers le balisage</translation>
    </message>
    <message>
        <source>%1 holds no subtitles with times.</source>
        <translation>%1 ne contient pas de sous-titres minutés.</translation>
    </message>
    <message>
        <source>Some bytes fit no character of %1 and are shown as �.</source>
        <translation>Certains octets ne correspondent à aucun caractère de %1 et sont affichés comme �.</translation>
    </message>
    <message>
        <source>%1 is damaged: its zip structure can&apos;t be read. Try to open and save it again in the program that made it.</source>
        <translation>%1 est endommagé : sa structure zip est illisible. Ouvrez-le et enregistrez-le de nouveau dans le programme qui l’a créé.</translation>
    </message>
    <message>
        <source>%1 holds %2 parts, which no document needs.</source>
        <translation>%1 contient %2 parties, ce dont aucun document n’a besoin.</translation>
    </message>
    <message>
        <source>%1 is encrypted. Save it without a password first.</source>
        <translation>%1 est chiffré. Enregistrez-le d’abord sans mot de passe.</translation>
    </message>
    <message>
        <source>%1 is damaged: its part “%2” is missing.</source>
        <translation>%1 est endommagé : sa partie « %2 » manque.</translation>
    </message>
    <message>
        <source>%1 unpacks to far more than a document needs (over %2 MB); it was not read.</source>
        <translation>%1 se décompresse en bien plus qu’il n’en faut à un document (plus de %2 Mo) ; il n’a pas été lu.</translation>
    </message>
    <message>
        <source>%1 is damaged: its part “%2” can&apos;t be unpacked.</source>
        <translation>%1 est endommagé : sa partie « %2 » ne peut pas être décompressée.</translation>
    </message>
    <message>
        <source>%1 could not be written again: %2.</source>
        <translation>%1 n’a pas pu être réécrit : %2.</translation>
    </message>
    <message>
        <source>p. %1</source>
        <comment>page</comment>
        <translation>p. %1</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>ligne %1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>« %1 »</translation>
    </message>
    <message>
        <source>%1 is a PDF, and this Hearth was built without what reads them. Save its text from another program, and drop that.</source>
        <translation>%1 est un PDF, et ce Hearth a été compilé sans ce qui les lit. Enregistrez son texte depuis un autre programme, puis déposez-le.</translation>
    </message>
</context>
<context>
    <name>DownloadSection</name>
    <message>
        <source>Fetch a file from its address</source>
        <translation>Récupérer un fichier à son adresse</translation>
    </message>
    <message>
        <source>Copy the address of a .gguf file, and the SHA-256 checksum that its site names. Nothing is connected before you say yes.</source>
        <translation>Copiez l’adresse d’un fichier .gguf et la somme SHA-256 indiquée par son site. Aucune connexion avant votre oui.</translation>
    </message>
    <message>
        <source>Address of the file, https://….gguf</source>
        <translation>Adresse du fichier, https://….gguf</translation>
    </message>
    <message>
        <source>SHA-256 checksum (64 digits)</source>
        <translation>Somme SHA-256 (64 chiffres)</translation>
    </message>
    <message>
        <source>Fetch…</source>
        <translation>Récupérer…</translation>
    </message>
    <message>
        <source>Fetching %1: %2</source>
        <translation>Récupération de %1 : %2</translation>
    </message>
    <message>
        <source>Checking %1…</source>
        <translation>Vérification de %1…</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>Progression du téléchargement</translation>
    </message>
    <message>
        <source>Yes, fetch it</source>
        <translation>Oui, le récupérer</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>What is on your mind?</source>
        <translation>Qu’avez-vous en tête ?</translation>
    </message>
    <message>
        <source>This is the small model that comes with Hearth: it is quick and shows how everything works, but it knows little and often errs. Open a larger one for real work.</source>
        <translation>Voici le petit modèle livré avec Hearth : il est rapide et montre comment tout fonctionne, mais il sait peu et se trompe souvent. Ouvrez-en un plus grand pour un vrai travail.</translation>
    </message>
    <message>
        <source>The model is loading. You can write already.</source>
        <translation>Le modèle se charge. Vous pouvez déjà écrire.</translation>
    </message>
    <message>
        <source>More tasks</source>
        <translation>Autres tâches</translation>
    </message>
</context>
<context>
    <name>EndpointRow</name>
    <message>
        <source>Forget %1 and its key</source>
        <translation>Oublier %1 et sa clé</translation>
    </message>
    <message>
        <source>Ask before anything leaves</source>
        <translation>Demander avant tout envoi</translation>
    </message>
    <message>
        <source>Documents are asked about in any case.</source>
        <translation>Les documents font toujours l’objet d’une question.</translation>
    </message>
    <message>
        <source>Ask before anything leaves for %1</source>
        <translation>Demander avant tout envoi vers %1</translation>
    </message>
    <message>
        <source>Another key for %1</source>
        <translation>Autre clé pour %1</translation>
    </message>
    <message>
        <source>Keep this key</source>
        <translation>Garder cette clé</translation>
    </message>
</context>
<context>
    <name>EndpointsSection</name>
    <message>
        <source>Larger models elsewhere</source>
        <translation>De plus grands modèles ailleurs</translation>
    </message>
    <message>
        <source>Off unless you add one here, and then used only by conversations that you give it in the menu of the model. Their text leaves this computer; every such conversation says so, and asks first.</source>
        <translation>Désactivé tant que vous n’en ajoutez pas ici, et ensuite utilisé seulement par les conversations auxquelles vous le donnez dans le menu du modèle. Leur texte quitte cet ordinateur ; chaque conversation concernée le dit et demande d’abord.</translation>
    </message>
    <message>
        <source>Address, for example https://api.example.org/v1</source>
        <translation>Adresse, par exemple https://api.example.org/v1</translation>
    </message>
    <message>
        <source>Name of the model there</source>
        <translation>Nom du modèle là-bas</translation>
    </message>
    <message>
        <source>Key, if it wants one</source>
        <translation>Clé, si elle est exigée</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Non chiffré</translation>
    </message>
    <message>
        <source>Anyone on the way could read along. Only for a network that you trust.</source>
        <translation>Quiconque sur le trajet pourrait lire. Seulement sur un réseau de confiance.</translation>
    </message>
    <message>
        <source>Allow an address that is not encrypted</source>
        <translation>Autoriser une adresse non chiffrée</translation>
    </message>
    <message>
        <source>Add this endpoint</source>
        <translation>Ajouter ce point d’accès</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>PDF for reading (*.pdf)</source>
        <translation>PDF pour la lecture (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Page web (*.html)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Everything, to be imported again (*.json)</source>
        <translation>Tout, pour réimporter (*.json)</translation>
    </message>
</context>
<context>
    <name>FileChip</name>
    <message>
        <source>File %1</source>
        <translation>Fichier %1</translation>
    </message>
</context>
<context>
    <name>FileDrop</name>
    <message>
        <source>Drop to open the model</source>
        <translation>Déposer pour ouvrir le modèle</translation>
    </message>
    <message>
        <source>Drop here to summarize, translate and more</source>
        <translation>Déposer ici pour résumer, traduire et plus</translation>
    </message>
    <message>
        <source>Drop here to attach to the message</source>
        <translation>Déposer ici pour joindre au message</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome to Hearth</source>
        <translation>Bienvenue dans Hearth</translation>
    </message>
    <message>
        <source>Everything you write stays on this computer. To answer, Hearth needs a language model: one file whose name ends in .gguf.</source>
        <translation>Tout ce que vous écrivez reste sur cet ordinateur. Pour répondre, Hearth a besoin d’un modèle de langue : un fichier dont le nom finit par .gguf.</translation>
    </message>
    <message>
        <source>Drop a model file anywhere in this window, or</source>
        <translation>Déposez un fichier de modèle n’importe où dans cette fenêtre, ou</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Ouvrir un fichier de modèle…</translation>
    </message>
    <message>
        <source>Use the small built-in model</source>
        <translation>Utiliser le petit modèle intégré</translation>
    </message>
    <message>
        <source>No model yet? Well-known ones are Qwen 3 (4B), Gemma 3 (4B) and Phi-4-mini, as “Q4_0” or “Q4_K_M” files of about 2.5 GB; 8 GB of memory are enough. Fetch one with a browser and open it here. Hearth goes online only when you tell it to.</source>
        <translation>Pas encore de modèle ? Parmi les plus connus : Qwen 3 (4B), Gemma 3 (4B) et Phi-4-mini, en fichiers « Q4_0 » ou « Q4_K_M » d’environ 2,5 Go ; 8 Go de mémoire suffisent. Récupérez-en un avec un navigateur et ouvrez-le ici. Hearth ne va en ligne que si vous le lui dites.</translation>
    </message>
</context>
<context>
    <name>FolderChips</name>
    <message>
        <source>Code tasks of every conversation may read it</source>
        <translation>Les tâches de code de toute conversation peuvent le lire</translation>
    </message>
    <message>
        <source>Code tasks of this conversation may read it</source>
        <translation>Les tâches de code de cette conversation peuvent le lire</translation>
    </message>
    <message>
        <source>Folder %1</source>
        <translation>Dossier %1</translation>
    </message>
    <message>
        <source>For this conversation only: %1</source>
        <translation>Pour cette conversation seulement : %1</translation>
    </message>
    <message>
        <source>For every conversation: %1</source>
        <translation>Pour toute conversation : %1</translation>
    </message>
    <message>
        <source>Take back %1</source>
        <translation>Retirer %1</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>No folder</source>
        <translation>Aucun dossier</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Nouveau dossier</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>Folder: %1</source>
        <translation>Dossier : %1</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>Toutes les conversations</translation>
    </message>
    <message>
        <source>Delete this folder</source>
        <translation>Supprimer ce dossier</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Page of the help</source>
        <translation>Page de l’aide</translation>
    </message>
    <message>
        <source>About Hearth</source>
        <translation>À propos de Hearth</translation>
    </message>
    <message>
        <source>The help was not installed with this program.</source>
        <translation>L’aide n’a pas été installée avec ce programme.</translation>
    </message>
</context>
<context>
    <name>ImageBlock</name>
    <message>
        <source>Picture “%1” (%2): not fetched, Hearth stays off the network.</source>
        <translation>Image « %1 » (%2) : non chargée, Hearth reste hors du réseau.</translation>
    </message>
</context>
<context>
    <name>InstructionsPopup</name>
    <message>
        <source>Instructions for this conversation</source>
        <translation>Consignes pour cette conversation</translation>
    </message>
    <message>
        <source>In place of the instructions in the settings: “%1”</source>
        <translation>À la place des consignes des réglages : « %1 »</translation>
    </message>
    <message>
        <source>Who the model is to be here, how it is to answer.</source>
        <translation>Qui le modèle doit être ici, comment il doit répondre.</translation>
    </message>
    <message>
        <source>For example: Answer in French, and correct my mistakes.</source>
        <translation>Par exemple : réponds en anglais et corrige mes fautes.</translation>
    </message>
    <message>
        <source>Take a saved prompt</source>
        <translation>Prendre une invite enregistrée</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
</context>
<context>
    <name>LocalApiSection</name>
    <message>
        <source>For other programs</source>
        <translation>Pour d’autres programmes</translation>
    </message>
    <message>
        <source>Editors and scripts on this computer can use the open model through the OpenAI API, on 127.0.0.1 and with a token. Off at every start.</source>
        <translation>Les éditeurs et scripts de cet ordinateur peuvent utiliser le modèle ouvert par l’API OpenAI, sur 127.0.0.1 et avec un jeton. Désactivé à chaque démarrage.</translation>
    </message>
    <message>
        <source>Local API</source>
        <translation>API locale</translation>
    </message>
    <message>
        <source>It serves the model that was open when it was started.</source>
        <translation>Elle sert le modèle qui était ouvert à son démarrage.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Démarrage…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Jeton</translation>
    </message>
    <message>
        <source>Copy the token</source>
        <translation>Copier le jeton</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Tout rechercher</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Ouvrir un fichier de modèle…</translation>
    </message>
    <message>
        <source>Do something with files…</source>
        <translation>Faire quelque chose avec des fichiers…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Corbeille</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Arrêter la réponse</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Répondre à nouveau</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>Afficher ou masquer le panneau latéral</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>Conversation suivante</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>Conversation précédente</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Couleurs claires</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Couleurs sombres</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>Couleurs du système</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texte plus grand</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texte plus petit</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Ouvrir le dossier de données</translation>
    </message>
    <message>
        <source>Do something with files</source>
        <translation>Faire quelque chose avec des fichiers</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modèles (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>Joindre des fichiers…</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Joindre des fichiers</translation>
    </message>
    <message>
        <source>Quick question</source>
        <translation>Question rapide</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>About Hearth</source>
        <translation>À propos de Hearth</translation>
    </message>
    <message>
        <source>Let code tasks read a folder…</source>
        <translation>Laisser les tâches de code lire un dossier…</translation>
    </message>
    <message>
        <source>Let code tasks read a folder</source>
        <translation>Laisser les tâches de code lire un dossier</translation>
    </message>
</context>
<context>
    <name>MathBlock</name>
    <message>
        <source>Formula: %1</source>
        <translation>Formule : %1</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Edit message</source>
        <translation>Modifier le message</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>The model reads from here on: its context has no room for more</source>
        <translation>Le modèle lit à partir d’ici : son contexte n’a pas de place pour plus</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Copier en Markdown</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Tout sélectionner</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>Enregistrer le code</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Aller à la fin</translation>
    </message>
    <message>
        <source>Tasks for the selection…</source>
        <translation>Tâches pour la sélection…</translation>
    </message>
    <message>
        <source>Tasks for the conversation…</source>
        <translation>Tâches pour la conversation…</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>%1 (comes with Hearth)</source>
        <translation>%1 (livré avec Hearth)</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Chargement…</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Utilisé</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Utiliser</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Utiliser %1</translation>
    </message>
    <message>
        <source>Take %1 out of the list</source>
        <translation>Retirer %1 de la liste</translation>
    </message>
</context>
<context>
    <name>ModelChip</name>
    <message>
        <source>Loading %1</source>
        <translation>Chargement de %1</translation>
    </message>
    <message>
        <source>Model did not load</source>
        <translation>Modèle non chargé</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Aucun modèle</translation>
    </message>
    <message>
        <source>Open one</source>
        <translation>En ouvrir un</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 jetons/s</translation>
    </message>
    <message>
        <source>context %1 %</source>
        <translation>contexte %1 %</translation>
    </message>
    <message>
        <source>Model: %1, %2</source>
        <translation>Modèle : %1, %2</translation>
    </message>
    <message>
        <source>at %1, not on this computer</source>
        <translation>chez %1, pas sur cet ordinateur</translation>
    </message>
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>No model</source>
        <translation>Aucun modèle</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of context in use</source>
        <translation>%1 jetons de contexte utilisés sur %2</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Ouvrir un fichier de modèle…</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>Tous les modèles…</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>Décharger le modèle</translation>
    </message>
    <message>
        <source>This conversation is answered by</source>
        <translation>Dans cette conversation répond</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>sur cet ordinateur</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Add a model file…</source>
        <translation>Ajouter un fichier de modèle…</translation>
    </message>
    <message>
        <source>There are no models yet. Drop a .gguf file on this window, or add one.</source>
        <translation>Il n’y a pas encore de modèle. Déposez un fichier .gguf dans cette fenêtre, ou ajoutez-en un.</translation>
    </message>
    <message>
        <source>Models worth having</source>
        <translation>Des modèles qui en valent la peine</translation>
    </message>
    <message>
        <source>2.5 GB; runs in 6 GB of memory</source>
        <translation>2,5 Go ; fonctionne avec 6 Go de mémoire</translation>
    </message>
    <message>
        <source>A good all-rounder in many languages.</source>
        <translation>Polyvalent, dans beaucoup de langues.</translation>
    </message>
    <message>
        <source>2.4 GB; runs in 6 GB of memory</source>
        <translation>2,4 Go ; fonctionne avec 6 Go de mémoire</translation>
    </message>
    <message>
        <source>Writes and translates well.</source>
        <translation>Écrit et traduit bien.</translation>
    </message>
    <message>
        <source>Good at reasoning and code.</source>
        <translation>Bon en raisonnement et en code.</translation>
    </message>
    <message>
        <source>1.8 GB; runs in 4 GB of memory</source>
        <translation>1,8 Go ; fonctionne avec 4 Go de mémoire</translation>
    </message>
    <message>
        <source>For older laptops.</source>
        <translation>Pour les ordinateurs plus anciens.</translation>
    </message>
    <message>
        <source>Fetch a file with a browser, from a site that you trust, and add it here; or give its address below.</source>
        <translation>Récupérez un fichier avec un navigateur, sur un site de confiance, et ajoutez-le ici ; ou donnez son adresse ci-dessous.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>PageTitle</name>
    <message>
        <source>Back to the conversation</source>
        <translation>Retour à la conversation</translation>
    </message>
</context>
<context>
    <name>PluginHost</name>
    <message>
        <source>The folder “%1” is not there.</source>
        <translation>Le dossier « %1 » n’existe pas.</translation>
    </message>
    <message>
        <source>“%1” is a whole disk; choose the folder of a project.</source>
        <translation>« %1 » est un disque entier ; choisissez le dossier d’un projet.</translation>
    </message>
    <message>
        <source>The engine is not running.</source>
        <translation>Le moteur ne tourne pas.</translation>
    </message>
    <message>
        <source>This task was not allowed to use the model.</source>
        <translation>Cette tâche n’a pas le droit d’utiliser le modèle.</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one first.</source>
        <translation>Aucun modèle n’est chargé. Choisissez-en un d’abord.</translation>
    </message>
    <message>
        <source>“%1” was not given to this task.</source>
        <translation>« %1 » n’a pas été donné à cette tâche.</translation>
    </message>
    <message>
        <source>plugin.json names the prompt “%1”, which is not there.</source>
        <translation>plugin.json nomme le prompt « %1 », qui n’existe pas.</translation>
    </message>
    <message>
        <source>The task “%1” has no steps; a pack needs at least one.</source>
        <translation>La tâche « %1 » n’a pas d’étapes ; un paquet en demande au moins une.</translation>
    </message>
    <message>
        <source>The zip holds more than %1 files.</source>
        <translation>Le zip contient plus de %1 fichiers.</translation>
    </message>
    <message>
        <source>There is no plugin at “%1”.</source>
        <translation>Il n’y a pas de plugin à « %1 ».</translation>
    </message>
    <message>
        <source>There is no plugin.json in it.</source>
        <translation>Il ne contient pas de plugin.json.</translation>
    </message>
    <message>
        <source>plugin.json is no JSON object: %1 at byte %2.</source>
        <translation>plugin.json n’est pas un objet JSON : %1 à l’octet %2.</translation>
    </message>
    <message>
        <source>It is written for plugin API %1 to %2; this program has %3.</source>
        <translation>Il est écrit pour l’API de plugins %1 à %2 ; ce programme a la %3.</translation>
    </message>
    <message>
        <source>plugin.json: a process plugin needs a “command”.</source>
        <translation>plugin.json : un plugin processus demande un « command ».</translation>
    </message>
    <message>
        <source>The plugin “%1” was left out: %2</source>
        <translation>Le plugin « %1 » a été laissé de côté : %2</translation>
    </message>
    <message>
        <source>a process plugin must be a folder, not a zip.</source>
        <translation>un plugin processus doit être un dossier, pas un zip.</translation>
    </message>
    <message>
        <source>The plugin “%1” was left out: another one has the id “%2”.</source>
        <translation>Le plugin « %1 » a été laissé de côté : un autre a l’identifiant « %2 ».</translation>
    </message>
    <message>
        <source>There is no plugin “%1”.</source>
        <translation>Il n’y a pas de plugin « %1 ».</translation>
    </message>
    <message>
        <source>The plugin “%1” is switched off.</source>
        <translation>Le plugin « %1 » est désactivé.</translation>
    </message>
    <message>
        <source>The plugin “%1” asks for: %2. Allow that first.</source>
        <translation>Le plugin « %1 » demande : %2. Autorisez-le d’abord.</translation>
    </message>
    <message>
        <source>The plugin “%1” %2%3</source>
        <translation>Le plugin « %1 » %2%3</translation>
    </message>
    <message>
        <source> (it said: %1).</source>
        <translation> (il a dit : %1).</translation>
    </message>
    <message>
        <source>wrote something that is no JSON-RPC message: “%1”</source>
        <translation>a écrit ce qui n’est pas un message JSON-RPC : « %1 »</translation>
    </message>
    <message>
        <source>wrote a line of more than %1 MB</source>
        <translation>a écrit une ligne de plus de %1 Mo</translation>
    </message>
    <message>
        <source>did not answer within %1 seconds</source>
        <translation>n’a pas répondu en %1 secondes</translation>
    </message>
    <message>
        <source>could not be started: %1</source>
        <translation>n’a pas pu être démarré : %1</translation>
    </message>
    <message>
        <source>was ended by signal %1 (out of memory or time, or a crash)</source>
        <translation>a été arrêté par le signal %1 (mémoire ou temps épuisé, ou plantage)</translation>
    </message>
    <message>
        <source>ended by itself (exit status %1) before it answered</source>
        <translation>s’est terminé de lui-même (code %1) avant de répondre</translation>
    </message>
    <message>
        <source>did not finish within %1 seconds</source>
        <translation>n’a pas terminé en %1 secondes</translation>
    </message>
    <message>
        <source>answered a question that was not asked</source>
        <translation>a répondu à une question qui n’était pas posée</translation>
    </message>
    <message>
        <source>gave a result that can&apos;t be read: %1</source>
        <translation>a donné un résultat illisible : %1</translation>
    </message>
    <message>
        <source>The plugin “%1” was not allowed to read files.</source>
        <translation>Le plugin « %1 » n’a pas le droit de lire des fichiers.</translation>
    </message>
    <message>
        <source>The plugin names no command.</source>
        <translation>Le plugin ne nomme aucune commande.</translation>
    </message>
    <message>
        <source>This machine has no sandbox for plugins (bubblewrap is missing or may not be used), so the plugin was not started.</source>
        <translation>Cette machine n’a pas de bac à sable pour les plugins (bubblewrap manque ou ne peut pas servir) ; le plugin n’a donc pas été démarré.</translation>
    </message>
    <message>
        <source>The steps of this task can&apos;t be kept in “%1”: %2.</source>
        <translation>Les étapes de cette tâche ne peuvent pas être conservées dans « %1 » : %2.</translation>
    </message>
    <message>
        <source>“%1” got nothing to work on: give a file or a text.</source>
        <translation>« %1 » n’a rien à traiter : donnez un fichier ou un texte.</translation>
    </message>
    <message>
        <source>“%1” works on the rows of a table; there is none in the input.</source>
        <translation>« %1 » traite les lignes d’un tableau ; il n’y en a pas dans l’entrée.</translation>
    </message>
    <message>
        <source>The input is too long for the model&apos;s context: about %1 of %2 characters. A pack for long input uses an “each” step.</source>
        <translation>L’entrée est trop longue pour le contexte du modèle : environ %1 sur %2 caractères. Un paquet pour de longues entrées utilise une étape « each ».</translation>
    </message>
    <message>
        <source>The model&apos;s answer does not have the form that “%1” asks for: %2</source>
        <translation>La réponse du modèle n’a pas la forme que « %1 » demande : %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>“%1” needs a model; none is loaded.</source>
        <translation>« %1 » demande un modèle ; aucun n’est chargé.</translation>
    </message>
    <message>
        <source>“%1” has no task “%2”.</source>
        <translation>« %1 » n’a pas de tâche « %2 ».</translation>
    </message>
</context>
<context>
    <name>PluginRow</name>
    <message>
        <source>It asks to: %1.</source>
        <translation>Elle demande à pouvoir : %1.</translation>
    </message>
    <message>
        <source>It may: %1.</source>
        <translation>Elle peut : %1.</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Autoriser</translation>
    </message>
    <message>
        <source>Allow: %1</source>
        <translation>Autoriser : %1</translation>
    </message>
</context>
<context>
    <name>Plugins</name>
    <message>
        <source>Summarize</source>
        <translation>Résumer</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>Traduire</translation>
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
        <translation>Extensions</translation>
    </message>
    <message>
        <source>Plugins add tasks for texts and files. One that is not part of Hearth may do only what you allow.</source>
        <translation>Les extensions ajoutent des tâches pour les textes et les fichiers. Celle qui ne fait pas partie de Hearth ne peut faire que ce que vous autorisez.</translation>
    </message>
    <message>
        <source>Add a plugin…</source>
        <translation>Ajouter une extension…</translation>
    </message>
    <message>
        <source>Open the plugins folder</source>
        <translation>Ouvrir le dossier des extensions</translation>
    </message>
    <message>
        <source>Add a plugin</source>
        <translation>Ajouter une extension</translation>
    </message>
    <message>
        <source>Plugins (*.zip)</source>
        <translation>Extensions (*.zip)</translation>
    </message>
</context>
<context>
    <name>PromptMenu</name>
    <message>
        <source>Tasks and saved prompts</source>
        <translation>Tâches et invites enregistrées</translation>
    </message>
</context>
<context>
    <name>PromptsSection</name>
    <message>
        <source>Saved prompts</source>
        <translation>Invites enregistrées</translation>
    </message>
    <message>
        <source>Type “/” at the beginning of a message to use one.</source>
        <translation>Tapez « / » au début d’un message pour en utiliser une.</translation>
    </message>
    <message>
        <source>Delete “%1”</source>
        <translation>Supprimer « %1 »</translation>
    </message>
    <message>
        <source>Name of a new prompt</source>
        <translation>Nom d’une nouvelle invite</translation>
    </message>
    <message>
        <source>Text of the new prompt</source>
        <translation>Texte de la nouvelle invite</translation>
    </message>
    <message>
        <source>Save prompt</source>
        <translation>Enregistrer l’invite</translation>
    </message>
</context>
<context>
    <name>QuickAskSection</name>
    <message>
        <source>Quick question</source>
        <translation>Question rapide</translation>
    </message>
    <message>
        <source>A small window for one question, also about what is on the clipboard. In this window Ctrl+Shift+K opens it.</source>
        <translation>Une petite fenêtre pour une question, aussi à propos du presse-papiers. Dans cette fenêtre, Ctrl+Maj+K l’ouvre.</translation>
    </message>
    <message>
        <source>A key of the whole desktop</source>
        <translation>Une touche pour tout le bureau</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Icône dans la zone de notification</translation>
    </message>
    <message>
        <source>Hearth then goes on when its window is closed, where the desktop has a tray.</source>
        <translation>Hearth continue alors quand sa fenêtre est fermée, si le bureau a une telle zone.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Essayer</translation>
    </message>
</context>
<context>
    <name>QuickAskWindow</name>
    <message>
        <source>Quick question</source>
        <translation>Question rapide</translation>
    </message>
    <message>
        <source>What about the clipboard?</source>
        <translation>Que faire du presse-papiers ?</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>Poser une question</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Demander</translation>
    </message>
    <message>
        <source>About the clipboard</source>
        <translation>À propos du presse-papiers</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Go on in the window</source>
        <translation>Continuer dans la fenêtre</translation>
    </message>
</context>
<context>
    <name>ReviewFrame</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>RunningTask</name>
    <message>
        <source>Hide what is there already</source>
        <translation>Masquer ce qui est déjà là</translation>
    </message>
    <message>
        <source>Show what is there already</source>
        <translation>Afficher ce qui est déjà là</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>Annuler : %1</translation>
    </message>
    <message>
        <source>What is there already</source>
        <translation>Ce qui est déjà là</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Search results</source>
        <translation>Résultats de la recherche</translation>
    </message>
    <message>
        <source>Nothing found for “%1”.</source>
        <translation>Rien trouvé pour « %1 ».</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Moins d’animations</translation>
    </message>
    <message>
        <source>Instructions for the model</source>
        <translation>Consignes pour le modèle</translation>
    </message>
    <message>
        <source>Put before every conversation: who the model is to be, how it is to answer.</source>
        <translation>Placées avant chaque conversation : qui doit être le modèle, comment il doit répondre.</translation>
    </message>
    <message>
        <source>For example: Answer briefly, and say so when you are not sure.</source>
        <translation>Par exemple : Réponds brièvement, et dis-le quand tu n’es pas sûr.</translation>
    </message>
    <message>
        <source>How answers are written</source>
        <translation>Comment les réponses sont écrites</translation>
    </message>
    <message>
        <source>Variety</source>
        <translation>Variété</translation>
    </message>
    <message>
        <source>Temperature %1: low is sober and repeatable, high is inventive.</source>
        <translation>Température %1 : basse, elle est sobre et répétable ; haute, elle est inventive.</translation>
    </message>
    <message>
        <source>Share of likely words</source>
        <translation>Part des mots probables</translation>
    </message>
    <message>
        <source>Top-p %1: only the likeliest words that make up this share are considered.</source>
        <translation>Top-p %1 : seuls les mots les plus probables qui forment cette part sont retenus.</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Réponse la plus longue</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 jetons</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>In force when a model is loaded next.</source>
        <translation>Pris en compte au prochain chargement d’un modèle.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Appareil</translation>
    </message>
    <message>
        <source>The best one</source>
        <translation>Le meilleur</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>How much of a conversation the model has in view; more takes more memory.</source>
        <translation>Ce que le modèle voit d’une conversation ; plus demande plus de mémoire.</translation>
    </message>
    <message>
        <source>As the model has it</source>
        <translation>Comme dans le modèle</translation>
    </message>
    <message>
        <source>Memory of the context</source>
        <translation>Mémoire du contexte</translation>
    </message>
    <message>
        <source>Smaller kinds take less memory and lose a little precision.</source>
        <translation>Les types plus petits prennent moins de mémoire et perdent un peu de précision.</translation>
    </message>
    <message>
        <source>Full (F16)</source>
        <translation>Entière (F16)</translation>
    </message>
    <message>
        <source>Half (Q8)</source>
        <translation>Moitié (Q8)</translation>
    </message>
    <message>
        <source>A quarter (Q4)</source>
        <translation>Un quart (Q4)</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Fils du processeur</translation>
    </message>
    <message>
        <source>As many as there are fast cores</source>
        <translation>Autant que de cœurs rapides</translation>
    </message>
    <message>
        <source>Load the model again with these settings</source>
        <translation>Recharger le modèle avec ces réglages</translation>
    </message>
    <message>
        <source>Privacy and data</source>
        <translation>Vie privée et données</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Dossier de données</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Ouvrir le dossier de données</translation>
    </message>
    <message>
        <source>Hearth has no account and counts nothing. It sends nothing anywhere unless you open a door above. Everything is in one folder on this computer.</source>
        <translation>Hearth n’a pas de compte et ne compte rien. Il n’envoie rien, sauf si vous ouvrez une porte ci-dessus. Tout se trouve dans un dossier de cet ordinateur.</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Exports of Hearth and of ChatGPT can be imported.</source>
        <translation>Les exports de Hearth et de ChatGPT peuvent être importés.</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>Tout exporter…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>Importer des conversations</translation>
    </message>
    <message>
        <source>Exports (*.json)</source>
        <translation>Exports (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Suggest how my message may go on</source>
        <translation>Proposer une suite à mon message</translation>
    </message>
    <message>
        <source>In grey, after a short pause; Tab takes it. The model on this computer does it.</source>
        <translation>En gris, après une courte pause ; Tab l’accepte. C’est le modèle de cet ordinateur qui le fait.</translation>
    </message>
    <message>
        <source>Spare the battery</source>
        <translation>Ménager la batterie</translation>
    </message>
    <message>
        <source>On battery, or when the processor is hot, the engine rests between its steps and half of its threads sleep.</source>
        <translation>Sur batterie, ou quand le processeur est chaud, le moteur se repose entre ses étapes et la moitié de ses fils dorment.</translation>
    </message>
</context>
<context>
    <name>SiblingSwitch</name>
    <message>
        <source>Previous version</source>
        <translation>Version précédente</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Version %1 sur %2</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Version suivante</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Hide sidebar</source>
        <translation>Masquer le panneau latéral</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Tout rechercher</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Corbeille</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Toutes les commandes</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
</context>
<context>
    <name>Summarize</name>
    <message>
        <source>No model is loaded.</source>
        <translation>Aucun modèle n’est chargé.</translation>
    </message>
    <message>
        <source>Part %1 of %2%3</source>
        <translation>Partie %1 sur %2%3</translation>
    </message>
    <message>
        <source>The model “%1” can&apos;t follow the instructions that a summary needs</source>
        <translation>Le modèle « %1 » ne sait pas suivre les instructions qu’un résumé demande</translation>
    </message>
    <message>
        <source>Writing the summary</source>
        <translation>Rédaction du résumé</translation>
    </message>
    <message>
        <source>The model “%1” gave an empty answer</source>
        <translation>Le modèle « %1 » a donné une réponse vide</translation>
    </message>
    <message>
        <source>For %1 of %2 parts the model gave no usable answer; their first sentences stand for them.</source>
        <translation>Pour %1 parties sur %2, le modèle n’a pas donné de réponse utilisable ; leurs premières phrases en tiennent lieu.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Lecture de %1</translation>
    </message>
    <message>
        <source>There is nothing to summarize: give a file, a text or a conversation.</source>
        <translation>Il n’y a rien à résumer : donnez un fichier, un texte ou une conversation.</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Aucun modèle n’est chargé</translation>
    </message>
    <message>
        <source>The model “%1” was not trained to follow instructions</source>
        <translation>Le modèle « %1 » n’a pas été entraîné à suivre des instructions</translation>
    </message>
    <message>
        <source>The model “%1” is too small to summarize</source>
        <translation>Le modèle « %1 » est trop petit pour résumer</translation>
    </message>
    <message>
        <source>The model “%1” has too little context to summarize</source>
        <translation>Le modèle « %1 » a trop peu de contexte pour résumer</translation>
    </message>
    <message>
        <source>Read: %1 % (%2 pages).</source>
        <translation>Lu : %1 % (%2 pages).</translation>
    </message>
    <message>
        <source>Read: %1 % (%2 characters).</source>
        <translation>Lu : %1 % (%2 caractères).</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>Résumer</translation>
    </message>
    <message>
        <source>Says what a document, a text or a conversation holds, each claim with its place and quote.</source>
        <translation>Dit ce que contient un document, un texte ou une conversation, chaque affirmation avec son passage et sa citation.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Longueur</translation>
    </message>
    <message>
        <source>One line</source>
        <translation>Une ligne</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>Paragraphe</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Key points</source>
        <translation>Points clés</translation>
    </message>
    <message>
        <source>Action items</source>
        <translation>Actions à mener</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>With the model</source>
        <translation>Avec le modèle</translation>
    </message>
    <message>
        <source>The document&apos;s own sentences</source>
        <translation>Les phrases du document</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>Il n’y a pas de tâche « %1 » ici.</translation>
    </message>
    <message>
        <source>%1: these are the document&apos;s own most central sentences.</source>
        <translation>%1 : voici les phrases les plus centrales du document lui-même.</translation>
    </message>
    <message>
        <source>%1 of %2 quotes were not found in the source; they are marked.</source>
        <translation>%1 citations sur %2 n’ont pas été trouvées dans la source ; elles sont marquées.</translation>
    </message>
    <message>
        <source>Comparing the sentences</source>
        <translation>Comparaison des phrases</translation>
    </message>
    <message>
        <source>There are no full sentences to choose from; these are the first lines.</source>
        <translation>Il n’y a pas de phrases complètes parmi lesquelles choisir ; voici les premières lignes.</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table: %1</source>
        <translation>Tableau : %1</translation>
    </message>
</context>
<context>
    <name>TaskBar</name>
    <message>
        <source>Not this task</source>
        <translation>Pas cette tâche</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ajouter un dossier…</translation>
    </message>
</context>
<context>
    <name>TaskChoice</name>
    <message>
        <source>Start</source>
        <translation>Lancer</translation>
    </message>
    <message>
        <source>Start: %1</source>
        <translation>Lancer : %1</translation>
    </message>
    <message>
        <source>Hide the options: %1</source>
        <translation>Masquer les options : %1</translation>
    </message>
    <message>
        <source>Show the options: %1</source>
        <translation>Afficher les options : %1</translation>
    </message>
</context>
<context>
    <name>TaskSheet</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>Translate</name>
    <message>
        <source>Say which language to translate to.</source>
        <translation>Dites vers quelle langue traduire.</translation>
    </message>
    <message>
        <source>“%1” is no language that is known here. Give a code such as de, or a name such as German.</source>
        <translation>« %1 » n’est pas une langue connue ici. Donnez un code comme de, ou un nom comme Deutsch.</translation>
    </message>
    <message>
        <source>“%1” is no language that is known here.</source>
        <translation>« %1 » n’est pas une langue connue ici.</translation>
    </message>
    <message>
        <source>The language of the text could not be found; name it.</source>
        <translation>La langue du texte n’a pas pu être reconnue ; indiquez-la.</translation>
    </message>
    <message>
        <source>The text is in %1 already.</source>
        <translation>Le texte est déjà dans cette langue : %1.</translation>
    </message>
    <message>
        <source>%1: part %2 of %3</source>
        <translation>%1 : partie %2 sur %3</translation>
    </message>
    <message>
        <source>The markup could not be kept; the source stays.</source>
        <translation>Le balisage n’a pas pu être conservé ; l’original reste.</translation>
    </message>
    <message>
        <source>Putting %1 together</source>
        <translation>Assemblage de %1</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>Traduire</translation>
    </message>
    <message>
        <source>Translates text and documents; documents keep their format, code, links and numbers.</source>
        <translation>Traduit des textes et des documents ; ceux-ci gardent leur format, leur code, leurs liens et leurs nombres.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Vers</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>Glossaire</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Style</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>Il n’y a pas de tâche « %1 » ici.</translation>
    </message>
    <message>
        <source>There is nothing to translate: give a file or a text.</source>
        <translation>Il n’y a rien à traduire : donnez un fichier ou un texte.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>No model is loaded; a translation needs one.</source>
        <translation>Aucun modèle n’est chargé ; une traduction en demande un.</translation>
    </message>
    <message>
        <source>%1 of %2 parts need a look: see the marks at their sides.</source>
        <translation>%1 parties sur %2 sont à vérifier : voyez leurs marques.</translation>
    </message>
</context>
<context>
    <name>TranslationPage</name>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Traduction</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) to look at</source>
        <translation>
            <numerusform>%n partie à vérifier</numerusform>
            <numerusform>%n parties à vérifier</numerusform>
        </translation>
    </message>
    <message>
        <source>Goes to the next one</source>
        <translation>Va à la suivante</translation>
    </message>
    <message>
        <source>Copy the translation</source>
        <translation>Copier la traduction</translation>
    </message>
    <message>
        <source>Save %1 as…</source>
        <translation>Enregistrer %1 sous…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Enregistrer sous…</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Enregistré sous %1</translation>
    </message>
    <message>
        <source>Save the translation</source>
        <translation>Enregistrer la traduction</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Phrases</translation>
    </message>
</context>
<context>
    <name>TranslationRow</name>
    <message>
        <source>Translation of: %1</source>
        <translation>Traduction de : %1</translation>
    </message>
    <message>
        <source>The source stays</source>
        <translation>L’original reste</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Quick question</source>
        <translation>Question rapide</translation>
    </message>
    <message>
        <source>Open Hearth</source>
        <translation>Ouvrir Hearth</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
</context>
<context>
    <name>UserMessage</name>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copier le message</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Modifier le message</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>Supprimer le message</translation>
    </message>
</context>
<context>
    <name>WritingDots</name>
    <message>
        <source>Writing</source>
        <translation>Écrit</translation>
    </message>
</context>
<context>
    <name>hearth::code::Texts</name>
    <message>
        <source>The diff holds no change (no line begins with “@@”).</source>
        <translation>Le diff ne contient aucune modification (aucune ligne ne commence par « @@ »).</translation>
    </message>
    <message>
        <source>Change %1 of %2 fits nowhere in the file: its context “%3” is not there.</source>
        <translation>La modification %1 sur %2 ne trouve pas sa place dans le fichier : « %3 » n’y est pas.</translation>
    </message>
    <message>
        <source>“%1” is a link to another file; give that file to the task.</source>
        <translation>« %1 » est un lien vers un autre fichier ; donnez ce fichier à la tâche.</translation>
    </message>
    <message>
        <source>“%1” is not there any more.</source>
        <translation>« %1 » n’est plus là.</translation>
    </message>
    <message>
        <source>“%1” is no source file.</source>
        <translation>« %1 » n’est pas un fichier source.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read: %2.</source>
        <translation>« %1 » ne peut pas être lu : %2.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be written: %2.</source>
        <translation>« %1 » ne peut pas être écrit : %2.</translation>
    </message>
    <message>
        <source>“%1” was not given to this task; it is not touched.</source>
        <translation>« %1 » n’a pas été donné à cette tâche ; il n’est pas touché.</translation>
    </message>
    <message>
        <source>“%1” is not written in UTF-8; a change would damage it.</source>
        <translation>« %1 » n’est pas écrit en UTF-8 ; une modification l’abîmerait.</translation>
    </message>
    <message>
        <source>“%1” is not changed. %2</source>
        <translation>« %1 » n’est pas modifié. %2</translation>
    </message>
    <message>
        <source>“%1” has just been changed by another program; look at it and try again.</source>
        <translation>« %1 » vient d’être modifié par un autre programme ; regardez-le et réessayez.</translation>
    </message>
    <message>
        <source>The folder “%1” can&apos;t be made.</source>
        <translation>Le dossier « %1 » ne peut pas être créé.</translation>
    </message>
    <message>
        <source>“%1” has changed since; the file as it was is kept at %2.</source>
        <translation>« %1 » a changé depuis ; le fichier d’avant est gardé dans %2.</translation>
    </message>
</context>
<context>
    <name>hearth::translate::Texts</name>
    <message>
        <source>Marks of code, links or placeholders were lost or repeated.</source>
        <translation>Des marques de code, de liens ou de variables sont perdues ou répétées.</translation>
    </message>
    <message>
        <source>The translation is empty.</source>
        <translation>La traduction est vide.</translation>
    </message>
    <message>
        <source>Numbers are missing: %1.</source>
        <translation>Des nombres manquent : %1.</translation>
    </message>
    <message>
        <source>Emphasis marks (%1) differ.</source>
        <translation>Les marques d’emphase (%1) diffèrent.</translation>
    </message>
    <message>
        <source>The translation is far shorter than its source.</source>
        <translation>La traduction est bien plus courte que l’original.</translation>
    </message>
    <message>
        <source>The translation is far longer than its source.</source>
        <translation>La traduction est bien plus longue que l’original.</translation>
    </message>
    <message>
        <source>The glossary asks for “%1”.</source>
        <translation>Le glossaire demande « %1 ».</translation>
    </message>
    <message>
        <source>“%1” has changed since it was translated; translate it again to save it.</source>
        <translation>« %1 » a changé depuis sa traduction ; traduisez-le de nouveau pour l’enregistrer.</translation>
    </message>
    <message>
        <source>At %1 a mark like ⟦1⟧ is missing or there twice: each stands for something that must stay.</source>
        <translation>À %1, une marque comme ⟦1⟧ manque ou est en double : chacune tient lieu de quelque chose qui doit rester.</translation>
    </message>
    <message>
        <source>The model gave no usable translation; the source stays.</source>
        <translation>Le modèle n’a pas donné de traduction utilisable ; l’original reste.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Answer</name>
    <message>
        <source>The model&apos;s context is full, so the answer ends here.</source>
        <translation>Le contexte du modèle est plein, la réponse s’arrête donc ici.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::AttachmentList</name>
    <message>
        <source>Pasted picture.png</source>
        <translation>Image collée.png</translation>
    </message>
    <message>
        <source>The picture could not be kept.</source>
        <translation>L’image n’a pas pu être conservée.</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n mot</numerusform>
            <numerusform>%n mots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::BinModel</name>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Invite</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tâche</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>Sans titre</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ChatController</name>
    <message>
        <source>The message is in the bin.</source>
        <translation>Le message est dans la corbeille.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
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
        <translation>%1 n’est pas écrit : choisissez un nom qui se termine par .pdf, .html, .md ou .json.</translation>
    </message>
    <message>
        <source>Imported: %1 conversations added, %2 changed, %3 there already.</source>
        <translation>Importé : %1 conversations ajoutées, %2 modifiées, %3 déjà présentes.</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>Écrit dans %1.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 n’a pas pu être écrit : %2.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ConversationListModel</name>
    <message>
        <source>Pinned</source>
        <translation>Épinglées</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 derniers jours</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Plus anciennes</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Door</name>
    <message>
        <source>The key is kept in the keychain of this system.</source>
        <translation>La clé est conservée dans le trousseau de ce système.</translation>
    </message>
    <message>
        <source>There is no keychain on this system: the key is kept in memory until Hearth is closed.</source>
        <translation>Ce système n’a pas de trousseau : la clé reste en mémoire jusqu’à la fermeture de Hearth.</translation>
    </message>
    <message>
        <source>The key is kept in the keychain of this system if it has one, else in memory until Hearth is closed.</source>
        <translation>La clé est conservée dans le trousseau de ce système s’il en a un, sinon en mémoire jusqu’à la fermeture de Hearth.</translation>
    </message>
    <message>
        <source>The name of the model is missing.</source>
        <translation>Il manque le nom du modèle.</translation>
    </message>
    <message>
        <source>%1 is not encrypted: anyone on the way could read along.</source>
        <translation>%1 n’est pas chiffré : quiconque sur le trajet pourrait lire.</translation>
    </message>
    <message>
        <source>That is not an address of an endpoint; one begins with https:// and has no password in it.</source>
        <translation>Ce n’est pas l’adresse d’un point d’accès ; elle commence par https:// et ne contient pas de mot de passe.</translation>
    </message>
    <message>
        <source>This message would go to %1. Nothing has been sent yet.</source>
        <translation>Ce message partirait vers %1. Rien n’a encore été envoyé.</translation>
    </message>
    <message numerus="yes">
        <source>This message and the %n before it would go to %1. Nothing has been sent yet.</source>
        <translation>
            <numerusform>Ce message et le %n précédent partiraient vers %1. Rien n’a encore été envoyé.</numerusform>
            <numerusform>Ce message et les %n précédents partiraient vers %1. Rien n’a encore été envoyé.</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds text of a document.</source>
        <translation>Il contient le texte d’un document.</translation>
    </message>
    <message>
        <source>It holds text of documents: %1.</source>
        <translation>Il contient le texte de documents : %1.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::LocalApi</name>
    <message>
        <source>It is still ending; try again in a moment.</source>
        <translation>Elle se termine encore ; réessayez dans un instant.</translation>
    </message>
    <message>
        <source>Open a model first: that is the one that is served.</source>
        <translation>Ouvrez d’abord un modèle : c’est lui qui sera servi.</translation>
    </message>
    <message>
        <source>The local API has ended.</source>
        <translation>L’API locale s’est arrêtée.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelController</name>
    <message>
        <source>The model “%1” is no longer at %2.</source>
        <translation>Le modèle « %1 » n’est plus dans %2.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>Open another model…</source>
        <translation>Ouvrir un autre modèle…</translation>
    </message>
    <message>
        <source>%1 It is being started again; nothing is lost.</source>
        <translation>%1 Il redémarre ; rien n’est perdu.</translation>
    </message>
    <message>
        <source>The engine could not be started.</source>
        <translation>Le moteur n’a pas pu démarrer.</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>Le redémarrer</translation>
    </message>
    <message>
        <source>slower: the processor is hot</source>
        <translation>ralenti : processeur chaud</translation>
    </message>
    <message>
        <source>slower: on battery</source>
        <translation>ralenti : sur batterie</translation>
    </message>
    <message>
        <source>%1, %2 of %3 threads</source>
        <extracomment>on the model&apos;s chip: why it is slower, and how many of its threads work</extracomment>
        <translation>%1, %2 fils sur %3</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelDownload</name>
    <message>
        <source>Fetch %1 from %2? That site will see this computer&apos;s address. Nothing else is sent.</source>
        <translation>Récupérer %1 depuis %2 ? Ce site verra l’adresse de cet ordinateur. Rien d’autre n’est envoyé.</translation>
    </message>
    <message>
        <source>Without a checksum nobody can tell whether the file is the right one.</source>
        <translation>Sans somme de contrôle, personne ne peut dire si c’est le bon fichier.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Another file is being fetched.</source>
        <translation>Un autre fichier est en cours de récupération.</translation>
    </message>
    <message>
        <source>That is not an address of a file; one begins with https://.</source>
        <translation>Ce n’est pas l’adresse d’un fichier ; elle commence par https://.</translation>
    </message>
    <message>
        <source>The address does not end in the name of a .gguf file.</source>
        <translation>L’adresse ne se termine pas par le nom d’un fichier .gguf.</translation>
    </message>
    <message>
        <source>A SHA-256 checksum has 64 digits from 0 to 9 and a to f.</source>
        <translation>Une somme SHA-256 a 64 chiffres de 0 à 9 et de a à f.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 n’a pas pu être écrit : %2.</translation>
    </message>
    <message>
        <source>The disk has room for %1, and this needs %2.</source>
        <translation>Le disque a de la place pour %1, et il faut %2.</translation>
    </message>
    <message>
        <source>The connection failed: %1.</source>
        <translation>La connexion a échoué : %1.</translation>
    </message>
    <message>
        <source>The site answered with status %1.</source>
        <translation>Le site a répondu par l’état %1.</translation>
    </message>
    <message>
        <source>The connection broke; what has come is kept.</source>
        <translation>La connexion s’est interrompue ; ce qui est arrivé est gardé.</translation>
    </message>
    <message>
        <source>%1 could not be read: %2.</source>
        <translation>%1 n’a pas pu être lu : %2.</translation>
    </message>
    <message>
        <source>What came is not the file with this checksum, so it was deleted.</source>
        <translation>Ce qui est arrivé n’est pas le fichier de cette somme ; il a été supprimé.</translation>
    </message>
    <message>
        <source>%1 is there already and cannot be replaced.</source>
        <translation>%1 existe déjà et ne peut pas être remplacé.</translation>
    </message>
    <message>
        <source>%1 could not be given its name.</source>
        <translation>%1 n’a pas pu recevoir son nom.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelLibrary</name>
    <message>
        <source>%1 of %2 of memory are free.</source>
        <translation>%1 de mémoire libre sur %2.</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>Le fichier n’est plus là.</translation>
    </message>
    <message>
        <source>Runs well: needs %1 of memory.</source>
        <translation>Fonctionne bien : demande %1 de mémoire.</translation>
    </message>
    <message>
        <source>Will be slow: needs %1 of memory, more than is free now.</source>
        <translation>Sera lent : demande %1 de mémoire, plus que ce qui est libre.</translation>
    </message>
    <message>
        <source>Will not fit: needs %1 of memory.</source>
        <translation>Ne tient pas : demande %1 de mémoire.</translation>
    </message>
    <message>
        <source>Reads up to %1 tokens.</source>
        <translation>Lit jusqu’à %1 jetons.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::PluginList</name>
    <message>
        <source>ask the model</source>
        <translation>interroger le modèle</translation>
    </message>
    <message>
        <source>read the files that you give to a task</source>
        <translation>lire les fichiers que vous donnez à une tâche</translation>
    </message>
    <message>
        <source>use the network</source>
        <translation>utiliser le réseau</translation>
    </message>
    <message>
        <source>“%1” was not added: %2</source>
        <translation>« %1 » n’a pas été ajouté : %2</translation>
    </message>
    <message>
        <source>there is a plugin of that name already</source>
        <translation>une extension de ce nom existe déjà</translation>
    </message>
    <message>
        <source>it could not be copied to %1</source>
        <translation>elle n’a pas pu être copiée dans %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::QuickAsk</name>
    <message>
        <source>The desktop has been asked for a key.</source>
        <translation>Une touche a été demandée au bureau.</translation>
    </message>
    <message>
        <source>The key is on; the settings of the desktop say which.</source>
        <translation>La touche est active ; les réglages du bureau disent laquelle.</translation>
    </message>
    <message>
        <source>This desktop gives programs no such keys.</source>
        <translation>Ce bureau ne donne pas de telles touches aux programmes.</translation>
    </message>
    <message>
        <source>The key was refused, or another program has it.</source>
        <translation>La touche a été refusée, ou un autre programme l’a prise.</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>Qu’est-ce que c’est ?</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>Presse-papiers</translation>
    </message>
    <message>
        <source>It is answered when a model is open.</source>
        <translation>La réponse viendra quand un modèle sera ouvert.</translation>
    </message>
    <message>
        <source>Ask Hearth a quick question</source>
        <translation>Poser une question rapide à Hearth</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RunningTasks</name>
    <message>
        <source>less than a minute left</source>
        <translation>moins d’une minute restante</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>environ %n minute restante</numerusform>
            <numerusform>environ %n minutes restantes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::SearchModel</name>
    <message>
        <source>New conversation</source>
        <translation>Nouvelle conversation</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SidebarController</name>
    <message>
        <source>The folder is in the bin.</source>
        <translation>Le dossier est dans la corbeille.</translation>
    </message>
    <message>
        <source>“%1” is in the bin.</source>
        <translation>« %1 » est dans la corbeille.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TaskController</name>
    <message>
        <source>Saved as `%1`</source>
        <translation>Enregistré sous `%1`</translation>
    </message>
    <message>
        <source>`%1` could not be written: %2</source>
        <translation>`%1` n’a pas pu être écrit : %2</translation>
    </message>
    <message>
        <source>(not found word for word)</source>
        <translation>(non trouvé mot pour mot)</translation>
    </message>
    <message>
        <source>(does not apply as it is)</source>
        <translation>(ne s’applique pas tel quel)</translation>
    </message>
    <message>
        <source>There is no task that takes these files.</source>
        <translation>Aucune tâche ne prend ces fichiers.</translation>
    </message>
    <message>
        <source>There is no task for this.</source>
        <translation>Il n’y a pas de tâche pour cela.</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 a échoué : %2</translation>
    </message>
    <message>
        <source>%1 is done.</source>
        <translation>%1 est terminé.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>“%1: %2” was cut off at %3 %.</source>
        <translation>« %1 : %2 » a été interrompu à %3 %.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Write the text that “%1” is to work on, or attach a file.</source>
        <translation>Écrivez le texte que « %1 » doit traiter, ou joignez un fichier.</translation>
    </message>
    <message>
        <source>“%1” does not take %2.</source>
        <translation>« %1 » n’accepte pas %2.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TranslationReview</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 n’a pas pu être écrit : %2.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Workspace</name>
    <message>
        <source>%1 What is said now is not kept.</source>
        <translation>%1 Ce qui est dit maintenant n’est pas conservé.</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Ouvrir le dossier de données</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 n’a pas pu être écrit : %2.</translation>
    </message>
    <message>
        <source>The system&apos;s voice does not answer, so nothing can be read aloud.</source>
        <translation>La voix du système ne répond pas : rien ne peut être lu à voix haute.</translation>
    </message>
    <message>
        <source>This cannot be read aloud: %1</source>
        <translation>Ceci ne peut pas être lu à voix haute : %1</translation>
    </message>
</context>
</TS>
