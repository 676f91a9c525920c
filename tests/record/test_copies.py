from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model import Actor, ActorRef, Claim, Count, Place, PlaceRef, Reading, Report, Span, sha256
from contested.record import Record, RecordedClaim
from contested.record.copies import bands, groups, likeness, shingles
from contested.record.keys import folded
from contested.record.origins import common_origins
from tests.record.made_up import RELEASE, incoming

WORDS = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8").split()


def story(seed: int, length: int = 300) -> list[str]:
    """Words of a story of its own."""
    return random.Random(seed).choices(WORDS, k=length)


def report(words: list[str] | str, **facts: object) -> Report:
    text = words if isinstance(words, str) else " ".join(words)
    return Report(id=sha256(text)[:12], text=text, **facts)  # type: ignore[arg-type]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "war.db", create=True) as record:
        yield record


def add(record: Record, *reports: Report) -> None:
    for one in reports:
        record.store(incoming(one), Reading(one), release=RELEASE)


def test_near_copies_are_linked_and_others_are_not(record: Record) -> None:
    original = story(1)
    edited = [*original[:40], "Update:", *original[40:150], "new", "words", *original[153:]]
    shortened = original[:120]
    other = story(2)
    reports = [report(words) for words in (original, edited, shortened, other)]
    add(record, *reports)
    found = {c.report.id: c for c in record.copies(reports[0].id)}
    assert set(found) == {reports[1].id, reports[2].id}
    assert found[reports[1].id].jaccard > 0.8
    assert found[reports[2].id].contained == 1.0
    assert record.copies(reports[3].id) == ()


def test_links_do_not_depend_on_order(tmp_path: Path) -> None:
    base = story(5)
    texts = [base, base[:200], base[20:], [*base, *story(6, 30)], story(7)]
    links = []
    for name, order in (("a", (0, 1, 2, 3, 4)), ("b", (4, 2, 3, 1, 0))):
        with Record(tmp_path / name, create=True) as record:
            add(record, *(report(texts[n]) for n in order))
            rows = record.connection.execute(
                "SELECT a.sha256, b.sha256, jaccard, contained FROM likeness_view JOIN text AS a ON a.key = text "
                "JOIN text AS b ON b.key = other"
            ).fetchall()
            links.append(sorted(rows))
    assert links[0] == links[1]
    assert len(links[0]) >= 6


def test_how_many_edited_copies_are_found() -> None:
    """With a sixth of the words changed, bands still meet in nearly all of them."""
    met = 0
    for seed in range(60):
        rng = random.Random(seed)
        words = story(seed)
        at = rng.randrange(250)
        edited = words[:at] + rng.choices(WORDS, k=50) + words[at + 50 :]
        met += bool(set(bands(words)) & set(bands(edited)))
    assert met >= 58


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_likeness_is_what_counting_says(a: list[str], b: list[str]) -> None:
    def runs(words: list[str]) -> set[tuple[str, ...]]:
        size = min(5, len(words))
        return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)} if words else set()

    one, two = runs(a), runs(b)
    found = likeness(shingles(a), shingles(b))
    if min(len(one), len(two)) >= 12 or one == two:
        assert found.jaccard == pytest.approx(len(one & two) / max(1, len(one | two)))
    else:
        assert not found.near


def test_groups_are_transitive() -> None:
    assert groups([(1, 2), (5, 6), (2, 3)]) == {1: 1, 2: 1, 3: 1, 5: 5, 6: 5}


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("Ras  Lanuf", "ras lanuf"),
        ("Al-Ḥasakah’s", "al hasakah s"),
        ("İzmir ÅÉ", "izmir ae"),
        ("حلب", "حلب"),
        ("ﬁre", "fire"),
    ],
)
def test_folding(words: str, plain: str) -> None:
    assert folded(words) == plain


ARMY = Actor("army", "Army", "army")
MONITOR = Actor("sohr", "Observatory", "monitor")
HAMA = Place(3, "Hama", 35.1, 36.7, "SY", "Hama", "settlement")
HOMS = Place(4, "Homs", 34.7, 36.7, "SY", "Homs", "settlement")


