"""``contested events REPORT``: the incidents of one report, each with who did what to whom, where, when and by what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from contested.cli.asking import ListFormat, show_rows
from contested.errors import InputError, UsageError

if TYPE_CHECKING:
    from contested.model import PlaceRef, Report, Span, TimeRef
    from contested.read.incidents import Filler, Incident

HEADINGS = {
    "perpetrator_individual": "by",
    "perpetrator_organization": "of",
    "victim": "victims",
    "physical_target": "targets",
    "weapon": "with",
}


def show_incidents(path: str, format: ListFormat) -> None:
    """Read one report from a file or stdin (-) and print its incidents.

    As JSON an array of whole incidents, as CSV a row for each filler, as a table a line an incident. Raises
    InputError when the file cannot be read, UsageError when it holds several reports.
    """
    from contested.read.incidents import incidents_of
    from contested.read.parse import parse

    report = _only(path)
    found = incidents_of(parse(report))
    if format is ListFormat.json:
        show_rows(map(_plain, found), format)
    elif format is ListFormat.csv:
        show_rows(_rows(report, found), format)
    else:
        _table(found)


def _only(path: str) -> Report:
    from contested.intake import take_in_reports

    reports = list(take_in_reports(path))
    if not reports:
        raise InputError(path, "holds no report")
    if len(reports) > 1:
        raise UsageError(f"{path} holds {len(reports)} reports; make a record: contested add war.db {path}")
    return reports[0]


def _plain(incident: Incident) -> dict[str, Any]:
    return {
        "type": incident.type,
        "stage": incident.stage,
        "triggers": [_span(s) for s in incident.triggers],
        "claims": list(incident.claims),
        "date": _date(incident.date),
        "place": [_place(p) for p in incident.place],
        **{role: [_filler(f) for f in incident.fillers if f.role == role] for role in HEADINGS},
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": span.quote}


def _date(time: TimeRef | None) -> dict[str, Any] | None:
    if time is None:
        return None
    days = (d.isoformat() if d else None for d in (time.start, time.end))
    return {**_span(time.span), **dict(zip(("from", "to"), days, strict=True)), "precision": time.precision}


def _place(ref: PlaceRef) -> dict[str, Any]:
    place = ref.place
    known = None if place is None else {"geonames": place.geonames, "name": place.name, "country": place.country}
    return {**_span(ref.span), "role": ref.role, "place": known}


def _filler(filler: Filler) -> dict[str, Any]:
    actor = filler.actor
    return {
        **_span(filler.name),
        "mentions": [_span(m) for m in filler.mentions],
        "actor": None if actor is None else {"id": actor.id, "name": actor.name, "kind": actor.kind},
        "probability": filler.probability,
    }


def _rows(report: Report, found: tuple[Incident, ...]) -> Iterator[dict[str, Any]]:
    for number, incident in enumerate(found, 1):
        date = _date(incident.date) or {}
        common = {
            "report": report.id, "incident": number, "type": incident.type, "stage": incident.stage,
            "from": date.get("from"), "to": date.get("to"), "place": _where(incident),
        }  # fmt: skip
        empty = {"role": None, "name": None, "start": None, "end": None, "actor": None, "probability": None}
        if not incident.fillers:
            yield {**common, **empty}
        for f in incident.fillers:
            yield {
                **common, "role": f.role, "name": _words(f.name.quote), "start": f.name.start, "end": f.name.end,
                "actor": f.actor.name if f.actor else None, "probability": f.probability,
            }  # fmt: skip


def _words(quote: str) -> str:
    return " ".join(quote.split())


def _where(incident: Incident) -> str:
    return "; ".join(dict.fromkeys(_words(p.span.quote) for p in incident.place))


def _when(incident: Incident) -> str:
    date = _date(incident.date)
    if date is None:
        return ""
    return f"{date['from']}" if date["from"] == date["to"] or not date["to"] else f"{date['from']}..{date['to']}"


def _table(found: tuple[Incident, ...]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    if not found:
        console.print("no incident found")
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("what", "when", "where", *HEADINGS.values()):
        table.add_column(heading, overflow="fold")
    for incident in found:
        what = incident.type if incident.stage == "accomplished" else f"{incident.type} ({incident.stage})"
        names = ["\n".join(_words(f.name.quote) for f in incident.fillers if f.role == role) for role in HEADINGS]
        table.add_row(what, _when(incident), escape(_where(incident)), *map(escape, names))
    console.print(table)
