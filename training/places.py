"""Trains the recogniser and the resolver of places: ``python -m training.places --data DATA --gold GOLD/train``.

Writes the weights beside ``contested/places`` and prints cross-validated figures (folds by document) of the
geoparsing corpora LGL, GWN and GeoVirus. The labelled reports add examples of resolution.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from spacy.tokens import Doc

from contested.learned import Floats, Network, Trees, softmax
from contested.places import find, mentions, options, resolve, tagger
from contested.places.demonyms import is_demonym
from contested.places.gazetteer import Gazetteer, gazetteer, kilometres
from contested.read.parse import language
from training.network import Settings, train, vocabulary
from training.places_corpus import FOLDS, Example, examples

DATA = Path(__file__).parent.parent / "contested" / "places" / "data"
_COMMON = Settings(
    hidden=(96,), batch=512, rate=2e-3, decay=1e-3, epochs=14, dropout=0.4, dropout_dense=0.35, dropout_sparse=0.25,
    smoothing=0.04, seed=9,
)  # fmt: skip
FIRST = (_COMMON, replace(_COMMON, seed=5))
AGAIN = Settings(hidden=(32,), epochs=6, batch=256, dropout=0.1, dropout_dense=0.05, dropout_sparse=0.0)
LEAST = 5


def basis() -> Floats:
    """The main directions of the word vectors, (300, WIDTH), signs fixed."""
    table = np.asarray(language().vocab.vectors.data, dtype=np.float64)
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    unit = table / np.where(lengths == 0, 1.0, lengths)
    _, vectors = np.linalg.eigh(unit.T @ unit / len(unit))
    chosen = vectors[:, ::-1][:, : tagger.WIDTH]
    signs = np.sign(chosen[np.abs(chosen).argmax(axis=0), np.arange(tagger.WIDTH)])
    result: Floats = np.ascontiguousarray(chosen * signs).astype(np.float16).astype(np.float32)
    return result


@dataclass(frozen=True)
class Tagged:
    """A document's input to the tagger and the classes of its tokens."""

    given: tagger.Input
    gold: NDArray[np.int64]


def tagged(example: Example, places: Gazetteer, directions: Floats) -> Tagged:
    """The tagger's input with BIOES classes; of a partly labelled document only the names it labels."""
    doc = example.doc
    page = mentions.scan(doc)
    given = tagger.inputs(page, places, mentions.candidates(page, places), directions)
    spans = options.spans_at(doc, [(t.start, t.end) for t in example.toponyms])
    tokens = [(s.start_token, s.end_token) for s in spans]
    if not example.whole:
        tokens = [t for t in (_name_in(doc, a, b) for a, b in tokens) if t]
    return Tagged(given, _classes(len(doc), tokens)[given.tokens])


def _name_in(doc: Doc, a: int, b: int) -> tuple[int, int] | None:
    """The name inside a labelled phrase ("Helmand province": "Helmand"); None when there is none or a demonym."""
    while a < b and not doc[a].text[0].isupper():
        a += 1
    while a < b and not doc[b - 1].text[0].isupper():
        b -= 1
    if a >= b or any(is_demonym(t.text) for t in doc[a:b]) or (b - a == 1 and doc[a].pos_ != "PROPN"):
        return None
    return a, b


