import pytest

from tests.actors.conftest import Read


@pytest.mark.parametrize(
    ("text", "on", "quote", "n", "actor"),
    [
        ("Sergei Lavrov met reporters. He said Russia would veto it.", "2012-02-01", "He", 1, "sergei-lavrov"),
        ("Hillary Clinton met Sergei Lavrov. She said the talks went well.", "2012-02-01", "She", 1, "hillary-clinton"),
        ("NATO said it had hit a depot in Libya.", "2011-06-01", "it", 1, "nato"),
        ("The Taliban said they had taken the post.", "2009-06-01", "they", 1, "taliban"),
        ("Hezbollah sent its fighters to Syria.", "2013-06-01", "its fighters", 1, "hezbollah"),
        ("Bashar al-Assad vowed that his forces would win.", "2013-06-01", "his forces", 1, "SYR-MIL"),
        ('"He (Gaddafi) wants war," Moussa Koussa said in London.', "2011-04-01", "He", 1, "muammar-gaddafi"),
        ("The Nusra Front seized the base. The group gave no details.", "2014-06-01", "group", 1, "jabhat-al-nusra"),
        ("Libyan rebels took Brega. The rebels then stopped.", "2011-04-01", "rebels", 2, "LBY-REB"),
        ('"We will fight on," NATO spokeswoman Oana Lungescu said of Libya.', "2011-06-01", "We", 1, "nato"),
        ("The Taliban, who claimed the attack, fled.", "2009-06-01", "who", 1, "taliban"),
    ],
)
def test_who_it_stands_for(read: Read, text: str, on: str, quote: str, n: int, actor: str) -> None:
    assert read(text, on).actor(quote, n) == actor


def test_us_is_not_a_pronoun(read: Read) -> None:
    assert read("NATO praised US strikes in Libya.", "2011-06-01").actor("US") == "USA"


def test_a_private_person_is_followed_without_an_id(read: Read) -> None:
    page = read("Rania Haddad, a shopkeeper, saw the blast. She said two men ran.", "2013-05-01")
    from contested.actors import coreference

    token = next(t for t in page.doc if t.text == "She")
    k = coreference(page.doc, page.found).antecedent[token.i]
    assert page.text[page.found[k].start : page.found[k].end] == "Rania Haddad"
    assert page.actor("She") is None


def test_mentions_of_one_actor_share_a_number(read: Read) -> None:
    page = read("The Nusra Front seized the base. Al-Nusra then left it. Hezbollah watched.", "2014-06-01")
    numbers = [m.entity for m in page.found]
    assert numbers[0] == numbers[1] != numbers[2]


def test_expletives_stand_for_nobody(read: Read) -> None:
    from contested.actors import coreference

    page = read("NATO met in Brussels. There were no talks.", "2014-06-01")
    assert all(page.doc[i].text != "There" for i in coreference(page.doc, page.found).antecedent)
