// What every shader begins with.
#extension GL_EXT_buffer_reference : require
#extension GL_EXT_buffer_reference2 : require
#extension GL_EXT_buffer_reference_uvec2 : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#include "shared.h"

// Blocks are packed at even byte offsets, so 32-bit values may straddle two words.
uint load8(Words base, uint offset) { return (base.w[offset >> 2] >> ((offset & 3u) * 8u)) & 0xffu; }
uint load16(Words base, uint offset) { return (base.w[offset >> 2] >> ((offset & 2u) * 8u)) & 0xffffu; }
uint load32(Words base, uint offset)
{
    const uint low = base.w[offset >> 2];
    if ((offset & 2u) == 0u)
        return low;
    return (low >> 16) | (base.w[(offset >> 2) + 1u] << 16);
}
float load_half(Words base, uint offset) { return unpackHalf2x16(load16(base, offset)).x; }
uint byte_of(uint word, uint index) { return (word >> (index * 8u)) & 0xffu; }
int signed_byte_of(uint word, uint index) { return bitfieldExtract(int(word), int(index) * 8, 8); }
