"""Days as an office counts them: what today is, and how long there is until a day."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qiangzhen.kernel.calendars import Calendar, DayDescription, load_calendar

_SOON = 3
"""With so many working days left or fewer a deadline asks for attention; a choice of ours, not of law."""


@functools.cache
def working_calendar() -> Calendar:
    """Return the working days of China, read once from the law as data."""
    return load_calendar(settings.LOCAL_LAW)


def describe_day(on: dt.date) -> DayDescription:
    """Return whether the day is worked, and why."""
    return working_calendar().describe(on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """How long there is until a last day: words for people, and how it stands (wait, warn or bad)."""

    on: dt.date
    words: str
    kind: str
    provisional: bool = False


def describe_due(*, on: dt.date, today: dt.date) -> Due:
    """Return 剩3个工作日, 今天到期 or 逾期2天 for the last day something can be done in time."""
    if on < today:
        late = (today - on).days
        words = ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}
        return Due(on=on, words=words, kind="bad")
    if on == today:
        return Due(on=on, words=_("due today"), kind="warn")
    calendar = working_calendar()
    if on.year > calendar.last_year:
        left = (on - today).days
        words = ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}
        return Due(on=on, words=words, kind="wait")
    answer = calendar.working_days_between(start_on=today, end_on=on)
    left = answer.value
    words = ngettext("%(days)s working day left", "%(days)s working days left", left) % {"days": left}
    return Due(on=on, words=words, kind="warn" if left <= _SOON else "wait", provisional=answer.provisional)
