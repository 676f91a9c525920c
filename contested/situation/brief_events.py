"""The sections of a brief on what changed, what is contested and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from contested.model import Kind
from contested.situation.brief_material import Citations, Material
from contested.situation.brief_model import Section, Sentence
from contested.situation.brief_names import NOBODY
from contested.situation.brief_words import (
    NOUNS,
    PEOPLE,
    at,
    day,
    days,
    listed,
    many,
    number,
    sentence,
    template,
    where,
)
from contested.situation.control_changes import Change
from contested.situation.control_rules import RULES
from contested.situation.facts import principal
from contested.situation.families import FAMILIES
from contested.situation.records import Account, Contradiction, Control, Event, Party, Side

_FIRST: tuple[Kind, ...] = (
    "capture", "retreat", "attack", "clash", "casualties", "besiege", "advance", "displacement", "detain", "destroy",
    "protest", "agree", "reject", "meet", "deploy", "sanction", "threaten", "accuse", "call", "support", "aid",
)  # fmt: skip  # what an event of several kinds is called after
_SPOKEN = frozenset({"statement", "talks", "support"})
_WEIGHT = {"confirmed": 2, "fair": 2, "contested": 2, "weak": 0, "discounted": 0}


def changed(material: Material, cite: Citations) -> Section:
    """Who came to hold what, and what speaks against it."""
    found: list[Sentence] = []
    sayable = [c for c in material.changes if _claims_of(c, material)]
    for change in sayable[: material.limits.changes]:
        found.append(cite.say(_change(change, material), _claims_of(change, material)))
        against = [c for c in change.after.against if c in material.claims]
        if against:
            count = many(len(against), "claim")
            text = template("against", count=count, quote=cite.quote(against))
            found.append(cite.say(text, against, level=1))
    return Section("changed", "What changed", whole(found, len(sayable) - material.limits.changes, cite))


def _claims_of(change: Change, material: Material) -> tuple[str, ...]:
    told = change.after.claims or (change.before.claims if change.before else ())
    return tuple(c for c in told if c in material.claims)


def _change(change: Change, material: Material) -> str:
    before, after = change.before, change.after
    return template(
        change.turn, place=where(change.place), day=days(change.day, change.day), date=day(change.day),
        holder=holder_of(after, material), before=holder_of(before, material) if before else NOBODY,
        tier=_tier(after), state=_state(after, material), between=_between(after, material),
    )  # fmt: skip


def holder_of(control: Control, material: Material) -> str:
    """Who holds a place, as a brief calls them."""
    return listed(material.names.all(control.holder)) or NOBODY


def _between(control: Control, material: Material) -> str:
    return template("between", holder=holder_of(control, material)) if control.holder else ""


def _tier(control: Control) -> str:
    return template("tier", tier=control.tier, rule=RULES[control.rule]) if control.tier else ""


def _state(control: Control, material: Material) -> str:
    return template(
        f"state {control.state}", holder=holder_of(control, material), tier=_tier(control),
        between=_between(control, material),
    )  # fmt: skip


def contested(material: Material, cite: Citations) -> Section:
    """What cannot all hold, both sides in their own words."""
    found: list[Sentence] = []
    rivals = [c for c in material.contradictions if material.within(c.first, c.last)]
    rivals.sort(key=lambda c: (_talk(c, material), -len(_reports(c, material)), c.first or material.since, c.id))
    for rival in rivals[: material.limits.contradictions]:
        sides = [cite.say(_side(rival, side, material, cite), side.claims, level=1) for side in rival.sides]
        both = tuple(sorted({number for side in sides for number in side.sources}))
        found += [Sentence(sentence(_rivalry(rival, material)), both), *sides]
    return Section("contested", "What is contested", whole(found, len(rivals) - material.limits.contradictions, cite))


def _reports(rival: Contradiction, material: Material) -> set[str]:
    ids = (claim for side in rival.sides for claim in side.claims)
    return {material.claims[c].report.id for c in ids if c in material.claims}


def _talk(rival: Contradiction, material: Material) -> bool:
    """Whether only words are in dispute (who called for what): shown last."""
    return all(FAMILIES.get(kind) in _SPOKEN for kind in _kinds(rival, material))


def _kinds(rival: Contradiction, material: Material) -> list[Kind]:
    return [material.claims[c].claim.kind for side in rival.sides for c in side.claims if c in material.claims]


def _rivalry(rival: Contradiction, material: Material) -> str:
    words = _words(rival, material)
    data = {
        "noun": _noun(_kinds(rival, material)), "place": where(rival.place, words), "at": at(rival.place, words),
        "day": days(rival.first, rival.last),
    }  # fmt: skip
    if rival.conflict == "denial":
        yes, no = (who_of(side.parties, side.claims, material) for side in rival.sides[:2])
        return template("denial", yes=yes, no=no, **data)
    if rival.conflict == "tolls":
        what = rival.sides[0].position.partition(":")[0]
        return template("tolls", what=next((PEOPLE[w] for w in PEOPLE if w == what), ""), **data)
    return template(rival.conflict, **data)


def _side(rival: Contradiction, side: Side, material: Material, cite: Citations) -> str:
    who = who_of(side.parties, side.claims, material)
    if rival.conflict == "tolls":
        what = next((w for w in PEOPLE if side.position.startswith(w)), None)
        counts = [
            count
            for c in side.claims
            if what and c in material.claims and (count := principal(material.claims[c].claim.counts, what))
        ]
        if what and counts:
            return template("side toll", who=who, number=number(counts[0].low, counts[0].high), what=PEOPLE[what])
    return template("side", who=who, quote=cite.quote(side.claims))


def _noun(kinds: Iterable[Kind]) -> str:
    own = set(kinds)
    return NOUNS[next((kind for kind in _FIRST if kind in own), "attack")]


def _words(of: Contradiction | Event, material: Material) -> str | None:
    return material.names.quote(of.place_words, "", most=8) if of.place_words else None


def who_of(parties: Iterable[Party], claims: Iterable[str], material: Material) -> str:
    """Who says so; where it is the outlets' own voice, they."""
    named = material.names.all(parties)
    if not named:
        reports = [material.claims[c].report for c in claims if c in material.claims]
        named = list(dict.fromkeys(r.outlet for r in reports if r.outlet))
        ids = {r.id for r in reports}
        named = named or ([many(len(ids), "report")] if ids else [])
    return listed(named, most=4) or NOBODY


