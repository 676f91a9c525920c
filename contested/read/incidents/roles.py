"""The roles and types of an incident, as MUC-4 has them (Sundheim 1992)."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["perpetrator_individual", "perpetrator_organization", "physical_target", "victim", "weapon"]
ROLES: tuple[Role, ...] = get_args(Role)
Type = Literal["attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage"]
TYPES: tuple[Type, ...] = get_args(Type)
