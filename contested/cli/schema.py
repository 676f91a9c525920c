"""``contested schema``: the contract of the JSON."""

from __future__ import annotations


def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of what `contested read --format json` prints.

    Example: [bold]contested schema > reading.schema.json[/bold]
    """
    from importlib.resources import files

    print((files("contested.schema") / "reading.schema.json").read_text(encoding="utf-8"), end="")
