// Every operation of the Vulkan backend over types and odd shapes, against the reference backend; the
// validation layer is on and must stay silent.
#include "vulkan_test.h"

using namespace hearth;
using namespace hearth::test;

class TestVulkanOperations : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Backend> m_vulkan;
    std::unique_ptr<Backend> m_reference;
    /// Those whose products are of one kind, whether fast or not.
    std::map<vulkan::ProductKind, std::unique_ptr<Backend>> m_of_kind;
    std::deque<RopeParams> m_rotations;

    /// Runs the same body on both backends and compares what it returns.
    void compare(const std::function<std::vector<float>(Backend&)>& body, double tolerance) {
        const std::vector<float> expected = body(*m_reference);
        const std::vector<float> got = body(*m_vulkan);
        QVERIFY(!expected.empty());
        const double worst = difference(got, expected);
        QVERIFY2(worst <= tolerance,
                 qPrintable(QString("difference %1, allowed %2").arg(worst).arg(tolerance)));
    }

    /// An activation that holds the rows of a random matrix.
    static Activation filled(Backend& backend, const gguf::TensorView& rows, Activation to) {
        backend.embed(to, *backend.load_weight(rows, WeightUse::Embedding), 1.0f, false);
        return to;
    }

    /// 0.5 · (weight · input (+ bias)), row by row.
    static std::vector<float> product_of(Backend& backend, const gguf::TensorView& weight,
                                         const gguf::TensorView* bias, const gguf::TensorView& input,
                                         int rows) {
        const auto columns = static_cast<int32_t>(weight.shape[0]);
        const Activation in = *backend.create_activation(rows, columns);
        const Activation out = *backend.create_activation(rows, static_cast<int32_t>(weight.shape[1]));
        const Weight* matrix = *backend.load_weight(weight, WeightUse::Matrix);
        const Weight* vector = bias ? *backend.load_weight(*bias, WeightUse::Vector) : nullptr;
        // A new type is checked outside of passes.
        (void)*backend.load_weight(input, WeightUse::Embedding);
        PlainStep pass(rows);
        (void)backend.begin(pass.step());
        filled(backend, input, in);
        const Product product{.weight = matrix, .bias = vector, .out = out, .scale = 0.5f};
        backend.matmul({&product, 1}, in);
        (void)backend.end();
        return read_all(backend, out, rows);
    }

    static void add_types() {
        QTest::addColumn<int>("type");
#define QUANT_TYPE(name, id, block_length, block_bytes) QTest::newRow(#name) << id;
#include "engine/quant/quant_types.def"
#undef QUANT_TYPE
    }

