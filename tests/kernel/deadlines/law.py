"""The law the tests of deadlines read, and how an example's question is asked."""

import datetime as dt
from pathlib import Path

from qiangzhen.kernel.calendars import load_calendar
from qiangzhen.kernel.deadlines import Extended, NotCounted, compute_deadline, load_time_limits

LAW = Path(__file__).parents[3] / "law"
CALENDAR = load_calendar(LAW)
LIMITS = load_time_limits(LAW)


def deadline(number, start_on, *events):
    """Compute the deadline of a limit by its number."""
    return compute_deadline(limit=LIMITS.limits[number], start_on=start_on, calendar=CALENDAR, events=events)


def read_event(row):
    """Read one event of an example."""
    if "extended_on" in row:
        return Extended(approved_on=dt.date.fromisoformat(row["extended_on"]), length=row["length"])
    return NotCounted(
        ground=row["not_counted"],
        from_on=dt.date.fromisoformat(row["from_on"]),
        until_on=dt.date.fromisoformat(row["until_on"]),
    )
