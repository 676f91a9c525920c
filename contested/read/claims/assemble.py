"""Claims put together: each trigger with its kind, speakers, stance, roles, time, counts and codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from contested.actors import FoundActor, resolve_actor
from contested.model import (
    ActorRef,
    Claim,
    Count,
    Kind,
    Place,
    PlaceRef,
    PlaceRole,
    Report,
    Span,
    Stance,
    TimeRef,
    sha256,
)
from contested.places import THRESHOLD, resolve_spans
from contested.read.attribution import FoundAttribution, FoundSpeaker, TokenSpan, speakers_of
from contested.read.claims.coding import code
from contested.read.claims.meant import part_of, place_meant
from contested.read.claims.page import Page
from contested.read.claims.phrases import in_other_clause, noun_phrase, trigger_span, without_clause
from contested.read.claims.roles import FoundRoles, find_roles
from contested.read.claims.triggers import FoundTrigger, find_triggers
from contested.read.counting import find_counts
from contested.read.counting_link import all_counts_of
from contested.read.paths import Grammar
from contested.read.stance import stances_of
from contested.read.when import FoundTime
from contested.read.when_link import Trigger, times_of

_ID_LENGTH = 16
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUARTER_KM = 5.0
"""How far from a town's point one of its quarters may lie."""


@dataclass(frozen=True)
class Builder:
    """Turns tokens of one report into spans and references."""

    report: Report
    page: Page
    actors: tuple[FoundActor, ...]
    unseen: Mapping[int, Place] = field(default_factory=dict)
    """Places by head token that were not seen as names, but fill the role of a place."""

    @cached_property
    def by_head(self) -> dict[int, FoundActor]:
        """The actor mentions by head token."""
        return {found.head: found for found in reversed(self.actors)}

    def span(self, tokens: TokenSpan) -> Span:
        """The characters of a token span, without blanks at its ends."""
        doc = self.page.doc
        start, end = tokens
        last = doc[end - 1]
        low, high = doc[start].idx, last.idx + len(last)
        text = self.report.text
        while low < high - 1 and text[low].isspace():
            low += 1
        while high > low + 1 and text[high - 1].isspace():
            high -= 1
        return self.report.span(low, high)

    def actor(self, tokens: TokenSpan) -> ActorRef:
        """A reference to whoever a token span names."""
        span = self.span(tokens)
        found = resolve_actor(self.page.doc, span.start, span.end, self.actors)
        return ActorRef(span, found.actor, found.source) if found else ActorRef(span)

    def filler(self, head: int, trigger: int) -> ActorRef:
        """A reference to the phrase that a token heads: the actor mention it is, else its minimal noun phrase."""
        carried = in_other_clause(self.page, trigger, head)
        found = self.by_head.get(head)
        if found is not None:
            return ActorRef(self.report.span(found.start, found.end), found.actor, found.source, inferred=carried)
        return replace(self.actor(noun_phrase(self.page, head)), inferred=carried)

    def place(self, head: int, role: PlaceRole) -> PlaceRef:
        """A reference to the place that a token heads: a name, or a noun that stands for one ("the city")."""
        number = self.page.place_at[head]
        if number < 0 and head in self.unseen:
            return PlaceRef(self.span(noun_phrase(self.page, head)), role, self.unseen[head])
        if number < 0:
            place = place_meant(self.page, head)
            return PlaceRef(self.span(noun_phrase(self.page, head)), role, place, inferred=place is not None)
        found = self.page.places[number]
        span = self.report.span(found.start, found.end)
        if found.place is None:
            town = part_of(self.page, head)
            return PlaceRef(span, role, town, found.relation, _QUARTER_KM if town else None, inferred=town is not None)
        return PlaceRef(span, role, found.place, found.relation, found.radius_km)

    def time(self, found: FoundTime) -> TimeRef:
        """A reference to a time expression."""
        return TimeRef(self.report.span(found.start, found.end), found.low, found.high, found.precision)


def find_claims(
    report: Report, page: Page, actors: tuple[FoundActor, ...], attributions: tuple[FoundAttribution, ...]
) -> tuple[Claim, ...]:
    """The claims of a report, in text order."""
    triggers = _once(page, find_triggers(page))
    heads = [(t.token, t.kind) for t in triggers]
    speakers = speakers_of(page.grammar, heads, attributions)
    stances = stances_of(page.grammar, heads, speakers)
    roles = find_roles(page, heads)
    builder = Builder(report, page, actors, _unseen(page, roles))
    links = [Trigger(t.token, t.kind) for t in triggers]
    paths = Grammar(page.doc)
    times = times_of(page.doc, links, page.times, grammar=paths)
    dates = [(t.start_token, t.end_token) for t in page.times]  # "1030 today" counts nothing
    counts = all_counts_of(page.doc, links, find_counts(page.doc, skip=dates), grammar=paths)
    claims: list[Claim] = []
    for n, trigger in enumerate(triggers):
        numbers = tuple(
            Count(report.span(c.start, c.end), what, c.low, c.high)
            for c, what in counts[n]
            if not _is_year(page, c.start, c.end)
        )
        time = times[n]
        claims.append(
            _claim(builder, trigger, stances[n], speakers[n], roles[n], builder.time(time) if time else None, numbers)
        )
    return tuple(claims)


