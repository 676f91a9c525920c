"""Incidents of one report: fillers, mentions, types, and their words anchored in the text."""

import pytest

from contested.model import Report
from contested.read.claims.page import page_of
from contested.read.incidents import Incident, incidents_of
from contested.read.incidents.candidates import heads_of
from contested.read.incidents.phrases import heads, phrases, plain
from contested.read.parse import parse

BOMBING = (
    "Guerrillas of the National Liberation Army (ELN) blew up an electricity tower near the city of Cali last night. "
    "The police said the terrorists used 20 kg of dynamite. Engineer Pedro Salas Duarte was killed in the explosion."
)
KIDNAPPING = (
    "Four armed men kidnapped businessman Ramiro Torres Vega yesterday as he was leaving his home in Medellin. "
    "No group has claimed responsibility for the kidnapping."
)
NONE = "The ministers of finance met in Lima on Monday to discuss the price of coffee and the debt of their countries."


def incidents(text: str) -> tuple[Incident, ...]:
    return incidents_of(parse(Report("made-up", text)))


def named(found: tuple[Incident, ...], role: str) -> set[str]:
    return {f.name.quote for i in found for f in i.fillers if f.role == role}


def test_a_bombing_with_its_weapon_target_and_victim() -> None:
    found = incidents(BOMBING)
    assert "bombing" in {i.type for i in found}
    assert any("dynamite" in name for name in named(found, "weapon"))
    assert any("tower" in name for name in named(found, "physical_target"))
    assert any("Pedro Salas Duarte" in name for name in named(found, "victim"))


def test_a_kidnapping_with_its_victim_and_perpetrators() -> None:
    found = incidents(KIDNAPPING)
    assert [i.type for i in found if i.fillers] == ["kidnapping"]
    assert any("Ramiro Torres Vega" in name for name in named(found, "victim"))
    assert any("men" in name for name in named(found, "perpetrator_individual"))


def test_case_does_not_hide_an_incident() -> None:
    assert any("ramiro torres vega" in name for name in named(incidents(KIDNAPPING.lower()), "victim"))
    assert any("RAMIRO TORRES VEGA" in name for name in named(incidents(KIDNAPPING.upper()), "victim"))


def test_a_report_without_incident_has_none() -> None:
    assert incidents(NONE) == ()
    assert incidents("") == ()


def test_every_word_is_anchored_and_the_same_report_gives_the_same() -> None:
    found = incidents(BOMBING)
    assert found == incidents(BOMBING)
    for incident in found:
        spans = [*incident.triggers, *(m for f in incident.fillers for m in (f.name, *f.mentions))]
        assert all(BOMBING[s.start : s.end] == s.quote for s in spans)
        assert all(f.name in f.mentions and 0 <= f.probability <= 1 for f in incident.fillers)


@pytest.mark.parametrize("words", ["guerrillas", "guerrillas of national liberation army", "eln", "electricity tower"])
def test_phrases_hold_the_short_and_the_long_wording(words: str) -> None:
    page = page_of(parse(Report("made-up", BOMBING)))
    spans = {plain(page, p.start, p.end) for head in heads(page) for p in phrases(page, head)}
    assert words in spans
    assert words in {wording for head in heads_of(page) for wording in head.spans}
