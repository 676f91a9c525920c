"""The sections of a brief on the dead and wounded, the displaced, and who said what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contested.model import ActorRef, Kind
from contested.record.records import RecordedClaim
from contested.situation.brief_events import who_of, whole
from contested.situation.brief_material import Citations, Material
from contested.situation.brief_model import Section, Sentence
from contested.situation.brief_names import NOBODY
from contested.situation.brief_words import DID, PEOPLE, at, days, listed, number, period, template, where
from contested.situation.facts import window_of
from contested.situation.parties import parties
from contested.situation.records import Movement, RunningToll, Toll

_SPEECH: tuple[Kind, ...] = ("agree", "threaten", "reject", "sanction", "accuse", "call", "meet")
_STANCE = {"denied": "said denied", "possible": "said possible"}


def tolls(material: Material, cite: Citations) -> Section:
    """Each event's counts with who counted, largest first; then places with several, added up without overlap."""
    own = [t for t in material.tolls if material.within(t.first, t.last) and (t.low is not None or t.high is not None)]
    own.sort(key=lambda t: (-(t.low or t.high or 0), t.first or material.since, t.event, t.what))
    shown = own[: material.limits.tolls]
    found = [cite.say(_toll(line, material), line.claims) for line in shown]
    for line in material.running:
        if len(line.events) > 1 and (line.low or line.high) and line.what in PEOPLE and line.place:
            found.append(cite.say(_running(line), line.claims))
    return Section("tolls", "Tolls as reported", whole(found, len(own) - len(shown), cite))


def _toll(line: Toll, material: Material) -> str:
    whom = [name for name in material.names.all(line.of_whom) if name != NOBODY]
    words = material.names.quote(line.place_words, "", most=8) if line.place_words else None
    return template(
        "toll total" if line.cumulative else "toll", at=at(line.place, words),
        day=days(line.first, line.last), number=number(line.low, line.high), people=PEOPLE[line.what],
        of=template("toll of", whom=listed(whom, most=3)) if whom else "",
        who=who_of(line.counted_by, line.claims, material),
    )  # fmt: skip


def _running(line: RunningToll) -> str:
    return template(
        "running", place=where(line.place), span=period(line.first, line.last), number=number(line.low, line.high),
        people=PEOPLE[line.what],
    )  # fmt: skip


def displacement(material: Material, cite: Citations) -> Section:
    """Who fled or returned, from where and where to."""
    own = [m for m in material.movements if material.within(m.first, m.last) and _tells(m)]
    own.sort(key=lambda m: (-(m.low or m.high or 0), m.first or material.since, m.event))
    shown = sorted(own[: material.limits.movements], key=lambda m: (m.first or material.since, m.event))
    found = [cite.say(_movement(m, material, cite), m.claims) for m in shown]
    return Section("displacement", "Displacement", whole(found, len(own) - len(shown), cite))


def _tells(movement: Movement) -> bool:
    """Whether it says more than that somebody fled."""
    counted = movement.low is not None or movement.high is not None
    return counted or bool(movement.origin or movement.destination or movement.via)


def _movement(movement: Movement, material: Material, cite: Citations) -> str:
    ways = "".join(
        template(name, places=listed([where(p) for p in places]))
        for name, places in (("from", movement.origin), ("to", movement.destination), ("via", movement.via))
        if places
    )
    people = template("people")
    if movement.low is not None or movement.high is not None:
        people = f"{number(movement.low, movement.high)} {people}"
    return template(
        "returned" if movement.returning else "fled", day=days(movement.first, movement.last), people=people, ways=ways,
        who=who_of(movement.counted_by, movement.claims, material), quote=cite.quote(movement.claims),
    )  # fmt: skip


def statements(material: Material, cite: Citations) -> Section:
    """Agreements, threats, refusals, sanctions, accusations, calls and talks of those known; and what they plan.

    What several reports tell comes first; each is quoted by the sentence that stands alone best.
    """
    groups: dict[tuple[object, ...], list[RecordedClaim]] = {}
    for recorded in material.claims.values():
        window = window_of(recorded)
        key = _key(recorded) if window and material.since <= window.last <= material.until else None
        if key is not None:
            groups.setdefault(key, []).append(recorded)
    ranked = sorted(groups.items(), key=lambda kv: (-_reach(kv[1]), _rank(kv[0]), _day(kv[1]), kv[1][0].claim.id))
    shown = [own for _, own in ranked[: material.limits.statements]]
    shown.sort(key=lambda own: (_day(own), own[0].claim.id))
    found: list[Sentence] = [_statement(own, material, cite) for own in shown]
    return Section("statements", "Who said what", whole(found, len(groups) - len(shown), cite))


def _key(recorded: RecordedClaim) -> tuple[object, ...] | None:
    """What makes two claims one statement; None for claims that are none, or whose maker may not be named."""
    claim = recorded.claim
    doer = _known(claim.actor)
    if claim.stance == "planned" and doer and claim.speaker:
        return ("plan", claim.kind, doer, _day([recorded]))
    if claim.kind in _SPEECH and claim.stance in ("asserted", "denied", "possible") and doer:
        return (claim.kind, claim.stance, doer, _known(claim.target), _day([recorded]))
    return None


def _known(refs: Sequence[ActorRef]) -> str | None:
    return next((r.actor.id for r in refs if r.actor and r.actor.kind != "private person"), None)


def _rank(key: tuple[object, ...]) -> int:
    return next((n for n, kind in enumerate(_SPEECH) if kind == key[0]), len(_SPEECH))


def _reach(own: Iterable[RecordedClaim]) -> int:
    return len({r.report.id for r in own})


def _day(own: Sequence[RecordedClaim]) -> str:
    window = window_of(own[0])
    return str(window.last) if window else ""


def _statement(own: Sequence[RecordedClaim], material: Material, cite: Citations) -> Sentence:
    ids = [r.claim.id for r in own]
    best = cite.clearest(ids)
    claim, window = best.claim, window_of(best)
    who = listed([n for n in material.names.all(parties(claim.actor)) if n != NOBODY], most=3)
    teller = "" if _known(claim.speaker) == _known(claim.actor) else _teller(claim.speaker, material)
    data = {
        "day": days(window.last, window.last) if window else days(None, None),
        "who": who or NOBODY,
        "quote": material.names.quote(claim.sentence.quote, best.report.id, most=30),
    }
    if claim.stance == "planned":
        name = "plans told" if teller else "plans"
        return cite.say(template(name, teller=teller, **data), ids)
    did, to = DID[claim.kind]
    whom = [n for n in material.names.all(parties(claim.target)) if n not in (NOBODY, who)]
    text = template(
        _STANCE.get(claim.stance, "said"), did=did, whom=f"{to} {listed(whom, most=3)}" if whom else "",
        by=template("according", teller=teller) if teller else "", **data,
    )  # fmt: skip
    return cite.say(text, ids)


def _teller(speaker: Sequence[ActorRef], material: Material) -> str:
    return listed(material.names.all(parties(speaker[:1])))
