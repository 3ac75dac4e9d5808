#include "ui/code/code_languages.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace hearth::ui {

namespace {

struct Sign {
    const char* pattern;
    const char* language;
};

// In this order: the first that is found decides.
constexpr Sign signs[] = {
    {"\\A#!.*\\bpython", "Python"},
    {"\\A#!.*\\b(ba|z|k|da)?sh\\b", "Bash"},
    {"\\A#!.*\\bnode\\b", "JavaScript"},
    {"\\A\\s*<\\?php", "PHP/PHP"},
    {"\\A\\s*<\\?xml", "XML"},
    {"\\A\\s*(<!DOCTYPE html|<html)", "HTML"},
    {"^diff --git |^@@ -\\d+", "Diff"},
    {"^\\s*#include\\s*[<\"]", "C++"},
    {"^package main$|^func \\w+\\(.*\\{$", "Go"},
    {"^\\s*(pub )?fn \\w+|^use std::|\\blet mut\\b", "Rust"},
    {"^\\s*(public|private) (static )?(class|void|final)\\b|System\\.out\\.", "Java"},
    {"^\\s*(def \\w+\\(.*\\).*:|from \\w+(\\.\\w+)* import |import \\w+$|if __name__ ==)", "Python"},
    {"^\\s*(SELECT .* FROM|INSERT INTO|CREATE TABLE|UPDATE \\w+ SET)\\b", "SQL"},
    {"^\\s*(interface \\w+ \\{|type \\w+ = )|: (string|number|boolean)\\b", "TypeScript"},
    {"^\\s*(const|let|var) \\w+ = |=> \\{|\\bconsole\\.log\\(", "JavaScript"},
    {"^\\s*(sudo|apt|apt-get|cd|git|pip|npm|curl|export|echo) ", "Bash"},
    {"^[.#]?[\\w-]+ \\{\\s*$(\\s*[\\w-]+:.*;)", "CSS"},
};

} // namespace

QString guessLanguage(const QString& code) {
    const QString beginning = code.left(4000);
    const QString trimmed = beginning.trimmed();
    if ((trimmed.startsWith(u'{') || trimmed.startsWith(u'[')) && code.size() < 4000 &&
        !QJsonDocument::fromJson(code.toUtf8()).isNull())
        return QStringLiteral("JSON");
    for (const Sign& sign : signs) {
        const QRegularExpression pattern(QString::fromLatin1(sign.pattern),
                                         QRegularExpression::MultilineOption);
        if (pattern.match(beginning).hasMatch())
            return QString::fromLatin1(sign.language);
    }
    return {};
}

} // namespace hearth::ui
