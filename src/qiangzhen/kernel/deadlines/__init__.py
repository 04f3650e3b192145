"""Compute when a time limit of law runs out, and show the working.

A limit is a row of data (``law/national/time_limits``): how long, in which days, from
when, what may stop or extend it, each with its article. Which days a statute means is
data too: ``counts.yaml`` holds each statute's counting rule, and the unit of every row
is derived from it. The kernel then only counts: the first day is not counted, a last
day without work moves on, days that the law excludes are left out, an extension is
granted once. A deadline keeps every step of its computation, so that a page can open
it and a clerk can defend it.
"""

from ._computing import compute_deadline, compute_hour_deadline
from ._deadline import Deadline, DeadlineRefused, HourDeadline, Step, StepKind
from ._events import Event, Extended, NotCounted
from ._limits import (
    CountingRule,
    Extension,
    GeneralRule,
    Ground,
    PeriodOf,
    PrintedUnit,
    Sense,
    TimeLimit,
    TimeLimits,
    Unit,
)
from ._loading import load_time_limits

__all__ = [
    "CountingRule",
    "Deadline",
    "DeadlineRefused",
    "Event",
    "Extended",
    "Extension",
    "GeneralRule",
    "Ground",
    "HourDeadline",
    "NotCounted",
    "PeriodOf",
    "PrintedUnit",
    "Sense",
    "Step",
    "StepKind",
    "TimeLimit",
    "TimeLimits",
    "Unit",
    "compute_deadline",
    "compute_hour_deadline",
    "load_time_limits",
]
