"""The suite ``muc4``: who did what to whom in the incidents of whole reports, against MUC-4 (CEAF-REE, CEAF-RME)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contested.errors import InputError
from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.muc4_score import ROLES, Counted, Role, Template, ree, rme
from contested.evaluate.outcome import Figure, Inputs, Outcome, Prediction, Table
from contested.model import Report
from contested.read.incidents import Incident
from contested.read.incidents.roles import ROLES as OURS

_OURS: dict[str, Role] = dict(zip(OURS, ROLES, strict=True))
_BATCH = 16
NOTE = (
    "The models of fillers are trained on the part 'train'. Anchors, strict / head match on the corpus's test part: "
    "GE's rules of 1992 52.1 / 57.3, a trigger lexicon with patterns 32 / 40, GRIT 54.5 strict."
)


@dataclass(frozen=True)
class Document:
    """A document of the corpus with its templates."""

    id: str
    text: str
    templates: tuple[Template, ...]


def load(path: Path) -> list[Document]:
    """The documents of a JSON Lines file of the corpus; raises InputError naming file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(str(path), f"{error.strerror}; give the folder of the corpus with --data") from error
    documents = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            templates = tuple(_template(t) for t in row["templates"])
            documents.append(Document(row["docid"], row["doctext"], templates))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise InputError(f"{path}:{number}", f"is not a document of MUC-4 as JSON ({error!r})") from error
    return documents


def _template(row: dict[str, Any]) -> Template:
    roles = {role: tuple(tuple(str(m[0]) for m in entity) for entity in row[role]) for role in ROLES}
    return Template(row["incident_type"], roles)


def part_of(folder: Path) -> Path:
    """The file to measure on: ``dev.json``, else the only JSON file but ``train.json``, else ``dev.json``."""
    others = [p for p in sorted(folder.glob("*.json")) if p.name not in ("train.json", "dev.json")]
    dev = folder / "dev.json"
    return dev if dev.exists() or len(others) != 1 else others[0]


def templates_of(incidents: Iterable[Incident]) -> list[Template]:
    """Our incidents as templates, one string an entity: the surest."""
    found = []
    for incident in incidents:
        roles: dict[Role, tuple[tuple[str, ...], ...]] = {
            role: tuple((f.name.quote,) for f in incident.fillers if _OURS[f.role] == role) for role in ROLES
        }
        found.append(Template(incident.type, roles))
    return found


def run(inputs: Inputs) -> Outcome:
    """Read the incidents of every document and score them; raises InputError."""
    from contested.read.incidents import incidents_of
    from contested.read.parse import parse_many

    path = part_of(inputs.data)
    documents = load(path)
    reports = (Report(d.id, d.text) for d in documents)
    found = [templates_of(incidents_of(parsed)) for parsed in parse_many(reports, batch_size=_BATCH)]
    strict, heads = _by_role(documents, found, heads=False), _by_role(documents, found, heads=True)
    by_template = sum((rme(t, d.templates) for d, t in zip(documents, found, strict=True)), Counted())
    alike = sum(bool(t) == bool(d.templates) for d, t in zip(documents, found, strict=True))
    return Outcome(
        suite="muc4",
        figures=(*_figures("strict", strict), *_figures("head match", heads),
                 Figure("CEAF-RME F1", by_template.f1, by_template.gold),
                 Figure("documents rightly with or without incident", 100 * alike / max(len(documents), 1),
                        len(documents))),
        corpus_sha256=corpus_sha256([path]),
        counts=(("documents", len(documents)), ("templates", sum(len(d.templates) for d in documents))),
        tables=(_table("CEAF-REE, strict", strict), _table("CEAF-REE, head match", heads)),
        predictions=tuple(Prediction(d.id, _dumped(d.id, t)) for d, t in zip(documents, found, strict=True)),
        note=NOTE,
    )  # fmt: skip


def _by_role(documents: Sequence[Document], found: Sequence[list[Template]], *, heads: bool) -> dict[Role, Counted]:
    total = {role: Counted() for role in ROLES}
    for document, templates in zip(documents, found, strict=True):
        for role, counted in ree(templates, document.templates, heads=heads).items():
            total[role] += counted
    return total


def _figures(name: str, by_role: dict[Role, Counted]) -> list[Figure]:
    whole = sum(by_role.values(), Counted())
    figures = [Figure(f"CEAF-REE {name} F1", whole.f1, whole.gold, floored=True)]
    if name == "strict":
        figures += [Figure(f"{role} {name} F1", c.f1, c.gold) for role, c in by_role.items()]
    return figures


def _table(title: str, by_role: dict[Role, Counted]) -> Table:
    rows = [*by_role.items(), ("all roles", sum(by_role.values(), Counted()))]
    cells = tuple(
        (name, f"{c.precision:.1f}", f"{c.recall:.1f}", f"{c.f1:.1f}", str(c.predicted), str(c.gold))
        for name, c in rows
    )
    return Table(title, ("role", "P", "R", "F1", "predicted", "gold"), cells)


def _dumped(doc: str, templates: list[Template]) -> dict[str, Any]:
    """The templates in the corpus's own form, without offsets."""
    rows = [
        {"incident_type": t.type, **{role: [[[m] for m in e] for e in t.roles[role]] for role in ROLES}}
        for t in templates
    ]
    return {"docid": doc, "templates": rows}