def _unseen(page: Page, roles: Sequence[FoundRoles]) -> dict[int, Place]:
    """The places of proper names that fill the role of a place, but were not recognised as place names."""
    heads = sorted(
        {
            head
            for found in roles
            for head, _ in found.place
            if page.place_at[head] < 0 and page.pos[head] == "PROPN" and place_meant(page, head) is None
        }
    )
    if not heads:
        return {}
    tokens = [page.doc[slice(*noun_phrase(page, head))] for head in heads]
    places = resolve_spans(page.doc, [(t.start_char, t.end_char) for t in tokens], threshold=THRESHOLD)
    return {head: place for head, place in zip(heads, places, strict=True) if place is not None}


def _is_year(page: Page, start: int, end: int) -> bool:
    """Whether a number is a bare year ("east. 2014"), which counts nothing: no noun follows it."""
    if not _YEAR.fullmatch(page.doc.text[start:end]):
        return False
    span = page.doc.char_span(start, end, alignment_mode="expand")
    return span is None or span.end >= len(page.doc) or page.pos[span.end] not in ("NOUN", "PROPN", "ADJ")


def _once(page: Page, triggers: Sequence[FoundTrigger]) -> list[FoundTrigger]:
    """Triggers without those whose words another of the same kind has too; the surer one stays."""
    kept: dict[tuple[Kind, int], FoundTrigger] = {}
    for trigger in sorted(triggers, key=lambda t: (-t.probability, t.token)):
        start, end = trigger_span(page, trigger.token, trigger.kind)
        if not any((trigger.kind, token) in kept for token in range(start, end)):
            kept.update(((trigger.kind, token), trigger) for token in range(start, end))
    staying = set(kept.values())
    return [trigger for trigger in triggers if trigger in staying]


def _apart(places: Sequence[PlaceRef]) -> tuple[PlaceRef, ...]:
    """The places without those whose words are part of another's ("Homs" of "Homs city")."""
    return tuple(
        one
        for n, one in enumerate(places)
        if not any(
            other.span.start <= one.span.start and one.span.end <= other.span.end
            for m, other in enumerate(places)
            if m != n and (other.span != one.span or m < n)
        )
    )


def _once_each(actors: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """The actors without one that an apposition names again ("the minister, Ann Smith") or that is part of another."""
    kept: list[ActorRef] = []
    for one in actors:
        again = any(
            (
                one.span.start <= k.span.end + 2
                and one.actor is not None
                and one.actor == k.actor
                and k.span.end <= one.span.start
            )
            or k.span.overlaps(one.span)
            for k in kept
        )
        if not again:
            kept.append(one)
    return tuple(kept)


def _claim(
    builder: Builder, trigger: FoundTrigger, stance: Stance, speaker: FoundSpeaker, roles: FoundRoles,
    time: TimeRef | None, counts: Sequence[Count],
) -> Claim:  # fmt: skip
    page, report = builder.page, builder.report
    span = builder.span(trigger_span(page, trigger.token, trigger.kind))
    chain = tuple(builder.actor(without_clause(page, tokens)) for tokens in speaker.chain)
    first = f"{chain[0].span.start}" if chain else ""
    name = f"{report.id}|{report.text_sha256}|{span.start}|{span.end}|{trigger.kind}|{stance}|{first}"
    actors = tuple(builder.filler(head, trigger.token) for head in roles.actor)
    places = _apart([builder.place(head, role) for head, role in roles.place])
    return Claim(
        id=sha256(name)[:_ID_LENGTH],
        kind=trigger.kind,
        stance=stance,
        trigger=span,
        sentence=builder.span(page.grammar.sentence_of(trigger.token)),
        cue=builder.span(speaker.cue) if speaker.cue else None,
        cue_strength=speaker.strength,
        speaker=chain,
        actor=_once_each(actors),
        target=_once_each([builder.filler(head, trigger.token) for head in roles.target]),
        place=places,
        time=time,
        counts=tuple(counts),
        codes=code(page, trigger, roles, actors, places),
    )
