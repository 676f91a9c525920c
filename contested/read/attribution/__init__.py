"""Who says what: attributions of a whole report, and the chain of speakers of each claim.

``find_attributions`` reads a parsed Doc; ``speakers_of`` gives each trigger of a claim its speakers.
A caller that asks more than one question of a Doc makes its ``grammar`` once and hands that over.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from spacy.tokens import Doc

from contested.model import Attribution, Report, Span
from contested.read.attribution.complete import complete
from contested.read.attribution.finder import by_model
from contested.read.attribution.found import CueClass, FoundAttribution, FoundSpeaker, TokenSpan
from contested.read.attribution.grammar import Grammar, grammar
from contested.read.attribution.reporting import reports, unmarked
from contested.read.attribution.speaker import speakers

__all__ = [
    "CueClass", "FoundAttribution", "FoundSpeaker", "Grammar", "TokenSpan", "find_attributions", "grammar",
    "listed", "speaker_of", "speakers_of",
]  # fmt: skip


SURE, SURE_WIDE = 0.5, 0.4
"""Attributions scored below this are doubtful: they help to find a claim's speaker but are not listed."""


def find_attributions(
    doc: Doc | Grammar, *, text: str | None = None, skip: Container[int] | None = None
) -> tuple[FoundAttribution, ...]:
    """All attributions of a report, about the conflict or not, in text order, doubtful ones among them.

    ``text``: the report's own text when the Doc's is normalised (it tells opening from closing quotation
    marks). ``skip``: tokens in which no cue is looked for (boilerplate). ``speakers_of`` wants them all;
    ``listed`` gives those to show.
    """
    g = doc if isinstance(doc, Grammar) else grammar(doc, text)
    found = complete(g, by_model(g, skip=skip or ()))
    return tuple(sorted(found, key=lambda a: (a.content[0], a.cue or (0, 0))))


def listed(
    doc: Doc | Grammar,
    report: Report,
    attributions: Iterable[FoundAttribution],
    *,
    sure: float | None = None,
    wide: bool = False,
) -> tuple[Attribution, ...]:
    """The sure attributions as records of the report.

    ``wide``: also stands that are taken by acts ("embraced the plan"), as the PolNeAR corpus counts them;
    without it only words, thoughts and beliefs that are reported.
    """
    g = doc if isinstance(doc, Grammar) else grammar(doc)
    tokens = g.doc
    least = sure if sure is not None else SURE_WIDE if wide else SURE

    def span(pair: TokenSpan) -> Span:
        return report.span(tokens[pair[0]].idx, tokens[pair[1] - 1].idx + len(tokens[pair[1] - 1]))

    def source(pair: TokenSpan) -> Span:
        return span(pair if wide else unmarked(g, pair))

    return tuple(
        Attribution(tuple(map(source, a.sources)), span(a.cue) if a.cue else None, tuple(map(span, a.content)))
        for a in attributions
        if a.score >= least and (wide or reports(g, a))
    )


def speaker_of(doc: Doc | Grammar, trigger: int, kind: str, attributions: tuple[FoundAttribution, ...]) -> FoundSpeaker:
    """The speakers of the claim whose trigger's head is the token ``trigger``."""
    return speakers_of(doc, [(trigger, kind)], attributions)[0]


def speakers_of(
    doc: Doc | Grammar, triggers: Sequence[tuple[int, str]], attributions: tuple[FoundAttribution, ...]
) -> tuple[FoundSpeaker, ...]:
    """The speakers of many claims of one Doc at once, in the order of ``triggers``."""
    g = doc if isinstance(doc, Grammar) else grammar(doc)
    return tuple(speakers(g, triggers, attributions))
