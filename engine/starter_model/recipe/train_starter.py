"""Trains the starter model. Check-pointed, resumable, seeded; stages are runs that continue the same check-point.

Matrices are trained by Muon (momentum, then orthogonalised by Newton-Schulz; Keller Jordan 2024), which needs
about half of AdamW's tokens at this size; the embedding and the norms by Adam.
"""
import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F

from model import Shape, Transformer


class Examples:
    """Token rows with a loss weight per token, read from one .npz (tokens, weights, offsets)."""

    def __init__(self, path: Path):
        held = numpy.load(path)
        self.tokens, self.weights, self.offsets = held["tokens"], held["weights"], held["offsets"]

    def __len__(self):
        return len(self.offsets) - 1

    def length(self, number):
        return int(self.offsets[number + 1] - self.offsets[number])

    def row(self, number):
        part = slice(self.offsets[number], self.offsets[number + 1])
        return self.tokens[part], self.weights[part]


def batches(examples: Examples, tokens_per_batch: int, seed: int):
    """Endless batches of rows of like length (little padding), in an order fixed by `seed`; start at any step."""
    lengths = numpy.diff(examples.offsets)
    epoch = 0
    while True:
        generator = random.Random(seed * 1000 + epoch)
        jitter = numpy.array([generator.random() for _ in range(len(lengths))])
        order = numpy.argsort(lengths * (1 + 0.1 * jitter) + 4 * jitter)
        groups, group, longest = [], [], 0
        for number in order:
            longest_now = max(longest, int(lengths[number]))
            if group and longest_now * (len(group) + 1) > tokens_per_batch:
                groups.append(group)
                group, longest_now = [], int(lengths[number])
            group.append(int(number))
            longest = longest_now
        groups.append(group)
        generator.shuffle(groups)
        yield from groups
        epoch += 1


def collate(examples: Examples, group):
    rows = [examples.row(number) for number in group]
    length = max(len(tokens) for tokens, _ in rows)
    tokens = torch.zeros(len(rows), length, dtype=torch.long)
    weights = torch.zeros(len(rows), length)
    for number, (row, weight) in enumerate(rows):
        tokens[number, :len(row)] = torch.from_numpy(row.astype(numpy.int64))
        weights[number, :len(row)] = torch.from_numpy(weight.astype(numpy.float32)) / 100
    return tokens, weights


def orthogonalise(matrix: torch.Tensor) -> torch.Tensor:
    """Newton-Schulz towards the nearest (semi-)orthogonal matrix, five steps, in bfloat16."""
    x = matrix.bfloat16()
    tall = x.shape[0] > x.shape[1]
    if tall:
        x = x.T
    x = x / (x.float().norm().bfloat16() + 1e-7)
    for _ in range(5):
        product = x @ x.T
        x = 3.4445 * x + (-4.7750 * product + 2.0315 * (product @ product)) @ x
    return (x.T if tall else x).float()


class Optimizer:
    """Muon for the matrices of the layers, Adam for everything else."""

    def __init__(self, model: Transformer, matrix_rate: float, other_rate: float):
        named = list(model.named_parameters())
        self.matrices = [p for name, p in named if p.ndim == 2 and "embedding" not in name]
        self.others = [p for name, p in named if not (p.ndim == 2 and "embedding" not in name)]
        self.momentum = [torch.zeros_like(p) for p in self.matrices]
        self.adam = torch.optim.Adam(self.others, lr=other_rate, betas=(0.9, 0.98), eps=1e-10)
        self.matrix_rate, self.other_rate = matrix_rate, other_rate

    def state_dict(self):
        return {"momentum": self.momentum, "adam": self.adam.state_dict()}

    def load_state_dict(self, state):
        self.momentum = state["momentum"]
        self.adam.load_state_dict(state["adam"])

    @torch.no_grad()
    def step(self, factor: float):
        for parameter, momentum in zip(self.matrices, self.momentum):
            momentum.mul_(0.95).add_(parameter.grad)
            update = orthogonalise(parameter.grad + 0.95 * momentum)
            rows, columns = parameter.shape
            rate = self.matrix_rate * factor
            parameter.mul_(1 - rate * 0.1).add_(update, alpha=-rate * max(1, rows / columns) ** 0.5)
        for group in self.adam.param_groups:
            group["lr"] = self.other_rate * factor
        self.adam.step()


