"""Time expressions, their days, and which claim they date. All sentences are made up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model import Report
from contested.read.calendars import easter, feast_days, islamic, month_days, season_days
from contested.read.parse import parse
from contested.read.when import FoundTime, find_times
from contested.read.when_link import Trigger, time_of, times_of
from contested.read.when_words import sign_of

WEDNESDAY = date(2017, 3, 15)


def times(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, FoundTime]]:
    doc = parse(Report("made-up", text)).doc
    return [(text[t.start : t.end], t) for t in find_times(doc, published=published)]


def days(text: str, published: date | None = WEDNESDAY) -> tuple[str, str | None, str | None]:
    (quote, time), *_ = times(text, published)[-1:]
    return quote, time.low.isoformat() if time.low else None, time.high.isoformat() if time.high else None


@pytest.mark.parametrize(
    ("text", "quote", "low", "high"),
    [
        ("The convoy was shelled on Friday.", "Friday", "2017-03-10", "2017-03-10"),
        ("Fighters will gather on Friday.", "Friday", "2017-03-17", "2017-03-17"),
        ("The depot was hit on Wednesday.", "Wednesday", "2017-03-15", "2017-03-15"),
        ("The depot was hit last Wednesday.", "last Wednesday", "2017-03-08", "2017-03-08"),
        ("They arrived late on Monday night.", "late on Monday night", "2017-03-13", "2017-03-13"),
        ("He spoke earlier this week.", "earlier this week", "2017-03-13", "2017-03-15"),
        ("The depot burned overnight.", "overnight", "2017-03-14", "2017-03-15"),
        ("Guards were shot last night.", "last night", "2017-03-14", "2017-03-14"),
        ("Two days ago the village was empty.", "Two days ago", "2017-03-13", "2017-03-13"),
        ("It was rebuilt three years ago.", "three years ago", "2014-01-01", "2014-12-31"),
        ("The road has been closed since 2014.", "since 2014", "2014-01-01", "2017-03-15"),
        ("It began in mid-February.", "mid-February", "2017-02-10", "2017-02-19"),
        ("Over the past 24 hours nine shells landed.", "the past 24 hours", "2017-03-14", "2017-03-15"),
        ("The hamlet has been besieged for two weeks.", "two weeks", "2017-03-01", "2017-03-15"),
        ("Last month the mayor resigned.", "Last month", "2017-02-01", "2017-02-28"),
        ("Between 3 and 5 March, shells fell.", "Between 3 and 5 March", "2017-03-03", "2017-03-05"),
        ("The 2011-12 campaign failed.", "2011-12", "2011-01-01", "2012-12-31"),
        ("In the 1980s the valley was mined.", "1980s", "1980-01-01", "1989-12-31"),
        ("The bomb went off at 3 pm on Sunday.", "3 pm on Sunday", "2017-03-12", "2017-03-12"),
        ("The deal was signed on April 15.", "April 15", "2016-04-15", "2016-04-15"),
        ("They will leave by the end of 2018.", "by the end of 2018", None, "2018-12-31"),
        ("It was hit on 7 Jan 90.", "7 Jan 90", "1990-01-07", "1990-01-07"),
        ("Jan. 25-26 saw riots.", "Jan. 25-26", "2017-01-25", "2017-01-26"),
        ("On Saturday and Sunday the line held.", "Saturday and Sunday", "2017-03-11", "2017-03-12"),
        ("From March to May 2011 the valley was calm.", "From March to May 2011", "2011-03-01", "2011-05-31"),
        ("He was held from 20 December to 9 January.", "from 20 December to 9 January", "2016-12-20", "2017-01-09"),
        ("In May the town fell.", "May", "2016-05-01", "2016-05-31"),
        ("In the summer of 2015 it was bombed.", "the summer of 2015", "2015-06-01", "2015-08-31"),
        ("In the first half of 2016 no one died.", "the first half of 2016", "2016-01-01", "2016-06-30"),
        ("The operation began on Wednesday 1 March 2017.", "Wednesday 1 March 2017", "2017-03-01", "2017-03-01"),
        ("Shops close during Ramadan.", "Ramadan", "2017-05-27", "2017-06-25"),
        ("Until Sunday there was calm.", "Until Sunday", None, "2017-03-12"),
        ("It was hit on 2017-02-03.", "2017-02-03", "2017-02-03", "2017-02-03"),
    ],
)
def test_days(text: str, quote: str, low: str | None, high: str | None) -> None:
    assert days(text) == (quote, low, high)


@pytest.mark.parametrize(
    ("after", "low"),
    [("The following day", "2017-03-05"), ("Two days later", "2017-03-06"), ("A week earlier", None)],
)
def test_narrative_days_count_from_the_last_day_named(after: str, low: str | None) -> None:
    found = days(f"The army took the hill on 4 March. {after} it was empty.")
    assert found[0] == after
    if low:
        assert found[1] == low
    else:  # "a week" is exact to a few days
        assert found[1:] == ("2017-02-22", "2017-02-28")


@pytest.mark.parametrize(
    "text",
    ["In recent days many fled.", "The attack came a week after the vote.", "Clashes broke out at dawn.",
     "The following day it was empty.", "The talks lasted two weeks."],
)  # fmt: skip
def test_no_day_is_invented(text: str) -> None:
    assert [(t.low, t.high) for _, t in times(text)] == [(None, None)]


def test_without_a_day_of_publication_deictic_times_have_no_days() -> None:
    assert days("The convoy was shelled on Friday.", None) == ("Friday", None, None)
    assert days("The convoy was shelled in June 2013.", None)[1:] == ("2013-06-01", "2013-06-30")


def test_a_dateline_gives_the_day_of_publication() -> None:
    text = "DAMASCUS, 9 June 2014 - Shells fell on the quarter yesterday."
    assert days(text, None) == ("yesterday", "2014-06-08", "2014-06-08")
    assert days(text, date(2014, 6, 4))[1] == "2014-06-08"  # the report cannot be older than its dateline


@pytest.mark.parametrize(
    "text",
    [
        "Some may march in protest.",
        "A 13-year-old boy was hurt.",
        "They sent 2000 troops.",
        "It is the last rebel town.",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert times(text) == []


def test_skipped_tokens_yield_nothing() -> None:
    doc = parse(Report("made-up", "On Friday rain fell. On Sunday snow fell.")).doc
    found = find_times(doc, published=WEDNESDAY, skip=[(0, 5)])
    assert [doc.text[t.start : t.end] for t in found] == ["Sunday"]


def test_each_claim_gets_its_own_time() -> None:
    text = "Jets bombed the depot on Friday and rebels seized the bridge on Sunday."
    doc = parse(Report("made-up", text)).doc
    found = find_times(doc, published=WEDNESDAY)
    tokens = {t.text: t.i for t in doc}
    bombed, seized = times_of(doc, [Trigger(tokens["bombed"], "attack"), Trigger(tokens["seized"], "capture")], found)
    assert bombed is not None
    assert seized is not None
    assert (text[bombed.start : bombed.end], text[seized.start : seized.end]) == ("Friday", "Sunday")


def test_a_claim_in_another_sentence_gets_no_time() -> None:
    doc = parse(Report("made-up", "Jets bombed the depot. On Sunday it rained.")).doc
    found = find_times(doc, published=WEDNESDAY)
    assert time_of(doc, next(t.i for t in doc if t.text == "bombed"), "attack", found) is None


def test_since_an_event_with_a_date_runs_on_for_claims_outside_it() -> None:
    text = "At least 90,000 people have been killed since the uprising began in March 2011."
    doc = parse(Report("made-up", text)).doc
    found = find_times(doc, published=WEDNESDAY)
    tokens = {t.text: t.i for t in doc}
    time = time_of(doc, tokens["killed"], "casualties", found)
    assert time is not None
    assert text[time.start : time.end] == "since the uprising began in March 2011"
    assert (time.low, time.high, time.precision) == (date(2011, 3, 1), None, "open")


def test_calendars() -> None:
    assert easter(2011) == date(2011, 4, 24)
    assert islamic(1, 1, 1) == date(622, 7, 19)
    assert feast_days("eid", date(2015, 9, 1)) == (date(2015, 9, 24), date(2015, 9, 27))
    assert month_days(2012, 2) == (date(2012, 2, 1), date(2012, 2, 29))
    assert month_days(2012, 14) == (date(2013, 2, 1), date(2013, 2, 28))
    assert season_days(2012, 12) == (date(2012, 12, 1), date(2013, 2, 28))


@given(st.text(alphabet="0123456789-/:.'stndrhapm", max_size=14))
def test_any_word_has_one_sign(word: str) -> None:
    assert len(sign_of(word)) == 1


SOME_WORDS = (
    "the last two next May march Friday 2011 12 31 of - , since until between and early weeks days night at 6:30 pm "
    "first second mid 1980s ago later 30 February 2017-02-30 Eid today half end"
)


@given(st.lists(st.sampled_from(SOME_WORDS.split()), max_size=9))
def test_any_words_give_ordered_spans_and_intervals(words: list[str]) -> None:
    for quote, time in times(" ".join(words)):
        assert quote
        assert time.low is None or time.high is None or time.low <= time.high
