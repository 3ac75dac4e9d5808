// An SQLite VFS over the real one that fails on demand: writes, syncs, a full disk, a power cut.
#pragma once

#include <cstdint>
#include <string>

namespace hearth::storage {

enum class Fault {
    None,
    DiskFull,   ///< the write fails with SQLITE_FULL, and so does every later one
    WriteError, ///< one write fails
    ShortWrite, ///< one write is half done, then fails
    SyncError,  ///< one sync fails
    ReadOnly,   ///< files open for reading only
    PowerCut,   ///< nothing works any more; what was not synced is lost, each write by the toss of a coin
};

/// The name under which the VFS is registered; made at the first call.
const char* fault_vfs();

/// From now on the `after`th write (sync for SyncError) meets `fault`. Counting begins at 1.
void set_fault(Fault fault, int64_t after = 1);
/// True when the fault has happened.
bool fault_happened();
/// After a power cut and the closing of every connection: takes back unsynced writes. `seed` tosses the
/// coins.
void lose_unsynced_writes(uint32_t seed);

} // namespace hearth::storage
