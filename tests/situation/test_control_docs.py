"""docs/control.md has every rule, every form with its weight, and the numbers of the settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from contested.cli.control import STALE_DAYS
from contested.situation.control_rules import RULES, Settings
from contested.situation.evidence import WEIGHT
from contested.situation.records import State

PAGE = (Path(__file__).parents[2] / "docs" / "control.md").read_text(encoding="utf-8")


def test_every_rule_form_and_state_is_there() -> None:
    assert {rule for rule in RULES if f"`{rule}`" not in PAGE} == set()
    assert {state for state in get_args(State) if f"| `{state}`" not in PAGE} == set()
    told = {
        form: float(weight)
        for forms, weight in re.findall(r"^\| (`[^|]+`) \|.*\| ([\d.]+) \|$", PAGE, re.M)
        for form in re.findall(r"`([a-z-]+)`", forms)
    }
    assert told == WEIGHT


def test_the_numbers_are_those_of_the_settings() -> None:
    defaults = Settings()
    assert defaults.stale_days == STALE_DAYS
    for words in (
        f"named the place for {defaults.stale_days} days", f"{defaults.contested_share:.0%}".replace("%", " %"),
        f"below {defaults.lasting:.0f} ", f"half for each {defaults.outdated_by} of its weight",
    ):  # fmt: skip
        assert words in PAGE
    numbers = {"three": 3.0, "two": 2, "eight": 8, "ten": 10}
    for words, value in (
        ("halve in (three) days", defaults.half_life_days), ("of the last (eight)", defaults.fight_days),
        ("of the last (ten)", defaults.siege_days), ("told on (three) days", defaults.siege_least),
        ("but (two) reports or more", defaults.outside_least), ("inside on (two) days", defaults.fight_least),
    ):  # fmt: skip
        found = re.search(words, PAGE)
        assert found, words
        assert numbers[found.group(1)] == value
