// Grammars and JSON schemas: what they accept, and that whatever is sampled under them is valid.
#include "grammar_rows.h"

#include <QtTest>

#include <functional>
#include <random>

class TestGrammar : public QObject {
    Q_OBJECT
private slots:
    void gbnf_data();
    void gbnf();
    void characters_may_be_cut();
    void broken_grammars_are_refused_data();
    void broken_grammars_are_refused();
    void schemas_data();
    void schemas();
    void integer_ranges_are_exact_data();
    void integer_ranges_are_exact();
    void number_ranges_hold_data();
    void number_ranges_hold();
    void what_cannot_be_kept_is_refused_data();
    void what_cannot_be_kept_is_refused();
    void any_schema_is_answered();
    void doubling_references_are_refused();
    void samples_are_valid_data();
    void samples_are_valid();
    void only_the_end_is_left();
};

void TestGrammar::gbnf_data() {
    QTest::addColumn<QString>("gbnf");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("verdict");
    for (const GrammarRow& row : grammar_rows)
        QTest::newRow(row.name) << QString::fromUtf8(row.gbnf) << QString::fromUtf8(row.text)
                                << int(row.verdict);
}

void TestGrammar::gbnf() {
    QFETCH(QString, gbnf);
    QFETCH(QString, text);
    QFETCH(int, verdict);
    const auto judged = judge(gbnf.toStdString(), text.toStdString());
    QVERIFY2(judged.has_value(), judged ? "" : judged.error().message.c_str());
    QCOMPARE(int(*judged), verdict);
}

void TestGrammar::characters_may_be_cut() {
    QCOMPARE(judge("root ::= [é-ü]", "\xC3").value(), Beginning);
    QCOMPARE(judge("root ::= [a-z]", "\xC3").value(), Wrong);
    QCOMPARE(judge("root ::= .", "\xED\xA0").value(), Wrong); // surrogates are no characters
}

void TestGrammar::broken_grammars_are_refused_data() {
    QTest::addColumn<QString>("gbnf");
    QTest::addColumn<QString>("part");
    for (const BrokenRow& row : broken_grammars)
        QTest::newRow(row.name) << QString(row.source) << QString(row.part);
    QTest::newRow("deep") << "root ::= " + QString(100000, '(') << "nested";
}

void TestGrammar::broken_grammars_are_refused() {
    QFETCH(QString, gbnf);
    QFETCH(QString, part);
    const auto grammar = Grammar::parse(gbnf.toStdString());
    QVERIFY(!grammar);
    QVERIFY2(QString::fromStdString(grammar.error().message).contains(part), grammar.error().message.c_str());
}

void TestGrammar::schemas_data() {
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    for (const SchemaRow& row : schema_rows)
        QTest::newRow(row.name) << QString::fromUtf8(row.schema) << QString::fromUtf8(row.text) << row.fits;
}

void TestGrammar::schemas() {
    QFETCH(QString, schema);
    QFETCH(QString, text);
    QFETCH(bool, fits);
    const auto gbnf = json_schema_to_gbnf(schema.toStdString());
    QVERIFY2(gbnf.has_value(), gbnf ? "" : gbnf.error().message.c_str());
    const auto judged = judge(*gbnf, text.toStdString());
    QVERIFY2(judged.has_value(), judged ? "" : (judged.error().message + *gbnf).c_str());
    QCOMPARE(*judged == Whole, fits);
}

void TestGrammar::integer_ranges_are_exact_data() {
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    const std::pair<int, int> ranges[] = {{0, 0},    {0, 9},  {5, 23},  {-7, 3},    {-120, -15},
                                          {99, 101}, {-1, 1}, {1, 999}, {37, 1205}, {-10, -10}};
    for (const auto& [least, most] : ranges)
        QTest::addRow("%d to %d", least, most) << least << most;
}

