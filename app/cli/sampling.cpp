#include "app/cli/sampling.h"

namespace hearth::cli {

QList<Option> samplingOptions() {
    return {{QStringLiteral("--max-tokens"),
             QStringLiteral("-n"),
             QStringLiteral("N"),
             QStringLiteral("longest answer in tokens; -1: as long as it takes"),
             {}},
            {QStringLiteral("--temperature"),
             {},
             QStringLiteral("T"),
             QStringLiteral("0: always the most likely word; 0.8 when absent, 0 with the starter model"),
             {}},
            {QStringLiteral("--seed"),
             {},
             QStringLiteral("N"),
             QStringLiteral("same seed, same answer, on the same device"),
             {}}};
}

std::expected<GenerateRequest, QString> sampledRequest(const Arguments& arguments) {
    GenerateRequest request;
    const auto length = arguments.number(QStringLiteral("--max-tokens"), -1, -1, 1 << 30);
    const auto temperature = arguments.real(QStringLiteral("--temperature"), 0, 0, 100);
    const auto seed = arguments.number(QStringLiteral("--seed"), 0, 0, 2147483647);
    if (!length)
        return std::unexpected(length.error());
    if (!temperature)
        return std::unexpected(temperature.error());
    if (!seed)
        return std::unexpected(seed.error());
    request.maxTokens = *length;
    if (arguments.has(QStringLiteral("--temperature")))
        request.sampling.temperature = *temperature;
    if (arguments.has(QStringLiteral("--seed")))
        request.sampling.seed = static_cast<quint64>(*seed);
    return request;
}

void fitToModel(GenerateRequest& request, const Arguments& arguments, const EngineModelInfo& model) {
    if (model.isStarter && !arguments.has(QStringLiteral("--temperature")))
        request.sampling.temperature = 0;
}

} // namespace hearth::cli
