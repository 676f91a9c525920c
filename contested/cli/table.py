"""A reading as a table for the terminal: the claims of each sentence, and the sentence underneath."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from contested.model import ActorRef, Claim, Count, PlaceRef, Reading, Stance, TimeRef

STYLES: dict[Stance, str] = {
    "asserted": "green",
    "denied": "bold red",
    "possible": "yellow",
    "planned": "cyan",
    "conditional": "magenta",
    "demanded": "blue",
}
WIDE = 120  # columns of a terminal from which every field has a column of its own
NARROWEST = 60


@dataclass(frozen=True)
class Column:
    """A column: its heading, its share of the width, and what it shows of a claim."""

    heading: str
    share: int
    cell: Callable[[Claim], Text]


def _plain(quote: str) -> str:
    return " ".join(quote.split())


def _lines(parts: Sequence[Text]) -> Text:
    return Text("\n").join(part for part in parts if part)


def _quote(ref: ActorRef) -> Text:
    return Text(_plain(ref.span.quote), style="italic" if ref.inferred else "")


def _actor(ref: ActorRef) -> Text:
    text = _quote(ref)
    if ref.actor and ref.actor.name.casefold() != _plain(ref.span.quote).casefold():
        text.append(f" ({ref.actor.name})", style="dim")
    return text


def _actors(refs: Sequence[ActorRef]) -> Text:
    return _lines([_actor(ref) for ref in refs])


def _speaker(claim: Claim) -> Text:
    """The chain of speakers from the origin outward; the outlet's own voice is a dash."""
    if not claim.speaker:
        return Text("-", style="dim")
    first = _actor(claim.speaker[0])
    relays = [Text.assemble(("via ", "dim"), _quote(ref)) for ref in claim.speaker[1:]]
    return _lines([first, *relays])


def _stance(claim: Claim) -> Text:
    return Text(claim.stance, style=STYLES[claim.stance])


def _kind(claim: Claim) -> Text:
    return Text(claim.kind, style="bold")


def _place(ref: PlaceRef) -> Text:
    text = Text("" if ref.role == "at" else f"{ref.role} ", style="dim")
    text.append(f"{ref.relation} " if ref.relation else "", style="dim")
    text.append(_plain(ref.span.quote), style="italic" if ref.inferred else "not dim")
    if ref.place is None:
        return text.append(" (?)", style="dim")
    parts = dict.fromkeys(p for p in (ref.place.name, ref.place.admin1, ref.place.country) if p)
    parts.pop(_plain(ref.span.quote), None)
    return text.append(f" ({', '.join(parts)})" if parts else "", style="dim")


def _places(claim: Claim) -> Text:
    return _lines([_place(ref) for ref in claim.place])


def _when(time: TimeRef | None) -> Text:
    if time is None:
        return Text("")
    text = Text(_plain(time.span.quote))
    if time.start or time.end:
        days = [d.isoformat() if d else "?" for d in (time.start, time.end)]
        text.append(f" ({days[0] if days[0] == days[1] else ' to '.join(days)})", style="dim")
    return text


def count_words(count: Count) -> str:
    """A count's range in words: "killed 3 or more", "forces up to 40", "displaced (thousands)"."""
    low, high = count.low, count.high
    what = count.what.replace("distance_km", "km")
    if low is None and high is None:
        return f"{what} ({_plain(count.span.quote)})"
    if high is None:
        return f"{what} {low:,} or more"
    if low is None:
        return f"{what} up to {high:,}"
    return f"{what} {low:,}" if low == high else f"{what} {low:,} to {high:,}"


def _counts(claim: Claim) -> Text:
    return _lines([Text(count_words(c)) for c in claim.counts])


def _who_to_whom(claim: Claim) -> Text:
    target = _actors(claim.target)
    return _lines([_actors(claim.actor), Text.assemble(("\u2192 ", "dim"), target) if target else Text("")])


def _where_when(claim: Claim) -> Text:
    return _lines([_places(claim), _when(claim.time)])


WIDE_COLUMNS = (
    Column("who says", 22, _speaker),
    Column("stance", 12, _stance),
    Column("what", 13, _kind),
    Column("who", 22, lambda c: _actors(c.actor)),
    Column("to whom", 22, lambda c: _actors(c.target)),
    Column("where", 24, _places),
    Column("when", 20, lambda c: _when(c.time)),
    Column("counts", 18, _counts),
)
NARROW_COLUMNS = (
    Column("who says", 17, _speaker),
    Column("stance, what", 13, lambda c: _lines([_stance(c), _kind(c)])),
    Column("who \u2192 to whom", 19, _who_to_whom),
    Column("where, when", 19, _where_when),
    Column("counts", 12, _counts),
)


def _grid(columns: Sequence[Column], rows: Sequence[Sequence[Text]], width: int) -> Table:
    """Rows at fixed widths, so that the grids of all sentences stand in line."""
    total, room = sum(c.share for c in columns), width - len(columns)
    widths = [max(c.share * room // total, 1) for c in columns]
    grid = Table.grid(padding=(0, 1, 0, 0))
    for column_width in widths:
        grid.add_column(width=column_width, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


def _sentence(reading: Reading, claims: Sequence[Claim]) -> RenderableType:
    span = claims[0].sentence
    text = Text(reading.report.text[span.start : span.end].replace("\n", " "), style="dim")
    for claim in claims:
        style = f"not dim underline {STYLES[claim.stance]}"
        text.stylize(style, claim.trigger.start - span.start, claim.trigger.end - span.start)
    return Padding(text, (0, 2, 1, 2))


def _title(reading: Reading, name: str | None) -> str:
    report = reading.report
    headline = next((b for b in report.blocks if b.kind == "headline"), None)
    return _plain(report.title or (report.text[headline.start : headline.end] if headline else "") or name or report.id)


def _heading(reading: Reading, name: str | None) -> Iterator[RenderableType]:
    report = reading.report
    published = f"{report.published} ({report.published_basis})" if report.published else "no date"
    n = len(reading.claims)
    title = _title(reading, name)
    facts = [
        *([name] if name and name != title else []),
        report.outlet or "unnamed outlet",
        published,
        f"{n} claim{'' if n == 1 else 's'}",
    ]
    yield Rule(style="dim")
    yield Text(title, style="bold")
    yield Text(" \u00b7 ".join(facts), style="dim")


def render(reading: Reading, *, width: int, name: str | None = None) -> RenderableType:
    """The whole table of one report for a terminal of so many columns; ``name`` is its file's."""
    width = max(width, NARROWEST)
    columns = WIDE_COLUMNS if width >= WIDE else NARROW_COLUMNS
    parts: list[RenderableType] = list(_heading(reading, name))
    if reading.claims:
        parts.append(_grid(columns, [[Text(c.heading, style="dim underline") for c in columns]], width))
    for _, group in groupby(reading.claims, key=lambda c: (c.sentence.start, c.sentence.end)):
        claims = list(group)
        parts.append(_grid(columns, [[c.cell(claim) for c in columns] for claim in claims], width))
        parts.append(_sentence(reading, claims))
    return Group(*parts)
