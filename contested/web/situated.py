"""The situation of a record, as the page shows it: the one place where the web room asks contested/situation.

Events, contradictions, tolls and movements come from ``Situation``, brought up to date by the reports that changed.
Control comes from ``control_of_place`` per place; on both clocks it is asked for every day on which a report about
the place became known, and only what changed from one to the next is kept. Places that no new report is about are not
asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from contested.record import Record, RecordedClaim
from contested.situation.accounts import accounts_of
from contested.situation.contradictions import of_event
from contested.situation.control import by_place, control_of_place
from contested.situation.control_places import PlaceKey
from contested.situation.events import Happening
from contested.situation.grades import grade
from contested.situation.records import Contradiction, Control, Event, Grade, Movement, Toll
from contested.situation.rulings import Ruling, rulings_of
from contested.situation.situation import Situation
from contested.web.material import Material, Progress, no_progress

Copies = frozenset[tuple[str, str]]
GradeSteps = tuple[tuple[date, Grade], ...]
_WIDE = ("country", "region")
"""Of these only the control of today's knowledge is made: they have no mark, and nearly every report names them."""


@dataclass(frozen=True)
class KnownControl:
    """An interval of control, and in which span of knowledge it holds: from a day on, before another (None: still)."""

    control: Control
    known_from: date
    known_until: date | None


@dataclass(frozen=True)
class PlaceControl:
    """The control of one place, and the claims it was made of: the same claims need not be asked again."""

    claims: tuple[RecordedClaim, ...]
    area: tuple[RecordedClaim, ...]
    last: date
    rows: tuple[KnownControl, ...]
    history: bool