def _classes(size: int, spans: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    classes = np.zeros(size, dtype=np.int64)
    for a, b in sorted(spans, key=lambda s: s[0] - s[1]):
        if classes[a:b].any():
            continue
        classes[a:b] = 2
        classes[a], classes[b - 1] = 1, 3
        if b - a == 1:
            classes[a] = 4
    return classes


def fit_first(rows: Sequence[Tagged], partly: Sequence[Tagged]) -> list[Network]:
    """The networks of the first judgement: one of the whole documents, one also of those labelled in part.

    In the latter, what is not labelled is what the first network says.
    """
    first = _fit(rows, FIRST[0])
    return [first, _fit([*rows, *(_filled(first, r) for r in partly)], FIRST[1])]


def _fit(rows: Sequence[Tagged], settings: Settings) -> Network:
    dense = np.concatenate([r.given.dense for r in rows])
    sparse = [names for r in rows for names in r.given.sparse]
    gold = np.concatenate([r.gold for r in rows])
    return train(dense, sparse, gold, tagger.CLASSES, settings, vocab=vocabulary(sparse, at_least=LEAST))


def _filled(network: Network, row: Tagged) -> Tagged:
    tokens = row.given.tokens
    size = int(tokens[-1]) + 1
    full = np.zeros(size, dtype=np.int64)
    full[tokens] = row.gold
    starts = np.flatnonzero((full == 1) | (full == 4)).tolist()
    ends = np.flatnonzero((full == 3) | (full == 4)).tolist()
    known = [(a, b + 1) for a, b in zip(starts, ends, strict=True)]
    said = [(a, b) for a, b, _ in tagger.decode(tokens, judge([network], row))]
    free = [(a, b) for a, b in said if not any(a < d and c < b for c, d in known)]
    return Tagged(row.given, _classes(size, [*known, *free])[tokens])


def judge(networks: Sequence[Network], row: Tagged) -> Floats:
    """The averaged beliefs of the first judgement."""
    given = row.given
    result: Floats = np.mean([softmax(n.scores(given.dense, given.sparse)) for n in networks], axis=0)
    return result


def fit_again(inputs: Sequence[Floats], rows: Sequence[Tagged]) -> Network:
    """The network of the second judgement."""
    dense = np.concatenate(inputs)
    none: list[list[str]] = [[] for _ in range(len(dense))]
    return train(dense, none, np.concatenate([r.gold for r in rows]), tagger.CLASSES, AGAIN)


def spans_of(row: Tagged, scores: Floats, example: Example) -> list[options.Span]:
    """The spans that beliefs give in a document."""
    spans = []
    text = example.doc.text
    for a, b, p in tagger.decode(row.given.tokens, scores):
        start, end = tagger.bounds(example.doc, text, a, b)
        if not is_demonym(text[start:end]):
            spans.append(options.Span(start, end, a, b, text[start:end], p))
    return spans


def two_judgements(found: Sequence[Example], rows: Sequence[Tagged]) -> list[list[options.Span]]:
    """Fit and save both judgements; the spans found in each document by networks that have not seen it."""
    seen = [i for i, e in enumerate(found) if len(rows[i].given.tokens)]
    whole = [i for i in seen if found[i].whole]
    partly = [i for i in seen if not found[i].whole]
    beliefs: dict[int, Floats] = {}
    for fold in range(FOLDS):
        networks = fit_first(
            [rows[i] for i in whole if found[i].fold != fold], [rows[i] for i in partly if found[i].fold != fold]
        )
        beliefs |= {i: judge(networks, rows[i]) for i in seen if found[i].fold == fold}
    again = {i: tagger.again(found[i].doc, rows[i].given, beliefs[i]) for i in seen}
    spans: list[list[options.Span]] = [[] for _ in found]
    for fold in (*range(FOLDS), -1):
        used = [i for i in whole if found[i].fold != fold]
        network = fit_again([again[i] for i in used], [rows[i] for i in used])
        if fold < 0:
            network.save(DATA / "tagger_again.npz")
        for i in seen:
            if found[i].fold == fold:
                scores = softmax(network.scores(again[i], [()] * len(again[i])))
                scores[:, 0] *= tagger.EAGER
                spans[i] = spans_of(rows[i], scores, found[i])
    for number, network in enumerate(fit_first([rows[i] for i in whole], [rows[i] for i in partly]), start=1):
        network.save(DATA / f"tagger{number}.npz")
    return spans


@dataclass(frozen=True)
class Ranked:
    """A document's options with their labels and weights."""

    example: Example
    spans: list[options.Span]
    made: list[options.Group]
    rows: resolve.Table
    label: Floats
    weight: Floats


def _named(example: Example) -> Example:
    """Of a partly labelled document the labels that hold a name, cut to it."""
    if example.whole:
        return example
    kept = []
    spans = options.spans_at(example.doc, [(t.start, t.end) for t in example.toponyms])
    for t, span in zip(example.toponyms, spans, strict=True):
        name = _name_in(example.doc, span.start_token, span.end_token)
        if name:
            kept.append(
                replace(
                    t, start=example.doc[name[0]].idx, end=example.doc[name[1] - 1].idx + len(example.doc[name[1] - 1])
                )
            )
    return replace(example, toponyms=tuple(dict.fromkeys(kept)))


def ranked(example: Example, places: Gazetteer, extra: Sequence[options.Span]) -> Ranked:
    """The options of the labelled toponyms (and, as company only, of ``extra`` spans that touch none of them)."""
    doc = example.doc
    spans = options.spans_at(doc, [(t.start, t.end) for t in example.toponyms])
    spans += [e for e in extra if not any(e.start < s.end and s.start < e.end for s in spans)]
    made = options.groups(doc, spans, places)
    rows = resolve.table(made, places)
    label, weight = np.zeros(len(rows.place), dtype=np.float32), np.zeros(len(rows.place), dtype=np.float32)
    low = 0
    for group in made:
        at = slice(low, low + len(group.places))
        low += len(group.places)
        toponyms = [example.toponyms[m] for m in group.members if m < len(example.toponyms)]
        if toponyms and len(group.places):
            label[at], weight[at] = _labels(group, toponyms, places)
    return Ranked(example, spans, made, rows, label, weight)


def _labels(group: options.Group, toponyms: Sequence, places: Gazetteer) -> tuple[Floats, Floats]:  # type: ignore[type-arg]
    here = group.places
    label = np.zeros(len(here), dtype=np.float32)
    weight = np.full(len(here), 0.5 + 0.5 * np.log2(1 + len(toponyms)), dtype=np.float32)
    ids = Counter(t.geonames for t in toponyms if t.geonames)
    located = [t for t in toponyms if t.lat is not None]
    if ids:
        wanted = ids.most_common(1)[0][0]
        label[:] = places.geonames[here] == wanted
        if label.any():
            return label, weight
        located = [t for t in located if t.geonames == wanted]
    if not located:
        return label, weight * (1.0 if ids else 0.0)
    km = kilometres(places.lat[here], places.lon[here], located[0].lat, located[0].lon)
    if km.min() < 161:
        near = km <= max(5.0, float(km.min()) + 1)
        label[:] = near
        weight[(km < 161) & ~near] = 0
        weight *= 0.7
    return label, weight


def fit_ranker(features: Floats, label: Floats, weight: Floats) -> HistGradientBoostingClassifier:
    """The boosted trees of one pass."""
    used = weight > 0
    model = HistGradientBoostingClassifier(
        max_iter=160, learning_rate=0.07, max_leaf_nodes=14, min_samples_leaf=15, l2_regularization=2.0,
        early_stopping=False, random_state=1,
    )  # fmt: skip
    return model.fit(features[used], label[used], sample_weight=weight[used])


def company(r: Ranked, score: Floats, places: Gazetteer) -> Floats:
    """The features of a document's options given first scores."""
    belief = resolve.beliefs(r.rows.group, score, len(r.made))
    return resolve.features(r.example.doc, r.spans, r.made, r.rows, belief, places)


def two_passes(rows: Sequence[Ranked], places: Gazetteer) -> tuple[list[Floats], list[Trees]]:
    """Cross-validated scores of the second pass, and both passes fitted on everything."""
    scores: list[Floats] = [r.rows.prior for r in rows]
    shipped = []
    folds = np.array([r.example.fold for r in rows])
    for _ in range(2):
        features = [company(r, s, places) for r, s in zip(rows, scores, strict=True)]
        fresh = list(scores)
        for fold in (*range(FOLDS), -1):
            used = [i for i in range(len(rows)) if folds[i] != fold and len(features[i])]
            model = fit_ranker(
                np.concatenate([features[i] for i in used]),
                np.concatenate([rows[i].label for i in used]),
                np.concatenate([rows[i].weight for i in used]),
            )
            if fold < 0:
                shipped.append(Trees.from_sklearn(model, ("right",)))
            for i in np.flatnonzero(folds == fold):
                if len(features[i]):
                    fresh[i] = model.decision_function(features[i]).astype(np.float32)
        scores = fresh
    return scores, shipped


class Tally:
    """Cross-validated figures by corpus."""

    def __init__(self) -> None:
        self.n: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, corpus: str, **counts: float) -> None:
        for name in (corpus, "lgl+gwn") if corpus in ("lgl", "gwn") else (corpus,):
            self.n[name].update({k: int(v) for k, v in counts.items()})

    def show(self) -> None:
        for corpus, n in self.n.items():
            line = [f"{corpus:9s}"]
            if n["pred"]:
                line.append(f"recognition P {n['hit'] / n['pred']:.3f} R {n['hit'] / n['gold']:.3f} "
                            f"F1 {2 * n['hit'] / (n['pred'] + n['gold']):.3f}")  # fmt: skip
            if n["ids_pred"]:
                line.append(
                    f"end to end F1 {2 * n['both'] / (n['ids_pred'] + n['ids']):.3f} "
                    f"R {n['both'] / max(n['ids'], 1):.3f}"
                )
            if n["located"]:
                line.append(f"gold spans acc@161 {n['near'] / n['located']:.3f}")
            if n["ids"]:
                line.append(
                    f"with an id: acc@161 {n['near_ids'] / n['ids']:.3f} "
                    f"same id {n['same'] / n['ids']:.3f} n {n['ids']:.0f}"
                )
            print("  ".join(line), flush=True)


