"""Blocks: what stands on a page, by function; each class of furniture seen on real pages, with made-up words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.intake import find_blocks, from_text
from contested.intake.blocks import is_wrapped, paragraphs
from contested.model import Block

BODY = "Rebels said they had entered the town of Alta. The army denied it and said its men still held the bridge."


def kinds(text: str, **options: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end]) for b in find_blocks(text, **options)]  # type: ignore[arg-type]


def test_highlights_dateline_credits_and_slogans_in_one_line() -> None:
    text = (
        "* Rebels say port is theirs * Army denies it CAIRO, April 15 (Reuters) - " + BODY + "\n"
        "(Reporting by Ann Lee in Cairo and Sam Poe in Berlin; editing by Jo Day) A faster network for traders"
    )
    assert kinds(text) == [
        ("subhead", "* Rebels say port is theirs"),
        ("subhead", "* Army denies it"),
        ("body", "CAIRO, April 15 (Reuters) - " + BODY),
        (
            "boilerplate",
            "(Reporting by Ann Lee in Cairo and Sam Poe in Berlin; editing by Jo Day) A faster network for traders",
        ),
    ]


def test_headline_desk_and_day_run_into_the_body() -> None:
    assert kinds(f"12 dead in raid on village Monitor AFP Wednesday 22 Jul 2015 {BODY}") == [
        ("headline", "12 dead in raid on village Monitor"),
        ("boilerplate", "AFP Wednesday 22 Jul 2015"),
        ("body", BODY),
    ]


def test_stamp_headline_and_credits_without_brackets() -> None:
    credits = "Reporting by Ann Lee; Editing by Sam Poe Our Standards:Ours."
    text = f"18-12-2014 Rebels Kill Ten Soldiers near Alta. {BODY} {credits}"
    assert kinds(text) == [
        ("boilerplate", "18-12-2014"),
        ("headline", "Rebels Kill Ten Soldiers near Alta."),
        ("body", BODY),
        ("boilerplate", credits),
    ]


def test_page_stamp_with_headline_before_it() -> None:
    text = f"Oil port to open next spring RABAT | Fri Apr 22, 2011 2:51 pm EDT RABAT (Reuters) - {BODY}"
    assert kinds(text) == [
        ("headline", "Oil port to open next spring"),
        ("boilerplate", "RABAT | Fri Apr 22, 2011 2:51 pm EDT"),
        ("body", f"RABAT (Reuters) - {BODY}"),
    ]


def test_page_stamp_after_a_sentence() -> None:
    text = f"Shells fell on Saturday.\nRABAT | Fri Apr 22, 2011 2:51 pm EDT RABAT (Reuters) - {BODY}"
    assert ("boilerplate", "RABAT | Fri Apr 22, 2011 2:51 pm EDT") in kinds(text)


def test_tag_strip_in_the_first_line() -> None:
    first = "A plane crashed on Monday a monitor said."
    text = f"3 August 2015 {first} Tags Alta Beta war Government raids on the town {BODY}"
    assert ("boilerplate", "Tags Alta Beta war") in kinds(text)
    assert kinds(text)[-1] == ("body", f"Government raids on the town {BODY}")


PASTED = """Skip to main content
We and our 842 partners use cookies to store and access personal data.
Accept all
Home | World | Middle East
LIVE
Rebels push toward Beta as army regroups
By Jane Roe and Omar Haddad
Updated 3 hours ago
Share
Fighters drive through the streets of Alta, Dec. 6, 2024 [Omar Haddad/AP Photo]
BEIRUT (AP) — {body}
Sign up for our Middle East newsletter
ADVERTISEMENT
‘People are leaving’
A monitor said tens of thousands of people had fled Beta toward the coast since Thursday night.
More on this story
Who are the rebels?
President flies to Gamma
Warplanes bombed the bridge overnight to slow the advance, according to two opposition sources.
Read more: The battle for Beta, explained
A woman carries her child at a checkpoint near Beta. Photo: Reuters
If Beta falls, the capital would be cut off from the coast, analysts say.
___
Associated Press writers Ann Lee in Istanbul and Sam Poe in Baghdad contributed to this report.
Follow AP's coverage of the war at https://example.org/hub
Copyright 2024 The Associated Press. All rights reserved.
Most read
Storm kills three in Spain
""".replace("{body}", BODY)


@pytest.mark.parametrize(
    "line",
    [
        "We and our 842 partners use cookies to store and access personal data.",
        "Accept all",
        "By Jane Roe and Omar Haddad",
        "Updated 3 hours ago",
        "Share",
        "Sign up for our Middle East newsletter",
        "ADVERTISEMENT",
        "President flies to Gamma",
        "Read more: The battle for Beta, explained",
        "Associated Press writers Ann Lee in Istanbul and Sam Poe in Baghdad contributed to this report.",
        "Copyright 2024 The Associated Press. All rights reserved.",
        "Storm kills three in Spain",
    ],
)
def test_furniture_of_a_pasted_page(line: str) -> None:
    at = PASTED.index("\n" + line + "\n") + 1
    assert next(b.kind for b in find_blocks(PASTED) if b.start <= at < b.end) == "boilerplate"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Rebels push toward Beta", "headline"),
        ("Fighters drive through", "caption"),
        ("BEIRUT (AP)", "body"),
        ("‘People are leaving’", "subhead"),
        ("A monitor said", "body"),
        ("Warplanes bombed", "body"),
        ("A woman carries", "caption"),
        ("If Beta falls", "body"),
    ],
)
def test_report_of_a_pasted_page(line: str, kind: str) -> None:
    at = PASTED.index(line)
    assert next(b.kind for b in find_blocks(PASTED) if b.start <= at < b.end) == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "The report was published on Monday and says 50 civilians were killed.",
        "Changes in the leadership of the group (the Front) led to clashes.",
        "Reporting by Amnesty International shows that prisoners were shot.",
        "Source: Several people arrested after police confronted protesters in Alta.",
        "The video is said to show soldiers shooting at a crowd.",
        "More than a hundred people fled the town.",
        "Related attacks killed six people in the capital.",
        "Qatar contributed from its own stocks.",
    ],
)
def test_sentences_that_look_like_furniture(sentence: str) -> None:
    text = f"{BODY} {sentence} {BODY}"
    assert kinds(text) == [("body", text)]


def test_given_title_is_the_headline() -> None:
    assert kinds(f"Town falls\n{BODY}", title="Town falls")[0] == ("headline", "Town falls")


def test_known_blocks_are_kept() -> None:
    text = f"Town falls\n\n{BODY}\n\nA street in Alta after the battle"
    known = (Block("headline", 0, 10), Block("caption", len(text) - 33, len(text)))
    found = find_blocks(text, known=known)
    assert [b.kind for b in found] == ["headline", "body", "caption"]


def test_wrapped_lines_are_one_paragraph() -> None:
    words = f"{BODY} {BODY} {BODY}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    text = "\n".join([*lines, line]) + "\n\n" + "\n".join([*lines, line])
    assert is_wrapped(text)
    assert len(list(paragraphs(text))) == 2
    assert not is_wrapped("\n".join([BODY] * 6))


@given(st.text(alphabet=st.sampled_from(list("aA. \n*\"'()-|:12é\u00a0\u2028")) | st.characters(), max_size=400))
def test_blocks_tile_the_text(text: str) -> None:
    at = 0
    for block in find_blocks(text):
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        at = block.end
    assert not text[at:].strip()


@given(
    st.lists(st.sampled_from([*PASTED.split("\n"), BODY, "Tags A b", "3 August 2015", "CAIRO (AP) - "]), max_size=12)
)
def test_blocks_tile_pages_of_any_order(lines: list[str]) -> None:
    for joint in ("\n", " "):
        test_blocks_tile_the_text.hypothesis.inner_test(joint.join(lines))  # type: ignore[attr-defined]


def test_five_megabytes_on_one_line() -> None:
    text = (BODY + " ") * (5_000_000 // (len(BODY) + 1))
    report = from_text(text)
    assert [b.kind for b in report.blocks] == ["body"]
