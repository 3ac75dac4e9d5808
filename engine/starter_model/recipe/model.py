"""The transformer: Llama-style, one key/value head for all query heads.

Weights are float32; the products run in bfloat16 (oneDNN has AVX-512 BF16 kernels for it). Shapes in comments:
B sequences, T tokens, D width, H heads, K width of a head, V vocabulary.
"""
import math
from dataclasses import asdict, dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

Q4_BLOCK = 32


@dataclass
class Shape:
    vocabulary: int = 4096
    width: int = 256
    layers: int = 6
    heads: int = 4
    head_width: int = 64
    feed_forward: int = 512
    context: int = 2048
    rope_base: float = 10000.0
    norm_epsilon: float = 1e-5

    def as_dict(self):
        return asdict(self)


def round_q4_0(weight: torch.Tensor) -> torch.Tensor:
    """The value that each weight has after a trip through GGUF Q4_0 (blocks of 32 along the rows)."""
    blocks = weight.reshape(-1, Q4_BLOCK)
    index = blocks.abs().argmax(dim=1, keepdim=True)
    scale = (blocks.gather(1, index) / -8).half().float()
    inverse = torch.where(scale == 0, torch.zeros_like(scale), 1 / scale)
    codes = torch.clamp(torch.floor(blocks * inverse + 8.5), 0, 15)
    return ((codes - 8) * scale).reshape(weight.shape)


def round_q8_0(weight: torch.Tensor) -> torch.Tensor:
    """The value that each weight has after a trip through GGUF Q8_0."""
    blocks = weight.reshape(-1, Q4_BLOCK)
    exact = blocks.abs().amax(dim=1, keepdim=True) / 127
    inverse = torch.where(exact == 0, torch.zeros_like(exact), 1 / exact)
    return (torch.round(blocks * inverse) * exact.half().float()).reshape(weight.shape)


class Linear(nn.Module):
    """y = x Wᵀ without a bias. `rounding` makes the forward pass see the weights that the 4-bit file will hold."""

    def __init__(self, inputs: int, outputs: int, deviation: float):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) * deviation)
        self.rounding = None

    def seen_weight(self) -> torch.Tensor:
        if self.rounding is None:
            return self.weight
        # Straight-through: rounded value forward, gradient of the identity backward.
        return self.weight + (self.rounding(self.weight.detach()) - self.weight.detach())

    def forward(self, x):
        return F.linear(x, self.seen_weight().to(x.dtype))


class Norm(nn.Module):
    def __init__(self, width: int, epsilon: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x, dtype):
        scale = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon)
        return (x * scale * self.weight).to(dtype)


def rope_tables(shape: Shape, length: int):
    frequencies = shape.rope_base ** (-torch.arange(0, shape.head_width, 2).float() / shape.head_width)
    angles = torch.outer(torch.arange(length).float(), frequencies)
    return torch.cat([angles.cos()] * 2, -1), torch.cat([-angles.sin(), angles.sin()], -1)


def rotate(x, cosine, sine):
    """Half-split rotation, x [B,H,T,K]; the export permutes rows into the pair order that `llama` files use."""
    half = x.shape[-1] // 2
    swapped = torch.cat([x[..., half:], x[..., :half]], -1)
    return x * cosine + swapped * sine


class Layer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        width, inner = shape.width, shape.heads * shape.head_width
        deviation = width ** -0.5 * 0.7
        self.shape = shape
        self.attention_norm = Norm(width, shape.norm_epsilon)
        self.query = Linear(width, inner, deviation)
        self.key = Linear(width, shape.head_width, deviation)
        self.value = Linear(width, shape.head_width, deviation)
        self.output = Linear(inner, width, deviation / math.sqrt(2 * shape.layers))
        self.feed_forward_norm = Norm(width, shape.norm_epsilon)
        self.gate = Linear(width, shape.feed_forward, deviation)
        self.up = Linear(width, shape.feed_forward, deviation)
        self.down = Linear(shape.feed_forward, width, shape.feed_forward ** -0.5 * 0.7 / math.sqrt(2 * shape.layers))

    def attend(self, x, tables, mask, cache):
        batch, length, _ = x.shape
        heads, head_width = self.shape.heads, self.shape.head_width
        cosine, sine = tables
        query = rotate(self.query(x).view(batch, length, heads, head_width).transpose(1, 2), cosine, sine)
        key = rotate(self.key(x).view(batch, 1, length, head_width), cosine, sine)
        value = self.value(x).view(batch, 1, length, head_width)
        if cache is not None:
            if cache:
                key, value = torch.cat([cache["key"], key], 2), torch.cat([cache["value"], value], 2)
            cache["key"], cache["value"] = key, value
        # All heads share the keys: their queries are the rows of one product, [B, H*T, K] x [B, K, S].
        rows = query.reshape(batch, heads * length, head_width)
        scores = torch.bmm(rows, key[:, 0].transpose(1, 2)).view(batch, heads, length, -1)
        weights = F.softmax(scores.float() * head_width ** -0.5 + mask, -1).to(x.dtype)
        mixed = torch.bmm(weights.view(batch, heads * length, -1), value[:, 0])
        return self.output(mixed.view(batch, heads, length, head_width).transpose(1, 2).reshape(batch, length, -1))

    def forward(self, x, tables, mask, cache, dtype):
        x = x + self.attend(self.attention_norm(x, dtype), tables, mask, cache)
        y = self.feed_forward_norm(x, dtype)
        return x + self.down(F.silu(self.gate(y)) * self.up(y))


class Transformer(nn.Module):
    def __init__(self, shape: Shape, dtype=torch.bfloat16):
        super().__init__()
        self.shape, self.dtype = shape, dtype
        self.embedding = Linear(shape.width, shape.vocabulary, 0.02)  # tied: also the output projection
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.final_norm = Norm(shape.width, shape.norm_epsilon)

    def set_rounding(self, on: bool):
        """From here on the forward pass sees 4-bit matrices and an 8-bit embedding."""
        for name, module in self.named_modules():
            if isinstance(module, Linear):
                module.rounding = (round_q8_0 if name == "embedding" else round_q4_0) if on else None

    def hidden(self, tokens, caches=None, start=0):
        """tokens [B,T] → [B,T,D] after the last norm. `caches`: one dict a layer, filled and reused for decoding."""
        length = tokens.shape[1]
        cosine, sine = rope_tables(self.shape, start + length)
        tables = cosine[start:].to(self.dtype), sine[start:].to(self.dtype)
        mask = torch.full((length, start + length), float("-inf")).triu(start + 1)
        x = F.embedding(tokens, self.embedding.seen_weight())
        for number, layer in enumerate(self.layers):
            x = layer(x, tables, mask, None if caches is None else caches[number], self.dtype)
        return self.final_norm(x, self.dtype)

    def logits(self, hidden):
        return self.embedding(hidden).float()
