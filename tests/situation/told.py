"""Invented reports for the tests of this room: sentences with the claims in them, as a record would give them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from contested.model import (
    Actor,
    ActorRef,
    Claim,
    Codes,
    Count,
    CountWhat,
    CueStrength,
    Kind,
    Place,
    PlaceRef,
    PlaceRole,
    Report,
    Span,
    Stance,
    TimeRef,
    sha256,
)  # fmt: skip
from contested.record.records import RecordedClaim, RecordedReport

SARAQIB = Place(164816, "Saraqib", 35.86447, 36.80591, "SY", "Idlib", "settlement")
BINNISH = Place(171451, "Binnish", 35.9581, 36.7126, "SY", "Idlib", "settlement")
HAMA = Place(170017, "Hama", 35.13179, 36.75783, "SY", "Hama", "settlement")
IDLIB = Place(169387, "Idlib", 35.83, 36.67, "SY", "Idlib", "admin1")
SYRIA = Place(163843, "Syria", 35.0, 38.0, "SY", None, "country")
ARMY = Actor("SYR-MIL", "Armed forces of Syria", "armed forces", ("Syrian civil war: government",))
REBELS = Actor("SYR-REB", "Syrian rebels", "non-state armed group", ("Syrian civil war: opposition",))
MONITOR = Actor("sohr", "Syrian Observatory for Human Rights", "monitor")
RELIEF = Actor("icrc", "Red Cross", "aid agency")

Who = Sequence[str | tuple[str, Actor]]


@dataclass
class Told:
    """A report in the making: ``claim`` adds a sentence with a claim, ``claims`` are what a record would give."""

    id: str
    outlet: str | None = "Example Times"
    published: date | None = date(2016, 3, 4)
    text: str = ""
    made: list[tuple[Claim, tuple[int, int]]] = field(default_factory=list)
    _specs: list[dict[str, Any]] = field(default_factory=list)

    def claim(
        self,
        sentence: str,
        kind: Kind,
        trigger: str,
        *,
        stance: Stance = "asserted",
        speaker: Who = (),
        actor: Who = (),
        target: Who = (),
        place: Sequence[tuple[str, Place | None] | tuple[str, Place | None, PlaceRole]] = (),
        time: tuple[str, date, date] | None = None,
        counts: Sequence[tuple[str, CountWhat, int | None, int | None]] = (),
        mode: str | None = None,
        cue: CueStrength | None = None,
    ) -> Told:
        """Add a claim; the sentence is added to the text unless it is the last one already."""
        if not self.text.endswith(sentence):
            self.text += (" " if self.text else "") + sentence
        self._specs.append(
            {"at": len(self.text) - len(sentence), "sentence": sentence, "kind": kind, "trigger": trigger,
             "stance": stance, "speaker": speaker, "actor": actor, "target": target, "place": place, "time": time,
             "counts": counts, "mode": mode, "cue": cue}
        )  # fmt: skip
        return self

    @property
    def claims(self) -> list[RecordedClaim]:
        """The claims, each with its report."""
        report = Report(self.id, self.text)
        recorded = _report(self)
        added = datetime(2016, 4, 1, tzinfo=UTC)
        made = [_claim(report, spec) for spec in self._specs]
        return [RecordedClaim(c, c, recorded, "0.1.0+test", added) for c in made]


def _claim(report: Report, spec: dict[str, Any]) -> Claim:
    at, sentence = spec["at"], spec["sentence"]

    def span(words: str) -> Span:
        start = report.text.index(words, at, at + len(sentence))
        return report.span(start, start + len(words))

    def refs(who: Who) -> tuple[ActorRef, ...]:
        return tuple(ActorRef(span(w), None) if isinstance(w, str) else ActorRef(span(w[0]), w[1]) for w in who)

    time = spec["time"]
    trigger = span(spec["trigger"])
    return Claim(
        id=sha256(f"{report.id} {trigger.start} {spec['kind']} {spec['stance']}")[:16],
        kind=spec["kind"],
        stance=spec["stance"],
        trigger=trigger,
        sentence=report.span(at, at + len(sentence)),
        cue_strength=spec["cue"],
        speaker=refs(spec["speaker"]),
        actor=refs(spec["actor"]),
        target=refs(spec["target"]),
        place=tuple(PlaceRef(span(p[0]), p[2] if len(p) > 2 else "at", p[1]) for p in spec["place"]),
        time=TimeRef(span(time[0]), time[1], time[2], "day") if time else None,
        counts=tuple(Count(span(q), what, low, high) for q, what, low, high in spec["counts"]),
        codes=Codes("ASSAULT", spec["mode"]) if spec["mode"] else Codes(),
    )


def _report(told: Told) -> RecordedReport:
    known = told.published or date(2016, 4, 1)
    return RecordedReport(
        id=told.id, address=f"file:///{told.id}.txt", version=1, title=None, outlet=told.outlet, url=None,
        published=told.published, published_basis="given" if told.published else "unknown", seen=date(2016, 4, 1),
        added=datetime(2016, 4, 1, tzinfo=UTC), known=known, until=None, copy_of=None, status="read",
        claims=len(told._specs), text_sha256=sha256(told.text), raw_sha256=sha256(told.text), length=len(told.text),
    )  # fmt: skip


FRIDAY = ("on Friday", date(2016, 3, 4), date(2016, 3, 4))
MONDAY = ("on Monday", date(2016, 2, 29), date(2016, 2, 29))


def strike(
    id: str,
    *,
    outlet: str = "Example Times",
    published: date = date(2016, 3, 4),
    killed: int = 11,
    at_least: bool = False,
    place: Place | None = SARAQIB,
    time: tuple[str, date, date] | None = FRIDAY,
    speaker: Who = (),
    actor: Who = (("army jets", ARMY),),
    stance: Stance = "asserted",
    mode: str = "aerial",
    what: str = "air raid",
) -> Told:
    """A report of one strike and its dead, in words that differ by report."""
    by = actor[0] if actor else "unknown planes"
    who = by if isinstance(by, str) else by[0]
    said = speaker[0] if speaker else None
    source = f", {said if isinstance(said, str) else said[0]} said" if said else ""
    number = f"at least {killed}" if at_least else str(killed)
    where = place.name if place else "a village"
    when = f" {time[0]}" if time else ""
    sentence = f"A {what} by {who} killed {number} civilians in {where}{when}{source}."
    kw: dict[str, Any] = {
        "speaker": speaker,
        "place": [(where, place)] if place else [],
        "time": time,
        "stance": stance,
    }
    told = Told(id, outlet, published)
    told.claim(sentence, "attack", what, actor=actor, mode=mode, **kw)
    told.claim(
        sentence, "casualties", "killed", target=["civilians"],
        counts=[(number, "killed", killed, None if at_least else killed)], **kw,
    )  # fmt: skip
    return told
