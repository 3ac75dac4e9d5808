// A Vulkan device, opened for compute: what it can do, its queue, and the errors it gives.
#pragma once

#include "vulkan_kernels/physical_device.h"

#include <volk.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace hearth::vulkan {

/// What a product of a weight and rows is made of.
enum class ProductKind {
    Floats,
    Integers, ///< rows of signed bytes, four products an instruction
    Halves,   ///< rows of halves, two products an instruction; only where rows are many
    Matrices, ///< rows of halves on matrix units; only where rows are many
};

/// Failures and devices that tests cause on purpose; all off in a program.
struct Faults {
    int32_t lose_device_at_submission = 0;   ///< 1: the first submission reports a lost device; 0: never
    int32_t out_of_memory_at_submission = 0; ///< this one says that the device has no memory left
    int32_t out_of_memory_at_allocation = 0; ///< this one and all after it are refused
    bool wrong_self_check = false;
    bool wrong_fast_self_check = false; ///< only products of anything but floats come out wrong
    /// Device memory that is left to this process; 0: what the driver says.
    uint64_t memory_budget = 0;
    /// Treats the device's memory as out of the processor's reach, as that of a card is.
    bool separate_memory = false;
    /// Products of this kind and no other where the device can make them, be they faster or not.
    std::optional<ProductKind> products;
    bool validation = false; ///< turns the validation layer on and counts its messages
};

/// Of this much free device memory, what a model may take: some is left to the desktop and to what no
/// estimate sees.
uint64_t memory_for_models(uint64_t free_bytes);

/// Loads Vulkan and lists its devices. An error says that there is no loader or no driver.
Result<std::vector<PhysicalDevice>> list_physical_devices();

/// An opened device. Not for use from several threads at once.
class Context {
public:
    static Result<std::unique_ptr<Context>> create(uint32_t device_index, const Faults& faults = {});
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    VkDevice device() const { return m_device; }
    VkQueue queue() const { return m_queue; }
    VkCommandPool command_pool() const { return m_command_pool; }
    const PhysicalDevice& physical() const { return m_physical; }
    const Faults& faults() const { return m_faults; }

    /// Submits a recorded command buffer and waits for it.
    Result<void> submit_and_wait(VkCommandBuffer commands);
    /// Submits without waiting; wait_idle() waits for all.
    Result<void> submit(VkCommandBuffer commands);
    Result<void> wait();
    Result<VkCommandBuffer> create_command_buffer();
    void free_command_buffer(VkCommandBuffer commands);

    /// Messages of the validation layer so far (0 without it).
    static int32_t validation_messages();
    /// Free memory of the device-local heap now.
    uint64_t free_memory() const;

private:
    Context() = default;

    PhysicalDevice m_physical;
    Faults m_faults;
    VkInstance m_instance = VK_NULL_HANDLE;
    VkDebugUtilsMessengerEXT m_messenger = VK_NULL_HANDLE;
    /// Of this instance: volk's pointer is that of the last instance that was made.
    PFN_vkDestroyDebugUtilsMessengerEXT m_destroy_messenger = nullptr;
    VkDevice m_device = VK_NULL_HANDLE;
    VkQueue m_queue = VK_NULL_HANDLE;
    VkCommandPool m_command_pool = VK_NULL_HANDLE;
    VkFence m_fence = VK_NULL_HANDLE;
    int32_t m_submissions = 0;
    bool m_pending = false;
    bool m_lost = false;
};

} // namespace hearth::vulkan
