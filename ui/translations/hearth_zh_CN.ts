<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>About Hearth</source>
        <translation>关于 Hearth</translation>
    </message>
    <message>
        <source>Hearth %1</source>
        <translation>Hearth %1</translation>
    </message>
    <message>
        <source>A private assistant that runs on this computer. Apache License 2.0.</source>
        <translation>在这台电脑上运行的私人助手。Apache 许可证 2.0。</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>使用的组件</translation>
    </message>
    <message>
        <source>The libraries of this build and their licences.</source>
        <translation>此版本使用的库及其许可证。</translation>
    </message>
    <message>
        <source>The list of libraries was not installed with this program.</source>
        <translation>库列表未随此程序安装。</translation>
    </message>
    <message>
        <source>For machines (SPDX): %1</source>
        <translation>供机器读取（SPDX）：%1</translation>
    </message>
</context>
<context>
    <name>AnswerFooter</name>
    <message>
        <source>Reading %1 %</source>
        <translation>正在读取 %1 %</translation>
    </message>
    <message>
        <source>Hearth ended while this was being written.</source>
        <translation>书写过程中 Hearth 退出了。</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>您停止了这个回答。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Delete answer</source>
        <translation>删除回答</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>Tasks for this answer</source>
        <translation>用此回答执行任务</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止朗读</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>朗读</translation>
    </message>
    <message>
        <source>Look at the changes</source>
        <translation>查看更改</translation>
    </message>
    <message>
        <source>Side by side with the source</source>
        <translation>与原文对照</translation>
    </message>
</context>
<context>
    <name>AttachmentChips</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>The model cannot see pictures: it is told the name.</source>
        <translation>模型看不到图片，只会得知其名称。</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>不会发送：%1</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>文件 %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>BinPage</name>
    <message>
        <source>Bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>What is here is kept for 30 days.</source>
        <translation>这里的内容保留 30 天。</translation>
    </message>
    <message>
        <source>The bin is empty. What you delete is kept here for 30 days.</source>
        <translation>回收站是空的。删除的内容会在这里保留 30 天。</translation>
    </message>
    <message>
        <source>Really delete everything for good</source>
        <translation>确定永久删除全部内容</translation>
    </message>
    <message>
        <source>Empty the bin</source>
        <translation>清空回收站</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>还剩 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore “%1”</source>
        <translation>恢复“%1”</translation>
    </message>
    <message>
        <source>Delete “%1” for good</source>
        <translation>永久删除“%1”</translation>
    </message>
</context>
<context>
    <name>ChangeRow</name>
    <message>
        <source>Added, line %1: %2</source>
        <translation>添加，第 %1 行：%2</translation>
    </message>
    <message>
        <source>Removed, line %1: %2</source>
        <translation>删除，第 %1 行：%2</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>已应用</translation>
    </message>
    <message>
        <source>a new file</source>
        <translation>新文件</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Apply: %1</source>
        <translation>应用：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>保存文件…</translation>
    </message>
    <message>
        <source>Save the file: %1</source>
        <translation>保存文件：%1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the change: %1</source>
        <translation>复制更改：%1</translation>
    </message>
    <message>
        <source>Save as a patch…</source>
        <translation>另存为补丁…</translation>
    </message>
    <message>
        <source>Save as a patch: %1</source>
        <translation>另存为补丁：%1</translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message>
        <source>Changes</source>
        <translation>更改</translation>
    </message>
    <message numerus="yes">
        <source>Apply to %n file(s)</source>
        <translation>
            <numerusform>应用到 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Lines that change</source>
        <translation>更改的行</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Show sidebar</source>
        <translation>显示侧边栏</translation>
    </message>
    <message>
        <source>Answer this</source>
        <translation>回答这条消息</translation>
    </message>
    <message>
        <source>Your message is kept. It is answered as soon as a model is open.</source>
        <translation>您的消息已保存。打开模型后就会得到回答。</translation>
    </message>
    <message>
        <source>Your message is kept. It is answered when the model has loaded.</source>
        <translation>您的消息已保存。模型加载后就会得到回答。</translation>
    </message>
    <message>
        <source>Instructions for this conversation: %1</source>
        <translation>此对话的指令：%1</translation>
    </message>
    <message>
        <source>Instructions for this conversation</source>
        <translation>此对话的指令</translation>
    </message>
</context>
<context>
    <name>Code</name>
    <message>
        <source>Explain code</source>
        <translation>解释代码</translation>
    </message>
    <message>
        <source>Says what code does and how.</source>
        <translation>说明代码做什么、怎样做。</translation>
    </message>
    <message>
        <source>Review code</source>
        <translation>审查代码</translation>
    </message>
    <message>
        <source>Looks for mistakes, risks and what could be simpler.</source>
        <translation>查找错误、风险和可以简化之处。</translation>
    </message>
    <message>
        <source>Explain an error</source>
        <translation>解释错误</translation>
    </message>
    <message>
        <source>Says what an error message means and how to mend its cause.</source>
        <translation>说明错误信息的含义以及如何消除原因。</translation>
    </message>
    <message>
        <source>Fix code</source>
        <translation>修复代码</translation>
    </message>
    <message>
        <source>Mends mistakes; the answer is a diff.</source>
        <translation>修正错误；以差异形式给出。</translation>
    </message>
    <message>
        <source>Document code</source>
        <translation>为代码写注释</translation>
    </message>
    <message>
        <source>Adds comments; the answer is a diff.</source>
        <translation>添加注释；以差异形式给出。</translation>
    </message>
    <message>
        <source>Write tests</source>
        <translation>编写测试</translation>
    </message>
    <message>
        <source>Writes tests for code.</source>
        <translation>为代码编写测试。</translation>
    </message>
    <message>
        <source>Convert code</source>
        <translation>转换代码</translation>
    </message>
    <message>
        <source>Writes the same program in another language.</source>
        <translation>用另一种语言写出同一程序。</translation>
    </message>
    <message>
        <source>Write code</source>
        <translation>编写代码</translation>
    </message>
    <message>
        <source>Writes code from a description.</source>
        <translation>根据描述编写代码。</translation>
    </message>
    <message>
        <source>“%1” is no source code: it holds binary data.</source>
        <translation>“%1”不是源代码：它含有二进制数据。</translation>
    </message>
    <message>
        <source>There is no code to work on: give a file or a text.</source>
        <translation>没有可处理的代码：请给出文件或文本。</translation>
    </message>
    <message>
        <source>Say what is wanted: give a text or a file.</source>
        <translation>请说明需要什么：给出文本或文件。</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>第 %1 部分，共 %2 部分</translation>
    </message>
    <message>
        <source>The model gave no complete code for “%1”; a larger model may.</source>
        <translation>模型没有给出“%1”的完整代码；更大的模型也许可以。</translation>
    </message>
    <message>
        <source>the text</source>
        <translation>该文本</translation>
    </message>
    <message>
        <source>Nothing to change in “%1”.</source>
        <translation>“%1”无需更改。</translation>
    </message>
    <message>
        <source>The change to “%1” touches more than comments: look at it before you apply it.</source>
        <translation>对“%1”的更改不只涉及注释：应用前请查看。</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在编写</translation>
    </message>
    <message>
        <source>Say which language to convert to.</source>
        <translation>请说明要转换成哪种语言。</translation>
    </message>
    <message>
        <source>No model is loaded; help with code needs one.</source>
        <translation>没有加载模型；代码帮助需要模型。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>There is no code to complete.</source>
        <translation>没有可补全的代码。</translation>
    </message>
    <message>
        <source>No model is loaded; completion needs one.</source>
        <translation>没有加载模型；补全需要模型。</translation>
    </message>
    <message>
        <source>To language</source>
        <translation>目标语言</translation>
    </message>
    <message>
        <source>Cursor (line:column)</source>
        <translation>光标（行:列）</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>要做什么</translation>
    </message>
    <message>
        <source>Complete code</source>
        <translation>补全代码</translation>
    </message>
    <message>
        <source>Writes what belongs at the cursor.</source>
        <translation>写出光标处应有的内容。</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>这里没有任务“%1”。</translation>
    </message>
    <message>
        <source>Looking through “%1”</source>
        <translation>正在查看“%1”</translation>
    </message>
    <message>
        <source>There is no source code in “%1”.</source>
        <translation>“%1”中没有源代码。</translation>
    </message>
    <message>
        <source>Read in “%1”: %2 (%3 of %4 files).</source>
        <translation>已读取“%1”中的：%2（%4 个文件中的 %3 个）。</translation>
    </message>
    <message>
        <source>Say what is to be changed in the folder.</source>
        <translation>请说明要在文件夹中更改什么。</translation>
    </message>
    <message>
        <source>Choosing the files to change</source>
        <translation>正在选择要更改的文件</translation>
    </message>
    <message>
        <source>The model found nothing to change in the files that it read.</source>
        <translation>模型在读取的文件中没有发现需要更改的内容。</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Do not wrap lines</source>
        <translation>不换行</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>自动换行</translation>
    </message>
    <message>
        <source>Save code as…</source>
        <translation>代码另存为…</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>代码：%1</translation>
    </message>
    <message>
        <source>Hide line numbers</source>
        <translation>隐藏行号</translation>
    </message>
    <message>
        <source>Show line numbers</source>
        <translation>显示行号</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What would you like to do?</source>
        <translation>您想做什么？</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>No command is called so.</source>
        <translation>没有这样的命令。</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Dictate (%1)</source>
        <translation>听写（%1）</translation>
    </message>
    <message>
        <source>Write; it is sent when the model is there</source>
        <translation>请书写；模型就绪后发送</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>写一条消息</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>附加文件</translation>
    </message>
    <message>
        <source>Write or paste the text to work on, or attach files</source>
        <translation>输入或粘贴要处理的文本，或附加文件</translation>
    </message>
    <message>
        <source>Suggestion: %1. Tab takes it.</source>
        <translation>建议：%1。按 Tab 接受。</translation>
    </message>
    <message>
        <source>Write what to look for or to do in the folder</source>
        <translation>写下要在文件夹中查找或执行的内容</translation>
    </message>
