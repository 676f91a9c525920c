"""The days that matter: those that reports come back to; each with a sentence that stands alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from contested.record.records import RecordedClaim
from contested.situation.timeline import timeline_of
from contested.situation.timeline_days import chronologies, days_of, weigh_days
from tests.situation.told import ARMY, HAMA, REBELS, SARAQIB, Told

FELL = date(2016, 3, 1)
ON = ("1 March", FELL, FELL)


def news(number: int, day: date) -> Told:
    """The news of a day, told of the day itself."""
    when = day.strftime("%A")
    return Told(f"news-{number}", f"Outlet {number}", day).claim(
        f"Troops shelled the outskirts of Hama on {when} in raid {number}.", "attack", "shelled",
        actor=[("Troops", ARMY)], place=[("Hama", HAMA)], time=(f"on {when}", day, day),
    )  # fmt: skip


def record() -> list[RecordedClaim]:
    """Forty days with a report each; three of later weeks come back to the first of March."""
    told = [news(n, date(2016, 2, 20) + timedelta(days=n)) for n in range(40)]
    for n, sentence in enumerate((
        "Rebels captured Saraqib on 1 March, turning the war in the north.",
        "It was after they took the town on 1 March that he left.",
        "The front has been quiet since rebels captured Saraqib on 1 March.",
    )):  # fmt: skip
        trigger = "took" if "took" in sentence else "captured"
        doer = [("rebels", REBELS)] if "rebels" in sentence else [("Rebels", REBELS)] if "Rebels" in sentence else []
        place = [("Saraqib", SARAQIB)] if "Saraqib" in sentence else []
        told.append(
            Told(f"later-{n}", f"Paper {n}", date(2016, 3, 20 + n)).claim(
                sentence, "capture", trigger, actor=doer, place=place, time=ON
            )
        )
    return [claim for one in told for claim in one.claims]


def test_a_day_that_later_reports_come_back_to_matters_most() -> None:
    (moment,) = timeline_of(record(), most=1)
    assert moment.day == FELL
    assert moment.sentence == "Rebels captured Saraqib on 1 March, turning the war in the north."


def test_every_moment_leads_to_its_claim_and_they_stand_in_order_each_with_a_sentence_of_its_own() -> None:
    claims = record()
    moments = timeline_of(claims, most=12)
    of = {claim.claim.id: claim for claim in claims}
    assert len(moments) == 12
    assert [m.day for m in moments] == sorted(m.day for m in moments)
    assert all(" ".join(of[m.claim].claim.sentence.quote.split()) == m.sentence for m in moments)
    assert len({m.sentence for m in moments}) == 12


def test_the_order_of_the_claims_changes_nothing() -> None:
    claims = record()
    assert timeline_of(claims, most=9) == timeline_of(claims[::-1], most=9)


def test_since_and_until_choose_but_do_not_change_weights() -> None:
    claims = record()
    every = {m.day: m.weight for m in timeline_of(claims)}
    some = timeline_of(claims, since=date(2016, 3, 5), until=date(2016, 3, 10))
    assert some
    assert all(date(2016, 3, 5) <= m.day <= date(2016, 3, 10) and m.weight == every[m.day] for m in some)


def test_copies_count_once() -> None:
    claims = record()
    pairs = [("later-0", "later-1"), ("later-1", "later-2")]
    assert weigh_days(claims, copies=pairs)[FELL] < weigh_days(claims)[FELL]


def test_the_past_of_a_conflict_is_not_in_its_timeline_unless_asked_for() -> None:
    long_ago = date(1982, 2, 2)
    told = Told("past", "Paper", date(2016, 3, 9)).claim(
        "The army attacked Hama on 2 February 1982, as many recalled.", "attack", "attacked",
        actor=[("The army", ARMY)], place=[("Hama", HAMA)], time=("2 February 1982", long_ago, long_ago),
    )  # fmt: skip
    claims = [*record(), *told.claims]
    assert long_ago not in {m.day for m in timeline_of(claims)}
    assert [m.day for m in timeline_of(claims, since=long_ago, until=long_ago)] == [long_ago]


@pytest.mark.parametrize(
    ("words", "first", "last", "days"),
    [
        ("on 1 March", FELL, FELL, (FELL,)),
        ("overnight", FELL, FELL + timedelta(1), (FELL, FELL + timedelta(1))),
        ("in the first week of the month", FELL, FELL + timedelta(6), ()),
    ],
)
def test_what_days_a_claim_names(words: str, first: date, last: date, days: tuple[date, ...]) -> None:
    told = Told("one").claim(f"Rebels took Hama {words}.", "capture", "took", time=(words, first, last))
    assert days_of(told.claims[0].claim) == days


def test_a_plan_for_a_day_to_come_is_no_mention_of_it() -> None:
    coming = date(2016, 5, 1)
    told = Told("plan", "Paper", FELL).claim(
        "The army will march on Hama on 1 May.", "advance", "march", stance="planned", time=("1 May", coming, coming)
    )
    assert coming not in weigh_days(told.claims)


def test_a_report_that_writes_out_many_dates_is_a_chronology() -> None:
    told = Told("list", "Paper", date(2016, 3, 30))
    for n in range(1, 6):
        day = date(2016, 3, n)
        told.claim(f"March {n}: troops shelled Hama.", "attack", "shelled", time=(f"March {n}", day, day))
    assert chronologies([*record(), *told.claims]) == {"list"}


def test_no_claims_no_timeline() -> None:
    assert timeline_of([]) == ()
