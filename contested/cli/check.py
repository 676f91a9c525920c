"""``contested check``: is the record sound?"""

from __future__ import annotations

import typer

from contested.cli import asking as ask


def check(record: ask.RecordFile) -> None:
    """Check that every quote equals its text, every hash its bytes, every derived row what it derives from.

    Prints the problems with their remedies. Exit status: 0 sound, 1 not.
    """
    from contested.cli.guard import FAILED
    from contested.record import Record
    from contested.record.checking import check

    with Record(record) as opened:
        problems = 0
        for problem in check(opened):
            problems += 1
            print(f"{problem.where}: {problem.what}; {problem.remedy}")
        if problems:
            raise typer.Exit(FAILED)
        print(f"{record} is sound; digest of all that was read: {opened.digest()}")
