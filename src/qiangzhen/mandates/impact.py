"""Suppose a law, an article or a paper falls on a day: which powers and mandates fall with it?

A power falls when none of its bases is left; it is weakened when one of several
falls, or when one article of a basis falls that names others too. A mandate falls with its power, or with the paper it was granted by.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from qiangzhen.catalogue.models import PowerBasis
from qiangzhen.catalogue.queries import BasisView, PowerView, map_powers

from .queries import MandateView, list_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """What is supposed to fall: exactly one of a statute (or one article of it) and a paper."""

    on: dt.date
    statute: str = ""
    """Id in the statute register, or the printed title when it is not there."""
    article: str = ""
    """As "24"; empty: the whole statute."""
    instrument_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class FallenPower:
    """A power that rests on what falls."""

    power: PowerView
    falls: bool
    """True when no basis is left; False when others remain and it only needs a look."""
    struck: tuple[str, ...]
    """The printed bases that fall."""
    left: tuple[str, ...]
    """The printed bases that remain on that day."""


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that falls or is weakened."""

    supposition: Supposition
    powers: tuple[FallenPower, ...]
    mandates: tuple[MandateView, ...]
    """Mandates in force on or after the day that fall."""


def read_impact(*, supposition: Supposition) -> Impact:
    """Return what falls; nothing is written."""
    if supposition.instrument_id is not None:
        mandates = list_standing(on=supposition.on, grant_instrument_id=supposition.instrument_id)
        return Impact(supposition, (), tuple(mandates))
    powers = _struck(supposition)
    fallen = [struck.power.id for struck in powers if struck.falls]
    return Impact(supposition, tuple(powers), tuple(list_standing(on=supposition.on, power_ids=fallen)))


def _struck(supposition: Supposition) -> list[FallenPower]:
    resting = PowerBasis.objects.filter(Q(statute=supposition.statute) | Q(title=supposition.statute))
    newest = resting.filter(version__power__current_id=F("version_id"))
    powers = map_powers(power_ids=set(newest.values_list("version__power_id", flat=True)))
    found = []
    for power in sorted(powers.values(), key=lambda one: one.code):
        struck = [basis for basis in power.bases if _falls(basis, supposition)]
        if not struck:
            continue
        left = [
            basis
            for basis in power.bases
            if basis not in struck and (basis.in_force_to is None or basis.in_force_to > supposition.on)
        ]
        printed = tuple(basis.printed for basis in struck), tuple(basis.printed for basis in left)
        found.append(FallenPower(power, not left, *printed))
    return found


def _falls(basis: BasisView, supposition: Supposition) -> bool:
    if supposition.statute not in (basis.statute, basis.title):
        return False
    return not supposition.article or list(basis.articles) == [supposition.article]
