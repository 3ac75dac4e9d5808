#include "vulkan_kernels/memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace hearth::vulkan {

namespace {

constexpr uint64_t arena_bytes = 256ull << 20;
constexpr uint64_t smallest_arena_bytes = 1ull << 20;
constexpr uint64_t small_arena_bytes = 8ull << 20;
constexpr uint64_t staging_bytes = 32ull << 20;

/// Memory types in the order of preference for a kind.
std::vector<VkMemoryPropertyFlags> preferences(MemoryKind kind, bool unified) {
    constexpr VkMemoryPropertyFlags local = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
    constexpr VkMemoryPropertyFlags visible =
        VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    switch (kind) {
    case MemoryKind::Device:
        return unified ? std::vector{local | visible, local} : std::vector{local};
    case MemoryKind::Upload:
        return {local | visible, visible};
    case MemoryKind::Readback:
        return {visible | VK_MEMORY_PROPERTY_HOST_CACHED_BIT, visible};
    }
    return {};
}

} // namespace

Memory::~Memory() {
    (void)m_context.wait(); // a copy may be under way
    for (Block& block : m_blocks)
        destroy_block(block);
}

Result<Memory::Block> Memory::create_block(MemoryKind kind, uint64_t size) {
    const auto out_of_memory = [&] {
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("{}: not enough GPU memory for {} MB more, {} MB are free",
                                m_context.physical().name, size >> 20, free_bytes() >> 20));
    };
    const int32_t last = m_context.faults().out_of_memory_at_allocation;
    if (++m_allocations >= last && last > 0)
        return out_of_memory();
    if (kind == MemoryKind::Device && m_context.faults().memory_budget && size > untaken_bytes())
        return out_of_memory();
    if (size > m_context.physical().largest_allocation)
        return fail(ErrorKind::Unsupported,
                    fmt::format("{} takes buffers up to {} MB, {} MB are needed in one",
                                m_context.physical().name, m_context.physical().largest_allocation >> 20,
                                size >> 20));
    Block block{.kind = kind, .size = size};
    const VkBufferCreateInfo info{
        .sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO,
        .size = size,
        .usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_TRANSFER_SRC_BIT |
                 VK_BUFFER_USAGE_TRANSFER_DST_BIT | VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT,
        .sharingMode = VK_SHARING_MODE_EXCLUSIVE};
    if (vkCreateBuffer(m_context.device(), &info, nullptr, &block.buffer) != VK_SUCCESS)
        return out_of_memory();
    VkMemoryRequirements needs{};
    vkGetBufferMemoryRequirements(m_context.device(), block.buffer, &needs);
    VkPhysicalDeviceMemoryProperties properties{};
    vkGetPhysicalDeviceMemoryProperties(m_context.physical().handle, &properties);
    const VkMemoryAllocateFlagsInfo flags{.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO,
                                          .flags = VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT};
    for (const VkMemoryPropertyFlags wanted : preferences(kind, m_context.physical().unified_memory)) {
        for (uint32_t type = 0; type < properties.memoryTypeCount && !block.memory; ++type) {
            const VkMemoryPropertyFlags has = properties.memoryTypes[type].propertyFlags;
            if (!(needs.memoryTypeBits & (1u << type)) || (has & wanted) != wanted)
                continue;
            const VkMemoryAllocateInfo allocation{.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO,
                                                  .pNext = &flags,
                                                  .allocationSize = needs.size,
                                                  .memoryTypeIndex = type};
            if (vkAllocateMemory(m_context.device(), &allocation, nullptr, &block.memory) != VK_SUCCESS)
                continue;
            vkBindBufferMemory(m_context.device(), block.buffer, block.memory, 0);
            void* host = nullptr;
            const bool reachable = kind != MemoryKind::Device || !m_context.faults().separate_memory;
            if (reachable && (has & VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT) &&
                vkMapMemory(m_context.device(), block.memory, 0, VK_WHOLE_SIZE, 0, &host) == VK_SUCCESS)
                block.host = static_cast<std::byte*>(host);
        }
    }
    if (!block.memory) {
        destroy_block(block);
        return out_of_memory();
    }
    const VkBufferDeviceAddressInfo address{.sType = VK_STRUCTURE_TYPE_BUFFER_DEVICE_ADDRESS_INFO,
                                            .buffer = block.buffer};
    block.address = vkGetBufferDeviceAddress(m_context.device(), &address);
    if (kind == MemoryKind::Device)
        m_device_bytes += size;
    return block;
}

uint64_t Memory::free_bytes() const {
    uint64_t bytes = untaken_bytes();
    for (const Block& block : m_blocks)
        if (!block.own && block.kind == MemoryKind::Device)
            bytes += block.size - block.used;
    return bytes;
}

uint64_t Memory::untaken_bytes() const {
    const uint64_t forced = m_context.faults().memory_budget;
    const PhysicalDevice& physical = m_context.physical();
    if (!forced && physical.memory_budget)
        return m_context.free_memory();
    const uint64_t all = forced ? forced : physical.device_memory_bytes;
    return all - std::min(all, m_device_bytes);
}

/// Large arenas for large memories; where little is left, small ones, so that little is left over.
uint64_t Memory::usual_block(MemoryKind kind) const {
    if (kind != MemoryKind::Device)
        return small_arena_bytes;
    const uint64_t share = std::clamp(untaken_bytes() / 16, smallest_arena_bytes, arena_bytes);
    return std::min(share, m_context.physical().largest_allocation);
}

