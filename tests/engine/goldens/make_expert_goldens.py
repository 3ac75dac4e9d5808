#!/usr/bin/env python3
"""Expected logits of tiny mixtures of experts, computed with NumPy in float64; see make_goldens.py.

    python3 make_expert_goldens.py        writes <name>.json beside this file; run by hand, the output is committed
"""
import math

import numpy as np

from make_goldens import (BIAS, NORM, TOKENS, VOCABULARY, Golden, attend, frequencies, heads_of, rms_norm, rotate_halves,
                          rotate_pairs, silu)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def swiglu_oai(gate, up):
    """OpenAI's gpt-oss, torch/model.py: alpha 1.702, limit 7."""
    gate, up = np.minimum(gate, 7), np.clip(up, -7, 7)
    return gate * sigmoid(1.702 * gate) * (up + 1)


class TooClose(Exception):
    """Two experts that are nearly as good."""


def with_clear_choices(make):
    """Larger embeddings make other states: the first size is taken that leaves all choices clear."""
    def repeated(*args, **options):
        for step in range(1000):
            try:
                return make(*args, size=0.5 + 0.01 * step, **options)
            except TooClose:
                pass
        raise SystemExit(args[0] + ": no choice is clear")
    return repeated


class Experts:
    """One layer's mixture; every option is what some model's reference implementation does."""

    def __init__(self, g, prefix, width, inner, experts, used, gating="softmax", normalise=True, scale=1.0,
                 selection_bias=False, biases=False, activation=lambda gate, up: silu(gate) * up):
        self.__dict__.update(locals())

    def __call__(self, x):
        g, p, n = self.g, self.prefix, self.experts
        router = x @ g.tensor(p + "ffn_gate_inp.weight", [self.width, n], 4 / math.sqrt(self.width)).T
        if self.biases:
            router = router + g.tensor(p + "ffn_gate_inp.bias", [n], **BIAS)
        score = {"softmax": softmax, "sigmoid": sigmoid, "chosen": lambda x: x}[self.gating](router)
        selection = score
        if self.selection_bias:
            selection = score + g.tensor(p + "exp_probs_b.bias", [n], 0.3)
        order = np.argsort(-selection, -1)
        ranked = np.take_along_axis(selection, order, -1)
        if self.used < n:  # rounding must not choose: that would be another function
            if not self.selection_bias:
                ranked = {"softmax": np.log, "sigmoid": lambda s: np.log(s / (1 - s)), "chosen": lambda s: s}[self.gating](
                    ranked)
            if (ranked[:, self.used - 1] - ranked[:, self.used]).min() < (0.004 if self.selection_bias else 0.02):
                raise TooClose
        chosen = order[:, :self.used]
        weight = np.take_along_axis(score, chosen, -1)
        if self.gating == "chosen":
            weight = softmax(weight)
        elif self.normalise:
            weight = weight / weight.sum(-1, keepdims=True)
        weight = weight * self.scale
        gate, up, down = (g.tensor(p + "ffn_%s_exps.weight" % name, shape + [n]) for name, shape in
                          (("gate", [self.width, self.inner]), ("up", [self.width, self.inner]),
                           ("down", [self.inner, self.width])))
        gate_b = up_b = np.zeros((n, self.inner))
        down_b = np.zeros((n, self.width))
        if self.biases:
            gate_b, up_b = (g.tensor(p + "ffn_%s_exps.bias" % name, [self.inner, n], **BIAS) for name in ("gate", "up"))
            down_b = g.tensor(p + "ffn_down_exps.bias", [self.width, n], **BIAS)
        out = np.zeros_like(x)
        for row in range(len(x)):
            for e, w in zip(chosen[row], weight[row]):
                h = self.activation(gate[e] @ x[row] + gate_b[e], up[e] @ x[row] + up_b[e])
                out[row] += w * (down[e] @ h + down_b[e])
        return out


