"""Number expressions as ranges, and which claim they belong to. All sentences are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model import Report
from contested.read.counting import FoundCount, find_counts
from contested.read.counting_link import all_counts_of, counts_of
from contested.read.numerals import is_number_word, value
from contested.read.parse import parse
from contested.read.when_link import Trigger


def counts(text: str) -> list[tuple[str, int | None, int | None, str]]:
    doc = parse(Report("made-up", text)).doc
    return [(text[c.start : c.end], c.low, c.high, doc[c.head_token].text) for c in find_counts(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 19 miners were killed.", ("At least 19", 19, None, "miners")),
        ("More than 30 miners were killed.", ("More than 30", 30, None, "miners")),
        ("Up to 40 lorries arrived.", ("Up to 40", None, 40, "lorries")),
        ("Fewer than 50 lorries arrived.", ("Fewer than 50", None, 50, "lorries")),
        ("About 30 lorries arrived.", ("About 30", 30, 30, "lorries")),
        ("Between 10 and 15 nurses fled.", ("Between 10 and 15", 10, 15, "nurses")),
        ("Some 10 to 15 nurses fled.", ("Some 10 to 15", 10, 15, "nurses")),
        ("They lost 30-40 horses.", ("30-40", 30, 40, "horses")),
        ("They need 10-15,000 tents.", ("10-15,000", 10000, 15000, "tents")),
        ("They need about 2-3 million tents.", ("about 2-3 million", 2000000, 3000000, "tents")),
        ("Dozens of nurses fled.", ("Dozens", None, None, "nurses")),
        ("Hundreds of thousands of nurses fled.", ("Hundreds of thousands", None, None, "nurses")),
        ("Two dozen nurses fled.", ("Two dozen", 24, 24, "nurses")),
        ("Half a million nurses fled.", ("Half a million", 500000, 500000, "nurses")),
        ("Some 1.2 million nurses fled.", ("Some 1.2 million", 1200000, 1200000, "nurses")),
        ("Thirty-five nurses fled.", ("Thirty-five", 35, 35, "nurses")),
        ("One hundred and twenty nurses fled.", ("One hundred and twenty", 120, 120, "nurses")),
        ("Both nurses fled.", ("Both", 2, 2, "nurses")),
        ("They advanced 60 miles.", ("60 miles", 97, 97, "miles")),
        ("They advanced 300 metres.", ("300 metres", 0, 1, "metres")),
        ("As many as 33 depots burned.", ("As many as 33", None, 33, "depots")),
    ],
)
def test_ranges(text: str, expected: tuple[str, int | None, int | None, str]) -> None:
    assert counts(text) == [expected]


def test_between_in_words_that_join_two_counts() -> None:
    assert [(low, high) for _, low, high, _ in counts("The force grew from 9,000 to 16,000 soldiers.")] == [
        (9000, 9000),
        (16000, 16000),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A 13-year-old was hurt.", "Omar Said, 42, was there.", "He is aged 13.", "They cited Resolution 1973.",
        "A MiG-29 crashed.", "It was the third raid.", "The G20 met.", "The militants took over the mill at 6 pm.",
    ],
)  # fmt: skip
def test_numbers_that_count_nothing(text: str) -> None:
    assert [c for c in counts(text) if c[1] not in (1, None)] == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It cost $10 million.", "money"),
        ("Some 40 percent of homes burned.", "percent"),
        ("It is 12 km away.", "distance"),
    ],
)
def test_units(text: str, unit: str) -> None:
    doc = parse(Report("made-up", text)).doc
    assert [c.unit for c in find_counts(doc)] == [unit]


def linked(text: str, trigger: str, kind: str) -> list[tuple[int | None, int | None, str]]:
    doc = parse(Report("made-up", text)).doc
    token = next(t.i for t in doc if t.text == trigger)
    return [(c.low, c.high, what) for c, what in counts_of(doc, token, kind, find_counts(doc))]


def test_killed_and_wounded_of_one_claim() -> None:
    assert linked("The blast killed 13 nurses and wounded 56.", "killed", "casualties") == [
        (13, 13, "killed"),
        (56, 56, "wounded"),
    ]


def test_people_who_flee_are_displaced() -> None:
    assert linked("At least 4,000 families fled the town.", "fled", "displacement") == [(4000, None, "displaced")]


def test_a_count_goes_to_its_own_claim() -> None:
    doc = parse(Report("made-up", "Police arrested 12 men and a mine killed three farmers.")).doc
    tokens = {t.text: t.i for t in doc}
    triggers = [Trigger(tokens["arrested"], "detain"), Trigger(tokens["killed"], "casualties")]
    found: list[list[tuple[FoundCount, str]]] = [list(x) for x in all_counts_of(doc, triggers, find_counts(doc))]
    assert [[(c.low, what) for c, what in row] for row in found] == [[(12, "detained")], [(3, "killed")]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("two dozen", 24), ("half a million", 500000), ("1,300", 1300), ("40k", 40000), ("three hundred and five", 305),
     ("several", None), ("1/2", None), ("two and a half million", 2500000)],
)  # fmt: skip
def test_values(words: str, expected: float | None) -> None:
    assert value(words.split()) == expected


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_keep_their_value(number: int) -> None:
    assert value([str(number)]) == number
    assert value([f"{number:,}"]) == number
    assert not is_number_word(str(number))


SOME_WORDS = (
    "at least up to 5 10,000 - or two dozen % $ half a million of and hundreds more than km between several others twin"
)


@given(st.lists(st.sampled_from(SOME_WORDS.split()), max_size=8))
def test_any_words_give_true_ranges(words: list[str]) -> None:
    for quote, low, high, _ in counts(" ".join(words)):
        assert quote
        assert low is None or high is None or low <= high
