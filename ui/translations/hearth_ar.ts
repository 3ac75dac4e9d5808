<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>About Hearth</source>
        <translation>حول Hearth</translation>
    </message>
    <message>
        <source>Hearth %1</source>
        <translation>Hearth %1</translation>
    </message>
    <message>
        <source>A private assistant that runs on this computer. Apache License 2.0.</source>
        <translation>مساعد خاص يعمل على هذا الحاسوب. رخصة أباتشي 2.0.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>المساعدة</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>صُنع باستخدام</translation>
    </message>
    <message>
        <source>The libraries of this build and their licences.</source>
        <translation>مكتبات هذا الإصدار ورخصها.</translation>
    </message>
    <message>
        <source>The list of libraries was not installed with this program.</source>
        <translation>لم تُثبَّت قائمة المكتبات مع هذا البرنامج.</translation>
    </message>
    <message>
        <source>For machines (SPDX): %1</source>
        <translation>للآلات (SPDX): %1</translation>
    </message>
</context>
<context>
    <name>AnswerFooter</name>
    <message>
        <source>Reading %1 %</source>
        <translation>جارٍ القراءة %1 %</translation>
    </message>
    <message>
        <source>Hearth ended while this was being written.</source>
        <translation>أُغلق Hearth أثناء كتابة هذا.</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>لقد أوقفت هذه الإجابة.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>تم النسخ</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>نسخ الإجابة</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>الإجابة مرة أخرى</translation>
    </message>
    <message>
        <source>Delete answer</source>
        <translation>حذف الإجابة</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 رمز/ث</translation>
    </message>
    <message>
        <source>Tasks for this answer</source>
        <translation>مهام لهذه الإجابة</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>إيقاف القراءة</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>قراءة بصوت عالٍ</translation>
    </message>
    <message>
        <source>Look at the changes</source>
        <translation>عرض التغييرات</translation>
    </message>
    <message>
        <source>Side by side with the source</source>
        <translation>بجانب النص الأصلي</translation>
    </message>
</context>
<context>
    <name>AttachmentChips</name>
    <message>
        <source>Reading…</source>
        <translation>جارٍ القراءة…</translation>
    </message>
    <message>
        <source>The model cannot see pictures: it is told the name.</source>
        <translation>النموذج لا يرى الصور: يُخبَر بالاسم فقط.</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>لن يُرسَل: %1</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>الملف %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>إزالة %1</translation>
    </message>
</context>
<context>
    <name>BinPage</name>
    <message>
        <source>Bin</source>
        <translation>سلة المحذوفات</translation>
    </message>
    <message>
        <source>What is here is kept for 30 days.</source>
        <translation>يُحفظ ما هنا مدة 30 يومًا.</translation>
    </message>
    <message>
        <source>The bin is empty. What you delete is kept here for 30 days.</source>
        <translation>سلة المحذوفات فارغة. يُحفظ ما تحذفه هنا مدة 30 يومًا.</translation>
    </message>
    <message>
        <source>Really delete everything for good</source>
        <translation>حذف كل شيء نهائيًا بالتأكيد</translation>
    </message>
    <message>
        <source>Empty the bin</source>
        <translation>إفراغ السلة</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>بقي %n يوم</numerusform>
            <numerusform>بقي يوم واحد</numerusform>
            <numerusform>بقي يومان</numerusform>
            <numerusform>بقيت %n أيام</numerusform>
            <numerusform>بقي %n يومًا</numerusform>
            <numerusform>بقي %n يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>استعادة</translation>
    </message>
    <message>
        <source>Restore “%1”</source>
        <translation>استعادة «%1»</translation>
    </message>
    <message>
        <source>Delete “%1” for good</source>
        <translation>حذف «%1» نهائيًا</translation>
    </message>
</context>
<context>
    <name>ChangeRow</name>
    <message>
        <source>Added, line %1: %2</source>
        <translation>إضافة، السطر %1: %2</translation>
    </message>
    <message>
        <source>Removed, line %1: %2</source>
        <translation>حذف، السطر %1: %2</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>السطر %1: %2</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>طُبّق</translation>
    </message>
    <message>
        <source>a new file</source>
        <translation>ملف جديد</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>تطبيق</translation>
    </message>
    <message>
        <source>Apply: %1</source>
        <translation>تطبيق: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>تراجع: %1</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>حفظ الملف…</translation>
    </message>
    <message>
        <source>Save the file: %1</source>
        <translation>حفظ الملف: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy the change: %1</source>
        <translation>نسخ التغيير: %1</translation>
    </message>
    <message>
        <source>Save as a patch…</source>
        <translation>حفظ كرقعة…</translation>
    </message>
    <message>
        <source>Save as a patch: %1</source>
        <translation>حفظ كرقعة: %1</translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message>
        <source>Changes</source>
        <translation>التغييرات</translation>
    </message>
    <message numerus="yes">
        <source>Apply to %n file(s)</source>
        <translation>
            <numerusform>تطبيق على %n ملف</numerusform>
            <numerusform>تطبيق على ملف واحد (%n)</numerusform>
            <numerusform>تطبيق على ملفين (%n)</numerusform>
            <numerusform>تطبيق على %n ملفات</numerusform>
            <numerusform>تطبيق على %n ملفًا</numerusform>
            <numerusform>تطبيق على %n ملف</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>حُفظ باسم %1</translation>
    </message>
    <message>
        <source>Lines that change</source>
        <translation>الأسطر التي تتغير</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Show sidebar</source>
        <translation>إظهار الشريط الجانبي</translation>
    </message>
    <message>
        <source>Answer this</source>
        <translation>الإجابة عن هذا</translation>
    </message>
    <message>
        <source>Your message is kept. It is answered as soon as a model is open.</source>
        <translation>رسالتك محفوظة. ستُجاب حالما يُفتح نموذج.</translation>
    </message>
    <message>
        <source>Your message is kept. It is answered when the model has loaded.</source>
        <translation>رسالتك محفوظة. ستُجاب عند اكتمال تحميل النموذج.</translation>
    </message>
    <message>
        <source>Instructions for this conversation: %1</source>
        <translation>تعليمات هذه المحادثة: %1</translation>
    </message>
    <message>
        <source>Instructions for this conversation</source>
        <translation>تعليمات هذه المحادثة</translation>
    </message>
</context>
<context>
    <name>Code</name>
    <message>
        <source>Explain code</source>
        <translation>شرح شيفرة</translation>
    </message>
    <message>
        <source>Says what code does and how.</source>
        <translation>يبيّن ما تفعله الشيفرة وكيف.</translation>
    </message>
    <message>
        <source>Review code</source>
        <translation>مراجعة شيفرة</translation>
    </message>
    <message>
        <source>Looks for mistakes, risks and what could be simpler.</source>
        <translation>يبحث عن الأخطاء والمخاطر وما يمكن تبسيطه.</translation>
    </message>
    <message>
        <source>Explain an error</source>
        <translation>شرح خطأ</translation>
    </message>
    <message>
        <source>Says what an error message means and how to mend its cause.</source>
        <translation>يبيّن معنى رسالة الخطأ وكيفية إصلاح سببها.</translation>
    </message>
    <message>
        <source>Fix code</source>
        <translation>إصلاح شيفرة</translation>
    </message>
    <message>
        <source>Mends mistakes; the answer is a diff.</source>
        <translation>يصلح الأخطاء؛ والجواب على شكل فروق.</translation>
    </message>
    <message>
        <source>Document code</source>
        <translation>توثيق شيفرة</translation>
    </message>
    <message>
        <source>Adds comments; the answer is a diff.</source>
        <translation>يضيف تعليقات؛ والجواب على شكل فروق.</translation>
    </message>
    <message>
        <source>Write tests</source>
        <translation>كتابة اختبارات</translation>
    </message>
    <message>
        <source>Writes tests for code.</source>
        <translation>يكتب اختبارات للشيفرة.</translation>
    </message>
    <message>
        <source>Convert code</source>
        <translation>تحويل شيفرة</translation>
    </message>
    <message>
        <source>Writes the same program in another language.</source>
        <translation>يكتب البرنامج نفسه بلغة أخرى.</translation>
    </message>
    <message>
        <source>Write code</source>
        <translation>كتابة شيفرة</translation>
    </message>
    <message>
        <source>Writes code from a description.</source>
        <translation>يكتب شيفرة من وصف.</translation>
    </message>
    <message>
        <source>“%1” is no source code: it holds binary data.</source>
        <translation>«%1» ليس شيفرة مصدرية: فيه بيانات ثنائية.</translation>
    </message>
    <message>
        <source>There is no code to work on: give a file or a text.</source>
        <translation>لا توجد شيفرة للعمل عليها: أعط ملفًا أو نصًا.</translation>
    </message>
    <message>
        <source>Say what is wanted: give a text or a file.</source>
        <translation>قل ما المطلوب: أعط نصًا أو ملفًا.</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>الجزء %1 من %2</translation>
    </message>
    <message>
        <source>The model gave no complete code for “%1”; a larger model may.</source>
        <translation>لم يعط النموذج شيفرة كاملة لـ «%1»؛ وقد يستطيع نموذج أكبر.</translation>
    </message>
    <message>
        <source>the text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>Nothing to change in “%1”.</source>
        <translation>لا شيء يُغيَّر في «%1».</translation>
    </message>
    <message>
        <source>The change to “%1” touches more than comments: look at it before you apply it.</source>
        <translation>التغيير في «%1» يمس أكثر من التعليقات: انظر إليه قبل تطبيقه.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>يكتب</translation>
    </message>
    <message>
        <source>Say which language to convert to.</source>
        <translation>قل إلى أي لغة يكون التحويل.</translation>
    </message>
    <message>
        <source>No model is loaded; help with code needs one.</source>
        <translation>لا يوجد نموذج محمّل؛ والمساعدة في الشيفرة تحتاج إلى نموذج.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>There is no code to complete.</source>
        <translation>لا توجد شيفرة لإكمالها.</translation>
    </message>
    <message>
        <source>No model is loaded; completion needs one.</source>
        <translation>لا يوجد نموذج محمّل؛ والإكمال يحتاج إلى نموذج.</translation>
    </message>
    <message>
        <source>To language</source>
        <translation>إلى اللغة</translation>
    </message>
    <message>
        <source>Cursor (line:column)</source>
        <translation>المؤشر (سطر:عمود)</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>ما العمل</translation>
    </message>
    <message>
        <source>Complete code</source>
        <translation>إكمال شيفرة</translation>
    </message>
    <message>
        <source>Writes what belongs at the cursor.</source>
        <translation>يكتب ما موضعه عند المؤشر.</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>لا توجد هنا مهمة «%1».</translation>
    </message>
    <message>
        <source>Looking through “%1”</source>
        <translation>يبحث في «%1»</translation>
    </message>
    <message>
        <source>There is no source code in “%1”.</source>
        <translation>لا توجد شيفرة مصدرية في «%1».</translation>
    </message>
    <message>
        <source>Read in “%1”: %2 (%3 of %4 files).</source>
        <translation>قُرئ من «%1»: %2 (%3 من %4 ملفات).</translation>
    </message>
    <message>
        <source>Say what is to be changed in the folder.</source>
        <translation>قل ما المطلوب تغييره في المجلد.</translation>
    </message>
    <message>
        <source>Choosing the files to change</source>
        <translation>يختار الملفات المراد تغييرها</translation>
    </message>
    <message>
        <source>The model found nothing to change in the files that it read.</source>
        <translation>لم يجد النموذج ما يغيّره في الملفات التي قرأها.</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Do not wrap lines</source>
        <translation>عدم التفاف الأسطر</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>التفاف الأسطر</translation>
    </message>
    <message>
        <source>Save code as…</source>
        <translation>حفظ الشيفرة باسم…</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>تم النسخ</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>نسخ الشيفرة</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>شيفرة: %1</translation>
    </message>
    <message>
        <source>Hide line numbers</source>
        <translation>إخفاء أرقام الأسطر</translation>
    </message>
    <message>
        <source>Show line numbers</source>
        <translation>إظهار أرقام الأسطر</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What would you like to do?</source>
        <translation>ماذا تريد أن تفعل؟</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>No command is called so.</source>
        <translation>لا يوجد أمر بهذا الاسم.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Dictate (%1)</source>
        <translation>إملاء (%1)</translation>
    </message>
    <message>
        <source>Write; it is sent when the model is there</source>
        <translation>اكتب؛ تُرسل عندما يصبح النموذج جاهزًا</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>اكتب رسالة</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>إرفاق ملفات</translation>
    </message>
    <message>
        <source>Write or paste the text to work on, or attach files</source>
        <translation>اكتب النص المراد العمل عليه أو ألصقه، أو أرفق ملفات</translation>
    </message>
    <message>
        <source>Suggestion: %1. Tab takes it.</source>
        <translation>اقتراح: %1. يقبله Tab.</translation>
    </message>
    <message>
        <source>Write what to look for or to do in the folder</source>
        <translation>اكتب ما تبحث عنه أو ما يجب فعله في المجلد</translation>
    </message>
