#include "plugins/host/json_schema.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace hearth::plugin_host {

namespace {

constexpr int deepest = 60;

bool isOfType(const QJsonValue& value, const QString& type) {
    if (type == QLatin1String("object"))
        return value.isObject();
    if (type == QLatin1String("array"))
        return value.isArray();
    if (type == QLatin1String("string"))
        return value.isString();
    if (type == QLatin1String("boolean"))
        return value.isBool();
    if (type == QLatin1String("null"))
        return value.isNull();
    if (type == QLatin1String("number"))
        return value.isDouble();
    return type == QLatin1String("integer") && value.isDouble() &&
           std::floor(value.toDouble()) == value.toDouble();
}

class Checker {
public:
    explicit Checker(const QJsonObject& root) : m_root(root) {}
    QStringList errors;

    void check(const QJsonValue& value, QJsonObject schema, const QString& path, int depth) {
        if (depth > deepest || errors.size() > 20)
            return;
        if (schema.contains("$ref"))
            schema = m_root["$defs"].toObject()[schema["$ref"].toString().section('/', -1)].toObject();
        if (!checkType(value, schema, path))
            return;
        if (schema.contains("const") && value != schema["const"])
            add(path, QStringLiteral("must be %1").arg(schema["const"].toVariant().toString()));
        if (const QJsonArray allowed = schema["enum"].toArray();
            !allowed.isEmpty() && !allowed.contains(value)) {
            QStringList names;
            for (const QJsonValue& name : allowed)
                names << name.toVariant().toString();
            add(path, QStringLiteral("must be one of %1").arg(names.join(QStringLiteral(", "))));
        }
        if (schema.contains("oneOf"))
            checkOneOf(value, schema["oneOf"].toArray(), path, depth);
        if (value.isObject())
            checkObject(value.toObject(), schema, path, depth);
        else if (value.isArray())
            checkArray(value.toArray(), schema, path, depth);
        else if (value.isString())
            checkString(value.toString(), schema, path);
        else if (value.isDouble())
            checkNumber(value.toDouble(), schema, path);
    }

private:
    void add(const QString& path, const QString& what) {
        errors << QStringLiteral("%1: %2.").arg(path.isEmpty() ? QStringLiteral("the file") : path, what);
    }

    bool checkType(const QJsonValue& value, const QJsonObject& schema, const QString& path) {
        const QJsonValue type = schema["type"];
        if (type.isUndefined())
            return true;
        const QJsonArray types = type.isArray() ? type.toArray() : QJsonArray{type};
        QStringList names;
        for (const QJsonValue& name : types) {
            if (isOfType(value, name.toString()))
                return true;
            names << name.toString();
        }
        add(path, QStringLiteral("must be of type %1").arg(names.join(QStringLiteral(" or "))));
        return false;
    }

    void checkOneOf(const QJsonValue& value, const QJsonArray& schemas, const QString& path, int depth) {
        int fitting = 0;
        for (const QJsonValue& one : schemas) {
            Checker inner(m_root);
            inner.check(value, one.toObject(), path, depth + 1);
            fitting += inner.errors.isEmpty();
        }
        if (fitting != 1)
            add(path, QStringLiteral("fits none of the forms that are allowed here"));
    }

    void checkObject(const QJsonObject& object, const QJsonObject& schema, const QString& path, int depth) {
        const QString prefix = path.isEmpty() ? QString() : path + '.';
        for (const QJsonValue& name : schema["required"].toArray())
            if (!object.contains(name.toString()))
                add(prefix + name.toString(), QStringLiteral("is missing"));
        const QJsonObject properties = schema["properties"].toObject();
        const QJsonValue others = schema["additionalProperties"];
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (properties.contains(it.key()))
                check(it.value(), properties[it.key()].toObject(), prefix + it.key(), depth + 1);
            else if (others.isBool() && !others.toBool())
                add(prefix + it.key(), QStringLiteral("is unknown"));
            else if (others.isObject())
                check(it.value(), others.toObject(), prefix + it.key(), depth + 1);
        }
    }

    void checkArray(const QJsonArray& array, const QJsonObject& schema, const QString& path, int depth) {
        if (schema.contains("minItems") && array.size() < schema["minItems"].toInt())
            add(path, QStringLiteral("needs at least %1 entries").arg(schema["minItems"].toInt()));
        if (schema.contains("maxItems") && array.size() > schema["maxItems"].toInt())
            add(path, QStringLiteral("has more than %1 entries").arg(schema["maxItems"].toInt()));
        if (schema["items"].isObject())
            for (int i = 0; i < array.size(); ++i)
                check(array[i], schema["items"].toObject(), QStringLiteral("%1[%2]").arg(path).arg(i),
                      depth + 1);
    }

    void checkString(const QString& text, const QJsonObject& schema, const QString& path) {
        if (schema.contains("minLength") && text.size() < schema["minLength"].toInt())
            add(path, QStringLiteral("is too short"));
        if (schema.contains("maxLength") && text.size() > schema["maxLength"].toInt())
            add(path, QStringLiteral("is longer than %1 characters").arg(schema["maxLength"].toInt()));
        if (schema.contains("pattern") && !text.contains(QRegularExpression(schema["pattern"].toString())))
            add(path, QStringLiteral("“%1” does not have the form %2")
                          .arg(text.left(60), schema["pattern"].toString()));
    }

    void checkNumber(double number, const QJsonObject& schema, const QString& path) {
        if (schema.contains("minimum") && number < schema["minimum"].toDouble())
            add(path, QStringLiteral("must be at least %1").arg(schema["minimum"].toDouble()));
        if (schema.contains("maximum") && number > schema["maximum"].toDouble())
            add(path, QStringLiteral("must be at most %1").arg(schema["maximum"].toDouble()));
    }

    const QJsonObject& m_root;
};

QJsonValue example(const QJsonObject& schema, int depth) {
    if (depth > 20)
        return {};
    if (schema.contains("const"))
        return schema["const"];
    if (!schema["enum"].toArray().isEmpty())
        return schema["enum"].toArray().first();
    const QString type =
        schema["type"].isArray() ? schema["type"].toArray().first().toString() : schema["type"].toString();
    if (type == QLatin1String("object")) {
        QJsonObject object;
        const QJsonObject properties = schema["properties"].toObject();
        for (auto it = properties.begin(); it != properties.end(); ++it)
            object[it.key()] = example(it.value().toObject(), depth + 1);
        return object;
    }
    if (type == QLatin1String("array")) {
        QJsonArray array;
        for (int i = 0; i < std::max(1, schema["minItems"].toInt()); ++i)
            array.append(example(schema["items"].toObject(), depth + 1));
        return array;
    }
    if (type == QLatin1String("integer") || type == QLatin1String("number"))
        return schema.contains("minimum") ? schema["minimum"] : QJsonValue(1);
    if (type == QLatin1String("boolean"))
        return true;
    return QString(std::max(4, schema["minLength"].toInt()), 'x');
}

} // namespace

QStringList schemaErrors(const QJsonValue& value, const QJsonObject& schema) {
    Checker checker(schema);
    checker.check(value, schema, {}, 0);
    return checker.errors;
}

QJsonValue exampleValue(const QJsonObject& schema) {
    return example(schema, 0);
}

} // namespace hearth::plugin_host
