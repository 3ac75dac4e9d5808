// The memory of this computer.
#pragma once

#include <QtGlobal>

namespace hearth::ui {

struct MemoryState {
    qint64 total = 0;     ///< bytes; 0 when it could not be found out
    qint64 available = 0; ///< bytes that programs can still take without the system swapping
};

MemoryState memoryState();

} // namespace hearth::ui