</context>
<context>
    <name>ConsentBar</name>
    <message>
        <source>Documents may leave too:</source>
        <translation>文档也可以发送：</translation>
    </message>
    <message>
        <source>Send the text of the documents too</source>
        <translation>同时发送文档中的文字</translation>
    </message>
    <message>
        <source>Send this</source>
        <translation>发送这一条</translation>
    </message>
    <message>
        <source>Send, and do not ask again in this conversation</source>
        <translation>发送，且在此对话中不再询问</translation>
    </message>
    <message>
        <source>Answer on this computer</source>
        <translation>在这台电脑上回答</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>不发送</translation>
    </message>
</context>
<context>
    <name>ContextNotice</name>
    <message>
        <source>This is longer than the model&apos;s context: %1 of %2 tokens. Attach less, or let a task such as Summarize work through it.</source>
        <translation>内容超出模型的上下文：%1 / %2 个词元。请减少附件，或交给“总结”之类的任务处理。</translation>
    </message>
    <message numerus="yes">
        <source>The context is full. The oldest %n message(s), up to “%1”, are not sent to the model.</source>
        <translation>
            <numerusform>上下文已满。最早的 %n 条消息（直到“%1”）不会发送给模型。</numerusform>
        </translation>
    </message>
    <message>
        <source>The context is nearly full (%1 of %2 tokens). Soon the oldest messages are not sent to the model any more.</source>
        <translation>上下文即将占满（%1 / %2 个词元）。很快，最早的消息将不再发送给模型。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show where the model begins to read</source>
        <translation>显示模型开始阅读的位置</translation>
    </message>
</context>
<context>
    <name>ConversationItem</name>
    <message>
        <source>More for “%1”</source>
        <translation>“%1”的更多操作</translation>
    </message>
    <message>
        <source>New title</source>
        <translation>新标题</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Move to folder…</source>
        <translation>移到文件夹…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>对话列表</translation>
    </message>
    <message>
        <source>Your conversations will be listed here. They stay on this computer.</source>
        <translation>您的对话会列在这里。它们只保存在这台电脑上。</translation>
    </message>
</context>
<context>
    <name>DestinationLine</name>
    <message>
        <source>Stays on this computer</source>
        <translation>留在这台电脑上</translation>
    </message>
    <message>
        <source>Goes to %1 (%2), after you have agreed</source>
        <translation>经您同意后发送到 %1（%2）</translation>
    </message>
    <message>
        <source>Goes to %1 (%2) without asking again</source>
        <translation>不再询问，直接发送到 %1（%2）</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>The text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>%1 holds more text than can be worked on at once (over %2 million characters). Split it into smaller files.</source>
        <translation>%1 的文本超出一次可处理的量（超过 %2 百万字符）。请将其拆分为较小的文件。</translation>
    </message>
    <message>
        <source>%1 holds no text.</source>
        <translation>%1 中没有文本。</translation>
    </message>
    <message>
        <source>%1 hidden characters were removed.</source>
        <translation>已移除 %1 个隐藏字符。</translation>
    </message>
    <message>
        <source> They spelled: “%1”.</source>
        <translation> 它们组成：“%1”。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>The part “%1” is damaged.</source>
        <translation>“%1”部分已损坏。</translation>
    </message>
    <message>
        <source>%1 holds bytes that are no text in its encoding (%2); writing it again would damage them. Save a copy in UTF-8 first.</source>
        <translation>%1 含有在其编码（%2）中不是文本的字节；重新写入会损坏它们。请先另存一份 UTF-8 副本。</translation>
    </message>
    <message>
        <source>%1 can be read but not written again in its own format. Formats that can: %2.</source>
        <translation>%1 可以读取，但无法以其原有格式重新写入。支持的格式：%2。</translation>
    </message>
    <message>
        <source>the bytes are not text</source>
        <translation>这些字节不是文本</translation>
    </message>
    <message>
        <source>%1 is damaged: its list of chapters is missing.</source>
        <translation>%1 已损坏：缺少章节列表。</translation>
    </message>
    <message>
        <source>%1 is protected by its shop (DRM) and can&apos;t be read here.</source>
        <translation>%1 受商店保护（DRM），无法在此读取。</translation>
    </message>
    <message>
        <source>%1 of %2 chapters are missing or damaged.</source>
        <translation>%2 章中有 %1 章缺失或损坏。</translation>
    </message>
    <message>
        <source>%1 passages that the page hides from its readers were left out.</source>
        <translation>已略去页面对读者隐藏的 %1 处内容。</translation>
    </message>
    <message>
        <source>%1 holds no text of its own; the page may fetch it from the network, which is not done here.</source>
        <translation>%1 本身没有文本；该页面可能从网络获取，这里不会这样做。</translation>
    </message>
    <message>
        <source>%1 is no e-mail message: it has no sender, subject or date.</source>
        <translation>%1 不是电子邮件：没有发件人、主题或日期。</translation>
    </message>
    <message>
        <source>Attachments that were not read: %1.</source>
        <translation>未读取的附件：%1。</translation>
    </message>
    <message>
        <source>its elements nest too deep</source>
        <translation>元素嵌套过深</translation>
    </message>
    <message>
        <source>%1 is protected by a password. Save it without one first.</source>
        <translation>%1 受密码保护。请先保存为无密码的文件。</translation>
    </message>
    <message>
        <source>%1 is damaged: %2.</source>
        <translation>%1 已损坏：%2。</translation>
    </message>
    <message>
        <source>The file is damaged (%1); what follows the damage was not read.</source>
        <translation>文件已损坏（%1）；损坏处之后的内容未读取。</translation>
    </message>
    <message>
        <source>%1 claims %2 pages, more than can be read.</source>
        <translation>%1 声称有 %2 页，超出可读取的数量。</translation>
    </message>
    <message>
        <source>%1 holds more text than can be worked on at once.</source>
        <translation>%1 的文本超出一次可处理的量。</translation>
    </message>
    <message>
        <source>%1 of %2 pages hold no text (only pictures, or nothing).</source>
        <translation>%2 页中有 %1 页没有文本（只有图片或空白）。</translation>
    </message>
    <message>
        <source>%1 has %2 pages but no text in them: it was probably scanned. Run a text recognition (OCR) program on it first.</source>
        <translation>%1 有 %2 页但没有文本：可能是扫描件。请先用文字识别（OCR）程序处理。</translation>
    </message>
    <message>
        <source>%1 is encrypted. Save a copy without a password first.</source>
        <translation>%1 已加密。请先保存一份无密码的副本。</translation>
    </message>
    <message>
        <source>%1 is encrypted in a way that can&apos;t be opened here.</source>
        <translation>%1 的加密方式无法在此打开。</translation>
    </message>
    <message>
        <source>%1 is damaged: it can&apos;t be read as a PDF.</source>
        <translation>%1 已损坏：无法作为 PDF 读取。</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MB, the most that is read at once.</source>
        <translation>%1 大于 %2 MB，这是一次读取的上限。</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 是空的。</translation>
    </message>
    <message>
        <source>%1 is not a kind of document that can be read here. Save it as PDF, docx, odt or plain text and try that.</source>
        <translation>%1 不是可在此读取的文档类型。请另存为 PDF、docx、odt 或纯文本后重试。</translation>
    </message>
    <message>
        <source>%1 is protected by a password, or is an old Office file (before 2007). Save it as docx without a password.</source>
        <translation>%1 受密码保护，或是旧版 Office 文件（2007 之前）。请另存为无密码的 docx。</translation>
    </message>
    <message>
        <source>%1 is not there: “%2”.</source>
        <translation>%1 不存在：“%2”。</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 不是文件。</translation>
    </message>
    <message>
        <source>%1 is %2 MB; the most that is read at once is %3 MB.</source>
        <translation>%1 为 %2 MB；一次最多读取 %3 MB。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be opened: %2.</source>
        <translation>无法打开 %1：%2。</translation>
    </message>
    <message>
        <source>The text for %1 %2.</source>
        <translation>%1 的文本%2。</translation>
    </message>
    <message>
        <source>part %1</source>
        <translation>第 %1 部分</translation>
    </message>
    <message>
        <source>lost or repeated a marker of code, a link or a placeholder</source>
        <translation>丢失或重复了代码、链接或占位符的标记</translation>
    </message>
    <message>
        <source>changed the order of markup</source>
        <translation>改变了标记的顺序</translation>
    </message>
    <message>
        <source>moved a placeholder across markup</source>
        <translation>将占位符移到了标记之外</translation>
    </message>
    <message>
        <source>%1 holds no subtitles with times.</source>
        <translation>%1 中没有带时间的字幕。</translation>
    </message>
    <message>
        <source>Some bytes fit no character of %1 and are shown as �.</source>
        <translation>某些字节不对应 %1 的任何字符，显示为 �。</translation>
    </message>
    <message>
        <source>%1 is damaged: its zip structure can&apos;t be read. Try to open and save it again in the program that made it.</source>
        <translation>%1 已损坏：无法读取其 zip 结构。请在创建它的程序中重新打开并保存。</translation>
    </message>
    <message>
        <source>%1 holds %2 parts, which no document needs.</source>
        <translation>%1 含有 %2 个部分，没有文档需要这么多。</translation>
    </message>
    <message>
        <source>%1 is encrypted. Save it without a password first.</source>
        <translation>%1 已加密。请先保存为无密码的文件。</translation>
    </message>
    <message>
        <source>%1 is damaged: its part “%2” is missing.</source>
        <translation>%1 已损坏：缺少“%2”部分。</translation>
    </message>
    <message>
        <source>%1 unpacks to far more than a document needs (over %2 MB); it was not read.</source>
        <translation>%1 解压后远超文档所需（超过 %2 MB）；未读取。</translation>
    </message>
    <message>
        <source>%1 is damaged: its part “%2” can&apos;t be unpacked.</source>
        <translation>%1 已损坏：“%2”部分无法解压。</translation>
    </message>
    <message>
        <source>%1 could not be written again: %2.</source>
        <translation>无法重新写入 %1：%2。</translation>
    </message>
    <message>
        <source>p. %1</source>
        <comment>page</comment>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>%1 is a PDF, and this Hearth was built without what reads them. Save its text from another program, and drop that.</source>
        <translation>%1 是 PDF，而此 Hearth 在构建时未包含读取 PDF 的部分。请用其他程序将其文本另存，再拖放该文本。</translation>
    </message>
