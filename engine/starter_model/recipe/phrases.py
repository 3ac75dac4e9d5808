"""Reads the .qa files and expands their phrases: {a|b} alternatives, {slot} fillers, verb and noun frames, human noise."""
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from variety import Variety

VERB_FRAMES = [
    "{}", "{}, how",     "how do i {}", "how can i {}", "how to {}", "how does one {}", "how would i {}", "how should i {}", "can i {}",
    "is it possible to {}", "what is the way to {}", "what do i have to do to {}", "i want to {}", "i would like to {}",
    "i need to {}", "show me how to {}", "tell me how to {}", "explain how to {}", "where can i {}", "is there a way to {}",
    "what's the best way to {}", "what is the easiest way to {}", "how do you {}", "how do people {}", "help me {}", "how could i {}",
    "i don't know how to {}", "i'd like to {}, how", "what steps do i take to {}", "am i able to {}", "i am trying to {}", "could i {}",
    "i can't figure out how to {}", "i fail to {}", "any way to {}", "looking for a way to {}", "what do i click to {}", "what do i press to {}",
    "trying to {} but i don't see how", "please {}", "steps to {}", "would it be possible to {}", "i cannot {}", "it won't let me {}", "let me {}",
    "i wish i could {}", "someone told me i can {}", "is it hard to {}", "where do i go to {}", "what should i do if i want to {}", "want to {}",
    "need to {}", "what is the procedure to {}", "i have to {}, how", "how would one {}", "what do i need to {}", "who can help me {}", "i forgot how to {}",
    "is there an easy way to {}", "what are the steps to {}", "my colleague wants to {}", "remind me how to {}", "can hearth {}", "is {} possible",
]
NOUN_FRAMES = [
    "{}", "what about {}", "tell me about {}", "tell me something about {}", "explain {}", "what can you tell me about {}",
    "how about {}", "i have a question about {}", "i want to know about {}", "what is there to know about {}", "and {}",
    "what do you know about {}", "more about {}", "information about {}", "help with {}", "can you explain {}", "describe {}",
    "what is {}", "what do you mean by {}", "i read about {}", "something about {}", "{} - how does that work", "{} please", "how does {} work",
    "i don't understand {}", "how do i use {}", "is there {}", "what's the deal with {}", "{}, how does it work", "a word about {}", "details on {}",
    "any info on {}", "i want to understand {}", "does hearth have {}", "where do i find {}",
]
OPENERS = ["please tell me, ", "hey hearth, ", "hi, ", "hello, ", "quick question: ", "can you tell me: ", "could you tell me ", "question: ",
           "so, ", "ok, ", "and ", "i wonder, ", "excuse me, ", "do you know ", "tell me, ", "just curious, ", "one more question: ", "well, ",
           "sorry, ", "i was wondering ", "hey, ", "now "]
CLOSERS = [" please", ", please", " thanks", " here", " in hearth", " with hearth", " in this program", " now", " exactly", " hearth", " in this app", " then",
           " by the way", " again", " really"]
PROPER = {"hearth": "Hearth", "i": "I", "i'm": "I'm", "i'd": "I'd", "gguf": "GGUF", "pdf": "PDF", "pdfs": "PDFs", "gpu": "GPU", "cpu": "CPU", "gpus": "GPUs",
          "json": "JSON", "markdown": "Markdown", "ctrl+n": "Ctrl+N", "ctrl+k": "Ctrl+K", "enter": "Enter", "shift+enter": "Shift+Enter", "esc": "Esc",
          "chatgpt": "ChatGPT", "openai": "OpenAI", "api": "API", "ram": "RAM", "gb": "GB", "vulkan": "Vulkan", "cuda": "CUDA", "linux": "Linux",
          "windows": "Windows", "llama": "Llama", "qwen": "Qwen", "gemma": "Gemma", "mistral": "Mistral", "german": "German", "french": "French",
          "english": "English", "spanish": "Spanish", "python": "Python", "sqlite": "SQLite", "llm": "LLM", "nvidia": "NVIDIA", "amd": "AMD", "usb": "USB",
          "hearth_data_dir": "HEARTH_DATA_DIR", "q4_0": "Q4_0", "q8_0": "Q8_0", "q4_k_m": "Q4_K_M", "ai": "AI", "mqa": "MQA", "html": "HTML",
          "anna": "Anna", "tom": "Tom", "berlin": "Berlin", "paris": "Paris", "france": "France", "germany": "Germany", "mcp": "MCP", "word": "word"}
PLAIN_AREAS = {"05_small_talk", "06_refusals"}  # too short, or too near to each other, for synonyms
QUESTION_WORDS = {"what", "which", "who", "where", "when", "why", "how", "is", "are", "do", "does", "can", "could", "will", "did", "may", "must", "should",
                  "what's", "where's", "whats", "am", "was", "were", "would", "has", "have", "in", "under", "from", "after", "any"}
KEYBOARD = {"a": "sq", "s": "ad", "d": "sf", "e": "wr", "r": "et", "t": "ry", "o": "ip", "i": "uo", "n": "bm", "m": "n", "l": "k", "g": "fh", "h": "gj", "c": "xv"}


@dataclass
class Topic:
    name: str
    area: str
    answers: list = field(default_factory=list)
    whole: list = field(default_factory=list)
    verbs: list = field(default_factory=list)
    nouns: list = field(default_factory=list)


