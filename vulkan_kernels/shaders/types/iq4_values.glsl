// The sixteen values of IQ4_NL and IQ4_XS: −127, −104, −83, −65, −49, −35, −22, −10, 1, 13, 25, 38, 53, 69, 89, 113, four
// bytes a word. Chosen by comparisons: an array that is indexed becomes a read of memory for each element.
uint iq4_byte(uint code)
{
    const uint low = code < 4u ? 0xbfad9881u : 0xf6eaddcfu;
    const uint high = code < 12u ? 0x26190d01u : 0x71594535u;
    return ((code < 8u ? low : high) >> (8u * (code & 3u))) & 0xffu;
}

// Of four codes, a byte each.
uint iq4_bytes(uint codes)
{
    uint bytes = 0u;
    for (uint i = 0u; i < 4u; ++i)
        bytes |= iq4_byte(byte_of(codes, i)) << (8u * i);
    return bytes;
}
