"""Writes the text on which perplexity is measured: prose and word problems that no training run has seen."""
import argparse
from pathlib import Path

from general_text import general_text


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    _, _, held_out = general_text(arguments.texts, 1)
    prose, problems = held_out[:40], held_out[40:]
    arguments.out.write_text("\n\n".join(prose[4:16] + problems[:30]) + "\n")


if __name__ == "__main__":
    main()
