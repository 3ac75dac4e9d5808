// /metrics in the text format of Prometheus.
#pragma once

#include "engine/service/inference_service.h"

#include <string>

namespace hearth::serve {

/// https://prometheus.io/docs/instrumenting/exposition_formats/
std::string metrics_text(const service::Counters& counters, uint64_t http_requests, uint64_t dropped);

} // namespace hearth::serve