</context>
<context>
    <name>ConsentBar</name>
    <message>
        <source>Documents may leave too:</source>
        <translation>يُسمح بخروج المستندات أيضًا:</translation>
    </message>
    <message>
        <source>Send the text of the documents too</source>
        <translation>إرسال نص المستندات أيضًا</translation>
    </message>
    <message>
        <source>Send this</source>
        <translation>أرسل هذا</translation>
    </message>
    <message>
        <source>Send, and do not ask again in this conversation</source>
        <translation>أرسل ولا تسأل مجددًا في هذه المحادثة</translation>
    </message>
    <message>
        <source>Answer on this computer</source>
        <translation>الإجابة على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>لا ترسل</translation>
    </message>
</context>
<context>
    <name>ContextNotice</name>
    <message>
        <source>This is longer than the model&apos;s context: %1 of %2 tokens. Attach less, or let a task such as Summarize work through it.</source>
        <translation>هذا أطول من سياق النموذج: %1 من %2 رمزًا. أرفق أقل، أو دع مهمة مثل «التلخيص» تعمل عليه.</translation>
    </message>
    <message numerus="yes">
        <source>The context is full. The oldest %n message(s), up to “%1”, are not sent to the model.</source>
        <translation>
            <numerusform>السياق ممتلئ. أقدم %n رسالة، حتى «%1»، لا تُرسَل إلى النموذج.</numerusform>
            <numerusform>السياق ممتلئ. أقدم رسالة (%n)، حتى «%1»، لا تُرسَل إلى النموذج.</numerusform>
            <numerusform>السياق ممتلئ. أقدم رسالتين (%n)، حتى «%1»، لا تُرسَلان إلى النموذج.</numerusform>
            <numerusform>السياق ممتلئ. أقدم %n رسائل، حتى «%1»، لا تُرسَل إلى النموذج.</numerusform>
            <numerusform>السياق ممتلئ. أقدم %n رسالة، حتى «%1»، لا تُرسَل إلى النموذج.</numerusform>
            <numerusform>السياق ممتلئ. أقدم %n رسالة، حتى «%1»، لا تُرسَل إلى النموذج.</numerusform>
        </translation>
    </message>
    <message>
        <source>The context is nearly full (%1 of %2 tokens). Soon the oldest messages are not sent to the model any more.</source>
        <translation>السياق شبه ممتلئ (%1 من %2 رمزًا). قريبًا لن تُرسَل أقدم الرسائل إلى النموذج.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>إظهار</translation>
    </message>
    <message>
        <source>Show where the model begins to read</source>
        <translation>إظهار الموضع الذي يبدأ النموذج القراءة منه</translation>
    </message>
</context>
<context>
    <name>ConversationItem</name>
    <message>
        <source>More for “%1”</source>
        <translation>المزيد عن «%1»</translation>
    </message>
    <message>
        <source>New title</source>
        <translation>عنوان جديد</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>إعادة تسمية</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>إلغاء التثبيت</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>تثبيت</translation>
    </message>
    <message>
        <source>Move to folder…</source>
        <translation>نقل إلى مجلد…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>تصدير…</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Your conversations will be listed here. They stay on this computer.</source>
        <translation>ستظهر محادثاتك هنا. تبقى على هذا الحاسوب.</translation>
    </message>
</context>
<context>
    <name>DestinationLine</name>
    <message>
        <source>Stays on this computer</source>
        <translation>يبقى على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Goes to %1 (%2), after you have agreed</source>
        <translation>يذهب إلى %1 (%2) بعد موافقتك</translation>
    </message>
    <message>
        <source>Goes to %1 (%2) without asking again</source>
        <translation>يذهب إلى %1 (%2) دون سؤال آخر</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>The text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>%1 holds more text than can be worked on at once (over %2 million characters). Split it into smaller files.</source>
        <translation>يحتوي %1 على نص أكثر مما يمكن معالجته دفعة واحدة (أكثر من %2 مليون حرف). قسّمه إلى ملفات أصغر.</translation>
    </message>
    <message>
        <source>%1 holds no text.</source>
        <translation>لا يحتوي %1 على نص.</translation>
    </message>
    <message>
        <source>%1 hidden characters were removed.</source>
        <translation>أُزيل %1 من الأحرف المخفية.</translation>
    </message>
    <message>
        <source> They spelled: “%1”.</source>
        <translation> وكانت تكوّن: «%1».</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2.</source>
        <translation>لا يمكن قراءة %1: %2.</translation>
    </message>
    <message>
        <source>The part “%1” is damaged.</source>
        <translation>الجزء «%1» تالف.</translation>
    </message>
    <message>
        <source>%1 holds bytes that are no text in its encoding (%2); writing it again would damage them. Save a copy in UTF-8 first.</source>
        <translation>يحتوي %1 على بايتات ليست نصًا في ترميزه (%2)؛ وإعادة كتابته ستتلفها. احفظ نسخة بترميز UTF-8 أولًا.</translation>
    </message>
    <message>
        <source>%1 can be read but not written again in its own format. Formats that can: %2.</source>
        <translation>يمكن قراءة %1 لكن لا يمكن إعادة كتابته بصيغته. الصيغ الممكنة: %2.</translation>
    </message>
    <message>
        <source>the bytes are not text</source>
        <translation>البايتات ليست نصًا</translation>
    </message>
    <message>
        <source>%1 is damaged: its list of chapters is missing.</source>
        <translation>%1 تالف: قائمة فصوله مفقودة.</translation>
    </message>
    <message>
        <source>%1 is protected by its shop (DRM) and can&apos;t be read here.</source>
        <translation>%1 محمي من متجره (DRM) ولا يمكن قراءته هنا.</translation>
    </message>
    <message>
        <source>%1 of %2 chapters are missing or damaged.</source>
        <translation>%1 من %2 فصول مفقودة أو تالفة.</translation>
    </message>
    <message>
        <source>%1 passages that the page hides from its readers were left out.</source>
        <translation>تُركت %1 مقاطع تخفيها الصفحة عن قرائها.</translation>
    </message>
    <message>
        <source>%1 holds no text of its own; the page may fetch it from the network, which is not done here.</source>
        <translation>لا يحتوي %1 على نص خاص به؛ ربما تجلبه الصفحة من الشبكة، وهذا لا يحدث هنا.</translation>
    </message>
    <message>
        <source>%1 is no e-mail message: it has no sender, subject or date.</source>
        <translation>ليس %1 رسالة بريد: لا مرسل فيه ولا موضوع ولا تاريخ.</translation>
    </message>
    <message>
        <source>Attachments that were not read: %1.</source>
        <translation>مرفقات لم تُقرأ: %1.</translation>
    </message>
    <message>
        <source>its elements nest too deep</source>
        <translation>عناصره متداخلة بعمق زائد</translation>
    </message>
    <message>
        <source>%1 is protected by a password. Save it without one first.</source>
        <translation>%1 محمي بكلمة مرور. احفظه بدونها أولًا.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2.</source>
        <translation>%1 تالف: %2.</translation>
    </message>
    <message>
        <source>The file is damaged (%1); what follows the damage was not read.</source>
        <translation>الملف تالف (%1)؛ وما بعد التلف لم يُقرأ.</translation>
    </message>
    <message>
        <source>%1 claims %2 pages, more than can be read.</source>
        <translation>يذكر %1 أن فيه %2 صفحة، وهي أكثر مما يمكن قراءته.</translation>
    </message>
    <message>
        <source>%1 holds more text than can be worked on at once.</source>
        <translation>يحتوي %1 على نص أكثر مما يمكن معالجته دفعة واحدة.</translation>
    </message>
    <message>
        <source>%1 of %2 pages hold no text (only pictures, or nothing).</source>
        <translation>%1 من %2 صفحات لا نص فيها (صور فقط أو لا شيء).</translation>
    </message>
    <message>
        <source>%1 has %2 pages but no text in them: it was probably scanned. Run a text recognition (OCR) program on it first.</source>
        <translation>في %1 عدد %2 صفحة بلا نص: ربما مُسح ضوئيًا. شغّل عليه برنامج تعرّف على النص (OCR) أولًا.</translation>
    </message>
    <message>
        <source>%1 is encrypted. Save a copy without a password first.</source>
        <translation>%1 مشفّر. احفظ نسخة بلا كلمة مرور أولًا.</translation>
    </message>
    <message>
        <source>%1 is encrypted in a way that can&apos;t be opened here.</source>
        <translation>%1 مشفّر بطريقة لا يمكن فتحها هنا.</translation>
    </message>
    <message>
        <source>%1 is damaged: it can&apos;t be read as a PDF.</source>
        <translation>%1 تالف: لا يمكن قراءته كملف PDF.</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MB, the most that is read at once.</source>
        <translation>%1 أكبر من %2 م.ب، وهو أقصى ما يُقرأ دفعة واحدة.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 فارغ.</translation>
    </message>
    <message>
        <source>%1 is not a kind of document that can be read here. Save it as PDF, docx, odt or plain text and try that.</source>
        <translation>ليس %1 نوع مستند يمكن قراءته هنا. احفظه بصيغة PDF أو docx أو odt أو نص عادي وجرّب ذلك.</translation>
    </message>
    <message>
        <source>%1 is protected by a password, or is an old Office file (before 2007). Save it as docx without a password.</source>
        <translation>%1 محمي بكلمة مرور، أو ملف Office قديم (قبل 2007). احفظه بصيغة docx بلا كلمة مرور.</translation>
    </message>
    <message>
        <source>%1 is not there: “%2”.</source>
        <translation>%1 غير موجود: «%2».</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 ليس ملفًا.</translation>
    </message>
    <message>
        <source>%1 is %2 MB; the most that is read at once is %3 MB.</source>
        <translation>حجم %1 هو %2 م.ب؛ وأقصى ما يُقرأ دفعة واحدة %3 م.ب.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be opened: %2.</source>
        <translation>لا يمكن فتح %1: %2.</translation>
    </message>
    <message>
        <source>The text for %1 %2.</source>
        <translation>النص الخاص بـ %1 %2.</translation>
    </message>
    <message>
        <source>part %1</source>
        <translation>الجزء %1</translation>
    </message>
    <message>
        <source>lost or repeated a marker of code, a link or a placeholder</source>
        <translation>فقد أو كرر علامة شيفرة أو رابط أو عنصر نائب</translation>
    </message>
    <message>
        <source>changed the order of markup</source>
        <translation>غيّر ترتيب الوسوم</translation>
    </message>
    <message>
        <source>moved a placeholder across markup</source>
        <translation>نقل عنصرًا نائبًا عبر الوسوم</translation>
    </message>
    <message>
        <source>%1 holds no subtitles with times.</source>
        <translation>لا يحتوي %1 على ترجمات ذات أوقات.</translation>
    </message>
    <message>
        <source>Some bytes fit no character of %1 and are shown as �.</source>
        <translation>بعض البايتات لا توافق أي حرف في %1 وتظهر على شكل �.</translation>
    </message>
    <message>
        <source>%1 is damaged: its zip structure can&apos;t be read. Try to open and save it again in the program that made it.</source>
        <translation>%1 تالف: لا يمكن قراءة بنية zip فيه. افتحه واحفظه ثانية في البرنامج الذي أنشأه.</translation>
    </message>
    <message>
        <source>%1 holds %2 parts, which no document needs.</source>
        <translation>يحتوي %1 على %2 جزءًا، وهو ما لا يحتاجه أي مستند.</translation>
    </message>
    <message>
        <source>%1 is encrypted. Save it without a password first.</source>
        <translation>%1 مشفّر. احفظه بلا كلمة مرور أولًا.</translation>
    </message>
    <message>
        <source>%1 is damaged: its part “%2” is missing.</source>
        <translation>%1 تالف: جزؤه «%2» مفقود.</translation>
    </message>
    <message>
        <source>%1 unpacks to far more than a document needs (over %2 MB); it was not read.</source>
        <translation>يُفك ضغط %1 إلى أكثر بكثير مما يحتاجه مستند (أكثر من %2 م.ب)؛ لم يُقرأ.</translation>
    </message>
    <message>
        <source>%1 is damaged: its part “%2” can&apos;t be unpacked.</source>
        <translation>%1 تالف: لا يمكن فك ضغط جزئه «%2».</translation>
    </message>
    <message>
        <source>%1 could not be written again: %2.</source>
        <translation>تعذرت إعادة كتابة %1: %2.</translation>
    </message>
    <message>
        <source>p. %1</source>
        <comment>page</comment>
        <translation>ص %1</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>السطر %1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>%1 is a PDF, and this Hearth was built without what reads them. Save its text from another program, and drop that.</source>
        <translation>%1 ملف PDF، وقد بُنيت هذه النسخة من Hearth من دون ما يقرأ هذه الملفات. احفظ نصه من برنامج آخر ثم أفلته هنا.</translation>
    </message>
