"""Make ``contested/read/casing.txt.gz``: words that are usually written with capitals, and pairs of words that are.

    python -m training.casing DATA_DIR

The vocabulary of the spaCy pipeline lists the forms of each word by frequency; running text (the folders
``libya2011``, ``afghanistan2001``, ``reports``, ``geo``, ``polnear`` of DATA_DIR) says how a word is written in
news when no sentence starts with it. Text without capitals (MUC) is left out. Deterministic.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from contested.read.casing import WORD
from contested.read.parse import language

OUT = Path(__file__).parents[1] / "contested" / "read" / "casing.txt.gz"
RATIO = 2.0
"""How much more frequent the capitalised form must be in the vocabulary, where running text says nothing."""
_MID = re.compile(r"[a-z,;0-9'’)-]\s+$")


def texts(data: Path) -> Iterator[str]:
    for folder in ("libya2011", "afghanistan2001"):
        with (data / folder / "reports.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]
    for path in sorted((data / "reports").glob("*.txt")):
        if not path.name.startswith("muc"):
            yield path.read_text(encoding="utf-8")
    for path in sorted((data / "geo").glob("*.xml")):
        yield re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8"))
    for path in sorted((data / "polnear" / "train").rglob("*.txt")):
        yield path.read_text(encoding="utf-8")


def counted(documents: Iterator[str]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """How often each form of a word, and of a pair of words, stands inside a sentence."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    for text in documents:
        for line in text.split("\n"):
            found = list(WORD.finditer(line))
            capitals = sum(m.group()[0].isupper() for m in found)
            if len(found) < 6 or capitals > 0.5 * len(found):
                continue
            for first, second in zip([None, *found], [*found, None], strict=True):
                if first is None or not _MID.search(line, max(0, first.start() - 4), first.start()):
                    continue
                words[first.group().lower()][first.group()] += 1
                if second is not None and line[first.end() : second.start()] == " ":
                    pair = f"{first.group()} {second.group()}"
                    pairs[pair.lower()][pair] += 1
    return words, pairs


def vocabulary() -> dict[str, list[tuple[int, str]]]:
    forms: dict[str, list[tuple[int, str]]] = defaultdict(list)
    strings = language().vocab.strings
    for rank, key in enumerate(language().vocab.vectors.keys()):
        word = strings[key]
        if len(word) > 1 and word.isalpha() and word.isascii():
            forms[word.lower()].append((rank + 50, word))
    return forms


def best_word(lower: str, seen: Counter[str], ranked: list[tuple[int, str]]) -> str:
    """The form to write: what news writes, else what the vocabulary clearly prefers."""
    total = sum(seen.values())
    if total >= 4:
        form, count = min(seen.items(), key=lambda item: (-item[1], item[0]))
        return form if count > 0.5 * total else lower
    if not ranked:
        return lower
    rank, form = ranked[0]
    plain = next((r for r, f in ranked if f == lower), None)
    return form if plain is None or plain / rank >= RATIO else lower


def table(data: Path) -> list[str]:
    words, pairs = counted(texts(data))
    ranked = vocabulary()
    lines = []
    single: dict[str, str] = {}
    for lower in sorted(set(words) | set(ranked)):
        form = best_word(lower, words.get(lower, Counter()), ranked.get(lower, []))
        known = any(f == lower for _, f in ranked.get(lower, []))
        single[lower] = form
        if (form != lower and (known or form != lower.capitalize()) and len(form) == len(lower)) or (
            form == lower and not known and sum(words.get(lower, Counter()).values()) >= 4
        ):
            lines.append(form)
    for lower in sorted(pairs):
        form, count = min(pairs[lower].items(), key=lambda item: (-item[1], item[0]))
        plain = " ".join(single.get(w, w) for w in lower.split(" "))
        if count >= 4 and count >= 0.7 * sum(pairs[lower].values()) and form != plain and form.lower() == lower:
            lines.append(form)
    return lines


def main() -> None:
    lines = table(Path(sys.argv[1]))
    packed = gzip.compress("\n".join(lines).encode("utf-8"), compresslevel=9, mtime=0)
    OUT.write_bytes(packed)
    sys.stdout.write(f"{len(lines)} lines, {len(packed)} bytes\n")


if __name__ == "__main__":
    main()
