#include "plugins/sdk/code_languages.h"

#include <QFileInfo>
#include <QMap>

#include <utility>

namespace hearth::sdk {

namespace {

const QMap<QString, QString>& languages() {
    static const QMap<QString, QString> map = [] {
        const std::initializer_list<std::pair<const char*, const char*>> rows = {
            {"c", "c h"},
            {"cpp", "cc cpp cxx c++ hh hpp hxx ipp inl cu cuh"},
            {"python", "py pyw pyi"},
            {"javascript", "js mjs cjs jsx"},
            {"typescript", "ts mts cts tsx"},
            {"java", "java"},
            {"kotlin", "kt kts"},
            {"rust", "rs"},
            {"go", "go"},
            {"ruby", "rb"},
            {"php", "php"},
            {"csharp", "cs"},
            {"swift", "swift"},
            {"scala", "scala sc"},
            {"haskell", "hs"},
            {"ocaml", "ml mli"},
            {"lua", "lua"},
            {"perl", "pl pm"},
            {"r", "r"},
            {"julia", "jl"},
            {"dart", "dart"},
            {"bash", "sh bash zsh"},
            {"powershell", "ps1"},
            {"sql", "sql"},
            {"qml", "qml"},
            {"glsl", "glsl vert frag comp"},
            {"fortran", "f f90 f95"},
            {"ada", "ada adb ads"},
            {"pascal", "pas"},
            {"asm", "s asm"},
            {"cmake", "cmake"},
            {"make", "mk"},
            {"json", "json jsonl"},
            {"yaml", "yaml yml"},
            {"toml", "toml"},
            {"ini", "ini cfg conf"},
            {"xml", "xml svg xsd xsl ui qrc"},
            {"css", "css scss less"},
            {"diff", "diff patch"},
            {"zig", "zig"},
            {"elixir", "ex exs"},
            {"erlang", "erl hrl"},
            {"clojure", "clj cljs"},
            {"lisp", "lisp el scm"},
            {"groovy", "groovy gradle"},
            {"vala", "vala"},
            {"nim", "nim"},
            {"protobuf", "proto"},
        };
        QMap<QString, QString> result;
        for (const auto& [language, suffixes] : rows)
            for (const QString& suffix : QString::fromLatin1(suffixes).split(' '))
                result.insert(suffix, QString::fromLatin1(language));
        return result;
    }();
    return map;
}

} // namespace

QString codeLanguage(const QString& path) {
    const QFileInfo info(path);
    if (info.fileName() == QLatin1String("CMakeLists.txt"))
        return QStringLiteral("cmake");
    if (info.fileName() == QLatin1String("Makefile"))
        return QStringLiteral("make");
    return languages().value(info.suffix().toLower());
}

QStringList codeSuffixes() {
    return languages().keys();
}

} // namespace hearth::sdk