def tally_gold(r: Ranked, score: Floats, places: Gazetteer, tally: Tally) -> None:
    """Resolution on gold spans."""
    for group, choice in zip(r.made, resolve.choose(r.rows, score, places), strict=True):
        for m in group.members:
            if m >= len(r.example.toponyms):
                continue
            t = r.example.toponyms[m]
            same = choice.place >= 0 and t.geonames is not None and int(places.geonames[choice.place]) == t.geonames
            near = same
            if t.lat is not None and choice.place >= 0:
                near = same or kilometres(places.lat[choice.place], places.lon[choice.place], t.lat, t.lon) < 161
            located, known = t.lat is not None, t.geonames is not None
            tally.add(
                r.example.corpus, located=located, near=near and located, ids=known, same=same, near_ids=near and known
            )


def tally_found(
    example: Example, spans: Sequence[options.Span], r: Ranked, score: Floats, places: Gazetteer, tally: Tally
) -> None:
    """Recognition, and span and id together."""
    gold = {(t.start, t.end): t.geonames for t in example.toponyms}
    chosen: dict[int, int] = {}
    for group, choice in zip(r.made, resolve.choose(r.rows, score, places), strict=True):
        sure = choice.nearby >= find.THRESHOLD
        chosen.update(dict.fromkeys(group.members, choice.place if sure else -1))
    for i, span in enumerate(spans):
        at = (span.start, span.end)
        right = at in gold
        known = right and gold[at] is not None
        both = known and chosen[i] >= 0 and int(places.geonames[chosen[i]]) == gold[at]
        tally.add(example.corpus, pred=1, hit=right, both=both, ids_pred=chosen[i] >= 0 and (not right or known))
    tally.add(example.corpus, gold=len(gold))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of lgl.xml, gwn.xml and GeoVirus.xml")
    parser.add_argument("--gold", type=Path, required=True, help="the labelled reports to learn from")
    parser.add_argument("--texts", type=Path, required=True, help="the texts of the labelled reports")
    parser.add_argument("--scratch", type=Path, help="a folder to keep parses in")
    given = parser.parse_args()
    places, directions = gazetteer(), basis()
    found = examples(given.data, given.gold, given.texts, scratch=given.scratch)
    rows = [tagged(e, places, directions) for e in found]
    np.save(DATA / "basis.npy", directions.astype(np.float16))
    spans = two_judgements(found, rows)
    ranking = [ranked(_named(e), places, () if e.whole else s) for e, s in zip(found, spans, strict=True)]
    scores, trees = two_passes(ranking, places)
    for number, one in enumerate(trees, start=1):
        one.save(DATA / f"ranker{number}.npz")
    tally = Tally()
    for r, score in zip(ranking, scores, strict=True):
        tally_gold(r, score, places, tally)
    _end_to_end(found, spans, ranking, places, tally)
    tally.show()


