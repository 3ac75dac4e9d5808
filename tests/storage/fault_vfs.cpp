#include "fault_vfs.h"

#include <sqlite3.h>

#include <cstring>
#include <fstream>
#include <list>
#include <map>
#include <mutex>
#include <random>
#include <vector>

namespace hearth::storage {

namespace {

/// A write that no sync has followed yet: what was there before.
struct Unsynced {
    sqlite3_int64 offset = 0;
    std::vector<char> before;
};

struct State {
    std::mutex mutex;
    Fault fault = Fault::None;
    int64_t left = 0;
    bool happened = false;
    std::map<std::string, std::vector<Unsynced>> unsynced;
} state;

/// Counts one operation; true when this one, or for a lasting fault a later one, has to fail.
bool due(bool is_sync) {
    const bool counts_syncs = state.fault == Fault::SyncError;
    if (state.fault == Fault::None || state.fault == Fault::ReadOnly)
        return false;
    if (state.happened)
        return state.fault == Fault::DiskFull || state.fault == Fault::PowerCut;
    if (counts_syncs != is_sync)
        return false;
    if (--state.left > 0)
        return false;
    state.happened = true;
    return true;
}

bool without_power() {
    return state.happened && state.fault == Fault::PowerCut;
}

/// Our file object; the real one follows it in memory.
struct File {
    sqlite3_file base;
    std::string* name;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<File*>(file)->real();
}

int close_file(sqlite3_file* file) {
    const int code = real(file)->pMethods->xClose(real(file));
    delete reinterpret_cast<File*>(file)->name;
    return code;
}

int read_file(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), to, amount, offset);
}

int write_file(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    const std::scoped_lock lock(state.mutex);
    auto* methods = real(file)->pMethods;
    if (without_power())
        return SQLITE_IOERR_WRITE;
    if (due(false)) {
        if (state.fault == Fault::DiskFull)
            return SQLITE_FULL;
        if (state.fault == Fault::ShortWrite)
            methods->xWrite(real(file), from, amount / 2, offset);
        return SQLITE_IOERR_WRITE;
    }
    if (state.fault == Fault::PowerCut) {
        Unsynced before{offset, std::vector<char>(static_cast<size_t>(amount))};
        methods->xRead(real(file), before.before.data(), amount, offset); // Behind the end it reads zeros.
        state.unsynced[*reinterpret_cast<File*>(file)->name].push_back(std::move(before));
    }
    return methods->xWrite(real(file), from, amount, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const std::scoped_lock lock(state.mutex);
    return without_power() ? SQLITE_IOERR_TRUNCATE : real(file)->pMethods->xTruncate(real(file), size);
}

int sync_file(sqlite3_file* file, int flags) {
    const std::scoped_lock lock(state.mutex);
    if (without_power() || due(true))
        return SQLITE_IOERR_FSYNC;
    state.unsynced.erase(*reinterpret_cast<File*>(file)->name);
    return real(file)->pMethods->xSync(real(file), flags);
}

const sqlite3_io_methods& file_methods() {
    static const sqlite3_io_methods methods = [] {
        sqlite3_io_methods m{};
        m.iVersion = 2;
        m.xClose = close_file;
        m.xRead = read_file;
        m.xWrite = write_file;
        m.xTruncate = truncate_file;
        m.xSync = sync_file;
        m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
            return real(f)->pMethods->xFileSize(real(f), size);
        };
        m.xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); };
        m.xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
        m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
            return real(f)->pMethods->xCheckReservedLock(real(f), out);
        };
        m.xFileControl = [](sqlite3_file* f, int op, void* arg) {
            return real(f)->pMethods->xFileControl(real(f), op, arg);
        };
        m.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
        m.xDeviceCharacteristics = [](sqlite3_file* f) {
            return real(f)->pMethods->xDeviceCharacteristics(real(f));
        };
        m.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
            return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
        };
        m.xShmLock = [](sqlite3_file* f, int offset, int n, int flags) {
            return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
        };
        m.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
        m.xShmUnmap = [](sqlite3_file* f, int remove) {
            return real(f)->pMethods->xShmUnmap(real(f), remove);
        };
        return m;
    }();
    return methods;
}

sqlite3_vfs* real_vfs = nullptr;

int open_file(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
    auto* ours = reinterpret_cast<File*>(file);
    ours->base.pMethods = nullptr;
    {
        const std::scoped_lock lock(state.mutex);
        if (without_power())
            return SQLITE_CANTOPEN;
        if (state.fault == Fault::ReadOnly && (flags & SQLITE_OPEN_READWRITE) != 0)
            flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    }
    int opened_flags = flags;
    const int code = real_vfs->xOpen(real_vfs, name, ours->real(), flags, &opened_flags);
    if (out_flags != nullptr)
        *out_flags = opened_flags;
    if (code != SQLITE_OK)
        return code;
    ours->name = new std::string(name != nullptr ? name : "");
    ours->base.pMethods = &file_methods();
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int sync) {
    const std::scoped_lock lock(state.mutex);
    return without_power() ? SQLITE_IOERR_DELETE : real_vfs->xDelete(real_vfs, name, sync);
}

} // namespace

const char* fault_vfs() {
    static sqlite3_vfs vfs = [] {
        real_vfs = sqlite3_vfs_find(nullptr);
        sqlite3_vfs made = *real_vfs;
        made.zName = "hearth-faults";
        made.pNext = nullptr;
        made.szOsFile = static_cast<int>(sizeof(File)) + real_vfs->szOsFile;
        made.xOpen = open_file;
        made.xDelete = delete_file;
        return made;
    }();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    return registered == SQLITE_OK ? vfs.zName : nullptr;
}

void set_fault(Fault fault, int64_t after) {
    const std::scoped_lock lock(state.mutex);
    state.fault = fault;
    state.left = after;
    state.happened = false;
    state.unsynced.clear();
}

bool fault_happened() {
    const std::scoped_lock lock(state.mutex);
    return state.happened;
}

void lose_unsynced_writes(uint32_t seed) {
    const std::scoped_lock lock(state.mutex);
    std::mt19937 coin(seed);
    for (auto& [name, writes] : state.unsynced) {
        std::fstream file(name, std::ios::binary | std::ios::in | std::ios::out);
        for (auto write = writes.rbegin(); write != writes.rend(); ++write) {
            if (coin() % 2 == 0)
                continue;
            file.seekp(write->offset);
            file.write(write->before.data(), static_cast<std::streamsize>(write->before.size()));
        }
    }
    state.unsynced.clear();
}

} // namespace hearth::storage