</context>
<context>
    <name>DownloadSection</name>
    <message>
        <source>Fetch a file from its address</source>
        <translation>从地址获取文件</translation>
    </message>
    <message>
        <source>Copy the address of a .gguf file, and the SHA-256 checksum that its site names. Nothing is connected before you say yes.</source>
        <translation>复制 .gguf 文件的地址，以及其网站给出的 SHA-256 校验和。在您同意之前不会建立任何连接。</translation>
    </message>
    <message>
        <source>Address of the file, https://….gguf</source>
        <translation>文件地址，https://….gguf</translation>
    </message>
    <message>
        <source>SHA-256 checksum (64 digits)</source>
        <translation>SHA-256 校验和（64 位）</translation>
    </message>
    <message>
        <source>Fetch…</source>
        <translation>获取…</translation>
    </message>
    <message>
        <source>Fetching %1: %2</source>
        <translation>正在获取 %1：%2</translation>
    </message>
    <message>
        <source>Checking %1…</source>
        <translation>正在校验 %1…</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>下载进度</translation>
    </message>
    <message>
        <source>Yes, fetch it</source>
        <translation>好，获取</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>What is on your mind?</source>
        <translation>您在想什么？</translation>
    </message>
    <message>
        <source>This is the small model that comes with Hearth: it is quick and shows how everything works, but it knows little and often errs. Open a larger one for real work.</source>
        <translation>这是 Hearth 自带的小模型：速度快，可以展示各项功能，但懂得不多，常会出错。正式使用请打开更大的模型。</translation>
    </message>
    <message>
        <source>The model is loading. You can write already.</source>
        <translation>模型正在加载。您现在就可以书写。</translation>
    </message>
    <message>
        <source>More tasks</source>
        <translation>更多任务</translation>
    </message>
</context>
<context>
    <name>EndpointRow</name>
    <message>
        <source>Forget %1 and its key</source>
        <translation>忘记 %1 及其密钥</translation>
    </message>
    <message>
        <source>Ask before anything leaves</source>
        <translation>发送任何内容前先询问</translation>
    </message>
    <message>
        <source>Documents are asked about in any case.</source>
        <translation>发送文档前始终会询问。</translation>
    </message>
    <message>
        <source>Ask before anything leaves for %1</source>
        <translation>向 %1 发送任何内容前先询问</translation>
    </message>
    <message>
        <source>Another key for %1</source>
        <translation>%1 的新密钥</translation>
    </message>
    <message>
        <source>Keep this key</source>
        <translation>保存此密钥</translation>
    </message>
</context>
<context>
    <name>EndpointsSection</name>
    <message>
        <source>Larger models elsewhere</source>
        <translation>别处的更大模型</translation>
    </message>
    <message>
        <source>Off unless you add one here, and then used only by conversations that you give it in the menu of the model. Their text leaves this computer; every such conversation says so, and asks first.</source>
        <translation>除非您在此添加，否则不启用；添加后也只用于您在模型菜单中指定的对话。这些对话的文字会离开这台电脑；每个这样的对话都会标明，并先询问您。</translation>
    </message>
    <message>
        <source>Address, for example https://api.example.org/v1</source>
        <translation>地址，例如 https://api.example.org/v1</translation>
    </message>
    <message>
        <source>Name of the model there</source>
        <translation>该处的模型名称</translation>
    </message>
    <message>
        <source>Key, if it wants one</source>
        <translation>密钥（如果需要）</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>未加密</translation>
    </message>
    <message>
        <source>Anyone on the way could read along. Only for a network that you trust.</source>
        <translation>途中任何人都可能读到。仅限您信任的网络。</translation>
    </message>
    <message>
        <source>Allow an address that is not encrypted</source>
        <translation>允许未加密的地址</translation>
    </message>
    <message>
        <source>Add this endpoint</source>
        <translation>添加此端点</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>PDF for reading (*.pdf)</source>
        <translation>供阅读的 PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Everything, to be imported again (*.json)</source>
        <translation>全部内容，可再次导入 (*.json)</translation>
    </message>
</context>
<context>
    <name>FileChip</name>
    <message>
        <source>File %1</source>
        <translation>文件 %1</translation>
    </message>
