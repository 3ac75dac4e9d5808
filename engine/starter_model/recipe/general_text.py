"""General English from the free texts: what is read, how it is cleaned, and what is held out for measuring."""
import json
import lzma
import random
import re
import tarfile
from pathlib import Path

BOOKS = [
    "L. Frank Baum/The Wonderful Wizard of Oz", "L. Frank Baum/Ozma of Oz", "L. Frank Baum/The Marvelous Land of Oz",
    "L. Frank Baum/Dorothy and the Wizard in Oz", "Hugh Lofting/The Story of Doctor Dolittle",
    "Kenneth Grahame/The Wind in the Willows", "Edith Nesbit/Five Children and It", "Edith Nesbit/The Book of Dragons",
    "Frances Hodgson Burnett/A Little Princess", "Frances Hodgson Burnett/The Secret Garden",
    "Jerome K. Jerome/Three Men in a Boat", "H.G. Wells/The Time Machine",
]
HELD_OUT_BOOK = "Edith Nesbit/The Railway Children"
GSM8K_HELD_OUT = 200


def json_lines(path: Path):
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def plain(text: str) -> str:
    """Plain ASCII punctuation, single spaces: a small vocabulary should not spend tokens on variants."""
    for fancy, simple in {"“": '"', "”": '"', "‘": "'", "’": "'", "—": " - ", "–": "-", "\u00a0": " ", "…": "..."}.items():
        text = text.replace(fancy, simple)
    return re.sub(r"[ \t]+", " ", text).strip()


def book_paragraphs(folder: Path, names):
    wanted = {name: None for name in names}
    with tarfile.open(folder / "books.tar.xz") as archive:
        for member in archive:
            key = "/".join(Path(member.name).parts[-2:])[:-3]
            if key in wanted:
                wanted[key] = archive.extractfile(member).read().decode("utf-8")
    missing = [name for name, text in wanted.items() if text is None]
    if missing:
        raise SystemExit(f"books.tar.xz lacks {missing}")
    for name in names:
        paragraphs = [plain(part.replace("\n", " ")) for part in re.split(r"\n\s*\n", wanted[name])]
        paragraphs = [part for part in paragraphs if len(part) > 20 and part[0] not in "#|>!["]
        for start in range(0, len(paragraphs), 6):
            yield "\n".join(paragraphs[start:start + 6])


def gsm8k(folder: Path):
    rows = []
    for row in json_lines(folder / "gsm8k-train.jsonl.xz"):
        steps = re.sub(r"<<.*?>>", "", row["answer"]).split("\n####")[0]
        rows.append(plain(row["question"]) + "\n" + steps)
    return rows[:-GSM8K_HELD_OUT], rows[-GSM8K_HELD_OUT:]


def guides(folder: Path):
    for row in json_lines(folder / "opensource-guide.jsonl.xz"):
        if row["lang"] != "en":
            continue
        text = re.sub(r"\A---.*?---", "", row["text"], flags=re.S)
        text = re.sub(r"<[^>]+>|!\[[^\]]*\]\([^)]*\)", "", text)
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        parts = [plain(part) for part in re.split(r"\n\s*\n", text) if len(part) > 30]
        for start in range(0, len(parts), 6):
            yield "\n".join(parts[start:start + 6])


def abstracts(folder: Path):
    for row in json_lines(folder / "scitldr-a-train.jsonl.xz"):
        yield plain(" ".join(row["source"][:4])) + "\nIn short: " + plain(row["target"][0])


def command_pages(folder: Path):
    for row in json_lines(folder / "tldr.jsonl.xz"):
        if row["lang"] == "en" and row["page"].startswith("common/") and len(row["text"]) < 700:
            yield re.sub(r"\{\{|\}\}", "", re.sub(r"> (More information|See also).*\n", "", row["text"])).replace("\n\n", "\n").strip()


def dialogues(folder: Path):
    for row in json_lines(folder / "taskmaster4-turns.jsonl.xz"):
        yield [(who, plain(text)) for who, text in row["turns"]]


def instructions(folder: Path):
    """Human-written instructions with short answers, as one-turn dialogues."""
    for row in json_lines(folder / "self-instruct-seed-tasks.jsonl.xz"):
        for case in row["instances"]:
            question = plain(row["instruction"] + ("\n" + case["input"] if case["input"] else ""))
            if len(question) + len(case["output"]) < 900:
                yield [("user", question), ("assistant", plain(case["output"]))]


def general_text(folder: Path, seed: int):
    """(texts, dialogues, held_out_texts), shuffled by `seed`."""
    problems, held_out_problems = gsm8k(folder)
    pages = list(command_pages(folder))
    random.Random(seed).shuffle(pages)
    texts = list(book_paragraphs(folder, BOOKS)) + problems + list(guides(folder)) + list(abstracts(folder))[:1200] + pages[:2500]
    talks = list(dialogues(folder)) + list(instructions(folder)) * 2
    random.Random(seed).shuffle(texts)
    random.Random(seed).shuffle(talks)
    held_out = list(book_paragraphs(folder, [HELD_OUT_BOOK]))[:40] + held_out_problems
    return texts, talks, held_out
