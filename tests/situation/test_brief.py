"""The brief: no sentence without a source, no words but those of templates and data, nobody private named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from contested.model import Actor
from contested.record.records import RecordedClaim
from contested.situation.brief import brief_of
from contested.situation.brief_material import Citations, Limits, Material
from contested.situation.brief_model import Brief, Section, Sentence
from contested.situation.brief_names import NOBODY, WITHHELD, Names
from contested.situation.brief_render import html, markdown
from contested.situation.brief_words import (
    NOUNS,
    TEMPLATES,
    at,
    days,
    listed,
    many,
    number,
    period,
    sentence,
    vocabulary,
    where,
)
from contested.situation.control import control_of
from contested.situation.control_changes import changes
from contested.situation.records import Party
from contested.situation.situation import Situation
from contested.situation.tolls import running
from tests.situation.told import ARMY, HAMA, IDLIB, MONITOR, REBELS, SARAQIB, SYRIA, Told, strike

SINCE, UNTIL = date(2016, 3, 1), date(2016, 3, 7)
FRIDAY = ("on Friday", date(2016, 3, 4), date(2016, 3, 4))
OFFICIAL = Actor("rus-mfa", "Foreign ministry of Russia", "ministry")


def reports() -> list[Told]:
    """A week: a strike with two tolls and a denial, a town that changes hands, people who flee, words."""
    town = [("Hama", HAMA)]
    return [
        strike("a", outlet="Outlet A", speaker=[("the Observatory", MONITOR)], killed=11),
        strike("b", outlet="Outlet B", speaker=["Omar Haddad, a rescuer"], killed=19, at_least=True).claim(
            "The army denied it.", "attack", "denied", stance="denied", speaker=[("The army", ARMY)],
        ),
        Told("c", "Outlet C").claim(
            "Rebels captured Hama on Friday, the army said.", "capture", "captured", actor=[("Rebels", REBELS)],
            place=town, time=FRIDAY, speaker=[("the army", ARMY)],
        ),
        Told("d", "Outlet D").claim(
            "Rebels seized Hama on Friday, residents said.", "capture", "seized", actor=[("Rebels", REBELS)],
            place=town, time=FRIDAY, speaker=["residents"],
        ).claim(
            "At least 400 people fled Hama on Friday.", "displacement", "fled", target=["people"],
            place=[("Hama", HAMA, "from")], time=FRIDAY, counts=[("At least 400", "displaced", 400, None)],
        ),
        Told("e", "Outlet <E>", date(2016, 3, 5)).claim(
            "The foreign ministry called on both sides to stop.", "call", "called",
            actor=[("The foreign ministry", OFFICIAL)], target=["both sides"],
        ).claim(
            "The army said it would retake Hama.", "capture", "retake", stance="planned", actor=[("it", ARMY)],
            speaker=[("The army", ARMY)], place=town,
        ).claim(
            "Omar Haddad met the army.", "meet", "met", actor=["Omar Haddad"], target=[("the army", ARMY)],
        ),
    ]  # fmt: skip


def claims_of(told: Sequence[Told]) -> list[RecordedClaim]:
    return [claim for one in told for claim in one.claims]


def material(told: Sequence[Told], *, since: date = SINCE, until: date = UNTIL) -> Material:
    """What the command would gather."""
    claims = claims_of(told)
    situation = Situation.of(claims)
    control = control_of(claims, until=until)
    return Material(
        since=since, until=until, claims={c.claim.id: c for c in claims},
        changes=changes(control, since=since, until=until), control=control,
        contradictions=situation.contradictions, events=situation.events, tolls=situation.tolls,
        running=running(situation.tolls, period="all"), movements=situation.movements,
        reports=list({c.report.id: c.report for c in claims}.values()), failed=2, record="war.db (digest 0123)",
        names=Names.of(claims),
    )  # fmt: skip


@pytest.fixture(scope="module")
def brief() -> Brief:
    return brief_of(material(reports()), facts=[("Record", "war.db")])


def section(brief: Brief, id: str) -> list[str]:
    return [one.text for part in brief.sections if part.id == id for one in part.sentences]


def test_every_sentence_has_sources_and_every_source_is_cited_and_leads_to_claims(brief: Brief) -> None:
    of = {c.claim.id: c for c in claims_of(reports())}
    sentences = [one for part in brief.sections for one in part.sentences]
    assert all(one.sources for one in sentences)
    assert {n for one in sentences for n in one.sources} == {s.number for s in brief.sources}
    assert [s.number for s in brief.sources] == list(range(1, len(brief.sources) + 1))
    for source in brief.sources:
        assert source.claims or "war.db" in source.quote
        for claim in source.claims:
            assert of[claim].report.id == source.report
            assert of[claim].report.outlet == source.outlet


def test_a_sentence_without_a_source_is_refused() -> None:
    cite = Citations(material(reports()))
    with pytest.raises(ValueError, match="without a source"):
        cite.say("nothing stands behind this", ["no such claim"])


def test_every_word_is_of_a_template_or_of_the_data(brief: Brief) -> None:
    claims = claims_of(reports())
    data = " ".join(
        [c.claim.sentence.quote for c in claims]
        + [c.report.outlet or "" for c in claims]
        + [place.name for place in (HAMA, SARAQIB, IDLIB, SYRIA)]
        + [actor.name for actor in (ARMY, REBELS, MONITOR, OFFICIAL)]
        + ["war.db (digest 0123)", "government opposition"]  # the sides of the knowledge base
    )
    known = vocabulary() | set(re.findall(r"[a-z]+", data.lower()))
    for part in brief.sections:
        for one in part.sentences:
            assert set(re.findall(r"[a-z]+", one.text.lower())) <= known, one.text


def test_what_changed_is_told_with_its_rule(brief: Brief) -> None:
    told = " ".join(section(brief, "changed"))
    assert "Hama" in told
    assert "the opposition side" in told
    assert "assessed: " in told


def test_rivals_stand_side_by_side(brief: Brief) -> None:
    told = section(brief, "contested")
    assert any("asserted by" in one and "denied by Armed forces of Syria" in one for one in told)
    assert "Armed forces of Syria denied it." in section(brief, "events")
    tolls = " ".join(section(brief, "tolls"))
    assert "11 to" not in tolls or "at least 19" not in tolls  # one line an event: a range, never a sum
    assert "30" not in tolls
    assert "reported killed" in tolls


def test_what_is_only_denied_or_possible_is_said_to_be_so() -> None:
    told = [
        Told("n", "Outlet N").claim(
            "The army denied shelling Hama on Friday.", "attack", "shelling", stance="denied",
            speaker=[("The army", ARMY)], actor=[("army", ARMY)], place=[("Hama", HAMA)], time=FRIDAY,
        ),
        Told("p", "Outlet P").claim(
            "Rebels may have entered Saraqib on Friday.", "advance", "entered", stance="possible",
            actor=[("Rebels", REBELS)], place=[("Saraqib", SARAQIB)], time=FRIDAY,
        ),
    ]  # fmt: skip
    events = section(brief_of(material(told)), "events")
    assert any(one.startswith("Armed forces of Syria denied it") for one in events)
    assert any(one.startswith("Outlet P told of it as possible") for one in events)
    assert not any(" by Armed forces" in one for one in events)


def test_displacement_says_from_where_and_who_says_so(brief: Brief) -> None:
    (told,) = section(brief, "displacement")
    assert told.startswith("On 4 March 2016 at least 400 people are reported displaced from Hama")
    assert "Outlet D" in told


def test_stances_are_kept_and_speakers_named(brief: Brief) -> None:
    told = section(brief, "statements")
    assert (
        "On 5 March 2016 Foreign ministry of Russia made a call to “both sides”: "
        "“The foreign ministry called on both sides to stop.”" in told
    )
    assert any(one.startswith("On 5 March 2016 Armed forces of Syria said it plans: “") for one in told)


def test_private_people_are_not_named(brief: Brief) -> None:
    for text in (markdown(brief), html(brief)):
        assert "Haddad" not in text
        assert "Omar" not in text
    assert "“a rescuer”" in markdown(brief)
    assert WITHHELD.strip("[]") in markdown(brief)


def test_what_is_not_known_is_said(brief: Brief) -> None:
    told = " ".join(section(brief, "gaps"))
    assert "No report in the record was published on 5 of 7 days: 1 to 3 March 2016 and 6 to 7 March 2016." in told
    assert "claims among these without a day of their own" in told.lower()
    assert "are not in this brief: 2" in told


def test_an_empty_period_says_that_nothing_is_told() -> None:
    made = brief_of(material(reports(), since=date(2015, 1, 1), until=date(2015, 1, 2)))
    assert section(made, "events") == ["The record tells nothing of this for the period."]
    assert all(one.sources for part in made.sections for one in part.sentences)


def test_what_is_left_out_is_counted() -> None:
    made = brief_of(replace(material(reports()), limits=Limits(statements=1)))
    assert section(made, "statements")[-1].endswith("more in the record, not shown here.")


def test_the_order_of_claims_changes_nothing() -> None:
    assert markdown(brief_of(material(reports()))) == markdown(brief_of(material(reports()[::-1])))


def test_html_is_escaped_accessible_and_self_contained(brief: Brief) -> None:
    page = html(brief)
    assert "Outlet &lt;E&gt;" in page
    assert "<E>" not in page
    assert '<html lang="en">' in page
    assert page.count("<h1>") == 1
    assert not re.search(r"<script|<link|@import|url\(|src=", page)
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'id="([^"]+)"', page))
    assert "prefers-color-scheme: dark" in page


def test_markdown_links_every_number_to_its_source(brief: Brief) -> None:
    page = markdown(brief)
    cited = set(re.findall(r"\]\(#source-(\d+)\)", page))
    assert cited == set(re.findall(r'<a id="source-(\d+)">', page))
    assert "Outlet \\<E\\>" in page


def test_only_web_addresses_become_links() -> None:
    told = reports()
    made = brief_of(material(told))
    source = replace(made.sources[0], url="javascript:alert(1)")
    bad = Brief("x", (), (Section("a", "A", (Sentence("B.", (1,)),)),), (source,))
    assert 'href="javascript' not in html(bad)
    assert "](javascript" not in markdown(bad)


# -- words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(11, 11, "11"), (11, None, "at least 11"), (None, 40, "up to 40"), (3, 1200, "3 to 1,200"),
     (None, None, "a number not given")],
)  # fmt: skip
def test_numbers_are_ranges(low: int | None, high: int | None, words: str) -> None:
    assert number(low, high) == words


def test_days_and_periods() -> None:
    first, same, later, other = date(2016, 3, 4), date(2016, 3, 9), date(2016, 4, 1), date(2017, 1, 2)
    assert days(first, first) == "on 4 March 2016"
    assert days(first, same) == "between 4 and 9 March 2016"
    assert days(first, later) == "between 4 March and 1 April 2016"
    assert days(first, other) == "between 4 March 2016 and 2 January 2017"
    assert days(None, None) == "on a day not known"
    assert period(first, same) == "4 to 9 March 2016"


def test_lists_and_plurals() -> None:
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == ["A", "A and B", "A, B and C"]
    assert listed(["A", "B", "C", "D"], most=3) == "A, B and 2 others"
    assert [many(1, "report"), many(2, "report"), many(1200, "report")] == ["1 report", "2 reports", "1,200 reports"]


def test_places() -> None:
    assert where(SARAQIB) == "Saraqib (Idlib)"
    assert [at(HAMA), at(SYRIA), at(None, "the crossing"), at(None)] == [
        "at Hama", "in Syria", "at “the crossing”", "at a place not known",
    ]  # fmt: skip


def test_sentences_end_once() -> None:
    assert sentence("he left") == "He left."
    assert sentence("he said “No.”") == "He said “No.”"


def test_every_kind_and_template_has_its_words() -> None:
    assert all(NOUNS.values())
    assert {"denied", "plans", "reported", "killed", "least"} <= vocabulary()
    assert all(template == template.strip() or template.startswith((" ", ",")) for template in TEMPLATES.values())


# -- names


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("rebels", "“rebels”"),
        ("Omar Haddad, a rescuer", "“a rescuer”"),
        ("town resident Omar Haddad", "“town resident”"),
        ("Omar Haddad", NOBODY),
        ("Abu-Bakr al-Haddad", NOBODY),
        ("he", NOBODY),
        ("Syrian officials", "“Syrian officials”"),
        ("Turkish-backed factions", "“Turkish-backed factions”"),
    ],
)
def test_words_of_reports_stand_in_quotation_marks_without_private_names(words: str, shown: str) -> None:
    assert Names().words(words) == shown


def test_a_word_that_reports_also_write_small_is_no_name() -> None:
    told = Told("x").claim("Rescuers and residents left, and more rescuers came.", "displacement", "left")
    assert Names().words("Rescuers") == NOBODY
    assert Names.of(told.claims).words("Rescuers") == "“rescuers”"


def test_actors_of_the_knowledge_base_are_named_and_private_ones_are_not() -> None:
    names = Names()
    assert names.called(Party("sohr", "Syrian Observatory for Human Rights", "monitor")) == MONITOR.name
    assert names.called(Party("x", "Omar Haddad", "private person")) == NOBODY
    side = Party("SYR-MIL", "Armed forces of Syria", "armed forces", "Syrian civil war: government")
    assert names.called(side) == "the government side (Armed forces of Syria)"


def test_names_of_office_holders_stay_in_quotes() -> None:
    minister = Actor("sergei-lavrov", "Sergei Lavrov", "minister")
    told = Told("x").claim(
        "Sergei Lavrov met Omar Haddad.", "meet", "met", actor=[("Sergei Lavrov", minister)], target=["Omar Haddad"]
    )
    names = Names.of(told.claims)
    assert names.quote("Sergei Lavrov met Omar Haddad.", "x") == f"Sergei Lavrov met {WITHHELD}."


def test_names_after_titles_and_given_names_are_withheld_whatever_was_read() -> None:
    names = Names()
    assert names.quote("The surgeon, Dr. Omar Haddad, spoke.", "x") == f"The surgeon, Dr. {WITHHELD}, spoke."
    assert names.quote("Col. Haddad and Mohammed Qasim left; Haddad is safe.", "x") == (
        f"Col. {WITHHELD} and {WITHHELD} left; {WITHHELD} is safe."
    )
    assert names.quote("President Barack Obama met Sergei Lavrov.", "x") == "President Barack Obama met Sergei Lavrov."
