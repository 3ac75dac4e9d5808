"""Trains the SentencePiece BPE vocabulary (byte fallback, no space prefix) on the general text and our own words."""
import argparse
import io
import random
from pathlib import Path

import sentencepiece

from general_text import general_text

VOCABULARY = 4096
CONTROL = ["<|im_start|>", "<|im_end|>"]


def sentences(data: Path, seed: int, own: Path):
    texts, talks, _ = general_text(data, seed)
    for text in texts + [turn for talk in talks for _, turn in talk]:
        yield from text.split("\n")
    words = (own / "vocabulary_seed.txt").read_text().splitlines()
    for _ in range(60):
        for line in words:
            yield line
        shuffled = " ".join(words).split()
        random.Random(seed).shuffle(shuffled)
        yield from (" ".join(shuffled[i:i + 12]) for i in range(0, len(shuffled), 12))
    for path in sorted(own.glob("*.qa")):
        yield from (line for line in path.read_text().splitlines() if line and not line.startswith("##"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, help="folder of the free texts (training_text)")
    parser.add_argument("--own", type=Path, default=Path(__file__).parent.parent / "data")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=sentences(arguments.texts, 1, arguments.own), model_writer=model, model_type="bpe",
        vocab_size=VOCABULARY, byte_fallback=True, character_coverage=0.9995, add_dummy_prefix=False,
        remove_extra_whitespaces=False, allow_whitespace_only_pieces=True, required_chars="…→•’“”–—",
        normalization_rule_name="identity", split_digits=True,
        control_symbols=CONTROL, unk_id=0, bos_id=1, eos_id=2, pad_id=-1, num_threads=2, max_sentence_length=8000)
    arguments.out.write_bytes(model.getvalue())


if __name__ == "__main__":
    main()