private slots:
    void initTestCase() {
        if (vulkan_device() < 0)
            QSKIP("no Vulkan device");
        auto vulkan = open_vulkan({.validation = true});
        QVERIFY2(vulkan, vulkan ? "" : vulkan.error().message.c_str());
        m_vulkan = std::move(*vulkan);
        m_reference = create_reference_backend({});
        for (const auto kind : {vulkan::ProductKind::Floats, vulkan::ProductKind::Integers,
                                vulkan::ProductKind::Halves, vulkan::ProductKind::Matrices}) {
            auto backend = open_vulkan({.products = kind, .validation = true});
            QVERIFY2(backend, backend ? "" : backend.error().message.c_str());
            m_of_kind[kind] = std::move(*backend);
        }
    }

    void cleanupTestCase() {
        m_vulkan.reset();
        m_of_kind.clear();
        QCOMPARE(vulkan::Context::validation_messages(), 0);
    }

    void embed_data() {
        add_types();
    }
    void embed() {
        QFETCH(int, type);
        Tensors tensors(1);
        const auto table = tensors.matrix(static_cast<TensorType>(type), 768, 37);
        PlainStep pass(5);
        pass.ids = {36, 0, 17, 17, 3};
        compare(
            [&](Backend& backend) {
                const Activation out = *backend.create_activation(5, 768);
                const Weight* weight = *backend.load_weight(table, WeightUse::Embedding);
                (void)backend.begin(pass.step());
                backend.embed(out, weight, 1.5f, false);
                backend.embed_positions(out, weight, true);
                (void)backend.end();
                return read_all(backend, out, 5);
            },
            1e-6);
    }

    void product_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("rows");
        const struct {
            const char* name;
            int id;
            int block;
        } types[] = {
#define QUANT_TYPE(name, id, block_length, block_bytes) {#name, id, block_length},
#include "engine/quant/quant_types.def"
#undef QUANT_TYPE
        };
        for (const auto& type : types) {
            for (const int rows : {1, 3, 8, 9, 70}) {
                const int odd = type.block == 1 ? 173 : type.block * 3; // plain types take any width
                QTest::addRow("%s %dx%d, %d rows", type.name, odd, 67, rows) << type.id << odd << 67 << rows;
            }
            QTest::addRow("%s wide", type.name) << type.id << 2304 << 130 << 2;
        }
    }
    void product() {
        QFETCH(int, type);
        QFETCH(int, columns);
        QFETCH(int, outputs);
        QFETCH(int, rows);
        Tensors tensors(static_cast<uint32_t>(type * 1000 + columns + rows));
        const auto weight = tensors.matrix(static_cast<TensorType>(type), columns, outputs);
        const auto bias = tensors.matrix(TensorType::F32, outputs, 1);
        const auto input = tensors.matrix(TensorType::F32, columns, rows);
        const auto before = tensors.matrix(TensorType::F32, outputs, rows);
        PlainStep pass(rows);
        compare(
            [&](Backend& backend) {
                const Activation in = *backend.create_activation(rows, columns);
                const Activation plain = *backend.create_activation(rows, outputs);
                const Activation added = *backend.create_activation(rows, outputs);
                const Weight* matrix = *backend.load_weight(weight, WeightUse::Matrix);
                const Weight* vector = *backend.load_weight(bias, WeightUse::Vector);
                (void)backend.begin(pass.step());
                filled(backend, input, in);
                filled(backend, before, added);
                const Product products[] = {
                    {.weight = matrix, .out = plain},
                    {.weight = matrix, .bias = vector, .out = added, .accumulate = true, .scale = 0.5f}};
                backend.matmul(products, in);
                (void)backend.end();
                std::vector<float> all = read_all(backend, plain, rows);
                const std::vector<float> more = read_all(backend, added, rows);
                all.insert(all.end(), more.begin(), more.end());
                return all;
            },
            1e-5);
    }

    void integer_product_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
