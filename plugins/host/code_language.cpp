#include "plugins/host/code_language.h"

#include "plugins/sdk/code_languages.h"

#include <QFileInfo>
#include <QHash>
#include <QMutex>

#ifdef HEARTH_WITH_SYNTAX_HIGHLIGHTING
#include <KSyntaxHighlighting/definition.h>
#include <KSyntaxHighlighting/repository.h>
#endif

namespace hearth::plugin_host {

#ifdef HEARTH_WITH_SYNTAX_HIGHLIGHTING
QString codeLanguageOf(const QString& path) {
    static QMutex mutex; // the repository is for one thread at a time
    static QHash<QString, QString> known;
    const QString file = QFileInfo(path).fileName();
    const QString suffix = QFileInfo(path).suffix();
    const QString key = suffix.isEmpty() || file == QLatin1String("CMakeLists.txt") ? file : suffix;
    const QMutexLocker lock(&mutex);
    if (const auto found = known.constFind(key); found != known.constEnd())
        return *found;
    static const KSyntaxHighlighting::Repository repository;
    const auto definition = repository.definitionForFileName(file);
    // A header may be C as well; its definition says C++, which reads both.
    return *known.insert(key, definition.isValid() ? definition.name() : QString());
}
#else
QString codeLanguageOf(const QString& path) {
    return sdk::codeLanguage(path);
}
#endif

} // namespace hearth::plugin_host
