"""Which type of incident a claim states: by its trigger, the means it names, and what it does."""

from __future__ import annotations

from contested.model import Claim
from contested.read.incidents.records import Stage
from contested.read.incidents.roles import Type

_BOMBING = frozenset({"explosives", "suicide-attack", "aerial", "grenade"})
_EXPLODE = frozenset({"bomb", "explode", "explosion", "blast", "detonate", "dynamite", "blow", "bombing", "detonation"})
_ABDUCT = frozenset({"kidnap", "abduct", "hostage", "kidnapping", "abduction", "kidnapped", "kidnapper"})
_ARSON = frozenset({"burn", "torch", "arson", "ignite", "ablaze", "incinerate", "burning", "fire"})
_ROB = frozenset({"rob", "robbery", "steal", "loot", "looting", "theft", "plunder"})
_KILLED = frozenset({"assassinate", "assassination", "murder", "kill", "massacre", "shoot", "slay", "slaughter"})
_STAGES: dict[str, Stage] = {
    "asserted": "accomplished", "denied": "accomplished", "possible": "accomplished", "planned": "attempted",
    "conditional": "threatened", "demanded": "threatened",
}  # fmt: skip


def type_of(claim: Claim, lemmas: frozenset[str]) -> Type | None:
    """The type of incident that a claim states, None when it states none; ``lemmas``: those of its trigger's words."""
    mode = claim.codes.plover_mode
    if claim.kind == "detain":
        return "kidnapping" if lemmas & _ABDUCT or mode == "abduct" else None
    if claim.kind == "protest":
        return "forced work stoppage" if mode == "strike" else None
    if claim.kind not in ("attack", "clash", "casualties", "destroy"):
        return None
    if lemmas & _ROB:
        return "robbery"
    if claim.kind == "destroy":
        return "arson" if lemmas & _ARSON else "bombing" if lemmas & _EXPLODE else "attack"
    if lemmas & _EXPLODE or (mode in _BOMBING and not lemmas & _KILLED):
        return "bombing"
    return "attack"


def stage_of(claim: Claim) -> Stage:
    """How far the incident of a claim went, by its stance; a threat is a threat."""
    return "threatened" if claim.kind == "threaten" else _STAGES[claim.stance]
