"""By what means, or in what way, an act was done."""

import pytest

from contested.model import Kind
from contested.read.means import hits_by_token, means_of
from contested.read.parse import language
from contested.schema.codes import codes_of, load_codes
from contested.schema.lexicon import load
from contested.schema.triggers import match


def means(text: str, kind: Kind, word: str) -> str | None:
    doc = language()(text)
    token = next(token.i for token in doc if token.text == word)
    return means_of(doc, token, hits_by_token(match(doc)), kind=kind)


@pytest.mark.parametrize(
    ("text", "kind", "word", "expected"),
    [
        ("Government warplanes bombed the town of Idlib.", "attack", "bombed", "aerial"),
        ("Russian forces shelled Kherson overnight with artillery.", "attack", "shelled", "heavy-weapons"),
        ("A drone struck a fuel depot near Port Sudan.", "attack", "struck", "drone"),
        ("A suicide bomber killed nine people in Mogadishu.", "casualties", "killed", "suicide-attack"),
        ("Gunmen attacked a bus in Burkina Faso.", "attack", "attacked", "firearms"),
        ("Rebels fired rockets at the airport.", "attack", "fired", "heavy-weapons"),
        ("Helicopters fired missiles at a convoy.", "attack", "fired", "aerial"),
        ("Attackers armed with machetes raided a village in Ituri.", "attack", "raided", "primitive"),
        ("Militants attacked the village with knives and machetes.", "attack", "attacked", "primitive"),
        ("The army used chlorine against civilians.", "attack", "used", "chemical"),
        ("At least 12 people were killed in an air strike on a market in Amhara.", "casualties", "killed", "aerial"),
        ("Three soldiers were killed by a roadside bomb in Helmand.", "casualties", "killed", "explosives"),
        ("Five people died in the shelling of Stepanakert.", "casualties", "died", "heavy-weapons"),
        ("A car bomb exploded outside a police station in Bogota.", "attack", "bomb", "explosives"),
        ("Artillery fire hit the hospital.", "attack", "fire", "heavy-weapons"),
        ("A grenade attack wounded four in Bujumbura.", "attack", "attack", "grenade"),
        ("Troops opened fire on protesters in Yangon.", "attack", "opened", "firearms"),
        ("Police arrested 40 activists in Minsk.", "detain", "arrested", "arrest"),
        ("Boko Haram kidnapped 110 schoolgirls in Dapchi.", "detain", "kidnapped", "abduct"),
        ("The FARC released two hostages.", "detain", "released", "release"),
        ("The two sides agreed to a ceasefire.", "agree", "agreed", "ceasefire"),
        ("The rebels signed a trade agreement.", "agree", "signed", None),
        ("Soldiers laid down their arms.", "agree", "laid", "disarm"),
        ("Ethiopia deployed troops to the border.", "deploy", "deployed", "troops"),
        ("France sent two fighter jets to Chad.", "deploy", "sent", "weapons"),
        ("The government deployed riot police in Caracas.", "deploy", "deployed", "police"),
        ("The US withdrew its troops from Iraq.", "deploy", "withdrew", "withdraw"),
        ("Students staged a protest in Dhaka.", "protest", "protest", "demo"),
        ("Prisoners went on hunger strike.", "protest", "hunger", "hunger"),
        ("Violent protests erupted in Conakry.", "protest", "protests", "riot"),
        ("The president called for an end to the fighting.", "call", "called", "yield"),
        ("The UN urged both sides to resume talks.", "call", "urged", "meet"),
        ("Iran supplied the militia with weapons.", "support", "supplied", "arms"),
        ("The two leaders spoke by phone.", "meet", "spoke", "phone"),
        ("The army destroyed an ammunition depot.", "destroy", "destroyed", "weapons"),
        ("Soldiers burned houses in the village.", "destroy", "burned", None),
        ("He threatened to attack the capital.", "threaten", "threatened", "violence"),
        ("Jets carried out raids on Sanaa.", "attack", "raids", "aerial"),
        ("Fighters blew up a bridge with explosives.", "attack", "blew", "explosives"),
        ("Barrel bombs dropped by helicopters hit Daraya.", "attack", "hit", "aerial"),
        ("Clashes broke out with heavy machine guns.", "clash", "Clashes", None),
        ("A bombing in Karachi killed ten.", "attack", "bombing", "explosives"),
        ("The bombing of Hanoi continued.", "attack", "bombing", "aerial"),
        ("Saudi-led coalition jets pounded Houthi positions.", "attack", "pounded", "aerial"),
        ("Snipers killed two women.", "casualties", "killed", "firearms"),
        ("Two children were shot dead in Jenin.", "casualties", "shot", "firearms"),
        ("Hundreds of police were deployed in Nairobi.", "deploy", "deployed", "police"),
    ],
)
def test_means(text: str, kind: Kind, word: str, expected: str | None) -> None:
    assert means(text, kind, word) == expected


def test_what_is_hit_is_not_the_means() -> None:
    assert means("Rebels attacked two tanks near Axum.", "attack", "attacked") is None
    assert means("Shells struck a helicopter.", "attack", "struck") == "heavy-weapons"


def test_the_modes_of_the_lexicon_are_known_to_the_codes() -> None:
    known = {(kind, row.mode) for kind, rows in load_codes().items() for row in rows}
    unknown = {
        (entry.kind, entry.mode)
        for entry in load().entries
        if entry.kind and entry.mode and (entry.kind, entry.mode) not in known
    }
    assert {kind for kind, _ in unknown} <= {"capture", "retreat", "besiege", "deploy", "destroy"}


def test_means_lead_to_codes() -> None:
    mode = means("A drone struck a fuel depot near Port Sudan.", "attack", "struck")
    assert codes_of("attack", mode=mode).acled_sub_event_type == "Air/drone strike"
