"""Incidents put together: claims of one type, place and time grouped, and each entity given to the group it is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from contested.learned import Floats
from contested.model import Claim, PlaceRef, Reading, Report, Span
from contested.read.claims.page import Page
from contested.read.incidents.entities import Entity
from contested.read.incidents.phrases import Phrase
from contested.read.incidents.records import Filler, Incident
from contested.read.incidents.roles import TYPES, Type
from contested.read.incidents.types import stage_of, type_of

_REACH = 3  # sentences from an entity's to the claims it may belong to
_CLEAR = 0.3  # the probability from which another occurrence counts
RELEVANT = 0.5
"""The probability of a report being about incidents from which those without fillers are told too."""


@dataclass
class _Group:
    """Claims of one incident while it is put together."""

    type: Type
    claims: list[Claim] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def takes(self, claim: Claim) -> bool:
        """Whether nothing speaks against a claim of this type being of this incident."""
        return _may_agree(_places(self.claims), _places([claim])) and all(_same_time(c, claim) for c in self.claims)


def _may_agree(ours: set[str], theirs: set[str]) -> bool:
    return not ours or not theirs or bool(ours & theirs)


def _places(claims: Iterable[Claim]) -> set[str]:
    """The settlements the claims name."""
    return {
        p.place.name for c in claims for p in c.place
        if p.role == "at" and p.place is not None and p.place.precision == "settlement"
    }  # fmt: skip


def _same_time(a: Claim, b: Claim) -> bool:
    if a.time is None or b.time is None or a.time.start is None or b.time.start is None:
        return True
    return a.time.start <= (b.time.end or b.time.start) and b.time.start <= (a.time.end or a.time.start)


def assemble(page: Page, reading: Reading, entities: Sequence[Entity], about: Floats) -> tuple[Incident, ...]:
    """The incidents of a report in text order. ``about``: probability of each of the first types, then of any."""
    groups = _grouped(page, reading)
    if entities and not groups:
        groups = [_Group(TYPES[int(about[:-1].argmax())])]
    for entity in entities:
        for group in _homes(page, groups, entity):
            group.entities.append(entity)
    kept = [g for g in groups if g.entities or (about[-1] >= RELEVANT and g.claims)]
    return tuple(_incident(page, reading, group) for group in kept)


def _grouped(page: Page, reading: Reading) -> list[_Group]:
    groups: list[_Group] = []
    for claim in reading.claims:
        kind = type_of(claim, _lemmas(page, claim.trigger))
        if kind is None:
            continue
        own = next((g for g in reversed(groups) if g.type == kind and g.takes(claim)), None)
        if own is None:
            own = _Group(kind)
            groups.append(own)
        own.claims.append(claim)
    return groups


def _lemmas(page: Page, span: Span) -> frozenset[str]:
    words = page.doc.char_span(span.start, span.end, alignment_mode="expand")
    return frozenset(page.lemma[t.i] for t in words) if words is not None else frozenset()


def _homes(page: Page, groups: list[_Group], entity: Entity) -> list[_Group]:
    """The groups an entity belongs to: that of its surest occurrence, and those of other clear ones."""
    homes: list[_Group] = []
    for n, occurrence in enumerate(o for c in entity.wordings for o in c.occurrences):
        if not n or occurrence.filler >= _CLEAR:
            own = _nearest(page, groups, occurrence.phrase, alone=not n)
            if own is not None and not any(own is g for g in homes):
                homes.append(own)
    return homes


def _nearest(page: Page, groups: list[_Group], phrase: Phrase, *, alone: bool) -> _Group | None:
    """The group whose trigger is nearest; ``alone``: there is no better, so take any."""
    text = page.doc[phrase.head].idx
    sentence = page.grammar.sentence[phrase.head]
    ranked = []
    for n, group in enumerate(groups):
        for claim in group.claims:
            apart = abs(_sentence(page, claim) - sentence)
            ranked.append((apart, abs(claim.trigger.start - text), n))
    if not ranked:
        return groups[0] if groups and alone else None
    apart, _, best = min(ranked)
    return groups[best] if apart == 0 or (alone and apart <= _REACH) or alone else None


def _sentence(page: Page, claim: Claim) -> int:
    word = page.doc.char_span(claim.trigger.start, claim.trigger.end, alignment_mode="expand")
    return page.grammar.sentence[word.start] if word is not None else -1


def _incident(page: Page, reading: Reading, group: _Group) -> Incident:
    claims = group.claims
    dates = [c.time for c in claims if c.time is not None and c.time.start is not None]
    date = next((d for d in dates if d.precision == "day"), dates[0] if dates else None)
    place = max((c.place for c in claims if c.place), key=_how_exact, default=())
    fillers = sorted((_filler(page, reading, e) for e in group.entities), key=lambda f: (f.role, f.name.start))
    return Incident(
        type=group.type,
        stage=stage_of(claims[0]) if claims else "accomplished",
        triggers=tuple(c.trigger for c in claims),
        claims=tuple(c.id for c in claims),
        date=date,
        place=place,
        fillers=tuple(fillers),
    )


def _how_exact(places: tuple[PlaceRef, ...]) -> int:
    """How exactly places are known: a settlement, some place, or words only."""
    known = [p.place.precision for p in places if p.place is not None]
    return 2 if "settlement" in known else int(bool(known))


def _filler(page: Page, reading: Reading, entity: Entity) -> Filler:
    report = reading.report
    name = _span(page, report, entity.wordings[0].occurrences[0].phrase)
    spans = {_span(page, report, o.phrase) for c in entity.wordings for o in c.occurrences}
    outer = [s for s in spans if s == name or not any(s != o and o.start <= s.start and s.end <= o.end for o in spans)]
    actor = next(
        (m.actor for m in reading.mentions if m.actor is not None and m.span.overlaps(name) and m.span.end == name.end),
        None,
    )
    mentions = tuple(sorted(outer, key=lambda s: (s.start, s.end)))
    return Filler(entity.role, name, mentions, round(float(entity.probability), 3), actor)


def _span(page: Page, report: Report, phrase: Phrase) -> Span:
    doc = page.doc
    last = doc[phrase.end - 1]
    return report.span(doc[phrase.start].idx, last.idx + len(last))
