"""Time limits as rows of law, and the rule by which each statute counts."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from qiangzhen.kernel.lawdata import Certainty
from qiangzhen.kernel.statutes import Source, Text


class PrintedUnit(enum.Enum):
    """The unit as the statute prints it."""

    DAY = "day"
    """日: what kind of day is for the statute's counting rule to say."""
    WORKING_DAY = "working_day"
    """工作日: written out."""
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"


class Unit(enum.Enum):
    """The unit in which a limit is counted."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"


class PeriodOf(enum.Enum):
    """Whose period it is; some statutes count only an organ's in working days."""

    ORGAN = "organ"
    PARTY = "party"
    COURT = "court"


class Sense(enum.Enum):
    """What a limit asks of the act."""

    WITHIN = "within"
    """The act has to be done on or before the last day."""
    AHEAD = "ahead"
    """The act has to be done at least so long before an event."""
    BAR = "bar"
    """The act may be done only when the period has run out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralRule:
    """A rule that holds for every count, such as that the first day is not counted."""

    number: str
    source: Source
    certainty: Certainty
    says: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRule:
    """How one statute counts periods printed in 日.

    They are working days when their length is among ``working_lengths``, or when they are
    an organ's and ``organ_periods_work``; otherwise calendar days. What is printed as
    工作日 is always working days.
    """

    number: str
    statute: str
    source: Source
    certainty: Certainty
    says: Text
    working_lengths: frozenset[int]
    organ_periods_work: bool

    def unit_of(self, *, length: int, written: PrintedUnit, period_of: PeriodOf) -> Unit:
        """Return the unit in which a period of this statute is counted."""
        if written is not PrintedUnit.DAY:
            return Unit(written.value)
        if length in self.working_lengths:
            return Unit.WORKING_DAY
        if self.organ_periods_work and period_of is PeriodOf.ORGAN:
            return Unit.WORKING_DAY
        return Unit.CALENDAR_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """How much a limit may be extended, once, and who approves."""

    length: int
    approved_by: Text
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """An event whose days the law does not count in a limit."""

    ground: str
    name: Text
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """One time limit of law.

    ``length`` is in ``unit``. ``last_day_moves`` says whether a last day without work moves
    to the next working day; it does not where a longer period would weigh on the party, or
    where a right ends for good. ``reading`` is given where the unit is a judgement and not
    what the statute's counting rule gives by itself.
    """

    number: str
    name: Text
    source: Source
    in_force_from: dt.date
    in_force_to: dt.date | None
    certainty: Certainty
    length: int
    written: PrintedUnit
    unit: Unit
    period_of: PeriodOf
    sense: Sense
    runs_from: Text
    last_day_moves: bool
    extension: Extension | None
    not_counted: tuple[Ground, ...]
    reading: Text | None
    says: Text
    counting: CountingRule
    start_rule: GeneralRule
    moving_rule: GeneralRule

    def holds_on(self, on: dt.date) -> bool:
        """Return whether this version of the limit is in force on a day."""
        return self.in_force_from <= on and (self.in_force_to is None or on < self.in_force_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimits:
    """Every limit by its number, with the counting rules of the statutes by title."""

    limits: Mapping[str, TimeLimit]
    counting_rules: Mapping[str, CountingRule]
    start_rule: GeneralRule
    moving_rule: GeneralRule