def _end_to_end(
    found: Sequence[Example],
    spans: Sequence[list[options.Span]],
    ranking: Sequence[Ranked],
    places: Gazetteer,
    tally: Tally,
) -> None:
    """Resolve the found spans with rankers that have not seen their document."""
    folds: dict[int, list[HistGradientBoostingClassifier]] = defaultdict(list)
    scores: list[Floats] = [r.rows.prior for r in ranking]
    loose = [
        Ranked(e, s, m := options.groups(e.doc, s, places), resolve.table(m, places), *_NONE)
        for e, s in zip(found, spans, strict=True)
    ]
    mine: list[Floats] = [r.rows.prior for r in loose]
    for _ in range(2):
        features = [company(r, s, places) for r, s in zip(ranking, scores, strict=True)]
        own = [company(r, s, places) for r, s in zip(loose, mine, strict=True)]
        for fold in range(FOLDS):
            used = [i for i, e in enumerate(found) if e.fold != fold and len(features[i])]
            model = fit_ranker(
                np.concatenate([features[i] for i in used]),
                np.concatenate([ranking[i].label for i in used]),
                np.concatenate([ranking[i].weight for i in used]),
            )
            folds[fold].append(model)
            for i, e in enumerate(found):
                if e.fold == fold:
                    if len(features[i]):
                        scores[i] = model.decision_function(features[i]).astype(np.float32)
                    if len(own[i]):
                        mine[i] = model.decision_function(own[i]).astype(np.float32)
    for e, s, r, score in zip(found, spans, loose, mine, strict=True):
        if e.whole:
            tally_found(e, s, r, score, places, tally)


_NONE: tuple[Floats, Floats] = (np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32))

if __name__ == "__main__":
    main()