</context>
<context>
    <name>DownloadSection</name>
    <message>
        <source>Fetch a file from its address</source>
        <translation>جلب ملف من عنوانه</translation>
    </message>
    <message>
        <source>Copy the address of a .gguf file, and the SHA-256 checksum that its site names. Nothing is connected before you say yes.</source>
        <translation>انسخ عنوان ملف ‎.gguf ومجموع SHA-256 الذي يذكره موقعه. لا اتصال قبل أن تقول نعم.</translation>
    </message>
    <message>
        <source>Address of the file, https://….gguf</source>
        <translation>عنوان الملف، https://….gguf</translation>
    </message>
    <message>
        <source>SHA-256 checksum (64 digits)</source>
        <translation>مجموع SHA-256 (64 خانة)</translation>
    </message>
    <message>
        <source>Fetch…</source>
        <translation>جلب…</translation>
    </message>
    <message>
        <source>Fetching %1: %2</source>
        <translation>جارٍ جلب %1: %2</translation>
    </message>
    <message>
        <source>Checking %1…</source>
        <translation>جارٍ فحص %1…</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>تقدم التنزيل</translation>
    </message>
    <message>
        <source>Yes, fetch it</source>
        <translation>نعم، اجلبه</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>No</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>What is on your mind?</source>
        <translation>ما الذي يشغل بالك؟</translation>
    </message>
    <message>
        <source>This is the small model that comes with Hearth: it is quick and shows how everything works, but it knows little and often errs. Open a larger one for real work.</source>
        <translation>هذا هو النموذج الصغير المرفق مع Hearth: سريع ويبيّن كيف يعمل كل شيء، لكنه يعرف القليل ويخطئ كثيرًا. افتح نموذجًا أكبر للعمل الجاد.</translation>
    </message>
    <message>
        <source>The model is loading. You can write already.</source>
        <translation>النموذج قيد التحميل. يمكنك الكتابة الآن.</translation>
    </message>
    <message>
        <source>More tasks</source>
        <translation>مهام أخرى</translation>
    </message>
</context>
<context>
    <name>EndpointRow</name>
    <message>
        <source>Forget %1 and its key</source>
        <translation>انسَ %1 ومفتاحه</translation>
    </message>
    <message>
        <source>Ask before anything leaves</source>
        <translation>اسأل قبل خروج أي شيء</translation>
    </message>
    <message>
        <source>Documents are asked about in any case.</source>
        <translation>يُسأل عن المستندات في كل الأحوال.</translation>
    </message>
    <message>
        <source>Ask before anything leaves for %1</source>
        <translation>اسأل قبل خروج أي شيء إلى %1</translation>
    </message>
    <message>
        <source>Another key for %1</source>
        <translation>مفتاح آخر لـ %1</translation>
    </message>
    <message>
        <source>Keep this key</source>
        <translation>احفظ هذا المفتاح</translation>
    </message>
