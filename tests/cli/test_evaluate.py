"""``contested evaluate``: figures, misses, dumps, floors, and what happens without a corpus."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Json = dict[str, Any]
Cli = Callable[..., Any]  # see conftest.py

TEXTS = {
    "one": "Rebels captured Hama on Thursday, the army said. At least 13 soldiers were killed.",
    "two": "The army denied that it had withdrawn from Homs.",
}


def labelled(claim: Json) -> Json:
    """A printed claim as a gold label."""

    def span(s: Json) -> Json:
        return {"q": s["quote"], "o": [s["start"], s["end"]]}

    return {
        **{name: claim[name] for name in ("kind", "stance")},
        "trigger": span(claim["trigger"]),
        **{name: [span(s) for s in claim[name]] for name in ("speaker", "actor", "target")},
        "place": [
            {**span(p), "role": p["role"], "geo": p["place"]["geonames"] if p["place"] else None}
            for p in claim["place"]
        ],
        "time": span(claim["time"]) if claim["time"] else None,
        "counts": [{**span(c), **{k: c[k] for k in ("what", "low", "high")}} for c in claim["counts"]],
    }


@pytest.fixture
def corpora(tmp_path: Path, cli: Cli) -> Path:
    """A made-up corpus whose labels are what the reader finds today: all its figures are 100."""
    gold, reports = tmp_path / "gold" / "dev", tmp_path / "data" / "reports"
    gold.mkdir(parents=True)
    reports.mkdir(parents=True)
    for name, text in TEXTS.items():
        (reports / f"{name}.txt").write_text(text, encoding="utf-8")
        claims = json.loads(cli("read", reports / f"{name}.txt", "--format", "json").out)["claims"]
        assert claims
        items = [{"core": True, "by": "AB", "labels": [labelled(c), labelled(c)]} for c in claims]
        (gold / f"{name}.json").write_text(json.dumps({"doc": name, "claims": items}), encoding="utf-8")
    return tmp_path


def spoil(corpora: Path, edit: Callable[[list[Json]], None]) -> None:
    path = corpora / "gold" / "dev" / "one.json"
    data = json.loads(path.read_text())
    edit(data["claims"])
    path.write_text(json.dumps(data))


def test_its_own_labels_score_a_hundred(cli: Cli, corpora: Path) -> None:
    ran = cli("evaluate", "gold", "--corpora", corpora)
    assert (ran.status, ran.err) == (0, "")
    lines = [line.split() for line in ran.out.splitlines()]
    assert ["found", "F1", "100.0"] in [line[:3] for line in lines]
    assert ["complete", "F1", "100.0"] in [line[:3] for line in lines]
    by_path = cli("evaluate", "gold", "--data", corpora / "gold/dev", "--reports", corpora / "data/reports")
    assert by_path.out == ran.out


def test_misses_false_claims_and_wrong_fields_are_listed(cli: Cli, corpora: Path) -> None:
    def edit(items: list[Json]) -> None:
        dropped = items.pop(0)
        items[-1]["labels"][0]["stance"] = items[-1]["labels"][1]["stance"] = "planned"
        far = json.loads(json.dumps(dropped))
        for label in far["labels"]:
            label["kind"] = "sanction"
        items.append(far)

    spoil(corpora, edit)
    out = corpora / "misses.txt"
    assert cli("evaluate", "gold", "--corpora", corpora, "--misses", out).status == 0
    text = out.read_text(encoding="utf-8")
    assert "=== one" in text
    assert "=== two" not in text
    assert "FALSE   capture" in text
    assert "MISSED  sanction" in text
    assert "stance: read asserted; labelled planned" in text
    assert "| Rebels captured Hama on Thursday, the army said." in text
    assert cli("evaluate", "gold", "--corpora", corpora, "--misses", "-").out.endswith(text)


def test_predictions_are_dumped_as_read_prints_them(cli: Cli, corpora: Path) -> None:
    folder, lines = corpora / "predictions", corpora / "predictions.jsonl"
    for target in (folder, lines):
        assert cli("evaluate", "gold", "--corpora", corpora, "--dump", target).status == 0
    printed = json.loads(cli("read", corpora / "data/reports/one.txt", "--format", "json").out)
    assert json.loads((folder / "one.json").read_text(encoding="utf-8")) == printed
    first = lines.read_text(encoding="utf-8").splitlines()[0]
    assert json.loads(first) == {"doc": "one", **printed}


def test_the_gate_raises_holds_and_lowers_only_with_a_reason(cli: Cli, corpora: Path) -> None:
    floors, page = corpora / "kept" / "floors.json", corpora / "figures.md"
    page.write_text("# Figures\n<!-- figures: begin -->\n<!-- figures: end -->\n")
    gate = ("evaluate", "gold", "--corpora", corpora, "--floors", floors, "--figures", page)
    first = cli(*gate)
    assert (first.status, "no floors yet" in first.out) == (1, True)
    assert cli(*gate, "--raise-floors", "--record").status == 0
    assert "| gold | complete F1 | 100.0 |" in page.read_text()
    passed = cli(*gate)
    assert (passed.status, passed.out.splitlines()[-1]) == (0, "evaluation gate: passed (gold)")

    held = json.loads(floors.read_text())
    held["gold"]["floors"]["found F1"] = {"floor": 100.5, "best": 100.5}
    floors.write_text(json.dumps(held))
    failed = cli(*gate)
    assert (failed.status, failed.out.splitlines()[-1]) == (1, "evaluation gate: failed")
    assert "found F1 is 100.0, its floor is 100.5" in failed.out
    refused = cli(*gate, "--lower-floors")
    assert refused.status == 2
    line = next(row for row in refused.err.splitlines() if row.startswith("- gold, found F1"))
    assert cli(*gate).status == 1, "a refused lowering must leave the floors as they were"
    page.write_text(page.read_text() + line.replace("...", "the labels were mended") + "\n")
    assert cli(*gate, "--lower-floors").status == 0
    assert cli(*gate).status == 0

    spoil(corpora, lambda items: items.reverse())
    assert "the corpus is not the one" in cli(*gate).out


def test_without_a_corpus_the_gate_says_not_run(cli: Cli, tmp_path: Path) -> None:
    ran = cli("evaluate", "all", "--corpora", tmp_path, "--floors", tmp_path / "floors.json")
    assert ran.status == 0
    assert ran.out.splitlines()[-1] == "evaluation gate: not run"
    assert "passed" not in ran.out
    without = cli("evaluate", "gold", "--corpora", tmp_path)
    assert (without.status, without.out) == (1, "")
    assert "--corpora" in without.err


def test_suites_are_listed_and_unknown_ones_refused(cli: Cli, tmp_path: Path) -> None:
    assert "gold" in cli("evaluate", "--corpora", tmp_path).out
    assert cli("evaluate", "nothing").status == 2
    assert cli("evaluate", "all", "--data", tmp_path).status == 2
    assert cli("evaluate", "gold", "--corpora", tmp_path, "--raise-floors").status == 2


def test_a_page_of_figures_that_is_not_there_is_wrong_usage(cli: Cli, corpora: Path) -> None:
    ran = cli("evaluate", "gold", "--corpora", corpora, "--record", "--figures", corpora / "none.md")
    assert ran.status == 2
    assert "none.md" in ran.err
