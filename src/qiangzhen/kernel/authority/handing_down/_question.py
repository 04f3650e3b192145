"""What is asked: a matter, who holds it, who would receive it, and the facts, each known or not known."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field

from qiangzhen.kernel.statutes import PowerKind, Rank

from .._vocabulary import ReceiverKind


class NotKnown(enum.Enum):
    """Marks a field whose ``None`` already says something: no end, no decision, not published."""

    NOT_KNOWN = "not known"


NOT_KNOWN = NotKnown.NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Basis:
    """One legal basis of a matter. ``None`` means not known, except where said otherwise."""

    title: str | None = None
    rank: Rank | None = None
    names: frozenset[ReceiverKind] | None = None
    """The kinds of receiver the basis itself gives the power to; empty when it names none of them."""
    allows_entrustment: bool | None = None
    """Whether the basis allows the holder to entrust the power (行政处罚法 20, 行政许可法 24)."""
    in_force_to: dt.date | NotKnown | None = NOT_KNOWN
    """The first day on which it no longer holds; None when no end is set."""


@dataclass(frozen=True, slots=True)
class Matter:
    """The power asked about; ``None`` means not known."""

    name: str
    kind: PowerKind
    bases: tuple[Basis, ...] = ()
    restricts_liberty: bool | None = None
    reserved_to_county_or_above: bool | None = None
    follows_penalty_power: bool | None = None
    """Whether the measure or inspection serves a penalty power (行政强制法 17)."""


@dataclass(frozen=True, slots=True)
class Giver:
    """The body that holds the power today."""

    name: str | None = None
    is_county_department: bool | None = None
    """行政处罚法 24 hands down only powers of departments of a county government."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """The body that would receive the power; ``None`` means not known."""

    kind: ReceiverKind
    certified_officers: int | None = None
    relatively_centralised_penalty_power: bool | None = None
    is_administrative_organ: bool | None = None
    """Asked of parks and dispatched bodies; what the other kinds are, their kind already says."""


@dataclass(frozen=True, slots=True)
class ProvincialDecision:
    """The province's decision under 行政处罚法 24."""

    published_on: dt.date | NotKnown | None = NOT_KNOWN
    """None when it has not been published."""
    lists_matter: bool | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of the place; ``None`` means not known, and no provincial decision is ``provincial_decision=None``."""

    provincial_decision: ProvincialDecision | NotKnown | None = NOT_KNOWN
    dispatched_body_of_holder: bool | None = None
    written_entrustment: bool | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a rule of law may ask about."""

    on: dt.date
    matter: Matter
    receiver: Receiver
    giver: Giver = field(default_factory=Giver)
    facts: Facts = field(default_factory=Facts)
