#!/usr/bin/env python3
"""Expected logits of tiny models of every architecture, computed with NumPy in float64.

    python3 make_goldens.py        writes <name>.json beside this file; run by hand, the output is committed

Nothing here is shared with the engine: every architecture is written out from its paper or its reference
implementation. A golden holds the metadata and the list of tensors of a GGUF file, so that the test can write that
file itself: weights come from a hash of the tensor's name (see `hashed`), which is exact in float32.

Shapes are in GGUF's order (row length first); as arrays they are [outputs, inputs].
"""
import json
import math
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
VOCABULARY = 48
TOKENS = [1, 7, 3, 44, 20, 20, 9, 31, 2, 15, 40, 5, 11, 28]


def hashed(name, count, scale, offset):
    seed = 0x811C9DC5
    for byte in name.encode():
        seed = ((seed ^ byte) * 0x01000193) & 0xFFFFFFFF
    x = (np.arange(count, dtype=np.uint64) * 0x9E3779B9 + seed) & 0xFFFFFFFF
    x ^= x >> 16
    x = (x * 0x7FEB352D) & 0xFFFFFFFF
    x ^= x >> 15
    x = (x * 0x846CA68B) & 0xFFFFFFFF
    x ^= x >> 16
    unit = (x >> 8).astype(np.float32) * np.float32(2.0 ** -23) - np.float32(1)
    return unit * np.float32(scale) + np.float32(offset)


class Golden:
    """Collects metadata and tensors of one model; tensors come back as float64 arrays."""

    def __init__(self, name, architecture, **metadata):
        self.name = name
        self.architecture = architecture
        self.metadata = {"general.architecture": architecture, "general.name": name}
        for key, value in metadata.items():
            self.metadata[architecture + "." + key.replace("__", ".")] = value
        self.tensors = []

    def tensor(self, name, shape, scale=None, offset=0.0):
        count = math.prod(shape)
        if scale is None:
            scale = 1.7 / math.sqrt(shape[0])
        self.tensors.append([name, shape, float(np.float32(scale)), float(np.float32(offset))])
        return hashed(name, count, scale, offset).astype(np.float64).reshape(shape[::-1])

    def values(self, name, numbers):
        numbers = [float(np.float32(number)) for number in numbers]
        self.tensors.append([name, [len(numbers)], numbers])
        return np.array(numbers)

    def write(self, result, kind="logits"):
        data = {"metadata": self.metadata, "tensors": self.tensors, "tokens": TOKENS,
                kind: [float("%.7g" % number) for number in result.reshape(-1)]}
        (HERE / (self.name + ".json")).write_text(json.dumps(data, separators=(",", ":")) + "\n")


# --- the parts that papers define -------------------------------------------------------------------------------------

def rms_norm(x, weight, eps):
    return x / np.sqrt((x ** 2).mean(-1, keepdims=True) + eps) * weight


def layer_norm(x, weight, bias, eps):
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred ** 2).mean(-1, keepdims=True) + eps) * weight + (0 if bias is None else bias)


def silu(x):
    return x / (1 + np.exp(-x))


def gelu_tanh(x):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))


def gelu(x):
    return 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


def frequencies(dims, base):
    return base ** (-np.arange(0, dims, 2) / dims)


def rotate_pairs(x, freqs, magnitude=1.0):
    """x: [tokens, heads, dim]; pairs (2i, 2i + 1) as complex numbers (RoFormer, Llama)."""
    angle = np.arange(x.shape[0])[:, None, None] * freqs
    dims = 2 * len(freqs)
    turned = (x[..., 0:dims:2] + 1j * x[..., 1:dims:2]) * np.exp(1j * angle) * magnitude
    out = x.copy()
    out[..., 0:dims:2], out[..., 1:dims:2] = turned.real, turned.imag
    return out


