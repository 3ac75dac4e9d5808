// Which files a project itself keeps out: .gitignore as Git reads it.
#pragma once

#include <QList>
#include <QRegularExpression>
#include <QString>

namespace hearth::plugin_host {

/// The rules of one folder's .gitignore and those of the folders above it.
class IgnoreRules {
public:
    /// Adds the rules of a .gitignore that lies in `folder` (relative to the top, "" or ending in “/”).
    /// Later rules win over earlier ones. Patterns that are too long or too many are left out.
    void add(const QString& text, const QString& folder);
    /// Whether a file or folder (relative to the top) is kept out.
    bool ignores(const QString& name, bool isFolder) const;

private:
    struct Rule {
        QRegularExpression pattern;
        bool keeps = false;       ///< “!…”: takes back what an earlier rule said
        bool foldersOnly = false; ///< “…/”
    };
    QList<Rule> m_rules;
};

} // namespace hearth::plugin_host
