"""What was recorded: bodies, places, powers and their bases, instruments, mandates; and the question put to it.

Valid time (``valid_from``, ``valid_to``) says when something holds, in days;
recorded time (``recorded_from``, ``recorded_to``) says when we knew it, in
instants. Both end exclusively, and no end is written as ``None``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qiangzhen.kernel.statutes import PowerKind

from .._vocabulary import Mode
from ._vocabulary import ActKind, Circumstance, MandateState


@dataclass(frozen=True, slots=True)
class Question:
    """May this body do this act of this power, at this place, on this day, as far as was known then?"""

    county: str
    body: str
    power: str
    act: ActKind
    on: dt.date
    known_at: dt.datetime
    """Which records count: those known at this instant (UTC)."""
    place: str
    circumstances: frozenset[Circumstance] = frozenset()


@dataclass(frozen=True, slots=True)
class BodyRecord:
    """A body of the county: a department, a township, a subdistrict …"""

    county: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place and what it belongs to during a span of days; a change of boundary is a further record."""

    county: str
    code: str
    name: str
    parent: str | None
    """Code of the place it lies in; none for the county itself."""
    valid_from: dt.date
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class BasisRecord:
    """One article of law a power rests on."""

    citation: str
    """As printed in the list of powers."""
    in_force_from: dt.date
    in_force_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PowerRecord:
    """A power of the county during a span of days; a change of holder or of bases is a further record."""

    county: str
    code: str
    name: str
    kind: PowerKind
    holder: str
    """The body that holds the power by law, usually a department."""
    in_force_from: dt.date
    in_force_to: dt.date | None
    bases: tuple[BasisRecord, ...]
    """One that is in force is enough; without any, nobody has the power."""


@dataclass(frozen=True, slots=True)
class InstrumentRecord:
    """A paper: the decision, decree or letter of entrustment a mandate rests on."""

    id: str
    title: str
    number: str | None
    issuer: str
    signed_on: dt.date


@dataclass(frozen=True, slots=True)
class MandateRecord:
    """What one body may do with one power in one area, as one paper says and as was known for one span."""

    id: str
    """Of this record; a correction, suspension or withdrawal is a further record."""
    line: str
    """The same through all records of one mandate."""
    county: str
    power: str
    body: str
    giver: str
    mode: Mode
    acts: frozenset[ActKind]
    area: str | None
    """Code of a place; none for the whole county."""
    valid_from: dt.date
    valid_to: dt.date | None
    """The end of the term, or the day of the withdrawal."""
    recorded_from: dt.datetime
    recorded_to: dt.datetime | None
    state: MandateState
    granted_by: str
    """Id of the instrument that granted it."""
    stated_by: str
    """Id of the instrument this record rests on: the grant, or a correction, suspension or withdrawal."""
    published_on: dt.date | None
    """When the granting instrument was published; until then it gives no power."""
    exclusive: bool
    """Whether the statutory holder may no longer act where this mandate covers the act."""
    reserved: frozenset[Circumstance] = frozenset()
    """Matters that stay with the statutory holder."""
    withdrawn: bool = False
    """Whether it ends by withdrawal, and not because its term ran out."""
