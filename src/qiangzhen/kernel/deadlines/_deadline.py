"""The answer: when a limit runs out, how that was found, and how much is left on a day."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field

from qiangzhen.kernel.calendars import Calendar
from qiangzhen.kernel.statutes import Source, Text

from ._limits import Sense, TimeLimit, Unit


class StepKind(enum.Enum):
    """What a line of the working is about."""

    START = "start"
    UNIT = "unit"
    DAYS_OFF = "days_off"
    MAKE_UP = "make_up"
    NOT_COUNTED = "not_counted"
    EXTENDED = "extended"
    COUNTED = "counted"
    MOVED = "moved"
    STAYED = "stayed"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the working, with the day it leads to and the source it rests on."""

    kind: StepKind
    text: Text
    on: dt.date | None = None
    source: Source | None = None


class DeadlineRefused(ValueError):
    """A deadline cannot be computed as asked; ``text`` says why, ``number`` is the limit's."""

    def __init__(self, *, number: str, text: Text, source: Source | None = None) -> None:
        self.number = number
        self.text = text
        self.source = source
        super().__init__(f"{number}: {text.en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When a limit counted in days, months or years runs out.

    ``due_on`` is the last day on which the act is in time (for a bar: the last day on which
    it is too early). ``not_counted`` are the days left out that would have counted.
    """

    limit: TimeLimit
    start_on: dt.date
    due_on: dt.date
    extended: bool
    not_counted: tuple[dt.date, ...]
    provisional_years: tuple[int, ...]
    working: tuple[Step, ...]
    calendar: Calendar = field(repr=False, compare=False)

    @property
    def provisional(self) -> bool:
        """Return whether a holiday notice still to come may move the day."""
        return bool(self.provisional_years)

    def is_kept_by(self, done_on: dt.date) -> bool:
        """Return whether the act, done on a day, keeps the limit."""
        if self.limit.sense is Sense.BAR:
            return done_on > self.due_on
        return done_on <= self.due_on

    def remaining(self, on: dt.date) -> int:
        """Return how many days of the limit's own kind are left after ``on``; negative when overdue.

        Working days where the limit counts working days, calendar days otherwise; days that
        are not counted are not left either.
        """
        if self.limit.unit is Unit.WORKING_DAY:
            between = self.calendar.working_days_between(start_on=on, end_on=self.due_on).value
        else:
            between = (self.due_on - on).days
        return between - sum(1 for day in self.not_counted if on < day <= self.due_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class HourDeadline:
    """When a limit counted in hours runs out: the act is in time up to and including ``due_at``."""

    limit: TimeLimit
    start_at: dt.datetime
    due_at: dt.datetime
    working: tuple[Step, ...]

    def is_kept_by(self, done_at: dt.datetime) -> bool:
        """Return whether the act, done at an instant, keeps the limit."""
        return done_at <= self.due_at

    def remaining(self, at: dt.datetime) -> dt.timedelta:
        """Return how much time is left at an instant; negative when overdue."""
        return self.due_at - at
