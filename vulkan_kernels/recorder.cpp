#include "vulkan_kernels/recorder.h"

#include <chrono>
#include <utility>

namespace hearth::vulkan {

namespace {

// Long enough to keep the GPU busy, short enough that a desktop drawn by the same GPU stays smooth and far
// below the drivers' watchdogs (2 s and more).
constexpr double seconds_per_submission = 0.05;

} // namespace

Result<void> Recorder::begin(bool kept) {
    m_status = {};
    m_kept = kept;
    if (kept) {
        TRY_ASSIGN(m_commands, m_context.create_command_buffer());
    } else {
        if (!m_reused) {
            TRY_ASSIGN(m_reused, m_context.create_command_buffer());
        }
        m_commands = m_reused;
    }
    start_commands();
    m_recording = true;
    return {};
}

void Recorder::start_commands() {
    const VkCommandBufferBeginInfo info{
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
        .flags = m_kept ? VkCommandBufferUsageFlags(0)
                        : VkCommandBufferUsageFlags(VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT)};
    vkBeginCommandBuffer(m_commands, &info);
    m_unawaited = false;
    m_operations = 0;
}

void Recorder::record(const std::string& shader, std::span<const uint32_t> constants, const void* push,
                      uint32_t push_bytes, Groups groups, double operations) {
    if (!m_status || groups.x == 0 || groups.y == 0 || groups.z == 0)
        return;
    const auto pipeline = m_pipelines.get(shader, constants);
    if (!pipeline) {
        m_status = std::unexpected(pipeline.error());
        return;
    }
    if (m_order != Order::Free)
        wait_for_dispatches();
    if (m_order == Order::First)
        m_order = Order::Free;
    vkCmdBindPipeline(m_commands, VK_PIPELINE_BIND_POINT_COMPUTE, *pipeline);
    vkCmdPushConstants(m_commands, m_pipelines.layout(), VK_SHADER_STAGE_COMPUTE_BIT, 0, push_bytes, push);
    vkCmdDispatch(m_commands, groups.x, groups.y, groups.z);
    m_unawaited = true;
    m_operations += operations;
    if (!m_kept && m_operations > m_operations_per_second * seconds_per_submission) {
        m_status = flush();
        start_commands();
    }
}

void Recorder::wait_for_dispatches() {
    if (!std::exchange(m_unawaited, false))
        return;
    const VkMemoryBarrier barrier{.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
                                  .srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT,
                                  .dstAccessMask = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT};
    vkCmdPipelineBarrier(m_commands, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT,
                         VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, 0, 1, &barrier, 0, nullptr, 0, nullptr);
}

void Recorder::copy_in(const Slice& from, const Slice& to, uint64_t size) {
    const VkBufferCopy region{from.offset, to.offset, size};
    vkCmdCopyBuffer(m_commands, from.buffer, to.buffer, 1, &region);
    const VkMemoryBarrier after{.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
                                .srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT,
                                .dstAccessMask = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT};
    vkCmdPipelineBarrier(m_commands, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, 0,
                         1, &after, 0, nullptr, 0, nullptr);
}

void Recorder::copy_out(const Slice& from, const Slice& to, uint64_t size) {
    const VkMemoryBarrier before{.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
                                 .srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT,
                                 .dstAccessMask = VK_ACCESS_TRANSFER_READ_BIT};
    vkCmdPipelineBarrier(m_commands, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_PIPELINE_STAGE_TRANSFER_BIT, 0,
                         1, &before, 0, nullptr, 0, nullptr);
    const VkBufferCopy region{from.offset, to.offset, size};
    vkCmdCopyBuffer(m_commands, from.buffer, to.buffer, 1, &region);
    const VkMemoryBarrier after{.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
                                .srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT,
                                .dstAccessMask = VK_ACCESS_HOST_READ_BIT};
    vkCmdPipelineBarrier(m_commands, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_HOST_BIT, 0, 1, &after,
                         0, nullptr, 0, nullptr);
}

Result<void> Recorder::flush() {
    wait_for_dispatches(); // for what the next submission reads
    if (const VkResult result = vkEndCommandBuffer(m_commands); result != VK_SUCCESS)
        return std::unexpected(vulkan_error(result, m_context.physical().name));
    const auto start = std::chrono::steady_clock::now();
    TRY(m_context.submit_and_wait(m_commands));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    // Only submissions long enough to say something about the rate.
    if (m_operations > 1e9 && seconds > 1e-4)
        m_operations_per_second = 0.5 * (m_operations_per_second + m_operations / seconds);
    return {};
}

Result<void> Recorder::end() {
    m_recording = false;
    if (!m_status) {
        vkEndCommandBuffer(m_commands);
        return m_status;
    }
    return flush();
}

void Recorder::set_error(Error error) {
    if (m_status)
        m_status = std::unexpected(std::move(error));
}

} // namespace hearth::vulkan