#define QUANT_TYPE(name, id, block_length, block_bytes)                                                      \
    if (block_length > 1) {                                                                                  \
        QTest::newRow(#name " one row") << id << block_length * 3 << 1;                                      \
        QTest::newRow(#name " five rows") << id << 2304 << 5;                                                \
        QTest::newRow(#name " many rows") << id << block_length * 5 << 70;                                   \
    }
#include "engine/quant/quant_types.def"
#undef QUANT_TYPE
    }
    /// Rows that signed bytes hold exactly: what is left is the sums' rounding.
    void integer_product() {
        QFETCH(int, type);
        QFETCH(int, columns);
        QFETCH(int, rows);
        constexpr int outputs = 67;
        Tensors tensors(static_cast<uint32_t>(type * 1000 + columns + rows));
        const auto weight = tensors.matrix(static_cast<TensorType>(type), columns, outputs);
        const auto bias = tensors.matrix(TensorType::F32, outputs, 1);
        const auto input = tensors.matrix(TensorType::Q8_0, columns, rows);
        const auto body = [&](Backend& backend) { return product_of(backend, weight, &bias, input, rows); };
        const double worst = difference(body(*m_of_kind[vulkan::ProductKind::Integers]), body(*m_reference));
        QVERIFY2(worst <= 2e-5, qPrintable(QString("difference %1").arg(worst)));
    }
    /// Rows as they come are rounded to 127 steps: another path than that of floats, and near it.
    void integer_product_rounds() {
        Tensors tensors(5);
        const auto weight = tensors.matrix(TensorType::Q4_0, 256, 67);
        const auto input = tensors.matrix(TensorType::F32, 256, 3);
        const auto body = [&](Backend& backend) { return product_of(backend, weight, nullptr, input, 3); };
        const double worst = difference(body(*m_of_kind[vulkan::ProductKind::Integers]), body(*m_reference));
        QVERIFY2(worst > 1e-5 && worst < 0.02, qPrintable(QString("difference %1").arg(worst)));
    }

    void half_product_data() {
        QTest::addColumn<vulkan::ProductKind>("kind");
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
#define QUANT_TYPE(name, id, block_length, block_bytes)                                                      \
    if (TensorType{id} != TensorType::F32 && TensorType{id} != TensorType::BF16) {                           \
        for (const auto& [kind, word] : {std::pair{vulkan::ProductKind::Halves, "halves"},                   \
                                         std::pair{vulkan::ProductKind::Matrices, "matrices"}}) {            \
            const int width = block_length == 1 ? 168 : block_length * 5;                                    \
            QTest::addRow(#name " %s, nine rows", word) << kind << id << width << 9;                         \
            QTest::addRow(#name " %s, many rows", word) << kind << id << width << 70;                        \
        }                                                                                                    \
    }
#include "engine/quant/quant_types.def"

#include <algorithm>
#undef QUANT_TYPE
    }
    void half_product() {
        QFETCH(vulkan::ProductKind, kind);
        QFETCH(int, type);
        QFETCH(int, columns);
        QFETCH(int, rows);
        constexpr int outputs = 67;
        Tensors tensors(static_cast<uint32_t>(type * 1000 + columns + rows));
        const auto weight = tensors.matrix(static_cast<TensorType>(type), columns, outputs);
        const auto bias = tensors.matrix(TensorType::F32, outputs, 1);
        const auto input = tensors.matrix(TensorType::F32, columns, rows);
        const auto body = [&](Backend& backend) { return product_of(backend, weight, &bias, input, rows); };
        const std::vector<float> got = body(*m_of_kind[kind]);
        if (got == body(*m_of_kind[vulkan::ProductKind::Floats]))
            QSKIP("this device has no products of this kind");
        const double worst = difference(got, body(*m_reference));
        QVERIFY2(worst <= 2e-3, qPrintable(QString("difference %1").arg(worst)));
    }
    /// Rows that halves could not hold as they are: each row is held against its own largest result.
    void half_product_of_any_size_data() {
        QTest::addColumn<vulkan::ProductKind>("kind");
        QTest::newRow("halves") << vulkan::ProductKind::Halves;
        QTest::newRow("matrices") << vulkan::ProductKind::Matrices;
    }
    void half_product_of_any_size() {
        QFETCH(vulkan::ProductKind, kind);
        constexpr int columns = 256, outputs = 64;
        const std::vector<float> sizes = {1e-36f, 1e-20f, 1e-6f, 0.0f, 1.0f, 7e4f, 1e9f, 1e20f, 1e30f};
        const int rows = static_cast<int>(sizes.size());
        Tensors tensors(11);
        const auto weight = tensors.matrix(TensorType::Q8_0, columns, outputs);
        std::vector<float> values(static_cast<size_t>(columns * rows));
        std::mt19937 random(12);
        std::uniform_real_distribution<float> distribution(-1.0f, 1.0f);
        for (size_t i = 0; i < values.size(); ++i)
            values[i] = sizes[i / columns] * distribution(random);
        gguf::TensorView input;
        input.type = TensorType::F32;
        input.shape = {columns, rows, 1, 1};
        input.dimensions = 2;
        input.bytes = std::as_bytes(std::span(values));
        const auto got = product_of(*m_of_kind[kind], weight, nullptr, input, rows);
        const auto expected = product_of(*m_reference, weight, nullptr, input, rows);
        for (int row = 0; row < rows; ++row) {
            const auto line = [&](const std::vector<float>& all) {
                std::vector<float> scaled(all.begin() + row * outputs, all.begin() + (row + 1) * outputs);
                for (float& value : scaled) // difference() takes nothing below 1e-6 for a magnitude
                    value /= sizes[static_cast<size_t>(row)] > 0 ? sizes[static_cast<size_t>(row)] : 1.0f;
                return scaled;
            };
            const double worst = difference(line(got), line(expected));
            QVERIFY2(worst <= 2e-3, qPrintable(QString("row %1: difference %2").arg(row).arg(worst)));
        }
    }

    void norm_data() {
        QTest::addColumn<bool>("layer");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("group");
        QTest::addColumn<int>("weight_length"); // 0: none
        QTest::newRow("rms") << false << 2048 << 0 << 2048;
        QTest::newRow("rms, odd width, no weight") << false << 77 << 0 << 0;
        QTest::newRow("layer") << true << 768 << 0 << 768;
        QTest::newRow("per head") << false << 512 << 64 << 64;
        QTest::newRow("per head, weights for all heads") << true << 512 << 64 << 512;
    }
    void norm() {
        QFETCH(bool, layer);
        QFETCH(int, columns);
        QFETCH(int, group);
        QFETCH(int, weight_length);
        Tensors tensors(7);
        const auto input = tensors.matrix(TensorType::F32, columns, 4);
        const auto scale = tensors.matrix(TensorType::F32, std::max(1, weight_length), 1);
        const auto shift = tensors.matrix(TensorType::F32, std::max(1, weight_length), 1);
        PlainStep pass(4);
        compare(
            [&](Backend& backend) {
                const Activation x = *backend.create_activation(4, columns);
                const Weight* weight =
                    weight_length ? *backend.load_weight(scale, WeightUse::Vector) : nullptr;
                const Weight* bias = weight_length ? *backend.load_weight(shift, WeightUse::Vector) : nullptr;
                (void)backend.begin(pass.step());
                filled(backend, input, x);
                backend.norm(x, x, weight, bias, {layer ? NormKind::Layer : NormKind::Rms, 1e-5f, group});
                (void)backend.end();
                return read_all(backend, x, 4);
            },
            2e-6);
    }

    void elementwise_data() {
        QTest::addColumn<int>("kind");
        const char* names[] = {"identity", "silu",         "gelu",          "gelu tanh",
                               "relu",     "relu squared", "clamped swiglu"};
        for (int kind = 0; kind < 7; ++kind)
            QTest::newRow(names[kind]) << kind;
    }
    void elementwise() {
        QFETCH(int, kind);
        Tensors tensors(9);
        const auto a = tensors.matrix(TensorType::F32, 333, 6, 12.0f);
        const auto b = tensors.matrix(TensorType::F32, 333, 6);
        PlainStep pass(6, {5, 0, 3});
        compare(
            [&](Backend& backend) {
                const Activation x = *backend.create_activation(6, 333);
                const Activation y = *backend.create_activation(6, 333);
                const Activation out = *backend.create_activation(3, 333);
                (void)backend.begin(pass.step());
                filled(backend, a, x);
                filled(backend, b, y);
                backend.gate(x, x, y, static_cast<ActivationKind>(kind));
                backend.activate(y, y, static_cast<ActivationKind>(kind));
                backend.add(x, y, 0.25f);
                backend.select_outputs(out, x);
                backend.scale_and_cap(out, 2.0f, kind % 2 ? 3.0f : 0.0f);
                (void)backend.end();
                return read_all(backend, out, 3);
            },
            2e-6);
    }

    void by_position() {
        constexpr int dim = 24, heads = 3, rows = 7;
        Tensors tensors(21);
        const auto input = tensors.matrix(TensorType::F32, heads * dim, rows);
        RopeParams& rotation = m_rotations.emplace_back();
        rotation = {RopeKind::Halves, 16, {}, 1.2f};
        for (int i = 0; i < 8; ++i)
            rotation.inverse_frequency.push_back(std::pow(100.0f, -static_cast<float>(i) / 8.0f));
        PlainStep pass(rows);
        pass.segments = {{nullptr, 0, 3, 30}, {nullptr, 3, 4, 9}};
        compare(
            [&](Backend& backend) {
                const Activation x = *backend.create_activation(rows, heads * dim + 5);
                const Activation part = *backend.create_activation(rows, 2 * dim);
                const Activation out = *backend.create_activation(rows, 2 * dim);
                const Activation narrow = x.with_columns(heads * dim);
                (void)backend.begin(pass.step());
                filled(backend, input, narrow);
                backend.rotate(narrow, dim, rotation);
                backend.scale_by_position(narrow, 0.4f, 10);
                backend.copy_columns(part, narrow, dim);
                backend.norm(out, part, nullptr, nullptr, {NormKind::Rms, 1e-5f, dim});
                backend.add(out, part, 0.5f);
                (void)backend.end();
                return read_all(backend, out, rows);
            },
            2e-5);
    }

    /// Layers of different widths, one of which reads what another keeps, in one cache.
    void layers_of_different_shapes() {
        constexpr int rows = 21;
        Tensors tensors(23);
        const auto queries = tensors.matrix(TensorType::F32, 4 * 64, rows);
        const auto keys = tensors.matrix(TensorType::F32, 2 * 64, rows);
        const auto values = tensors.matrix(TensorType::F32, 2 * 64, rows);
        KvCacheShape shape{3, 2, 64, 64, 40, CacheType::F32};
        shape.rows = {{2, 32, 32}, {1, 64, 64}, {2, 32, 32}};
        struct Layer {
            int32_t cache, heads, kv_heads, dim, window;
            bool store;
        };
        const Layer layers[] = {{0, 4, 2, 32, 5, true},
                                {1, 4, 1, 64, 0, true},
                                {2, 8, 2, 32, 5, true},
                                {1, 2, 1, 64, 0, false},
                                {0, 4, 2, 32, 7, false}};
        compare(
            [&](Backend& backend) {
                auto sequence = *backend.create_cache(shape);
                const Activation q = *backend.create_activation(rows, 4 * 64);
                const Activation k = *backend.create_activation(rows, 2 * 64);
                const Activation v = *backend.create_activation(rows, 2 * 64);
                const Activation out = *backend.create_activation(rows, 4 * 64);
                std::vector<float> all;
                for (const int first : {0, 13, 14, 15}) { // a batch, then single rows and the rest
                    const int count = first == 0 ? 13 : first == 15 ? 6 : 1;
                    for (const Layer& layer : layers) {
                        PlainStep pass(count);
                        for (int i = 0; i < count; ++i)
                            pass.ids[static_cast<size_t>(i)] = first + i;
                        pass.segments[0] = {sequence.get(), 0, count, first};
                        (void)backend.begin(pass.step());
                        filled(backend, queries, q);
                        filled(backend, keys, k);
                        filled(backend, values, v);
                        const Activation to = out.with_columns(layer.heads * layer.dim);
                        backend.attention(to, q.with_columns(layer.heads * layer.dim),
                                          k.with_columns(layer.kv_heads * layer.dim),
                                          v.with_columns(layer.kv_heads * layer.dim),
                                          {.layer = layer.cache,
                                           .heads = layer.heads,
                                           .kv_heads = layer.kv_heads,
                                           .key_dim = layer.dim,
                                           .value_dim = layer.dim,
                                           .scale = 0.2f,
                                           .window = layer.window,
                                           .store = layer.store});
                        (void)backend.end();
                        const auto part = read_all(backend, to, count);
                        all.insert(all.end(), part.begin(), part.end());
                    }
                }
                return all;
            },
            2e-5);
    }

    void attention_data() {
        QTest::addColumn<int>("heads");
        QTest::addColumn<int>("kv_heads");
        QTest::addColumn<int>("dim");
        QTest::addColumn<int>("cache");
        QTest::addColumn<int>("before"); // positions in the cache before the pass that is compared
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("window");
        QTest::addColumn<double>("cap");
        QTest::addColumn<int>("rope");
        const int f32 = static_cast<int>(CacheType::F32), f16 = static_cast<int>(CacheType::F16);
        const int q8 = static_cast<int>(CacheType::Q8_0), q4 = static_cast<int>(CacheType::Q4_0);
        const int none = 0, interleaved = 1, halves = 2;
        QTest::newRow("one head, first row") << 1 << 1 << 8 << f32 << 0 << 1 << 0 << 0.0 << none;
        QTest::newRow("MHA prefill") << 4 << 4 << 64 << f32 << 0 << 37 << 0 << 0.0 << interleaved;
        QTest::newRow("GQA prefill after a prefix") << 8 << 2 << 64 << f16 << 50 << 33 << 0 << 0.0 << halves;
        QTest::newRow("MQA prefill") << 16 << 1 << 128 << f16 << 3 << 20 << 0 << 0.0 << interleaved;
        QTest::newRow("MQA of more heads than rows") << 71 << 1 << 64 << f32 << 10 << 3 << 0 << 0.0 << halves;
        QTest::newRow("MQA decode, split") << 16 << 1 << 128 << f32 << 700 << 1 << 0 << 0.0 << interleaved;
        QTest::newRow("MQA decode, a split of nothing")
            << 16 << 1 << 128 << f32 << 129 << 1 << 0 << 0.0 << none;
        QTest::newRow("GQA decode, split, f16") << 6 << 2 << 80 << f16 << 1100 << 1 << 0 << 0.0 << halves;
        QTest::newRow("decode, q8_0") << 8 << 1 << 64 << q8 << 300 << 1 << 0 << 0.0 << halves;
        QTest::newRow("decode, q8_0, odd blocks") << 2 << 1 << 32 << q8 << 9 << 1 << 0 << 0.0 << none;
        QTest::newRow("MQA decode, split, q4_0")
            << 16 << 1 << 128 << q4 << 700 << 1 << 0 << 0.0 << interleaved;
        QTest::newRow("prefill, q4_0") << 8 << 2 << 96 << q4 << 5 << 12 << 0 << 0.0 << none;
        QTest::newRow("window") << 4 << 2 << 64 << f32 << 90 << 21 << 16 << 0.0 << halves;
        QTest::newRow("window, split") << 4 << 1 << 64 << f32 << 900 << 1 << 600 << 0.0 << halves;
        QTest::newRow("dim 512, prefill") << 8 << 1 << 512 << f32 << 20 << 11 << 0 << 0.0 << halves;
        QTest::newRow("dim 512, decode, split") << 8 << 2 << 512 << f16 << 400 << 1 << 0 << 0.0 << halves;
        QTest::newRow("soft cap, dim 256") << 4 << 1 << 256 << f32 << 40 << 5 << 0 << 20.0 << halves;
    }
    void attention() {
        QFETCH(int, heads);
        QFETCH(int, kv_heads);
        QFETCH(int, dim);
        QFETCH(int, cache);
        QFETCH(int, before);
        QFETCH(int, rows);
        QFETCH(int, window);
        QFETCH(double, cap);
        QFETCH(int, rope);
        const int total = before + rows;
        Tensors tensors(static_cast<uint32_t>(heads * 31 + dim + before));
        const auto queries = tensors.matrix(TensorType::F32, heads * dim, total);
        const auto keys = tensors.matrix(TensorType::F32, kv_heads * dim, total);
        const auto values = tensors.matrix(TensorType::F32, kv_heads * dim, total);
        // A backend may know a rotation by its address, so each lives as long as the backends.
        RopeParams& rotation = m_rotations.emplace_back();
        rotation = {static_cast<RopeKind>(rope), dim, {}, 1.1f};
        for (int i = 0; i < dim / 2; ++i)
            rotation.inverse_frequency.push_back(
                std::pow(10000.0f, -2.0f * static_cast<float>(i) / static_cast<float>(dim)));
        const AttentionParams params{.layer = 1,
                                     .heads = heads,
                                     .kv_heads = kv_heads,
                                     .key_dim = dim,
                                     .value_dim = dim,
                                     .scale = 1.0f / std::sqrt(static_cast<float>(dim)),
                                     .soft_cap = static_cast<float>(cap),
                                     .window = window,
                                     .rope = rope ? &rotation : nullptr};
        const KvCacheShape shape{2, kv_heads, dim, dim, total + 3, static_cast<CacheType>(cache)};
        compare(
            [&](Backend& backend) {
                auto sequence = *backend.create_cache(shape);
                const int most = std::max({before, rows, 1});
                const Activation q = *backend.create_activation(most, heads * dim);
                const Activation k = *backend.create_activation(most, kv_heads * dim);
                const Activation v = *backend.create_activation(most, kv_heads * dim);
                const Activation out = *backend.create_activation(most, heads * dim);
                const auto run = [&](int position, int count) {
                    PlainStep pass(count);
                    for (int i = 0; i < count; ++i)
                        pass.ids[static_cast<size_t>(i)] = position + i;
                    pass.segments[0] = {sequence.get(), 0, count, position};
                    (void)backend.begin(pass.step());
                    filled(backend, queries, q);
                    filled(backend, keys, k);
                    filled(backend, values, v);
                    backend.attention(out, q, k, v, params);
                    (void)backend.end();
                };
                if (before > 0)
                    run(0, before);
                run(before, rows);
                return read_all(backend, out, rows);
            },
            // Quantized caches round a value that lies between two steps either way.
            cache == static_cast<int>(CacheType::Q4_0)   ? 0.03
            : cache == static_cast<int>(CacheType::Q8_0) ? 0.004
            : cache == static_cast<int>(CacheType::F16)  ? 0.001
                                                         : 2e-5);
    }

    void sequences_of_different_lengths_in_one_pass() {
        const int lengths[] = {5, 1, 40};
        Tensors tensors(77);
        const int dim = 64, heads = 4;
        const auto queries = tensors.matrix(TensorType::F32, heads * dim, 200);
        const auto keys = tensors.matrix(TensorType::F32, dim, 200);
        const auto values = tensors.matrix(TensorType::F32, dim, 200);
        const AttentionParams params{
            .layer = 0, .heads = heads, .kv_heads = 1, .key_dim = dim, .value_dim = dim, .scale = 0.125f};
        compare(
            [&](Backend& backend) {
                std::vector<std::unique_ptr<KvCache>> caches;
                PlainStep prefill(46);
                prefill.segments.clear();
                int row = 0;
                for (const int length : lengths) {
                    caches.push_back(*backend.create_cache({1, 1, dim, dim, 64, CacheType::F32}));
                    prefill.segments.push_back({caches.back().get(), row, length, 0});
                    row += length;
                }
                const Activation q = *backend.create_activation(46, heads * dim);
                const Activation k = *backend.create_activation(46, dim);
                const Activation v = *backend.create_activation(46, dim);
                const Activation out = *backend.create_activation(46, heads * dim);
                const auto run = [&](const PlainStep& pass) {
                    (void)backend.begin(pass.step());
                    filled(backend, queries, q);
                    filled(backend, keys, k);
                    filled(backend, values, v);
                    backend.attention(out, q, k, v, params);
                    (void)backend.end();
                };
                run(prefill);
                std::vector<float> all = read_all(backend, out, 46);
                PlainStep decode(3);
                decode.ids = {100, 110, 120};
                decode.segments = {
                    {caches[0].get(), 0, 1, 5}, {caches[1].get(), 1, 1, 1}, {caches[2].get(), 2, 1, 40}};
                run(decode);
                const std::vector<float> more = read_all(backend, out, 3);
                all.insert(all.end(), more.begin(), more.end());
                return all;
            },
            2e-5);
    }

    void top_k_data() {
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("k");
        QTest::newRow("small vocabulary") << 300 << 5;
        QTest::newRow("all of it") << 40 << 40;
        QTest::newRow("large vocabulary") << 50257 << 40;
    }
    void top_k() {
        QFETCH(int, columns);
        QFETCH(int, k);
        Tensors tensors(5);
        const auto logits = tensors.matrix(TensorType::F16, columns, 2); // halves: equal values do occur
        PlainStep pass(2);
        std::vector<Candidate> results[2];
        Backend* backends[] = {m_reference.get(), m_vulkan.get()};
        for (int i = 0; i < 2; ++i) {
            const Activation x = *backends[i]->create_activation(2, columns);
            const Weight* table = *backends[i]->load_weight(logits, WeightUse::Embedding);
            (void)backends[i]->begin(pass.step());
            backends[i]->embed(x, table, 1.0f, false);
            (void)backends[i]->end();
            results[i] = *backends[i]->top_k(x, 1, k);
        }
        QCOMPARE(results[1].size(), static_cast<size_t>(k));
        for (size_t i = 0; i < results[0].size(); ++i) {
            QCOMPARE(results[1][i].id, results[0][i].id);
            QCOMPARE(results[1][i].logit, results[0][i].logit);
        }
    }
};

QTEST_GUILESS_MAIN(TestVulkanOperations)
#include "test_vulkan_operations.moc"