void TestGrammar::integer_ranges_are_exact() {
    QFETCH(int, least);
    QFETCH(int, most);
    const nlohmann::json schema = {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
    const auto gbnf = json_schema_to_gbnf(schema.dump());
    QVERIFY2(gbnf.has_value(), gbnf ? "" : gbnf.error().message.c_str());
    const auto matcher = GrammarMatcher::create(*Grammar::parse(*gbnf)).value();
    for (int value = -1500; value <= 1500; ++value) {
        const auto state = matcher->next(matcher->start(), std::to_string(value));
        QVERIFY2(matcher->is_complete(state) == (value >= least && value <= most),
                 std::to_string(value).c_str());
    }
}

void TestGrammar::number_ranges_hold_data() {
    QTest::addColumn<QString>("bounds");
    for (const char* bounds : number_bounds)
        QTest::newRow(bounds) << bounds;
}

void TestGrammar::number_ranges_hold() {
    QFETCH(QString, bounds);
    nlohmann::json schema = nlohmann::json::parse(("{" + bounds + "}").toStdString());
    schema["type"] = "number";
    const auto gbnf = json_schema_to_gbnf(schema.dump());
    QVERIFY2(gbnf.has_value(), gbnf ? "" : gbnf.error().message.c_str());
    const auto matcher = GrammarMatcher::create(*Grammar::parse(*gbnf)).value();
    const auto allowed = [&](double value) {
        return value >= schema.value("minimum", -1e300) && value <= schema.value("maximum", 1e300) &&
               value > schema.value("exclusiveMinimum", -1e300) &&
               value < schema.value("exclusiveMaximum", 1e300);
    };
    int accepted = 0;
    for (int thousandths = -14000; thousandths <= 14000; ++thousandths) {
        const QByteArray text = QByteArray::number(thousandths / 1000.0, 'f', 3);
        const bool fits = matcher->is_complete(matcher->next(matcher->start(), text.toStdString()));
        accepted += fits;
        QVERIFY2(!fits || allowed(text.toDouble()), text.constData());
    }
    QVERIFY2(accepted > 100, gbnf->c_str());
}

void TestGrammar::what_cannot_be_kept_is_refused_data() {
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("part");
    for (const BrokenRow& row : broken_schemas)
        QTest::newRow(row.name) << QString(row.source) << QString(row.part);
}

void TestGrammar::what_cannot_be_kept_is_refused() {
    QFETCH(QString, schema);
    QFETCH(QString, part);
    const auto gbnf = json_schema_to_gbnf(schema.toStdString());
    QVERIFY(!gbnf);
    QVERIFY2(QString::fromStdString(gbnf.error().message).contains(part), gbnf.error().message.c_str());
}

/// Known keywords with values of any kind: a schema or an error, never anything else.
void TestGrammar::any_schema_is_answered() {
    const std::vector<std::string> keywords = {"type",
                                               "properties",
                                               "required",
                                               "items",
                                               "prefixItems",
                                               "allOf",
                                               "anyOf",
                                               "oneOf",
                                               "enum",
                                               "const",
                                               "$ref",
                                               "minItems",
                                               "maxItems",
                                               "minLength",
                                               "pattern",
                                               "format",
                                               "minimum",
                                               "maximum",
                                               "maxLength",
                                               "$defs",
                                               "uniqueItems",
                                               "exclusiveMinimum",
                                               "additionalProperties",
                                               "minProperties",
                                               "additionalItems"};
    const std::vector<nlohmann::json> leaves = {nullptr,
                                                true,
                                                false,
                                                0,
                                                -1,
                                                3,
                                                1e300,
                                                0.5,
                                                "",
                                                "object",
                                                "array",
                                                "string",
                                                "integer",
                                                "#",
                                                "#/$defs/a",
                                                "#/properties/a",
                                                "^a+$",
                                                "date",
                                                nlohmann::json::array(),
                                                nlohmann::json::object()};
    std::mt19937 random(20);
    const std::function<nlohmann::json(int)> any = [&](int depth) -> nlohmann::json {
        const auto kind = random() % 4;
        if (depth == 0 || kind == 0)
            return leaves[random() % leaves.size()];
        nlohmann::json value = kind == 1 ? nlohmann::json::array() : nlohmann::json::object();
        for (auto count = random() % 4 + 1; count > 0; --count) {
            if (kind == 1)
                value.push_back(any(depth - 1));
            else
                value[random() % 5 == 0 ? "a" : keywords[random() % keywords.size()]] = any(depth - 1);
        }
        return value;
    };
    int converted = 0;
    for (int i = 0; i < 20000; ++i) {
        const std::string schema = any(4).dump();
        try {
            const auto gbnf = json_schema_to_gbnf(schema);
            QVERIFY2(gbnf || !gbnf.error().message.empty(), schema.c_str());
            converted += gbnf.has_value();
        } catch (const std::exception& error) {
            QFAIL((schema + ": " + error.what()).c_str());
        }
    }
    QVERIFY(converted > 1000);
}

/// Each definition means the next one twice: 2^40 schemas, written in 4 kB.
void TestGrammar::doubling_references_are_refused() {
    nlohmann::json schema = {{"$ref", "#/$defs/0"}};
    for (int i = 0; i < 40; ++i) {
        const nlohmann::json next = {{"allOf", {{{"$ref", "#/$defs/" + std::to_string(i + 1)}}}}};
        schema["$defs"][std::to_string(i)] = {{"properties", {{"a", next}, {"b", next}}}};
    }
    schema["$defs"]["40"] = true;
    const auto gbnf = json_schema_to_gbnf(schema.dump());
    QVERIFY(!gbnf);
    QVERIFY2(QString::fromStdString(gbnf.error().message).contains("too large"),
             gbnf.error().message.c_str());
}

void TestGrammar::samples_are_valid_data() {
    QTest::addColumn<QString>("schema");
    for (const char* schema : sampled_schemas)
        QTest::addRow("%.40s", schema) << QString::fromUtf8(schema);
}

void TestGrammar::samples_are_valid() {
    QFETCH(QString, schema);
    const auto tokenizer = awkward_vocabulary();
    QVERIFY(tokenizer);
    SamplingOptions options;
    options.json_schema = schema.toStdString();
    const auto rules = nlohmann::json::parse(options.json_schema);
    for (uint64_t seed = 0; seed < 60; ++seed) {
        const auto text = sample_text(options, *tokenizer, seed);
        QVERIFY2(text.has_value(), text ? "" : text.error().message.c_str());
        const auto value = nlohmann::json::parse(*text, nullptr, false);
        QVERIFY2(!value.is_discarded(), text->c_str());
        if (rules.contains("properties")) {
            const auto length = QString::fromStdString(value["name"].get<std::string>()).toUcs4().size();
            QVERIFY(length >= 1 && length <= 8);
            QVERIFY(!value.contains("age") || (value["age"] >= 0 && value["age"] <= 130));
            QVERIFY(value["tags"].size() >= 1 && value["tags"].size() <= 3);
        } else if (rules.contains("items")) {
            for (const auto& item : value)
                QVERIFY2(item["x"].get<double>() >= -1 && item["x"].get<double>() <= 1, text->c_str());
        }
    }
}

void TestGrammar::only_the_end_is_left() {
    const auto tokenizer = awkward_vocabulary();
    SamplingOptions options;
    options.temperature = 0;
    options.grammar = word_grammar;
    const auto sampler = Sampler::create(options, *tokenizer).value();
    QVERIFY(!sampler->grammar_complete());
    std::vector<float> logits(static_cast<size_t>(tokenizer->size()), 1.0f);
    const TokenId word = tokenizer->find("true");
    logits[static_cast<size_t>(word)] = 2;
    QCOMPARE(sampler->sample(logits)->id, word);
    QVERIFY(sampler->accept(word).has_value());
    QVERIFY(sampler->grammar_complete());
    std::vector<float> after(static_cast<size_t>(tokenizer->size()), 1.0f);
    QCOMPARE(sampler->sample(after)->id, tokenizer->eos());
    QVERIFY(!sampler->accept(word));
}

QTEST_GUILESS_MAIN(TestGrammar)
#include "test_grammar.moc"
