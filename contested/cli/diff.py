"""``contested diff``: what one release read otherwise than another."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import asking as ask

if TYPE_CHECKING:
    from contested.record.diffing import Change, Summary


def diff(
    record: ask.RecordFile,
    before: Annotated[str | None, typer.Option("--from", metavar="RELEASE", help="The earlier release.")] = None,
    after: Annotated[str | None, typer.Option("--to", metavar="RELEASE", help="The later release.")] = None,
    limit: ask.Limit = None,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """Compare two releases' readings of the same reports; without releases, list those in the record.

    \b
    Examples:
    contested diff war.db
    contested diff war.db --from 0.1.0 --to 0.2.0

    A release is named by its version, or, where several share it, by as much of VERSION+DIGEST as tells them apart.
    """
    from contested.errors import UsageError
    from contested.record import Record
    from contested.record.diffing import compare

    with Record(record) as opened:
        if before is None and after is None:
            for name in opened.releases():
                print(name)
            return
        if before is None or after is None:
            raise UsageError("name both releases: --from RELEASE --to RELEASE")
        summary = compare(opened, before, after)
    if format is ask.ListFormat.table:
        _table(summary, limit if limit is not None else ask.TABLE_ROWS)
    else:
        ask.show_rows([_row(change) for change in summary.changes[:limit]], format)


def _row(change: Change) -> dict[str, Any]:
    from contested.contract import claim_to_json

    claim = change.after or change.before
    left, right = (claim_to_json(c) if c else {} for c in (change.before, change.after))
    return {
        "status": change.status,
        "report": change.report,
        "trigger": claim.trigger.quote if claim else None,
        "kind": claim.kind if claim else None,
        "fields": ", ".join(change.fields),
        "before": json.dumps({f: left.get(f) for f in change.fields} or left, ensure_ascii=False),
        "after": json.dumps({f: right.get(f) for f in change.fields} or right, ensure_ascii=False),
    }


def _table(summary: Summary, limit: int) -> None:
    counts = Counter(change.status for change in summary.changes)
    fields = Counter(field for change in summary.changes for field in change.fields)
    print(
        f"{summary.both} reports read by both, {summary.only_before} only by the first, "
        f"{summary.only_after} only by the second"
    )
    print(f"claims: {summary.same} the same, {counts['changed']} changed, {counts['new']} new, {counts['gone']} gone")
    if fields:
        print("changed fields: " + ", ".join(f"{field} {number}" for field, number in fields.most_common()))
    for change in summary.changes[:limit]:
        claim = change.after or change.before
        if claim:
            detail = f" ({', '.join(change.fields)})" if change.fields else ""
            print(f"{change.status:8}{claim.kind:13}{claim.trigger.quote!r} in {change.report}{detail}")
    if len(summary.changes) > limit:
        print("and more: --format csv gives all of them")
