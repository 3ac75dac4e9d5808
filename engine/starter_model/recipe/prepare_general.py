"""Packs the general English into training rows: text cut to rows of `--length` tokens, dialogues whole."""
import argparse
from pathlib import Path

import sentencepiece

from chat_format import ChatFormat
from general_text import general_text
from pack import write


def rows(data: Path, pieces, length: int):
    texts, talks, _ = general_text(data, 1)
    form = ChatFormat(pieces)
    stream = []
    for text in texts:
        stream += [pieces.bos_id()] + pieces.encode(text)
        while len(stream) >= length:
            yield stream[:length], [100] * length
            stream = stream[length:]
    for talk in talks:
        tokens, weights = form.example(talk, 100, 60)
        yield tokens[:length], weights[:length]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--length", type=int, default=192)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    pieces = sentencepiece.SentencePieceProcessor(model_file=arguments.tokenizer)
    print("examples, tokens:", write(arguments.out, rows(arguments.texts, pieces, arguments.length)))


if __name__ == "__main__":
    main()
