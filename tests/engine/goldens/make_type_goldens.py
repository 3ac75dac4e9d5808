#!/usr/bin/env python3
"""Blocks of every tensor type and their values, decoded with NumPy: writes ../type_goldens.txt, which is committed.

One line per type: name, bytes in hex, float32 values in hex. Decoders are written from the descriptions of the formats
with whole-array operations; nothing is shared with the engine. Products are taken in float32 in the order that the
formats define, so the values must be equal bit by bit.
"""
import pathlib

import numpy as np

f32 = np.float32
random = np.random.Generator(np.random.PCG64(20240607))
IQ4 = np.array([-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113], f32)


def halves(count):
    """Scales of all kinds: usual, negative, tiny, subnormal, zero."""
    kinds = [random.normal(0, 0.05), -random.random() * 3, 6e-5, 3e-7, 0.0, 1.0, -2.5e-3]
    return np.array([kinds[i % len(kinds)] for i in range(count)], np.float16)


def field(b, start, count=2, kind=np.float16):
    return np.ascontiguousarray(b[:, start:start + count]).view(kind)


def nibbles_32(b):
    return np.concatenate([b & 15, b >> 4], 1)


def plain(kind):
    def decode(b):
        return b.view(kind).astype(f32)
    return decode


def bf16(b):
    return (b.view(np.uint16).astype(np.uint32) << 16).view(f32)


def q8_0(b):
    return field(b, 0).astype(f32) * field(b, 2, 32, np.int8).astype(f32)


def q4_0(b):
    return field(b, 0).astype(f32) * (nibbles_32(b[:, 2:]).astype(np.int8) - 8).astype(f32)


def q4_1(b):
    return field(b, 0).astype(f32) * nibbles_32(b[:, 4:]).astype(f32) + field(b, 2).astype(f32)


def fives(b, start):
    high = np.unpackbits(b[:, start:start + 4], axis=1, bitorder="little")
    return (nibbles_32(b[:, start + 4:]) | (high << 4)).astype(np.int8)


def q5_0(b):
    return field(b, 0).astype(f32) * (fives(b, 2) - 16).astype(f32)


def q5_1(b):
    return field(b, 0).astype(f32) * fives(b, 4).astype(f32) + field(b, 2).astype(f32)


def planes(b, bits):
    """[blocks, 32·k bytes] -> values of `bits` bits: within each 32 bytes the low bits come first, then the next."""
    b = b.reshape(b.shape[0], -1, 1, 32)
    shifts = np.arange(0, 8, bits, dtype=np.uint8).reshape(1, 1, -1, 1)
    return ((b >> shifts) & ((1 << bits) - 1)).reshape(b.shape[0], -1)


def q2_k(b):
    scales, q = b[:, :16], planes(b[:, 16:80], 2).reshape(-1, 16, 16).astype(f32)
    d, m = field(b, 80).astype(f32), field(b, 82).astype(f32)
    scale = (d * (scales & 15).astype(f32))[..., None]
    return (scale * q - (m * (scales >> 4).astype(f32))[..., None]).reshape(-1, 256)


def q3_k(b):
    high = planes(b[:, :32], 1)
    low = planes(b[:, 32:96], 2)
    packed = b[:, 96:108]
    six = np.concatenate([packed[:, :8] & 15, packed[:, :8] >> 4], 1) | (planes_of_four(packed[:, 8:12]) << 4)
    scale = field(b, 108).astype(f32) * (six.astype(np.int8) - 32).astype(f32)
    q = (low | (high << 2)).astype(np.int8) - 4
    return (scale[..., None] * q.reshape(-1, 16, 16).astype(f32)).reshape(-1, 256)


def planes_of_four(b):
    return np.concatenate([(b >> shift) & 3 for shift in (0, 2, 4, 6)], 1)


def k_scales(b):
    p = b[:, 4:16]
    scale = np.concatenate([p[:, :4] & 63, (p[:, 8:] & 15) | ((p[:, :4] >> 6) << 4)], 1).astype(f32)
    minimum = np.concatenate([p[:, 4:8] & 63, (p[:, 8:] >> 4) | ((p[:, 4:8] >> 6) << 4)], 1).astype(f32)
    return field(b, 0).astype(f32) * scale, field(b, 2).astype(f32) * minimum


