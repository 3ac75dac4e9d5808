// Knows which programs have a store open, and whether the last one ended by itself.
#pragma once

#include "storage/error.h"

#include <filesystem>
#include <memory>
#include <string>

namespace hearth::storage {

/// A lock file beside the store (`<store>-lock`). Each open store holds it shared; whoever gets it alone at
/// opening knows that nobody else is there, and may recover, migrate and repair.
class ProcessLock {
public:
    /// What the file said about the last program that had the store open.
    enum class LastEnd {
        Clean,   ///< it closed the store, or there was none
        Badly,   ///< it was killed, or the power went
        Damaged, ///< it found damage and wants a repair at the next start
    };

    static Result<std::unique_ptr<ProcessLock>> acquire(const std::filesystem::path& store);
    ~ProcessLock();
    ProcessLock(const ProcessLock&) = delete;
    ProcessLock& operator=(const ProcessLock&) = delete;

    /// Nobody else had the store open when this lock was taken.
    bool alone() const { return m_alone; }
    LastEnd last_end() const { return m_last_end; }
    /// The store is open and in order: lets others in.
    void opened();
    /// Damage was found: the next program that is alone repairs.
    void mark_damaged();

private:
    ProcessLock() = default;
    void write(char mark);
    char read();

#ifdef _WIN32
    void* m_file = nullptr;
#else
    int m_file = -1;
#endif
    bool m_alone = false;
    bool m_opened = false;
    LastEnd m_last_end = LastEnd::Clean;
};

} // namespace hearth::storage