</context>
<context>
    <name>FileDrop</name>
    <message>
        <source>Drop to open the model</source>
        <translation>松开以打开模型</translation>
    </message>
    <message>
        <source>Drop here to summarize, translate and more</source>
        <translation>拖放到此处以总结、翻译等</translation>
    </message>
    <message>
        <source>Drop here to attach to the message</source>
        <translation>拖放到此处以附加到消息</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome to Hearth</source>
        <translation>欢迎使用 Hearth</translation>
    </message>
    <message>
        <source>Everything you write stays on this computer. To answer, Hearth needs a language model: one file whose name ends in .gguf.</source>
        <translation>您写的一切都留在这台电脑上。要回答问题，Hearth 需要一个语言模型：一个名称以 .gguf 结尾的文件。</translation>
    </message>
    <message>
        <source>Drop a model file anywhere in this window, or</source>
        <translation>把模型文件拖放到窗口任意位置，或者</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>打开模型文件…</translation>
    </message>
    <message>
        <source>Use the small built-in model</source>
        <translation>使用内置的小模型</translation>
    </message>
    <message>
        <source>No model yet? Well-known ones are Qwen 3 (4B), Gemma 3 (4B) and Phi-4-mini, as “Q4_0” or “Q4_K_M” files of about 2.5 GB; 8 GB of memory are enough. Fetch one with a browser and open it here. Hearth goes online only when you tell it to.</source>
        <translation>还没有模型？常见的有 Qwen 3（4B）、Gemma 3（4B）和 Phi-4-mini，“Q4_0”或“Q4_K_M”文件约 2.5 GB；8 GB 内存即可。用浏览器获取一个，然后在此打开。只有您要求时 Hearth 才会联网。</translation>
    </message>
</context>
<context>
    <name>FolderChips</name>
    <message>
        <source>Code tasks of every conversation may read it</source>
        <translation>所有对话的代码任务都可以读取</translation>
    </message>
    <message>
        <source>Code tasks of this conversation may read it</source>
        <translation>此对话的代码任务可以读取</translation>
    </message>
    <message>
        <source>Folder %1</source>
        <translation>文件夹 %1</translation>
    </message>
    <message>
        <source>For this conversation only: %1</source>
        <translation>仅限此对话：%1</translation>
    </message>
    <message>
        <source>For every conversation: %1</source>
        <translation>用于所有对话：%1</translation>
    </message>
    <message>
        <source>Take back %1</source>
        <translation>收回 %1</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>No folder</source>
        <translation>不放入文件夹</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>Folder: %1</source>
        <translation>文件夹：%1</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>全部对话</translation>
    </message>
    <message>
        <source>Delete this folder</source>
        <translation>删除此文件夹</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Page of the help</source>
        <translation>帮助页面</translation>
    </message>
    <message>
        <source>About Hearth</source>
        <translation>关于 Hearth</translation>
    </message>
    <message>
        <source>The help was not installed with this program.</source>
        <translation>帮助未随此程序安装。</translation>
    </message>
</context>
<context>
    <name>ImageBlock</name>
    <message>
        <source>Picture “%1” (%2): not fetched, Hearth stays off the network.</source>
        <translation>图片“%1”（%2）：未获取，Hearth 不使用网络。</translation>
    </message>
