// Four products of signed bytes and their sum in one instruction: SPV_KHR_integer_dot_product's OpSDot, which older
// compilers do not know by name.
#extension GL_EXT_spirv_intrinsics : require
spirv_instruction(extensions = ["SPV_KHR_integer_dot_product"], capabilities = [6018, 6019], id = 4450)
int packed_dot(int a, int b, spirv_literal int packed_4x8_format);

int dot4(uint a, uint b) { return packed_dot(int(a), int(b), 0); }
int sum4(uint a) { return dot4(a, 0x01010101u); }
