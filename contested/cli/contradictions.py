"""``contested contradictions``: what cannot all hold, both sides with their words."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from contested.cli import asking as ask
from contested.cli import happened as past

Conflicts = Annotated[
    list[str] | None, typer.Option("--conflict", help="denial, two-holders, tolls or culprits; repeat for several.")
]


def contradictions(
    record: ask.RecordFile,
    place: ask.Place = None,
    within: ask.Within = None,
    country: ask.Country = None,
    who: past.Who = None,
    since: ask.Since = None,
    until: ask.Until = None,
    as_known: ask.AsKnown = None,
    kind: past.Kinds = None,
    conflict: Conflicts = None,
    limit: ask.Limit = None,
    offset: ask.Offset = 0,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """List contradictions: claims that cannot all hold, both sides with their words side by side.

    \b
    Examples:
    contested contradictions war.db --place Hama
    contested contradictions war.db --conflict tolls --since 2024-12-01
    contested contradictions war.db --conflict two-holders --format json

    denial: asserted by one and denied by another; tolls: numbers that cannot both hold; culprits: two sides named for
    one attack; two-holders: enemies said to hold one place on one day.
    """
    from typing import get_args

    from contested.record import Record
    from contested.situation.records import Conflict

    wanted = ask.checked(conflict, get_args(Conflict), "conflict")
    asked = past.Asked(place, within, country, who, since, until, as_known, kind)
    with Record(record) as opened:
        kept = past.kept(opened, asked)
    found = [
        x for x in kept.situation.contradictions
        if (not wanted or x.conflict in wanted)
        and kept.keeps((c for side in x.sides for c in side.claims), x.first, x.last)
    ]  # fmt: skip
    rows = past.page(found, limit=limit, offset=offset, format=format)
    if format is ask.ListFormat.json:
        ask.show_rows((_with_words(kept, x) for x in rows), format)
        return
    columns: dict[str, Any] = {
        "day": lambda x: past.days(x.first, x.last),
        "conflict": lambda x: x.conflict,
        "where": past.where,
        "one side": lambda x: _side(kept, x.sides[0]),
        "the other": lambda x: " / ".join(_side(kept, side) for side in x.sides[1:]),
        "event": lambda x: x.event or "",
    }
    past.show(rows, format, columns, total=len(found) - offset, wide=("one side", "the other"))


def _side(kept: past.Kept, side: Any) -> str:
    words = " ".join(kept.claim(side.claims[0]).claim.sentence.quote.split())
    more = f" (and {len(side.claims) - 1} more)" if len(side.claims) > 1 else ""
    return f"{side.position}. {past.names(side.parties) or 'the report itself'}: “{words[:240]}”{more}"


def _with_words(kept: past.Kept, contradiction: Any) -> dict[str, Any]:
    told = past.plain(contradiction)
    for side, data in zip(contradiction.sides, told["sides"], strict=True):
        data["words"] = [
            {"claim": c, "sentence": kept.claim(c).claim.sentence.quote, "report": kept.claim(c).report.id}
            for c in side.claims
        ]
    return told
