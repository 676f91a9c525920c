"""Finding triggers in parsed sentences."""

import pytest
from spacy.tokens import Doc

from contested.read.parse import language
from contested.schema.triggers import LexiconHit, fillers, match


def parsed(text: str) -> Doc:
    return language()(text)


def hits(text: str, *, least: float = 0.3) -> set[tuple[str, str]]:
    doc = parsed(text)
    return {(doc[hit.token].text, hit.kind) for hit in match(doc) if hit.weight >= least}


def best(text: str, word: str) -> LexiconHit:
    doc = parsed(text)
    return next(hit for hit in match(doc) if doc[hit.token].text == word)


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Arakan Army fighters overran a border post in Rakhine.", "overran", "capture"),
        ("Vovchansk fell to Russian forces in the night.", "fell", "capture"),
        ("The M23 rebels pulled back from Kibumba.", "pulled", "retreat"),
        ("RSF gunmen opened fire on a market in El Fasher.", "opened", "attack"),
        ("The strike claimed the lives of two paramedics.", "claimed", "casualties"),
        ("Villagers fled their homes near Goma.", "fled", "displacement"),
        ("Guerrillas took six oil workers hostage in Arauca.", "took", "detain"),
        ("Troops have cut off the town from the coast.", "cut", "besiege"),
        ("The brigade pledged allegiance to the new council.", "pledged", "align"),
        ("No group claimed responsibility for the bombing.", "claimed", "accuse"),
        ("Looters set ablaze dozens of shops in Wamena.", "set", "destroy"),
        ("The generals laid down their arms on Tuesday.", "laid", "agree"),
        ("Thousands took to the streets of Yangon.", "took", "protest"),
        ("The envoys held talks with the junta in Naypyidaw.", "held", "meet"),
        ("Hanoi sent two more divisions south.", "sent", "deploy"),
        ("The ministry urged residents to leave the district.", "urged", "call"),
        ("The council imposed sanctions on three commanders.", "imposed", "sanction"),
        ("Tank columns pushed into the suburbs of Omdurman.", "pushed", "advance"),
        ("The rebel alliance rejected the offer of a truce.", "rejected", "reject"),
        ("Convoys delivered food to the camp at Zamzam.", "delivered", "aid"),
        ("Fighters clashed with police near Popayan.", "clashed", "clash"),
    ],
)
def test_the_best_sense_of_a_trigger(text: str, word: str, kind: str) -> None:
    assert best(text, word).kind == kind


@pytest.mark.parametrize("spelling", ["airstrike", "air strike", "air-strike"])
def test_spelling_variants_are_one_expression(spelling: str) -> None:
    doc = parsed(f"An {spelling} hit the depot.")
    hit = next(hit for hit in match(doc) if hit.mode == "aerial")
    assert doc[hit.start : hit.end].text == spelling
    assert (hit.kind, hit.frame.name) == ("attack", "strike.noun")


@pytest.mark.parametrize(
    ("text", "span", "kind"),
    [
        ("He drove through a rebel-held suburb.", "rebel-held", "hold"),
        ("The Kurdish-led force denied it.", "Kurdish-led", "align"),
        ("A Rwandan-backed group took part.", "Rwandan-backed", "support"),
        ("The U.S.-led coalition denied it.", "U.S.-led", "align"),
    ],
)
def test_hyphenated_modifiers(text: str, span: str, kind: str) -> None:
    doc = parsed(text)
    assert (span, kind) in {(doc[hit.start : hit.end].text, hit.kind) for hit in match(doc)}


def test_the_object_decides_between_senses() -> None:
    assert best("Rebels captured the town of Sake.", "captured").kind == "capture"
    assert best("Rebels captured twelve soldiers.", "captured").kind == "detain"
    assert best("Rebels captured three tanks.", "captured").kind == "destroy"


def test_known_places_decide_where_entity_types_fail() -> None:
    doc = language()("Rebels captured Saraqib.", disable=["ner"])
    unsure = {hit.kind: hit.fit for hit in match(doc)}
    assert unsure["capture"] == 0
    told = {hit.kind: hit.fit for hit in match(doc, places={2})}
    assert (told["capture"], told["destroy"]) == (1, -1)


def test_expressions_that_only_look_like_triggers_are_left_alone() -> None:
    assert hits("He died of a heart attack.") == {("died", "casualties")}
    assert ("take", "capture") not in hits("The vote will take place in Cali.", least=0.0)


def test_a_longer_expression_hides_what_it_contains() -> None:
    doc = parsed("A suicide car bomb exploded in Kabul.")
    assert [hit.entry for hit in match(doc) if hit.token < 4] == ["suicide car bomb.N.attack"]


def test_the_noun_of_a_light_verb_is_found_too() -> None:
    found = hits("Students staged a protest in Dhaka.")
    assert {("staged", "protest"), ("protest", "protest")} <= found


def test_nouns_are_not_taken_for_verbs() -> None:
    doc = parsed("The rebel force left the front at the base.")
    assert {doc[hit.token].text for hit in match(doc) if hit.weight >= 0.2} <= {"left"}


def test_a_noun_expression_has_a_noun_for_head() -> None:
    assert best("Drones struck a refinery near Ryazan.", "struck").frame.name == "strike.verb"


def test_titles_in_capitals_are_read() -> None:
    assert ("Seize", "capture") in hits("Rebels Seize Town In Northern Mali", least=0.1)


def test_hits_come_in_order_one_a_kind_and_head() -> None:
    found = match(parsed("Shells hit the bridge and troops shelled the town, killing three people, the army said."))
    assert [hit.token for hit in found] == sorted(hit.token for hit in found)
    assert len({(hit.token, hit.kind) for hit in found}) == len(found)


def test_fillers_of_passives_participles_and_prepositions() -> None:
    doc = parsed("The town was shelled by the army.")
    assert [t.text for t in fillers(doc[3], "obj")] == ["town"]
    assert [t.text for t in fillers(doc[3], "by")] == ["army"]
    doc = parsed("Rebels attacked the base, killing four soldiers.")
    assert [t.text for t in fillers(doc[5], "subj")] == ["Rebels"]


def test_an_empty_document_has_no_triggers() -> None:
    assert match(parsed("")) == []