def dense(g, p, x, inner, suffix=""):
    width = x.shape[-1]
    gate = x @ g.tensor(p + "ffn_gate%s.weight" % suffix, [width, inner]).T
    up = x @ g.tensor(p + "ffn_up%s.weight" % suffix, [width, inner]).T
    return (silu(gate) * up) @ g.tensor(p + "ffn_down%s.weight" % suffix, [inner, width]).T


def attend_with_sinks(q, k, v, scale, sinks, window):
    """Each head has one more score, a learned one, whose share is dropped (OpenAI's gpt-oss, torch/model.py)."""
    tokens, heads = q.shape[:2]
    k, v = (np.repeat(t, heads // t.shape[1], axis=1) for t in (k, v))
    scores = np.einsum("qhd,khd->hqk", q, k) * scale
    row, column = np.arange(tokens)[:, None], np.arange(tokens)[None, :]
    hidden = column > row
    if window:
        hidden = hidden | (column <= row - window)
    scores = np.where(hidden, -np.inf, scores)
    shares = softmax(np.concatenate([scores, np.broadcast_to(sinks[:, None, None], (heads, tokens, 1))], -1))[..., :-1]
    return np.einsum("hqk,khd->qhd", shares, v).reshape(tokens, -1)


@with_clear_choices
def mixture(name, architecture, experts=6, used=2, inner=40, layers=2, width=32, heads=4, kv_heads=2, base=10000.0,
            rotate=rotate_pairs, qkv_bias=False, qk_norm=None, shared=0, shared_router=False, leading_dense=0,
            dense_inner=48, embedding_scale=1.0, residual_scale=1.0, logit_divisor=1.0, metadata=None, size=1.0,
            **options):
    dim = width // heads
    g = Golden(name, architecture, block_count=layers, context_length=64, embedding_length=width,
               feed_forward_length=dense_inner, attention__head_count=heads, attention__head_count_kv=kv_heads,
               attention__layer_norm_rms_epsilon=1e-6, rope__freq_base=base, expert_count=experts, expert_used_count=used,
               **(metadata or {}))
    freqs = frequencies(dim, base)
    x = g.tensor("token_embd.weight", [width, VOCABULARY], size)[TOKENS] * embedding_scale
    for i in range(layers):
        p = "blk.%d." % i
        h = rms_norm(x, g.tensor(p + "attn_norm.weight", [width], **NORM), 1e-6)
        parts = []
        for letter, count in (("q", heads), ("k", kv_heads), ("v", kv_heads)):
            y = h @ g.tensor(p + "attn_%s.weight" % letter, [width, count * dim]).T
            if qkv_bias:
                y = y + g.tensor(p + "attn_%s.bias" % letter, [count * dim], **BIAS)
            if qk_norm == "row" and letter != "v":
                y = rms_norm(y, g.tensor(p + "attn_%s_norm.weight" % letter, [count * dim], **NORM), 1e-6)
            y = heads_of(y, count)
            if qk_norm == "head" and letter != "v":
                y = rms_norm(y, g.tensor(p + "attn_%s_norm.weight" % letter, [dim], **NORM), 1e-6)
            parts.append(y)
        q, k, v = parts
        o = attend(rotate(q, freqs), rotate(k, freqs), v, 1 / math.sqrt(dim))
        x = x + residual_scale * (o @ g.tensor(p + "attn_output.weight", [heads * dim, width]).T)
        h = rms_norm(x, g.tensor(p + "ffn_norm.weight", [width], **NORM), 1e-6)
        if i < leading_dense:
            y = dense(g, p, h, dense_inner)
        else:
            y = Experts(g, p, width, inner, experts, used, **options)(h)
            if shared:
                s = dense(g, p, h, shared, "_shexp")
                if shared_router:
                    s = s * sigmoid(h @ g.tensor(p + "ffn_gate_inp_shexp.weight", [width], 0.5))[:, None]
                y = y + s
        x = x + residual_scale * y
    x = rms_norm(x, g.tensor("output_norm.weight", [width], **NORM), 1e-6)
    g.write(x @ g.tensor("output.weight", [width, VOCABULARY]).T / logit_divisor)


@with_clear_choices
def gpt_oss(name, layers=3, width=32, heads=4, kv_heads=2, dim=16, inner=40, experts=5, used=2, window=4, factor=4.0,
            original=16, base=150000.0, size=1.0):
    g = Golden(name, "gpt-oss", block_count=layers, context_length=64, embedding_length=width, feed_forward_length=inner,
               expert_feed_forward_length=inner, attention__head_count=heads, attention__head_count_kv=kv_heads,
               attention__key_length=dim, attention__value_length=dim, attention__layer_norm_rms_epsilon=1e-5,
               attention__sliding_window=window, rope__freq_base=base, rope__scaling__type="yarn",
               rope__scaling__factor=factor, rope__scaling__original_context_length=original, expert_count=experts,
               expert_used_count=used)
    # YaRN without rounding where the blend begins and ends.
    low, high = (dim * math.log(original / (turns * 2 * math.pi)) / (2 * math.log(base)) for turns in (32, 1))
    low, high = max(low, 0), min(high, dim - 1)
    ramp = np.clip((np.arange(dim // 2) - low) / max(high - low, 0.001), 0, 1)
    freqs = frequencies(dim, base)
    freqs = freqs / factor * ramp + freqs * (1 - ramp)
    magnitude = 0.1 * math.log(factor) + 1

    def linear(x, tensor, size):
        return x @ g.tensor(tensor + ".weight", [x.shape[-1], size]).T + g.tensor(tensor + ".bias", [size], **BIAS)
    x = g.tensor("token_embd.weight", [width, VOCABULARY], size)[TOKENS]
    for i in range(layers):
        p = "blk.%d." % i
        h = rms_norm(x, g.tensor(p + "attn_norm.weight", [width], **NORM), 1e-5)
        q, k, v = (heads_of(linear(h, p + "attn_" + letter, count * dim), count)
                   for letter, count in (("q", heads), ("k", kv_heads), ("v", kv_heads)))
        sinks = g.tensor(p + "attn_sinks.weight", [heads], 1.5)
        o = attend_with_sinks(rotate_halves(q, freqs, magnitude), rotate_halves(k, freqs, magnitude), v,
                              1 / math.sqrt(dim), sinks, window if i % 2 == 0 else None)
        x = x + linear(o, p + "attn_output", width)
        h = rms_norm(x, g.tensor(p + "post_attention_norm.weight", [width], **NORM), 1e-5)
        x = x + Experts(g, p, width, inner, experts, used, gating="chosen", biases=True, activation=swiglu_oai)(h)
    x = rms_norm(x, g.tensor("output_norm.weight", [width], **NORM), 1e-5)
    g.write(x @ g.tensor("output.weight", [width, VOCABULARY]).T)


if __name__ == "__main__":
    mixture("mixtral", "llama")
    mixture("qwen2moe", "qwen2moe", rotate=rotate_halves, qkv_bias=True, normalise=False, shared=56, shared_router=True,
            base=1e6)
    mixture("qwen3moe", "qwen3moe", experts=9, used=4, rotate=rotate_halves, qk_norm="head", base=1e6)
    mixture("olmoe", "olmoe", kv_heads=4, rotate=rotate_halves, qk_norm="row", normalise=False)
    mixture("granitemoe", "granitemoe", shared=24, embedding_scale=6.0, residual_scale=0.3, logit_divisor=4.0,
            metadata={"embedding_scale": 6.0, "residual_scale": 0.3, "logit_scale": 4.0})
    mixture("deepseek_moe", "deepseek", layers=3, leading_dense=1, shared=80, normalise=False,
            metadata={"leading_dense_block_count": 1})
    mixture("bailingmoe", "bailingmoe", shared=40, gating="sigmoid", scale=2.5, experts=7, used=3,
            metadata={"expert_gating_func": 2, "expert_weights_norm": True, "expert_weights_scale": 2.5})
    mixture("ernie4_5_moe", "ernie4_5-moe", layers=3, leading_dense=1, shared=40, selection_bias=True,
            metadata={"leading_dense_block_count": 1})
    gpt_oss("gpt_oss")
