"""``contested decide``: accept, edit or reject claims; say what is the same; take it back."""

from __future__ import annotations

import getpass
from typing import Annotated, cast

import typer

from contested.cli import asking as ask

COLUMNS = ("made", "who", "action", "on", "field", "value", "why", "fits", "withdrawn", "id")


def decide(
    record: ask.RecordFile,
    action: Annotated[
        str | None,
        typer.Argument(help="accept, edit, reject, same-event, different-event, same-actor, different-actor, withdraw"),
    ] = None,
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Claims' ids; actors' for actors; a decision's to withdraw."),
    ] = None,
    assign: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="What an edit changes; JSON, or a plain word."),
    ] = None,
    why: Annotated[str, typer.Option(help="The reason, for those who come after.")] = "",
    who: Annotated[
        str | None, typer.Option(help="Who decides; your login name unless given.", envvar="CONTESTED_WHO")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List all decisions and whether they still fit.")] = False,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """Decide on claims. Decisions are kept with who, when and why; they can be withdrawn, never deleted.

    \b
    Examples:
    contested decide war.db accept 3f2a9c --why "seen on video"
    contested decide war.db edit 3f2a9c --set stance=denied
    contested decide war.db edit 3f2a9c --set 'place=["Saraqib"]'
    contested decide war.db same-event 3f2a9c 77b01d
    contested decide war.db withdraw 9c01ab --why "wrong video"
    contested decide war.db --list

    Decisions hold on to the words they were taken on: they outlive a reading by a newer release, and a changed
    page as long as the words are still there. --list tells which fit no claim any more.
    """
    from contested.errors import UsageError
    from contested.record import Record
    from contested.record.records import Action

    with Record(record) as opened:
        if list_ or action is None:
            ask.show(opened.decisions(), format, COLUMNS)
            return
        by = who or getpass.getuser()
        if not ids:
            raise UsageError(f"{action} what? Give ids: contested claims {record} shows them")
        if action == "withdraw":
            for decision in ids:
                opened.withdraw(decision, who=by, why=why)
                print(f"{decision} is withdrawn")
            return
        if action == "edit":
            edits = [_edit(written) for written in assign or ()]
            if not edits:
                raise UsageError("an edit needs --set FIELD=VALUE")
        else:
            if assign:
                raise UsageError("--set belongs to edit")
            edits = [(None, None)]
        for field, value in edits:
            taken = opened.decide(cast(Action, action), ids, who=by, why=why, field=field, value=value)
            print(f"{taken.id}: {action} {' '.join(ids)}" + (f" {field}={taken.value}" if field else ""))


def _edit(written: str) -> tuple[str | None, str | None]:
    from contested.errors import UsageError

    field, sign, value = written.partition("=")
    if not sign:
        raise UsageError(f"--set {written!r} is not FIELD=VALUE")
    return field.strip(), value.strip()
