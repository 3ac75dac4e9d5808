<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>About Hearth</source>
        <translation>Acerca de Hearth</translation>
    </message>
    <message>
        <source>Hearth %1</source>
        <translation>Hearth %1</translation>
    </message>
    <message>
        <source>A private assistant that runs on this computer. Apache License 2.0.</source>
        <translation>Un asistente privado que funciona en este ordenador. Licencia Apache 2.0.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Hecho con</translation>
    </message>
    <message>
        <source>The libraries of this build and their licences.</source>
        <translation>Las bibliotecas de esta versión y sus licencias.</translation>
    </message>
    <message>
        <source>The list of libraries was not installed with this program.</source>
        <translation>La lista de bibliotecas no se instaló con este programa.</translation>
    </message>
    <message>
        <source>For machines (SPDX): %1</source>
        <translation>Para máquinas (SPDX): %1</translation>
    </message>
</context>
<context>
    <name>AnswerFooter</name>
    <message>
        <source>Reading %1 %</source>
        <translation>Leyendo %1 %</translation>
    </message>
    <message>
        <source>Hearth ended while this was being written.</source>
        <translation>Hearth se cerró mientras se escribía esto.</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>Ha detenido esta respuesta.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Copiar respuesta</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Responder otra vez</translation>
    </message>
    <message>
        <source>Delete answer</source>
        <translation>Eliminar respuesta</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 tokens/s</translation>
    </message>
    <message>
        <source>Tasks for this answer</source>
        <translation>Tareas para esta respuesta</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Dejar de leer</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Leer en voz alta</translation>
    </message>
    <message>
        <source>Look at the changes</source>
        <translation>Ver los cambios</translation>
    </message>
    <message>
        <source>Side by side with the source</source>
        <translation>Junto al original</translation>
    </message>
</context>
<context>
    <name>AttachmentChips</name>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>The model cannot see pictures: it is told the name.</source>
        <translation>El modelo no ve imágenes: solo se le dice el nombre.</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>No se envía: %1</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>Archivo %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Quitar %1</translation>
    </message>
</context>
<context>
    <name>BinPage</name>
    <message>
        <source>Bin</source>
        <translation>Papelera</translation>
    </message>
    <message>
        <source>What is here is kept for 30 days.</source>
        <translation>Lo que hay aquí se conserva 30 días.</translation>
    </message>
    <message>
        <source>The bin is empty. What you delete is kept here for 30 days.</source>
        <translation>La papelera está vacía. Lo que elimine se conserva aquí 30 días.</translation>
    </message>
    <message>
        <source>Really delete everything for good</source>
        <translation>Eliminar todo de verdad y para siempre</translation>
    </message>
    <message>
        <source>Empty the bin</source>
        <translation>Vaciar la papelera</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>queda %n día</numerusform>
            <numerusform>quedan %n días</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Restore “%1”</source>
        <translation>Restaurar «%1»</translation>
    </message>
    <message>
        <source>Delete “%1” for good</source>
        <translation>Eliminar «%1» para siempre</translation>
    </message>
</context>
<context>
    <name>ChangeRow</name>
    <message>
        <source>Added, line %1: %2</source>
        <translation>Añadida, línea %1: %2</translation>
    </message>
    <message>
        <source>Removed, line %1: %2</source>
        <translation>Eliminada, línea %1: %2</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Línea %1: %2</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>aplicado</translation>
    </message>
    <message>
        <source>a new file</source>
        <translation>un archivo nuevo</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Apply: %1</source>
        <translation>Aplicar: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Deshacer: %1</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>Guardar el archivo…</translation>
    </message>
    <message>
        <source>Save the file: %1</source>
        <translation>Guardar el archivo: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the change: %1</source>
        <translation>Copiar el cambio: %1</translation>
    </message>
    <message>
        <source>Save as a patch…</source>
        <translation>Guardar como parche…</translation>
    </message>
    <message>
        <source>Save as a patch: %1</source>
        <translation>Guardar como parche: %1</translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message>
        <source>Changes</source>
        <translation>Cambios</translation>
    </message>
    <message numerus="yes">
        <source>Apply to %n file(s)</source>
        <translation>
            <numerusform>Aplicar a %n archivo</numerusform>
            <numerusform>Aplicar a %n archivos</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Guardado como %1</translation>
    </message>
    <message>
        <source>Lines that change</source>
        <translation>Líneas que cambian</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Show sidebar</source>
        <translation>Mostrar barra lateral</translation>
    </message>
    <message>
        <source>Answer this</source>
        <translation>Responder a esto</translation>
    </message>
    <message>
        <source>Your message is kept. It is answered as soon as a model is open.</source>
        <translation>Su mensaje está guardado. Se responderá en cuanto haya un modelo abierto.</translation>
    </message>
    <message>
        <source>Your message is kept. It is answered when the model has loaded.</source>
        <translation>Su mensaje está guardado. Se responderá cuando el modelo se haya cargado.</translation>
    </message>
    <message>
        <source>Instructions for this conversation: %1</source>
        <translation>Instrucciones para esta conversación: %1</translation>
    </message>
    <message>
        <source>Instructions for this conversation</source>
        <translation>Instrucciones para esta conversación</translation>
    </message>
</context>
<context>
    <name>Code</name>
    <message>
        <source>Explain code</source>
        <translation>Explicar código</translation>
    </message>
    <message>
        <source>Says what code does and how.</source>
        <translation>Dice qué hace un código y cómo.</translation>
    </message>
    <message>
        <source>Review code</source>
        <translation>Revisar código</translation>
    </message>
    <message>
        <source>Looks for mistakes, risks and what could be simpler.</source>
        <translation>Busca errores, riesgos y lo que podría ser más sencillo.</translation>
    </message>
    <message>
        <source>Explain an error</source>
        <translation>Explicar un error</translation>
    </message>
    <message>
        <source>Says what an error message means and how to mend its cause.</source>
        <translation>Dice qué significa un mensaje de error y cómo corregir su causa.</translation>
    </message>
    <message>
        <source>Fix code</source>
        <translation>Corregir código</translation>
    </message>
    <message>
        <source>Mends mistakes; the answer is a diff.</source>
        <translation>Corrige errores; la respuesta es un diff.</translation>
    </message>
    <message>
        <source>Document code</source>
        <translation>Documentar código</translation>
    </message>
    <message>
        <source>Adds comments; the answer is a diff.</source>
        <translation>Añade comentarios; la respuesta es un diff.</translation>
    </message>
    <message>
        <source>Write tests</source>
        <translation>Escribir pruebas</translation>
    </message>
    <message>
        <source>Writes tests for code.</source>
        <translation>Escribe pruebas para un código.</translation>
    </message>
    <message>
        <source>Convert code</source>
        <translation>Convertir código</translation>
    </message>
    <message>
        <source>Writes the same program in another language.</source>
        <translation>Escribe el mismo programa en otro lenguaje.</translation>
    </message>
    <message>
        <source>Write code</source>
        <translation>Escribir código</translation>
    </message>
    <message>
        <source>Writes code from a description.</source>
        <translation>Escribe código a partir de una descripción.</translation>
    </message>
    <message>
        <source>“%1” is no source code: it holds binary data.</source>
        <translation>«%1» no es código fuente: contiene datos binarios.</translation>
    </message>
    <message>
        <source>There is no code to work on: give a file or a text.</source>
        <translation>No hay código en el que trabajar: dé un archivo o un texto.</translation>
    </message>
    <message>
        <source>Say what is wanted: give a text or a file.</source>
        <translation>Diga qué quiere: dé un texto o un archivo.</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>Parte %1 de %2</translation>
    </message>
    <message>
        <source>The model gave no complete code for “%1”; a larger model may.</source>
        <translation>El modelo no dio código completo para «%1»; uno mayor quizá pueda.</translation>
    </message>
    <message>
        <source>the text</source>
        <translation>el texto</translation>
    </message>
    <message>
        <source>Nothing to change in “%1”.</source>
        <translation>Nada que cambiar en «%1».</translation>
    </message>
    <message>
        <source>The change to “%1” touches more than comments: look at it before you apply it.</source>
        <translation>El cambio en «%1» afecta a más que comentarios: mírelo antes de aplicarlo.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Escribiendo</translation>
    </message>
    <message>
        <source>Say which language to convert to.</source>
        <translation>Diga a qué lenguaje convertir.</translation>
    </message>
    <message>
        <source>No model is loaded; help with code needs one.</source>
        <translation>No hay ningún modelo cargado; la ayuda con código necesita uno.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>There is no code to complete.</source>
        <translation>No hay código que completar.</translation>
    </message>
    <message>
        <source>No model is loaded; completion needs one.</source>
        <translation>No hay ningún modelo cargado; completar necesita uno.</translation>
    </message>
    <message>
        <source>To language</source>
        <translation>Al lenguaje</translation>
    </message>
    <message>
        <source>Cursor (line:column)</source>
        <translation>Cursor (línea:columna)</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Qué hacer</translation>
    </message>
    <message>
        <source>Complete code</source>
        <translation>Completar código</translation>
    </message>
    <message>
        <source>Writes what belongs at the cursor.</source>
        <translation>Escribe lo que va en el cursor.</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>Aquí no hay ninguna tarea «%1».</translation>
    </message>
    <message>
        <source>Looking through “%1”</source>
        <translation>Examina «%1»</translation>
    </message>
    <message>
        <source>There is no source code in “%1”.</source>
        <translation>No hay código fuente en «%1».</translation>
    </message>
    <message>
        <source>Read in “%1”: %2 (%3 of %4 files).</source>
        <translation>Leído en «%1»: %2 (%3 de %4 archivos).</translation>
    </message>
    <message>
        <source>Say what is to be changed in the folder.</source>
        <translation>Diga qué hay que cambiar en la carpeta.</translation>
    </message>
    <message>
        <source>Choosing the files to change</source>
        <translation>Elige los archivos que cambian</translation>
    </message>
    <message>
        <source>The model found nothing to change in the files that it read.</source>
        <translation>El modelo no encontró nada que cambiar en los archivos que leyó.</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Do not wrap lines</source>
        <translation>No ajustar líneas</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>Ajustar líneas</translation>
    </message>
    <message>
        <source>Save code as…</source>
        <translation>Guardar código como…</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Copiar código</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>Código: %1</translation>
    </message>
    <message>
        <source>Hide line numbers</source>
        <translation>Ocultar números de línea</translation>
    </message>
    <message>
        <source>Show line numbers</source>
        <translation>Mostrar números de línea</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What would you like to do?</source>
        <translation>¿Qué desea hacer?</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Órdenes</translation>
    </message>
    <message>
        <source>No command is called so.</source>
        <translation>Ninguna orden se llama así.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Dictate (%1)</source>
        <translation>Dictar (%1)</translation>
    </message>
    <message>
        <source>Write; it is sent when the model is there</source>
        <translation>Escriba; se enviará cuando el modelo esté listo</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Escriba un mensaje</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Adjuntar archivos</translation>
    </message>
    <message>
        <source>Write or paste the text to work on, or attach files</source>
        <translation>Escriba o pegue el texto que se va a tratar, o adjunte archivos</translation>
    </message>
    <message>
        <source>Suggestion: %1. Tab takes it.</source>
        <translation>Propuesta: %1. Tab la acepta.</translation>
    </message>
    <message>
        <source>Write what to look for or to do in the folder</source>
        <translation>Escriba qué buscar o hacer en la carpeta</translation>
    </message>
