"""Train the deciders of a claim's speakers on the labelled reports.

    python -m training.speaker --gold DIR --reports DIR

Writes ``speaker.npz`` and ``relay.npz`` beside the code that loads them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from contested.learned import Floats, Network
from contested.model import Kind, Report
from contested.read.attribution import FoundAttribution, Grammar, TokenSpan, find_attributions, grammar
from contested.read.attribution import speaker as decider
from contested.read.attribution.speaker_features import Pair, pair_features, pairs
from contested.read.parse import parse
from training.network import Settings, train

SPEAKER = Settings(hidden=(64,), epochs=12, batch=256, rate=2e-3, decay=3e-3, dropout=0.4)
RELAY = Settings(hidden=(32,), epochs=10, batch=256, rate=2e-3, decay=3e-3, dropout=0.4)
SEEDS = (0, 1, 2)
FOLDER = Path(__file__).parent.parent / "contested" / "read"


@dataclass(frozen=True)
class Labelled:
    """One claim as labelled: the trigger's main token and the labels (one or two readers')."""

    trigger: int
    kind: Kind
    labels: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Document:
    """A labelled report with its grammar and attributions."""

    id: str
    grammar: Grammar
    attributions: tuple[FoundAttribution, ...]
    claims: tuple[Labelled, ...]

    def overlaps(self, span: TokenSpan, offsets: Sequence[int]) -> bool:
        """Whether a token span shares a character with labelled offsets."""
        doc = self.grammar.doc
        last = doc[span[1] - 1]
        return bool(doc[span[0]].idx < offsets[1] and offsets[0] < last.idx + len(last))


def document(name: str, g: Grammar, items: list[dict[str, Any]]) -> Document:
    """One labelled report; only claims that both readers (or the only one) found."""
    claims = []
    for item in items:
        start, end = item["labels"][0]["trigger"]["o"]
        span = g.doc.char_span(start, end, alignment_mode="expand")
        if item["core"] and span is not None:
            claims.append(Labelled(span.root.i, item["labels"][0]["kind"], tuple(item["labels"])))
    return Document(name, g, find_attributions(g), tuple(claims))


def documents(gold: Path, reports: Path) -> Iterator[Document]:
    """The labelled reports of a folder, parsed."""
    for path in sorted(gold.glob("*.json")):
        text = (reports / f"{path.stem}.txt").read_bytes().decode("utf-8")
        g = grammar(parse(Report(path.stem, text)).doc, text)
        yield document(path.stem, g, json.loads(path.read_text(encoding="utf-8"))["claims"])


def speaker_model(docs: Sequence[Document], settings: Settings = SPEAKER) -> Network:
    """Is this attribution's source the first speaker of this claim?"""
    rows: list[list[str]] = []
    gold: list[int] = []
    blocks: list[Floats] = []
    for d in docs:
        own: list[Pair] = []
        for claim in d.claims:
            group = pairs(d.grammar, claim.trigger, claim.kind, d.attributions)
            own += group
            rows += pair_features(d.grammar, group)
            speaker = claim.labels[0]["speaker"]
            for p in group:
                gold.append(int(bool(speaker) and d.overlaps(p.attribution.sources[0], speaker[0]["o"])))
        blocks.append(decider.dense_rows(d.grammar, own))
    return train(np.concatenate(blocks), rows, np.array(gold), ("no", "yes"), settings)


def relay_model(docs: Sequence[Document], settings: Settings = RELAY) -> Network:
    """Is this attribution's source a relay of a claim whose first speaker is another's?"""
    rows: list[list[str]] = []
    gold: list[int] = []
    blocks: list[Floats] = []
    for d in docs:
        own: list[Pair] = []
        for claim in d.claims:
            speaker = claim.labels[0]["speaker"]
            group = pairs(d.grammar, claim.trigger, claim.kind, d.attributions) if speaker else []
            first = next((p for p in group if d.overlaps(p.attribution.sources[0], speaker[0]["o"])), None)
            if first is None:
                continue
            for p, row in zip(group, pair_features(d.grammar, group), strict=True):
                if p.attribution.sources[0] == first.attribution.sources[0]:
                    continue
                own.append(p)
                rows.append(row + decider.relay_extra(p, first))
                gold.append(int(any(d.overlaps(p.attribution.sources[0], s["o"]) for s in speaker[1:])))
        blocks.append(decider.dense_rows(d.grammar, own))
    return train(np.concatenate(blocks), rows, np.array(gold), ("no", "yes"), settings)


def together(networks: Sequence[Network]) -> Network:
    """Networks of one hidden layer, trained alike from different seeds, as one that gives their mean scores."""
    first, count = networks[0], len(networks)
    weights = np.vstack([n.layers[0][0] for n in networks]) / count
    bias = np.mean([n.layers[0][1] for n in networks], axis=0)
    return replace(
        first,
        first_dense=np.hstack([n.first_dense for n in networks]),
        first_sparse=np.hstack([n.first_sparse for n in networks]),
        layers=((weights.astype(np.float32), bias.astype(np.float32)),),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Train both on the labelled reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    options = parser.parse_args(arguments)
    docs = list(documents(options.gold, options.reports))
    speaker_model(docs).save(FOLDER / "attribution" / "speaker.npz", eight_bit=True)
    relay_model(docs).save(FOLDER / "attribution" / "relay.npz", eight_bit=True)


if __name__ == "__main__":
    main()
