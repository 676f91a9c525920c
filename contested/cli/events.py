"""``contested events``: the events of a record, and one event with its accounts side by side."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import asking as ask
from contested.cli import happened as past
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.situation.records import Account, Event


class Order(StrEnum):
    """What events are sorted by."""

    day = "day"
    reports = "reports"


RecordOrFile = Annotated[
    str, typer.Argument(metavar="RECORD", help="The record, such as war.db; or one report, for the incidents it tells.")
]
_SQLITE = b"SQLite format 3\0"


def events(
    record: RecordOrFile,
    place: ask.Place = None,
    within: ask.Within = None,
    country: ask.Country = None,
    who: past.Who = None,
    since: ask.Since = None,
    until: ask.Until = None,
    as_known: ask.AsKnown = None,
    kind: past.Kinds = None,
    grade: past.Grades = None,
    least_reports: Annotated[int, typer.Option("--reports", min=1, help="Told by so many reports or more.")] = 1,
    event: Annotated[str | None, typer.Option("--event", help="One event, with every account in its words.")] = None,
    sort: Annotated[Order, typer.Option(help="By day, or those with most reports first.")] = Order.day,
    limit: ask.Limit = None,
    offset: ask.Offset = 0,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """List events: what happened, put together from the claims of all reports, with a grade and its reason.

    \b
    Examples:
    contested events war.db --place Hama --since 2024-12-01 --sort reports
    contested events war.db --kind attack --grade contested --reports 2
    contested events war.db --event e0123456789abcde
    contested events war.db --as-known 2024-12-05 --format json > events.json
    contested events report.txt

    Grades: confirmed (the responsible side admits it), fair (two or more independent sources), weak (one source),
    contested (rival accounts), discounted (only denied). docs/situation.md has the rules; `contested decide war.db
    same-event` and `different-event` overrule them.
    """
    if _is_report(record):
        _incidents(record, format)
        return
    from typing import get_args

    from contested.record import Record
    from contested.situation.records import Grade

    grades = ask.checked(grade, get_args(Grade), "grade")
    asked = past.Asked(place, within, country, who, since, until, as_known, kind)
    with Record(record) as opened:
        kept = past.kept(opened, asked)
    if event is not None:
        _one(kept, event, format)
        return
    found = [
        e for e in kept.situation.events
        if kept.keeps(e.claims, e.first, e.last) and (not grades or e.grade in grades) and e.reports >= least_reports
    ]  # fmt: skip
    if sort is Order.reports:
        found.sort(key=lambda e: -e.reports)
    past.show(
        past.page(found, limit=limit, offset=offset, format=format), format, _columns(), total=len(found) - offset
    )


def _is_report(path: str) -> bool:
    """Whether a path is a file and no record."""
    file = Path(path)
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        head = opened.read(len(_SQLITE))
    return bool(head) and head != _SQLITE


def _incidents(path: str, format: ask.ListFormat) -> None:
    """The incidents of one report, where that command is there."""
    name = "contested.cli.incidents"
    if find_spec(name) is None:
        raise UsageError(f"{path} is no record; make one with: contested add war.db {path}")
    import_module(name).show_incidents(path, format)


def _columns() -> dict[str, Any]:
    from contested.situation.flat import toll_words

    return {
        "day": lambda e: past.days(e.first, e.last),
        "what": lambda e: ", ".join(e.kinds),
        "where": past.where,
        "grade": lambda e: e.grade,
        "because": lambda e: e.grade_reason,
        "reports": lambda e: e.reports,
        "sources": lambda e: e.sources,
        "tolls": lambda e: "; ".join(map(toll_words, e.tolls)),
        "id": lambda e: e.id,
    }


def _one(kept: past.Kept, event_id: str, format: ask.ListFormat) -> None:
    """One event: its accounts side by side, each with its words."""
    event = kept.situation.event(event_id)
    if event is None:
        raise UsageError(f"there is no event {event_id}; its id may change when claims are added: contested events")
    if format is ask.ListFormat.json:
        told = past.plain(event)
        for account, data in zip(event.accounts, told["accounts"], strict=True):
            data["words"] = [_words(kept, claim) for claim in account.claims]
        ask.show_rows([told], format)
    elif format is ask.ListFormat.csv:
        rows = [{"account": n, **_words(kept, c)} for n, a in enumerate(event.accounts, 1) for c in a.claims]
        ask.show_rows(rows, format)
    else:
        _table(kept, event)


def _words(kept: past.Kept, claim_id: str) -> dict[str, Any]:
    recorded = kept.claim(claim_id)
    claim = recorded.claim
    return {
        "claim": claim.id, "kind": claim.kind, "stance": claim.stance, "trigger": claim.trigger.quote,
        "speaker": " < ".join(ref.span.quote for ref in claim.speaker) or None, "sentence": claim.sentence.quote,
        "report": recorded.report.id, "outlet": recorded.report.outlet,
        "published": recorded.report.published.isoformat() if recorded.report.published else None,
        "url": recorded.report.url,
    }  # fmt: skip


def _table(kept: past.Kept, event: Event) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.columns import Columns
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    console = Console(highlight=False)
    facts = f"{past.days(event.first, event.last)}  {', '.join(event.kinds)}  {past.where(event)}"
    console.print(Text(facts, style="bold"))
    many = "report" if event.reports == 1 else "reports"
    console.print(Text(f"{event.grade}: {event.grade_reason} ({event.reports} {many}, {event.sources} independent)"))
    for line in event.why:
        console.print(Text(f"  {line}", style="dim"))
    width = max(36, min(console.width - 2, (console.width - 4) // min(3, len(event.accounts))))
    panels = [
        Panel(_account(kept, account), box=SIMPLE_HEAD, title=_title(account), width=width, title_align="left")
        for account in event.accounts
    ]
    console.print(Columns(panels))
    rivals = [x for x in kept.situation.contradictions if x.event == event.id]
    for x in rivals:
        console.print(Text(f"{x.conflict}: " + " / ".join(f"{s.position} ({past.names(s.parties)})" for s in x.sides)))


def _title(account: Account) -> Any:
    from rich.text import Text

    outlets = ", ".join(account.outlets)
    if not account.speaker:
        return Text(outlets or "the report itself")
    chain = " via ".join(p.name for p in account.speaker)
    return Text(f"{chain} ({outlets})" if outlets else chain)


def _account(kept: past.Kept, account: Account) -> Any:
    from rich.text import Text

    from contested.situation.flat import toll_words

    text = Text(account.stance)
    said = (ref for c in account.claims for ref in kept.claim(c).claim.speaker)
    for name, words in (
        ("said by", ", ".join(dict.fromkeys(" ".join(ref.span.quote.split()) for ref in said))),
        ("by", past.names(account.culprits)),
        ("to", past.names(account.victims)),
        ("tolls", "; ".join(map(toll_words, account.tolls))),
    ):
        if words:
            text.append(f"\n{name}: {words}")
    seen: set[tuple[str, int]] = set()
    for claim_id in account.claims:
        recorded = kept.claim(claim_id)
        span = recorded.claim.sentence
        if (span.report, span.start) in seen:
            continue
        seen.add((span.report, span.start))
        report = recorded.report
        text.append(f"\n“{' '.join(span.quote.split())}”", style="italic")
        text.append(f" {report.outlet or report.id}, {report.published or 'no date'}", style="dim")
    return text
