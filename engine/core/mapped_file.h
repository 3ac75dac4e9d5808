// A file mapped read-only, and what happens when it shrinks under us.
#pragma once

#include "engine/core/error.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace hearth {

/// A whole file in memory, read-only, shared with the system's page cache. Pages come in when touched.
class MappedFile {
public:
    /// Errors name the file: not there, a directory, no permission, empty, or not mappable.
    static Result<std::unique_ptr<MappedFile>> open(const std::filesystem::path& path);

    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::byte> bytes() const { return m_bytes; }
    /// Tells the system that whole pages inside `range` will not be needed soon; they come back when touched.
    void forget(std::span<const std::byte> range) const;
    /// Asks the system to read `range` ahead.
    void prefetch(std::span<const std::byte> range) const;

private:
    explicit MappedFile(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    std::span<const std::byte> m_bytes;
};

/// Makes a process that touches a page of a mapped file which is no longer there (truncated, or its disk is
/// gone) say so in one line on stderr, naming the file, and exit with status 1, rather than die of SIGBUS
/// unexplained. For programs; call once at start.
void report_lost_mappings(const char* program);

} // namespace hearth