def events(material: Material, cite: Citations) -> Section:
    """The events most told of, by day, each with its rival accounts."""
    own = [e for e in material.events if material.within(e.first, e.last) and e.family not in _SPOKEN]
    ranked = sorted(own, key=lambda e: (-_rank(e), e.first or material.since, e.id))[: material.limits.events]
    found: list[Sentence] = []
    for event in sorted(ranked, key=lambda e: (e.first or material.since, e.last or material.since, e.id)):
        found += _event(event, material, cite)
    return Section("events", "Main events", whole(found, len(own) - len(ranked), cite))


def _rank(event: Event) -> float:
    return 2 * event.sources + event.reports + _WEIGHT[event.grade] + len(event.contradictions)


def _event(event: Event, material: Material, cite: Citations) -> list[Sentence]:
    telling = [a for a in event.accounts if _rest(a, material) or a.stance != "asserted"]
    rivals = len({(_rest(a, material), a.stance) for a in telling}) > 1 or any(a.stance != "asserted" for a in telling)
    head = template(
        "event", noun=_noun(event.kinds), at=at(event.place, _words(event, material)),
        day=days(event.first, event.last), reports=many(event.reports, "report"),
        sources=many(event.sources, "independent source"), grade=event.grade, quote=cite.quote(event.claims),
        doer="" if rivals else _doer(telling, material),
    )  # fmt: skip
    found = [cite.say(head, event.claims)]
    if rivals:
        found += [cite.say(_account(a, material), a.claims, level=1) for a in telling[: material.limits.accounts]]
    return found


def _doer(telling: Sequence[Account], material: Material) -> str:
    """Who did it, when all accounts that name somebody name the same."""
    named = [n for n in material.names.all(p for a in telling for p in a.culprits) if n != NOBODY]
    return template("doer", culprits=listed(named)) if named else ""


def _account(account: Account, material: Material) -> str:
    stance = {"denied": "told denied", "possible": "told possible"}.get(account.stance, "told")
    outlets = [Party(None, outlet, "outlet") for outlet in account.outlets]
    who = who_of(account.speaker[:1] or outlets, account.claims, material)
    return template(stance, who=who, rest=_rest(account, material, who))


def _rest(account: Account, material: Material, who: str = "") -> str:
    tolls = [
        f"{number(t.low, t.high)} {PEOPLE[t.what]}"
        for t in account.tolls
        if t.what in PEOPLE and (t.low is not None or t.high is not None)
    ]
    text = template("tolled", tolls=listed(tolls)) if tolls else ""
    named = [name for name in material.names.all(account.culprits) if name != NOBODY]
    if named == [who]:
        return text + template("own")
    return text + (template("by", culprits=listed(named)) if named else "")


def whole(found: list[Sentence], more: int, cite: Citations) -> tuple[Sentence, ...]:
    """The sentences, each once with all its sources, and how many are not shown; or that nothing is told."""
    once: list[Sentence] = []
    for position, one in enumerate(found):
        alone = one.level == 0 and not any(other.level for other in found[position + 1 : position + 2])
        same = next((n for n, other in enumerate(once) if alone and other.text == one.text), None)
        if same is None:
            once.append(one)
        else:
            once[same] = replace(one, sources=tuple(sorted({*once[same].sources, *one.sources})))
    if not once:
        return (cite.say_of_record(template("nothing")),)
    return (*once, cite.say_of_record(template("more", count=f"{more:,}"))) if more > 0 else tuple(once)
