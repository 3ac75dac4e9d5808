// Records compute dispatches, cuts long work into submissions that leave the desktop room, and keeps short
// recordings for replay.
#pragma once

#include "vulkan_kernels/memory.h"
#include "vulkan_kernels/pipelines.h"

#include <cstdint>
#include <span>
#include <string>
#include <type_traits>

namespace hearth::vulkan {

/// Most workgroups that every device takes in one direction.
constexpr uint32_t largest_group_count = 65535;

constexpr uint32_t divide_up(uint64_t a, uint64_t b) {
    return static_cast<uint32_t>((a + b - 1) / b);
}

struct Groups {
    uint32_t x = 1;
    uint32_t y = 1;
    uint32_t z = 1;
};

class Recorder {
public:
    /// While one lives, what is recorded waits for all before it but not for each other: nothing may read or
    /// write what another of them writes. Not to be nested.
    class Together {
    public:
        explicit Together(Recorder& recorder) : m_recorder(recorder) { m_recorder.m_order = Order::First; }
        ~Together() { m_recorder.m_order = Order::Each; }
        Together(const Together&) = delete;
        Together& operator=(const Together&) = delete;

    private:
        Recorder& m_recorder;
    };

    Recorder(Context& context, Pipelines& pipelines) : m_context(context), m_pipelines(pipelines) {}

    /// Starts a recording. One that is `kept` stays in a single command buffer that belongs to the caller.
    Result<void> begin(bool kept);
    /// Records a dispatch, after everything recorded before it (but see Together). `operations` estimates its
    /// arithmetic.
    template <typename Push>
    void dispatch(const std::string& shader, std::span<const uint32_t> constants, const Push& push,
                  Groups groups, double operations = 0) {
        static_assert(std::is_trivially_copyable_v<Push> && sizeof(Push) <= push_constant_bytes);
        record(shader, constants, &push, sizeof push, groups, operations);
    }
    /// Records a copy of what the processor wrote, for what is recorded after it.
    void copy_in(const Slice& from, const Slice& to, uint64_t size);
    /// Records a copy to memory that the processor reads.
    void copy_out(const Slice& from, const Slice& to, uint64_t size);
    /// Submits what is left, waits, and gives the error of anything since begin(). The command buffer of a
    /// kept recording is then in kept_commands().
    Result<void> end();
    VkCommandBuffer kept_commands() const { return m_commands; }
    Result<void> replay(VkCommandBuffer commands) { return m_context.submit_and_wait(commands); }
    /// Makes the pass fail at its end.
    void set_error(Error error);
    bool recording() const { return m_recording; }

private:
    enum class Order {
        Each,  ///< waits for what was recorded before it
        First, ///< waits, and those that follow need not
        Free,  ///< need not wait
    };

    void record(const std::string& shader, std::span<const uint32_t> constants, const void* push,
                uint32_t push_bytes, Groups groups, double operations);
    Result<void> flush();
    void start_commands();
    void wait_for_dispatches();

    Context& m_context;
    Pipelines& m_pipelines;
    VkCommandBuffer m_commands = VK_NULL_HANDLE;
    VkCommandBuffer m_reused = VK_NULL_HANDLE; ///< for recordings that are not kept
    bool m_recording = false;
    bool m_kept = false;
    bool m_unawaited = false; ///< there are dispatches that no barrier has waited for
    Order m_order = Order::Each;
    double m_operations = 0;                ///< recorded since the last submission
    double m_operations_per_second = 100e9; ///< as measured; the first guess is a small integrated GPU
    Result<void> m_status;
};

} // namespace hearth::vulkan