def told(
    sentence: str, *, speaker: str | None = None, by: Actor | None = None, place: Place | None = None,
    killed: int | None = None, outlet: str = "a", day: int = 5,
) -> RecordedClaim:  # fmt: skip
    """A claim about a killing, of a report of one sentence."""
    made = report(f"{sentence}", outlet=outlet, published=date(2024, 12, day))
    made = replace(made, id=f"{made.id}-{outlet}")
    span = made.span(0, len(sentence))

    def find(words: str) -> Span:
        at = sentence.index(words)
        return made.span(at, at + len(words))

    claim = Claim(
        id=f"{made.id}",
        kind="casualties",
        stance="asserted",
        trigger=find("killed"),
        sentence=span,
        speaker=(ActorRef(find(speaker), by),) if speaker else (),
        place=(PlaceRef(find(place.name), "at", place),) if place else (),
        counts=(Count(find(str(killed)), "killed", killed, killed),) if killed else (),
    )
    recorded: RecordedClaim = RecordedClaim(claim, claim, _about(made), "r", None)  # type: ignore[arg-type]
    return recorded


def _about(of: Report) -> object:
    """As much of a recorded report as origins need."""
    from types import SimpleNamespace

    return SimpleNamespace(id=of.id, published=of.published)


OBSERVED: dict[str, Any] = {"speaker": "Observatory", "by": MONITOR, "place": HAMA, "killed": 13}
FIRST = told("At least 13 were killed in Hama, the Observatory said.", **OBSERVED)


def sizes(*claims: RecordedClaim, **options: object) -> list[tuple[int, tuple[str, ...]]]:
    return [(len(o.claims), o.rules) for o in common_origins(claims, **options)]  # type: ignore[arg-type]


def test_the_same_words_in_two_outlets_are_one_telling() -> None:
    words = "Shelling killed 13 people in Hama on Friday, residents told the agency by phone."
    assert sizes(told(words, outlet="a", killed=13), told(words, outlet="b", killed=13)) == [(2, ("same words",))]


def test_one_speaker_told_in_other_words_is_one_telling() -> None:
    b = told(
        "The Observatory says strikes on Hama have killed 13.", speaker="Observatory", by=MONITOR, place=HAMA, killed=13
    )
    assert sizes(FIRST, b) == [(2, ("same speaker",))]


@pytest.mark.parametrize(
    "other",
    [
        told("The army says strikes on Hama have killed 13.", speaker="army", by=ARMY, place=HAMA, killed=13),
        told("The Observatory says strikes on Homs have killed 13.", **{**OBSERVED, "place": HOMS}),
        told("The Observatory says strikes on Hama have killed 40.", **{**OBSERVED, "killed": 40}),
        told("The Observatory says strikes on Hama have killed 13.", **OBSERVED, day=25),
        told("Strikes on Hama have killed 13.", place=HAMA, killed=13),
        told("Residents say strikes on Hama have killed 13.", speaker="Residents", place=HAMA, killed=13),
    ],
    ids=["other speaker", "other place", "other toll", "weeks later", "outlet's own", "unnamed"],
)  # fmt: skip
def test_what_is_not_one_telling(other: RecordedClaim) -> None:
    first = told(
        "At least 13 were killed in Hama, the Observatory said.",
        speaker="Observatory",
        by=MONITOR,
        place=HAMA,
        killed=13,
    )
    assert [n for n, _ in sizes(first, other)] == [1, 1]


def test_unnamed_residents_in_two_reports_stay_two() -> None:
    a = told("Residents said 5 were killed in Hama.", speaker="Residents", place=HAMA, killed=5)
    b = told(
        "A blast killed 5 people near a market in Hama, residents told us.", speaker="residents", place=HAMA, killed=5
    )
    assert [n for n, _ in sizes(a, b)] == [1, 1]


def test_near_copies_tie_sentences_that_agree_in_part() -> None:
    a = told("Shelling of the old market killed 13 people in Hama early on Friday, witnesses said.", killed=13)
    b = told(
        "Shelling of the old market killed 13 people in Hama, local sources and medics told Example.",
        killed=13,
        outlet="b",
    )
    assert [n for n, _ in sizes(a, b)] == [1, 1]
    assert sizes(a, b, copies={(a.report.id, b.report.id)}) == [(2, ("near copies",))]


def test_the_record_finds_the_copies_itself(record: Record) -> None:
    assert record.origins(()) == ()
