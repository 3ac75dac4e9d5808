// libFuzzer target: bytes of a client through the line reader, the envelope and the parameters of generate.
#include "engine/host/json_rpc.h"
#include "engine/service/parameters.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace hearth;
    host::LineReader reader(4096);
    const auto take = [](std::string_view line) {
        const auto request = host::parse_request(line);
        if (!request) {
            (void)host::error_line(request.error());
            return;
        }
        const auto parameters = service::Parameters::of(request->params);
        if (!parameters)
            return;
        (void)service::read_generate(*parameters);
        (void)host::result_line(request->id, request->params);
    };
    reader.feed({reinterpret_cast<const char*>(data), size}, take, [] {});
    reader.feed("\n", take, [] {});
    return 0;
}
