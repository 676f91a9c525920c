"""The suites ``actors`` and ``actor-coverage``: who a mention is, who "he" is, and what share of names is known.

The labels (``data/actors.jsonl``) are ours: every actor and speaker span of 33 labelled reports with the
ids that are right for it (null: no identity is right), read and labelled before anything was run on them,
by a language model, not by human experts. They hold ids and offsets only; the texts are in ``--data``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contested.actors import FoundActor, coreference, find_actors, resolve_actor
from contested.actors.knowledge import knowledge
from contested.errors import InputError
from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.outcome import Figure, Finding, Inputs, Outcome, Prediction, Table
from contested.intake import take_in_reports
from contested.model import Report
from contested.read.parse import Parsed, parse_many

LABELS = Path(__file__).parent / "data" / "actors.jsonl"
_FORMS = ("name", "description", "pronoun")


@dataclass(frozen=True)
class Labelled:
    """A labelled span: its offsets, roles and form, the ids that are right, and who a pronoun stands for."""

    start: int
    end: int
    roles: tuple[str, ...]
    form: str
    actors: tuple[str | None, ...]
    antecedent: tuple[int, int] | None


@dataclass(frozen=True)
class Judged:
    """One labelled span with what was read."""

    doc: str
    gold: Labelled
    quote: str
    read: FoundActor | None
    linked: bool

    @property
    def id(self) -> str | None:
        """The id that was read."""
        return self.read.actor.id if self.read and self.read.actor else None

    @property
    def right(self) -> bool:
        """Whether the id is one of the right ones."""
        return self.id in self.gold.actors

    @property
    def right_referent(self) -> bool:
        """Whether the span was led to the right person or body: to its antecedent's words where it has no id."""
        return self.right and (self.linked or self.gold.antecedent is None)


def _labels() -> list[tuple[str, date | None, tuple[Labelled, ...]]]:
    rows = []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        mentions = tuple(
            Labelled(
                m["start"], m["end"], tuple(m["roles"]), m["form"], tuple(m["actors"]),
                tuple(m["antecedent"]) if "antecedent" in m else None,
            )
            for m in data["mentions"]
        )  # fmt: skip
        rows.append((data["doc"], date.fromisoformat(data["published"]) if data["published"] else None, mentions))
    return rows


def _text(folder: Path, name: str) -> Path:
    path = folder / f"{name}.txt"
    if not path.is_file():
        raise InputError(str(path), "the text of a labelled report is missing; give --data the folder of the texts")
    return path


def _judge(parsed: Parsed, published: date | None, labels: tuple[Labelled, ...], name: str) -> Iterator[Judged]:
    doc, text = parsed.doc, parsed.report.text
    found = find_actors(doc, published=published, skip=parsed.boilerplate)
    links = coreference(doc, found)
    for gold in labels:
        read = resolve_actor(doc, gold.start, gold.end, found)
        linked = False
        if gold.antecedent and read and read.head in links.antecedent:
            mention = found[links.antecedent[read.head]]
            linked = text[slice(*gold.antecedent)].split()[-1] in text[mention.start : mention.end]
        yield Judged(name, gold, text[gold.start : gold.end], read, linked)


def _rate(rows: list[Judged], *, referent: bool = False) -> float:
    right = sum(r.right_referent if referent else r.right for r in rows)
    return 100.0 * right / len(rows) if rows else 0.0


def _figures(rows: list[Judged]) -> tuple[Figure, ...]:
    resolved = [r for r in rows if r.id]
    pronouns = [r for r in rows if r.gold.form == "pronoun"]
    speakers = [r for r in pronouns if "speaker" in r.gold.roles]
    descriptions = [r for r in rows if r.gold.form == "description"]
    return (
        Figure("identity accuracy", _rate(rows), len(rows), floored=True),
        Figure("precision of the resolved", _rate(resolved), len(resolved), floored=True),
        Figure("share resolved", 100.0 * len(resolved) / len(rows), len(rows)),
        Figure("coreference of pronouns", _rate(pronouns, referent=True), len(pronouns), floored=True),
        Figure("coreference of pronouns that speak", _rate(speakers, referent=True), len(speakers), floored=True),
        Figure("identity of descriptions", _rate(descriptions), len(descriptions), floored=True),
        Figure(
            "identity of names", _rate([r for r in rows if r.gold.form == "name"]),
            sum(r.gold.form == "name" for r in rows), floored=True,
        ),
    )  # fmt: skip


