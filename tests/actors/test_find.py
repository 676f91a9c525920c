import pytest

from tests.actors.conftest import Read


@pytest.mark.parametrize(
    ("text", "on", "quote", "actor"),
    [
        ("Syrian troops entered the village on Monday.", "2013-05-01", "Syrian troops", "SYR-MIL"),
        ("Assad's forces shelled the suburb.", "2013-05-01", "Assad's forces", "SYR-MIL"),
        ("In Syria, Assads forces shelled the suburb.", "2013-05-01", "Assads forces", "SYR-MIL"),
        ("Rebels in Libya took the airport.", "2011-05-01", "Rebels", "LBY-REB"),
        ("Salvadoran rebels blew up a bridge.", "1989-05-01", "Salvadoran rebels", "fmln"),
        ("The French foreign minister flew to Cairo.", "2011-05-01", "French foreign minister", "alain-juppe"),
        ("The French foreign minister flew to Cairo.", "2014-05-01", "French foreign minister", "laurent-fabius"),
        ("A Taliban spokesman denied it.", "2008-05-01", "Taliban spokesman", "taliban"),
        ("NATO warplanes struck a depot near Tripoli, Libya.", "2011-05-01", "NATO warplanes", "nato"),
        ("Pro-Gadhafi forces withdrew from the town in Libya.", "2011-05-01", "Pro-Gadhafi forces", "LBY-MIL"),
        ("Moscow denied the report.", "2015-11-01", "Moscow", "RUS"),
        ("US-backed rebels in Syria advanced.", "2015-11-01", "US-backed rebels", "SYR-REB"),
        ("The Nigerian army said Boko Haram attacked.", "2015-02-01", "Boko Haram", "boko-haram"),
        ("Police in Colombia blamed the ELN guerrillas.", "1990-02-01", "ELN guerrillas", "eln"),
        ("The Sri Lankan navy sank two boats.", "2008-02-01", "Sri Lankan navy", "LKA-NAV"),
        ("Islamic State militants fled.", "2016-02-01", "Islamic State militants", "islamic-state"),
        ("Houthi fighters in Yemen fired a missile.", "2017-02-01", "Houthi fighters", "houthis"),
        ("The Kremlin spokesman said no.", "2017-02-01", "Kremlin spokesman", "dmitry-peskov"),
        ("Afghan officials said so.", "2010-02-01", "Afghan officials", "AFG-GOV"),
        ("Mullah Omar fled on a motorbike.", "2002-01-05", "Mullah Omar", "mohammed-omar"),
    ],
)
def test_who_it_is(read: Read, text: str, on: str, quote: str, actor: str) -> None:
    assert read(text, on).actor(quote) == actor


@pytest.mark.parametrize(
    ("text", "quote", "source"),
    [
        ("Two witnesses said the shop burned.", "witnesses", "witness"),
        ("Activists in Homs, Syria, reported shelling.", "Activists", "activist"),
        ("A doctor at the hospital said nine people died.", "doctor", "medic"),
        ("A monitoring group said nine people died.", "monitoring group", "monitor"),
        ("Officials said nine people died.", "Officials", "official"),
    ],
)
def test_unnamed_sources_stay_unnamed(read: Read, text: str, quote: str, source: str) -> None:
    mention = read(text, "2013-05-01").mention(quote)
    assert mention.actor is None
    assert mention.source == source


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The rebels took the hill.", "rebels"),  # which country?
        ("French and British leaders met.", "French and British leaders"),  # nobody in particular
        ("The ELN said it would lay down its arms.", "ELN"),  # nothing says which one
        ("Rania Haddad, a shopkeeper, saw the blast.", "Rania Haddad"),
        ("Michael Brown, a farmer, saw the blast. Brown ran.", "Brown"),
    ],
)
def test_honestly_none(read: Read, text: str, quote: str) -> None:
    assert read(text, "2009-06-01").actor(quote) is None


def test_private_people_get_no_id(read: Read) -> None:
    mention = read("Rania Haddad, a shopkeeper, saw the blast.", "2013-05-01").mention("Rania Haddad")
    assert mention.private
    assert mention.actor is None
    public = read("Syrian President Bashar al-Assad spoke.", "2013-05-01").mention("Syrian President Bashar al-Assad")
    assert not public.private


def test_places_are_no_actors(read: Read) -> None:
    assert read("Shells fell in Syria and across Damascus.", "2013-05-01").found == ()


def test_demonyms_are_actors(read: Read) -> None:
    page = read("Turkish shelling hit a village. Libyans fled.", "2016-08-28")
    assert page.quotes() == ["Turkish", "Libyans"]
    assert page.actor("Turkish") == "TUR"


def test_articles_and_numbers_stay_out(read: Read) -> None:
    page = read("The 30 Syrian rebels and three Turkish officials left.", "2016-08-28")
    assert page.quotes() == ["Syrian rebels", "Turkish officials"]


def test_a_name_is_read_on_its_day(read: Read) -> None:
    text = "Clinton said the United States would wait."
    assert read(text, "1995-06-01").actor("Clinton") == "bill-clinton"
    assert read(text, "2010-06-01").actor("Clinton") == "hillary-clinton"


def test_an_acronym_defined_in_the_text(read: Read) -> None:
    text = "Hayat Tahrir al-Sham (HTS) took the town. HTS fighters set up posts in Syria."
    page = read(text, "2018-06-01")
    assert page.actor("HTS", 2) == page.actor("HTS fighters") == "hayat-tahrir-al-sham"


def test_a_surname_takes_up_the_full_name(read: Read) -> None:
    page = read("Pentagon spokesman Peter Cook briefed reporters. Cook said two strikes hit.", "2017-01-05")
    assert page.actor("Cook", 2) == "peter-cook"


def test_a_person_stands_for_the_body(read: Read) -> None:
    page = read("Rebel spokesman Tarek Salloum denied it. Salloum gave no detail. Libya is at war.", "2011-05-05")
    assert page.actor("Tarek Salloum") == page.actor("Salloum", 2) == "LBY-REB"


def test_skipped_tokens_give_no_mention(read: Read) -> None:
    import numpy as np

    from contested.actors import find_actors

    page = read("NATO bombed. Russia protested.", "2011-05-05")
    skip = np.array([token.i < 3 for token in page.doc])
    assert [m.actor.id for m in find_actors(page.doc, skip=skip) if m.actor] == ["RUS"]


def test_a_place_span_is_not_a_surname(read: Read) -> None:
    text = "Libyan boats left Rhodes for the coast."
    start = text.index("Rhodes")
    assert read(text, "2015-05-05", ((start, start + 6),)).actor("Rhodes") is None


@pytest.mark.parametrize("text", ["", " ", "\n\n", "!", "(HTS)", "-", "'s", "\u00a0", "The the the", "(" * 40])
def test_odd_texts_are_read(read: Read, text: str) -> None:
    assert isinstance(read(text).found, tuple)
