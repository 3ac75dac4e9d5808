"""Turns a question into others that ask the same: synonyms, other openings, keyword style, a sentence before or after."""
import random
import re
from pathlib import Path

LONGEST_SYNONYM = 6  # words

# Openings and what may stand in their place; {} is the rest of the question.
OPENINGS = [
    (r"(?:can|could|may) i (.+)", ["i want to {}", "is it possible to {}", "possible to {}", "i would like to {}, is that possible", "am i allowed to {}", "let me {}",
                                   "i hope i can {}", "i wonder if i can {}", "is there any way to {}", "would i be able to {}", "tell me whether i can {}", "i can {}, right"]),
    (r"(?:does|can|will) (?:hearth|it|this app|the program) (.+)", ["can hearth {}", "i wonder whether hearth can {}", "will it {}", "would hearth {}", "is hearth able to {}",
                                                                   "tell me whether it can {}", "does this thing {}", "i want to know if it will {}", "is it true that it can {}"]),
    (r"is (my data|hearth|it|this|my text|the model|everything) (.+)", ["is it true that {} is {}", "i want to know whether {} is {}", "{} is {}, right", "i wonder if {} is {}", "tell me if {} is {}"]),
    (r"is there (.+)", ["do you have {}", "does it come with {}", "i am looking for {}", "i need {}", "i'd love to have {}", "there is {}, right", "i hope there is {}"]),
    (r"do i (?:need|have) (?:to )?(.+)", ["must i {}", "is it necessary to {}", "should i {}", "i don't want to {}", "am i forced to {}"]),
    (r"(?:what is|what's) (?:the |a |an )?(.+)", ["{}", "meaning of {}", "what do people mean by {}", "i never heard of {}", "what is this {}", "someone mentioned {}, what is it", "define {}", "{} means what"]),
    (r"where (?:is|are|do i find|can i find) (.+)", ["i am looking for {}", "i can't find {}", "{} where", "location of {}", "show me {}", "where did {} go", "in which place is {}"]),
    (r"what (?:happens )?(?:if|when) (.+)", ["suppose {}", "{}, what now", "{}. what then", "what should i do if {}", "{} - then what", "i fear that {}", "imagine {}"]),
    (r"why (?:is|are) (.+)", ["how come {}", "what makes {}", "i don't get why {}", "{}, why", "what is the reason for {}"]),
    (r"(?:which|what) key (.+)", ["which button {}", "what do i press that {}", "key that {}", "what {} on the keyboard"]),
    (r"(?:which|what) command (.+)", ["what do i type that {}", "command that {}", "how do i call the command that {}"]),
    (r"my (.+?) is (.+)", ["the {} is {}", "it seems my {} is {}", "why is my {} {}", "{} {}", "somehow my {} is {}"]),
]
BEFORE = ["i am new to this. ", "sorry if this is a stupid question. ", "i have been looking around for a while. ", "my daughter asked me today: ", "i just started. ", "short question. ",
          "i read the help but did not find it: ", "i am not good with computers. ", "i was told to ask you. ", "ok so ", "maybe you know this: ", "listen, ", "i am curious: ", "my colleague wants to know: ",
          "before i go on: ", "something else: ", "for my mother: ", "let me ask: ", "i'm confused. ", "one thing i don't get: ", "i was using hearth today and wondered: ", "i need your help. ",
          "hi there, i've got a question. ", "not sure who to ask, but ", "um, ", "right, ", "i'm stuck. ", "i'm a beginner, so: "]
AFTER = [". i could not find it", ". any idea", ". thanks in advance", ". please explain", ". i don't see it anywhere", ", if that is possible", ", i mean", ". is that so", ". tell me please", ", for me",
         ". can you help", ", do you know", ". that would be great", ", or not", " at all", " please and thank you", ". just wondering", " or something", ", you know", ". be quick"]
SMALL = set("the a an to do i is are of in on for my it this that does can how what which with me you your at be so and or if when am was will would should there".split())


class Synonyms:
    """Groups of words and openings; a replacement keeps what the question asks for."""

    def __init__(self, path: Path, generator: random.Random):
        self.random, self.groups = generator, {}
        for line in path.read_text().splitlines():
            if line.startswith("##"):
                continue
            both, _, only = line.partition(">")
            sources = [word.strip() for word in both.split("|")]
            targets = sources + [word.strip() for word in only.split("|") if word.strip()]
            for source in sources:
                others = [target for target in targets if target != source]
                self.groups.setdefault(tuple(source.split()), []).extend(others)

    def replace(self, text: str, rate: float) -> str:
        words, out, at = text.split(" "), [], 0
        while at < len(words):
            for length in range(min(LONGEST_SYNONYM, len(words) - at), 0, -1):
                last = words[at + length - 1]
                core = last.rstrip(",.?!;:")
                options = self.groups.get(tuple(words[at:at + length - 1] + [core]))
                if options and self.random.random() < rate:
                    out.append(self.random.choice(options) + last[len(core):])
                    at += length
                    break
            else:
                out.append(words[at])
                at += 1
        return " ".join(out)


class Variety:
    def __init__(self, folder: Path, generator: random.Random):
        self.random, self.synonyms = generator, Synonyms(folder / "synonyms.txt", generator)

    def other_opening(self, text: str) -> str:
        for pattern, shapes in OPENINGS:
            found = re.fullmatch(pattern, text)
            if found:
                shape, parts = self.random.choice(shapes), found.groups()
                return shape.format(*parts) if shape.count("{}") == len(parts) else text
        return text

    def keywords(self, text: str) -> str:
        """As people type into a search box: the small words left out, sometimes in another order."""
        words = [word for word in text.split(" ") if word.strip(",.?!") not in SMALL]
        if len(words) < 2:
            return text
        if self.random.random() < 0.3:
            self.random.shuffle(words)
        return " ".join(words)

    def gaps(self, text: str) -> str:
        """A word or two missing or doubled, small ones rather."""
        words, out = text.split(" "), []
        for word in words:
            draw = self.random.random()
            if draw < (0.14 if word in SMALL else 0.04) and len(words) > 3:
                continue
            out.append(word)
        return " ".join(out) if len(out) > 1 else text

    def vary(self, text: str) -> str:
        draw = self.random.random
        if draw() < 0.25:
            text = self.other_opening(text)
        if draw() < 0.7:
            text = self.synonyms.replace(text, self.random.choice((0.15, 0.3, 0.5)))
        if draw() < 0.07:
            return self.keywords(text)
        if draw() < 0.2:
            text = self.gaps(text)
        if draw() < 0.09:
            text = self.random.choice(BEFORE) + text
        if draw() < 0.08:
            text += self.random.choice(AFTER)
        return text