def _kind(gold: Labelled) -> str:
    first = next((a for a in gold.actors if a), None)
    if first is None:
        return "none"
    known = knowledge()
    return known.kind(first) if first in known else "not in the knowledge base"


def _by_kind(rows: list[Judged]) -> Table:
    groups: dict[str, list[Judged]] = {}
    for row in rows:
        groups.setdefault(_kind(row.gold), []).append(row)
    lines = []
    for kind, group in sorted(groups.items(), key=lambda item: -len(item[1])):
        resolved = [r for r in group if r.id]
        lines.append((kind, str(len(group)), f"{_rate(group):.1f}", f"{_rate(resolved):.1f}" if resolved else "-"))
    return Table("By kind of actor", ("kind", "labelled", "accuracy", "precision"), tuple(lines))


def _finding(row: Judged, text: str) -> Finding:
    right = " or ".join(str(a) for a in row.gold.actors)
    how = f" ({row.read.how})" if row.read else ""
    return Finding(
        row.doc,
        "wrong",
        f'"{row.quote}"',
        f"read {row.id}{how}; right {right}",
        " ".join(text[max(row.gold.start - 90, 0) : row.gold.end + 60].split()),
        row.gold.start,
    )


def run(inputs: Inputs) -> Outcome:
    """Resolve every labelled span and score it; raises InputError when a text is missing."""
    labels = _labels()
    files = [_text(inputs.data, name) for name, _, _ in labels]
    reports = [report for path in files for report in take_in_reports(path)]
    rows: list[Judged] = []
    findings: list[Finding] = []
    predictions: list[Prediction] = []
    for parsed, (name, published, mentions) in zip(parse_many(reports), labels, strict=True):
        judged = list(_judge(parsed, published, mentions, name))
        rows += judged
        findings += [_finding(r, parsed.report.text) for r in judged if not r.right_referent]
        spans = [{"start": r.gold.start, "end": r.gold.end, "actor": r.id} for r in judged]
        predictions.append(Prediction(name, {"mentions": spans}))
    return Outcome(
        suite="actors",
        figures=_figures(rows),
        corpus_sha256=corpus_sha256([LABELS, *files]),
        counts=(("reports", len(labels)), ("mentions", len(rows))),
        tables=(_by_kind(rows),),
        predictions=tuple(predictions),
        findings=tuple(findings),
        note="labelled by a language model that read the reports before anything was run on them, not by human experts",
    )


def _reports(folder: Path) -> Iterator[tuple[str, Report]]:
    texts = sorted((folder / "reports").glob("*.txt"))
    dated = folder / "libya2011" / "reports.jsonl"
    if not texts and not dated.is_file():
        raise InputError(str(folder), "neither reports/ nor libya2011/reports.jsonl is there; give --data their folder")
    for path in texts:
        for report in take_in_reports(path):
            yield "reports", report
    if dated.is_file():
        for line in dated.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield "libya2011", Report(row["id"], row["text"], published=date.fromisoformat(row["published"]))


def coverage(inputs: Inputs) -> Outcome:
    """The share of capitalised actor mentions that resolve, and the 100 most frequent that don't."""
    pairs = list(_reports(inputs.data))
    total: Counter[str] = Counter()
    resolved: Counter[str] = Counter()
    private: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for (part, _), parsed in zip(pairs, parse_many(report for _, report in pairs), strict=True):
        found = find_actors(parsed.doc, published=parsed.report.published, skip=parsed.boilerplate)
        for mention in found:
            quote = parsed.doc.text[mention.start : mention.end]
            if mention.sort == "source" or not parsed.doc[mention.head].text[:1].isupper() or not mention.named:
                continue
            total[part] += 1
            private[part] += mention.private
            if mention.actor:
                resolved[part] += 1
            else:
                missing[quote] += 1
    figures = tuple(
        figure
        for part in sorted(total)
        for figure in (
            Figure(f"resolved, {part}", 100.0 * resolved[part] / total[part], total[part]),
            Figure(
                f"resolved or a person without an entry, {part}",
                100.0 * (resolved[part] + private[part]) / total[part],
                total[part],
            ),
        )
    )
    rows = tuple((quote, str(n)) for quote, n in missing.most_common(100))
    return Outcome(
        suite="actor-coverage",
        figures=figures,
        corpus_sha256=corpus_sha256(sorted((inputs.data / "reports").glob("*.txt"))),
        counts=(("mentions", sum(total.values())),),
        tables=(Table("Most frequent unresolved", ("name", "times"), rows),),
    )
