"""The table of working days and the questions asked of it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, NoReturn, TypeVar

from qiangzhen.kernel.statutes import Source, Text

Value = TypeVar("Value")
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    """An answer with the unpublished years it rests on; provisional as soon as there is one."""

    value: Value
    provisional_years: tuple[int, ...]

    @property
    def provisional(self) -> bool:
        """Return whether a notice still to come may change the answer."""
        return bool(self.provisional_years)

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "an Answer is neither true nor false: ask its value, and mind whether it is provisional"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDescription:
    """What one day is and why: the holiday's name, or the reason a weekday rule gives."""

    on: dt.date
    working: bool
    name: Text
    source: Source | None
    provisional: bool


class OutsideCalendar(ValueError):
    """A day lies before or after the years the calendar knows; ``text`` says which it knows."""

    def __init__(self, *, on: dt.date | None, first_year: int, last_year: int) -> None:
        printed = on.isoformat() if on else "?"
        self.text = Text(
            f"日历只包含{first_year}年至{last_year}年，不能计算到{printed if on else '此范围之外'}。",
            f"The calendar knows the years {first_year} to {last_year} only"
            + (f", not {printed}." if on else ", and the count leads beyond them."),
        )
        super().__init__(self.text.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day off by notice or by statute, or a weekend day worked by notice."""

    name: Text
    working: bool
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Every working day from ``first_year`` to ``last_year``, as a sorted table searched by bisection.

    Years after ``last_published_year`` are provisional. Days outside the years raise
    ``OutsideCalendar``.
    """

    first_year: int
    last_published_year: int
    last_year: int
    working_ordinals: tuple[int, ...]
    special_days: Mapping[dt.date, Holiday]

    def knows(self, on: dt.date) -> bool:
        """Return whether ``on`` lies in the years of the table."""
        return self.first_year <= on.year <= self.last_year

    def is_working_day(self, on: dt.date) -> Answer[bool]:
        """Return whether ``on`` is worked."""
        self._check(on)
        ordinal = on.toordinal()
        place = bisect_left(self.working_ordinals, ordinal)
        worked = place < len(self.working_ordinals) and self.working_ordinals[place] == ordinal
        return Answer(worked, self._unpublished(on, on))

    def next_working_day(self, after_on: dt.date) -> Answer[dt.date]:
        """Return the first working day after ``after_on``."""
        return self.add_working_days(start_on=after_on, days=1)

    def first_working_day_from(self, on: dt.date) -> Answer[dt.date]:
        """Return ``on`` if it is worked, otherwise the first working day after it."""
        self._check(on)
        found = self._at(bisect_left(self.working_ordinals, on.toordinal()))
        return Answer(found, self._unpublished(on, found))

    def add_working_days(self, *, start_on: dt.date, days: int) -> Answer[dt.date]:
        """Return the ``days``-th working day after ``start_on``, which is not counted itself.

        A negative number counts back from ``start_on``; zero gives ``start_on``.
        """
        self._check(start_on)
        if days == 0:
            return Answer(start_on, self._unpublished(start_on, start_on))
        ordinal = start_on.toordinal()
        if days > 0:
            place = bisect_right(self.working_ordinals, ordinal) + days - 1
        else:
            place = bisect_left(self.working_ordinals, ordinal) + days
        found = self._at(place)
        return Answer(found, self._unpublished(*sorted((start_on, found))))

    def working_days_between(self, *, start_on: dt.date, end_on: dt.date) -> Answer[int]:
        """Return how many working days lie after ``start_on`` up to and including ``end_on``.

        Negative when ``end_on`` is earlier: the working days after it up to ``start_on``.
        """
        self._check(start_on)
        self._check(end_on)
        upto_end = bisect_right(self.working_ordinals, end_on.toordinal())
        upto_start = bisect_right(self.working_ordinals, start_on.toordinal())
        return Answer(upto_end - upto_start, self._unpublished(*sorted((start_on, end_on))))

    def describe(self, on: dt.date) -> DayDescription:
        """Return what kind of day ``on`` is, with the notice or statute that makes it so."""
        worked = self.is_working_day(on)
        special = self.special_days.get(on)
        if special is not None:
            name, source = special.name, special.source
        elif on.weekday() > _FRIDAY:
            name, source = Text("周末", "weekend"), None
        else:
            name, source = Text("工作日", "working day"), None
        return DayDescription(
            on=on, working=worked.value, name=name, source=source, provisional=worked.provisional
        )

    def _check(self, on: dt.date) -> None:
        if not self.knows(on):
            raise OutsideCalendar(on=on, first_year=self.first_year, last_year=self.last_year)

    def _at(self, place: int) -> dt.date:
        if not 0 <= place < len(self.working_ordinals):
            raise OutsideCalendar(on=None, first_year=self.first_year, last_year=self.last_year)
        return dt.date.fromordinal(self.working_ordinals[place])

    def _unpublished(self, first_on: dt.date, last_on: dt.date) -> tuple[int, ...]:
        """Return the unpublished years among those from the one day to the other."""
        return tuple(range(max(first_on.year, self.last_published_year + 1), last_on.year + 1))
