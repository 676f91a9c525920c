"""The measure of the labelled reports: predicted claims against gold ones.

A gold item holds one label of each reader who found the claim; it is *core* when both did. Core items must be
found; the others are neither rewarded nor punished. A field is right when it agrees with either reader.
*Found*: same kind, and the triggers overlap. *Complete*: stance, first speaker, actors and places right too,
all by the same reader. Figures are percentages, micro-averaged over the core items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
Offsets = tuple[int, int]
CountKey = tuple[str, float | None, float | None]


@dataclass(frozen=True)
class LabelPlace:
    """A place of a claim; ``geo`` is its GeoNames id or None."""

    at: Offsets
    role: str
    geo: int | None


@dataclass(frozen=True)
class Label:
    """A claim as far as it is measured, predicted or labelled."""

    kind: str
    stance: str
    trigger: Offsets
    speaker: tuple[Offsets, ...] = ()
    actor: tuple[Offsets, ...] = ()
    target: tuple[Offsets, ...] = ()
    place: tuple[LabelPlace, ...] = ()
    time: Offsets | None = None
    counts: tuple[CountKey, ...] = ()


@dataclass(frozen=True)
class Item:
    """One gold claim with the labels of those who found it."""

    core: bool
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Document:
    """A report's predicted claims beside its gold items."""

    id: str
    predicted: tuple[Label, ...]
    items: tuple[Item, ...]


def _offsets(data: Mapping[str, Any]) -> Offsets:
    start, end = data["o"] if "o" in data else (data["start"], data["end"])
    return start, end


def label_from_json(data: Mapping[str, Any]) -> Label:
    """A claim of the gold files ("o" offsets, "geo") or of the contract ("start", "end", "place")."""
    return Label(
        kind=data["kind"],
        stance=data["stance"],
        trigger=_offsets(data["trigger"]),
        speaker=tuple(_offsets(s) for s in data["speaker"]),
        actor=tuple(_offsets(s) for s in data["actor"]),
        target=tuple(_offsets(s) for s in data["target"]),
        place=tuple(
            LabelPlace(_offsets(p), p["role"], p["geo"] if "geo" in p else (p.get("place") or {}).get("geonames"))
            for p in data["place"]
        ),
        time=_offsets(data["time"]) if data.get("time") is not None else None,
        counts=tuple((c["what"], c.get("low"), c.get("high")) for c in data.get("counts", ())),
    )


def item_from_json(data: Mapping[str, Any]) -> Item:
    """One entry of a gold file's "claims"."""
    return Item(data["core"], tuple(label_from_json(label) for label in data["labels"]))


