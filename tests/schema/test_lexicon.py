"""The trigger lexicon's data and its pattern language."""

from importlib.resources import files

import pytest

from contested.errors import DataFileError
from contested.model import KINDS
from contested.schema.lexicon import load, parse_frames, parse_triggers, parse_weights

FRAMES = parse_frames("common: {in: at}\nnone: {}\nstrike: {subj: actor, obj: at|target}\n")
HEADER = "kind,pos,weight,frame,mode,when,patterns\n"


def test_every_kind_has_triggers_and_no_entry_stands_twice() -> None:
    entries = load().entries
    assert {entry.kind for entry in entries} - {None} == set(KINDS)
    assert len(entries) > 1200
    assert len({entry.id for entry in entries}) == len(entries)


def test_every_kind_has_verbs_and_nouns() -> None:
    pairs = {(entry.kind, entry.word_class) for entry in load().entries}
    assert {(kind, word_class) for kind in KINDS for word_class in "VN"} <= pairs


def test_every_frame_of_the_file_is_used() -> None:
    lexicon = load()
    assert set(lexicon.frames) - {entry.frame.name for entry in lexicon.entries} == {"common"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("attack,V,0.9,strike,,,bomb | shell | bomb", r"triggers\.csv:2: bomb\.V\.attack stands already on line 2"),
        ("assail,V,0.9,strike,,,bomb", r":2: unknown kind 'assail'"),
        ("attack,X,0.9,strike,,,bomb", r":2: part of speech 'X'"),
        ("attack,V,0.9,hit,,,bomb", r":2: unknown frame 'hit'"),
        ("attack,V,1.9,strike,,,bomb", r":2: weight 1\.9 of 'bomb'"),
        ("attack,V,0.9,strike,,obj=cheese,bomb", r":2: condition 'obj=cheese': unknown class"),
        ("attack,V,0.9,strike,,object=place,bomb", r":2: condition 'object=place': unknown slot"),
        ("attack,V,0.9,strike,,,Bomb", r":2: pattern 'Bomb': 'Bomb' is not a lower-case word"),
        ("attack,V,0.9,strike,,,bomb ~", r":2: pattern 'bomb ~': a gap stands between words"),
        ("attack,V,0.9,strike,,bomb", r":2: expected 7 fields"),
        ("attack,V,much,strike,,,bomb", r":2: could not convert"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(row: str, reason: str) -> None:
    with pytest.raises(DataFileError, match=reason):
        parse_triggers(HEADER + row, FRAMES)


def test_a_frame_with_an_unknown_role_is_named() -> None:
    with pytest.raises(DataFileError, match=r"frames\.yaml: frame strike: unknown role victim"):
        parse_frames("common: {}\nnone: {}\nstrike: {obj: victim}\n")


def test_a_frame_with_an_unknown_slot_is_named() -> None:
    with pytest.raises(DataFileError, match="frame strike: unknown slot beneath"):
        parse_frames("common: {}\nnone: {}\nstrike: {beneath: target}\n")


def test_on_is_a_preposition_not_a_truth_value() -> None:
    assert load().frames["strike.verb"].slots["on"] == ("at", "target")


def test_the_head_of_a_joined_verb_is_its_last_word() -> None:
    assert [e.head for e in parse_triggers(HEADER + "attack,V,0.9,strike,,,carpet_bomb\n", FRAMES)] == [0, 1, 2]


def test_a_pattern_can_have_its_own_weight_and_mode() -> None:
    bomb, shell = parse_triggers(HEADER + "attack,V,0.9,strike,aerial,,bomb | shell @0.4 [heavy-weapons]\n", FRAMES)
    assert (bomb.weight, bomb.mode, shell.weight, shell.mode) == (0.9, "aerial", 0.4, "heavy-weapons")


def test_patterns_compile_to_forms_gap_head_and_spelling_variants() -> None:
    rows = "detain,V,0.9,strike,,,take ~ hostage\nattack,N,0.9,strike,,,air_strike\nhold,A,0.9,strike,,,*-held\n"
    gap, joined, spaced, hyphened, held = parse_triggers(HEADER + rows, FRAMES)
    assert gap.words[1] == "~"
    assert {"take", "took", "taken", "taking"} <= set(gap.words[0])
    assert gap.head == 0
    assert [len(e.words) for e in (joined, spaced, hyphened)] == [1, 2, 3]
    assert hyphened.head == 2
    assert held.hyphen_before


def test_common_adverbials_are_part_of_every_frame() -> None:
    assert FRAMES["strike"].slots == {"in": ("at",), "subj": ("actor",), "obj": ("at", "target")}
    assert FRAMES["none"].slots == {}


def test_measured_weights_are_of_entries_that_exist() -> None:
    lexicon = load()
    measured = [entry for entry in lexicon.entries if entry.weight != entry.written]
    assert len(measured) > 200
    assert all(0 < entry.weight < 1 for entry in measured)
    text = files("contested.schema").joinpath("triggers.weights.csv").read_text(encoding="utf-8")
    assert set(parse_weights(text)) <= {entry.id for entry in lexicon.entries}


def test_a_wrong_weight_is_named_by_line() -> None:
    with pytest.raises(DataFileError, match=r"triggers\.weights\.csv:2: 'bomb\.V\.attack,much'"):
        parse_weights("entry,weight\nbomb.V.attack,much")
