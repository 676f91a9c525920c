"""The suite ``event_location``: the place of what a verb tells, against two baselines over the same places."""

from __future__ import annotations

from typing import Any

from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.event_sentences import EventSentence, load
from contested.evaluate.outcome import Figure, Inputs, Outcome, Prediction
from contested.model import Report
from contested.places import FoundPlace, find_places, place_of_event
from contested.places.event import event_features

NOTE = (
    "The shipped ranker is fitted on this development part: its figure there is of data seen. "
    "python -m training.places_event prints the cross-validated one."
)


def run(inputs: Inputs) -> Outcome:
    """Pick the place of every sentence's verb below ``inputs.data``; raises InputError."""
    from contested.read.parse import parse_many

    sentences = load(inputs.data)
    hits = {"ranker": 0, "nearest place": 0, "dependency path": 0}
    given = dict.fromkeys(hits, 0)
    predictions = []
    reports = (Report(s.id, s.text) for s in sentences)
    for sentence, parsed in zip(sentences, parse_many(reports), strict=True):
        doc = parsed.doc
        verb = next((t.i for t in doc if t.idx + len(t) > sentence.verb[0]), len(doc) - 1)
        picks = _picks(doc, verb)
        for name, pick in picks.items():
            if pick is not None:
                given[name] += 1
                hits[name] += (pick.start, pick.end) in sentence.places
        predictions.append(Prediction(sentence.id, _dumped(sentence, picks["ranker"])))
    gold = sum(len(s.places) for s in sentences)
    figures = [
        Figure(f"{name} F1", 200.0 * hits[name] / max(given[name] + gold, 1), gold, floored=name == "ranker")
        for name in hits
    ]
    figures.append(Figure("ranker precision", 100.0 * hits["ranker"] / max(given["ranker"], 1), given["ranker"]))
    figures.append(Figure("ranker recall", 100.0 * hits["ranker"] / max(gold, 1), gold))
    return Outcome(
        suite="event_location",
        figures=tuple(figures),
        corpus_sha256=corpus_sha256([inputs.data / "labeled.jsonl"]),
        counts=(("sentences", len(sentences)), ("places", gold)),
        predictions=tuple(predictions),
        note=NOTE,
    )


def _picks(doc: Any, verb: int) -> dict[str, FoundPlace | None]:
    sentence = doc[verb].sent
    here = [p for p in find_places(doc) if sentence.start <= p.start_token < sentence.end]
    if not here:
        return {"ranker": None, "nearest place": None, "dependency path": None}
    dense, _ = event_features(doc, verb, [(p.start_token, p.end_token) for p in here])
    nearest = here[int(dense[:, 0].argmin())]
    shortest = here[min(range(len(here)), key=lambda i: (dense[i, 1], dense[i, 0]))]
    return {"ranker": place_of_event(doc, verb, here), "nearest place": nearest, "dependency path": shortest}


def _dumped(sentence: EventSentence, pick: FoundPlace | None) -> dict[str, Any]:
    place = (
        None if pick is None else {"start": pick.start, "end": pick.end, "quote": sentence.text[pick.start : pick.end]}
    )
    return {"verb": list(sentence.verb), "place": place}
