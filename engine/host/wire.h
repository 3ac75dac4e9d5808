// The service's types as PROTOCOL.md writes them.
#pragma once

#include "engine/host/json_rpc.h"
#include "engine/service/parameters.h"

namespace hearth::host {

Json to_json(const service::DeviceDescription& device);
Json to_json(const service::ModelDescription& model);
Json to_json(const service::GenerationOutcome& outcome);

Result<service::LoadRequest> read_load(const service::Parameters& parameters);
/// The member "path"; refuses what no file system can name.
Result<std::filesystem::path> read_path(const service::Parameters& parameters);

} // namespace hearth::host
