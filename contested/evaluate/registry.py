"""The suites ``contested evaluate`` knows. To add one: a function ``Inputs -> Outcome`` and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from contested.evaluate.outcome import Inputs, Outcome


@dataclass(frozen=True)
class Suite:
    """A suite: its name, where its corpus lies below the corpora's folder, and the function that runs it."""

    name: str
    summary: str
    data: str
    function: str
    reports: str | None = None
    gate: bool = True
    """Whether ``all`` runs it; a survey that takes minutes is asked for by name."""

    def inputs(self, corpora: Path, *, processes: int = 1) -> Inputs:
        """The suite's corpus below the folder that holds all corpora."""
        return Inputs(corpora / self.data, corpora / self.reports if self.reports else None, processes)

    def run(self, inputs: Inputs) -> Outcome:
        """Run it; raises InputError when the corpus cannot be read."""
        module, name = self.function.split(":")
        return cast(Callable[[Inputs], Outcome], getattr(import_module(module), name))(inputs)


SUITES: tuple[Suite, ...] = (
    Suite(
        "gold",
        "claims of the labelled reports: kind, trigger, stance, speaker, actor, place",
        "gold/dev",
        "contested.evaluate.gold_suite:run",
        reports="data/reports",
    ),
    Suite(
        "attribution",
        "who says what: source, cue and content of every attribution (PolNeAR)",
        "data/polnear",
        "contested.evaluate.attribution:run",
    ),
    Suite(
        "stance",
        "whether an event is put forward as fact, denied or uncertain (UW factuality)",
        "data/factuality",
        "contested.evaluate.stance:run",
    ),
    Suite(
        "actors",
        "who each actor and speaker of the labelled reports is, and whom pronouns stand for",
        "data/reports",
        "contested.evaluate.actors:run",
    ),
    Suite(
        "places",
        "place names found, and which places they are (LGL, GWN, GeoVirus)",
        "data/geo",
        "contested.evaluate.places:run",
    ),
    Suite(
        "event_location",
        "the place of what a verb tells",
        "data/event_location",
        "contested.evaluate.event_location:run",
    ),
    Suite(
        "muc4",
        "who did what to whom in the incidents of whole reports (MUC-4)",
        "data/muc4",
        "contested.evaluate.muc4:run",
    ),
    Suite(
        "timeline",
        "the days of a conflict that matter, against newsrooms' own timelines",
        "data/libya2011",
        "contested.evaluate.timeline:run",
        gate=False,
    ),
    Suite(
        "plover",
        "the PLOVER event between a marked source and target (PLV), cross-validated",
        "data/plover",
        "contested.evaluate.plover:run",
    ),
    Suite(
        "eventcoref",
        "which event mentions are of one happening, within and across documents (ECB+, gold mentions)",
        "data/ecbplus",
        "contested.evaluate.eventcoref:run",
    ),
    Suite(
        "control",
        "who held which town on which day, against the public history (Libya 2011)",
        "data/libya2011",
        "contested.evaluate.control:run",
        gate=False,
    ),
    Suite(
        "actor-coverage",
        "share of the names of actors that are known, and the most frequent unknown ones",
        "data",
        "contested.evaluate.actors:coverage",
        gate=False,
    ),
)


def suite(name: str) -> Suite | None:
    """The suite of that name, or None."""
    return next((s for s in SUITES if s.name == name), None)
