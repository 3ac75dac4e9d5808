#!/usr/bin/env python3
"""Expected logits of tiny models of the architectures of 2024 and later, computed with NumPy in float64.

    python3 make_recent_goldens.py        writes <name>.json beside this file; run by hand, the output is committed

As in make_goldens.py nothing is shared with the engine. One decoder is written out, whose parts each architecture
chooses from; what they are is from the models' papers and their definitions in Hugging Face transformers.
"""
import math

import numpy as np

from make_goldens import (BIAS, NORM, TOKENS, VOCABULARY, Golden, attend, frequencies, gelu_tanh, heads_of, layer_norm,
                          llama3_factors, rms_norm, rotate_halves, rotate_pairs, silu, yarn)


def relu_squared(x):
    return np.maximum(x, 0) ** 2


class Decoder:
    """One tiny model. Per-layer numbers are functions of the layer's index."""
    layers, width, heads, kv_heads, inner, dim = 2, 32, 4, 2, 48, 8
    base = 10000.0
    rotate = staticmethod(rotate_halves)
    rope_dims = None          # less than dim: the rest of a head is not turned
    layer_norms = False       # LayerNorm instead of RMS norm …
    norm_bias = False         # … with a bias
    input_norms = True        # before attention and feed-forward
    branch_norms = False      # behind them
    head_norms = False        # a norm on every head of queries and keys …
    row_norms = False         # … or on all heads at once …
    norms_after_rope = False  # … behind the rope
    parallel = False          # both blocks read the same state
    fused_qkv = fused_gate = gated_off = tied = False
    qkv_bias = output_bias = feed_forward_bias = attention_bias = False
    activation = staticmethod(silu)
    feed_forward_norm = "ffn_norm"
    embedding_scale = residual_scale = 1.0
    logit_scale = 1.0
    window = None
    temperature = None        # (scale, length)
    context = 64

    def __init__(self, name, architecture, metadata=None, before=None, **options):
        for option, value in options.items():
            assert hasattr(type(self), option), option
            setattr(self, option, value)
        epsilon = "attention__layer_norm_epsilon" if self.layer_norms else "attention__layer_norm_rms_epsilon"
        plain = {"block_count": self.layers, "context_length": self.context, "embedding_length": self.width,
                 "feed_forward_length": self.inner, "attention__head_count": self.heads,
                 "attention__head_count_kv": self.kv_heads, epsilon: 1e-5, "rope__freq_base": self.base,
                 "rope__dimension_count": self.rope_dims or self.dim}
        if self.dim != self.width // self.heads:
            plain.update(attention__key_length=self.dim, attention__value_length=self.dim)
        plain.update(metadata or {})
        self.g = Golden(name, architecture, **plain)
        if before:
            before(self.g)

    # what a layer may choose
    def is_windowed(self, i):
        return self.window is not None

    def is_rotated(self, i):
        return True

    def rope(self, i):
        """Frequencies and magnitude."""
        return frequencies(self.rope_dims or self.dim, self.base), 1.0

    def norm(self, x, name, size=None):
        weight = self.g.tensor(name + ".weight", [size or self.width], **NORM)
        if not self.layer_norms:
            return rms_norm(x, weight, 1e-5)
        bias = self.g.tensor(name + ".bias", [size or self.width], **BIAS) if self.norm_bias else None
        return layer_norm(x, weight, bias, 1e-5)

    def linear(self, x, name, size, bias=False):
        y = x @ self.g.tensor(name + ".weight", [x.shape[-1], size]).T
        return y + self.g.tensor(name + ".bias", [size], **BIAS) if bias else y

    def attention(self, x, i):
        p = "blk.%d." % i
        sizes = [self.heads * self.dim, self.kv_heads * self.dim, self.kv_heads * self.dim]
        if self.fused_qkv:
            q, k, v = np.split(self.linear(x, p + "attn_qkv", sum(sizes), self.qkv_bias), np.cumsum(sizes)[:2], -1)
        else:
            q, k, v = (self.linear(x, p + "attn_" + letter, size, self.qkv_bias) for letter, size in zip("qkv", sizes))
        if self.row_norms:
            q, k = self.norm(q, p + "attn_q_norm", q.shape[-1]), self.norm(k, p + "attn_k_norm", k.shape[-1])
        q, k, v = heads_of(q, self.heads), heads_of(k, self.kv_heads), heads_of(v, self.kv_heads)
        turned = (lambda t: self.rotate(t, *self.rope(i))) if self.is_rotated(i) else (lambda t: t)
        if self.norms_after_rope:
            q, k = turned(q), turned(k)
        if self.head_norms:
            q, k = self.norm(q, p + "attn_q_norm", self.dim), self.norm(k, p + "attn_k_norm", self.dim)
        if not self.norms_after_rope:
            q, k = turned(q), turned(k)
        if self.temperature:
            scale, length = self.temperature
            q = q * (1 + scale * np.log(1 + np.arange(len(q)) // length))[:, None, None]
        o = attend(q, k, v, 1 / math.sqrt(self.dim), window=self.window if self.is_windowed(i) else None)
        return self.linear(o, p + "attn_output", self.width, self.attention_bias)

    def feed_forward(self, x, i):
        p = "blk.%d." % i
        bias = self.feed_forward_bias
        if self.gated_off:
            h = self.activation(self.linear(x, p + "ffn_up", self.inner, bias))
        elif self.fused_gate:
            gate, up = np.split(self.linear(x, p + "ffn_up", 2 * self.inner, bias), 2, -1)
            h = self.activation(gate) * up
        else:
            h = self.activation(self.linear(x, p + "ffn_gate", self.inner, bias)) * self.linear(
                x, p + "ffn_up", self.inner, bias)
        return self.linear(h, p + "ffn_down", self.width, bias)

    def layer(self, x, i):
        p = "blk.%d." % i
        h = self.norm(x, p + "attn_norm") if self.input_norms else x
        o = self.attention(h, i)
        if self.parallel:
            return x + o + self.feed_forward(h, i)
        x = x + self.residual_scale * (self.norm(o, p + "post_attention_norm") if self.branch_norms else o)
        h = self.norm(x, p + self.feed_forward_norm) if self.input_norms else x
        f = self.feed_forward(h, i)
        return x + self.residual_scale * (self.norm(f, p + "post_ffw_norm") if self.branch_norms else f)

    def write(self):
        table = self.g.tensor("token_embd.weight", [self.width, VOCABULARY], 1.0)
        x = table[TOKENS] * self.embedding_scale
        for i in range(self.layers):
            x = self.layer(x, i)
        x = self.norm(x, "output_norm")
        logits = x @ table.T if self.tied else self.linear(x, "output", VOCABULARY, self.output_bias)
        self.g.write(logits * self.logit_scale)


# --- one sort of layer ------------------------------------------------------------------------------------------------

def one_sort():
    pairs = dict(rotate=rotate_pairs)
    Decoder("chatglm", "chatglm", rope_dims=4, fused_qkv=True, fused_gate=True, qkv_bias=True, **pairs).write()
    Decoder("glm4", "glm4", rope_dims=4, fused_gate=True, qkv_bias=True, branch_norms=True, **pairs).write()
    Decoder("seed_oss", "seed_oss", qkv_bias=True, dim=12, feed_forward_norm="post_attention_norm").write()
    Decoder("ernie4_5", "ernie4_5", tied=True, base=500000.0, **pairs).write()
    Decoder("nemotron", "nemotron", layer_norms=True, norm_bias=True, rope_dims=4, gated_off=True,
            activation=relu_squared).write()
    Decoder("arcee", "arcee", gated_off=True, activation=relu_squared, **pairs).write()
    Decoder("internlm2", "internlm2", base=1e6, **pairs).write()
    Decoder("xverse", "xverse", **pairs).write()
    Decoder("orion", "orion", layer_norms=True, norm_bias=True).write()
    Decoder("hunyuan-dense", "hunyuan-dense", head_norms=True, norms_after_rope=True, tied=True, dim=12).write()
    Decoder("minicpm", "minicpm", embedding_scale=6.0, residual_scale=0.5, logit_scale=1 / 4.0, tied=True,
            metadata={"embedding_scale": 6.0, "residual_scale": 0.5, "logit_scale": 4.0}, **pairs).write()
    # Files without the three scales are of the first models, which had these.
    Decoder("minicpm_old", "minicpm", embedding_scale=12.0, residual_scale=1.4 / math.sqrt(2), logit_scale=32 / 256,
            **pairs).write()

    # For text the positions of all sections are the same, which is the plain rope.
    Decoder("qwen2vl", "qwen2vl", qkv_bias=True, base=1e6, metadata={"rope__dimension_sections": [2, 1, 1, 0]}).write()
    Decoder("qwen3vl", "qwen3vl", head_norms=True, dim=12, base=1e6,
            metadata={"rope__dimension_sections": [2, 2, 2, 0], "n_deepstack_layers": 0}).write()

    factors = llama3_factors(8, 10000.0)

    class Exaone(Decoder):
        def rope(self, i):
            return frequencies(8, self.base) / factors, 1.0
    Exaone("exaone", "exaone", before=lambda g: g.values("rope_freqs.weight", factors)).write()

    class Ministral(Decoder):
        """YaRN without its growth of attention, and queries that grow with their position (Ministral 3)."""
        def rope(self, i):
            return yarn(self.dim, self.base, 4.0, 4)[0], 1.0
    Ministral("mistral3", "mistral3", dim=16, temperature=(0.3, 4), **pairs,
              metadata={"rope__scaling__type": "yarn", "rope__scaling__factor": 4.0,
                        "rope__scaling__original_context_length": 4, "rope__scaling__yarn_log_multiplier": 1.0,
                        "rope__scaling__yarn_beta_fast": 32.0, "rope__scaling__yarn_beta_slow": 1.0,
                        "attention__temperature_scale": 0.3}).write()
    Decoder("mistral3_plain", "mistral3", base=1e6, **pairs).write()


# --- layers with and without windows or rope --------------------------------------------------------------------------

def mixed_layers():
    class SmolLm3(Decoder):
        def is_rotated(self, i):
            return i % 4 != 3
    SmolLm3("smollm3", "smollm3", layers=5, base=2e6, rotate=rotate_pairs, tied=True).write()

    class EveryFourth(Decoder):
        """Three windowed layers, then one that sees everything."""
        window = 4

        def is_windowed(self, i):
            return i % 4 != 3

    class Cohere2(EveryFourth):
        def is_rotated(self, i):
            return self.is_windowed(i)
    Cohere2("cohere2", "cohere2", layers=4, layer_norms=True, parallel=True, tied=True, rotate=rotate_pairs, logit_scale=0.25,
            metadata={"attention__sliding_window": 4, "logit_scale": 0.25}).write()
    exaone4 = dict(head_norms=True, input_norms=False, branch_norms=True)
    flags = [i % 4 != 3 for i in range(8)]

    class Exaone4Large(EveryFourth):
        def is_rotated(self, i):
            return self.is_windowed(i)
    Exaone4Large("exaone4_windows", "exaone4", layers=8, width=16, heads=2, kv_heads=1, inner=16, **exaone4,
                 metadata={"attention__sliding_window": 4, "attention__sliding_window_pattern": flags}).write()
    Decoder("exaone4", "exaone4", **exaone4).write()

    class Olmo3(EveryFourth):
        """YaRN where a layer sees everything, with a growth of attention of its own."""
        def rope(self, i):
            if self.is_windowed(i):
                return frequencies(self.dim, self.base), 1.0
            return yarn(self.dim, self.base, 8.0, 16)[0], 1.3
    Olmo3("olmo2_windows", "olmo2", layers=4, dim=16, heads=2, row_norms=True, input_norms=False, branch_norms=True,
          metadata={"attention__sliding_window": 4, "attention__sliding_window_pattern": flags[:4],
                    "rope__scaling__type": "yarn", "rope__scaling__factor": 8.0, "rope__scaling__attn_factor": 1.3,
                    "rope__scaling__original_context_length": 16}).write()


# --- layers of different sizes ----------------------------------------------------------------------------------------

def pruned():
    """Feed-forward blocks, and key heads where the architecture has them so, that were cut layer by layer."""
    inner, kv_heads = [48, 16, 32], [2, 4, 1]

    class Pruned(Decoder):
        layers = 3

        def layer(self, x, i):
            self.inner = inner[i]
            return super().layer(x, i)

    class Deci(Pruned):
        def layer(self, x, i):
            self.kv_heads = kv_heads[i]
            return super().layer(x, i)
    Deci("deci", "deci", rotate=rotate_pairs,
         metadata={"feed_forward_length": inner, "attention__head_count": [4, 4, 4],
                   "attention__head_count_kv": kv_heads}).write()


def gemma4(name, windowed, shared, per_layer, kv_heads=(1, 1), values=True, scales=True, inner=None):
    """Gemma 4: heads of windowed layers are narrower; the last `shared` layers read keys and values of the last layer of
    their sort before them; every layer may get an input of its own for each token. Norm weights are as they are."""
    layers, width, heads, window = len(windowed), 32, 4, 4
    dims = {True: 8, False: 16}
    inner = inner or [48] * layers
    heads_of_layer = [kv_heads[0] if w else kv_heads[1] for w in windowed]
    metadata = dict(block_count=layers, context_length=64, embedding_length=width,
                    feed_forward_length=inner if len(set(inner)) > 1 else inner[0], attention__head_count=heads,
                    attention__head_count_kv=heads_of_layer if len(set(heads_of_layer)) > 1 else heads_of_layer[0],
                    attention__key_length=dims[False], attention__value_length=dims[False],
                    attention__key_length_swa=dims[True], attention__value_length_swa=dims[True],
                    attention__layer_norm_rms_epsilon=1e-6, attention__sliding_window=window,
                    attention__sliding_window_pattern=windowed, attention__shared_kv_layers=shared,
                    rope__freq_base=1e6, rope__freq_base_swa=10000.0, rope__dimension_count=dims[False],
                    rope__dimension_count_swa=dims[True], embedding_length_per_layer_input=per_layer,
                    final_logit_softcapping=30.0)
    g = Golden(name, "gemma4", **metadata)
    # A quarter of the wide heads' pairs turn; the others' frequencies are divided to nothing.
    divisors = np.where(np.arange(8) < 2, 1.0, 1e30)
    g.values("rope_freqs.weight", divisors)
    table = g.tensor("token_embd.weight", [width, VOCABULARY], 0.5)
    x = table[TOKENS] * math.sqrt(width)

    def norm(x, tensor, size=width):
        return rms_norm(x, g.tensor(tensor + ".weight", [size], **NORM), 1e-6)

    def linear(x, name, size):
        return x @ g.tensor(name + ".weight", [x.shape[-1], size]).T
    if per_layer:
        own = g.tensor("per_layer_token_embd.weight", [per_layer * layers, VOCABULARY], 0.5)[TOKENS] * math.sqrt(per_layer)
        projected = (linear(x, "per_layer_model_proj", per_layer * layers) / math.sqrt(width)).reshape(-1, layers, per_layer)
        projected = norm(projected, "per_layer_proj_norm", per_layer)
        own = (projected + own.reshape(-1, layers, per_layer)) / math.sqrt(2)
    kept = {}
    for i, local in enumerate(windowed):
        p, dim, kv = "blk.%d." % i, dims[local], heads_of_layer[i]
        freqs = frequencies(dim, 10000.0) if local else frequencies(dim, 1e6) / divisors
        h = norm(x, p + "attn_norm")
        q = rotate_halves(norm(heads_of(linear(h, p + "attn_q", heads * dim), heads), p + "attn_q_norm", dim), freqs)
        if i < layers - shared:
            k = heads_of(linear(h, p + "attn_k", kv * dim), kv)
            v = heads_of(linear(h, p + "attn_v", kv * dim), kv) if values or local else k
            k = rotate_halves(norm(k, p + "attn_k_norm", dim), freqs)
            kept[local] = k, rms_norm(v, 1.0, 1e-6)
        o = attend(q, *kept[local], 1.0, window=window if local else None)
        x = x + norm(linear(o, p + "attn_output", width), p + "post_attention_norm")
        h = norm(x, p + "ffn_norm")
        h = gelu_tanh(linear(h, p + "ffn_gate", inner[i])) * linear(h, p + "ffn_up", inner[i])
        x = x + norm(linear(h, p + "ffn_down", width), p + "post_ffw_norm")
        if per_layer:
            h = gelu_tanh(linear(x, p + "inp_gate", per_layer)) * own[:, i]
            x = x + norm(linear(h, p + "proj", width), p + "post_norm")
        if scales:
            x = x * g.values(p + "layer_output_scale.weight", [0.5 + 0.25 * i])
    g.write(30 * np.tanh(norm(x, "output_norm") @ table.T / 30))


if __name__ == "__main__":
    one_sort()
    mixed_layers()
    pruned()
    # As the small models, whose last layers share and have wider feed-forward blocks …
    gemma4("gemma4", [True, False, True, False, True, True, False], shared=3, per_layer=8, inner=[32] * 4 + [64] * 3)
    # … and as the large one, whose layers that see everything have no matrix for values.
    gemma4("gemma4_large", [True, True, True, False], shared=0, per_layer=0, kv_heads=(2, 1), values=False)
