// Any bytes as a file to import: our own JSON and ChatGPT's, into a store that keeps what earlier inputs
// left.
#include "storage/exchange/import.h"

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>

using namespace hearth::storage;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const std::filesystem::path folder = [] {
        auto name = std::filesystem::temp_directory_path() / ("hearth-fuzz-" + std::to_string(getpid()));
        std::filesystem::create_directories(name);
        return name;
    }();
    static const std::unique_ptr<Store> store = [] {
        auto opened = Store::open(folder / "store.db");
        if (!opened)
            std::abort();
        return std::move(*opened);
    }();
    const auto file = folder / "input.json";
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    const auto transaction =
        Transaction::begin(store->connection()); // rolled back: nothing is written to the disk
    if (!transaction)
        std::abort();
    if (const auto first = import_file(*store, file)) {
        // The same file again adds nothing.
        const auto again = import_file(*store, file);
        if (!again || again->conversations_added != 0 || again->messages_added != 0)
            std::abort();
    }
    return 0;
}