def read_topics(folder: Path):
    topics, named = [], {}
    for path in sorted(folder.glob("*.qa")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if not line or line.startswith("##"):
                continue
            if line.startswith("@"):
                if line[1:] not in named:
                    named[line[1:]] = Topic(line[1:], path.stem)
                    topics.append(named[line[1:]])
                topic = named[line[1:]]
                continue
            target = {"A": topic.answers, "Q": topic.whole, "V": topic.verbs, "N": topic.nouns}.get(line[0])
            if target is None or line[1] != " ":
                raise SystemExit(f"{path}:{number}: a line starts with @, A, Q, V or N: {line}")
            target.append(line[2:])
    empty = [topic.name for topic in topics if not topic.answers]
    if empty:
        raise SystemExit(f"entries without an answer: {empty}")
    return topics


def read_slots(folder: Path):
    slots = {}
    for line in (folder / "slots.txt").read_text().splitlines():
        name, _, values = line.partition(":")
        slots[name] = [value.strip() for value in values.split("|")]
    return slots


class Expander:
    def __init__(self, folder: Path, generator: random.Random):
        self.slots, self.random, self.variety = read_slots(folder), generator, Variety(folder, generator)

    def fill(self, pattern: str, bound=None) -> str:
        """One random expansion; `bound` keeps a slot's value so that an answer can use it too."""
        out, position = [], 0
        while position < len(pattern):
            if pattern[position] != "{":
                out.append(pattern[position])
                position += 1
                continue
            end, parts = self.split(pattern, position)
            out.append(self.slot(parts[0], bound) if len(parts) == 1 else self.fill(self.random.choice(parts), bound))
            position = end
        return "".join(out)

    def split(self, pattern, start):
        depth, parts, begin = 0, [], start + 1
        for position in range(start, len(pattern)):
            if pattern[position] == "{":
                depth += 1
            elif pattern[position] == "|" and depth == 1:
                parts.append(pattern[begin:position])
                begin = position + 1
            elif pattern[position] == "}":
                depth -= 1
                if depth == 0:
                    return position + 1, parts + [pattern[begin:position]]
        raise SystemExit(f"unbalanced braces: {pattern}")

    def slot(self, name, bound):
        if bound is not None and name in bound:
            return bound[name]
        value = str(self.random.choice([self.random.randint(2, 20), self.random.randint(2, 999)])) if name == "n" else self.random.choice(self.slots[name])
        if bound is not None:
            bound[name] = value
        return value

    def question(self, topic: Topic, bound=None) -> str:
        kinds = [(topic.whole, 1.0), (topic.verbs, 1.4), (topic.nouns, 0.7)]
        kinds = [(lines, weight * len(lines)) for lines, weight in kinds if lines]
        lines = self.random.choices([k[0] for k in kinds], [k[1] for k in kinds])[0]
        # Lines with more alternatives are drawn more often, so that every phrase has a fair chance.
        text = self.fill(self.random.choices(lines, [1 + line.count("|") ** 0.5 for line in lines])[0], bound)
        text = re.sub(r" +", " ", text).strip()
        if lines is topic.verbs:
            return self.random.choices(VERB_FRAMES, [3, 1, 5, 4, 4] + [1] * (len(VERB_FRAMES) - 5))[0].format(text)
        if lines is topic.nouns:
            return self.random.choice(NOUN_FRAMES).format(text)
        return text

    def dressed(self, topic: Topic, bound=None, plain=0.3) -> str:
        """A question as a person types it: openers, synonyms, casing, punctuation, typing errors."""
        text, draw = self.question(topic, bound), self.random.random
        if draw() > plain:
            if topic.area not in PLAIN_AREAS:
                text = self.variety.vary(text)
            if draw() < 0.18:
                text = self.random.choice(OPENERS) + text
            if draw() < 0.12:
                text += self.random.choice(CLOSERS)
        return self.typed(text)

    def typed(self, text):
        draw = self.random.random
        asks = text.split(" ")[0].strip(",:") in QUESTION_WORDS or any(text.startswith(opener) for opener in OPENERS)
        if draw() < 0.62:
            text = " ".join(self.proper(word) for word in text.split(" "))
            text = text[:1].upper() + text[1:]
        elif draw() < 0.03:
            text = text.upper()
        if draw() < 0.11:
            text = self.mistype(text)
        if draw() < 0.03:
            text = self.mistype(text)
        if text and text[-1].isalnum() and draw() < 0.75:
            text += "?" if asks else self.random.choice([".", "", "", "!"])
        return text

    def proper(self, word):
        core = word.strip(",.:;?!")
        return word.replace(core, PROPER[core]) if core in PROPER else word

    def mistype(self, text):
        places = [i for i, letter in enumerate(text) if letter.isalpha() and 0 < i < len(text) - 1]
        if len(places) < 5:
            return text
        i, kind = self.random.choice(places), self.random.random()
        if kind < 0.3:
            return text[:i] + text[i + 1:]
        if kind < 0.55:
            return text[:i] + text[i + 1] + text[i] + text[i + 2:]
        if kind < 0.75:
            return text[:i] + text[i] + text[i:]
        near = KEYBOARD.get(text[i].lower())
        return text[:i] + self.random.choice(near) + text[i + 1:] if near else text[:i] + text[i + 1:]

    def answer(self, topic: Topic, bound) -> str:
        text = self.random.choice(topic.answers)
        return re.sub(r"\{name\}", lambda _: bound.get("name", "friend").capitalize(), text)