@dataclass(frozen=True)
class Derived:
    """What is derived from a record's claims. ``grades`` has, by event, how its grade changed as more was known.

    Without ``history`` control is only as known today. The rest is kept to bring this up to date.
    """

    events: tuple[Event, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    controls: tuple[KnownControl, ...] = ()
    tolls: tuple[Toll, ...] = ()
    movements: tuple[Movement, ...] = ()
    grades: tuple[GradeSteps, ...] = ()
    history: bool = True
    situation: Situation | None = field(default=None, repr=False, compare=False)
    rulings: tuple[Ruling, ...] = ()
    copies: Copies = frozenset()
    places: dict[PlaceKey, PlaceControl] = field(default_factory=dict, repr=False, compare=False)


def derive(
    record: Record,
    material: Material,
    *,
    history: bool = True,
    before: Derived | None = None,
    progress: Progress = no_progress,
) -> Derived:
    """The situation of what stands; rejected claims have no part in it. ``before`` is brought up to date."""
    copies = frozenset(record.near_copies(chapter.report.id for chapter in material.chapters))
    rulings = rulings_of(material.decisions)
    same = before is not None and before.rulings == rulings and before.copies == copies
    old = before if same else None
    progress("events", 0, 1)
    situation = _situation(material, copies, rulings, old.situation if old else None)
    places = _places(material, copies, history, old.places if old else {}, progress)
    controls = [row for key in sorted(places, key=str) for row in places[key].rows]
    controls.sort(key=lambda row: (row.control.place.country or "", row.control.place.name, row.control.first))
    return Derived(
        events=situation.events,
        contradictions=situation.contradictions,
        controls=tuple(controls),
        tolls=situation.tolls,
        movements=situation.movements,
        grades=tuple(grade_steps(happened, copies) for happened in situation.happened),
        history=history,
        situation=situation,
        rulings=rulings,
        copies=copies,
        places=places,
    )


def _situation(material: Material, copies: Copies, rulings: tuple[Ruling, ...], old: Situation | None) -> Situation:
    """The situation anew, or the old one with the reports that changed."""
    if old is None:
        return Situation.of((c for c in material.claims if not c.rejected), copies=copies, rulings=rulings)
    added: list[RecordedClaim] = []
    removed: set[str] = set()
    standing: set[str] = set()
    for chapter in material.chapters:
        own = tuple(c for c in chapter.claims if not c.rejected)
        standing.add(chapter.report.id)
        kept = old.reports.get(chapter.report.id, ())
        if {c.claim.id: c for c in kept} != {c.claim.id: c for c in own}:
            removed.update(c.claim.id for c in kept)
            added += own
    removed.update(c.claim.id for report, own in old.reports.items() if report not in standing for c in own)
    return old.updated(added=added, removed=removed) if added or removed else old


def grade_steps(happened: Happening, copies: Copies) -> GradeSteps:
    """The event's grade as its claims became known, one step a change, oldest first."""
    days = sorted({claim.report.known for claim in happened.claims})
    event = happened.event
    if len(days) < 2:
        return tuple((day, event.grade) for day in days)
    steps: list[tuple[date, Grade]] = []
    for day in days[:-1]:
        told = accounts_of([c for c in happened.claims if c.report.known <= day], copies=copies)
        rivals = of_event(
            event.id, told, place=event.place, place_words=event.place_words, first=event.first, last=event.last
        )
        now = grade(told, rivals).grade
        if not steps or steps[-1][1] != now:
            steps.append((day, now))
    if not steps or steps[-1][1] != event.grade:
        steps.append((days[-1], event.grade))
    return tuple(steps)


def _places(
    material: Material, copies: Copies, history: bool, old: dict[PlaceKey, PlaceControl], progress: Progress
) -> dict[PlaceKey, PlaceControl]:
    claims = [c for c in material.claims if not c.rejected]
    if not claims:
        return {}
    last = max(c.report.published or c.report.known for c in claims)
    filed = by_place(claims)
    area = {key: own for key, own in filed.items() if key[0] == "area"}
    everything = tuple(c for key in sorted(area, key=str) for c in area[key])
    keys = [key for key in filed if key[0] != "area"]
    found: dict[PlaceKey, PlaceControl] = {}
    for number, key in enumerate(keys):
        progress("places", number, len(keys))
        own = tuple(filed[key])
        kept = old.get(key)
        if kept and (kept.claims, kept.area, kept.last) == (own, everything, last) and kept.history >= history:
            found[key] = kept
            continue
        rows = place_history(own, key, last=last, area=area, copies=copies, history=history)
        found[key] = PlaceControl(own, everything, last, rows, history)
    return found


def place_history(
    claims: Sequence[RecordedClaim],
    key: PlaceKey,
    *,
    last: date,
    area: dict[PlaceKey, list[RecordedClaim]],
    copies: Iterable[tuple[str, str]] = (),
    history: bool = True,
) -> tuple[KnownControl, ...]:
    """Control of one place on both clocks: its intervals as they were known, each with the span of that knowledge.

    Asked for each day on which a report about the place became known. Days after such a day are judged as if nothing
    more came; whoever asks for a day of knowledge must not look at days after it. An interval whose state, holder,
    tier, rule and reason stay the same over several such days is one row, with all its claims: those known later
    than the day asked for are to be left out.
    """

    def known(day: date | None) -> tuple[Control, ...]:
        return control_of_place(claims, key, until=last, as_known=day, area=area, copies=tuple(copies))

    today = known(None)
    if not today:
        return ()
    days = sorted({claim.report.known for claim in claims})
    if not history or today[0].place.precision in _WIDE:
        return tuple(KnownControl(control, days[0], None) for control in today)
    rows: list[KnownControl] = []
    alive: dict[Control, tuple[Control, date]] = {}
    for number, day in enumerate(days):
        now = {_outline(control): control for control in (today if number == len(days) - 1 else known(day))}
        for outline in [outline for outline in alive if outline not in now]:
            control, since = alive.pop(outline)
            rows.append(KnownControl(control, since, day))
        for outline, control in now.items():
            held = alive.get(outline)
            alive[outline] = (_joined(held[0], control), held[1]) if held else (control, day)
    rows += [KnownControl(control, since, None) for control, since in alive.values()]
    return tuple(rows)


def _outline(control: Control) -> Control:
    """An interval without its claims: what makes it the same on two days of knowledge."""
    return replace(control, claims=(), against=())


def _joined(before: Control, now: Control) -> Control:
    claims = tuple(dict.fromkeys((*before.claims, *now.claims)))
    against = tuple(claim for claim in dict.fromkeys((*before.against, *now.against)) if claim not in set(claims))
    return replace(now, claims=claims, against=against)
