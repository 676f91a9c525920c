"""The stance of claims: what the words around a trigger make of it."""

from __future__ import annotations

import pytest

from contested.model import STANCES, Report
from contested.read.attribution import find_attributions, grammar, speakers_of
from contested.read.parse import parse
from contested.read.stance import factuality, stance_of, stance_probabilities
from contested.read.stance_rules import composed
from contested.read.stance_scope import operators
from contested.read.stance_words import classes_of


def stance(text: str, trigger: str, kind: str) -> str:
    g = grammar(parse(Report("t", text)).doc, text)
    token = g.lower.index(trigger)
    return stance_of(g, token, kind, speakers_of(g, [(token, kind)], find_attributions(g))[0])


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "expected"),
    [
        ("Rebels captured the town of Saraqib on Monday.", "captured", "capture", "asserted"),
        ("The army managed to capture the hill.", "capture", "capture", "asserted"),
        ("The army did not capture the hill.", "capture", "capture", "denied"),
        ("The army failed to capture the hill.", "capture", "capture", "denied"),
        ("The army denied that its planes had bombed the hospital.", "bombed", "attack", "denied"),
        ("Troops prevented the rebels from entering the city.", "entering", "advance", "denied"),
        ("The rebels may have captured the hill.", "captured", "capture", "possible"),
        ("Three people were reportedly killed in the village.", "killed", "casualties", "possible"),
        ("The army will attack the town tomorrow.", "attack", "attack", "planned"),
        ("The rebels vowed to capture the capital.", "capture", "capture", "planned"),
        ("Troops tried to storm the base.", "storm", "advance", "planned"),
        ("The council demanded that the army withdraw from the city.", "withdraw", "retreat", "demanded"),
        ("The president called on the rebels to release the hostages.", "release", "detain", "demanded"),
        ("The council urged both sides to stop and talk.", "talk", "meet", "demanded"),
        ("If the army takes the bridge, the town will be besieged.", "takes", "capture", "conditional"),
        ("Militants attempted to infiltrate the village at dawn.", "infiltrate", "advance", "planned"),
        ("Troops prepared to storm the base and seize the airport.", "seize", "capture", "planned"),
        ("The group has been accused of shelling the market, a charge it denies.", "shelling", "attack", "possible"),
        ("There were no casualties in the raid.", "casualties", "casualties", "denied"),
        ("The army repelled an attempt to infiltrate the village.", "infiltrate", "advance", "denied"),
        ("Residents fear that the army could attack the town.", "attack", "attack", "possible"),
    ],
)
def test_stances(text: str, trigger: str, kind: str, expected: str) -> None:
    assert stance(text, trigger, kind) == expected


def test_operators_are_listed_from_the_trigger_outward() -> None:
    g = grammar(parse(Report("t", "The army said it did not plan to attack the town.")).doc)
    kinds = [o.kind for o in operators(g, g.lower.index("attack"))]
    assert kinds.index("planning") < kinds.index("negation")


def test_a_coordinated_verb_shares_the_mood_above() -> None:
    g = grammar(parse(Report("t", "The army will enter and search the town.")).doc)
    assert any(o.kind == "modal" for o in operators(g, g.lower.index("search")))


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("The rebels failed in their attempt to seize the port.", "seize", "denied"),
        ("The minister ruled out sending troops.", "sending", "denied"),
        ("The militia plans to attack the town.", "attack", "planned"),
        ("Villagers called for the release of the prisoners.", "release", "demanded"),
        ("The army will attack the town as long as the rebels stay.", "attack", "conditional"),
        ("Rebels seized the port.", "seized", "asserted"),
    ],
)
def test_operators_compose(text: str, trigger: str, expected: str) -> None:
    g = grammar(parse(Report("t", text)).doc)
    assert composed(operators(g, g.lower.index(trigger))) == expected


def test_a_hedged_participant_is_an_operator() -> None:
    g = grammar(parse(Report("t", "Suspected militants attacked a post.")).doc)
    assert any(o.kind == "part hedge" for o in operators(g, g.lower.index("attacked")))


def test_particles_and_parts_of_speech_tell_words_apart() -> None:
    assert classes_of("call", "called", "VBD", "off") == ("ceasing",)
    assert classes_of("call", "called", "VBD", "for") == ("demanding",)
    assert classes_of("call", "called", "VBD") == ()
    assert "demanding" in classes_of("force", "forced", "VBD")
    assert "demanding" not in classes_of("force", "forces", "NNS")


def test_probabilities_sum_to_one_and_factuality_is_on_its_scale() -> None:
    text = "Rebels captured the town. The army did not leave it."
    g = grammar(parse(Report("t", text)).doc)
    triggers = [(g.lower.index("captured"), "capture"), (g.lower.index("leave"), "retreat")]
    likely = stance_probabilities(g, triggers, [None, None])
    assert likely.shape == (2, len(STANCES))
    assert likely.sum(axis=1) == pytest.approx([1, 1], abs=1e-4)
    captured, left = factuality(g, triggers, [None, None])
    assert captured > 1.5 > -1.5 > left


def test_no_triggers() -> None:
    g = grammar(parse(Report("t", "Nothing happened.")).doc)
    assert stance_probabilities(g, [], []).shape[0] == 0
