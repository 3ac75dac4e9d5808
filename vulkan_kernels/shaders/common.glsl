// What every shader begins with.
#extension GL_EXT_buffer_reference : require
#extension GL_EXT_buffer_reference2 : require
#extension GL_EXT_buffer_reference_uvec2 : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#include "shared.h"

// Sixteen bytes at once, where an address is known to be a multiple of that.
layout(buffer_reference, std430, buffer_reference_align = 16) buffer Words4 {
    uvec4 w[];
};
layout(buffer_reference, std430, buffer_reference_align = 16) buffer Floats4 {
    vec4 f[];
};

// The words around a byte of a buffer. One address for all of them: indices would each be made an address of its own, and
// neighbours would not become one read.
Words words_at(Words base, uint offset)
{
    const uvec2 address = uvec2(base);
    uint carry;
    const uint low = uaddCarry(address.x, offset & ~3u, carry);
    return Words(uvec2(low, address.y + carry));
}

// Blocks are packed at even byte offsets, so 32-bit values may straddle two words. Both are read at once: one word too many
// (every buffer has one after its end) costs less than a second read that waits for the first.
uint load8(Words base, uint offset) { return (words_at(base, offset).w[0] >> ((offset & 3u) * 8u)) & 0xffu; }
uint load16(Words base, uint offset) { return (words_at(base, offset).w[0] >> ((offset & 2u) * 8u)) & 0xffffu; }
uint straddling(uint low, uint high, uint offset) { return (offset & 2u) == 0u ? low : (low >> 16) | (high << 16); }
uint load32(Words base, uint offset)
{
    Words at = words_at(base, offset);
    return straddling(at.w[0], at.w[1], offset);
}
uvec2 load64(Words base, uint offset)
{
    Words at = words_at(base, offset);
    const uvec3 words = uvec3(at.w[0], at.w[1], at.w[2]);
    return uvec2(straddling(words.x, words.y, offset), straddling(words.y, words.z, offset));
}
// Of types whose blocks are whole words.
uvec2 two_words(Words base, uint offset)
{
    Words at = words_at(base, offset);
    return uvec2(at.w[0], at.w[1]);
}
float half_in(uint bits) { return unpackHalf2x16(bits).x; }
uint byte_of(uint word, uint index) { return (word >> (index * 8u)) & 0xffu; }
int signed_byte_of(uint word, uint index) { return bitfieldExtract(int(word), int(index) * 8, 8); }