def overlap(a: Offsets, b: Offsets) -> bool:
    """Whether two half-open spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def _pair_off(xs: Iterable[T], ys: Iterable[T], fits: Callable[[T, T], bool]) -> bool:
    """Every x takes the first y that fits it and is left; none may remain."""
    left = list(ys)
    for x in xs:
        at = next((i for i, y in enumerate(left) if fits(x, y)), None)
        if at is None:
            return False
        del left[at]
    return not left


def _same_place(p: LabelPlace, g: LabelPlace) -> bool:
    return overlap(p.at, g.at) and p.role == g.role and (g.geo is None or g.geo == p.geo)


def _same_time(p: Label, g: Label) -> bool:
    if p.time is None or g.time is None:
        return p.time is g.time
    return overlap(p.time, g.time)


FIELDS: dict[str, Callable[[Label, Label], bool]] = {
    "stance": lambda p, g: p.stance == g.stance,
    "speaker": lambda p, g: (
        bool(p.speaker) == bool(g.speaker) and (not g.speaker or overlap(p.speaker[0], g.speaker[0]))
    ),
    "chain": lambda p, g: _pair_off(p.speaker, g.speaker, overlap),
    "actor": lambda p, g: _pair_off(p.actor, g.actor, overlap),
    "target": lambda p, g: _pair_off(p.target, g.target, overlap),
    "place": lambda p, g: _pair_off(p.place, g.place, _same_place),
    "time": _same_time,
    "counts": lambda p, g: Counter(p.counts) == Counter(g.counts),
}
COMPLETE = ("stance", "speaker", "actor", "place")
INFORMATIVE = ("speaker", "place", "counts", "time")


def affinity(predicted: Label, item: Item) -> int:
    """How well a predicted claim fits a gold item; 0: not at all."""
    return max(
        (
            1 + sum(fits(predicted, label) for fits in FIELDS.values())
            for label in item.labels
            if predicted.kind == label.kind and overlap(predicted.trigger, label.trigger)
        ),
        default=0,
    )


def align(predicted: Sequence[Label], items: Sequence[Item]) -> dict[int, int]:
    """Index of gold item to index of the predicted claim that stands for it: the best fits first, one to one."""
    fits = [(affinity(p, item), i, j) for i, p in enumerate(predicted) for j, item in enumerate(items)]
    matched: dict[int, int] = {}
    used: set[int] = set()
    for fit, i, j in sorted(fits, key=lambda x: (-x[0], x[1], x[2])):
        if fit and i not in used and j not in matched:
            used.add(i)
            matched[j] = i
    return matched


def is_complete(predicted: Label, item: Item) -> bool:
    """Whether the fields of COMPLETE are all right by one and the same reader."""
    return any(all(FIELDS[name](predicted, label) for name in COMPLETE) for label in item.labels)


def wrong_fields(predicted: Label, item: Item) -> tuple[str, ...]:
    """The fields that agree with no reader."""
    return tuple(name for name, fits in FIELDS.items() if not any(fits(predicted, label) for label in item.labels))


@dataclass(frozen=True)
class Rate:
    """So many right of so many."""

    right: int = 0
    of: int = 0

    @property
    def percent(self) -> float:
        """The share in percent; 0 of nothing is 0."""
        return 100 * self.right / self.of if self.of else 0.0

    def plus(self, right: bool) -> Rate:
        """The rate with one more case."""
        return Rate(self.right + right, self.of + 1)


@dataclass(frozen=True)
class Prf:
    """Hits against what was predicted and what is gold."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Percent of the predicted that are right."""
        return 100 * self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Percent of the gold that were found."""
        return 100 * self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.predicted + self.gold
        return 100 * 2 * self.hits / both if both else 0.0


@dataclass(frozen=True)
class Row:
    """One kind's or stance's line: found, and found complete."""

    name: str
    found: Prf
    complete: Prf


@dataclass(frozen=True)
class Score:
    """All figures. ``where_present``: the field's rate where every reader gave one; ``found_stance``: the share with
    the right stance of the found claims, by the stance both readers gave."""

    found: Prf
    complete: Prf
    fields: dict[str, Rate]
    where_present: dict[str, Rate]
    stance_recall: dict[str, Rate]
    found_stance: dict[str, Rate]
    by_kind: tuple[Row, ...]
    by_stance: tuple[Row, ...]


class _Tally:
    """Counts up one document after the other."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()
        self.fields = dict.fromkeys(FIELDS, Rate())
        self.present = dict.fromkeys(INFORMATIVE, Rate())
        self.stances: dict[str, Rate] = {}
        self.found_stances: dict[str, Rate] = {}
        self.rows: Counter[tuple[str, str, str]] = Counter()  # (table, row, what)

    def add(self, document: Document) -> None:
        matched = align(document.predicted, document.items)
        optional = {i for j, i in matched.items() if not document.items[j].core}
        for i, p in enumerate(document.predicted):
            if i not in optional:
                self.n["predicted"] += 1
                self._row(p.kind, p.stance, "predicted")
        for j, item in enumerate(document.items):
            if item.core:
                self._core(item, document.predicted[matched[j]] if j in matched else None)

    def _row(self, kind: str, stance: str, what: str) -> None:
        self.rows["kind", kind, what] += 1
        self.rows["stance", stance, what] += 1

    def _core(self, item: Item, p: Label | None) -> None:
        labels = item.labels
        self.n["gold"] += 1
        stances = {label.stance for label in labels}
        agreed = labels[0].stance if len(stances) == 1 else None
        if agreed:
            self.stances[agreed] = self.stances.get(agreed, Rate()).plus(p is not None and p.stance == agreed)
        kind = p.kind if p else labels[0].kind
        stance = p.stance if p and p.stance in stances else labels[0].stance
        self._row(kind, stance, "gold")
        if p is None:
            return
        if agreed:
            self.found_stances[agreed] = self.found_stances.get(agreed, Rate()).plus(p.stance == agreed)
        complete = is_complete(p, item)
        wrong = wrong_fields(p, item)
        self.n["found"] += 1
        self.n["complete"] += complete
        self.rows["kind", kind, "found"] += 1
        self.rows["kind", kind, "complete"] += complete
        self.rows["stance", stance, "found"] += p.stance == stance
        self.rows["stance", stance, "complete"] += complete
        for name in FIELDS:
            self.fields[name] = self.fields[name].plus(name not in wrong)
        for name in INFORMATIVE:
            if all(getattr(label, name) for label in labels):
                self.present[name] = self.present[name].plus(name not in wrong)

    def _table(self, table: str) -> tuple[Row, ...]:
        rows = []
        for name in {name for t, name, _ in self.rows if t == table}:
            n = {what: self.rows[table, name, what] for what in ("found", "complete", "predicted", "gold")}
            rows.append(
                Row(
                    name,
                    Prf(n["found"], n["predicted"], n["gold"]),
                    Prf(n["complete"], n["predicted"], n["gold"]),
                )
            )
        return tuple(sorted(rows, key=lambda row: (-row.found.gold, row.name)))

    def score(self) -> Score:
        n = self.n
        return Score(
            found=Prf(n["found"], n["predicted"], n["gold"]),
            complete=Prf(n["complete"], n["predicted"], n["gold"]),
            fields=self.fields,
            where_present=self.present,
            stance_recall=dict(sorted(self.stances.items())),
            found_stance=dict(sorted(self.found_stances.items())),
            by_kind=self._table("kind"),
            by_stance=self._table("stance"),
        )


def score(documents: Iterable[Document]) -> Score:
    """The figures of all documents together.

    In ``by_kind`` and ``by_stance`` a gold item both readers see alike counts under their value; where they
    differ, under the one that was predicted, else the first reader's. In ``by_stance`` found means with that stance.
    """
    tally = _Tally()
    for document in documents:
        tally.add(document)
    return tally.score()