</context>
<context>
    <name>InstructionsPopup</name>
    <message>
        <source>Instructions for this conversation</source>
        <translation>此对话的指令</translation>
    </message>
    <message>
        <source>In place of the instructions in the settings: “%1”</source>
        <translation>代替设置中的指令：“%1”</translation>
    </message>
    <message>
        <source>Who the model is to be here, how it is to answer.</source>
        <translation>模型在此应是谁、应如何回答。</translation>
    </message>
    <message>
        <source>For example: Answer in French, and correct my mistakes.</source>
        <translation>例如：用法语回答，并纠正我的错误。</translation>
    </message>
    <message>
        <source>Take a saved prompt</source>
        <translation>使用已保存的提示词</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>LocalApiSection</name>
    <message>
        <source>For other programs</source>
        <translation>供其他程序使用</translation>
    </message>
    <message>
        <source>Editors and scripts on this computer can use the open model through the OpenAI API, on 127.0.0.1 and with a token. Off at every start.</source>
        <translation>这台电脑上的编辑器和脚本可通过 OpenAI API 使用已打开的模型，地址为 127.0.0.1 并需令牌。每次启动时均为关闭。</translation>
    </message>
    <message>
        <source>Local API</source>
        <translation>本地 API</translation>
    </message>
    <message>
        <source>It serves the model that was open when it was started.</source>
        <translation>它提供启动时所打开的模型。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Copy the token</source>
        <translation>复制令牌</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部内容</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>打开模型文件…</translation>
    </message>
    <message>
        <source>Do something with files…</source>
        <translation>对文件执行操作…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>停止回答</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>显示或隐藏侧边栏</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>下一个对话</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>上一个对话</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>跟随系统颜色</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>打开数据文件夹</translation>
    </message>
    <message>
        <source>Do something with files</source>
        <translation>对文件执行操作</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>模型 (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>附加文件…</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>附加文件</translation>
    </message>
    <message>
        <source>Quick question</source>
        <translation>快速提问</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>About Hearth</source>
        <translation>关于 Hearth</translation>
    </message>
    <message>
        <source>Let code tasks read a folder…</source>
        <translation>允许代码任务读取文件夹…</translation>
    </message>
    <message>
        <source>Let code tasks read a folder</source>
        <translation>允许代码任务读取文件夹</translation>
    </message>
</context>
<context>
    <name>MathBlock</name>
    <message>
        <source>Formula: %1</source>
        <translation>公式：%1</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Edit message</source>
        <translation>编辑消息</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>The model reads from here on: its context has no room for more</source>
        <translation>模型从这里开始阅读：其上下文容纳不下更多内容</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>保存代码</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>转到末尾</translation>
    </message>
    <message>
        <source>Tasks for the selection…</source>
        <translation>用所选内容执行任务…</translation>
    </message>
    <message>
        <source>Tasks for the conversation…</source>
        <translation>用此对话执行任务…</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>%1 (comes with Hearth)</source>
        <translation>%1（Hearth 自带）</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>Take %1 out of the list</source>
        <translation>从列表中移除 %1</translation>
    </message>
</context>
<context>
    <name>ModelChip</name>
    <message>
        <source>Loading %1</source>
        <translation>正在加载 %1</translation>
    </message>
    <message>
        <source>Model did not load</source>
        <translation>模型未能加载</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>Open one</source>
        <translation>打开一个</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>context %1 %</source>
        <translation>上下文 %1 %</translation>
    </message>
    <message>
        <source>Model: %1, %2</source>
        <translation>模型：%1，%2</translation>
    </message>
    <message>
        <source>at %1, not on this computer</source>
        <translation>位于 %1，不在这台电脑上</translation>
    </message>
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>No model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of context in use</source>
        <translation>上下文已用 %1 / %2 个词元</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>打开模型文件…</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>全部模型…</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>卸载模型</translation>
    </message>
    <message>
        <source>This conversation is answered by</source>
        <translation>此对话由以下模型回答</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>在这台电脑上</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Add a model file…</source>
        <translation>添加模型文件…</translation>
    </message>
    <message>
        <source>There are no models yet. Drop a .gguf file on this window, or add one.</source>
        <translation>还没有模型。把 .gguf 文件拖放到此窗口，或者添加一个。</translation>
    </message>
    <message>
        <source>Models worth having</source>
        <translation>值得拥有的模型</translation>
    </message>
    <message>
        <source>2.5 GB; runs in 6 GB of memory</source>
        <translation>2.5 GB；6 GB 内存即可运行</translation>
    </message>
    <message>
        <source>A good all-rounder in many languages.</source>
        <translation>多语言的全能模型。</translation>
    </message>
    <message>
        <source>2.4 GB; runs in 6 GB of memory</source>
        <translation>2.4 GB；6 GB 内存即可运行</translation>
    </message>
    <message>
        <source>Writes and translates well.</source>
        <translation>擅长写作和翻译。</translation>
    </message>
    <message>
        <source>Good at reasoning and code.</source>
        <translation>擅长推理和代码。</translation>
    </message>
    <message>
        <source>1.8 GB; runs in 4 GB of memory</source>
        <translation>1.8 GB；4 GB 内存即可运行</translation>
    </message>
    <message>
        <source>For older laptops.</source>
        <translation>适合较旧的笔记本电脑。</translation>
    </message>
    <message>
        <source>Fetch a file with a browser, from a site that you trust, and add it here; or give its address below.</source>
        <translation>用浏览器从您信任的网站获取文件并添加到这里；或在下面给出其地址。</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>PageTitle</name>
    <message>
        <source>Back to the conversation</source>
        <translation>返回对话</translation>
    </message>
</context>
<context>
    <name>PluginHost</name>
    <message>
        <source>The folder “%1” is not there.</source>
        <translation>文件夹“%1”不存在。</translation>
    </message>
    <message>
        <source>“%1” is a whole disk; choose the folder of a project.</source>
        <translation>“%1”是整个磁盘；请选择某个项目的文件夹。</translation>
    </message>
    <message>
        <source>The engine is not running.</source>
        <translation>引擎未运行。</translation>
    </message>
    <message>
        <source>This task was not allowed to use the model.</source>
        <translation>此任务未获准使用模型。</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one first.</source>
        <translation>没有加载模型。请先选择一个。</translation>
    </message>
    <message>
        <source>“%1” was not given to this task.</source>
        <translation>“%1”未提供给此任务。</translation>
    </message>
    <message>
        <source>plugin.json names the prompt “%1”, which is not there.</source>
        <translation>plugin.json 指定了不存在的提示词“%1”。</translation>
    </message>
    <message>
        <source>The task “%1” has no steps; a pack needs at least one.</source>
        <translation>任务“%1”没有步骤；任务包至少需要一个。</translation>
    </message>
    <message>
        <source>The zip holds more than %1 files.</source>
        <translation>该 zip 含有超过 %1 个文件。</translation>
    </message>
    <message>
        <source>There is no plugin at “%1”.</source>
        <translation>“%1”处没有插件。</translation>
    </message>
    <message>
        <source>There is no plugin.json in it.</source>
        <translation>其中没有 plugin.json。</translation>
    </message>
    <message>
        <source>plugin.json is no JSON object: %1 at byte %2.</source>
        <translation>plugin.json 不是 JSON 对象：%1，位于字节 %2。</translation>
    </message>
    <message>
        <source>It is written for plugin API %1 to %2; this program has %3.</source>
        <translation>它是为插件 API %1 至 %2 编写的；本程序为 %3。</translation>
    </message>
    <message>
        <source>plugin.json: a process plugin needs a “command”.</source>
        <translation>plugin.json：进程插件需要“command”。</translation>
    </message>
    <message>
        <source>The plugin “%1” was left out: %2</source>
        <translation>插件“%1”已被忽略：%2</translation>
    </message>
    <message>
        <source>a process plugin must be a folder, not a zip.</source>
        <translation>进程插件必须是文件夹，而不是 zip。</translation>
    </message>
    <message>
        <source>The plugin “%1” was left out: another one has the id “%2”.</source>
        <translation>插件“%1”已被忽略：另一个插件的标识也是“%2”。</translation>
    </message>
    <message>
        <source>There is no plugin “%1”.</source>
        <translation>没有插件“%1”。</translation>
    </message>
    <message>
        <source>The plugin “%1” is switched off.</source>
        <translation>插件“%1”已关闭。</translation>
    </message>
    <message>
        <source>The plugin “%1” asks for: %2. Allow that first.</source>
        <translation>插件“%1”请求：%2。请先允许。</translation>
    </message>
    <message>
        <source>The plugin “%1” %2%3</source>
        <translation>插件“%1”%2%3</translation>
    </message>
    <message>
        <source> (it said: %1).</source>
        <translation>（它说：%1）。</translation>
    </message>
    <message>
        <source>wrote something that is no JSON-RPC message: “%1”</source>
        <translation>写出的内容不是 JSON-RPC 消息：“%1”</translation>
    </message>
    <message>
        <source>wrote a line of more than %1 MB</source>
        <translation>写出了超过 %1 MB 的一行</translation>
    </message>
    <message>
        <source>did not answer within %1 seconds</source>
        <translation>在 %1 秒内没有应答</translation>
    </message>
    <message>
        <source>could not be started: %1</source>
        <translation>无法启动：%1</translation>
    </message>
    <message>
        <source>was ended by signal %1 (out of memory or time, or a crash)</source>
        <translation>被信号 %1 终止（内存或时间耗尽，或崩溃）</translation>
    </message>
    <message>
        <source>ended by itself (exit status %1) before it answered</source>
        <translation>在应答之前自行结束（退出状态 %1）</translation>
    </message>
    <message>
        <source>did not finish within %1 seconds</source>
        <translation>在 %1 秒内没有完成</translation>
    </message>
    <message>
        <source>answered a question that was not asked</source>
        <translation>回答了未提出的问题</translation>
    </message>
    <message>
        <source>gave a result that can&apos;t be read: %1</source>
        <translation>给出了无法读取的结果：%1</translation>
    </message>
    <message>
        <source>The plugin “%1” was not allowed to read files.</source>
        <translation>插件“%1”未获准读取文件。</translation>
    </message>
    <message>
        <source>The plugin names no command.</source>
        <translation>该插件未指定命令。</translation>
    </message>
    <message>
        <source>This machine has no sandbox for plugins (bubblewrap is missing or may not be used), so the plugin was not started.</source>
        <translation>此计算机没有插件沙箱（缺少 bubblewrap 或不允许使用），因此未启动该插件。</translation>
    </message>
    <message>
        <source>The steps of this task can&apos;t be kept in “%1”: %2.</source>
        <translation>无法将此任务的步骤保存在“%1”：%2。</translation>
    </message>
    <message>
        <source>“%1” got nothing to work on: give a file or a text.</source>
        <translation>“%1”没有可处理的内容：请提供文件或文本。</translation>
    </message>
    <message>
        <source>“%1” works on the rows of a table; there is none in the input.</source>
        <translation>“%1”处理表格的行；输入中没有表格。</translation>
    </message>
    <message>
        <source>The input is too long for the model&apos;s context: about %1 of %2 characters. A pack for long input uses an “each” step.</source>
        <translation>输入对模型的上下文来说太长：约 %1 / %2 个字符。处理长输入的任务包应使用“each”步骤。</translation>
    </message>
    <message>
        <source>The model&apos;s answer does not have the form that “%1” asks for: %2</source>
        <translation>模型的回答不符合“%1”要求的形式：%2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>“%1” needs a model; none is loaded.</source>
        <translation>“%1”需要模型；尚未加载。</translation>
    </message>
    <message>
        <source>“%1” has no task “%2”.</source>
        <translation>“%1”没有任务“%2”。</translation>
    </message>
</context>
<context>
    <name>PluginRow</name>
    <message>
        <source>It asks to: %1.</source>
        <translation>它请求：%1。</translation>
    </message>
    <message>
        <source>It may: %1.</source>
        <translation>它可以：%1。</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Allow: %1</source>
        <translation>允许：%1</translation>
    </message>
</context>
<context>
    <name>Plugins</name>
    <message>
        <source>Summarize</source>
        <translation>总结</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
</context>
<context>
    <name>PluginsSection</name>
    <message>
        <source>Plugins</source>
        <translation>插件</translation>
    </message>
    <message>
        <source>Plugins add tasks for texts and files. One that is not part of Hearth may do only what you allow.</source>
        <translation>插件为文本和文件添加任务。不属于 Hearth 的插件只能做您允许的事。</translation>
    </message>
    <message>
        <source>Add a plugin…</source>
        <translation>添加插件…</translation>
    </message>
    <message>
        <source>Open the plugins folder</source>
        <translation>打开插件文件夹</translation>
    </message>
    <message>
        <source>Add a plugin</source>
        <translation>添加插件</translation>
    </message>
    <message>
        <source>Plugins (*.zip)</source>
        <translation>插件 (*.zip)</translation>
    </message>
</context>
<context>
    <name>PromptMenu</name>
    <message>
        <source>Tasks and saved prompts</source>
        <translation>任务和已保存的提示词</translation>
    </message>
</context>
<context>
    <name>PromptsSection</name>
    <message>
        <source>Saved prompts</source>
        <translation>已保存的提示</translation>
    </message>
    <message>
        <source>Type “/” at the beginning of a message to use one.</source>
        <translation>在消息开头输入“/”即可使用。</translation>
    </message>
    <message>
        <source>Delete “%1”</source>
        <translation>删除“%1”</translation>
    </message>
    <message>
        <source>Name of a new prompt</source>
        <translation>新提示的名称</translation>
    </message>
    <message>
        <source>Text of the new prompt</source>
        <translation>新提示的内容</translation>
    </message>
    <message>
        <source>Save prompt</source>
        <translation>保存提示</translation>
    </message>
</context>
<context>
    <name>QuickAskSection</name>
    <message>
        <source>Quick question</source>
        <translation>快速提问</translation>
    </message>
    <message>
        <source>A small window for one question, also about what is on the clipboard. In this window Ctrl+Shift+K opens it.</source>
        <translation>用于提一个问题的小窗口，也可针对剪贴板内容。在此窗口中按 Ctrl+Shift+K 打开。</translation>
    </message>
    <message>
        <source>A key of the whole desktop</source>
        <translation>全局快捷键</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>托盘图标</translation>
    </message>
    <message>
        <source>Hearth then goes on when its window is closed, where the desktop has a tray.</source>
        <translation>若桌面有托盘，关闭窗口后 Hearth 会继续运行。</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
</context>
<context>
    <name>QuickAskWindow</name>
    <message>
        <source>Quick question</source>
        <translation>快速提问</translation>
    </message>
    <message>
        <source>What about the clipboard?</source>
        <translation>想问剪贴板内容什么？</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>问点什么</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>About the clipboard</source>
        <translation>关于剪贴板</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Go on in the window</source>
        <translation>在主窗口中继续</translation>
    </message>
</context>
<context>
    <name>ReviewFrame</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>RunningTask</name>
    <message>
        <source>Hide what is there already</source>
        <translation>隐藏已有结果</translation>
    </message>
    <message>
        <source>Show what is there already</source>
        <translation>显示已有结果</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>取消：%1</translation>
    </message>
    <message>
        <source>What is there already</source>
        <translation>已有结果</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Search results</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Nothing found for “%1”.</source>
        <translation>没有找到“%1”。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Instructions for the model</source>
        <translation>给模型的说明</translation>
    </message>
    <message>
        <source>Put before every conversation: who the model is to be, how it is to answer.</source>
        <translation>放在每个对话之前：模型的身份以及回答方式。</translation>
    </message>
    <message>
        <source>For example: Answer briefly, and say so when you are not sure.</source>
        <translation>例如：回答要简短，不确定时请说明。</translation>
    </message>
    <message>
        <source>How answers are written</source>
        <translation>回答的写法</translation>
    </message>
    <message>
        <source>Variety</source>
        <translation>多样性</translation>
    </message>
    <message>
        <source>Temperature %1: low is sober and repeatable, high is inventive.</source>
        <translation>温度 %1：低则稳重、可重复，高则富有想象。</translation>
    </message>
    <message>
        <source>Share of likely words</source>
        <translation>可能词语的比例</translation>
    </message>
    <message>
        <source>Top-p %1: only the likeliest words that make up this share are considered.</source>
        <translation>Top-p %1：只考虑占到这一比例的最可能的词语。</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>最长回答</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>In force when a model is loaded next.</source>
        <translation>下次加载模型时生效。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>The best one</source>
        <translation>最佳设备</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>How much of a conversation the model has in view; more takes more memory.</source>
        <translation>模型能看到多少对话内容；越多占用内存越多。</translation>
    </message>
    <message>
        <source>As the model has it</source>
        <translation>与模型一致</translation>
    </message>
    <message>
        <source>Memory of the context</source>
        <translation>上下文的内存</translation>
    </message>
    <message>
        <source>Smaller kinds take less memory and lose a little precision.</source>
        <translation>较小的类型占用更少内存，精度略有损失。</translation>
    </message>
    <message>
        <source>Full (F16)</source>
        <translation>完整 (F16)</translation>
    </message>
    <message>
        <source>Half (Q8)</source>
        <translation>一半 (Q8)</translation>
    </message>
    <message>
        <source>A quarter (Q4)</source>
        <translation>四分之一 (Q4)</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>处理器线程</translation>
    </message>
    <message>
        <source>As many as there are fast cores</source>
        <translation>与高速核心数相同</translation>
    </message>
    <message>
        <source>Load the model again with these settings</source>
        <translation>用这些设置重新加载模型</translation>
    </message>
    <message>
        <source>Privacy and data</source>
        <translation>隐私与数据</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>打开数据文件夹</translation>
    </message>
    <message>
        <source>Hearth has no account and counts nothing. It sends nothing anywhere unless you open a door above. Everything is in one folder on this computer.</source>
        <translation>Hearth 没有账户，也不统计任何东西。除非您在上面打开一扇门，它不向任何地方发送内容。一切都在这台电脑的一个文件夹里。</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Exports of Hearth and of ChatGPT can be imported.</source>
        <translation>可以导入 Hearth 和 ChatGPT 的导出文件。</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>全部导出…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>Exports (*.json)</source>
        <translation>导出文件 (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写作</translation>
    </message>
    <message>
        <source>Suggest how my message may go on</source>
        <translation>为我的消息建议续写</translation>
    </message>
    <message>
        <source>In grey, after a short pause; Tab takes it. The model on this computer does it.</source>
        <translation>短暂停顿后以灰色显示；按 Tab 接受。由这台电脑上的模型完成。</translation>
    </message>
    <message>
        <source>Spare the battery</source>
        <translation>节省电池</translation>
    </message>
    <message>
        <source>On battery, or when the processor is hot, the engine rests between its steps and half of its threads sleep.</source>
        <translation>使用电池或处理器过热时，引擎在步骤之间休息，并让一半线程休眠。</translation>
    </message>
</context>
<context>
    <name>SiblingSwitch</name>
    <message>
        <source>Previous version</source>
        <translation>上一个版本</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>第 %1 个版本，共 %2 个</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>下一个版本</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Hide sidebar</source>
        <translation>隐藏侧边栏</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部内容</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>所有命令</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>Summarize</name>
    <message>
        <source>No model is loaded.</source>
        <translation>没有加载模型。</translation>
    </message>
    <message>
        <source>Part %1 of %2%3</source>
        <translation>第 %1 部分，共 %2 部分%3</translation>
    </message>
    <message>
        <source>The model “%1” can&apos;t follow the instructions that a summary needs</source>
        <translation>模型“%1”无法遵循总结所需的指令</translation>
    </message>
    <message>
        <source>Writing the summary</source>
        <translation>正在写总结</translation>
    </message>
    <message>
        <source>The model “%1” gave an empty answer</source>
        <translation>模型“%1”给出了空回答</translation>
    </message>
    <message>
        <source>For %1 of %2 parts the model gave no usable answer; their first sentences stand for them.</source>
        <translation>%2 部分中有 %1 部分模型没有给出可用的回答；以其首句代替。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>There is nothing to summarize: give a file, a text or a conversation.</source>
        <translation>没有可总结的内容：请给出文件、文本或对话。</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>没有加载模型</translation>
    </message>
    <message>
        <source>The model “%1” was not trained to follow instructions</source>
        <translation>模型“%1”没有受过遵循指令的训练</translation>
    </message>
    <message>
        <source>The model “%1” is too small to summarize</source>
        <translation>模型“%1”太小，无法总结</translation>
    </message>
    <message>
        <source>The model “%1” has too little context to summarize</source>
        <translation>模型“%1”的上下文太小，无法总结</translation>
    </message>
    <message>
        <source>Read: %1 % (%2 pages).</source>
        <translation>已读：%1 %（%2 页）。</translation>
    </message>
    <message>
        <source>Read: %1 % (%2 characters).</source>
        <translation>已读：%1 %（%2 个字符）。</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>总结</translation>
    </message>
    <message>
        <source>Says what a document, a text or a conversation holds, each claim with its place and quote.</source>
        <translation>说明文档、文本或对话的内容，每个论断都附位置和引文。</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>One line</source>
        <translation>一行</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>一段</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>一页</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Key points</source>
        <translation>要点</translation>
    </message>
    <message>
        <source>Action items</source>
        <translation>待办事项</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>With the model</source>
        <translation>用模型</translation>
    </message>
    <message>
        <source>The document&apos;s own sentences</source>
        <translation>文档原句</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>这里没有任务“%1”。</translation>
    </message>
    <message>
        <source>%1: these are the document&apos;s own most central sentences.</source>
        <translation>%1：以下是文档中最核心的原句。</translation>
    </message>
    <message>
        <source>%1 of %2 quotes were not found in the source; they are marked.</source>
        <translation>%2 条引文中有 %1 条在原文中找不到；已标出。</translation>
    </message>
    <message>
        <source>Comparing the sentences</source>
        <translation>正在比较句子</translation>
    </message>
    <message>
        <source>There are no full sentences to choose from; these are the first lines.</source>
        <translation>没有完整的句子可选；以下是前几行。</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table: %1</source>
        <translation>表格：%1</translation>
    </message>
</context>
<context>
    <name>TaskBar</name>
    <message>
        <source>Not this task</source>
        <translation>不使用此任务</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
</context>
<context>
    <name>TaskChoice</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Start: %1</source>
        <translation>开始：%1</translation>
    </message>
    <message>
        <source>Hide the options: %1</source>
        <translation>隐藏选项：%1</translation>
    </message>
    <message>
        <source>Show the options: %1</source>
        <translation>显示选项：%1</translation>
    </message>
</context>
<context>
    <name>TaskSheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Translate</name>
    <message>
        <source>Say which language to translate to.</source>
        <translation>请说明要翻译成哪种语言。</translation>
    </message>
    <message>
        <source>“%1” is no language that is known here. Give a code such as de, or a name such as German.</source>
        <translation>“%1”不是这里认识的语言。请给出代码（如 de）或名称（如 German）。</translation>
    </message>
    <message>
        <source>“%1” is no language that is known here.</source>
        <translation>“%1”不是这里认识的语言。</translation>
    </message>
    <message>
        <source>The language of the text could not be found; name it.</source>
        <translation>无法识别文本的语言；请指明。</translation>
    </message>
    <message>
        <source>The text is in %1 already.</source>
        <translation>文本已经是%1。</translation>
    </message>
    <message>
        <source>%1: part %2 of %3</source>
        <translation>%1：第 %2 部分，共 %3 部分</translation>
    </message>
    <message>
        <source>The markup could not be kept; the source stays.</source>
        <translation>无法保持标记；保留原文。</translation>
    </message>
    <message>
        <source>Putting %1 together</source>
        <translation>正在组合 %1</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Translates text and documents; documents keep their format, code, links and numbers.</source>
        <translation>翻译文本和文档；文档保持格式、代码、链接和数字。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>译成</translation>
    </message>
    <message>
        <source>From</source>
        <translation>源语言</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>词汇表</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>There is no task “%1” here.</source>
        <translation>这里没有任务“%1”。</translation>
    </message>
    <message>
        <source>There is nothing to translate: give a file or a text.</source>
        <translation>没有可翻译的内容：请给出文件或文本。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>No model is loaded; a translation needs one.</source>
        <translation>没有加载模型；翻译需要模型。</translation>
    </message>
    <message>
        <source>%1 of %2 parts need a look: see the marks at their sides.</source>
        <translation>%2 部分中有 %1 部分需要查看：见其旁的标记。</translation>
    </message>
</context>
<context>
    <name>TranslationPage</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) to look at</source>
        <translation>
            <numerusform>%n 处需要查看</numerusform>
        </translation>
    </message>
    <message>
        <source>Goes to the next one</source>
        <translation>转到下一处</translation>
    </message>
    <message>
        <source>Copy the translation</source>
        <translation>复制译文</translation>
    </message>
    <message>
        <source>Save %1 as…</source>
        <translation>将 %1 另存为…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Save the translation</source>
        <translation>保存译文</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
</context>
<context>
    <name>TranslationRow</name>
    <message>
        <source>Translation of: %1</source>
        <translation>译文：%1</translation>
    </message>
    <message>
        <source>The source stays</source>
        <translation>保留原文</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Quick question</source>
        <translation>快速提问</translation>
    </message>
    <message>
        <source>Open Hearth</source>
        <translation>打开 Hearth</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>UserMessage</name>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>编辑消息</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>删除消息</translation>
    </message>
</context>
<context>
    <name>WritingDots</name>
    <message>
        <source>Writing</source>
        <translation>正在书写</translation>
    </message>
</context>
<context>
    <name>hearth::code::Texts</name>
    <message>
        <source>The diff holds no change (no line begins with “@@”).</source>
        <translation>差异中没有更改（没有以“@@”开头的行）。</translation>
    </message>
    <message>
        <source>Change %1 of %2 fits nowhere in the file: its context “%3” is not there.</source>
        <translation>第 %1 处更改（共 %2 处）在文件中找不到位置：其中没有“%3”。</translation>
    </message>
    <message>
        <source>“%1” is a link to another file; give that file to the task.</source>
        <translation>“%1”是指向另一文件的链接；请把那个文件交给任务。</translation>
    </message>
    <message>
        <source>“%1” is not there any more.</source>
        <translation>“%1”已不存在。</translation>
    </message>
    <message>
        <source>“%1” is no source file.</source>
        <translation>“%1”不是源文件。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read: %2.</source>
        <translation>无法读取“%1”：%2。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be written: %2.</source>
        <translation>无法写入“%1”：%2。</translation>
    </message>
    <message>
        <source>“%1” was not given to this task; it is not touched.</source>
        <translation>“%1”没有交给此任务；不会改动它。</translation>
    </message>
    <message>
        <source>“%1” is not written in UTF-8; a change would damage it.</source>
        <translation>“%1”不是 UTF-8 编码；更改会损坏它。</translation>
    </message>
    <message>
        <source>“%1” is not changed. %2</source>
        <translation>“%1”未更改。%2</translation>
    </message>
    <message>
        <source>“%1” has just been changed by another program; look at it and try again.</source>
        <translation>“%1”刚被另一个程序更改；请查看后重试。</translation>
    </message>
    <message>
        <source>The folder “%1” can&apos;t be made.</source>
        <translation>无法创建文件夹“%1”。</translation>
    </message>
    <message>
        <source>“%1” has changed since; the file as it was is kept at %2.</source>
        <translation>“%1”此后已更改；原先的文件保存在 %2。</translation>
    </message>
</context>
<context>
    <name>hearth::translate::Texts</name>
    <message>
        <source>Marks of code, links or placeholders were lost or repeated.</source>
        <translation>代码、链接或占位符的标记丢失或重复。</translation>
    </message>
    <message>
        <source>The translation is empty.</source>
        <translation>译文为空。</translation>
    </message>
    <message>
        <source>Numbers are missing: %1.</source>
        <translation>缺少数字：%1。</translation>
    </message>
    <message>
        <source>Emphasis marks (%1) differ.</source>
        <translation>强调标记（%1）不一致。</translation>
    </message>
    <message>
        <source>The translation is far shorter than its source.</source>
        <translation>译文比原文短得多。</translation>
    </message>
    <message>
        <source>The translation is far longer than its source.</source>
        <translation>译文比原文长得多。</translation>
    </message>
    <message>
        <source>The glossary asks for “%1”.</source>
        <translation>词汇表要求“%1”。</translation>
    </message>
    <message>
        <source>“%1” has changed since it was translated; translate it again to save it.</source>
        <translation>“%1”在翻译后已更改；请重新翻译再保存。</translation>
    </message>
    <message>
        <source>At %1 a mark like ⟦1⟧ is missing or there twice: each stands for something that must stay.</source>
        <translation>在 %1 处，像 ⟦1⟧ 这样的标记缺失或重复：每个标记都代表必须保留的内容。</translation>
    </message>
    <message>
        <source>The model gave no usable translation; the source stays.</source>
        <translation>模型没有给出可用的译文；保留原文。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Answer</name>
    <message>
        <source>The model&apos;s context is full, so the answer ends here.</source>
        <translation>模型的上下文已满，回答到此为止。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::AttachmentList</name>
    <message>
        <source>Pasted picture.png</source>
        <translation>粘贴的图片.png</translation>
    </message>
    <message>
        <source>The picture could not be kept.</source>
        <translation>无法保存该图片。</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n 个词</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::BinModel</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>无标题</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ChatController</name>
    <message>
        <source>The message is in the bin.</source>
        <translation>消息已放入回收站。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>hearth::ui::CodeHighlighter</name>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ConversationFiles</name>
    <message>
        <source>%1 is not written: choose a name that ends in .pdf, .html, .md or .json.</source>
        <translation>未写入 %1：请选择以 .pdf、.html、.md 或 .json 结尾的文件名。</translation>
    </message>
    <message>
        <source>Imported: %1 conversations added, %2 changed, %3 there already.</source>
        <translation>已导入：新增 %1 个对话，更改 %2 个，%3 个已存在。</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ConversationListModel</name>
    <message>
        <source>Pinned</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>更早</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Door</name>
    <message>
        <source>The key is kept in the keychain of this system.</source>
        <translation>密钥保存在本系统的钥匙串中。</translation>
    </message>
    <message>
        <source>There is no keychain on this system: the key is kept in memory until Hearth is closed.</source>
        <translation>本系统没有钥匙串：密钥只保存在内存中，直到关闭 Hearth。</translation>
    </message>
    <message>
        <source>The key is kept in the keychain of this system if it has one, else in memory until Hearth is closed.</source>
        <translation>若本系统有钥匙串，密钥就保存在其中；否则只保存在内存中，直到关闭 Hearth。</translation>
    </message>
    <message>
        <source>The name of the model is missing.</source>
        <translation>缺少模型名称。</translation>
    </message>
    <message>
        <source>%1 is not encrypted: anyone on the way could read along.</source>
        <translation>%1 未加密：途中任何人都可能读到。</translation>
    </message>
    <message>
        <source>That is not an address of an endpoint; one begins with https:// and has no password in it.</source>
        <translation>这不是端点地址；端点地址以 https:// 开头，且不含密码。</translation>
    </message>
    <message>
        <source>This message would go to %1. Nothing has been sent yet.</source>
        <translation>这条消息将发送到 %1。目前尚未发送任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>This message and the %n before it would go to %1. Nothing has been sent yet.</source>
        <translation>
            <numerusform>这条消息及之前的 %n 条将发送到 %1。目前尚未发送任何内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds text of a document.</source>
        <translation>其中包含某个文档的文字。</translation>
    </message>
    <message>
        <source>It holds text of documents: %1.</source>
        <translation>其中包含文档的文字：%1。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::LocalApi</name>
    <message>
        <source>It is still ending; try again in a moment.</source>
        <translation>它仍在结束，请稍后再试。</translation>
    </message>
    <message>
        <source>Open a model first: that is the one that is served.</source>
        <translation>请先打开一个模型：所提供的就是它。</translation>
    </message>
    <message>
        <source>The local API has ended.</source>
        <translation>本地 API 已结束。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelController</name>
    <message>
        <source>The model “%1” is no longer at %2.</source>
        <translation>模型“%1”已不在 %2。</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>打开模型…</translation>
    </message>
    <message>
        <source>Open another model…</source>
        <translation>打开另一个模型…</translation>
    </message>
    <message>
        <source>%1 It is being started again; nothing is lost.</source>
        <translation>%1 正在重新启动；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>The engine could not be started.</source>
        <translation>引擎无法启动。</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>slower: the processor is hot</source>
        <translation>已放慢：处理器过热</translation>
    </message>
    <message>
        <source>slower: on battery</source>
        <translation>已放慢：使用电池</translation>
    </message>
    <message>
        <source>%1, %2 of %3 threads</source>
        <extracomment>on the model&apos;s chip: why it is slower, and how many of its threads work</extracomment>
        <translation>%1，%3 个线程中的 %2 个</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelDownload</name>
    <message>
        <source>Fetch %1 from %2? That site will see this computer&apos;s address. Nothing else is sent.</source>
        <translation>从 %2 获取 %1？该网站会看到这台电脑的地址。不会发送其他内容。</translation>
    </message>
    <message>
        <source>Without a checksum nobody can tell whether the file is the right one.</source>
        <translation>没有校验和，就无法确定文件是否正确。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Another file is being fetched.</source>
        <translation>正在获取另一个文件。</translation>
    </message>
    <message>
        <source>That is not an address of a file; one begins with https://.</source>
        <translation>这不是文件地址；文件地址以 https:// 开头。</translation>
    </message>
    <message>
        <source>The address does not end in the name of a .gguf file.</source>
        <translation>该地址不以 .gguf 文件名结尾。</translation>
    </message>
    <message>
        <source>A SHA-256 checksum has 64 digits from 0 to 9 and a to f.</source>
        <translation>SHA-256 校验和由 64 位 0–9 和 a–f 组成。</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>The disk has room for %1, and this needs %2.</source>
        <translation>磁盘剩余 %1，而这需要 %2。</translation>
    </message>
    <message>
        <source>The connection failed: %1.</source>
        <translation>连接失败：%1。</translation>
    </message>
    <message>
        <source>The site answered with status %1.</source>
        <translation>网站返回状态 %1。</translation>
    </message>
    <message>
        <source>The connection broke; what has come is kept.</source>
        <translation>连接中断；已收到的内容会保留。</translation>
    </message>
    <message>
        <source>%1 could not be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>What came is not the file with this checksum, so it was deleted.</source>
        <translation>收到的文件与校验和不符，已删除。</translation>
    </message>
    <message>
        <source>%1 is there already and cannot be replaced.</source>
        <translation>%1 已存在且无法替换。</translation>
    </message>
    <message>
        <source>%1 could not be given its name.</source>
        <translation>无法为 %1 命名。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ModelLibrary</name>
    <message>
        <source>%1 of %2 of memory are free.</source>
        <translation>内存可用 %1，共 %2。</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>文件已不存在。</translation>
    </message>
    <message>
        <source>Runs well: needs %1 of memory.</source>
        <translation>运行良好：需要 %1 内存。</translation>
    </message>
    <message>
        <source>Will be slow: needs %1 of memory, more than is free now.</source>
        <translation>会比较慢：需要 %1 内存，超过当前可用内存。</translation>
    </message>
    <message>
        <source>Will not fit: needs %1 of memory.</source>
        <translation>放不下：需要 %1 内存。</translation>
    </message>
    <message>
        <source>Reads up to %1 tokens.</source>
        <translation>最多读取 %1 个词元。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::PluginList</name>
    <message>
        <source>ask the model</source>
        <translation>询问模型</translation>
    </message>
    <message>
        <source>read the files that you give to a task</source>
        <translation>读取您交给任务的文件</translation>
    </message>
    <message>
        <source>use the network</source>
        <translation>使用网络</translation>
    </message>
    <message>
        <source>“%1” was not added: %2</source>
        <translation>未添加“%1”：%2</translation>
    </message>
    <message>
        <source>there is a plugin of that name already</source>
        <translation>已有同名插件</translation>
    </message>
    <message>
        <source>it could not be copied to %1</source>
        <translation>无法复制到 %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::QuickAsk</name>
    <message>
        <source>The desktop has been asked for a key.</source>
        <translation>已向桌面请求快捷键。</translation>
    </message>
    <message>
        <source>The key is on; the settings of the desktop say which.</source>
        <translation>快捷键已启用；桌面设置中可查看是哪一个。</translation>
    </message>
    <message>
        <source>This desktop gives programs no such keys.</source>
        <translation>此桌面不向程序提供这样的快捷键。</translation>
    </message>
    <message>
        <source>The key was refused, or another program has it.</source>
        <translation>快捷键被拒绝，或已被其他程序占用。</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>这是什么？</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>It is answered when a model is open.</source>
        <translation>打开模型后即会回答。</translation>
    </message>
    <message>
        <source>Ask Hearth a quick question</source>
        <translation>向 Hearth 快速提问</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RunningTasks</name>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到一分钟</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>大约还剩 %n 分钟</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::SearchModel</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SidebarController</name>
    <message>
        <source>The folder is in the bin.</source>
        <translation>文件夹已放入回收站。</translation>
    </message>
    <message>
        <source>“%1” is in the bin.</source>
        <translation>“%1”已放入回收站。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TaskController</name>
    <message>
        <source>Saved as `%1`</source>
        <translation>已保存为 `%1`</translation>
    </message>
    <message>
        <source>`%1` could not be written: %2</source>
        <translation>无法写入 `%1`：%2</translation>
    </message>
    <message>
        <source>(not found word for word)</source>
        <translation>（未逐字找到）</translation>
    </message>
    <message>
        <source>(does not apply as it is)</source>
        <translation>（无法直接应用）</translation>
    </message>
    <message>
        <source>There is no task that takes these files.</source>
        <translation>没有任务可以处理这些文件。</translation>
    </message>
    <message>
        <source>There is no task for this.</source>
        <translation>没有适用的任务。</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 失败：%2</translation>
    </message>
    <message>
        <source>%1 is done.</source>
        <translation>%1 已完成。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>“%1: %2” was cut off at %3 %.</source>
        <translation>“%1：%2”在 %3 % 处中断。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Write the text that “%1” is to work on, or attach a file.</source>
        <translation>请输入“%1”要处理的文本，或附加文件。</translation>
    </message>
    <message>
        <source>“%1” does not take %2.</source>
        <translation>“%1”不接受 %2。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TranslationReview</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Workspace</name>
    <message>
        <source>%1 What is said now is not kept.</source>
        <translation>%1 现在说的内容不会保存。</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>打开数据文件夹</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>The system&apos;s voice does not answer, so nothing can be read aloud.</source>
        <translation>系统语音没有响应，因此无法朗读。</translation>
    </message>
    <message>
        <source>This cannot be read aloud: %1</source>
        <translation>无法朗读：%1</translation>
    </message>
</context>
</TS>