void Memory::destroy_block(Block& block) {
    if (block.memory && block.kind == MemoryKind::Device)
        m_device_bytes -= std::min(m_device_bytes, block.size);
    vkDestroyBuffer(m_context.device(), block.buffer, nullptr);
    vkFreeMemory(m_context.device(), block.memory, nullptr);
    block = {};
}

Result<Slice> Memory::allocate(MemoryKind kind, uint64_t size) {
    size = align_slice(size);
    auto block = std::ranges::find_if(m_blocks, [&](const Block& b) {
        return !b.own && b.buffer && b.kind == kind && b.size - b.used >= size;
    });
    if (block == m_blocks.end()) {
        const uint64_t whole = std::max(size, usual_block(kind));
        auto created = create_block(kind, whole);
        if (!created && whole > size)
            created = create_block(kind, size); // a card that is almost full
        if (!created)
            return std::unexpected(created.error());
        m_blocks.push_back(*created);
        block = m_blocks.end() - 1;
    }
    const Slice slice{block->buffer, block->used, size, block->address + block->used,
                      block->host ? block->host + block->used : nullptr};
    block->used += size;
    return slice;
}

Result<Slice> Memory::allocate_own(MemoryKind kind, uint64_t size) {
    TRY_ASSIGN(Block block, create_block(kind, align_slice(size)));
    block.own = true;
    m_blocks.push_back(block);
    return Slice{block.buffer, 0, block.size, block.address, block.host};
}

void Memory::release(const Slice& slice) {
    const auto block =
        std::ranges::find_if(m_blocks, [&](const Block& b) { return b.own && b.buffer == slice.buffer; });
    if (block == m_blocks.end())
        return;
    (void)m_context.wait();
    destroy_block(*block);
    m_blocks.erase(block);
}

Result<void> Memory::ensure_staging() {
    for (VkCommandBuffer* commands : {&m_copy_commands, &m_staging_commands[0], &m_staging_commands[1]}) {
        if (!*commands) {
            TRY_ASSIGN(*commands, m_context.create_command_buffer());
        }
    }
    if (!m_staging.buffer) {
        TRY_ASSIGN(m_staging, allocate(MemoryKind::Upload, staging_bytes));
    }
    if (!m_readback.buffer) {
        TRY_ASSIGN(m_readback, allocate(MemoryKind::Readback, small_arena_bytes));
    }
    return {};
}

Result<void> Memory::submit_copy(VkCommandBuffer commands, VkBuffer from, uint64_t from_offset, VkBuffer to,
                                 uint64_t to_offset, uint64_t size) {
    const VkCommandBufferBeginInfo begin{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
                                         .flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT};
    vkBeginCommandBuffer(commands, &begin);
    const VkBufferCopy region{from_offset, to_offset, size};
    vkCmdCopyBuffer(commands, from, to, 1, &region);
    const VkMemoryBarrier barrier{.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
                                  .srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT,
                                  .dstAccessMask = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_TRANSFER_READ_BIT |
                                                   VK_ACCESS_HOST_READ_BIT};
    vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_TRANSFER_BIT,
                         VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT |
                             VK_PIPELINE_STAGE_HOST_BIT,
                         0, 1, &barrier, 0, nullptr, 0, nullptr);
    vkEndCommandBuffer(commands);
    return m_context.submit(commands);
}

Result<void> Memory::upload(const Slice& to, uint64_t offset, std::span<const std::byte> bytes) {
    if (to.host) {
        std::memcpy(to.host + offset, bytes.data(), bytes.size());
        return {};
    }
    TRY(ensure_staging());
    const uint64_t half = m_staging.size / 2;
    for (uint64_t done = 0; done < bytes.size();) {
        const uint64_t size = std::min<uint64_t>(half, bytes.size() - done);
        const uint64_t at = m_staging_half * half;
        std::memcpy(m_staging.host + at, bytes.data() + done, size);
        TRY(submit_copy(m_staging_commands[m_staging_half], m_staging.buffer, m_staging.offset + at,
                        to.buffer, to.offset + offset + done, size));
        m_staging_half = 1 - m_staging_half;
        done += size;
    }
    return {};
}

Result<void> Memory::download(const Slice& from, uint64_t offset, std::span<std::byte> bytes) {
    TRY(m_context.wait());
    // Memory that the processor sees but does not cache is read faster through a copy.
    if (from.host && m_context.physical().type == VK_PHYSICAL_DEVICE_TYPE_CPU) {
        std::memcpy(bytes.data(), from.host + offset, bytes.size());
        return {};
    }
    TRY(ensure_staging());
    for (uint64_t done = 0; done < bytes.size();) {
        const uint64_t size = std::min<uint64_t>(m_readback.size, bytes.size() - done);
        TRY(submit_copy(m_copy_commands, from.buffer, from.offset + offset + done, m_readback.buffer,
                        m_readback.offset, size));
        TRY(m_context.wait());
        std::memcpy(bytes.data() + done, m_readback.host, size);
        done += size;
    }
    return {};
}

Result<void> Memory::copy(const Slice& from, const Slice& to, uint64_t size) {
    TRY(ensure_staging());
    TRY(submit_copy(m_copy_commands, from.buffer, from.offset, to.buffer, to.offset, size));
    return m_context.wait();
}

} // namespace hearth::vulkan
