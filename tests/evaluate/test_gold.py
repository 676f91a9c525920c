"""The measure of the labelled reports: by hand on small gold, and against the labels' own scorer."""

import copy
import importlib.util
import json
import os
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from contested.evaluate.gold import Document, Label, LabelPlace, Score, item_from_json, label_from_json, score
from contested.model import COUNT_WHATS, KINDS, PLACE_ROLES, STANCES

Json = dict[str, Any]
CORPORA = Path(os.environ.get("CONTESTED_CORPORA", Path(__file__).parents[3] / "shared"))


def claim(kind: str = "capture", at: int = 0, **fields: Any) -> Json:
    """A predicted claim in the contract's form, as far as it is measured; spans are (start, end)."""
    spans = {name: [{"start": a, "end": b} for a, b in fields.get(name, ())] for name in ("speaker", "actor", "target")}
    return {
        "kind": kind,
        "stance": fields.get("stance", "asserted"),
        "trigger": {"start": at, "end": at + 5},
        **spans,
        "place": [
            {"start": a, "end": b, "role": role, "place": {"geonames": geo} if geo else None}
            for a, b, role, geo in fields.get("place", ())
        ],
        "time": {"start": fields["time"][0], "end": fields["time"][1]} if "time" in fields else None,
        "counts": [{"what": w, "low": lo, "high": hi} for w, lo, hi in fields.get("counts", ())],
    }


def gold(core: bool, *labels: Json) -> Json:
    return {"core": core, "labels": list(labels)}


def measured(predicted: list[Json], items: list[Json]) -> Score:
    return score([Document("d", tuple(map(label_from_json, predicted)), tuple(map(item_from_json, items)))])


def test_both_forms_of_a_claim_give_the_same_label() -> None:
    theirs = {
        "trigger": {"q": "seizing", "o": [3, 10]}, "kind": "capture", "stance": "asserted",
        "speaker": [{"q": "rebels", "o": [20, 26]}], "actor": [], "target": [],
        "place": [{"q": "Saraqib", "o": [30, 37], "role": "at", "geo": 164816}],
        "time": {"q": "Friday", "o": [40, 46]},
        "counts": [{"q": "3", "o": [1, 2], "what": "killed", "low": 3, "high": None}],
    }  # fmt: skip
    ours = {
        **claim(speaker=[(20, 26)], place=[(30, 37, "at", 164816)], time=(40, 46), counts=[("killed", 3, None)]),
        "trigger": {"start": 3, "end": 10},
    }
    assert label_from_json(theirs) == label_from_json(ours)
    assert label_from_json(ours) == Label(
        "capture", "asserted", (3, 10), ((20, 26),), (), (), (LabelPlace((30, 37), "at", 164816),), (40, 46),
        (("killed", 3, None),),
    )  # fmt: skip


def test_found_needs_the_kind_and_an_overlapping_trigger() -> None:
    s = measured(
        [claim(at=0), claim("attack", at=20), claim(at=45)],
        [gold(True, claim(at=4)), gold(True, claim("clash", at=20)), gold(True, claim(at=50))],
    )
    assert (s.found.hits, s.found.predicted, s.found.gold) == (1, 3, 3)
    assert s.found.f1 == pytest.approx(100 / 3)


def test_optional_claims_are_neither_rewarded_nor_punished() -> None:
    items = [gold(True, claim(at=0)), gold(False, claim(at=50))]
    assert measured([claim(at=0), claim(at=50)], items).found.f1 == 100
    assert measured([claim(at=0)], items).found.f1 == 100


def test_complete_must_be_right_by_one_and_the_same_reader() -> None:
    a = claim(speaker=[(10, 15)], actor=[(20, 25)])
    b = claim(speaker=[(30, 35)], actor=[(40, 45)])
    mixed = measured([claim(speaker=[(10, 15)], actor=[(40, 45)])], [gold(True, a, b)])
    assert mixed.found.hits == 1
    assert mixed.complete.hits == 0
    assert {name: rate.percent for name, rate in mixed.fields.items() if name in ("speaker", "actor")} == {
        "speaker": 100,
        "actor": 100,
    }
    assert measured([copy.deepcopy(b)], [gold(True, a, b)]).complete.hits == 1


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        ([(0, 4, "at", 7)], True),
        ([(2, 9, "at", 7)], True),
        ([(0, 4, "near", 7)], False),
        ([(0, 4, "at", 8)], False),
        ([(0, 4, "at", None)], False),
        ([], False),
        ([(0, 4, "at", 7), (10, 14, "at", 7)], False),
    ],
)
def test_places_need_overlap_role_and_id(predicted: list[tuple[int, int, str, int | None]], right: bool) -> None:
    s = measured([claim(place=predicted)], [gold(True, claim(place=[(0, 4, "at", 7)]))])
    assert s.where_present["place"].right == right
    assert s.complete.hits == right


def test_any_id_will_do_where_the_reader_gave_none() -> None:
    s = measured([claim(place=[(0, 4, "at", 99)])], [gold(True, claim(place=[(0, 4, "at", None)]))])
    assert s.complete.hits == 1


