"""Normalising, casing, sentences and parsing: the length never changes, sentences end where sentences end."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.intake import from_text
from contested.model import Block, Report
from contested.read.casing import recase
from contested.read.normalise import normalise
from contested.read.parse import Parsed, language, parse, parse_many


def known(word: str) -> bool:
    return language().vocab.has_vector(word)


def sentences(text: str) -> list[str]:
    parsed = parse(from_text(text))
    return [text[s.start_char : s.end_char].strip() for s in parsed.sentences]


@given(st.text(max_size=400))
def test_normalise_keeps_the_length(text: str) -> None:
    assert len(normalise(text)) == len(text)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_recase_keeps_the_length(text: str) -> None:
    plain = normalise(text)
    whole = (Block("body", 0, len(plain)),)
    for words in (plain, plain.upper()[: len(plain)], plain.lower()[: len(plain)]):
        assert len(recase(words, whole if words else (), known=known)) == len(words)


@settings(deadline=None)
@given(st.text(alphabet="ßİŉǰΐﬃ ABCabc.\"'", min_size=80, max_size=120))
def test_recase_keeps_letters_that_grow(text: str) -> None:
    for words in (text, text.replace("a", "A").replace("b", "B").replace("c", "C")):
        assert len(recase(words, (Block("body", 0, len(words)),), known=known)) == len(words)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_parse_keeps_offsets(text: str) -> None:
    if not text.strip("\ufeff \t\r\n\f\v"):
        return
    report = from_text(text)
    parsed = parse(report)
    assert len(parsed.doc.text) == len(report.text)
    assert len(parsed.kinds) == len(parsed.doc)
    for sentence in parsed.all_sentences:
        span = report.text[sentence.start_char : sentence.end_char]
        assert not span or report.span(sentence.start_char, sentence.end_char).quote == span


def test_capitals_and_small_letters_come_back() -> None:
    small = (
        "the farabundo marti national liberation front (fmln) attacked san salvador on 11 november 1989, "
        'president alfredo cristiani said. "we will not surrender," he told acan-efe.'
    )
    for text in (small, small.upper()):
        cased = recase(text, (Block("body", 0, len(text)),), known=known)
        for words in (
            "The Farabundo",
            "Liberation Front (FMLN)",
            "San Salvador",
            "November",
            "Cristiani said",
            "We will",
        ):
            assert words in cased


def test_usual_text_keeps_its_case() -> None:
    text = "The UN said THE army shelled Hama; nobody was killed, BBC reported on Friday evening."
    assert recase(text, (Block("body", 0, len(text)),), known=known) == text


@pytest.mark.parametrize(
    "parts",
    [
        ["Rebels took Alta.", "The army denied it."],
        ["Gen. A. B. Smith of the U.S. Army spoke to Mr. Hadi on Jan. 5.", "He left at once."],
        ['"We took the bridge!" Omar said.', "The army denied it."],
        ["“We hold the bridge.", "We will not leave it,” he said."],
        ["At least 12 people were killed in the raid a monitoring group said.", '"They were civilians" it said.'],
        ["He paused... and then said that the town had fallen.", "Nobody answered."],
        ["The town fell (see map).", "(The army denied it.)"],
        ["Aid reached those in need.", "- The army left the town.", "- Nobody was hurt."],
        ["The strike killed ten people a report says.", "the coalition denied it."],
        ["The No. 2 commander was killed.", "Lt. Col. Hadi took over."],
    ],
)
def test_sentences(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_stops_without_a_blank() -> None:
    assert sentences("Aid reached those in need.The army left the town.") == [
        "Aid reached those in need.",
        "The army left the town.",
    ]


def test_a_lead_told_twice() -> None:
    lead = "Syrian troops entered the eastern quarter of the town of Alta on Friday"
    assert sentences(f"{lead} {lead} a monitor said. The army denied it.") == [
        lead,
        f"{lead} a monitor said.",
        "The army denied it.",
    ]


def test_lines_and_bullets_are_sentences() -> None:
    assert sentences(
        "* Rebels take port * Army denies it CAIRO, April 15 (Reuters) - Rebels took the port on Friday."
    ) == [
        "* Rebels take port",
        "* Army denies it",
        "CAIRO, April 15 (Reuters) -",
        "Rebels took the port on Friday.",
    ]
    assert sentences("Rebels take port\nRebels took the port on Friday, the group said.\nThe army denied it.") == [
        "Rebels take port",
        "Rebels took the port on Friday, the group said.",
        "The army denied it.",
    ]


def test_highlights_without_stops() -> None:
    highlights = "Rebels say they hold the port The army denies the report A doctor counts ten dead"
    text = f"{highlights} Alta (CNN) -- Rebels took the port."
    assert sentences(text)[:3] == [
        "Rebels say they hold the port",
        "The army denies the report",
        "A doctor counts ten dead",
    ]


def test_wrapped_lines_are_not_cut() -> None:
    sentence = (
        "Rebels said on Friday that they had entered the town after days of fighting with soldiers of the army, who "
        "had held the bridge, the mill and the school since the spring, and that many people who had fled to the "
        "hills were on their way back to the houses that were still standing"
    )
    words = sentence.split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    text = "\n".join([*lines, line + "."])
    assert [s.count("\n") for s in sentences(text)] == [len(lines)]


def test_a_line_broken_in_mid_sentence_is_mended() -> None:
    text = "Rebels took the town,\nbut left the bridge to the army.\nThe army denied it."
    assert sentences(text) == ["Rebels took the town,\nbut left the bridge to the army.", "The army denied it."]


def test_furniture_is_masked() -> None:
    parsed = parse(
        from_text("Rebels took Alta on Friday. The army denied it. (Reporting by Ann Lee; editing by Sam Poe)")
    )
    assert [s.text for s in parsed.sentences] == ["Rebels took Alta on Friday.", "The army denied it."]
    assert len(parsed.all_sentences) == 3
    token = next(t for t in parsed.doc if t.text == "editing")
    assert parsed.block_kind(token.i) == "boilerplate"
    assert parsed.boilerplate[token.i]
    assert parsed.block_kind(0) == "body"


def test_quotes_survive_curly_marks_and_breaks() -> None:
    text = "The “army”\u00a0said: ‘We’ve left’\u200b—\ttoday.\r\nIt did."
    parsed = parse(from_text(text))
    assert [t.text for t in parsed.doc][:4] == ["The", '"', "army", '"']
    for token in parsed.doc:
        assert len(parsed.report.text[token.idx : token.idx + len(token)]) == len(token)


def test_a_report_without_blocks_gets_them() -> None:
    parsed = parse(Report("r", "Rebels took Alta."))
    assert parsed.report.blocks == (Block("body", 0, 17),)


@pytest.mark.parametrize("text", ["", " \n ", "\ufeff", "."])
def test_next_to_nothing(text: str) -> None:
    parsed = parse(Report("r", text))
    assert len(parsed.doc.text) == len(text)
    assert len(parsed.sentences) <= 1


def test_entities_can_be_left_out() -> None:
    report = from_text("President Barack Obama met David Cameron in London on Friday.")
    assert any(t.ent_type_ for t in parse(report).doc)
    assert not any(t.ent_type_ for t in parse(report, entities=False).doc)


def test_many_come_in_order_and_as_if_alone() -> None:
    reports = [from_text(f"Rebels took town number {n}. The army denied it.") for n in range(40)]
    together = list(parse_many(iter(reports)))
    assert [p.report.id for p in together] == [r.id for r in reports]
    alone = parse(reports[7])
    assert [(t.text, t.tag_, t.head.i) for t in together[7].doc] == [(t.text, t.tag_, t.head.i) for t in alone.doc]


@pytest.mark.parametrize("joint", [" ", "\n", ""])
def test_long_texts_are_parsed_in_pieces(joint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contested.read.parse.PIECE", 2000)
    sentence = "Rebels took the town of Alta on Friday, and the army denied it." if joint else "x"
    text = joint.join([sentence] * (6000 // len(sentence) + 10))
    parsed = parse(from_text(text))
    assert isinstance(parsed, Parsed)
    assert len(parsed.doc.text) == len(text)
    if joint:
        assert len(parsed.sentences) == text.count("Rebels")
        assert all(re.match("Rebels", s.text) for s in parsed.sentences)