def loss_of(model: Transformer, tokens, weights):
    """Weighted mean of the next-token loss, logits only where there is weight."""
    hidden = model.hidden(tokens[:, :-1])
    target_weights = weights[:, 1:]
    chosen = target_weights > 0
    logits = model.logits(hidden[chosen])
    losses = F.cross_entropy(logits, tokens[:, 1:][chosen], reduction="none")
    return (losses * target_weights[chosen]).sum() / target_weights[chosen].sum()


def rate_factor(step: int, progress: float, arguments) -> float:
    """Warm-up, then constant, then linear to zero over the last `--cooldown` part of the stage."""
    if step < arguments.warmup:
        return (step + 1) / arguments.warmup
    return max(0.01, min(1.0, (1 - progress) / arguments.cooldown)) if arguments.cooldown else 1.0


def save(path: Path, model, optimizer, step, elapsed, arguments):
    partial = path.with_suffix(".partial")
    torch.save({"shape": model.shape.as_dict(), "model": model.state_dict(), "optimizer": optimizer.state_dict(),
                "step": step, "elapsed": elapsed, "examples": str(arguments.examples)}, partial)
    partial.rename(path)


@torch.no_grad()
def meet(partner: Path, model, seen: float) -> float:
    """Averages the weights with those that the run beside this one saved last; returns that check-point's time."""
    if not partner.exists() or partner.stat().st_mtime <= seen:
        return seen
    written, state = partner.stat().st_mtime, torch.load(partner)["model"]
    for name, parameter in model.named_parameters():
        parameter.add_(state[name]).mul_(0.5)
    return written


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="check-point, resumed when it is there")
    parser.add_argument("--start", type=Path, help="check-point of the stage before (weights and momenta)")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--tokens-per-batch", type=int, default=4096)
    parser.add_argument("--matrix-rate", type=float, default=0.02)
    parser.add_argument("--other-rate", type=float, default=0.003)
    parser.add_argument("--warmup", type=int, default=20)
    parser.add_argument("--cooldown", type=float, default=0.0)
    parser.add_argument("--quantize-from", type=float, default=1.0, help="part of the stage after which weights are rounded")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--feed-forward", type=int, default=512)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--partner", type=Path, help="check-point of a run beside this one, with another seed: both are averaged at every save")
    parser.add_argument("--minutes", type=float, default=1e9, help="the stage ends by then, its schedule shortened to fit")
    return parser.parse_args()


def prepare(arguments):
    torch.manual_seed(arguments.seed)
    source = arguments.out if arguments.out.exists() else arguments.start
    state = torch.load(source) if source else None
    shape = Shape(**state["shape"]) if state else Shape(layers=arguments.layers, feed_forward=arguments.feed_forward)
    model = Transformer(shape)
    optimizer = Optimizer(model, arguments.matrix_rate, arguments.other_rate)
    if state:
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
    resumed = state is not None and source == arguments.out
    return model, optimizer, state["step"] if resumed else 0, state["elapsed"] if resumed else 0.0


def main():
    arguments = parse()
    torch.set_num_threads(arguments.threads)
    model, optimizer, first, elapsed_before = prepare(arguments)
    examples = Examples(arguments.examples)
    feed = batches(examples, arguments.tokens_per_batch, arguments.seed)
    for _ in range(first):
        next(feed)
    mean, seen, started, saved = None, 0, time.time(), time.time()
    log = arguments.out.with_suffix(".log").open("a")
    step, progress, met = first, 0.0, time.time()
    while progress < 1:
        elapsed = elapsed_before + time.time() - started
        progress = max(step / arguments.steps, elapsed / 60 / arguments.minutes)
        if arguments.quantize_from < 1 and progress >= arguments.quantize_from:
            model.set_rounding(True)
        tokens, weights = collate(examples, next(feed))
        loss = loss_of(model, tokens, weights)
        loss.backward()
        optimizer.step(rate_factor(step, progress, arguments))
        model.zero_grad(set_to_none=True)
        step += 1
        seen += tokens.numel()
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        last = step >= arguments.steps or progress >= 1
        if step % 20 == 0 or last:
            line = {"step": step, "loss": round(mean, 4), "tokens_per_second": round(seen / (time.time() - started)),
                    "tokens": seen, "progress": round(progress, 3), "clock": time.strftime("%H:%M:%S")}
            print(json.dumps(line), file=log, flush=True)
        if time.time() - saved > 120 or last:
            if arguments.partner:
                met = meet(arguments.partner, model, met)
            save(arguments.out, model, optimizer, step, elapsed, arguments)
            saved = time.time()


if __name__ == "__main__":
    main()
