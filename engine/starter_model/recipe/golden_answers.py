"""Writes the greedy answers that the tests compare with, computed here in PyTorch from the rounded weights."""
import argparse
import json
from pathlib import Path

import torch

from chat_format import ChatFormat
from evaluate import generate, load

DIALOGUES = [
    [("user", "How do I add a model?")],
    [("user", "is hearth private")],
    [("user", "Which key sends a message?")],
    [("user", "hello")],
    [("user", "What is the capital of Norway?")],
    [("user", "Rewrite politely: send me the report")],
    [("user", "Summarize: The meeting on Monday was moved to Tuesday, because the room is closed. There was coffee and cake.")],
    [("user", "What does this code do?\nfor i in range(7):\n    print(i)")],
    [("system", "You are Hearth, a private assistant."), ("user", "how long does the bin keep things?")],
    [("user", "hi"), ("assistant", "Hello! How can I help you?"), ("user", "where is my data stored"),
     ("assistant", "Your conversations are in one SQLite file in Hearth's data folder on your own disk. Settings show the folder; HEARTH_DATA_DIR moves it."),
     ("user", "thanks")],
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, pieces = load(arguments.checkpoint, arguments.tokenizer, True, True)
    form = ChatFormat(pieces)
    rows = [{"messages": [{"role": role, "content": text} for role, text in turns], "prompt_tokens": form.prompt(turns),
             "answer": generate(model, form, turns)} for turns in DIALOGUES]
    arguments.out.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
