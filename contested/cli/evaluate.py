"""``contested evaluate``: figures against labelled corpora, and the floors they may not fall below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.errors import InputError, UsageError

if TYPE_CHECKING:
    from contested.evaluate.floors import Floors
    from contested.evaluate.outcome import Outcome
    from contested.evaluate.registry import Suite

SUITE_HELP = "A suite, or [bold]all[/bold]. Without one, the suites are listed."
CORPORA_HELP = "The folder that holds all corpora, each where its suite looks for it."


def evaluate(
    suite: Annotated[str | None, typer.Argument(help=SUITE_HELP)] = None,
    data: Annotated[Path | None, typer.Option(help="The suite's corpus.", show_default=False)] = None,
    reports: Annotated[
        Path | None, typer.Option(help="The texts, where they lie apart from the labels.", show_default=False)
    ] = None,
    corpora: Annotated[Path, typer.Option(envvar="CONTESTED_CORPORA", help=CORPORA_HELP)] = Path("../shared"),
    dump: Annotated[
        Path | None, typer.Option(help="Write the predictions: a folder (ID.json each) or a .jsonl file.")
    ] = None,
    misses: Annotated[
        Path | None, typer.Option(help="Write every miss, false claim and wrong field with its sentence; - prints.")
    ] = None,
    processes: Annotated[int, typer.Option(min=1, help="Read with so many processes.")] = 1,
    floors: Annotated[Path | None, typer.Option(help="Hold the figures to the floors of this file.")] = None,
    raise_floors: Annotated[bool, typer.Option("--raise-floors", help="Raise floors to these figures.")] = False,
    lower_floors: Annotated[
        bool, typer.Option("--lower-floors", help="Lower floors too: needs a line with the reason in --figures.")
    ] = False,
    record: Annotated[bool, typer.Option("--record", help="Write the figures into --figures.")] = False,
    figures: Annotated[Path, typer.Option(help="The page of figures.")] = Path("docs/figures.md"),
) -> None:
    """Measure against labelled corpora.

    \b
    Examples:
    contested evaluate gold --data gold/dev --reports data/reports
    contested evaluate gold --misses - | less
    contested evaluate all --floors evaluation/floors.json
    """
    from contested.cli import evaluation

    if suite is None:
        evaluation.print_suites(corpora)
        return
    chosen = _chosen(suite, data)
    if (raise_floors or lower_floors) and floors is None:
        raise UsageError("--raise-floors and --lower-floors need --floors FILE")
    outcomes: list[Outcome] = []
    for one in chosen:
        inputs = one.inputs(corpora, processes=processes)
        if data is not None:
            inputs = type(inputs)(data, reports or inputs.reports, processes)
        if not inputs.data.exists():
            if floors is None:
                raise InputError(str(inputs.data), "not there; name the corpus with --data or --corpora")
            print(f"{one.name}: not run (no corpus at {inputs.data})")
            continue
        outcome = one.run(inputs)
        outcomes.append(outcome)
        evaluation.print_outcome(outcome)
        if dump:
            evaluation.write_predictions(outcome, dump if len(chosen) == 1 else dump / one.name)
        if misses:
            evaluation.write_findings(outcome, misses)
    if record:
        evaluation.record_figures(outcomes, figures)
    if floors:
        _gate(outcomes, floors, figures, lift=raise_floors or lower_floors, lower=lower_floors)


def _chosen(name: str, data: Path | None) -> tuple[Suite, ...]:
    from contested.evaluate.registry import SUITES, suite

    if name == "all":
        if data is not None:
            raise UsageError("--data goes with one suite; for all of them give --corpora")
        return tuple(s for s in SUITES if s.gate)
    one = suite(name)
    if one is None:
        raise UsageError(f"no suite {name!r}; there are {', '.join(s.name for s in SUITES)} and all")
    return (one,)


def _gate(outcomes: list[Outcome], path: Path, figures: Path, *, lift: bool, lower: bool) -> None:
    from contested.cli.evaluation import commit_name
    from contested.evaluate import floors

    held: Floors = floors.load(path)
    if lift:
        for outcome in outcomes:
            held[outcome.suite] = floors.updated(outcome, held.get(outcome.suite), commit=commit_name(), lower=lower)
    page = figures.read_text(encoding="utf-8") if figures.exists() else ""
    if missing := floors.unexplained(held, page):
        raise UsageError(f"{figures} must say why a floor was lowered; add:\n" + "\n".join(missing))
    if lift:
        floors.save(path, held)
    broken = [line for outcome in outcomes for line in floors.breaches(outcome, held.get(outcome.suite))]
    for line in broken:
        print(f"BELOW THE FLOOR  {line}")
    if not outcomes:
        print("evaluation gate: not run")
    elif broken:
        print("evaluation gate: failed")
        raise typer.Exit(1)
    else:
        print(f"evaluation gate: passed ({', '.join(o.suite for o in outcomes)})")