def q4_k(b):
    scale, minimum = k_scales(b)
    q = planes(b[:, 16:], 4).reshape(-1, 8, 32).astype(f32)
    return (scale[..., None] * q - minimum[..., None]).reshape(-1, 256)


def q5_k(b):
    scale, minimum = k_scales(b)
    q = planes(b[:, 48:], 4) | (planes(b[:, 16:48], 1) << 4)
    return (scale[..., None] * q.reshape(-1, 8, 32).astype(f32) - minimum[..., None]).reshape(-1, 256)


def q6_k(b):
    low = b[:, :128].reshape(-1, 2, 1, 64)
    low = np.concatenate([low & 15, low >> 4], 2).reshape(-1, 256)
    q = (low | (planes(b[:, 128:192], 2) << 4)).astype(np.int8) - 32
    scale = field(b, 208).astype(f32) * field(b, 192, 16, np.int8).astype(f32)
    return (scale[..., None] * q.reshape(-1, 16, 16).astype(f32)).reshape(-1, 256)


def iq4_nl(b):
    return field(b, 0).astype(f32) * IQ4[nibbles_32(b[:, 2:])]


def iq4_xs(b):
    low = np.stack([b[:, 4:8] & 15, b[:, 4:8] >> 4], 2).reshape(-1, 8)
    high = (field(b, 2, 2, np.uint16) >> np.arange(0, 16, 2, dtype=np.uint16)) & 3
    scale = field(b, 0).astype(f32) * ((low | (high << 4)).astype(np.int8) - 32).astype(f32)
    q = b[:, 8:].reshape(-1, 8, 16)
    return (scale[..., None] * IQ4[np.concatenate([q & 15, q >> 4], 2)]).reshape(-1, 256)


def mxfp4(b):
    # OCP MX: sign, two bits of exponent (bias 1), one of mantissa; exponent 0 is subnormal.
    def value(code):
        sign, exponent, mantissa = code >> 3, (code >> 1) & 3, code & 1
        size = mantissa / 2 if exponent == 0 else (1 + mantissa / 2) * 2.0 ** (exponent - 1)
        return -size if sign and size else size  # one zero
    table = np.array([value(code) for code in range(16)], np.float64)
    return (2.0 ** (b[:, :1].astype(np.float64) - 127) * table[nibbles_32(b[:, 1:])]).astype(f32)


# name: decoder, bytes per block, where its half floats are
TYPES = {
    "F16": (plain(np.float16), 2, [0]), "BF16": (bf16, 2, []), "Q8_0": (q8_0, 34, [0]), "Q4_0": (q4_0, 18, [0]),
    "Q4_1": (q4_1, 20, [0, 2]), "Q5_0": (q5_0, 22, [0]), "Q5_1": (q5_1, 24, [0, 2]), "Q2_K": (q2_k, 84, [80, 82]),
    "Q3_K": (q3_k, 110, [108]), "Q4_K": (q4_k, 144, [0, 2]), "Q5_K": (q5_k, 176, [0, 2]), "Q6_K": (q6_k, 210, [208]),
    "IQ4_NL": (iq4_nl, 18, [0]), "IQ4_XS": (iq4_xs, 136, [0]), "MXFP4": (mxfp4, 17, []),
}


def main():
    lines = []
    for name, (decode, size, scales) in TYPES.items():
        count = 64 if size == 2 else 7 if size < 50 else 3
        b = random.integers(0, 256, (count, size), np.uint8)
        if name == "BF16":
            b[:, 1] &= 0xBF  # no infinities
        for at in scales:
            b[:, at:at + 2] = halves(count).reshape(-1, 1).view(np.uint8)
        values = np.ascontiguousarray(decode(b).astype(f32))
        assert np.isfinite(values).all(), name
        lines.append("%s %s %s" % (name, b.tobytes().hex(), values.tobytes().hex()))
    (pathlib.Path(__file__).parent.parent / "type_goldens.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
