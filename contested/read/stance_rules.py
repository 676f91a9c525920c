"""Stance by rule: what the operators over a trigger, taken from the inside out, come to together."""

from __future__ import annotations

from collections.abc import Sequence

from contested.model import Stance
from contested.read.stance_scope import Operator

_MOODS: dict[str, Stance] = {
    "planning": "planned", "attempting": "planned", "future": "planned", "purpose": "planned", "demanding": "demanded",
    "doubting": "possible", "hearsay": "possible", "fearing": "possible", "hedge": "possible",
    "part hedge": "possible", "condition": "conditional",
}  # fmt: skip
_MODALS: dict[str, Stance] = {
    "will": "planned", "would": "planned", "may": "possible", "could": "possible", "should": "demanded",
    "must": "demanded",
}  # fmt: skip
_TENSELESS = ("xcomp", "acl", "prep", "dobj", "pobj", "ccomp", "nsubj", "amod", "compound", "acomp", "attr")


def composed(found: Sequence[Operator]) -> Stance:
    """The stance of operators given nearest first.

    Negation and denial of a plan, an attempt or a fact make it denied; what is denied stays so under plans
    and demands; a condition over anything but a denial makes it conditional; otherwise the nearest decides.
    """
    state: Stance = "asserted"
    for o in found:
        if o.kind == "out" and o.word != "advcl":
            break
        if o.kind in ("conditioned", "condition") and state != "denied" and o.word not in ("when", "once", "before"):
            state = "conditional"
        elif o.kind in ("negation", "denying", "ceasing") and state in ("asserted", "planned"):
            if o.kind == "negation" or o.via.startswith(_TENSELESS):
                state = "denied"
        elif state == "asserted":
            state = _mood(o)
    return state


def _mood(o: Operator) -> Stance:
    if o.kind == "modal":
        return _MODALS.get(o.word, "asserted")
    if o.kind == "purpose" and o.word == "acl" and o.via == "relcl":
        return "asserted"
    if o.kind in ("planning", "attempting") and not (
        o.via.endswith("|inf") or o.via.startswith(("prep", "dobj", "acl"))
    ):
        return "asserted"
    return _MOODS.get(o.kind, "asserted")
