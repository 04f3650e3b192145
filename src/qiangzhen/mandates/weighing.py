"""Put the county's own knowledge to the kernel's first question: which way may this power go to this body?

What the registers know is given as a fact; what nobody recorded stays "not known",
and then the kernel never permits and says what knowing it would change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from qiangzhen.agencies.models import Body, BodyKind
from qiangzhen.agencies.queries import get_certified_counts
from qiangzhen.catalogue.models import GuidingItem
from qiangzhen.catalogue.queries import BasisView, PowerView
from qiangzhen.county import law
from qiangzhen.county.models import County
from qiangzhen.county.scope import current_county_id
from qiangzhen.documents.models import InstrumentKind
from qiangzhen.kernel.authority import (
    NOT_KNOWN,
    Basis,
    Facts,
    Giver,
    Matter,
    ProvincialDecision,
    Receiver,
    ReceiverKind,
    WaysDown,
    ways_down,
)
from qiangzhen.kernel.authority.handing_down import NotKnown
from qiangzhen.kernel.statutes import PowerKind, Rank
from qiangzhen.places.models import ProfileFigure

from .bases import end_of_basis

RECEIVING_KINDS = frozenset(kind.value for kind in ReceiverKind)
"""Kinds of body a power may be handed down to."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The six ways of one power to one body on one day."""

    power: PowerView
    receiver_id: UUID
    receiver: str
    answer: WaysDown


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the county's registers know on a day, read once for a whole batch."""

    on: dt.date
    pack: str
    certified: Mapping[UUID, int]
    """Certified officers by body, as their certificates stand in the register; a body that is missing has none."""
    stated: Mapping[UUID, int]
    """Certified officers by place, as the newest yearly profile states them."""
    decided: Mapping[UUID, dt.date | None]
    """Powers a provincial decision lists, with the day it was published."""
    any_decision: dt.date | None
    """The first day a provincial decision of any content was published."""
    branches: frozenset[tuple[UUID, UUID]]
    """(department, place) pairs where the department has a dispatched body."""


def read_knowledge(*, on: dt.date) -> Knowledge:
    """Return what the registers of the county in scope know for weighing on a day."""
    listed = GuidingItem.objects.filter(
        catalogue__instrument__kind=InstrumentKind.PROVINCIAL_DECISION, power__isnull=False
    ).values_list("power_id", "catalogue__instrument__published_on")
    decided: dict[UUID, dt.date | None] = {}
    for power_id, published_on in listed:
        known = decided.get(power_id)
        decided[power_id] = min(filter(None, (known, published_on)), default=None)
    published = [day for day in decided.values() if day is not None]
    branches = Body.objects.filter(kind=BodyKind.DISPATCHED_BODY, abolished_on=None).exclude(parent=None)
    return Knowledge(
        on=on,
        pack=County.objects.get(pk=current_county_id()).pack,
        certified=get_certified_counts(on=on),
        stated=_stated_officers(on),
        decided=decided,
        any_decision=min(published) if published else None,
        branches=frozenset(
            (parent, place) for parent, place in branches.values_list("parent_id", "place_id")
        ),
    )


def _stated_officers(on: dt.date) -> dict[UUID, int]:
    figures = ProfileFigure.objects.filter(figure="certified_officers", year__lte=on.year).order_by("year")
    return {place: int(value) for place, value in figures.values_list("place_id", "value")}


def weigh(
    *,
    powers: Sequence[PowerView],
    receivers: Sequence[Body],
    on: dt.date,
    written_entrustment: bool | None = None,
) -> list[Weighed]:
    """Return the six ways of every power to every receiver; ``written_entrustment`` None: not decided yet."""
    knowledge = read_knowledge(on=on)
    pack = law.packs()[knowledge.pack]
    return [
        Weighed(
            power=power,
            receiver_id=receiver.id,
            receiver=receiver.name,
            answer=ways_down(
                matter=matter_of(power),
                receiver=_receiver(receiver, knowledge),
                facts=_facts(power, receiver, knowledge, written_entrustment),
                pack=pack,
                on=on,
                giver=_giver(power),
            ),
        )
        for power in powers
        for receiver in receivers
    ]


def matter_of(power: PowerView) -> Matter:
    """Return a power of the catalogue as the kernel asks about it."""
    return Matter(
        name=power.name,
        kind=PowerKind(power.kind),
        bases=tuple(_basis(basis) for basis in power.bases),
        restricts_liberty=power.restricts_liberty,
        reserved_to_county_or_above=power.reserved_to_county_or_above,
        follows_penalty_power=power.follows_penalty_power,
    )


def _basis(basis: BasisView) -> Basis:
    names = basis.names_receiver
    return Basis(
        title=basis.title,
        rank=Rank(basis.rank) if basis.rank else None,
        names=None if names is None else frozenset(ReceiverKind(kind) for kind in names),
        allows_entrustment=basis.allows_entrustment,
        in_force_to=end_of_basis(statute=basis.statute, stated=basis.in_force_to),
    )


def _giver(power: PowerView) -> Giver:
    return Giver(name=power.holder, is_county_department=power.holder_kind == BodyKind.DEPARTMENT)


def _receiver(body: Body, knowledge: Knowledge) -> Receiver:
    return Receiver(
        kind=ReceiverKind(body.kind),
        certified_officers=officers_of(body, knowledge=knowledge),
        relatively_centralised_penalty_power=body.has_centralised_penalty_power,
        is_administrative_organ=body.is_administrative_organ,
    )


def officers_of(body: Body, *, knowledge: Knowledge) -> int:
    """Return the certified officers of a body: those in the register, or the profile's figure when that is larger.

    A county may keep its officers' certificates in another system and only state their number.
    """
    own_place = body.kind in {BodyKind.TOWN, BodyKind.TOWNSHIP, BodyKind.SUBDISTRICT}
    return max(
        knowledge.certified.get(body.id, 0), knowledge.stated.get(body.place_id, 0) if own_place else 0
    )


def _facts(power: PowerView, receiver: Body, knowledge: Knowledge, written_entrustment: bool | None) -> Facts:
    decision: ProvincialDecision | NotKnown = NOT_KNOWN
    if power.id in knowledge.decided:
        decision = ProvincialDecision(published_on=knowledge.decided[power.id], lists_matter=True)
    elif knowledge.any_decision is not None:
        decision = ProvincialDecision(published_on=knowledge.any_decision, lists_matter=False)
    own_branch = receiver.kind == BodyKind.DISPATCHED_BODY and receiver.parent_id == power.holder_id
    return Facts(
        provincial_decision=decision,
        dispatched_body_of_holder=own_branch or (power.holder_id, receiver.place_id) in knowledge.branches,
        written_entrustment=written_entrustment,
    )