</context>
<context>
    <name>ConsentBar</name>
    <message>
        <source>Documents may leave too:</source>
        <translation>Los documentos también pueden salir:</translation>
    </message>
    <message>
        <source>Send the text of the documents too</source>
        <translation>Enviar también el texto de los documentos</translation>
    </message>
    <message>
        <source>Send this</source>
        <translation>Enviar esto</translation>
    </message>
    <message>
        <source>Send, and do not ask again in this conversation</source>
        <translation>Enviar y no volver a preguntar en esta conversación</translation>
    </message>
    <message>
        <source>Answer on this computer</source>
        <translation>Responder en este ordenador</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>No enviar</translation>
    </message>
</context>
<context>
    <name>ContextNotice</name>
    <message>
        <source>This is longer than the model&apos;s context: %1 of %2 tokens. Attach less, or let a task such as Summarize work through it.</source>
        <translation>Es más largo que el contexto del modelo: %1 de %2 tokens. Adjunte menos, o deje que lo trabaje una tarea como «Resumir».</translation>
    </message>
    <message numerus="yes">
        <source>The context is full. The oldest %n message(s), up to “%1”, are not sent to the model.</source>
        <translation>
            <numerusform>El contexto está lleno. El mensaje más antiguo (%n), hasta «%1», no se envía al modelo.</numerusform>
            <numerusform>El contexto está lleno. Los %n mensajes más antiguos, hasta «%1», no se envían al modelo.</numerusform>
        </translation>
    </message>
    <message>
        <source>The context is nearly full (%1 of %2 tokens). Soon the oldest messages are not sent to the model any more.</source>
        <translation>El contexto está casi lleno (%1 de %2 tokens). Pronto los mensajes más antiguos dejarán de enviarse al modelo.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Show where the model begins to read</source>
        <translation>Mostrar dónde empieza a leer el modelo</translation>
    </message>
</context>
<context>
    <name>ConversationItem</name>
    <message>
        <source>More for “%1”</source>
        <translation>Más de «%1»</translation>
    </message>
    <message>
        <source>New title</source>
        <translation>Nuevo título</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar nombre</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>No fijar</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fijar</translation>
    </message>
    <message>
        <source>Move to folder…</source>
        <translation>Mover a una carpeta…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>Conversaciones</translation>
    </message>
    <message>
        <source>Your conversations will be listed here. They stay on this computer.</source>
        <translation>Aquí aparecerán sus conversaciones. Se quedan en este ordenador.</translation>
    </message>
</context>
<context>
    <name>DestinationLine</name>
    <message>
        <source>Stays on this computer</source>
        <translation>Se queda en este ordenador</translation>
    </message>
    <message>
        <source>Goes to %1 (%2), after you have agreed</source>
        <translation>Va a %1 (%2) cuando usted lo apruebe</translation>
    </message>
    <message>
        <source>Goes to %1 (%2) without asking again</source>
        <translation>Va a %1 (%2) sin volver a preguntar</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>The text</source>
        <translation>El texto</translation>
    </message>
    <message>
        <source>%1 holds more text than can be worked on at once (over %2 million characters). Split it into smaller files.</source>
        <translation>%1 contiene más texto del que se puede tratar de una vez (más de %2 millones de caracteres). Divídalo en archivos más pequeños.</translation>
    </message>
    <message>
        <source>%1 holds no text.</source>
        <translation>%1 no contiene texto.</translation>
    </message>
    <message>
        <source>%1 hidden characters were removed.</source>
        <translation>Se quitaron %1 caracteres ocultos.</translation>
    </message>
    <message>
        <source> They spelled: “%1”.</source>
        <translation> Formaban: «%1».</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2.</source>
        <translation>%1 no se puede leer: %2.</translation>
    </message>
    <message>
        <source>The part “%1” is damaged.</source>
        <translation>La parte «%1» está dañada.</translation>
    </message>
    <message>
        <source>%1 holds bytes that are no text in its encoding (%2); writing it again would damage them. Save a copy in UTF-8 first.</source>
        <translation>%1 contiene bytes que no son texto en su codificación (%2); escribirlo de nuevo los dañaría. Guarde antes una copia en UTF-8.</translation>
    </message>
    <message>
        <source>%1 can be read but not written again in its own format. Formats that can: %2.</source>
        <translation>%1 se puede leer, pero no volver a escribir en su propio formato. Formatos posibles: %2.</translation>
    </message>
    <message>
        <source>the bytes are not text</source>
        <translation>los bytes no son texto</translation>
    </message>
    <message>
        <source>%1 is damaged: its list of chapters is missing.</source>
        <translation>%1 está dañado: falta su lista de capítulos.</translation>
    </message>
    <message>
        <source>%1 is protected by its shop (DRM) and can&apos;t be read here.</source>
        <translation>%1 está protegido por su tienda (DRM) y no se puede leer aquí.</translation>
    </message>
    <message>
        <source>%1 of %2 chapters are missing or damaged.</source>
        <translation>Faltan o están dañados %1 de %2 capítulos.</translation>
    </message>
    <message>
        <source>%1 passages that the page hides from its readers were left out.</source>
        <translation>Se omitieron %1 pasajes que la página oculta a sus lectores.</translation>
    </message>
    <message>
        <source>%1 holds no text of its own; the page may fetch it from the network, which is not done here.</source>
        <translation>%1 no contiene texto propio; quizá la página lo toma de la red, cosa que aquí no se hace.</translation>
    </message>
    <message>
        <source>%1 is no e-mail message: it has no sender, subject or date.</source>
        <translation>%1 no es un correo: no tiene remitente, asunto ni fecha.</translation>
    </message>
    <message>
        <source>Attachments that were not read: %1.</source>
        <translation>Adjuntos que no se leyeron: %1.</translation>
    </message>
    <message>
        <source>its elements nest too deep</source>
        <translation>sus elementos están anidados a demasiada profundidad</translation>
    </message>
    <message>
        <source>%1 is protected by a password. Save it without one first.</source>
        <translation>%1 está protegido con contraseña. Guárdelo antes sin ella.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2.</source>
        <translation>%1 está dañado: %2.</translation>
    </message>
    <message>
        <source>The file is damaged (%1); what follows the damage was not read.</source>
        <translation>El archivo está dañado (%1); lo que sigue al daño no se leyó.</translation>
    </message>
    <message>
        <source>%1 claims %2 pages, more than can be read.</source>
        <translation>%1 dice tener %2 páginas, más de las que se pueden leer.</translation>
    </message>
    <message>
        <source>%1 holds more text than can be worked on at once.</source>
        <translation>%1 contiene más texto del que se puede tratar de una vez.</translation>
    </message>
    <message>
        <source>%1 of %2 pages hold no text (only pictures, or nothing).</source>
        <translation>%1 de %2 páginas no contienen texto (solo imágenes, o nada).</translation>
    </message>
    <message>
        <source>%1 has %2 pages but no text in them: it was probably scanned. Run a text recognition (OCR) program on it first.</source>
        <translation>%1 tiene %2 páginas, pero sin texto: probablemente se escaneó. Páselo antes por un programa de reconocimiento de texto (OCR).</translation>
    </message>
    <message>
        <source>%1 is encrypted. Save a copy without a password first.</source>
        <translation>%1 está cifrado. Guarde antes una copia sin contraseña.</translation>
    </message>
    <message>
        <source>%1 is encrypted in a way that can&apos;t be opened here.</source>
        <translation>%1 está cifrado de un modo que aquí no se puede abrir.</translation>
    </message>
    <message>
        <source>%1 is damaged: it can&apos;t be read as a PDF.</source>
        <translation>%1 está dañado: no se puede leer como PDF.</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MB, the most that is read at once.</source>
        <translation>%1 supera los %2 MB, lo máximo que se lee de una vez.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 está vacío.</translation>
    </message>
    <message>
        <source>%1 is not a kind of document that can be read here. Save it as PDF, docx, odt or plain text and try that.</source>
        <translation>%1 no es un tipo de documento que se pueda leer aquí. Guárdelo como PDF, docx, odt o texto sin formato e inténtelo así.</translation>
    </message>
    <message>
        <source>%1 is protected by a password, or is an old Office file (before 2007). Save it as docx without a password.</source>
        <translation>%1 está protegido con contraseña o es un archivo antiguo de Office (anterior a 2007). Guárdelo como docx sin contraseña.</translation>
    </message>
    <message>
        <source>%1 is not there: “%2”.</source>
        <translation>%1 no existe: «%2».</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 no es un archivo.</translation>
    </message>
    <message>
        <source>%1 is %2 MB; the most that is read at once is %3 MB.</source>
        <translation>%1 ocupa %2 MB; como máximo se leen %3 MB de una vez.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be opened: %2.</source>
        <translation>%1 no se puede abrir: %2.</translation>
    </message>
    <message>
        <source>The text for %1 %2.</source>
        <translation>El texto para %1 %2.</translation>
    </message>
    <message>
        <source>part %1</source>
        <translation>la parte %1</translation>
    </message>
    <message>
        <source>lost or repeated a marker of code, a link or a placeholder</source>
        <translation>perdió o repitió una marca de código, un enlace o un marcador de posición</translation>
    </message>
    <message>
        <source>changed the order of markup</source>
        <translation>cambió el orden del marcado</translation>
    </message>
    <message>
        <source>moved a placeholder across markup</source>
        <translation>movió un marcador de posición a través del marcado</translation>
    </message>
    <message>
        <source>%1 holds no subtitles with times.</source>
        <translation>%1 no contiene subtítulos con tiempos.</translation>
    </message>
    <message>
        <source>Some bytes fit no character of %1 and are shown as �.</source>
        <translation>Algunos bytes no corresponden a ningún carácter de %1 y se muestran como �.</translation>
    </message>
    <message>
        <source>%1 is damaged: its zip structure can&apos;t be read. Try to open and save it again in the program that made it.</source>
        <translation>%1 está dañado: no se puede leer su estructura zip. Ábralo y guárdelo de nuevo en el programa que lo creó.</translation>
    </message>
    <message>
        <source>%1 holds %2 parts, which no document needs.</source>
        <translation>%1 contiene %2 partes, que ningún documento necesita.</translation>
    </message>
    <message>
        <source>%1 is encrypted. Save it without a password first.</source>
        <translation>%1 está cifrado. Guárdelo antes sin contraseña.</translation>
    </message>
    <message>
        <source>%1 is damaged: its part “%2” is missing.</source>
        <translation>%1 está dañado: falta su parte «%2».</translation>
    </message>
    <message>
        <source>%1 unpacks to far more than a document needs (over %2 MB); it was not read.</source>
        <translation>%1 se descomprime en mucho más de lo que necesita un documento (más de %2 MB); no se leyó.</translation>
    </message>
    <message>
        <source>%1 is damaged: its part “%2” can&apos;t be unpacked.</source>
        <translation>%1 está dañado: su parte «%2» no se puede descomprimir.</translation>
    </message>
    <message>
        <source>%1 could not be written again: %2.</source>
        <translation>%1 no se pudo volver a escribir: %2.</translation>
    </message>
    <message>
        <source>p. %1</source>
        <comment>page</comment>
        <translation>pág. %1</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>línea %1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>%1 is a PDF, and this Hearth was built without what reads them. Save its text from another program, and drop that.</source>
        <translation>%1 es un PDF, y este Hearth se compiló sin lo que los lee. Guarde su texto desde otro programa y suéltelo aquí.</translation>
    </message>