def rotate_halves(x, freqs, magnitude=1.0):
    """x: [tokens, heads, dim]; pairs (i, i + dims/2) (GPT-NeoX)."""
    angle = np.arange(x.shape[0])[:, None] * freqs
    angle = np.concatenate([angle, angle], -1)[:, None, :]
    dims = 2 * len(freqs)
    part, rest = x[..., :dims], x[..., dims:]
    half = np.concatenate([-part[..., dims // 2:], part[..., :dims // 2]], -1)
    return np.concatenate([(part * np.cos(angle) + half * np.sin(angle)) * magnitude, rest], -1)


def attend(q, k, v, scale, cap=None, window=None, causal=True):
    """q: [tokens, heads, dim], k and v: [tokens, kv_heads, dim] -> [tokens, heads · dim]"""
    tokens, heads = q.shape[:2]
    k = np.repeat(k, heads // k.shape[1], axis=1)
    v = np.repeat(v, heads // v.shape[1], axis=1)
    scores = np.einsum("qhd,khd->hqk", q, k) * scale
    if cap:
        scores = cap * np.tanh(scores / cap)
    row, column = np.arange(tokens)[:, None], np.arange(tokens)[None, :]
    hidden = np.zeros((tokens, tokens), bool)
    if causal:
        hidden |= column > row
    if window:
        hidden |= column <= row - window
    scores = np.where(hidden, -np.inf, scores)
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    weights /= weights.sum(-1, keepdims=True)
    return np.einsum("hqk,khd->qhd", weights, v).reshape(tokens, -1)


def heads_of(x, heads):
    return x.reshape(x.shape[0], heads, -1)


NORM = dict(scale=0.3, offset=1.0)
BIAS = dict(scale=0.2)


# --- llama and its kin ------------------------------------------------------------------------------------------------

def llama_like(name, architecture="llama", layers=2, width=32, heads=4, kv_heads=1, inner=48, head_dim=None, base=10000.0,
               rotate=rotate_pairs, freqs=None, magnitude=1.0, tied=False, qkv_bias=False, qk_norm=False, window=None,
               embedding_scale=1.0, residual_scale=1.0, attention_scale=None, logit_divisor=1.0, fused=False,
               extra=None, before=None, write_head_dim=False):
    dim = head_dim or width // heads
    metadata = {"block_count": layers, "context_length": 64, "embedding_length": width, "feed_forward_length": inner,
                "attention__head_count": heads, "attention__head_count_kv": kv_heads, "rope__freq_base": base,
                "rope__dimension_count": dim if freqs is None else 2 * len(freqs),
                "attention__layer_norm_rms_epsilon": 1e-6}
    if write_head_dim or dim != width // heads:
        metadata.update(attention__key_length=dim, attention__value_length=dim)
    metadata.update(extra or {})
    g = Golden(name, architecture, **metadata)
    if before:
        before(g)
    freqs = frequencies(dim, base) if freqs is None else freqs
    scale = attention_scale or 1 / math.sqrt(dim)
    table = g.tensor("token_embd.weight", [width, VOCABULARY], 1.0)
    x = table[TOKENS] * embedding_scale
    for i in range(layers):
        p = "blk.%d." % i
        h = rms_norm(x, g.tensor(p + "attn_norm.weight", [width], **NORM), 1e-6)
        sizes = [heads * dim, kv_heads * dim, kv_heads * dim]
        if fused:
            joined = h @ g.tensor(p + "attn_qkv.weight", [width, sum(sizes)]).T
            q, k, v = np.split(joined, np.cumsum(sizes)[:2], -1)
        else:
            parts = []
            for letter, size in zip("qkv", sizes):
                y = h @ g.tensor(p + "attn_%s.weight" % letter, [width, size]).T
                if qkv_bias:
                    y = y + g.tensor(p + "attn_%s.bias" % letter, [size], **BIAS)
                parts.append(y)
            q, k, v = parts
        q, k, v = heads_of(q, heads), heads_of(k, kv_heads), heads_of(v, kv_heads)
        if qk_norm:
            q = rms_norm(q, g.tensor(p + "attn_q_norm.weight", [dim], **NORM), 1e-6)
            k = rms_norm(k, g.tensor(p + "attn_k_norm.weight", [dim], **NORM), 1e-6)
        o = attend(rotate(q, freqs, magnitude), rotate(k, freqs, magnitude), v, scale, window=window)
        x = x + residual_scale * (o @ g.tensor(p + "attn_output.weight", [heads * dim, width]).T)
        h = rms_norm(x, g.tensor(p + "ffn_norm.weight", [width], **NORM), 1e-6)
        if fused:
            gate, up = np.split(h @ g.tensor(p + "ffn_up.weight", [width, 2 * inner]).T, 2, -1)
        else:
            gate = h @ g.tensor(p + "ffn_gate.weight", [width, inner]).T
            up = h @ g.tensor(p + "ffn_up.weight", [width, inner]).T
        x = x + residual_scale * ((silu(gate) * up) @ g.tensor(p + "ffn_down.weight", [inner, width]).T)
    x = rms_norm(x, g.tensor("output_norm.weight", [width], **NORM), 1e-6)
    output = table if tied else g.tensor("output.weight", [width, VOCABULARY])
    g.write(x @ output.T / logit_divisor)


def llama3_factors(dims, base, factor=8.0, low=1.0, high=4.0, original=16):
    """What rope_freqs.weight holds for Llama 3.1: frequencies are divided by these."""
    result = []
    for freq in frequencies(dims, base):
        wavelength = 2 * math.pi / freq
        if wavelength < original / high:
            result.append(1.0)
        elif wavelength > original / low:
            result.append(factor)
        else:
            smooth = (original / wavelength - low) / (high - low)
            result.append(1 / ((1 - smooth) / factor + smooth))
    return np.float32(result).astype(np.float64)


def yarn(dims, base, factor, original, fast=32.0, slow=1.0):
    """arXiv:2309.00071, as Hugging Face's _compute_yarn_parameters does it."""
    def correction(turns):
        return dims * math.log(original / (turns * 2 * math.pi)) / (2 * math.log(base))
    low, high = max(math.floor(correction(fast)), 0), min(math.ceil(correction(slow)), dims - 1)
    ramp = np.clip((np.arange(dims // 2) - low) / max(high - low, 0.001), 0, 1)
    plain = frequencies(dims, base)
    return plain / factor * ramp + plain * (1 - ramp), 0.1 * math.log(factor) + 1


def llama_family():
    llama_like("llama", kv_heads=2)
    llama_like("llama_tied_mqa", kv_heads=1, tied=True, head_dim=16)
    llama_like("llama_window", kv_heads=4, window=5, extra={"attention__sliding_window": 5})
    factors = llama3_factors(8, 500000.0)
    llama_like("llama3_rope", kv_heads=2, base=500000.0, freqs=frequencies(8, 500000.0) / factors,
               before=lambda g: g.values("rope_freqs.weight", factors))
    llama_like("llama_linear_rope", freqs=frequencies(8, 10000.0) / 4,
               extra={"rope__scaling__type": "linear", "rope__scaling__factor": 4.0})
    freqs, magnitude = yarn(16, 10000.0, 4.0, 16)
    llama_like("llama_yarn", head_dim=16, freqs=freqs, magnitude=magnitude,
               extra={"rope__scaling__type": "yarn", "rope__scaling__factor": 4.0,
                      "rope__scaling__original_context_length": 16})
    llama_like("qwen2", "qwen2", kv_heads=2, rotate=rotate_halves, qkv_bias=True, base=1e6)
    llama_like("qwen3", "qwen3", kv_heads=2, rotate=rotate_halves, qk_norm=True, head_dim=12, base=1e6, tied=True)
    llama_like("granite", "granite", kv_heads=2, embedding_scale=12.0, residual_scale=0.22, attention_scale=0.015625,
               logit_divisor=8.0, tied=True,
               extra={"embedding_scale": 12.0, "residual_scale": 0.22, "attention__scale": 0.015625, "logit_scale": 8.0})
    llama_like("phi3", "phi3", kv_heads=4, rotate=rotate_halves, fused=True)
    short = np.float32([1.0, 1.1, 1.2, 1.3]).astype(np.float64)
    long = np.float32([1.0, 2.0, 4.0, 8.0]).astype(np.float64)

    def factors_of(g):
        g.values("rope_factors_short.weight", short)
        g.values("rope_factors_long.weight", long)
    for name, original, divisors in (("phi3_short_rope", 32, short), ("phi3_long_rope", 8, long)):
        llama_like(name, "phi3", kv_heads=2, rotate=rotate_halves, fused=True, freqs=frequencies(8, 10000.0) / divisors,
                   magnitude=1.19, before=factors_of,
                   extra={"rope__scaling__original_context_length": original, "rope__scaling__attn_factor": 1.19})


# --- gemma ------------------------------------------------------------------------------------------------------------

def gemma(name, architecture, layers, kv_heads=1, heads=4, width=32, dim=16, inner=48):
    """Norm weights are those of the GGUF file, where Gemma's 1 + w is stored as one number."""
    second, third = architecture == "gemma2", architecture == "gemma3"
    extra = {}
    if second:
        extra = {"attention__sliding_window": 4, "attn_logit_softcapping": 5.0, "final_logit_softcapping": 3.0}
    if third:
        extra = {"attention__sliding_window": 4, "rope__scaling__type": "linear", "rope__scaling__factor": 8.0}
    base = 1e6 if third else 10000.0
    g = Golden(name, architecture, block_count=layers, context_length=64, embedding_length=width, feed_forward_length=inner,
               attention__head_count=heads, attention__head_count_kv=kv_heads, attention__key_length=dim,
               attention__value_length=dim, attention__layer_norm_rms_epsilon=1e-6, rope__freq_base=base, **extra)
    table = g.tensor("token_embd.weight", [width, VOCABULARY], 0.5)
    x = table[TOKENS] * math.sqrt(width)

    def norm(x, tensor, size=width):
        return rms_norm(x, g.tensor(tensor + ".weight", [size], **NORM), 1e-6)
    for i in range(layers):
        p = "blk.%d." % i
        local = (second and i % 2 == 0) or (third and i % 6 != 5)
        freqs = frequencies(dim, 10000.0 if local or not third else base) / (8 if third and not local else 1)
        h = norm(x, p + "attn_norm")
        q = heads_of(h @ g.tensor(p + "attn_q.weight", [width, heads * dim]).T, heads)
        k = heads_of(h @ g.tensor(p + "attn_k.weight", [width, kv_heads * dim]).T, kv_heads)
        v = heads_of(h @ g.tensor(p + "attn_v.weight", [width, kv_heads * dim]).T, kv_heads)
        if third:
            q, k = norm(q, p + "attn_q_norm", dim), norm(k, p + "attn_k_norm", dim)
        o = attend(rotate_halves(q, freqs), rotate_halves(k, freqs), v, 1 / math.sqrt(dim), cap=5.0 if second else None,
                   window=4 if local else None)
        o = o @ g.tensor(p + "attn_output.weight", [heads * dim, width]).T
        x = x + (norm(o, p + "post_attention_norm") if second or third else o)
        h = norm(x, p + "ffn_norm")
        h = gelu_tanh(h @ g.tensor(p + "ffn_gate.weight", [width, inner]).T) * (
            h @ g.tensor(p + "ffn_up.weight", [width, inner]).T)
        h = h @ g.tensor(p + "ffn_down.weight", [inner, width]).T
        x = x + (norm(h, p + "post_ffw_norm") if second or third else h)
    logits = norm(x, "output_norm") @ table.T
    g.write(3.0 * np.tanh(logits / 3.0) if second else logits)


# --- olmo2 ------------------------------------------------------------------------------------------------------------

def olmo2(layers=2, width=32, heads=4, kv_heads=2, inner=48):
    """No norm before, one behind each block; queries and keys are normed over the whole row (arXiv:2501.00656)."""
    dim = width // heads
    g = Golden("olmo2", "olmo2", block_count=layers, context_length=64, embedding_length=width, feed_forward_length=inner,
               attention__head_count=heads, attention__head_count_kv=kv_heads, attention__layer_norm_rms_epsilon=1e-6,
               rope__freq_base=500000.0)
    x = g.tensor("token_embd.weight", [width, VOCABULARY], 1.0)[TOKENS]
    freqs = frequencies(dim, 500000.0)

    def norm(x, tensor):
        return rms_norm(x, g.tensor(tensor + ".weight", [x.shape[-1]], **NORM), 1e-6)
    for i in range(layers):
        p = "blk.%d." % i
        q = norm(x @ g.tensor(p + "attn_q.weight", [width, heads * dim]).T, p + "attn_q_norm")
        k = norm(x @ g.tensor(p + "attn_k.weight", [width, kv_heads * dim]).T, p + "attn_k_norm")
        v = x @ g.tensor(p + "attn_v.weight", [width, kv_heads * dim]).T
        o = attend(rotate_halves(heads_of(q, heads), freqs), rotate_halves(heads_of(k, kv_heads), freqs),
                   heads_of(v, kv_heads), 1 / math.sqrt(dim))
        x = x + norm(o @ g.tensor(p + "attn_output.weight", [width, width]).T, p + "post_attention_norm")
        h = silu(x @ g.tensor(p + "ffn_gate.weight", [width, inner]).T) * (x @ g.tensor(p + "ffn_up.weight", [width, inner]).T)
        x = x + norm(h @ g.tensor(p + "ffn_down.weight", [inner, width]).T, p + "post_ffw_norm")
    g.write(norm(x, "output_norm") @ g.tensor("output.weight", [width, VOCABULARY]).T)


# --- the GPT family: layer norms, biases, plain feed-forward ----------------------------------------------------------

class Gpt:
    """One model with LayerNorm; the layers are written out by its function below."""

    def __init__(self, name, architecture, layers=2, width=32, heads=4, kv_heads=4, inner=64, **extra):
        self.width, self.heads, self.kv_heads, self.inner, self.layers = width, heads, kv_heads, inner, layers
        self.dim = width // heads
        self.g = Golden(name, architecture, block_count=layers, context_length=32, embedding_length=width,
                        feed_forward_length=inner, attention__head_count=heads, attention__head_count_kv=kv_heads,
                        attention__layer_norm_epsilon=1e-5, **extra)
        self.table = self.g.tensor("token_embd.weight", [width, VOCABULARY], 1.0)

    def norm(self, x, name, bias=True):
        weight = self.g.tensor(name + ".weight", [self.width], **NORM)
        return layer_norm(x, weight, self.g.tensor(name + ".bias", [self.width], **BIAS) if bias else None, 1e-5)

    def linear(self, x, name, size, bias):
        y = x @ self.g.tensor(name + ".weight", [x.shape[-1], size]).T
        return y + self.g.tensor(name + ".bias", [size], **BIAS) if bias else y

    def qkv(self, x, p, bias, fused):
        sizes = [self.heads * self.dim, self.kv_heads * self.dim, self.kv_heads * self.dim]
        if fused:
            q, k, v = np.split(self.linear(x, p + "attn_qkv", sum(sizes), bias), np.cumsum(sizes)[:2], -1)
        else:
            q, k, v = (self.linear(x, p + "attn_" + letter, size, bias) for letter, size in zip("qkv", sizes))
        return heads_of(q, self.heads), heads_of(k, self.kv_heads), heads_of(v, self.kv_heads)

    def attention(self, x, p, bias, fused, freqs=None, rotate=rotate_halves, norms=None):
        q, k, v = self.qkv(x, p, bias, fused)
        if norms:
            q, k = norms(q, p + "attn_q_norm"), norms(k, p + "attn_k_norm")
        if freqs is not None:
            q, k = rotate(q, freqs), rotate(k, freqs)
        return attend(q, k, v, 1 / math.sqrt(self.dim))

    def mlp(self, x, p, activation, bias):
        return self.linear(activation(self.linear(x, p + "ffn_up", self.inner, bias)), p + "ffn_down", self.width, bias)

    def finish(self, x, tied, bias=True, output_bias=False, scale=1.0):
        x = self.norm(x, "output_norm", bias)
        if tied:
            self.g.write(x @ self.table.T * scale)
        else:
            self.g.write(self.linear(x, "output", VOCABULARY, output_bias) * scale)


def gpt2_like(name, architecture, kv_heads, tied):
    """GPT-2; with one key head it is SantaCoder / StarCoder (arXiv:2305.06161)."""
    m = Gpt(name, architecture, kv_heads=kv_heads)
    x = m.table[TOKENS] + m.g.tensor("position_embd.weight", [m.width, 32], 0.5)[:len(TOKENS)]
    for i in range(m.layers):
        p = "blk.%d." % i
        o = m.attention(m.norm(x, p + "attn_norm"), p, bias=True, fused=True)
        x = x + m.linear(o, p + "attn_output", m.width, True)
        x = x + m.mlp(m.norm(x, p + "ffn_norm"), p, gelu_tanh, True)
    m.finish(x, tied)


def starcoder2():
    m = Gpt("starcoder2", "starcoder2", kv_heads=2, rope__freq_base=10000.0)
    x = m.table[TOKENS]
    for i in range(m.layers):
        p = "blk.%d." % i
        o = m.attention(m.norm(x, p + "attn_norm"), p, True, False, frequencies(m.dim, 10000.0))
        x = x + m.linear(o, p + "attn_output", m.width, True)
        x = x + m.mlp(m.norm(x, p + "ffn_norm"), p, gelu_tanh, True)
    m.finish(x, tied=True)


def falcon(name, kv_heads, two_norms):
    """Falcon: attention and feed-forward side by side; the large ones norm each input (arXiv:2311.16867)."""
    m = Gpt(name, "falcon", kv_heads=kv_heads, rope__freq_base=10000.0)
    x = m.table[TOKENS]
    for i in range(m.layers):
        p = "blk.%d." % i
        h = m.norm(x, p + "attn_norm")
        a = m.norm(x, p + "attn_norm_2") if two_norms else h
        o = m.attention(a, p, False, True, frequencies(m.dim, 10000.0))
        x = x + m.linear(o, p + "attn_output", m.width, False) + m.mlp(h, p, gelu, False)
    m.finish(x, tied=False)


def gptneox(name, parallel):
    m = Gpt(name, "gptneox", use_parallel_residual=parallel, rope__freq_base=10000.0, rope__dimension_count=4)
    x = m.table[TOKENS]
    for i in range(m.layers):
        p = "blk.%d." % i
        o = m.attention(m.norm(x, p + "attn_norm"), p, True, True, frequencies(4, 10000.0))
        o = m.linear(o, p + "attn_output", m.width, True)
        x = x + o + m.mlp(m.norm(x if parallel else x + o, p + "ffn_norm"), p, gelu, True)
    m.finish(x, tied=False)


def phi2():
    m = Gpt("phi2", "phi2", rope__freq_base=10000.0, rope__dimension_count=4)
    x = m.table[TOKENS]
    for i in range(m.layers):
        p = "blk.%d." % i
        h = m.norm(x, p + "attn_norm")
        o = m.attention(h, p, True, True, frequencies(4, 10000.0))
        x = x + m.linear(o, p + "attn_output", m.width, True) + m.mlp(h, p, gelu_tanh, True)
    m.finish(x, tied=False, output_bias=True)


def stablelm(name, parallel, head_norms, qkv_bias):
    """StableLM 2: the 1.6B is sequential with biases on q, k, v; the 12B parallel with a norm for every head."""
    m = Gpt(name, "stablelm", kv_heads=2, use_parallel_residual=parallel, rope__freq_base=10000.0, rope__dimension_count=2)
    x = m.table[TOKENS]

    def norms(t, tensor):
        weight = m.g.tensor(tensor + ".weight", [m.dim, t.shape[1]], **NORM)
        return layer_norm(t, weight[None], None, 1e-5)

    def mlp(h, p):
        inner = silu(m.linear(h, p + "ffn_gate", m.inner, False)) * m.linear(h, p + "ffn_up", m.inner, False)
        return m.linear(inner, p + "ffn_down", m.width, False)
    for i in range(m.layers):
        p = "blk.%d." % i
        h = m.norm(x, p + "attn_norm")
        o = m.attention(h, p, qkv_bias, False, frequencies(2, 10000.0), norms=norms if head_norms else None)
        o = m.linear(o, p + "attn_output", m.width, False)
        x = x + o + (mlp(h, p) if parallel else mlp(m.norm(x + o, p + "ffn_norm"), p))
    m.finish(x, tied=False)


def command_r():
    m = Gpt("command-r", "command-r", kv_heads=2, logit_scale=0.0625, rope__freq_base=10000.0)
    x = m.table[TOKENS]
    for i in range(m.layers):
        p = "blk.%d." % i
        h = m.norm(x, p + "attn_norm", bias=False)
        o = m.attention(h, p, False, False, frequencies(m.dim, 10000.0), rotate_pairs)
        inner = silu(m.linear(h, p + "ffn_gate", m.inner, False)) * m.linear(h, p + "ffn_up", m.inner, False)
        x = x + m.linear(o, p + "attn_output", m.width, False) + m.linear(inner, p + "ffn_down", m.width, False)
    m.finish(x, tied=True, bias=False, scale=0.0625)


# --- BERT (arXiv:1810.04805) ------------------------------------------------------------------------------------------

def bert(name, pooling):
    m = Gpt(name, "bert", pooling_type={"mean": 1, "cls": 2}[pooling])
    g = m.g
    types = g.tensor("token_types.weight", [m.width, 2], 0.5)
    x = m.table[TOKENS] + g.tensor("position_embd.weight", [m.width, 32], 0.5)[:len(TOKENS)] + types[0]
    x = m.norm(x, "token_embd_norm")
    for i in range(m.layers):
        p = "blk.%d." % i
        q, k, v = m.qkv(x, p, True, False)
        o = attend(q, k, v, 1 / math.sqrt(m.dim), causal=False)
        x = m.norm(x + m.linear(o, p + "attn_output", m.width, True), p + "attn_output_norm")
        x = m.norm(x + m.mlp(x, p, gelu, True), p + "layer_output_norm")
    vector = x.mean(0) if pooling == "mean" else x[0]
    g.write(vector / np.linalg.norm(vector), "embedding")


if __name__ == "__main__":
    llama_family()
    gemma("gemma", "gemma", 2)
    gemma("gemma2", "gemma2", 3, kv_heads=2)
    gemma("gemma3", "gemma3", 7, kv_heads=2)
    olmo2()
    gpt2_like("gpt2", "gpt2", 4, tied=True)
    gpt2_like("starcoder", "starcoder", 1, tied=False)
    starcoder2()
    falcon("falcon", 1, two_norms=False)
    falcon("falcon_two_norms", 2, two_norms=True)
    gptneox("gptneox", True)
    gptneox("gptneox_sequential", False)
    phi2()
    stablelm("stablelm", parallel=False, head_norms=False, qkv_bias=True)
    stablelm("stablelm_parallel", parallel=True, head_norms=True, qkv_bias=False)
    command_r()
    bert("bert_mean", "mean")
    bert("bert_cls", "cls")
