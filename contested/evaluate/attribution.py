"""The suite ``attribution``: who says what, against PolNeAR (dev): cue, source and content of every attribution."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from contested.evaluate import polnear
from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.outcome import Figure, Inputs, Outcome, Prediction, Table
from contested.evaluate.polnear import Article, Marked, Offsets, Tally
from contested.model import Attribution, Report, Span

FLOORED = ("all exact", "cue overlap", "content overlap")


def marked(attributions: Iterable[Attribution]) -> list[Marked]:
    """Our attributions in the corpus's terms: one source (the origin), one cue."""

    def offsets(spans: Iterable[Span | None]) -> tuple[Offsets, ...]:
        return tuple((s.start, s.end) for s in spans if s is not None)

    return [Marked(offsets(a.source[:1]), offsets([a.cue]), offsets(a.content)) for a in attributions]


def predict(article: Article) -> list[Marked]:
    """The attributions read from one article."""
    from contested.read.attribution import find_attributions, grammar, listed
    from contested.read.parse import parse

    report = Report(article.id, article.text)
    g = grammar(parse(report).doc, article.text)
    return marked(a for a in listed(g, report, find_attributions(g), wide=True) if a.cue is not None)


def parts_of(folder: Path) -> list[Path]:
    """The folder itself when it holds texts; else its parts but ``train``."""
    if (folder / "text").is_dir():
        return [folder]
    return [p for p in sorted(folder.iterdir()) if p.name != "train" and (p / "text").is_dir()] or [folder]


def run(inputs: Inputs) -> Outcome:
    """Read every article and score; several annotators of an article count as one. Raises InputError."""
    articles = [a for part in parts_of(inputs.data) for a in polnear.load(part)]
    tallies: dict[str, Tally] = {}
    predictions = []
    for article in articles:
        found = predict(article)
        words = polnear.words_of(article.text)
        mine = polnear.parts(words, found)
        for annotation in article.annotations:
            polnear.compare(tallies, mine, polnear.parts(words, annotation), weight=1 / len(article.annotations))
        rows = [{"source": m.source, "cue": m.cue, "content": m.content} for m in found]
        predictions.append(Prediction(article.id, {"doc": article.id, "attributions": rows}))
    return Outcome(
        suite="attribution",
        figures=tuple(Figure(f"{k} F1", t.f1, round(t.gold), floored=k in FLOORED) for k, t in tallies.items()),
        corpus_sha256=corpus_sha256(path for a in articles for path in a.files),
        counts=(("articles", len(articles)), ("words", sum(len(a.text.split()) for a in articles))),
        tables=(_table(tallies),),
        predictions=tuple(predictions),
        note="Two people who annotate the same article agree at all exact 59, cue overlap 82, content overlap 86.",
    )


def _table(tallies: dict[str, Tally]) -> Table:
    rows = tuple((k, f"{t.precision:.1f}", f"{t.recall:.1f}", f"{t.f1:.1f}") for k, t in tallies.items())
    return Table("Attributions", ("measure", "P", "R", "F1"), rows)
