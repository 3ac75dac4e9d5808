// Small zip files for tests, made in memory.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

/// A zip with these parts; `deflate` false stores them as they are.
QByteArray makeZip(const QList<std::pair<QString, QByteArray>>& parts, bool deflate = true);
/// The bytes of one part of a zip; null when it has none of that name.
QByteArray zipPart(const QByteArray& zip, const QString& name);
QStringList zipNames(const QByteArray& zip);
/// A Word document whose body is this WordprocessingML, with heading styles.
QByteArray makeDocx(const QByteArray& body);