</context>
<context>
    <name>DownloadSection</name>
    <message>
        <source>Fetch a file from its address</source>
        <translation>Traer un archivo desde su dirección</translation>
    </message>
    <message>
        <source>Copy the address of a .gguf file, and the SHA-256 checksum that its site names. Nothing is connected before you say yes.</source>
        <translation>Copie la dirección de un archivo .gguf y la suma SHA-256 que indica su sitio. No se conecta nada antes de su sí.</translation>
    </message>
    <message>
        <source>Address of the file, https://….gguf</source>
        <translation>Dirección del archivo, https://….gguf</translation>
    </message>
    <message>
        <source>SHA-256 checksum (64 digits)</source>
        <translation>Suma SHA-256 (64 dígitos)</translation>
    </message>
    <message>
        <source>Fetch…</source>
        <translation>Traer…</translation>
    </message>
    <message>
        <source>Fetching %1: %2</source>
        <translation>Trayendo %1: %2</translation>
    </message>
    <message>
        <source>Checking %1…</source>
        <translation>Comprobando %1…</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>Progreso de la descarga</translation>
    </message>
    <message>
        <source>Yes, fetch it</source>
        <translation>Sí, traerlo</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>What is on your mind?</source>
        <translation>¿En qué está pensando?</translation>
    </message>
    <message>
        <source>This is the small model that comes with Hearth: it is quick and shows how everything works, but it knows little and often errs. Open a larger one for real work.</source>
        <translation>Este es el modelo pequeño que viene con Hearth: es rápido y muestra cómo funciona todo, pero sabe poco y se equivoca a menudo. Abra uno mayor para trabajar de verdad.</translation>
    </message>
    <message>
        <source>The model is loading. You can write already.</source>
        <translation>El modelo se está cargando. Ya puede escribir.</translation>
    </message>
    <message>
        <source>More tasks</source>
        <translation>Más tareas</translation>
    </message>
</context>
<context>
    <name>EndpointRow</name>
    <message>
        <source>Forget %1 and its key</source>
        <translation>Olvidar %1 y su clave</translation>
    </message>
    <message>
        <source>Ask before anything leaves</source>
        <translation>Preguntar antes de que salga algo</translation>
    </message>
    <message>
        <source>Documents are asked about in any case.</source>
        <translation>Por los documentos se pregunta en todo caso.</translation>
    </message>
    <message>
        <source>Ask before anything leaves for %1</source>
        <translation>Preguntar antes de que salga algo hacia %1</translation>
    </message>
    <message>
        <source>Another key for %1</source>
        <translation>Otra clave para %1</translation>
    </message>
    <message>
        <source>Keep this key</source>
        <translation>Guardar esta clave</translation>
    </message>
