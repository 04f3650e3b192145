"""What can happen to a running limit: days that are not counted, and one extension."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCounted:
    """Days the law leaves out of a limit: a hearing, a test, a suspension.

    From ``from_on`` up to but not including ``until_on``. For one that still goes on, give
    the day after the day of asking: the answer is then what holds if it ended today.
    ``ground`` is one of the grounds the limit names.
    """

    ground: str
    from_on: dt.date
    until_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """An extension approved on a day, of at most the length the limit allows."""

    approved_on: dt.date
    length: int


Event = NotCounted | Extended
