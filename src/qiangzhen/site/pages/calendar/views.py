"""Show which days are worked, and when a time limit runs out, with every step of the working."""

from __future__ import annotations

import calendar as months
import datetime as dt
import functools
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.kernel.calendars import DayDescription, OutsideCalendar
from qiangzhen.kernel.deadlines import DeadlineRefused, TimeLimits, Unit, compute_deadline, load_time_limits
from qiangzhen.site.acts import DayField
from qiangzhen.site.days import describe_day, working_calendar
from qiangzhen.site.templatetags.qiangzhen import told

_WEEKDAYS = (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))


@dataclass(frozen=True, slots=True)
class Month:
    """One month: weeks of seven days from Monday, None before the first and after the last."""

    first_on: dt.date
    weeks: tuple[tuple[DayDescription | None, ...], ...]


class DeadlineForm(forms.Form):
    """Which limit, and the day of the event it runs from."""

    limit = forms.ChoiceField(label=_("Time limit"))
    start_on = DayField(
        label=_("Day of the event"),
        help_text=_("The day itself is not counted; the period begins on the next."),
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        rows = [limit for limit in time_limits().limits.values() if limit.unit is not Unit.HOUR]
        self.fields["limit"].choices = [  # type: ignore[attr-defined]
            (limit.number, f"{told(limit.name)}（{limit.source}）") for limit in rows
        ]


@functools.cache
def time_limits() -> TimeLimits:
    """Return the time limits of law, read once."""
    return load_time_limits(settings.LOCAL_LAW)


@requires(Permission.READ_DESK)
@require_safe
def show_this_year(request: ActorRequest) -> HttpResponse:
    return _year(request, timezone.localdate().year)


@requires(Permission.READ_DESK)
@require_safe
def show_year(request: ActorRequest, year: int) -> HttpResponse:
    return _year(request, year)


@requires(Permission.READ_DESK)
@require_safe
def show_deadline(request: ActorRequest) -> HttpResponse:
    """Compute when a limit runs out and show each step with its source."""
    form = DeadlineForm(request.GET or None)
    deadline = None
    if form.is_bound and form.is_valid():
        try:
            deadline = compute_deadline(
                limit=time_limits().limits[form.cleaned_data["limit"]],
                start_on=form.cleaned_data["start_on"],
                calendar=working_calendar(),
            )
        except (DeadlineRefused, OutsideCalendar) as refusal:
            form.add_error("start_on", told(refusal.text))
    facts = {"form": form, "deadline": deadline}
    return render(request, "calendar/deadline.html", facts, status=422 if form.errors else 200)


def _year(request: ActorRequest, year: int) -> HttpResponse:
    known = working_calendar()
    if not known.first_year <= year <= known.last_year:
        raise Http404
    table = tuple(_month(year, month) for month in range(1, 13))
    days = [day for month in table for week in month.weeks for day in week if day is not None]
    notice = next((day.source for day in days if day.source is not None), None)
    facts = {
        "year": year,
        "months": table,
        "provisional": year > known.last_published_year,
        "notice": notice,
        "worked": sum(day.working for day in days),
        "before": year - 1 if year > known.first_year else None,
        "next": year + 1 if year < known.last_year else None,
        "today": timezone.localdate(),
        "weekdays": _WEEKDAYS,
    }
    return render(request, "calendar/year.html", facts)


def _month(year: int, month: int) -> Month:
    weeks = months.Calendar(firstweekday=0).monthdatescalendar(year, month)
    return Month(
        first_on=dt.date(year, month, 1),
        weeks=tuple(
            tuple(describe_day(day) if day.month == month else None for day in week) for week in weeks
        ),
    )