def test_the_tables_by_kind_and_stance_add_up() -> None:
    s = measured(
        [claim(at=0), claim(at=20, stance="denied"), claim("attack", at=40)],
        [gold(True, claim(at=0)), gold(True, claim(at=20)), gold(True, claim("aid", at=60))],
    )
    kinds = {row.name: row for row in s.by_kind}
    assert (kinds["capture"].found.hits, kinds["capture"].complete.hits) == (2, 1)
    assert (kinds["attack"].found.predicted, kinds["attack"].found.gold, kinds["aid"].found.gold) == (1, 0, 1)
    stances = {row.name: row for row in s.by_stance}
    assert (stances["asserted"].found.hits, stances["asserted"].found.gold) == (1, 3)
    assert (stances["denied"].found.predicted, stances["denied"].found.hits) == (1, 0)
    assert s.stance_recall["asserted"].right == 1


def test_nothing_predicted_and_nothing_labelled() -> None:
    assert measured([], []).found.f1 == 0
    assert measured([], [gold(True, claim())]).found.recall == 0


def scorer() -> ModuleType:
    path = CORPORA / "gold" / "score.py"
    if not path.exists():
        pytest.skip(f"the labels' own scorer is not there: {path}")
    spec = importlib.util.spec_from_file_location("labels_scorer", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_contract_form(label: Json) -> Json:
    """A gold label as if the program had printed it."""
    spans = {
        name: [{"start": s["o"][0], "end": s["o"][1]} for s in label[name]] for name in ("speaker", "actor", "target")
    }
    return {
        "kind": label["kind"],
        "stance": label["stance"],
        "trigger": {"start": label["trigger"]["o"][0], "end": label["trigger"]["o"][1]},
        **spans,
        "place": [
            {
                "start": p["o"][0],
                "end": p["o"][1],
                "role": p["role"],
                "place": {"geonames": p["geo"]} if p["geo"] else None,
            }
            for p in label["place"]
        ],
        "time": {"start": label["time"]["o"][0], "end": label["time"]["o"][1]} if label["time"] else None,
        "counts": [{k: c[k] for k in ("what", "low", "high")} for c in label["counts"]],
    }


def shift(rng: random.Random, span: Json) -> None:
    by = rng.choice((-6, -2, 0, 0, 0, 3, 12))
    span["start"], span["end"] = max(0, span["start"] + by), max(1, span["end"] + by)


def perturb(rng: random.Random, claim: Json) -> Json:
    """The claim with some of its fields spoiled."""
    claim = copy.deepcopy(claim)
    if rng.random() < 0.1:
        claim["kind"] = rng.choice(KINDS)
    if rng.random() < 0.15:
        claim["stance"] = rng.choice(STANCES)
    if rng.random() < 0.2:
        shift(rng, claim["trigger"])
    for name in ("speaker", "actor", "target", "place"):
        rows = claim[name]
        if rows and rng.random() < 0.15:
            rows.pop(rng.randrange(len(rows)))
        if rows and rng.random() < 0.1:
            rows.append(copy.deepcopy(rng.choice(rows)))
        if rng.random() < 0.1:
            rng.shuffle(rows)
        if rows and rng.random() < 0.2:
            shift(rng, rng.choice(rows))
    for place in claim["place"]:
        if rng.random() < 0.15:
            place["role"] = rng.choice(PLACE_ROLES)
        if rng.random() < 0.15:
            place["place"] = rng.choice((None, {"geonames": 163345}))
    if rng.random() < 0.15:
        claim["time"] = rng.choice((None, {"start": 5, "end": 9}))
    if rng.random() < 0.15:
        claim["counts"] = [{"what": rng.choice(COUNT_WHATS), "low": rng.choice((None, 3)), "high": 3}]
    return claim


def noisy(rng: random.Random, items: list[Json]) -> list[Json]:
    """Predictions: most of the labels, spoiled, some of them twice, some left out."""
    out = []
    for item in items:
        for _ in range(rng.choice((0, 1, 1, 1, 1, 2))):
            out.append(perturb(rng, in_contract_form(rng.choice(item["labels"]))))
    rng.shuffle(out)
    return out


@pytest.mark.parametrize("seed", range(5))
def test_the_figures_are_those_of_the_labels_own_scorer(seed: int) -> None:
    theirs = scorer()
    rng = random.Random(seed)
    pairs = []
    for path in sorted((CORPORA / "gold" / "dev").glob("*.json")):
        items = json.loads(path.read_text(encoding="utf-8"))["claims"]
        pairs.append((noisy(rng, items), items))
    expected = theirs.score(copy.deepcopy(pairs))
    got = score(
        Document(str(i), tuple(map(label_from_json, p)), tuple(map(item_from_json, g)))
        for i, (p, g) in enumerate(pairs)
    )
    for name in ("found", "complete"):
        prf = getattr(got, name)
        assert (prf.f1, prf.precision, prf.recall) == pytest.approx(expected[name])
    assert 20 < got.complete.f1 < 95, "the perturbation should neither spoil all nor nothing"
    assert {k: r.percent for k, r in got.fields.items()} == pytest.approx(expected["fields"])
    for rates, key in ((got.where_present, "where present"), (got.stance_recall, "stance recall")):
        assert {k: (r.percent, r.of) for k, r in rates.items()} == expected[key]
    n = expected["n"]
    assert (got.found.gold, got.found.predicted, got.found.hits, got.complete.hits) == (
        n["gold"], n["pred"], n["hit"], n["complete"],
    )  # fmt: skip
    assert sum(row.found.gold for row in got.by_kind) == n["gold"]
    assert sum(row.found.predicted for row in got.by_kind) == n["pred"]
    assert sum(row.found.hits for row in got.by_kind) == n["hit"]
    assert sum(row.complete.hits for row in got.by_stance) == n["complete"]
