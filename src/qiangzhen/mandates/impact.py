"""Suppose a law, an article or a paper falls on a day: which powers and mandates fall with it?

A power falls when none of its bases is left; it is weakened when others are left, or when
what falls is one article of a basis that names others too, or none. A mandate falls with its
power, with the paper it was granted by, and, where the province conferred it, with the
province's decision. It is weakened when its paper rests on the law that falls.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from qiangzhen.catalogue.models import GuidingItem, PowerBasis
from qiangzhen.catalogue.queries import BasisView, PowerView, map_powers
from qiangzhen.county import law
from qiangzhen.documents.models import Instrument, InstrumentKind
from qiangzhen.kernel.authority import Mode

from .bases import end_of_basis
from .queries import MandateView, list_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """What is supposed to fall: exactly one of a statute (or one article of it) and a paper."""

    on: dt.date
    statute: str = ""
    """Id in the statute register, or the printed title when it is not there."""
    title: str = ""
    """The statute's title, by which papers cite it."""
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
    """The printed bases that fall, or lose an article."""
    left: tuple[str, ...]
    """The printed bases that remain on that day."""


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that falls or is weakened."""

    supposition: Supposition
    powers: tuple[FallenPower, ...]
    mandates: tuple[MandateView, ...]
    """Mandates that hold on the day or later and fall."""
    weakened: tuple[MandateView, ...]
    """Mandates that hold on the day or later and need a look."""


def read_impact(*, supposition: Supposition) -> Impact:
    """Return what falls; nothing is written."""
    on = supposition.on
    if supposition.instrument_id is not None:
        return Impact(supposition, (), tuple(_falling_with_paper(supposition.instrument_id, on)), ())
    powers = _struck(supposition)
    falling = list_standing(on=on, power_ids=[struck.power.id for struck in powers if struck.falls])
    shaken = list_standing(on=on, power_ids=[struck.power.id for struck in powers if not struck.falls])
    shaken += _resting_papers(supposition)
    fallen = {mandate.id for mandate in falling}
    weakened = {mandate.id: mandate for mandate in shaken if mandate.id not in fallen}
    return Impact(supposition, tuple(powers), tuple(falling), tuple(weakened.values()))


def list_resting_titles() -> list[tuple[str, str]]:
    """Return what powers or papers of the county rest on: the statute's id, or its title where it is not registered, and its title."""
    rows = PowerBasis.objects.filter(version__power__current_id=F("version_id"))
    named = {statute or title: title for statute, title in rows.values_list("statute", "title").distinct()}
    return sorted(named.items(), key=lambda item: item[1])


def list_fallen(*, on: dt.date) -> list[FallenPower]:
    """Return the powers none of whose bases is in force on a day, by code."""
    gone = [key for key, statute in law.statutes().statutes.items() if statute.has_ended(on=on)]
    newest = PowerBasis.objects.filter(version__power__current_id=F("version_id"))
    ended = newest.filter(Q(in_force_to__lte=on) | Q(statute__in=gone))
    powers = map_powers(power_ids=set(ended.values_list("version__power_id", flat=True)))
    return [
        FallenPower(power, True, tuple(basis.printed for basis in power.bases), ())
        for power in sorted(powers.values(), key=lambda one: one.code)
        if not _left(power.bases, (), on)
    ]


def _falling_with_paper(instrument_id: UUID, on: dt.date) -> list[MandateView]:
    falling = {view.id: view for view in list_standing(on=on, grant_instrument_id=instrument_id)}
    decisions = GuidingItem.objects.filter(
        catalogue__instrument__kind=InstrumentKind.PROVINCIAL_DECISION, power__isnull=False
    )
    listed = set(decisions.filter(catalogue__instrument_id=instrument_id).values_list("power_id", flat=True))
    elsewhere = decisions.exclude(catalogue__instrument_id=instrument_id).values_list("power_id", flat=True)
    for view in list_standing(on=on, power_ids=sorted(listed - set(elsewhere))):
        if view.mode == Mode.CONFERRAL.value:
            falling[view.id] = view
    return list(falling.values())


def _resting_papers(supposition: Supposition) -> list[MandateView]:
    """Return the mandates granted by papers that cite the statute, or the article, as what they rest on."""
    titles = {supposition.statute, supposition.title} - {""}
    resting = [
        key
        for key, laws in Instrument.objects.exclude(rests_on=[]).values_list("id", "rests_on")
        if any(
            law.get("title") in titles
            and supposition.article in ("", law.get("article") or supposition.article)
            for law in laws
        )
    ]
    return [view for key in resting for view in list_standing(on=supposition.on, grant_instrument_id=key)]


def _struck(supposition: Supposition) -> list[FallenPower]:
    titles = [title for title in (supposition.statute, supposition.title) if title]
    resting = PowerBasis.objects.filter(Q(statute=supposition.statute) | Q(title__in=titles))
    newest = resting.filter(version__power__current_id=F("version_id"))
    powers = map_powers(power_ids=set(newest.values_list("version__power_id", flat=True)))
    found = []
    for power in sorted(powers.values(), key=lambda one: one.code):
        struck = [basis for basis in power.bases if _cites(basis, supposition)]
        if struck:
            whole = [basis for basis in struck if _falls(basis, supposition)]
            left = _left(power.bases, whole, supposition.on)
            printed = tuple(basis.printed for basis in struck), tuple(basis.printed for basis in left)
            found.append(FallenPower(power, not left, *printed))
    return found


def _left(bases: Sequence[BasisView], fallen: Iterable[BasisView], on: dt.date) -> list[BasisView]:
    gone = list(fallen)

    def holds(basis: BasisView) -> bool:
        end = end_of_basis(statute=basis.statute, stated=basis.in_force_to)
        return end is None or end > on

    return [basis for basis in bases if basis not in gone and holds(basis)]


def _cites(basis: BasisView, supposition: Supposition) -> bool:
    """Return whether a basis is of the statute and, where an article is supposed to fall, may be of that article."""
    if supposition.statute not in (basis.statute, basis.title) and supposition.title != basis.title:
        return False
    return not supposition.article or not basis.articles or supposition.article in basis.articles


def _falls(basis: BasisView, supposition: Supposition) -> bool:
    """Return whether nothing of a basis that cites what falls is left."""
    return not supposition.article or list(basis.articles) == [supposition.article]
