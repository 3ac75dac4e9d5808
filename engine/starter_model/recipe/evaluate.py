"""Greedy answers of a check-point to a question list, scored by keyword; and the perplexity of a text file."""
import argparse
import math
from pathlib import Path

import sentencepiece
import torch
import torch.nn.functional as F

from chat_format import ChatFormat
from model import Shape, Transformer


def read_questions(path: Path):
    """(question, [[alternative…]…]): every group must have one of its alternatives in the answer."""
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            question, _, keywords = line.partition("\t")
            yield question, [[word.strip() for word in group.split("|")] for group in keywords.lower().split(",")]


def right(answer: str, groups) -> bool:
    return all(any(word in answer.lower() for word in group) for group in groups)


@torch.no_grad()
def generate(model, form: ChatFormat, turns, limit=96) -> str:
    tokens, caches, out = form.prompt(turns), [{} for _ in model.layers], []
    hidden = model.hidden(torch.tensor([tokens]), caches)
    while len(out) < limit:
        choice = int(model.logits(hidden[:, -1]).argmax())
        if choice in (form.end, form.pieces.eos_id()):
            break
        out.append(choice)
        hidden = model.hidden(torch.tensor([[choice]]), caches, len(tokens) + len(out) - 1)
    return form.pieces.decode(out)


@torch.no_grad()
def perplexity(model, pieces, text: str, window=512):
    """As llama.cpp defines it: windows of n_ctx that begin with BOS, the second half of each is scored."""
    tokens = [pieces.bos_id()] + pieces.encode(text)
    total, count = 0.0, 0
    for start in range(0, len(tokens) - window + 1, window):
        chunk = torch.tensor([tokens[start:start + window]])
        chunk[0, 0] = pieces.bos_id()
        losses = F.cross_entropy(model.logits(model.hidden(chunk))[0, :-1], chunk[0, 1:], reduction="none")
        total, count = total + float(losses[window // 2:].sum()), count + window - 1 - window // 2
    return math.exp(total / count), count


def load(checkpoint: Path, tokenizer: str, rounded: bool, exact: bool):
    state = torch.load(checkpoint, map_location="cpu")
    model = Transformer(Shape(**state["shape"]), torch.float32 if exact else torch.bfloat16)
    model.load_state_dict(state["model"])
    model.set_rounding(rounded)
    pieces = sentencepiece.SentencePieceProcessor(model_file=tokenizer)
    return model, pieces


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--rounded", action="store_true", help="with the weights that the 4-bit file holds")
    parser.add_argument("--quiet", action="store_true", help="only the count")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, pieces = load(arguments.checkpoint, arguments.tokenizer, arguments.rounded, True)
    if arguments.questions:
        form, good, count = ChatFormat(pieces), 0, 0
        for question, groups in read_questions(arguments.questions):
            answer = generate(model, form, [("user", question)])
            count += 1
            good += right(answer, groups)
            if not arguments.quiet:
                print("ok   " if right(answer, groups) else "WRONG", question, "→", answer)
        print(f"{good} of {count} right")
    if arguments.text:
        value, count = perplexity(model, pieces, arguments.text.read_text())
        print(f"perplexity {value:.4f} over {count} tokens")


if __name__ == "__main__":
    main()
