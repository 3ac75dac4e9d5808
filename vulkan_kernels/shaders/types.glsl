// The tensor type that this shader is compiled for: BLOCK_LENGTH elements take BLOCK_BYTES bytes, and
// decode8(base, row_offset, e, count, v) gives elements e … e+7 of the row at byte offset row_offset; e is a multiple of 8,
// and of the eight only `count` are inside the row (fewer than 8 in plain types only). Layouts: engine/quant.
#if defined(TYPE_F32) || defined(TYPE_F16) || defined(TYPE_BF16)
#include "types/plain.glsl"
#elif defined(TYPE_Q4_0) || defined(TYPE_Q4_1) || defined(TYPE_Q5_0) || defined(TYPE_Q5_1) || defined(TYPE_Q8_0) || defined(TYPE_IQ4_NL)
#include "types/blocks_of_32.glsl"
#else
#include "types/blocks_of_256.glsl"
#endif
