"""The section of a brief on what is not known: days without reports, claims without day or place, silence, failures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contested.situation.brief_events import holder_of
from contested.situation.brief_material import Citations, Material
from contested.situation.brief_model import Section, Sentence
from contested.situation.brief_words import day, listed, many, period, template, where

_WIDE = frozenset({"country", "region"})


def gaps(material: Material, cite: Citations) -> Section:
    """What the record does not tell of the period."""
    found = _coverage(material, cite)
    silent = [
        c
        for c in material.control
        if c.state == "stale"
        and c.first <= material.until <= c.last
        and c.place.precision not in _WIDE
        and any(claim in material.claims for claim in c.claims)
    ]
    silent.sort(key=lambda c: (-len(c.claims), c.place.name, c.place.geonames or 0))
    for control in silent[: material.limits.gaps]:
        text = template(
            "stale", place=where(control.place), date=day(material.until), before=holder_of(control, material)
        )
        found.append(cite.say(text, control.claims))
    if material.failed:
        found.append(cite.say_of_record(template("failed", count=f"{material.failed:,}")))
    return Section("gaps", "What is not known", tuple(found))


def _coverage(material: Material, cite: Citations) -> list[Sentence]:
    own = [r for r in material.claims.values() if material.in_period(r)]
    published = [r for r in material.reports if r.published and material.since <= r.published <= material.until]
    found = [
        cite.say_of_record(template("reports", reports=many(len(published), "report"), claims=many(len(own), "claim")))
    ]
    covered = {r.published for r in published}
    without = [one for one in material.days if one not in covered]
    if without:
        shown = listed([period(*run) for run in _runs(without)], most=material.limits.gaps)
        count, of = f"{len(without):,}", many(len(material.days), "day")
        found.append(cite.say_of_record(template("no reports", count=count, days=of, list=shown)))
    undated = sum(r.claim.time is None or r.claim.time.start is None for r in own)
    unplaced = sum(not any(ref.place for ref in r.claim.place) for r in own)
    for name, missing in (("undated", undated), ("unplaced", unplaced)):
        if missing:
            found.append(cite.say_of_record(template(name, count=f"{missing:,}")))
    return found


def _runs(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days in order as first and last of each unbroken run."""
    runs: list[tuple[date, date]] = []
    for one in days:
        if runs and (one - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], one)
        else:
            runs.append((one, one))
    return runs