</context>
<context>
    <name>EndpointsSection</name>
    <message>
        <source>Larger models elsewhere</source>
        <translation>نماذج أكبر في مكان آخر</translation>
    </message>
    <message>
        <source>Off unless you add one here, and then used only by conversations that you give it in the menu of the model. Their text leaves this computer; every such conversation says so, and asks first.</source>
        <translation>معطَّل ما لم تضف واحدًا هنا، ثم لا تستخدمه إلا المحادثات التي تعطيها إياه في قائمة النموذج. يغادر نصها هذا الحاسوب، وكل محادثة كهذه تقول ذلك وتسأل أولًا.</translation>
    </message>
    <message>
        <source>Address, for example https://api.example.org/v1</source>
        <translation>العنوان، مثل https://api.example.org/v1</translation>
    </message>
    <message>
        <source>Name of the model there</source>
        <translation>اسم النموذج هناك</translation>
    </message>
    <message>
        <source>Key, if it wants one</source>
        <translation>المفتاح إن كان مطلوبًا</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>غير مشفَّر</translation>
    </message>
    <message>
        <source>Anyone on the way could read along. Only for a network that you trust.</source>
        <translation>قد يقرأه أي أحد في الطريق. لشبكة تثق بها فقط.</translation>
    </message>
    <message>
        <source>Allow an address that is not encrypted</source>
        <translation>السماح بعنوان غير مشفَّر</translation>
    </message>
    <message>
        <source>Add this endpoint</source>
        <translation>أضف نقطة الاتصال هذه</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>تصدير</translation>
    </message>
    <message>
        <source>PDF for reading (*.pdf)</source>
        <translation>ملف PDF للقراءة (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>صفحة ويب (*.html)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Everything, to be imported again (*.json)</source>
        <translation>كل شيء، لإعادة استيراده (*.json)</translation>
    </message>
</context>
<context>
    <name>FileChip</name>
    <message>
        <source>File %1</source>
        <translation>الملف %1</translation>
    </message>
</context>
<context>
    <name>FileDrop</name>
    <message>
        <source>Drop to open the model</source>
        <translation>أفلت لفتح النموذج</translation>
    </message>
    <message>
        <source>Drop here to summarize, translate and more</source>
        <translation>أفلت هنا للتلخيص والترجمة وغيرهما</translation>
    </message>
    <message>
        <source>Drop here to attach to the message</source>
        <translation>أفلت هنا للإرفاق بالرسالة</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome to Hearth</source>
        <translation>أهلًا بك في Hearth</translation>
    </message>
    <message>
        <source>Everything you write stays on this computer. To answer, Hearth needs a language model: one file whose name ends in .gguf.</source>
        <translation>كل ما تكتبه يبقى على هذا الحاسوب. يحتاج Hearth للإجابة إلى نموذج لغوي: ملف واحد ينتهي اسمه بـ ‎.gguf.</translation>
    </message>
    <message>
        <source>Drop a model file anywhere in this window, or</source>
        <translation>أفلت ملف نموذج في أي مكان من هذه النافذة، أو</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>فتح ملف نموذج…</translation>
    </message>
    <message>
        <source>Use the small built-in model</source>
        <translation>استخدام النموذج الصغير المدمج</translation>
    </message>
    <message>
        <source>No model yet? Well-known ones are Qwen 3 (4B), Gemma 3 (4B) and Phi-4-mini, as “Q4_0” or “Q4_K_M” files of about 2.5 GB; 8 GB of memory are enough. Fetch one with a browser and open it here. Hearth goes online only when you tell it to.</source>
        <translation>لا نموذج بعد؟ من النماذج المعروفة Qwen 3 (4B) وGemma 3 (4B) وPhi-4-mini، بملفات «Q4_0» أو «Q4_K_M» حجمها نحو 2.5 غ.ب؛ وتكفي ذاكرة 8 غ.ب. اجلب واحدًا بالمتصفح وافتحه هنا. لا يتصل Hearth بالشبكة إلا حين تطلب ذلك.</translation>
    </message>
</context>
<context>
    <name>FolderChips</name>
    <message>
        <source>Code tasks of every conversation may read it</source>
        <translation>يمكن لمهام الشيفرة في كل محادثة قراءته</translation>
    </message>
    <message>
        <source>Code tasks of this conversation may read it</source>
        <translation>يمكن لمهام الشيفرة في هذه المحادثة قراءته</translation>
    </message>
    <message>
        <source>Folder %1</source>
        <translation>المجلد %1</translation>
    </message>
    <message>
        <source>For this conversation only: %1</source>
        <translation>لهذه المحادثة فقط: %1</translation>
    </message>
    <message>
        <source>For every conversation: %1</source>
        <translation>لكل محادثة: %1</translation>
    </message>
    <message>
        <source>Take back %1</source>
        <translation>سحب إذن %1</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>No folder</source>
        <translation>بلا مجلد</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>مجلد جديد</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>Folder: %1</source>
        <translation>المجلد: %1</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>كل المحادثات</translation>
    </message>
    <message>
        <source>Delete this folder</source>
        <translation>حذف هذا المجلد</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>المساعدة</translation>
    </message>
    <message>
        <source>Page of the help</source>
        <translation>صفحة المساعدة</translation>
    </message>
    <message>
        <source>About Hearth</source>
        <translation>حول Hearth</translation>
    </message>
    <message>
        <source>The help was not installed with this program.</source>
        <translation>لم تُثبَّت المساعدة مع هذا البرنامج.</translation>
    </message>
</context>
<context>
    <name>ImageBlock</name>
    <message>
        <source>Picture “%1” (%2): not fetched, Hearth stays off the network.</source>
        <translation>الصورة «%1» (%2): لم تُجلب، يبقى Hearth بعيدًا عن الشبكة.</translation>
    </message>
</context>
<context>
    <name>InstructionsPopup</name>
    <message>
        <source>Instructions for this conversation</source>
        <translation>تعليمات هذه المحادثة</translation>
    </message>
    <message>
        <source>In place of the instructions in the settings: “%1”</source>
        <translation>بدلًا من تعليمات الإعدادات: «%1»</translation>
    </message>
    <message>
        <source>Who the model is to be here, how it is to answer.</source>
        <translation>مَن يكون النموذج هنا وكيف يجيب.</translation>
    </message>
    <message>
        <source>For example: Answer in French, and correct my mistakes.</source>
        <translation>مثلًا: أجب بالفرنسية وصحّح أخطائي.</translation>
    </message>
    <message>
        <source>Take a saved prompt</source>
        <translation>استخدام موجّه محفوظ</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
</context>
<context>
    <name>LocalApiSection</name>
    <message>
        <source>For other programs</source>
        <translation>لبرامج أخرى</translation>
    </message>
    <message>
        <source>Editors and scripts on this computer can use the open model through the OpenAI API, on 127.0.0.1 and with a token. Off at every start.</source>
        <translation>يمكن للمحررات والنصوص البرمجية على هذا الحاسوب استخدام النموذج المفتوح عبر واجهة OpenAI على 127.0.0.1 وبرمز وصول. متوقف عند كل بدء.</translation>
    </message>
    <message>
        <source>Local API</source>
        <translation>واجهة محلية</translation>
    </message>
    <message>
        <source>It serves the model that was open when it was started.</source>
        <translation>تخدم النموذج الذي كان مفتوحًا عند تشغيلها.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>جارٍ البدء…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>نسخ العنوان</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>رمز الوصول</translation>
    </message>
    <message>
        <source>Copy the token</source>
        <translation>نسخ رمز الوصول</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>New conversation</source>
        <translation>محادثة جديدة</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>البحث في كل شيء</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>فتح ملف نموذج…</translation>
    </message>
    <message>
        <source>Do something with files…</source>
        <translation>تنفيذ شيء على الملفات…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>النماذج</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>سلة المحذوفات</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>إيقاف الإجابة</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>الإجابة مرة أخرى</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>إظهار الشريط الجانبي أو إخفاؤه</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>المحادثة التالية</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>المحادثة السابقة</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>ألوان فاتحة</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>ألوان داكنة</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>ألوان النظام</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>نص أكبر</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>نص أصغر</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>فتح مجلد البيانات</translation>
    </message>
    <message>
        <source>Do something with files</source>
        <translation>تنفيذ شيء على الملفات</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>فتح نموذج</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>النماذج (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>كل الملفات (*)</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>إرفاق ملفات…</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>إرفاق ملفات</translation>
    </message>
    <message>
        <source>Quick question</source>
        <translation>سؤال سريع</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>المساعدة</translation>
    </message>
    <message>
        <source>About Hearth</source>
        <translation>حول Hearth</translation>
    </message>
    <message>
        <source>Let code tasks read a folder…</source>
        <translation>السماح لمهام الشيفرة بقراءة مجلد…</translation>
    </message>
    <message>
        <source>Let code tasks read a folder</source>
        <translation>السماح لمهام الشيفرة بقراءة مجلد</translation>
    </message>
</context>
<context>
    <name>MathBlock</name>
    <message>
        <source>Formula: %1</source>
        <translation>صيغة: %1</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Edit message</source>
        <translation>تعديل الرسالة</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>The model reads from here on: its context has no room for more</source>
        <translation>يقرأ النموذج من هنا: لا يتسع سياقه للمزيد</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>Conversation</source>
        <translation>محادثة</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>نسخ بصيغة Markdown</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>تحديد الكل</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>حفظ الشيفرة</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>إلى النهاية</translation>
    </message>
    <message>
        <source>Tasks for the selection…</source>
        <translation>مهام للنص المحدد…</translation>
    </message>
    <message>
        <source>Tasks for the conversation…</source>
        <translation>مهام للمحادثة…</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>%1 (comes with Hearth)</source>
        <translation>%1 (مرفق مع Hearth)</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>جارٍ التحميل…</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>قيد الاستخدام</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>استخدام</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>استخدام %1</translation>
    </message>
    <message>
        <source>Take %1 out of the list</source>
        <translation>إزالة %1 من القائمة</translation>
    </message>
</context>
<context>
    <name>ModelChip</name>
    <message>
        <source>Loading %1</source>
        <translation>جارٍ تحميل %1</translation>
    </message>
    <message>
        <source>Model did not load</source>
        <translation>لم يُحمّل النموذج</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>لا نموذج</translation>
    </message>
    <message>
        <source>Open one</source>
        <translation>افتح واحدًا</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 رمز/ث</translation>
    </message>
    <message>
        <source>context %1 %</source>
        <translation>السياق %1 %</translation>
    </message>
    <message>
        <source>Model: %1, %2</source>
        <translation>النموذج: %1، %2</translation>
    </message>
    <message>
        <source>at %1, not on this computer</source>
        <translation>في %1، ليس على هذا الحاسوب</translation>
    </message>
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>No model</source>
        <translation>لا نموذج</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of context in use</source>
        <translation>%1 من %2 رمز من السياق مستخدمة</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>فتح ملف نموذج…</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>كل النماذج…</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>إلغاء تحميل النموذج</translation>
    </message>
    <message>
        <source>This conversation is answered by</source>
        <translation>يجيب في هذه المحادثة</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>على هذا الحاسوب</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>النماذج</translation>
    </message>
    <message>
        <source>Add a model file…</source>
        <translation>إضافة ملف نموذج…</translation>
    </message>
    <message>
        <source>There are no models yet. Drop a .gguf file on this window, or add one.</source>
        <translation>لا نماذج بعد. أفلت ملف ‎.gguf في هذه النافذة أو أضف واحدًا.</translation>
    </message>
    <message>
        <source>Models worth having</source>
        <translation>نماذج تستحق الاقتناء</translation>
    </message>
    <message>
        <source>2.5 GB; runs in 6 GB of memory</source>
        <translation>2.5 غ.ب؛ يعمل بذاكرة 6 غ.ب</translation>
    </message>
    <message>
        <source>A good all-rounder in many languages.</source>
        <translation>جيد لكل شيء وبلغات كثيرة.</translation>
    </message>
    <message>
        <source>2.4 GB; runs in 6 GB of memory</source>
        <translation>2.4 غ.ب؛ يعمل بذاكرة 6 غ.ب</translation>
    </message>
    <message>
        <source>Writes and translates well.</source>
        <translation>يكتب ويترجم جيدًا.</translation>
    </message>
    <message>
        <source>Good at reasoning and code.</source>
        <translation>جيد في الاستدلال والشيفرة.</translation>
    </message>
    <message>
        <source>1.8 GB; runs in 4 GB of memory</source>
        <translation>1.8 غ.ب؛ يعمل بذاكرة 4 غ.ب</translation>
    </message>
    <message>
        <source>For older laptops.</source>
        <translation>للحواسيب المحمولة القديمة.</translation>
    </message>
    <message>
        <source>Fetch a file with a browser, from a site that you trust, and add it here; or give its address below.</source>
        <translation>اجلب ملفًا بالمتصفح من موقع تثق به وأضفه هنا، أو اكتب عنوانه أدناه.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>PageTitle</name>
    <message>
        <source>Back to the conversation</source>
        <translation>العودة إلى المحادثة</translation>
    </message>
</context>
<context>
    <name>PluginHost</name>
    <message>
        <source>The folder “%1” is not there.</source>
        <translation>المجلد «%1» غير موجود.</translation>
    </message>
    <message>
        <source>“%1” is a whole disk; choose the folder of a project.</source>
        <translation>«%1» قرص كامل؛ اختر مجلد مشروع.</translation>
    </message>
    <message>
        <source>The engine is not running.</source>
        <translation>المحرك لا يعمل.</translation>
    </message>
    <message>
        <source>This task was not allowed to use the model.</source>
        <translation>لم يُسمح لهذه المهمة باستخدام النموذج.</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one first.</source>
        <translation>لم يُحمَّل أي نموذج. اختر واحدًا أولًا.</translation>
    </message>
    <message>
        <source>“%1” was not given to this task.</source>
        <translation>لم يُعطَ «%1» لهذه المهمة.</translation>
    </message>
    <message>
        <source>plugin.json names the prompt “%1”, which is not there.</source>
        <translation>يذكر plugin.json الموجّه «%1» وهو غير موجود.</translation>
    </message>
    <message>
        <source>The task “%1” has no steps; a pack needs at least one.</source>
        <translation>لا خطوات في المهمة «%1»؛ تحتاج الحزمة إلى خطوة واحدة على الأقل.</translation>
    </message>
    <message>
        <source>The zip holds more than %1 files.</source>
        <translation>يحتوي ملف zip على أكثر من %1 ملفًا.</translation>
    </message>
    <message>
        <source>There is no plugin at “%1”.</source>
        <translation>لا توجد إضافة في «%1».</translation>
    </message>
    <message>
        <source>There is no plugin.json in it.</source>
        <translation>لا يوجد فيه plugin.json.</translation>
    </message>
    <message>
        <source>plugin.json is no JSON object: %1 at byte %2.</source>
        <translation>plugin.json ليس كائن JSON: %1 عند البايت %2.</translation>
    </message>
    <message>
        <source>It is written for plugin API %1 to %2; this program has %3.</source>
        <translation>كُتبت لواجهة الإضافات %1 إلى %2؛ ولهذا البرنامج %3.</translation>
    </message>
    <message>
        <source>plugin.json: a process plugin needs a “command”.</source>
        <translation>plugin.json: تحتاج إضافة العملية إلى «command».</translation>
    </message>
    <message>
        <source>The plugin “%1” was left out: %2</source>
        <translation>تُركت الإضافة «%1»: %2</translation>
    </message>
    <message>
        <source>a process plugin must be a folder, not a zip.</source>
        <translation>يجب أن تكون إضافة العملية مجلدًا لا ملف zip.</translation>
    </message>
    <message>
        <source>The plugin “%1” was left out: another one has the id “%2”.</source>
        <translation>تُركت الإضافة «%1»: لأخرى المعرّف «%2».</translation>
    </message>
    <message>
        <source>There is no plugin “%1”.</source>
        <translation>لا توجد إضافة «%1».</translation>
    </message>
    <message>
        <source>The plugin “%1” is switched off.</source>
        <translation>الإضافة «%1» معطلة.</translation>
    </message>
    <message>
        <source>The plugin “%1” asks for: %2. Allow that first.</source>
        <translation>تطلب الإضافة «%1»: %2. اسمح بذلك أولًا.</translation>
    </message>
    <message>
        <source>The plugin “%1” %2%3</source>
        <translation>الإضافة «%1» %2%3</translation>
    </message>
    <message>
        <source> (it said: %1).</source>
        <translation> (قالت: %1).</translation>
    </message>
    <message>
        <source>wrote something that is no JSON-RPC message: “%1”</source>
        <translation>كتبت ما ليس رسالة JSON-RPC: «%1»</translation>
    </message>
    <message>
        <source>wrote a line of more than %1 MB</source>
        <translation>كتبت سطرًا يزيد على %1 م.ب</translation>
    </message>
    <message>
        <source>did not answer within %1 seconds</source>
        <translation>لم تُجب خلال %1 ثانية</translation>
    </message>
    <message>
        <source>could not be started: %1</source>
        <translation>تعذر بدؤها: %1</translation>
    </message>
    <message>
        <source>was ended by signal %1 (out of memory or time, or a crash)</source>
        <translation>أُنهيت بالإشارة %1 (نفاد الذاكرة أو الوقت، أو انهيار)</translation>
    </message>
    <message>
        <source>ended by itself (exit status %1) before it answered</source>
        <translation>انتهت من تلقاء نفسها (الحالة %1) قبل أن تجيب</translation>
    </message>
    <message>
        <source>did not finish within %1 seconds</source>
        <translation>لم تنته خلال %1 ثانية</translation>
    </message>
    <message>
        <source>answered a question that was not asked</source>
        <translation>أجابت عن سؤال لم يُطرح</translation>
    </message>
    <message>
        <source>gave a result that can&apos;t be read: %1</source>
        <translation>أعطت نتيجة لا يمكن قراءتها: %1</translation>
    </message>
    <message>
        <source>The plugin “%1” was not allowed to read files.</source>
        <translation>لم يُسمح للإضافة «%1» بقراءة الملفات.</translation>
    </message>
    <message>
        <source>The plugin names no command.</source>
        <translation>لا تذكر الإضافة أي أمر.</translation>
    </message>
    <message>
        <source>This machine has no sandbox for plugins (bubblewrap is missing or may not be used), so the plugin was not started.</source>
        <translation>لا يوجد في هذا الجهاز صندوق عزل للإضافات (bubblewrap مفقود أو لا يجوز استخدامه)، لذا لم تُشغَّل الإضافة.</translation>
    </message>
    <message>
        <source>The steps of this task can&apos;t be kept in “%1”: %2.</source>
        <translation>لا يمكن حفظ خطوات هذه المهمة في «%1»: %2.</translation>
    </message>
    <message>
        <source>“%1” got nothing to work on: give a file or a text.</source>
        <translation>ليس لدى «%1» ما يعمل عليه: أعطه ملفًا أو نصًا.</translation>
    </message>
    <message>
        <source>“%1” works on the rows of a table; there is none in the input.</source>
        <translation>يعمل «%1» على صفوف جدول؛ ولا جدول في المدخل.</translation>
    </message>
    <message>
        <source>The input is too long for the model&apos;s context: about %1 of %2 characters. A pack for long input uses an “each” step.</source>
        <translation>المدخل أطول من سياق النموذج: نحو %1 من %2 حرفًا. تستخدم الحزمة للمدخلات الطويلة خطوة «each».</translation>
    </message>
    <message>
        <source>The model&apos;s answer does not have the form that “%1” asks for: %2</source>
        <translation>جواب النموذج ليس بالشكل الذي يطلبه «%1»: %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>“%1” needs a model; none is loaded.</source>
        <translation>يحتاج «%1» إلى نموذج؛ ولم يُحمَّل أي نموذج.</translation>
    </message>
    <message>
        <source>“%1” has no task “%2”.</source>
        <translation>ليس لـ «%1» المهمة «%2».</translation>
    </message>
</context>
<context>
    <name>PluginRow</name>
    <message>
        <source>It asks to: %1.</source>
        <translation>تطلب الإضافة: %1.</translation>
    </message>
    <message>
        <source>It may: %1.</source>
        <translation>يُسمح لها: %1.</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>السماح</translation>
    </message>
    <message>
        <source>Allow: %1</source>
        <translation>السماح: %1</translation>
    </message>
</context>
<context>
    <name>Plugins</name>
    <message>
        <source>Summarize</source>
        <translation>تلخيص</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>ترجمة</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>الشيفرة</translation>
    </message>
</context>
<context>
    <name>PluginsSection</name>
    <message>
        <source>Plugins</source>
        <translation>الإضافات</translation>
    </message>
    <message>
        <source>Plugins add tasks for texts and files. One that is not part of Hearth may do only what you allow.</source>
        <translation>تضيف الإضافات مهام للنصوص والملفات. وما ليس جزءًا من Hearth لا يفعل إلا ما تسمح به.</translation>
    </message>
    <message>
        <source>Add a plugin…</source>
        <translation>إضافة ملحق…</translation>
    </message>
    <message>
        <source>Open the plugins folder</source>
        <translation>فتح مجلد الإضافات</translation>
    </message>
    <message>
        <source>Add a plugin</source>
        <translation>إضافة ملحق</translation>
    </message>
    <message>
        <source>Plugins (*.zip)</source>
        <translation>الإضافات (*.zip)</translation>
    </message>
</context>
<context>
    <name>PromptMenu</name>
    <message>
        <source>Tasks and saved prompts</source>
        <translation>المهام والموجّهات المحفوظة</translation>
    </message>
</context>
<context>
    <name>PromptsSection</name>
    <message>
        <source>Saved prompts</source>
        <translation>النصوص الجاهزة المحفوظة</translation>
    </message>
    <message>
        <source>Type “/” at the beginning of a message to use one.</source>
        <translation>اكتب «/» في بداية الرسالة لاستخدام أحدها.</translation>
    </message>
    <message>
        <source>Delete “%1”</source>
        <translation>حذف «%1»</translation>
    </message>
    <message>
        <source>Name of a new prompt</source>
        <translation>اسم نص جاهز جديد</translation>
    </message>
    <message>
        <source>Text of the new prompt</source>
        <translation>محتوى النص الجاهز الجديد</translation>
    </message>
    <message>
        <source>Save prompt</source>
        <translation>حفظ النص الجاهز</translation>
    </message>
</context>
<context>
    <name>QuickAskSection</name>
    <message>
        <source>Quick question</source>
        <translation>سؤال سريع</translation>
    </message>
    <message>
        <source>A small window for one question, also about what is on the clipboard. In this window Ctrl+Shift+K opens it.</source>
        <translation>نافذة صغيرة لسؤال واحد، وعن محتوى الحافظة أيضًا. يفتحها Ctrl+Shift+K في هذه النافذة.</translation>
    </message>
    <message>
        <source>A key of the whole desktop</source>
        <translation>مفتاح لسطح المكتب كله</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>أيقونة في شريط النظام</translation>
    </message>
    <message>
        <source>Hearth then goes on when its window is closed, where the desktop has a tray.</source>
        <translation>يستمر Hearth عندئذ بعد إغلاق نافذته إن كان لسطح المكتب شريط نظام.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>جرّب</translation>
    </message>
</context>
<context>
    <name>QuickAskWindow</name>
    <message>
        <source>Quick question</source>
        <translation>سؤال سريع</translation>
    </message>
    <message>
        <source>What about the clipboard?</source>
        <translation>ماذا عن الحافظة؟</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>اسأل شيئًا</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>اسأل</translation>
    </message>
    <message>
        <source>About the clipboard</source>
        <translation>عن الحافظة</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Go on in the window</source>
        <translation>تابع في النافذة</translation>
    </message>
</context>
<context>
    <name>ReviewFrame</name>
    <message>
        <source>Dismiss</source>
        <translation>إخفاء</translation>
    </message>
</context>
<context>
    <name>RunningTask</name>
    <message>
        <source>Hide what is there already</source>
        <translation>إخفاء ما أُنجز</translation>
    </message>
    <message>
        <source>Show what is there already</source>
        <translation>إظهار ما أُنجز</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>إلغاء: %1</translation>
    </message>
    <message>
        <source>What is there already</source>
        <translation>ما أُنجز</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Search results</source>
        <translation>نتائج البحث</translation>
    </message>
    <message>
        <source>Nothing found for “%1”.</source>
        <translation>لم يُعثر على شيء عن «%1».</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>مثل النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>حركة أقل</translation>
    </message>
    <message>
        <source>Instructions for the model</source>
        <translation>تعليمات للنموذج</translation>
    </message>
    <message>
        <source>Put before every conversation: who the model is to be, how it is to answer.</source>
        <translation>توضع قبل كل محادثة: من يكون النموذج وكيف يجيب.</translation>
    </message>
    <message>
        <source>For example: Answer briefly, and say so when you are not sure.</source>
        <translation>مثلًا: أجب بإيجاز، وقل ذلك عندما لا تكون متأكدًا.</translation>
    </message>
    <message>
        <source>How answers are written</source>
        <translation>كيف تُكتب الإجابات</translation>
    </message>
    <message>
        <source>Variety</source>
        <translation>التنوع</translation>
    </message>
    <message>
        <source>Temperature %1: low is sober and repeatable, high is inventive.</source>
        <translation>الحرارة %1: المنخفضة رصينة ومتكررة، والمرتفعة مبتكرة.</translation>
    </message>
    <message>
        <source>Share of likely words</source>
        <translation>نسبة الكلمات المحتملة</translation>
    </message>
    <message>
        <source>Top-p %1: only the likeliest words that make up this share are considered.</source>
        <translation>Top-p ‏%1: لا يُنظر إلا في أرجح الكلمات التي تشكّل هذه النسبة.</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>أطول إجابة</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 رمز</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>بلا حد</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>المحرك</translation>
    </message>
    <message>
        <source>In force when a model is loaded next.</source>
        <translation>يسري عند تحميل نموذج في المرة القادمة.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>The best one</source>
        <translation>الأفضل</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>السياق</translation>
    </message>
    <message>
        <source>How much of a conversation the model has in view; more takes more memory.</source>
        <translation>مقدار ما يراه النموذج من المحادثة؛ الأكثر يستهلك ذاكرة أكبر.</translation>
    </message>
    <message>
        <source>As the model has it</source>
        <translation>كما في النموذج</translation>
    </message>
    <message>
        <source>Memory of the context</source>
        <translation>ذاكرة السياق</translation>
    </message>
    <message>
        <source>Smaller kinds take less memory and lose a little precision.</source>
        <translation>الأنواع الأصغر تستهلك ذاكرة أقل وتفقد قليلًا من الدقة.</translation>
    </message>
    <message>
        <source>Full (F16)</source>
        <translation>كاملة (F16)</translation>
    </message>
    <message>
        <source>Half (Q8)</source>
        <translation>النصف (Q8)</translation>
    </message>
    <message>
        <source>A quarter (Q4)</source>
        <translation>الربع (Q4)</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>خيوط المعالج</translation>
    </message>
    <message>
        <source>As many as there are fast cores</source>
        <translation>بعدد النوى السريعة</translation>
    </message>
    <message>
        <source>Load the model again with these settings</source>
        <translation>إعادة تحميل النموذج بهذه الإعدادات</translation>
    </message>
    <message>
        <source>Privacy and data</source>
        <translation>الخصوصية والبيانات</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>مجلد البيانات</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>فتح مجلد البيانات</translation>
    </message>
    <message>
        <source>Hearth has no account and counts nothing. It sends nothing anywhere unless you open a door above. Everything is in one folder on this computer.</source>
        <translation>ليس لـ Hearth حساب ولا يحصي شيئًا. لا يرسل شيئًا إلى أي مكان ما لم تفتح بابًا أعلاه. كل شيء في مجلد واحد على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Exports of Hearth and of ChatGPT can be imported.</source>
        <translation>يمكن استيراد ملفات مُصدَّرة من Hearth ومن ChatGPT.</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>تصدير الكل…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>استيراد…</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>استيراد المحادثات</translation>
    </message>
    <message>
        <source>Exports (*.json)</source>
        <translation>ملفات مُصدَّرة (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>كل الملفات (*)</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>الكتابة</translation>
    </message>
    <message>
        <source>Suggest how my message may go on</source>
        <translation>اقتراح تتمة لرسالتي</translation>
    </message>
    <message>
        <source>In grey, after a short pause; Tab takes it. The model on this computer does it.</source>
        <translation>بالرمادي بعد توقف قصير؛ يقبله Tab. يقوم به النموذج على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Spare the battery</source>
        <translation>توفير البطارية</translation>
    </message>
    <message>
        <source>On battery, or when the processor is hot, the engine rests between its steps and half of its threads sleep.</source>
        <translation>على البطارية، أو حين يسخن المعالج، يستريح المحرك بين خطواته وينام نصف خيوطه.</translation>
    </message>
</context>
<context>
    <name>SiblingSwitch</name>
    <message>
        <source>Previous version</source>
        <translation>النسخة السابقة</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>النسخة %1 من %2</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>النسخة التالية</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Hide sidebar</source>
        <translation>إخفاء الشريط الجانبي</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>محادثة جديدة</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>البحث في كل شيء</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>النماذج</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>سلة المحذوفات</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>كل الأوامر</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>المساعدة</translation>
    </message>
</context>
<context>
    <name>Summarize</name>
    <message>
        <source>No model is loaded.</source>
        <translation>لا يوجد نموذج محمّل.</translation>
    </message>
    <message>
        <source>Part %1 of %2%3</source>
        <translation>الجزء %1 من %2%3</translation>
    </message>
    <message>
        <source>The model “%1” can&apos;t follow the instructions that a summary needs</source>
        <translation>لا يستطيع النموذج «%1» اتباع التعليمات التي يحتاجها التلخيص</translation>
    </message>
    <message>
        <source>Writing the summary</source>
        <translation>يكتب الملخص</translation>
    </message>
    <message>
        <source>The model “%1” gave an empty answer</source>
        <translation>أعطى النموذج «%1» جوابًا فارغًا</translation>
    </message>
    <message>
        <source>For %1 of %2 parts the model gave no usable answer; their first sentences stand for them.</source>
        <translation>لم يعط النموذج جوابًا صالحًا لـ %1 من %2 من الأجزاء؛ وجملها الأولى تنوب عنها.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>يقرأ %1</translation>
    </message>
    <message>
        <source>There is nothing to summarize: give a file, a text or a conversation.</source>
        <translation>لا شيء للتلخيص: أعط ملفًا أو نصًا أو محادثة.</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>لا يوجد نموذج محمّل</translation>
    </message>
    <message>
        <source>The model “%1” was not trained to follow instructions</source>
        <translation>لم يُدرَّب النموذج «%1» على اتباع التعليمات</translation>
    </message>
    <message>
        <source>The model “%1” is too small to summarize</source>
        <translation>النموذج «%1» أصغر من أن يلخّص</translation>
    </message>
    <message>
        <source>The model “%1” has too little context to summarize</source>
        <translation>سياق النموذج «%1» أقل من أن يلخّص</translation>
    </message>
    <message>
        <source>Read: %1 % (%2 pages).</source>
        <translation>قُرئ: %1 % (%2 صفحة).</translation>
    </message>
    <message>
        <source>Read: %1 % (%2 characters).</source>
        <translation>قُرئ: %1 % (%2 حرفًا).</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>تلخيص</translation>
    </message>
    <message>
        <source>Says what a document, a text or a conversation holds, each claim with its place and quote.</source>
        <translation>يبيّن محتوى مستند أو نص أو محادثة، وكل قول معه موضعه واقتباسه.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>الطول</translation>
    </message>
    <message>
        <source>One line</source>
        <translation>سطر واحد</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>فقرة</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>صفحة</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>مخطط</translation>
    </message>
    <message>
        <source>Key points</source>
        <translation>النقاط الرئيسية</translation>
    </message>
    <message>
        <source>Action items</source>
        <translation>المهام المطلوبة</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>بريد إلكتروني</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>السؤال</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>الطريقة</translation>
    </message>
    <message>
        <source>With the model</source>
        <translation>بالنموذج</translation>
    </message>
    <message>
        <source>The document&apos;s own sentences</source>
        <translation>جمل المستند نفسه</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>لا توجد هنا مهمة «%1».</translation>
    </message>
    <message>
        <source>%1: these are the document&apos;s own most central sentences.</source>
        <translation>%1: هذه أهم جمل المستند نفسه.</translation>
    </message>
    <message>
        <source>%1 of %2 quotes were not found in the source; they are marked.</source>
        <translation>لم يُعثر على %1 من %2 من الاقتباسات في المصدر؛ وهي معلَّمة.</translation>
    </message>
    <message>
        <source>Comparing the sentences</source>
        <translation>يقارن الجمل</translation>
    </message>
    <message>
        <source>There are no full sentences to choose from; these are the first lines.</source>
        <translation>لا توجد جمل كاملة للاختيار منها؛ هذه هي الأسطر الأولى.</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table: %1</source>
        <translation>جدول: %1</translation>
    </message>
</context>
<context>
    <name>TaskBar</name>
    <message>
        <source>Not this task</source>
        <translation>ليست هذه المهمة</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>إضافة مجلد…</translation>
    </message>
</context>
<context>
    <name>TaskChoice</name>
    <message>
        <source>Start</source>
        <translation>بدء</translation>
    </message>
    <message>
        <source>Start: %1</source>
        <translation>بدء: %1</translation>
    </message>
    <message>
        <source>Hide the options: %1</source>
        <translation>إخفاء الخيارات: %1</translation>
    </message>
    <message>
        <source>Show the options: %1</source>
        <translation>إظهار الخيارات: %1</translation>
    </message>
</context>
<context>
    <name>TaskSheet</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>Translate</name>
    <message>
        <source>Say which language to translate to.</source>
        <translation>قل إلى أي لغة تكون الترجمة.</translation>
    </message>
    <message>
        <source>“%1” is no language that is known here. Give a code such as de, or a name such as German.</source>
        <translation>«%1» ليست لغة معروفة هنا. أعط رمزًا مثل de أو اسمًا مثل German.</translation>
    </message>
    <message>
        <source>“%1” is no language that is known here.</source>
        <translation>«%1» ليست لغة معروفة هنا.</translation>
    </message>
    <message>
        <source>The language of the text could not be found; name it.</source>
        <translation>تعذّر التعرف على لغة النص؛ حدّدها.</translation>
    </message>
    <message>
        <source>The text is in %1 already.</source>
        <translation>النص بهذه اللغة أصلًا: %1.</translation>
    </message>
    <message>
        <source>%1: part %2 of %3</source>
        <translation>%1: الجزء %2 من %3</translation>
    </message>
    <message>
        <source>The markup could not be kept; the source stays.</source>
        <translation>تعذّر الحفاظ على الترميز؛ يبقى الأصل.</translation>
    </message>
    <message>
        <source>Putting %1 together</source>
        <translation>يجمّع %1</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>ترجمة</translation>
    </message>
    <message>
        <source>Translates text and documents; documents keep their format, code, links and numbers.</source>
        <translation>يترجم النصوص والمستندات؛ وتحتفظ المستندات بتنسيقها وشيفرتها وروابطها وأرقامها.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>إلى</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>مسرد</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>الأسلوب</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>لا توجد هنا مهمة «%1».</translation>
    </message>
    <message>
        <source>There is nothing to translate: give a file or a text.</source>
        <translation>لا شيء للترجمة: أعط ملفًا أو نصًا.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>نص</translation>
    </message>
    <message>
        <source>No model is loaded; a translation needs one.</source>
        <translation>لا يوجد نموذج محمّل؛ والترجمة تحتاج إلى نموذج.</translation>
    </message>
    <message>
        <source>%1 of %2 parts need a look: see the marks at their sides.</source>
        <translation>%1 من %2 من الأجزاء تحتاج إلى نظرة: انظر العلامات بجانبها.</translation>
    </message>
</context>
<context>
    <name>TranslationPage</name>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>الترجمة</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) to look at</source>
        <translation>
            <numerusform>%n جزء للنظر فيه</numerusform>
            <numerusform>جزء واحد (%n) للنظر فيه</numerusform>
            <numerusform>جزءان (%n) للنظر فيهما</numerusform>
            <numerusform>%n أجزاء للنظر فيها</numerusform>
            <numerusform>%n جزءًا للنظر فيه</numerusform>
            <numerusform>%n جزء للنظر فيه</numerusform>
        </translation>
    </message>
    <message>
        <source>Goes to the next one</source>
        <translation>ينتقل إلى التالي</translation>
    </message>
    <message>
        <source>Copy the translation</source>
        <translation>نسخ الترجمة</translation>
    </message>
    <message>
        <source>Save %1 as…</source>
        <translation>حفظ %1 باسم…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>حفظ باسم…</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>حُفظ باسم %1</translation>
    </message>
    <message>
        <source>Save the translation</source>
        <translation>حفظ الترجمة</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>الجمل</translation>
    </message>
</context>
<context>
    <name>TranslationRow</name>
    <message>
        <source>Translation of: %1</source>
        <translation>ترجمة: %1</translation>
    </message>
    <message>
        <source>The source stays</source>
        <translation>يبقى الأصل</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Quick question</source>
        <translation>سؤال سريع</translation>
    </message>
    <message>
        <source>Open Hearth</source>
        <translation>فتح Hearth</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
</context>
<context>
    <name>UserMessage</name>
    <message>
        <source>Show all</source>
        <translation>عرض الكل</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>نسخ الرسالة</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>تعديل الرسالة</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>حذف الرسالة</translation>
    </message>
</context>
<context>
    <name>WritingDots</name>
    <message>
        <source>Writing</source>
        <translation>يكتب</translation>
    </message>
</context>
<context>
    <name>hearth::code::Texts</name>
    <message>
        <source>The diff holds no change (no line begins with “@@”).</source>
        <translation>لا يحتوي الفرق على أي تغيير (لا سطر يبدأ بـ «@@»).</translation>
    </message>
    <message>
        <source>Change %1 of %2 fits nowhere in the file: its context “%3” is not there.</source>
        <translation>التغيير %1 من %2 لا موضع له في الملف: «%3» ليس فيه.</translation>
    </message>
    <message>
        <source>“%1” is a link to another file; give that file to the task.</source>
        <translation>«%1» رابط إلى ملف آخر؛ أعط ذلك الملف للمهمة.</translation>
    </message>
    <message>
        <source>“%1” is not there any more.</source>
        <translation>لم يعد «%1» موجودًا.</translation>
    </message>
    <message>
        <source>“%1” is no source file.</source>
        <translation>«%1» ليس ملفًا مصدريًا.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read: %2.</source>
        <translation>تتعذر قراءة «%1»: %2.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be written: %2.</source>
        <translation>تتعذر كتابة «%1»: %2.</translation>
    </message>
    <message>
        <source>“%1” was not given to this task; it is not touched.</source>
        <translation>لم يُعطَ «%1» لهذه المهمة؛ ولن يُمس.</translation>
    </message>
    <message>
        <source>“%1” is not written in UTF-8; a change would damage it.</source>
        <translation>«%1» غير مكتوب بترميز UTF-8؛ وأي تغيير سيفسده.</translation>
    </message>
    <message>
        <source>“%1” is not changed. %2</source>
        <translation>لم يتغير «%1». %2</translation>
    </message>
    <message>
        <source>“%1” has just been changed by another program; look at it and try again.</source>
        <translation>غيّر برنامج آخر «%1» للتو؛ انظر إليه وحاول ثانية.</translation>
    </message>
    <message>
        <source>The folder “%1” can&apos;t be made.</source>
        <translation>يتعذر إنشاء المجلد «%1».</translation>
    </message>
    <message>
        <source>“%1” has changed since; the file as it was is kept at %2.</source>
        <translation>تغيّر «%1» منذ ذلك الحين؛ والملف كما كان محفوظ في %2.</translation>
    </message>
</context>
<context>
    <name>hearth::translate::Texts</name>
    <message>
        <source>Marks of code, links or placeholders were lost or repeated.</source>
        <translation>علامات شيفرة أو روابط أو متغيرات ضاعت أو تكررت.</translation>
    </message>
    <message>
        <source>The translation is empty.</source>
        <translation>الترجمة فارغة.</translation>
    </message>
    <message>
        <source>Numbers are missing: %1.</source>
        <translation>أرقام ناقصة: %1.</translation>
    </message>
    <message>
        <source>Emphasis marks (%1) differ.</source>
        <translation>علامات التشديد (%1) مختلفة.</translation>
    </message>
    <message>
        <source>The translation is far shorter than its source.</source>
        <translation>الترجمة أقصر كثيرًا من الأصل.</translation>
    </message>
    <message>
        <source>The translation is far longer than its source.</source>
        <translation>الترجمة أطول كثيرًا من الأصل.</translation>
    </message>
    <message>
        <source>The glossary asks for “%1”.</source>
        <translation>يطلب المسرد «%1».</translation>
    </message>
    <message>
        <source>“%1” has changed since it was translated; translate it again to save it.</source>
        <translation>تغيّر «%1» بعد ترجمته؛ ترجمه ثانية لحفظه.</translation>
    </message>
    <message>
        <source>At %1 a mark like ⟦1⟧ is missing or there twice: each stands for something that must stay.</source>
        <translation>عند %1 علامة مثل ⟦1⟧ ناقصة أو مكررة: كل علامة تنوب عن شيء يجب أن يبقى.</translation>
    </message>
    <message>
        <source>The model gave no usable translation; the source stays.</source>
        <translation>لم يعط النموذج ترجمة صالحة؛ يبقى الأصل.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Answer</name>
    <message>
        <source>The model&apos;s context is full, so the answer ends here.</source>
        <translation>امتلأ سياق النموذج، لذلك تنتهي الإجابة هنا.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::AttachmentList</name>
    <message>
        <source>Pasted picture.png</source>
        <translation>صورة ملصقة.png</translation>
    </message>
    <message>
        <source>The picture could not be kept.</source>
        <translation>تعذّر حفظ الصورة.</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n كلمة</numerusform>
            <numerusform>كلمة واحدة (%n)</numerusform>
            <numerusform>كلمتان (%n)</numerusform>
            <numerusform>%n كلمات</numerusform>
            <numerusform>%n كلمة</numerusform>
            <numerusform>%n كلمة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::BinModel</name>
    <message>
        <source>Conversation</source>
        <translation>محادثة</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>مجلد</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>نص جاهز</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>مهمة</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>بلا عنوان</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ChatController</name>
    <message>
        <source>The message is in the bin.</source>
        <translation>الرسالة في سلة المحذوفات.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
</context>
<context>
    <name>hearth::ui::CodeHighlighter</name>
    <message>
        <source>Code</source>
        <translation>شيفرة</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ConversationFiles</name>
    <message>
        <source>%1 is not written: choose a name that ends in .pdf, .html, .md or .json.</source>
        <translation>لم يُكتب %1: اختر اسمًا ينتهي بـ ‎.pdf أو ‎.html أو ‎.md أو ‎.json.</translation>
    </message>
    <message>
        <source>Imported: %1 conversations added, %2 changed, %3 there already.</source>
        <translation>تم الاستيراد: أُضيفت %1 محادثة، وتغيّرت %2، و%3 موجودة من قبل.</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>كُتب في %1.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>تعذّرت كتابة %1: %2.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ConversationListModel</name>
    <message>
        <source>Pinned</source>
        <translation>المثبتة</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>آخر 7 أيام</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>آخر 30 يومًا</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>أقدم</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>محادثة جديدة</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Door</name>
    <message>
        <source>The key is kept in the keychain of this system.</source>
        <translation>يُحفظ المفتاح في سلسلة مفاتيح هذا النظام.</translation>
    </message>
    <message>
        <source>There is no keychain on this system: the key is kept in memory until Hearth is closed.</source>
        <translation>لا توجد سلسلة مفاتيح في هذا النظام: يبقى المفتاح في الذاكرة حتى إغلاق Hearth.</translation>
    </message>
    <message>
        <source>The key is kept in the keychain of this system if it has one, else in memory until Hearth is closed.</source>
        <translation>يُحفظ المفتاح في سلسلة مفاتيح هذا النظام إن وُجدت، وإلا ففي الذاكرة حتى إغلاق Hearth.</translation>
    </message>
    <message>
        <source>The name of the model is missing.</source>
        <translation>اسم النموذج ناقص.</translation>
    </message>
    <message>
        <source>%1 is not encrypted: anyone on the way could read along.</source>
        <translation>%1 غير مشفَّر: قد يقرأه أي أحد في الطريق.</translation>
    </message>
    <message>
        <source>That is not an address of an endpoint; one begins with https:// and has no password in it.</source>
        <translation>ليس هذا عنوان نقطة اتصال؛ فالعنوان يبدأ بـ https://‎ ولا يحوي كلمة سر.</translation>
    </message>
    <message>
        <source>This message would go to %1. Nothing has been sent yet.</source>
        <translation>ستذهب هذه الرسالة إلى %1. لم يُرسَل شيء بعد.</translation>
    </message>
    <message numerus="yes">
        <source>This message and the %n before it would go to %1. Nothing has been sent yet.</source>
        <translation>
            <numerusform>ستذهب هذه الرسالة وما قبلها (%n) إلى %1. لم يُرسَل شيء بعد.</numerusform>
            <numerusform>ستذهب هذه الرسالة وما قبلها (%n) إلى %1. لم يُرسَل شيء بعد.</numerusform>
            <numerusform>ستذهب هذه الرسالة وما قبلها (%n) إلى %1. لم يُرسَل شيء بعد.</numerusform>
            <numerusform>ستذهب هذه الرسالة وما قبلها (%n) إلى %1. لم يُرسَل شيء بعد.</numerusform>
            <numerusform>ستذهب هذه الرسالة وما قبلها (%n) إلى %1. لم يُرسَل شيء بعد.</numerusform>
            <numerusform>ستذهب هذه الرسالة وما قبلها (%n) إلى %1. لم يُرسَل شيء بعد.</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds text of a document.</source>
        <translation>تحتوي على نص مستند.</translation>
    </message>
    <message>
        <source>It holds text of documents: %1.</source>
        <translation>تحتوي على نص مستندات: %1.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::LocalApi</name>
    <message>
        <source>It is still ending; try again in a moment.</source>
        <translation>ما زالت تنتهي؛ حاول بعد لحظة.</translation>
    </message>
    <message>
        <source>Open a model first: that is the one that is served.</source>
        <translation>افتح نموذجًا أولًا: هو الذي سيُخدم.</translation>
    </message>
    <message>
        <source>The local API has ended.</source>
        <translation>انتهت الواجهة المحلية.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelController</name>
    <message>
        <source>The model “%1” is no longer at %2.</source>
        <translation>لم يعد النموذج «%1» في %2.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>فتح نموذج…</translation>
    </message>
    <message>
        <source>Open another model…</source>
        <translation>فتح نموذج آخر…</translation>
    </message>
    <message>
        <source>%1 It is being started again; nothing is lost.</source>
        <translation>%1 يُعاد تشغيله؛ لم يُفقد شيء.</translation>
    </message>
    <message>
        <source>The engine could not be started.</source>
        <translation>تعذّر تشغيل المحرك.</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>تشغيله من جديد</translation>
    </message>
    <message>
        <source>slower: the processor is hot</source>
        <translation>أبطأ: المعالج ساخن</translation>
    </message>
    <message>
        <source>slower: on battery</source>
        <translation>أبطأ: على البطارية</translation>
    </message>
    <message>
        <source>%1, %2 of %3 threads</source>
        <extracomment>on the model&apos;s chip: why it is slower, and how many of its threads work</extracomment>
        <translation>%1، %2 من %3 خيوط</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelDownload</name>
    <message>
        <source>Fetch %1 from %2? That site will see this computer&apos;s address. Nothing else is sent.</source>
        <translation>جلب %1 من %2؟ سيرى ذلك الموقع عنوان هذا الحاسوب. لا يُرسل شيء آخر.</translation>
    </message>
    <message>
        <source>Without a checksum nobody can tell whether the file is the right one.</source>
        <translation>بلا مجموع تحقق لا يمكن لأحد أن يعرف أهو الملف الصحيح.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>Another file is being fetched.</source>
        <translation>يُجلب ملف آخر الآن.</translation>
    </message>
    <message>
        <source>That is not an address of a file; one begins with https://.</source>
        <translation>ليس هذا عنوان ملف؛ فالعنوان يبدأ بـ https://‎.</translation>
    </message>
    <message>
        <source>The address does not end in the name of a .gguf file.</source>
        <translation>لا ينتهي العنوان باسم ملف ‎.gguf.</translation>
    </message>
    <message>
        <source>A SHA-256 checksum has 64 digits from 0 to 9 and a to f.</source>
        <translation>لمجموع SHA-256‏ 64 خانة من 0 إلى 9 ومن a إلى f.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>تعذرت كتابة %1: %2.</translation>
    </message>
    <message>
        <source>The disk has room for %1, and this needs %2.</source>
        <translation>في القرص متسع لـ %1، وهذا يحتاج %2.</translation>
    </message>
    <message>
        <source>The connection failed: %1.</source>
        <translation>فشل الاتصال: %1.</translation>
    </message>
    <message>
        <source>The site answered with status %1.</source>
        <translation>أجاب الموقع بالحالة %1.</translation>
    </message>
    <message>
        <source>The connection broke; what has come is kept.</source>
        <translation>انقطع الاتصال؛ ما وصل محفوظ.</translation>
    </message>
    <message>
        <source>%1 could not be read: %2.</source>
        <translation>تعذرت قراءة %1: %2.</translation>
    </message>
    <message>
        <source>What came is not the file with this checksum, so it was deleted.</source>
        <translation>ما وصل ليس الملف ذا هذا المجموع، فحُذف.</translation>
    </message>
    <message>
        <source>%1 is there already and cannot be replaced.</source>
        <translation>%1 موجود ولا يمكن استبداله.</translation>
    </message>
    <message>
        <source>%1 could not be given its name.</source>
        <translation>تعذرت تسمية %1.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelLibrary</name>
    <message>
        <source>%1 of %2 of memory are free.</source>
        <translation>%1 من الذاكرة متاحة من أصل %2.</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>لم يعد الملف موجودًا.</translation>
    </message>
    <message>
        <source>Runs well: needs %1 of memory.</source>
        <translation>يعمل جيدًا: يحتاج إلى %1 من الذاكرة.</translation>
    </message>
    <message>
        <source>Will be slow: needs %1 of memory, more than is free now.</source>
        <translation>سيكون بطيئًا: يحتاج إلى %1 من الذاكرة، أكثر من المتاح الآن.</translation>
    </message>
    <message>
        <source>Will not fit: needs %1 of memory.</source>
        <translation>لا يتسع: يحتاج إلى %1 من الذاكرة.</translation>
    </message>
    <message>
        <source>Reads up to %1 tokens.</source>
        <translation>يقرأ حتى %1 رمز.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::PluginList</name>
    <message>
        <source>ask the model</source>
        <translation>سؤال النموذج</translation>
    </message>
    <message>
        <source>read the files that you give to a task</source>
        <translation>قراءة الملفات التي تعطيها لمهمة</translation>
    </message>
    <message>
        <source>use the network</source>
        <translation>استخدام الشبكة</translation>
    </message>
    <message>
        <source>“%1” was not added: %2</source>
        <translation>لم تتم إضافة «%1»: %2</translation>
    </message>
    <message>
        <source>there is a plugin of that name already</source>
        <translation>توجد إضافة بهذا الاسم بالفعل</translation>
    </message>
    <message>
        <source>it could not be copied to %1</source>
        <translation>تعذّر نسخها إلى %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::QuickAsk</name>
    <message>
        <source>The desktop has been asked for a key.</source>
        <translation>طُلب مفتاح من سطح المكتب.</translation>
    </message>
    <message>
        <source>The key is on; the settings of the desktop say which.</source>
        <translation>المفتاح مفعّل؛ وإعدادات سطح المكتب تبيّنه.</translation>
    </message>
    <message>
        <source>This desktop gives programs no such keys.</source>
        <translation>سطح المكتب هذا لا يمنح البرامج مفاتيح كهذه.</translation>
    </message>
    <message>
        <source>The key was refused, or another program has it.</source>
        <translation>رُفض المفتاح أو يملكه برنامج آخر.</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>ما هذا؟</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>الحافظة</translation>
    </message>
    <message>
        <source>It is answered when a model is open.</source>
        <translation>يُجاب عنه حين يُفتح نموذج.</translation>
    </message>
    <message>
        <source>Ask Hearth a quick question</source>
        <translation>اطرح على Hearth سؤالًا سريعًا</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RunningTasks</name>
    <message>
        <source>less than a minute left</source>
        <translation>بقيت أقل من دقيقة</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>بقي نحو %n دقيقة</numerusform>
            <numerusform>بقيت نحو دقيقة واحدة</numerusform>
            <numerusform>بقيت نحو دقيقتين</numerusform>
            <numerusform>بقيت نحو %n دقائق</numerusform>
            <numerusform>بقيت نحو %n دقيقة</numerusform>
            <numerusform>بقيت نحو %n دقيقة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::SearchModel</name>
    <message>
        <source>New conversation</source>
        <translation>محادثة جديدة</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SidebarController</name>
    <message>
        <source>The folder is in the bin.</source>
        <translation>المجلد في سلة المحذوفات.</translation>
    </message>
    <message>
        <source>“%1” is in the bin.</source>
        <translation>«%1» في سلة المحذوفات.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TaskController</name>
    <message>
        <source>Saved as `%1`</source>
        <translation>حُفظ باسم `%1`</translation>
    </message>
    <message>
        <source>`%1` could not be written: %2</source>
        <translation>تعذّرت كتابة `%1`: %2</translation>
    </message>
    <message>
        <source>(not found word for word)</source>
        <translation>(لم يُعثر عليه حرفيًا)</translation>
    </message>
    <message>
        <source>(does not apply as it is)</source>
        <translation>(لا ينطبق كما هو)</translation>
    </message>
    <message>
        <source>There is no task that takes these files.</source>
        <translation>لا توجد مهمة تقبل هذه الملفات.</translation>
    </message>
    <message>
        <source>There is no task for this.</source>
        <translation>لا توجد مهمة لهذا.</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>أخفقت مهمة %1: %2</translation>
    </message>
    <message>
        <source>%1 is done.</source>
        <translation>اكتملت مهمة %1.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>إظهار</translation>
    </message>
    <message>
        <source>“%1: %2” was cut off at %3 %.</source>
        <translation>انقطعت «%1: %2» عند %3 %.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Write the text that “%1” is to work on, or attach a file.</source>
        <translation>اكتب النص الذي ستعمل عليه «%1»، أو أرفق ملفًا.</translation>
    </message>
    <message>
        <source>“%1” does not take %2.</source>
        <translation>«%1» لا تقبل %2.</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TranslationReview</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>تعذّرت كتابة %1: %2.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>نص</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Workspace</name>
    <message>
        <source>%1 What is said now is not kept.</source>
        <translation>%1 لا يُحفظ ما يُقال الآن.</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>فتح مجلد البيانات</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>تعذّرت كتابة %1: %2.</translation>
    </message>
    <message>
        <source>The system&apos;s voice does not answer, so nothing can be read aloud.</source>
        <translation>صوت النظام لا يستجيب، لذا لا يمكن قراءة أي شيء بصوت عالٍ.</translation>
    </message>
    <message>
        <source>This cannot be read aloud: %1</source>
        <translation>لا يمكن قراءة هذا بصوت عالٍ: %1</translation>
    </message>
</context>
</TS>
