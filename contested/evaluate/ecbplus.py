"""The corpus ECB+: news on pairs of alike happenings, and the clusters of its labelled event mentions."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from contested.errors import InputError


@dataclass(frozen=True)
class EventMention:
    """A labelled mention: its tokens' character offsets, its sentence (number), its gold cluster over all documents."""

    id: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    sentence: int
    cluster: str


@dataclass(frozen=True)
class EcbDocument:
    """A document: tokens joined by blanks, sentences by line breaks; mentions only of the checked sentences."""

    id: str
    topic: str
    subtopic: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[EventMention, ...]


def load(folder: Path, *, topics: frozenset[str] | None = None) -> list[EcbDocument]:
    """The documents of a folder with a folder a topic and ``sentences.csv``, in order of topic and name.

    Only sentences listed in ``sentences.csv`` have complete labels (Cybulska and Vossen 2014). Raises InputError.
    """
    checked = _checked(folder / "sentences.csv")
    names = sorted((d.name for d in folder.iterdir() if d.is_dir() and d.name.isdigit()), key=int)
    found = []
    for topic in names:
        if topics is None or topic in topics:
            for file in sorted((folder / topic).glob("*.xml")):
                found.append(_document(file, topic, checked.get(file.stem, frozenset())))
    if not found:
        raise InputError(str(folder), "no documents; give --data the folder with a folder a topic, such as ecbplus/1")
    return found


def _checked(file: Path) -> dict[str, frozenset[int]]:
    """The numbers of the checked sentences by document."""
    found: dict[str, set[int]] = {}
    try:
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                name = f"{row['Topic']}_{row['File'].removesuffix('.xml')}"
                found.setdefault(name, set()).add(int(row["Sentence Number"]))
    except OSError as error:
        raise InputError(str(file), f"{error.strerror}; give --data the folder that holds sentences.csv") from error
    except (KeyError, ValueError) as error:
        raise InputError(str(file), f"not the columns Topic, File, Sentence Number ({error})") from error
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _document(file: Path, topic: str, checked: frozenset[int]) -> EcbDocument:
    try:
        root = ET.parse(file).getroot()
    except (OSError, ET.ParseError) as error:
        raise InputError(str(file), f"no ECB+ document: {error}") from error
    parts: list[str] = []
    offsets: dict[str, tuple[int, int, int]] = {}
    at, last = 0, -1
    sentences: list[tuple[int, int]] = []
    for token in root.iter("token"):
        number, word = int(token.get("sentence", "0")), (token.text or "").strip() or "-"
        if parts:
            parts.append("\n" if number != last else " ")
            at += 1
        if number != last:
            sentences.append((at, at))
        parts.append(word)
        offsets[token.get("t_id", "")] = (at, at + len(word), number)
        at += len(word)
        sentences[-1] = (sentences[-1][0], at)
        last = number
    subtopic = f"{topic}_{'ecbplus' if file.stem.endswith('plus') else 'ecb'}"
    mentions = _mentions(root, file.stem, offsets, checked)
    return EcbDocument(file.stem, topic, subtopic, "".join(parts), tuple(sentences), mentions)


def _mentions(
    root: ET.Element, doc: str, offsets: dict[str, tuple[int, int, int]], checked: frozenset[int]
) -> tuple[EventMention, ...]:
    clusters = _clusters(root, doc)
    found = []
    for mark in root.findall("./Markables/*"):
        if not mark.tag.startswith(("ACTION", "NEG_ACTION")):
            continue
        spans = sorted(offsets[a.get("t_id", "")] for a in mark.findall("token_anchor"))
        if not spans or spans[0][2] not in checked:
            continue
        id_ = f"{doc}#{mark.get('m_id')}"
        cluster = clusters.get(mark.get("m_id", ""), id_)
        found.append(
            EventMention(id_, spans[0][0], spans[-1][1], tuple((a, b) for a, b, _ in spans), spans[0][2], cluster)
        )
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.id)))


def _clusters(root: ET.Element, doc: str) -> dict[str, str]:
    """Mention to cluster: the instance across documents, or a chain of this document alone."""
    found: dict[str, str] = {}
    for relation in root.findall("./Relations/*"):
        if relation.tag == "CROSS_DOC_COREF":
            name = relation.get("note", "")
        elif relation.tag == "INTRA_DOC_COREF":
            name = f"{doc}/{relation.get('r_id')}"
        else:
            continue
        for source in relation.findall("source"):
            found[source.get("m_id", "")] = name
    return found
