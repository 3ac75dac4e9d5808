// Device memory: large arenas, cut into slices that are known by their address.
#pragma once

#include "vulkan_kernels/context.h"

#include <cstddef>
#include <span>
#include <vector>

namespace hearth::vulkan {

/// A piece of an arena. `address` is what shaders get; `host` is set where the processor can write it.
struct Slice {
    VkBuffer buffer = VK_NULL_HANDLE;
    uint64_t offset = 0;
    uint64_t size = 0;
    uint64_t address = 0;
    std::byte* host = nullptr;
};

/// The size that a slice of `size` bytes takes in an arena. Shaders may read the word after its end.
constexpr uint64_t align_slice(uint64_t size) {
    return (size + sizeof(uint32_t) + 255) / 256 * 256;
}

enum class MemoryKind {
    Device,   ///< fastest for the device; host-visible as well on unified-memory devices
    Upload,   ///< written by the processor in order, read by the device
    Readback, ///< written by the device, read by the processor
};

class Memory {
public:
    explicit Memory(Context& context) : m_context(context) {}
    ~Memory();
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;

    /// A slice from the arenas; lives until the Memory does. Never larger than the device's largest
    /// allocation.
    Result<Slice> allocate(MemoryKind kind, uint64_t size);
    /// A buffer of its own, given back with release().
    Result<Slice> allocate_own(MemoryKind kind, uint64_t size);
    void release(const Slice& slice);

    /// Copies host bytes into a slice: directly where the device's memory is host-visible, else through a
    /// staging ring.
    Result<void> upload(const Slice& to, uint64_t offset, std::span<const std::byte> bytes);
    /// Copies device bytes to the host; waits.
    Result<void> download(const Slice& from, uint64_t offset, std::span<std::byte> bytes);
    /// Copies within the device; waits.
    Result<void> copy(const Slice& from, const Slice& to, uint64_t size);

    uint64_t largest_allocation() const { return m_context.physical().largest_allocation; }
    /// Device memory that may still be taken, what is left in the arenas included.
    uint64_t free_bytes() const;

private:
    struct Block {
        VkBuffer buffer = VK_NULL_HANDLE;
        VkDeviceMemory memory = VK_NULL_HANDLE;
        MemoryKind kind = MemoryKind::Device;
        uint64_t size = 0;
        uint64_t used = 0;
        uint64_t address = 0;
        std::byte* host = nullptr;
        bool own = false;
    };
    Result<Block> create_block(MemoryKind kind, uint64_t size);
    void destroy_block(Block& block);
    uint64_t untaken_bytes() const; ///< that no arena has taken
    uint64_t usual_block(MemoryKind kind) const;
    Result<void> ensure_staging();
    Result<void> submit_copy(VkCommandBuffer commands, VkBuffer from, uint64_t from_offset, VkBuffer to,
                             uint64_t to_offset, uint64_t size);

    Context& m_context;
    std::vector<Block> m_blocks;
    // A ring of two: while the device copies from one half, the processor fills the other. At most one
    // submission is under way, so a half is free again when its turn comes.
    Slice m_staging;
    VkCommandBuffer m_staging_commands[2] = {};
    uint32_t m_staging_half = 0;
    Slice m_readback;
    VkCommandBuffer m_copy_commands = VK_NULL_HANDLE;
    uint64_t m_device_bytes = 0; ///< taken of the device's memory
    int32_t m_allocations = 0;
};

} // namespace hearth::vulkan