</context>
<context>
    <name>EndpointsSection</name>
    <message>
        <source>Larger models elsewhere</source>
        <translation>Modelos mayores en otro lugar</translation>
    </message>
    <message>
        <source>Off unless you add one here, and then used only by conversations that you give it in the menu of the model. Their text leaves this computer; every such conversation says so, and asks first.</source>
        <translation>Desactivado mientras no añada uno aquí, y después solo para las conversaciones a las que se lo asigne en el menú del modelo. Su texto sale de este ordenador; cada una de ellas lo dice y pregunta antes.</translation>
    </message>
    <message>
        <source>Address, for example https://api.example.org/v1</source>
        <translation>Dirección, por ejemplo https://api.example.org/v1</translation>
    </message>
    <message>
        <source>Name of the model there</source>
        <translation>Nombre del modelo allí</translation>
    </message>
    <message>
        <source>Key, if it wants one</source>
        <translation>Clave, si la pide</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Sin cifrar</translation>
    </message>
    <message>
        <source>Anyone on the way could read along. Only for a network that you trust.</source>
        <translation>Cualquiera en el camino podría leerlo. Solo en una red de confianza.</translation>
    </message>
    <message>
        <source>Allow an address that is not encrypted</source>
        <translation>Permitir una dirección sin cifrar</translation>
    </message>
    <message>
        <source>Add this endpoint</source>
        <translation>Añadir este punto de acceso</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>PDF for reading (*.pdf)</source>
        <translation>PDF para leer (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Página web (*.html)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Everything, to be imported again (*.json)</source>
        <translation>Todo, para volver a importar (*.json)</translation>
    </message>
</context>
<context>
    <name>FileChip</name>
    <message>
        <source>File %1</source>
        <translation>Archivo %1</translation>
    </message>
</context>
<context>
    <name>FileDrop</name>
    <message>
        <source>Drop to open the model</source>
        <translation>Soltar para abrir el modelo</translation>
    </message>
    <message>
        <source>Drop here to summarize, translate and more</source>
        <translation>Soltar aquí para resumir, traducir y más</translation>
    </message>
    <message>
        <source>Drop here to attach to the message</source>
        <translation>Soltar aquí para adjuntar al mensaje</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome to Hearth</source>
        <translation>Bienvenido a Hearth</translation>
    </message>
    <message>
        <source>Everything you write stays on this computer. To answer, Hearth needs a language model: one file whose name ends in .gguf.</source>
        <translation>Todo lo que escribe se queda en este ordenador. Para responder, Hearth necesita un modelo de lenguaje: un archivo cuyo nombre termina en .gguf.</translation>
    </message>
    <message>
        <source>Drop a model file anywhere in this window, or</source>
        <translation>Suelte un archivo de modelo en cualquier lugar de esta ventana, o</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Abrir un archivo de modelo…</translation>
    </message>
    <message>
        <source>Use the small built-in model</source>
        <translation>Usar el modelo pequeño incluido</translation>
    </message>
    <message>
        <source>No model yet? Well-known ones are Qwen 3 (4B), Gemma 3 (4B) and Phi-4-mini, as “Q4_0” or “Q4_K_M” files of about 2.5 GB; 8 GB of memory are enough. Fetch one with a browser and open it here. Hearth goes online only when you tell it to.</source>
        <translation>¿Aún sin modelo? Los más conocidos son Qwen 3 (4B), Gemma 3 (4B) y Phi-4-mini, en archivos «Q4_0» o «Q4_K_M» de unos 2,5 GB; bastan 8 GB de memoria. Traiga uno con un navegador y ábralo aquí. Hearth solo se conecta cuando usted se lo dice.</translation>
    </message>
</context>
<context>
    <name>FolderChips</name>
    <message>
        <source>Code tasks of every conversation may read it</source>
        <translation>Las tareas de código de cualquier conversación pueden leerla</translation>
    </message>
    <message>
        <source>Code tasks of this conversation may read it</source>
        <translation>Las tareas de código de esta conversación pueden leerla</translation>
    </message>
    <message>
        <source>Folder %1</source>
        <translation>Carpeta %1</translation>
    </message>
    <message>
        <source>For this conversation only: %1</source>
        <translation>Solo para esta conversación: %1</translation>
    </message>
    <message>
        <source>For every conversation: %1</source>
        <translation>Para todas las conversaciones: %1</translation>
    </message>
    <message>
        <source>Take back %1</source>
        <translation>Retirar %1</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>No folder</source>
        <translation>Sin carpeta</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Nueva carpeta</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>Folder: %1</source>
        <translation>Carpeta: %1</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>Todas las conversaciones</translation>
    </message>
    <message>
        <source>Delete this folder</source>
        <translation>Eliminar esta carpeta</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Page of the help</source>
        <translation>Página de la ayuda</translation>
    </message>
    <message>
        <source>About Hearth</source>
        <translation>Acerca de Hearth</translation>
    </message>
    <message>
        <source>The help was not installed with this program.</source>
        <translation>La ayuda no se instaló con este programa.</translation>
    </message>
</context>
<context>
    <name>ImageBlock</name>
    <message>
        <source>Picture “%1” (%2): not fetched, Hearth stays off the network.</source>
        <translation>Imagen «%1» (%2): no descargada, Hearth no usa la red.</translation>
    </message>
</context>
<context>
    <name>InstructionsPopup</name>
    <message>
        <source>Instructions for this conversation</source>
        <translation>Instrucciones para esta conversación</translation>
    </message>
    <message>
        <source>In place of the instructions in the settings: “%1”</source>
        <translation>En lugar de las instrucciones de los ajustes: «%1»</translation>
    </message>
    <message>
        <source>Who the model is to be here, how it is to answer.</source>
        <translation>Quién debe ser aquí el modelo y cómo debe responder.</translation>
    </message>
    <message>
        <source>For example: Answer in French, and correct my mistakes.</source>
        <translation>Por ejemplo: responde en francés y corrige mis errores.</translation>
    </message>
    <message>
        <source>Take a saved prompt</source>
        <translation>Tomar un texto guardado</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
</context>
<context>
    <name>LocalApiSection</name>
    <message>
        <source>For other programs</source>
        <translation>Para otros programas</translation>
    </message>
    <message>
        <source>Editors and scripts on this computer can use the open model through the OpenAI API, on 127.0.0.1 and with a token. Off at every start.</source>
        <translation>Los editores y scripts de este ordenador pueden usar el modelo abierto mediante la API de OpenAI, en 127.0.0.1 y con un token. Desactivado en cada inicio.</translation>
    </message>
    <message>
        <source>Local API</source>
        <translation>API local</translation>
    </message>
    <message>
        <source>It serves the model that was open when it was started.</source>
        <translation>Sirve el modelo que estaba abierto al iniciarla.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Copy the token</source>
        <translation>Copiar el token</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>New conversation</source>
        <translation>Nueva conversación</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Buscar en todo</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Abrir un archivo de modelo…</translation>
    </message>
    <message>
        <source>Do something with files…</source>
        <translation>Hacer algo con archivos…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papelera</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Detener la respuesta</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Responder otra vez</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>Mostrar u ocultar la barra lateral</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>Conversación siguiente</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>Conversación anterior</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Colores claros</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Colores oscuros</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>Colores del sistema</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texto más grande</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texto más pequeño</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Abrir la carpeta de datos</translation>
    </message>
    <message>
        <source>Do something with files</source>
        <translation>Hacer algo con archivos</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Abrir un modelo</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modelos (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>Adjuntar archivos…</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Adjuntar archivos</translation>
    </message>
    <message>
        <source>Quick question</source>
        <translation>Pregunta rápida</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>About Hearth</source>
        <translation>Acerca de Hearth</translation>
    </message>
    <message>
        <source>Let code tasks read a folder…</source>
        <translation>Permitir que las tareas de código lean una carpeta…</translation>
    </message>
    <message>
        <source>Let code tasks read a folder</source>
        <translation>Permitir que las tareas de código lean una carpeta</translation>
    </message>
</context>
<context>
    <name>MathBlock</name>
    <message>
        <source>Formula: %1</source>
        <translation>Fórmula: %1</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Edit message</source>
        <translation>Editar mensaje</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>The model reads from here on: its context has no room for more</source>
        <translation>El modelo lee desde aquí: en su contexto no cabe más</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>Conversation</source>
        <translation>Conversación</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Copiar como Markdown</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Seleccionar todo</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>Guardar código</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Ir al final</translation>
    </message>
    <message>
        <source>Tasks for the selection…</source>
        <translation>Tareas para la selección…</translation>
    </message>
    <message>
        <source>Tasks for the conversation…</source>
        <translation>Tareas para la conversación…</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>%1 (comes with Hearth)</source>
        <translation>%1 (viene con Hearth)</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Cargando…</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>En uso</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Usar</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Usar %1</translation>
    </message>
    <message>
        <source>Take %1 out of the list</source>
        <translation>Quitar %1 de la lista</translation>
    </message>
</context>
<context>
    <name>ModelChip</name>
    <message>
        <source>Loading %1</source>
        <translation>Cargando %1</translation>
    </message>
    <message>
        <source>Model did not load</source>
        <translation>El modelo no se cargó</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Sin modelo</translation>
    </message>
    <message>
        <source>Open one</source>
        <translation>Abrir uno</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 tokens/s</translation>
    </message>
    <message>
        <source>context %1 %</source>
        <translation>contexto %1 %</translation>
    </message>
    <message>
        <source>Model: %1, %2</source>
        <translation>Modelo: %1, %2</translation>
    </message>
    <message>
        <source>at %1, not on this computer</source>
        <translation>en %1, no en este ordenador</translation>
    </message>
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>No model</source>
        <translation>Sin modelo</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of context in use</source>
        <translation>%1 de %2 tokens de contexto en uso</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>Abrir un archivo de modelo…</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>Todos los modelos…</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>Descargar el modelo de la memoria</translation>
    </message>
    <message>
        <source>This conversation is answered by</source>
        <translation>En esta conversación responde</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>en este ordenador</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Add a model file…</source>
        <translation>Añadir un archivo de modelo…</translation>
    </message>
    <message>
        <source>There are no models yet. Drop a .gguf file on this window, or add one.</source>
        <translation>Todavía no hay modelos. Suelte un archivo .gguf en esta ventana o añada uno.</translation>
    </message>
    <message>
        <source>Models worth having</source>
        <translation>Modelos que valen la pena</translation>
    </message>
    <message>
        <source>2.5 GB; runs in 6 GB of memory</source>
        <translation>2,5 GB; funciona con 6 GB de memoria</translation>
    </message>
    <message>
        <source>A good all-rounder in many languages.</source>
        <translation>Bueno para todo, en muchos idiomas.</translation>
    </message>
    <message>
        <source>2.4 GB; runs in 6 GB of memory</source>
        <translation>2,4 GB; funciona con 6 GB de memoria</translation>
    </message>
    <message>
        <source>Writes and translates well.</source>
        <translation>Escribe y traduce bien.</translation>
    </message>
    <message>
        <source>Good at reasoning and code.</source>
        <translation>Bueno razonando y con código.</translation>
    </message>
    <message>
        <source>1.8 GB; runs in 4 GB of memory</source>
        <translation>1,8 GB; funciona con 4 GB de memoria</translation>
    </message>
    <message>
        <source>For older laptops.</source>
        <translation>Para portátiles antiguos.</translation>
    </message>
    <message>
        <source>Fetch a file with a browser, from a site that you trust, and add it here; or give its address below.</source>
        <translation>Traiga un archivo con un navegador, de un sitio de confianza, y añádalo aquí; o indique su dirección abajo.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>PageTitle</name>
    <message>
        <source>Back to the conversation</source>
        <translation>Volver a la conversación</translation>
    </message>
</context>
<context>
    <name>PluginHost</name>
    <message>
        <source>The folder “%1” is not there.</source>
        <translation>La carpeta «%1» no existe.</translation>
    </message>
    <message>
        <source>“%1” is a whole disk; choose the folder of a project.</source>
        <translation>«%1» es un disco entero; elija la carpeta de un proyecto.</translation>
    </message>
    <message>
        <source>The engine is not running.</source>
        <translation>El motor no está en marcha.</translation>
    </message>
    <message>
        <source>This task was not allowed to use the model.</source>
        <translation>Esta tarea no tiene permiso para usar el modelo.</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one first.</source>
        <translation>No hay ningún modelo cargado. Elija antes uno.</translation>
    </message>
    <message>
        <source>“%1” was not given to this task.</source>
        <translation>«%1» no se dio a esta tarea.</translation>
    </message>
    <message>
        <source>plugin.json names the prompt “%1”, which is not there.</source>
        <translation>plugin.json nombra el prompt «%1», que no existe.</translation>
    </message>
    <message>
        <source>The task “%1” has no steps; a pack needs at least one.</source>
        <translation>La tarea «%1» no tiene pasos; un paquete necesita al menos uno.</translation>
    </message>
    <message>
        <source>The zip holds more than %1 files.</source>
        <translation>El zip contiene más de %1 archivos.</translation>
    </message>
    <message>
        <source>There is no plugin at “%1”.</source>
        <translation>No hay ningún complemento en «%1».</translation>
    </message>
    <message>
        <source>There is no plugin.json in it.</source>
        <translation>No contiene plugin.json.</translation>
    </message>
    <message>
        <source>plugin.json is no JSON object: %1 at byte %2.</source>
        <translation>plugin.json no es un objeto JSON: %1 en el byte %2.</translation>
    </message>
    <message>
        <source>It is written for plugin API %1 to %2; this program has %3.</source>
        <translation>Está escrito para la API de complementos %1 a %2; este programa tiene la %3.</translation>
    </message>
    <message>
        <source>plugin.json: a process plugin needs a “command”.</source>
        <translation>plugin.json: un complemento de proceso necesita un «command».</translation>
    </message>
    <message>
        <source>The plugin “%1” was left out: %2</source>
        <translation>El complemento «%1» se omitió: %2</translation>
    </message>
    <message>
        <source>a process plugin must be a folder, not a zip.</source>
        <translation>un complemento de proceso debe ser una carpeta, no un zip.</translation>
    </message>
    <message>
        <source>The plugin “%1” was left out: another one has the id “%2”.</source>
        <translation>El complemento «%1» se omitió: otro tiene el identificador «%2».</translation>
    </message>
    <message>
        <source>There is no plugin “%1”.</source>
        <translation>No hay ningún complemento «%1».</translation>
    </message>
    <message>
        <source>The plugin “%1” is switched off.</source>
        <translation>El complemento «%1» está desactivado.</translation>
    </message>
    <message>
        <source>The plugin “%1” asks for: %2. Allow that first.</source>
        <translation>El complemento «%1» pide: %2. Permítalo antes.</translation>
    </message>
    <message>
        <source>The plugin “%1” %2%3</source>
        <translation>El complemento «%1» %2%3</translation>
    </message>
    <message>
        <source> (it said: %1).</source>
        <translation> (dijo: %1).</translation>
    </message>
    <message>
        <source>wrote something that is no JSON-RPC message: “%1”</source>
        <translation>escribió algo que no es un mensaje JSON-RPC: «%1»</translation>
    </message>
    <message>
        <source>wrote a line of more than %1 MB</source>
        <translation>escribió una línea de más de %1 MB</translation>
    </message>
    <message>
        <source>did not answer within %1 seconds</source>
        <translation>no respondió en %1 segundos</translation>
    </message>
    <message>
        <source>could not be started: %1</source>
        <translation>no se pudo iniciar: %1</translation>
    </message>
    <message>
        <source>was ended by signal %1 (out of memory or time, or a crash)</source>
        <translation>fue terminado por la señal %1 (sin memoria o tiempo, o un fallo)</translation>
    </message>
    <message>
        <source>ended by itself (exit status %1) before it answered</source>
        <translation>terminó por sí mismo (estado %1) antes de responder</translation>
    </message>
    <message>
        <source>did not finish within %1 seconds</source>
        <translation>no terminó en %1 segundos</translation>
    </message>
    <message>
        <source>answered a question that was not asked</source>
        <translation>respondió a una pregunta que no se hizo</translation>
    </message>
    <message>
        <source>gave a result that can&apos;t be read: %1</source>
        <translation>dio un resultado que no se puede leer: %1</translation>
    </message>
    <message>
        <source>The plugin “%1” was not allowed to read files.</source>
        <translation>El complemento «%1» no tiene permiso para leer archivos.</translation>
    </message>
    <message>
        <source>The plugin names no command.</source>
        <translation>El complemento no nombra ningún comando.</translation>
    </message>
    <message>
        <source>This machine has no sandbox for plugins (bubblewrap is missing or may not be used), so the plugin was not started.</source>
        <translation>Este equipo no tiene un entorno aislado para complementos (falta bubblewrap o no se puede usar), así que el complemento no se inició.</translation>
    </message>
    <message>
        <source>The steps of this task can&apos;t be kept in “%1”: %2.</source>
        <translation>Los pasos de esta tarea no se pueden guardar en «%1»: %2.</translation>
    </message>
    <message>
        <source>“%1” got nothing to work on: give a file or a text.</source>
        <translation>«%1» no tiene nada que tratar: dé un archivo o un texto.</translation>
    </message>
    <message>
        <source>“%1” works on the rows of a table; there is none in the input.</source>
        <translation>«%1» trata las filas de una tabla; no hay ninguna en la entrada.</translation>
    </message>
    <message>
        <source>The input is too long for the model&apos;s context: about %1 of %2 characters. A pack for long input uses an “each” step.</source>
        <translation>La entrada es demasiado larga para el contexto del modelo: unos %1 de %2 caracteres. Un paquete para entradas largas usa un paso «each».</translation>
    </message>
    <message>
        <source>The model&apos;s answer does not have the form that “%1” asks for: %2</source>
        <translation>La respuesta del modelo no tiene la forma que pide «%1»: %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>“%1” needs a model; none is loaded.</source>
        <translation>«%1» necesita un modelo; no hay ninguno cargado.</translation>
    </message>
    <message>
        <source>“%1” has no task “%2”.</source>
        <translation>«%1» no tiene la tarea «%2».</translation>
    </message>
</context>
<context>
    <name>PluginRow</name>
    <message>
        <source>It asks to: %1.</source>
        <translation>Pide permiso para: %1.</translation>
    </message>
    <message>
        <source>It may: %1.</source>
        <translation>Puede: %1.</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Permitir</translation>
    </message>
    <message>
        <source>Allow: %1</source>
        <translation>Permitir: %1</translation>
    </message>
</context>
<context>
    <name>Plugins</name>
    <message>
        <source>Summarize</source>
        <translation>Resumir</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>Traducir</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
</context>
<context>
    <name>PluginsSection</name>
    <message>
        <source>Plugins</source>
        <translation>Complementos</translation>
    </message>
    <message>
        <source>Plugins add tasks for texts and files. One that is not part of Hearth may do only what you allow.</source>
        <translation>Los complementos añaden tareas para textos y archivos. Uno que no forma parte de Hearth solo puede hacer lo que usted permita.</translation>
    </message>
    <message>
        <source>Add a plugin…</source>
        <translation>Añadir un complemento…</translation>
    </message>
    <message>
        <source>Open the plugins folder</source>
        <translation>Abrir la carpeta de complementos</translation>
    </message>
    <message>
        <source>Add a plugin</source>
        <translation>Añadir un complemento</translation>
    </message>
    <message>
        <source>Plugins (*.zip)</source>
        <translation>Complementos (*.zip)</translation>
    </message>
</context>
<context>
    <name>PromptMenu</name>
    <message>
        <source>Tasks and saved prompts</source>
        <translation>Tareas y textos guardados</translation>
    </message>
</context>
<context>
    <name>PromptsSection</name>
    <message>
        <source>Saved prompts</source>
        <translation>Plantillas guardadas</translation>
    </message>
    <message>
        <source>Type “/” at the beginning of a message to use one.</source>
        <translation>Escriba «/» al principio de un mensaje para usar una.</translation>
    </message>
    <message>
        <source>Delete “%1”</source>
        <translation>Eliminar «%1»</translation>
    </message>
    <message>
        <source>Name of a new prompt</source>
        <translation>Nombre de una plantilla nueva</translation>
    </message>
    <message>
        <source>Text of the new prompt</source>
        <translation>Texto de la plantilla nueva</translation>
    </message>
    <message>
        <source>Save prompt</source>
        <translation>Guardar plantilla</translation>
    </message>
</context>
<context>
    <name>QuickAskSection</name>
    <message>
        <source>Quick question</source>
        <translation>Pregunta rápida</translation>
    </message>
    <message>
        <source>A small window for one question, also about what is on the clipboard. In this window Ctrl+Shift+K opens it.</source>
        <translation>Una ventana pequeña para una pregunta, también sobre el portapapeles. En esta ventana se abre con Ctrl+Mayús+K.</translation>
    </message>
    <message>
        <source>A key of the whole desktop</source>
        <translation>Una tecla para todo el escritorio</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Icono en la bandeja</translation>
    </message>
    <message>
        <source>Hearth then goes on when its window is closed, where the desktop has a tray.</source>
        <translation>Hearth sigue entonces al cerrar su ventana, si el escritorio tiene bandeja.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Probar</translation>
    </message>
</context>
<context>
    <name>QuickAskWindow</name>
    <message>
        <source>Quick question</source>
        <translation>Pregunta rápida</translation>
    </message>
    <message>
        <source>What about the clipboard?</source>
        <translation>¿Qué hay del portapapeles?</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>Pregunte algo</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Preguntar</translation>
    </message>
    <message>
        <source>About the clipboard</source>
        <translation>Sobre el portapapeles</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Go on in the window</source>
        <translation>Seguir en la ventana</translation>
    </message>
</context>
<context>
    <name>ReviewFrame</name>
    <message>
        <source>Dismiss</source>
        <translation>Descartar</translation>
    </message>
</context>
<context>
    <name>RunningTask</name>
    <message>
        <source>Hide what is there already</source>
        <translation>Ocultar lo que ya hay</translation>
    </message>
    <message>
        <source>Show what is there already</source>
        <translation>Mostrar lo que ya hay</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>Cancelar: %1</translation>
    </message>
    <message>
        <source>What is there already</source>
        <translation>Lo que ya hay</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Search results</source>
        <translation>Resultados de la búsqueda</translation>
    </message>
    <message>
        <source>Nothing found for “%1”.</source>
        <translation>No se encontró nada para «%1».</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Menos movimiento</translation>
    </message>
    <message>
        <source>Instructions for the model</source>
        <translation>Instrucciones para el modelo</translation>
    </message>
    <message>
        <source>Put before every conversation: who the model is to be, how it is to answer.</source>
        <translation>Van antes de cada conversación: quién debe ser el modelo y cómo debe responder.</translation>
    </message>
    <message>
        <source>For example: Answer briefly, and say so when you are not sure.</source>
        <translation>Por ejemplo: Responde con brevedad y di cuándo no estás seguro.</translation>
    </message>
    <message>
        <source>How answers are written</source>
        <translation>Cómo se escriben las respuestas</translation>
    </message>
    <message>
        <source>Variety</source>
        <translation>Variedad</translation>
    </message>
    <message>
        <source>Temperature %1: low is sober and repeatable, high is inventive.</source>
        <translation>Temperatura %1: baja es sobria y repetible, alta es imaginativa.</translation>
    </message>
    <message>
        <source>Share of likely words</source>
        <translation>Parte de las palabras probables</translation>
    </message>
    <message>
        <source>Top-p %1: only the likeliest words that make up this share are considered.</source>
        <translation>Top-p %1: solo se consideran las palabras más probables que suman esta parte.</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Respuesta más larga</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sin límite</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>In force when a model is loaded next.</source>
        <translation>En vigor cuando se cargue un modelo.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>The best one</source>
        <translation>El mejor</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>How much of a conversation the model has in view; more takes more memory.</source>
        <translation>Cuánto de una conversación tiene a la vista el modelo; más ocupa más memoria.</translation>
    </message>
    <message>
        <source>As the model has it</source>
        <translation>Como en el modelo</translation>
    </message>
    <message>
        <source>Memory of the context</source>
        <translation>Memoria del contexto</translation>
    </message>
    <message>
        <source>Smaller kinds take less memory and lose a little precision.</source>
        <translation>Los tipos menores ocupan menos memoria y pierden algo de precisión.</translation>
    </message>
    <message>
        <source>Full (F16)</source>
        <translation>Entera (F16)</translation>
    </message>
    <message>
        <source>Half (Q8)</source>
        <translation>La mitad (Q8)</translation>
    </message>
    <message>
        <source>A quarter (Q4)</source>
        <translation>Un cuarto (Q4)</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Hilos del procesador</translation>
    </message>
    <message>
        <source>As many as there are fast cores</source>
        <translation>Tantos como núcleos rápidos</translation>
    </message>
    <message>
        <source>Load the model again with these settings</source>
        <translation>Cargar otra vez el modelo con estos ajustes</translation>
    </message>
    <message>
        <source>Privacy and data</source>
        <translation>Privacidad y datos</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Carpeta de datos</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Abrir la carpeta de datos</translation>
    </message>
    <message>
        <source>Hearth has no account and counts nothing. It sends nothing anywhere unless you open a door above. Everything is in one folder on this computer.</source>
        <translation>Hearth no tiene cuenta ni cuenta nada. No envía nada salvo que usted abra una puerta más arriba. Todo está en una carpeta de este ordenador.</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversaciones</translation>
    </message>
    <message>
        <source>Exports of Hearth and of ChatGPT can be imported.</source>
        <translation>Se pueden importar exportaciones de Hearth y de ChatGPT.</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>Exportar todo…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>Importar conversaciones</translation>
    </message>
    <message>
        <source>Exports (*.json)</source>
        <translation>Exportaciones (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Escritura</translation>
    </message>
    <message>
        <source>Suggest how my message may go on</source>
        <translation>Proponer cómo seguir mi mensaje</translation>
    </message>
    <message>
        <source>In grey, after a short pause; Tab takes it. The model on this computer does it.</source>
        <translation>En gris, tras una breve pausa; Tab lo acepta. Lo hace el modelo de este equipo.</translation>
    </message>
    <message>
        <source>Spare the battery</source>
        <translation>Cuidar la batería</translation>
    </message>
    <message>
        <source>On battery, or when the processor is hot, the engine rests between its steps and half of its threads sleep.</source>
        <translation>Con batería, o si el procesador está caliente, el motor descansa entre sus pasos y la mitad de sus hilos duerme.</translation>
    </message>
</context>
<context>
    <name>SiblingSwitch</name>
    <message>
        <source>Previous version</source>
        <translation>Versión anterior</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Versión %1 de %2</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Versión siguiente</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Hide sidebar</source>
        <translation>Ocultar barra lateral</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nueva conversación</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Buscar en todo</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papelera</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Todas las órdenes</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
</context>
<context>
    <name>Summarize</name>
    <message>
        <source>No model is loaded.</source>
        <translation>No hay ningún modelo cargado.</translation>
    </message>
    <message>
        <source>Part %1 of %2%3</source>
        <translation>Parte %1 de %2%3</translation>
    </message>
    <message>
        <source>The model “%1” can&apos;t follow the instructions that a summary needs</source>
        <translation>El modelo «%1» no puede seguir las instrucciones que un resumen necesita</translation>
    </message>
    <message>
        <source>Writing the summary</source>
        <translation>Escribiendo el resumen</translation>
    </message>
    <message>
        <source>The model “%1” gave an empty answer</source>
        <translation>El modelo «%1» dio una respuesta vacía</translation>
    </message>
    <message>
        <source>For %1 of %2 parts the model gave no usable answer; their first sentences stand for them.</source>
        <translation>Para %1 de %2 partes el modelo no dio una respuesta útil; sus primeras frases las representan.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Leyendo %1</translation>
    </message>
    <message>
        <source>There is nothing to summarize: give a file, a text or a conversation.</source>
        <translation>No hay nada que resumir: dé un archivo, un texto o una conversación.</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>No hay ningún modelo cargado</translation>
    </message>
    <message>
        <source>The model “%1” was not trained to follow instructions</source>
        <translation>El modelo «%1» no está entrenado para seguir instrucciones</translation>
    </message>
    <message>
        <source>The model “%1” is too small to summarize</source>
        <translation>El modelo «%1» es demasiado pequeño para resumir</translation>
    </message>
    <message>
        <source>The model “%1” has too little context to summarize</source>
        <translation>El modelo «%1» tiene muy poco contexto para resumir</translation>
    </message>
    <message>
        <source>Read: %1 % (%2 pages).</source>
        <translation>Leído: %1 % (%2 páginas).</translation>
    </message>
    <message>
        <source>Read: %1 % (%2 characters).</source>
        <translation>Leído: %1 % (%2 caracteres).</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>Resumir</translation>
    </message>
    <message>
        <source>Says what a document, a text or a conversation holds, each claim with its place and quote.</source>
        <translation>Dice qué contiene un documento, un texto o una conversación, cada afirmación con su lugar y su cita.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Extensión</translation>
    </message>
    <message>
        <source>One line</source>
        <translation>Una línea</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>Párrafo</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Página</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Esquema</translation>
    </message>
    <message>
        <source>Key points</source>
        <translation>Puntos clave</translation>
    </message>
    <message>
        <source>Action items</source>
        <translation>Tareas pendientes</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Pregunta</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Método</translation>
    </message>
    <message>
        <source>With the model</source>
        <translation>Con el modelo</translation>
    </message>
    <message>
        <source>The document&apos;s own sentences</source>
        <translation>Frases del propio documento</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>Aquí no hay ninguna tarea «%1».</translation>
    </message>
    <message>
        <source>%1: these are the document&apos;s own most central sentences.</source>
        <translation>%1: estas son las frases más centrales del propio documento.</translation>
    </message>
    <message>
        <source>%1 of %2 quotes were not found in the source; they are marked.</source>
        <translation>%1 de %2 citas no se encontraron en la fuente; están marcadas.</translation>
    </message>
    <message>
        <source>Comparing the sentences</source>
        <translation>Comparando las frases</translation>
    </message>
    <message>
        <source>There are no full sentences to choose from; these are the first lines.</source>
        <translation>No hay frases completas entre las que elegir; estas son las primeras líneas.</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table: %1</source>
        <translation>Tabla: %1</translation>
    </message>
</context>
<context>
    <name>TaskBar</name>
    <message>
        <source>Not this task</source>
        <translation>Esta tarea no</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Añadir una carpeta…</translation>
    </message>
</context>
<context>
    <name>TaskChoice</name>
    <message>
        <source>Start</source>
        <translation>Empezar</translation>
    </message>
    <message>
        <source>Start: %1</source>
        <translation>Empezar: %1</translation>
    </message>
    <message>
        <source>Hide the options: %1</source>
        <translation>Ocultar las opciones: %1</translation>
    </message>
    <message>
        <source>Show the options: %1</source>
        <translation>Mostrar las opciones: %1</translation>
    </message>
</context>
<context>
    <name>TaskSheet</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>Translate</name>
    <message>
        <source>Say which language to translate to.</source>
        <translation>Diga a qué idioma traducir.</translation>
    </message>
    <message>
        <source>“%1” is no language that is known here. Give a code such as de, or a name such as German.</source>
        <translation>«%1» no es un idioma conocido aquí. Dé un código como de o un nombre como Deutsch.</translation>
    </message>
    <message>
        <source>“%1” is no language that is known here.</source>
        <translation>«%1» no es un idioma conocido aquí.</translation>
    </message>
    <message>
        <source>The language of the text could not be found; name it.</source>
        <translation>No se pudo reconocer el idioma del texto; indíquelo.</translation>
    </message>
    <message>
        <source>The text is in %1 already.</source>
        <translation>El texto ya está en este idioma: %1.</translation>
    </message>
    <message>
        <source>%1: part %2 of %3</source>
        <translation>%1: parte %2 de %3</translation>
    </message>
    <message>
        <source>The markup could not be kept; the source stays.</source>
        <translation>No se pudo conservar el marcado; se deja el original.</translation>
    </message>
    <message>
        <source>Putting %1 together</source>
        <translation>Componiendo %1</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>Traducir</translation>
    </message>
    <message>
        <source>Translates text and documents; documents keep their format, code, links and numbers.</source>
        <translation>Traduce textos y documentos; los documentos conservan su formato, código, enlaces y números.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>A</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>Glosario</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Estilo</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>Aquí no hay ninguna tarea «%1».</translation>
    </message>
    <message>
        <source>There is nothing to translate: give a file or a text.</source>
        <translation>No hay nada que traducir: dé un archivo o un texto.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>No model is loaded; a translation needs one.</source>
        <translation>No hay ningún modelo cargado; una traducción necesita uno.</translation>
    </message>
    <message>
        <source>%1 of %2 parts need a look: see the marks at their sides.</source>
        <translation>%1 de %2 partes necesitan revisión: vea sus marcas.</translation>
    </message>
</context>
<context>
    <name>TranslationPage</name>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Traducción</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) to look at</source>
        <translation>
            <numerusform>%n parte por revisar</numerusform>
            <numerusform>%n partes por revisar</numerusform>
        </translation>
    </message>
    <message>
        <source>Goes to the next one</source>
        <translation>Va a la siguiente</translation>
    </message>
    <message>
        <source>Copy the translation</source>
        <translation>Copiar la traducción</translation>
    </message>
    <message>
        <source>Save %1 as…</source>
        <translation>Guardar %1 como…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Guardar como…</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Guardado como %1</translation>
    </message>
    <message>
        <source>Save the translation</source>
        <translation>Guardar la traducción</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Frases</translation>
    </message>
</context>
<context>
    <name>TranslationRow</name>
    <message>
        <source>Translation of: %1</source>
        <translation>Traducción de: %1</translation>
    </message>
    <message>
        <source>The source stays</source>
        <translation>Se deja el original</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Quick question</source>
        <translation>Pregunta rápida</translation>
    </message>
    <message>
        <source>Open Hearth</source>
        <translation>Abrir Hearth</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
</context>
<context>
    <name>UserMessage</name>
    <message>
        <source>Show all</source>
        <translation>Mostrar todo</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copiar mensaje</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Editar mensaje</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>Eliminar mensaje</translation>
    </message>
</context>
<context>
    <name>WritingDots</name>
    <message>
        <source>Writing</source>
        <translation>Escribiendo</translation>
    </message>
</context>
<context>
    <name>hearth::code::Texts</name>
    <message>
        <source>The diff holds no change (no line begins with “@@”).</source>
        <translation>El diff no contiene ningún cambio (ninguna línea empieza por «@@»).</translation>
    </message>
    <message>
        <source>Change %1 of %2 fits nowhere in the file: its context “%3” is not there.</source>
        <translation>El cambio %1 de %2 no encaja en ninguna parte del archivo: «%3» no está en él.</translation>
    </message>
    <message>
        <source>“%1” is a link to another file; give that file to the task.</source>
        <translation>«%1» es un enlace a otro archivo; dé ese archivo a la tarea.</translation>
    </message>
    <message>
        <source>“%1” is not there any more.</source>
        <translation>«%1» ya no está.</translation>
    </message>
    <message>
        <source>“%1” is no source file.</source>
        <translation>«%1» no es un archivo de código.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read: %2.</source>
        <translation>No se puede leer «%1»: %2.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be written: %2.</source>
        <translation>No se puede escribir «%1»: %2.</translation>
    </message>
    <message>
        <source>“%1” was not given to this task; it is not touched.</source>
        <translation>«%1» no se dio a esta tarea; no se toca.</translation>
    </message>
    <message>
        <source>“%1” is not written in UTF-8; a change would damage it.</source>
        <translation>«%1» no está escrito en UTF-8; un cambio lo dañaría.</translation>
    </message>
    <message>
        <source>“%1” is not changed. %2</source>
        <translation>«%1» no se cambia. %2</translation>
    </message>
    <message>
        <source>“%1” has just been changed by another program; look at it and try again.</source>
        <translation>Otro programa acaba de cambiar «%1»; mírelo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The folder “%1” can&apos;t be made.</source>
        <translation>No se puede crear la carpeta «%1».</translation>
    </message>
    <message>
        <source>“%1” has changed since; the file as it was is kept at %2.</source>
        <translation>«%1» ha cambiado desde entonces; el archivo anterior se guarda en %2.</translation>
    </message>
</context>
<context>
    <name>hearth::translate::Texts</name>
    <message>
        <source>Marks of code, links or placeholders were lost or repeated.</source>
        <translation>Se perdieron o repitieron marcas de código, enlaces o variables.</translation>
    </message>
    <message>
        <source>The translation is empty.</source>
        <translation>La traducción está vacía.</translation>
    </message>
    <message>
        <source>Numbers are missing: %1.</source>
        <translation>Faltan números: %1.</translation>
    </message>
    <message>
        <source>Emphasis marks (%1) differ.</source>
        <translation>Las marcas de énfasis (%1) difieren.</translation>
    </message>
    <message>
        <source>The translation is far shorter than its source.</source>
        <translation>La traducción es mucho más corta que el original.</translation>
    </message>
    <message>
        <source>The translation is far longer than its source.</source>
        <translation>La traducción es mucho más larga que el original.</translation>
    </message>
    <message>
        <source>The glossary asks for “%1”.</source>
        <translation>El glosario pide «%1».</translation>
    </message>
    <message>
        <source>“%1” has changed since it was translated; translate it again to save it.</source>
        <translation>«%1» ha cambiado desde que se tradujo; tradúzcalo de nuevo para guardarlo.</translation>
    </message>
    <message>
        <source>At %1 a mark like ⟦1⟧ is missing or there twice: each stands for something that must stay.</source>
        <translation>En %1 falta una marca como ⟦1⟧ o está dos veces: cada una representa algo que debe quedar.</translation>
    </message>
    <message>
        <source>The model gave no usable translation; the source stays.</source>
        <translation>El modelo no dio una traducción útil; se deja el original.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Answer</name>
    <message>
        <source>The model&apos;s context is full, so the answer ends here.</source>
        <translation>El contexto del modelo está lleno, así que la respuesta termina aquí.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::AttachmentList</name>
    <message>
        <source>Pasted picture.png</source>
        <translation>Imagen pegada.png</translation>
    </message>
    <message>
        <source>The picture could not be kept.</source>
        <translation>No se pudo guardar la imagen.</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n palabra</numerusform>
            <numerusform>%n palabras</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::BinModel</name>
    <message>
        <source>Conversation</source>
        <translation>Conversación</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Plantilla</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarea</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>Sin título</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ChatController</name>
    <message>
        <source>The message is in the bin.</source>
        <translation>El mensaje está en la papelera.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
</context>
<context>
    <name>hearth::ui::CodeHighlighter</name>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ConversationFiles</name>
    <message>
        <source>%1 is not written: choose a name that ends in .pdf, .html, .md or .json.</source>
        <translation>%1 no se ha escrito: elija un nombre que termine en .pdf, .html, .md o .json.</translation>
    </message>
    <message>
        <source>Imported: %1 conversations added, %2 changed, %3 there already.</source>
        <translation>Importado: %1 conversaciones añadidas, %2 cambiadas, %3 ya presentes.</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>Escrito en %1.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>No se pudo escribir %1: %2.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ConversationListModel</name>
    <message>
        <source>Pinned</source>
        <translation>Fijadas</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Últimos 7 días</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Últimos 30 días</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Anteriores</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nueva conversación</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Door</name>
    <message>
        <source>The key is kept in the keychain of this system.</source>
        <translation>La clave se guarda en el llavero de este sistema.</translation>
    </message>
    <message>
        <source>There is no keychain on this system: the key is kept in memory until Hearth is closed.</source>
        <translation>Este sistema no tiene llavero: la clave se conserva en memoria hasta que se cierre Hearth.</translation>
    </message>
    <message>
        <source>The key is kept in the keychain of this system if it has one, else in memory until Hearth is closed.</source>
        <translation>La clave se guarda en el llavero de este sistema si lo hay; si no, en memoria hasta que se cierre Hearth.</translation>
    </message>
    <message>
        <source>The name of the model is missing.</source>
        <translation>Falta el nombre del modelo.</translation>
    </message>
    <message>
        <source>%1 is not encrypted: anyone on the way could read along.</source>
        <translation>%1 no está cifrado: cualquiera en el camino podría leerlo.</translation>
    </message>
    <message>
        <source>That is not an address of an endpoint; one begins with https:// and has no password in it.</source>
        <translation>Esa no es la dirección de un punto de acceso; empieza por https:// y no contiene ninguna contraseña.</translation>
    </message>
    <message>
        <source>This message would go to %1. Nothing has been sent yet.</source>
        <translation>Este mensaje iría a %1. Todavía no se ha enviado nada.</translation>
    </message>
    <message numerus="yes">
        <source>This message and the %n before it would go to %1. Nothing has been sent yet.</source>
        <translation>
            <numerusform>Este mensaje y el %n anterior irían a %1. Todavía no se ha enviado nada.</numerusform>
            <numerusform>Este mensaje y los %n anteriores irían a %1. Todavía no se ha enviado nada.</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds text of a document.</source>
        <translation>Contiene texto de un documento.</translation>
    </message>
    <message>
        <source>It holds text of documents: %1.</source>
        <translation>Contiene texto de documentos: %1.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::LocalApi</name>
    <message>
        <source>It is still ending; try again in a moment.</source>
        <translation>Todavía está terminando; inténtelo en un momento.</translation>
    </message>
    <message>
        <source>Open a model first: that is the one that is served.</source>
        <translation>Abra primero un modelo: ese es el que se sirve.</translation>
    </message>
    <message>
        <source>The local API has ended.</source>
        <translation>La API local ha terminado.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelController</name>
    <message>
        <source>The model “%1” is no longer at %2.</source>
        <translation>El modelo «%1» ya no está en %2.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Abrir un modelo…</translation>
    </message>
    <message>
        <source>Open another model…</source>
        <translation>Abrir otro modelo…</translation>
    </message>
    <message>
        <source>%1 It is being started again; nothing is lost.</source>
        <translation>%1 Se está iniciando de nuevo; no se ha perdido nada.</translation>
    </message>
    <message>
        <source>The engine could not be started.</source>
        <translation>No se pudo iniciar el motor.</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>Iniciarlo de nuevo</translation>
    </message>
    <message>
        <source>slower: the processor is hot</source>
        <translation>más lento: procesador caliente</translation>
    </message>
    <message>
        <source>slower: on battery</source>
        <translation>más lento: con batería</translation>
    </message>
    <message>
        <source>%1, %2 of %3 threads</source>
        <extracomment>on the model&apos;s chip: why it is slower, and how many of its threads work</extracomment>
        <translation>%1, %2 de %3 hilos</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelDownload</name>
    <message>
        <source>Fetch %1 from %2? That site will see this computer&apos;s address. Nothing else is sent.</source>
        <translation>¿Traer %1 desde %2? Ese sitio verá la dirección de este ordenador. No se envía nada más.</translation>
    </message>
    <message>
        <source>Without a checksum nobody can tell whether the file is the right one.</source>
        <translation>Sin suma de comprobación nadie puede saber si es el archivo correcto.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Another file is being fetched.</source>
        <translation>Se está trayendo otro archivo.</translation>
    </message>
    <message>
        <source>That is not an address of a file; one begins with https://.</source>
        <translation>Esa no es la dirección de un archivo; empieza por https://.</translation>
    </message>
    <message>
        <source>The address does not end in the name of a .gguf file.</source>
        <translation>La dirección no termina en el nombre de un archivo .gguf.</translation>
    </message>
    <message>
        <source>A SHA-256 checksum has 64 digits from 0 to 9 and a to f.</source>
        <translation>Una suma SHA-256 tiene 64 dígitos de 0 a 9 y de a a f.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>No se pudo escribir %1: %2.</translation>
    </message>
    <message>
        <source>The disk has room for %1, and this needs %2.</source>
        <translation>En el disco caben %1 y hacen falta %2.</translation>
    </message>
    <message>
        <source>The connection failed: %1.</source>
        <translation>La conexión falló: %1.</translation>
    </message>
    <message>
        <source>The site answered with status %1.</source>
        <translation>El sitio respondió con el estado %1.</translation>
    </message>
    <message>
        <source>The connection broke; what has come is kept.</source>
        <translation>La conexión se cortó; lo recibido se conserva.</translation>
    </message>
    <message>
        <source>%1 could not be read: %2.</source>
        <translation>No se pudo leer %1: %2.</translation>
    </message>
    <message>
        <source>What came is not the file with this checksum, so it was deleted.</source>
        <translation>Lo recibido no es el archivo con esa suma, así que se borró.</translation>
    </message>
    <message>
        <source>%1 is there already and cannot be replaced.</source>
        <translation>%1 ya existe y no se puede sustituir.</translation>
    </message>
    <message>
        <source>%1 could not be given its name.</source>
        <translation>No se pudo dar su nombre a %1.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelLibrary</name>
    <message>
        <source>%1 of %2 of memory are free.</source>
        <translation>%1 de %2 de memoria están libres.</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>El archivo ya no está.</translation>
    </message>
    <message>
        <source>Runs well: needs %1 of memory.</source>
        <translation>Funciona bien: necesita %1 de memoria.</translation>
    </message>
    <message>
        <source>Will be slow: needs %1 of memory, more than is free now.</source>
        <translation>Será lento: necesita %1 de memoria, más de la que está libre.</translation>
    </message>
    <message>
        <source>Will not fit: needs %1 of memory.</source>
        <translation>No cabe: necesita %1 de memoria.</translation>
    </message>
    <message>
        <source>Reads up to %1 tokens.</source>
        <translation>Lee hasta %1 tokens.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::PluginList</name>
    <message>
        <source>ask the model</source>
        <translation>preguntar al modelo</translation>
    </message>
    <message>
        <source>read the files that you give to a task</source>
        <translation>leer los archivos que dé a una tarea</translation>
    </message>
    <message>
        <source>use the network</source>
        <translation>usar la red</translation>
    </message>
    <message>
        <source>“%1” was not added: %2</source>
        <translation>No se añadió «%1»: %2</translation>
    </message>
    <message>
        <source>there is a plugin of that name already</source>
        <translation>ya hay un complemento con ese nombre</translation>
    </message>
    <message>
        <source>it could not be copied to %1</source>
        <translation>no se pudo copiar a %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::QuickAsk</name>
    <message>
        <source>The desktop has been asked for a key.</source>
        <translation>Se ha pedido una tecla al escritorio.</translation>
    </message>
    <message>
        <source>The key is on; the settings of the desktop say which.</source>
        <translation>La tecla está activa; los ajustes del escritorio dicen cuál.</translation>
    </message>
    <message>
        <source>This desktop gives programs no such keys.</source>
        <translation>Este escritorio no da teclas así a los programas.</translation>
    </message>
    <message>
        <source>The key was refused, or another program has it.</source>
        <translation>La tecla fue rechazada o la tiene otro programa.</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>¿Qué es esto?</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>Portapapeles</translation>
    </message>
    <message>
        <source>It is answered when a model is open.</source>
        <translation>Se responde cuando haya un modelo abierto.</translation>
    </message>
    <message>
        <source>Ask Hearth a quick question</source>
        <translation>Hacer una pregunta rápida a Hearth</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RunningTasks</name>
    <message>
        <source>less than a minute left</source>
        <translation>queda menos de un minuto</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>queda aproximadamente %n minuto</numerusform>
            <numerusform>quedan aproximadamente %n minutos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::SearchModel</name>
    <message>
        <source>New conversation</source>
        <translation>Nueva conversación</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SidebarController</name>
    <message>
        <source>The folder is in the bin.</source>
        <translation>La carpeta está en la papelera.</translation>
    </message>
    <message>
        <source>“%1” is in the bin.</source>
        <translation>«%1» está en la papelera.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TaskController</name>
    <message>
        <source>Saved as `%1`</source>
        <translation>Guardado como `%1`</translation>
    </message>
    <message>
        <source>`%1` could not be written: %2</source>
        <translation>No se pudo escribir `%1`: %2</translation>
    </message>
    <message>
        <source>(not found word for word)</source>
        <translation>(no encontrado palabra por palabra)</translation>
    </message>
    <message>
        <source>(does not apply as it is)</source>
        <translation>(no se aplica tal cual)</translation>
    </message>
    <message>
        <source>There is no task that takes these files.</source>
        <translation>No hay ninguna tarea que acepte estos archivos.</translation>
    </message>
    <message>
        <source>There is no task for this.</source>
        <translation>No hay ninguna tarea para esto.</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 falló: %2</translation>
    </message>
    <message>
        <source>%1 is done.</source>
        <translation>%1 ha terminado.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>“%1: %2” was cut off at %3 %.</source>
        <translation>«%1: %2» se interrumpió al %3 %.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Write the text that “%1” is to work on, or attach a file.</source>
        <translation>Escriba el texto con el que «%1» debe trabajar, o adjunte un archivo.</translation>
    </message>
    <message>
        <source>“%1” does not take %2.</source>
        <translation>«%1» no admite %2.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TranslationReview</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>No se pudo escribir %1: %2.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Workspace</name>
    <message>
        <source>%1 What is said now is not kept.</source>
        <translation>%1 Lo que se diga ahora no se conserva.</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Abrir la carpeta de datos</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>No se pudo escribir %1: %2.</translation>
    </message>
    <message>
        <source>The system&apos;s voice does not answer, so nothing can be read aloud.</source>
        <translation>La voz del sistema no responde, así que no se puede leer nada en voz alta.</translation>
    </message>
    <message>
        <source>This cannot be read aloud: %1</source>
        <translation>Esto no se puede leer en voz alta: %1</translation>
    </message>
</context>
</TS>
