"""The suite ``eventcoref``: which event mentions of ECB+ are of one happening, within and across documents.

Gold mentions are given, singletons and all; nothing else is. *Pooled* is without a topic oracle: the mentions of all
documents are clustered together. *Within sub-topic* gives which documents are of one seminal happening, *within
document* clusters every document alone. The scorer learned from the topics that are not in ``HELD_OUT``, and only
those are measured that it did not learn from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from contested.errors import InputError
from contested.evaluate.coref_metrics import CorefScores, score
from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.ecbplus import EcbDocument, load
from contested.evaluate.outcome import Figure, Inputs, Outcome, Prediction, Table
from contested.model import Report
from contested.situation.mentions import MentionDocument, bag_of, coreferent, inverse_frequencies, views_of

HELD_OUT = frozenset({"2", "5", "12", "18", "21", "23", "34", "35"})
"""The development topics of the corpus's usual split (Cybulska and Vossen 2015)."""
LEARNED_FROM = frozenset(str(n) for n in range(1, 36)) - HELD_OUT
NOTE = (
    "Gold mentions of the checked sentences, singletons too. Pooled: no topic oracle, all documents together. "
    "The scorer learned from topics 1 to 35 without 2, 5, 12, 18, 21, 23, 34 and 35; measured are the others. "
    "Same head lemma: the usual baseline, on the same mentions."
)


def run(inputs: Inputs) -> Outcome:
    """Cluster the mentions of the topics that the scorer did not learn from; raises InputError."""
    documents = load(inputs.data, topics=_unseen(inputs))
    parsed = prepared(documents)
    gold = by_cluster(documents)
    pooled = coreferent(parsed)
    settings = {
        "pooled": (gold, pooled),
        "within sub-topic": (gold, coreferent(parsed, groups=_grouped(d.subtopic for d in documents))),
        "within document": (
            by_cluster(documents, alone=True),
            coreferent(parsed, groups=[(n,) for n in range(len(documents))]),
        ),
    }
    scores = {name: score(key, found) for name, (key, found) in settings.items()}
    lemmas = _by_lemma(documents, parsed)
    baselines = {"pooled": score(gold, lemmas[0]), "within sub-topic": score(gold, lemmas[1])}
    mentions = sum(len(d.mentions) for d in documents)
    figures = [
        Figure(f"{name} CoNLL F1", 100 * s.conll, mentions, floored=name != "within document")
        for name, s in scores.items()
    ]
    figures += [Figure(f"{name} CoNLL F1 of same head lemma", 100 * s.conll, mentions) for name, s in baselines.items()]
    files = [inputs.data / "sentences.csv", *(inputs.data / d.topic / f"{d.id}.xml" for d in documents)]
    return Outcome(
        suite="eventcoref",
        figures=tuple(figures),
        corpus_sha256=corpus_sha256(files),
        counts=(("topics", len({d.topic for d in documents})), ("documents", len(documents)), ("mentions", mentions)),
        tables=(_table(scores, baselines),),
        predictions=tuple(_dumped(documents, pooled)),
        note=NOTE,
    )


def _unseen(inputs: Inputs) -> frozenset[str]:
    there = {d.name for d in inputs.data.iterdir() if d.is_dir()} if inputs.data.is_dir() else set()
    if there and there <= LEARNED_FROM:
        raise InputError(str(inputs.data), "the scorer learned from all of these topics; give others to measure it")
    return frozenset(there - LEARNED_FROM)


def prepared(documents: Sequence[EcbDocument]) -> list[MentionDocument]:
    """The documents parsed, with the tokens of their mentions."""
    from contested.read.parse import parse_many

    found = []
    reports = (Report(d.id, d.text) for d in documents)
    for document, parsed in zip(documents, parse_many(reports), strict=True):
        starts = [(t.idx, t.idx + len(t), t.i) for t in parsed.doc]
        mentions = []
        for mention in document.mentions:
            own = [i for start, end, i in starts if any(start < b and end > a for a, b in mention.spans)]
            mentions.append((mention.id, (own[0], own[-1] + 1)))
        found.append(MentionDocument(parsed.doc, tuple(mentions)))
    return found


def by_cluster(documents: Iterable[EcbDocument], *, alone: bool = False) -> list[frozenset[Hashable]]:
    """The gold clusters; ``alone``: each document for itself."""
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for document in documents:
        for mention in document.mentions:
            found[(document.id, mention.cluster) if alone else mention.cluster].add(mention.id)
    return [frozenset(own) for own in found.values()]


def _grouped(names: Iterable[str]) -> list[list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        found[name].append(number)
    return list(found.values())


def _by_lemma(
    documents: Sequence[EcbDocument], parsed: Sequence[MentionDocument]
) -> tuple[list[frozenset[Hashable]], list[frozenset[Hashable]]]:
    """Mentions with the same head lemma together: over all documents, and within each sub-topic."""
    views = views_of(parsed, inverse_frequencies([bag_of(p.doc) for p in parsed]))
    pooled: dict[Hashable, set[Hashable]] = defaultdict(set)
    within: dict[Hashable, set[Hashable]] = defaultdict(set)
    for id_, one in views.items():
        pooled[one.lemma].add(id_)
        within[(one.lemma, documents[one.doc].subtopic)].add(id_)
    return [frozenset(c) for c in pooled.values()], [frozenset(c) for c in within.values()]


def _table(scores: dict[str, CorefScores], baselines: dict[str, CorefScores]) -> Table:
    rows = [*scores.items(), *((f"same lemma, {name}", s) for name, s in baselines.items())]
    header = ("setting", "MUC F1", "B3 F1", "CEAFe F1", "CoNLL F1")
    told = []
    for name, s in rows:
        told.append((name, *(f"{100 * v:.1f}" for v in (s.muc.f1, s.b3.f1, s.ceaf_e.f1, s.conll))))
    return Table("Event coreference", header, tuple(told))


def _dumped(documents: Sequence[EcbDocument], clusters: Sequence[Sequence[str]]) -> Iterable[Prediction]:
    """By document its mentions with the number of the cluster they were put in, the same over all documents."""
    number = {id_: n for n, own in enumerate(clusters) for id_ in own}
    for document in documents:
        mentions = [
            {"id": m.id.partition("#")[2], "start": m.start, "end": m.end, "cluster": number[m.id]}
            for m in document.mentions
        ]
        yield Prediction(document.id, {"topic": document.topic, "mentions": mentions})
