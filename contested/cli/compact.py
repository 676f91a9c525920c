"""``contested compact``: a smaller, faster file."""

from __future__ import annotations

from contested.cli import asking as ask


def compact(record: ask.RecordFile) -> None:
    """Build the derived tables anew and pack the file. No report, claim or decision changes."""
    from contested.record import Record
    from contested.record.checking import compact

    with Record(record) as opened:
        before, after = compact(opened)
    print(f"{record}: {before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now")
