"""Makes the target dialogues: questions about Hearth, small talk, refusals, small tasks, several turns, system prompts."""
import argparse
import random
import re
from pathlib import Path

import sentencepiece

from chat_format import ChatFormat
from general_text import general_text
from pack import write
from phrases import Expander, read_topics
from small_tasks import KINDS

SYSTEM_PROMPTS = [
    "You are Hearth, a private assistant.", "You are a helpful assistant.", "You are Hearth, a private assistant that runs on the user's computer. Answer briefly.",
    "You are a helpful, honest assistant. Answer in short sentences.", "Be brief.", "You are Hearth.", "Answer the user's question.",
    "You are a friendly assistant who answers questions about Hearth.", "You are an assistant in a desktop program. Be polite and precise.",
    "You are a translator.", "You explain code.", "You summarize documents.",
]
AREA_SHARE = {"05_small_talk": 0.07, "06_refusals": 0.10}
TASK_SHARE, HEARTH_SHARE = 0.05, 0.83
OPENING = 8  # tokens


def words_of(text):
    return re.findall(r"[a-z0-9_+/.]+", text.lower())


class HeldOut:
    """Keeps every question of the held-out list, and everything nearly like one, out of the training data."""

    def __init__(self, path: Path):
        lines = [line.split("\t") for line in path.read_text().splitlines() if line and not line.startswith("#")] if path else []
        self.exact = {" ".join(words_of(line[0])) for line in lines}
        self.sets = [frozenset(key.split()) for key in self.exact]
        self.by_word = {}
        for number, key in enumerate(self.sets):
            for word in key:
                self.by_word.setdefault(word, []).append(number)

    def touches(self, text):
        words = frozenset(words_of(text))
        if " ".join(words_of(text)) in self.exact:
            return True
        shared = {}
        for word in words:
            for number in self.by_word.get(word, ()):
                shared[number] = shared.get(number, 0) + 1
        return any(count / len(words | self.sets[number]) >= 0.6 for number, count in shared.items())


class Maker:
    def __init__(self, own: Path, held_out: HeldOut, seed: int, focus):
        self.random = random.Random(seed)
        self.expander = Expander(own, self.random)
        self.held_out = held_out
        self.refused = 0
        topics = read_topics(own)
        self.topics, self.weights = topics, []
        for topic in topics:
            group = [other for other in topics if (other.area in AREA_SHARE and other.area == topic.area)
                     or (other.area not in AREA_SHARE and topic.area not in AREA_SHARE)]
            own_size, whole = self.size(topic), sum(self.size(other) for other in group)
            self.weights.append(AREA_SHARE.get(topic.area, HEARTH_SHARE) * own_size / whole * focus.get(topic.name, 1.0))

    @staticmethod
    def size(topic):
        return (len(topic.whole) + len(topic.verbs) + len(topic.nouns) + sum(line.count("|") for line in topic.whole + topic.verbs) * 0.3) ** 0.5

    def pair(self):
        if self.random.random() < TASK_SHARE:
            return self.random.choice(KINDS)(self.random)
        topic = self.random.choices(self.topics, self.weights)[0]
        while True:
            bound = {}
            question = self.expander.dressed(topic, bound)
            if not self.held_out.touches(question):
                return question, self.expander.answer(topic, bound)
            self.refused += 1

    def dialogue(self):
        turns = []
        if self.random.random() < 0.08:
            turns.append(("system", self.random.choice(SYSTEM_PROMPTS)))
        count = self.random.choices([1, 2, 3, 4, 8], [91, 6, 2, 0.9, 0.1])[0]
        for _ in range(count):
            question, answer = self.pair()
            turns += [("user", question), ("assistant", answer)]
        return turns


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent.parent / "data")
    parser.add_argument("--held-out", type=Path, help="questions that must not be in the data: question, tab, keywords")
    parser.add_argument("--texts", type=Path, help="general texts to mix in")
    parser.add_argument("--count", type=int, default=60000)
    parser.add_argument("--general-share", type=float, default=0.04)
    parser.add_argument("--openings", type=float, default=0.0, help="share of short dialogues cut after the answer's first words")
    parser.add_argument("--focus", default="", help="topics to show more often: name=factor,…")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    pieces = sentencepiece.SentencePieceProcessor(model_file=arguments.tokenizer)
    form = ChatFormat(pieces)
    focus = {name: float(factor) for name, factor in (part.split("=") for part in arguments.focus.split(",") if part)}
    maker = Maker(arguments.own, HeldOut(arguments.held_out), arguments.seed, focus)
    rows = []
    for number in range(arguments.count):
        turns = maker.dialogue()
        if number < arguments.show:
            print(*turns, sep="\n", end="\n\n")
        tokens, weights = form.example(turns, 100, 0)
        if len(turns) <= 3 and maker.random.random() < arguments.openings:
            # What comes after an answer's first words is soon learned; which answer it is takes most examples.
            start = len(form.prompt(turns[:-1]))
            tokens, weights = tokens[:start + OPENING], weights[:start + OPENING]
        rows.append((tokens[:2048], weights[:2048]))
    if arguments.texts:
        texts, _, _ = general_text(arguments.texts, arguments.seed)
        budget = sum(len(tokens) for tokens, _ in rows) * arguments.general_share
        for text in texts:
            tokens = ([pieces.bos_id()] + pieces.encode(text))[:160]
            rows.append((tokens, [40] * len(tokens)))
            budget -= len(tokens)
            if budget < 0:
                break
    print("examples, tokens:", write(arguments.out, rows), "kept out:", maker.refused)


if __name__ == "__main__":
    main()
