"""The table: what each cell says."""

from datetime import date

import pytest
from rich.console import Console

from contested.cli.table import count_words, render
from contested.model import Actor, ActorRef, Claim, Count, Place, PlaceRef, Reading, Report, Span, TimeRef

TEXT = "The army denied that Jolani's men, quoted by Reuters, took\nHamah from it in the night. Nothing else."


def reading() -> Reading:
    report = Report("r", TEXT, outlet="Sample Wire", published=date(2024, 12, 5), published_basis="given")

    def span(quote: str) -> Span:
        return report.span(TEXT.index(quote), TEXT.index(quote) + len(quote))

    claim = Claim(
        "c", "capture", "denied", span("took"), report.span(0, TEXT.index("night.") + 6),
        speaker=(ActorRef(span("The army"), Actor("sy-army", "Syrian Arab Army", "army")), ActorRef(span("Reuters"))),
        actor=(ActorRef(span("Jolani")),),
        target=(ActorRef(span("it")),),
        place=(PlaceRef(span("Hamah"), "near", Place(173576, "Hama", 35.1, 36.7, "SY", "Hama", "settlement")),),
        time=TimeRef(span("the night"), date(2024, 12, 4), date(2024, 12, 5), "night"),
    )  # fmt: skip
    return Reading(report, (claim,))


@pytest.mark.parametrize("columns", [60, 80, 120, 160, 320])
def test_all_is_shown_at_any_width(columns: int) -> None:
    console = Console(width=columns)
    with console.capture() as captured:
        console.print(render(reading(), width=columns, name="x.txt"))
    text = captured.get()
    assert max(map(len, text.splitlines())) <= columns
    words = " ".join(text.split())
    for part in ("x.txt", "Sample Wire", "2024-12-05 (given)", "1 claim", "capture", "denied", "Reuters", "took Hamah"):
        assert part in words, part
    if columns >= 320:
        for part in ("The army (Syrian Arab Army)", "near Hamah (Hama, SY)", "the night (2024-12-04 to 2024-12-05)"):
            assert part in words, part


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3, None, "killed 3 or more"), (None, 40, "killed up to 40"), (13, 13, "killed 13"),
        (1200, 1500, "killed 1,200 to 1,500"), (None, None, "killed (army)"),
    ],
)  # fmt: skip
def test_counts_are_ranges(low: int | None, high: int | None, words: str) -> None:
    span = Report("r", TEXT).span(4, 8)
    assert count_words(Count(span, "killed", low, high)) == words
