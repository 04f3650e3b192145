"""Count a limit from its first day to its last."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Iterable

from qiangzhen.kernel.calendars import Calendar
from qiangzhen.kernel.statutes import Text

from ._deadline import Deadline, DeadlineRefused, HourDeadline
from ._events import Event, Extended, NotCounted
from ._limits import Sense, TimeLimit, Unit
from ._working import (
    describe_count,
    describe_days_off,
    describe_extension,
    describe_gaps,
    describe_hours,
    describe_last_day,
    describe_provisional,
    describe_start,
)

_ONE_DAY = dt.timedelta(days=1)
_ONE_HOUR = dt.timedelta(hours=1)
_MONTHS_A_YEAR = 12


def compute_deadline(
    *, limit: TimeLimit, start_on: dt.date, calendar: Calendar, events: Iterable[Event] = ()
) -> Deadline:
    """Return when ``limit`` runs out for a period that begins on ``start_on``, which is not counted.

    ``start_on`` is the day of the event the limit runs from (for a limit ahead of an event,
    the day of that event). ``events`` are days not counted and at most one extension, in any
    order. Raises ``DeadlineRefused`` when the limit was not in force, is counted in hours, or
    does not know such an event, and ``OutsideCalendar`` beyond the calendar.
    """
    events = tuple(events)
    _check_askable(limit, start_on, events)
    if limit.sense is Sense.AHEAD:
        return _ahead(limit, start_on, calendar)
    gaps = _gap_days(limit, start_on, events)
    last_on = _count(limit, limit.length, start_on, calendar, gaps)
    extension = _extension(limit, events, _moved(limit, last_on, calendar))
    if extension is not None:
        last_on = _count(limit, limit.length + extension.length, start_on, calendar, gaps)
    due_on = _moved(limit, last_on, calendar)
    _check_gaps_begin_in_time(limit, events, due_on)
    left_out = tuple(day for day in sorted(gaps) if day <= last_on and _counts(limit, day, calendar))
    years = _years_it_rests_on(limit, start_on, last_on, calendar)
    working = [*describe_start(limit, start_on)]
    if limit.unit is Unit.WORKING_DAY:
        working += describe_days_off(limit, start_on, last_on, calendar)
    working += describe_gaps(limit, [event for event in events if isinstance(event, NotCounted)])
    if extension is not None:
        working += describe_extension(limit, extension)
    total = limit.length + (extension.length if extension else 0)
    working += describe_count(limit, total, last_on)
    working += describe_last_day(limit, last_on, due_on, calendar)
    working += describe_provisional(years)
    return Deadline(
        limit=limit,
        start_on=start_on,
        due_on=due_on,
        extended=extension is not None,
        not_counted=left_out,
        provisional_years=years,
        working=tuple(working),
        calendar=calendar,
    )


def compute_hour_deadline(*, limit: TimeLimit, start_at: dt.datetime) -> HourDeadline:
    """Return when a limit of hours runs out; the hour in which it begins is not counted.

    ``start_at`` has to know its time zone. Hours run through nights and holidays.
    """
    if limit.unit is not Unit.HOUR:
        raise DeadlineRefused(
            number=limit.number,
            text=Text(
                "该期限不以小时计算，应按日计算。",
                "This limit is not counted in hours: ask compute_deadline.",
            ),
        )
    if start_at.tzinfo is None:
        raise DeadlineRefused(
            number=limit.number,
            text=Text("起算时刻缺少时区。", "The instant the period begins at has to know its time zone."),
        )
    _check_in_force(limit, start_at.date())
    counted_from = start_at.replace(minute=0, second=0, microsecond=0) + _ONE_HOUR
    due_at = counted_from + limit.length * _ONE_HOUR
    working = describe_hours(limit, start_at, counted_from, due_at)
    return HourDeadline(limit=limit, start_at=start_at, due_at=due_at, working=tuple(working))


def _check_askable(limit: TimeLimit, start_on: dt.date, events: tuple[Event, ...]) -> None:
    if limit.unit is Unit.HOUR:
        raise DeadlineRefused(
            number=limit.number,
            text=Text(
                "该期限以小时计算，须给出起算时刻。",
                "This limit is counted in hours: ask compute_hour_deadline.",
            ),
        )
    _check_in_force(limit, start_on)
    if limit.sense is Sense.AHEAD and events:
        raise DeadlineRefused(
            number=limit.number,
            text=Text(
                "提前期限不适用扣除或延长。",
                "A limit ahead of an event knows no days left out and no extension.",
            ),
            source=limit.source,
        )


def _check_in_force(limit: TimeLimit, on: dt.date) -> None:
    if not limit.holds_on(on):
        raise DeadlineRefused(
            number=limit.number,
            text=Text(
                f"{on}时本条期限规定（自{limit.in_force_from}起）并不施行，应适用当时的规定。",
                f"This version of the limit, in force from {limit.in_force_from}, did not hold on {on}; "
                "the rule of that day applies.",
            ),
            source=limit.source,
        )


def _gap_days(limit: TimeLimit, start_on: dt.date, events: tuple[Event, ...]) -> frozenset[dt.date]:
    """Return every day after the start that an event takes out of the count."""
    known = {ground.ground for ground in limit.not_counted}
    days: set[dt.date] = set()
    for event in events:
        if isinstance(event, Extended):
            continue
        if event.ground not in known:
            grounds = "、".join(ground.name.zh for ground in limit.not_counted) or "无"
            raise DeadlineRefused(
                number=limit.number,
                text=Text(
                    f"“{event.ground}”不是该期限可以扣除的事由（可以扣除的：{grounds}）。",
                    f"“{event.ground}” is no ground on which days of this limit are left out; "
                    f"it knows {', '.join(sorted(known)) or 'none'}.",
                ),
                source=limit.source,
            )
        if event.until_on <= event.from_on:
            raise DeadlineRefused(
                number=limit.number,
                text=Text(
                    f"扣除期间的终点{event.until_on}不在起点{event.from_on}之后。",
                    f"The days left out end on {event.until_on}, not after they begin on {event.from_on}.",
                ),
            )
        ordinals = range(event.from_on.toordinal(), event.until_on.toordinal())
        days |= {dt.date.fromordinal(ordinal) for ordinal in ordinals}
    return frozenset(day for day in days if day > start_on)


def _check_gaps_begin_in_time(limit: TimeLimit, events: tuple[Event, ...], due_on: dt.date) -> None:
    for event in events:
        if isinstance(event, NotCounted) and event.from_on > due_on:
            raise DeadlineRefused(
                number=limit.number,
                text=Text(
                    f"期限已于{due_on}届满，其后（{event.from_on}起）的事由不能再扣除。",
                    f"The limit had run out on {due_on}; what began on {event.from_on} can no longer stop it.",
                ),
                source=limit.source,
            )


def _extension(limit: TimeLimit, events: tuple[Event, ...], due_on: dt.date) -> Extended | None:
    """Return the one extension there may be, or refuse it with the reason."""
    extensions = sorted(
        (event for event in events if isinstance(event, Extended)), key=lambda e: e.approved_on
    )
    if not extensions:
        return None
    allowed = limit.extension
    if allowed is None:
        text = Text("法律没有规定该期限可以延长。", "The law does not let this limit be extended.")
    elif len(extensions) > 1:
        text = Text(
            f"该期限只能延长一次，已于{extensions[0].approved_on}批准延长，不得再次延长。",
            f"This limit is extended once only; that was approved on {extensions[0].approved_on}.",
        )
    elif not 1 <= extensions[0].length <= allowed.length:
        text = Text(
            f"延长不得超过{allowed.length}日，申请延长{extensions[0].length}日。",
            f"An extension is of 1 to {allowed.length} days; {extensions[0].length} were asked.",
        )
    elif extensions[0].approved_on > due_on:
        text = Text(
            f"延长应在期限届满（{due_on}）前批准，{extensions[0].approved_on}批准已经逾期。",
            f"An extension is approved before the limit runs out on {due_on}; "
            f"{extensions[0].approved_on} is too late.",
        )
    else:
        return extensions[0]
    raise DeadlineRefused(
        number=limit.number, text=text, source=allowed.source if allowed is not None else limit.source
    )


def _ahead(limit: TimeLimit, event_on: dt.date, calendar: Calendar) -> Deadline:
    """Count back from an event; the last day does not move, because acting sooner is always open."""
    if limit.unit is Unit.WORKING_DAY:
        found = calendar.add_working_days(start_on=event_on, days=-limit.length)
        due_on, years = found.value, found.provisional_years
    else:
        due_on, years = event_on - limit.length * _ONE_DAY, ()
    working = [*describe_start(limit, event_on)]
    if limit.unit is Unit.WORKING_DAY:
        working += describe_days_off(limit, due_on, event_on - _ONE_DAY, calendar)
    working += describe_count(limit, limit.length, due_on)
    working += describe_provisional(years)
    return Deadline(
        limit=limit,
        start_on=event_on,
        due_on=due_on,
        extended=False,
        not_counted=(),
        provisional_years=years,
        working=tuple(working),
        calendar=calendar,
    )


def _count(
    limit: TimeLimit, length: int, start_on: dt.date, calendar: Calendar, gaps: frozenset[dt.date]
) -> dt.date:
    """Return the last day of ``length`` units after ``start_on``, days in ``gaps`` left out."""
    if limit.unit is Unit.WORKING_DAY:
        plain = calendar.add_working_days(start_on=start_on, days=length).value
    elif limit.unit is Unit.CALENDAR_DAY:
        plain = start_on + length * _ONE_DAY
    else:
        plain = _corresponding_day(start_on, length * (_MONTHS_A_YEAR if limit.unit is Unit.YEAR else 1))
    last_on, made_up = plain, 0
    while True:
        left_out = sum(1 for day in gaps if day <= last_on and _counts(limit, day, calendar))
        if left_out == made_up:
            return last_on
        made_up = left_out
        if limit.unit is Unit.WORKING_DAY:
            last_on = calendar.add_working_days(start_on=start_on, days=length + made_up).value
        else:
            last_on = plain + made_up * _ONE_DAY


def _counts(limit: TimeLimit, day: dt.date, calendar: Calendar) -> bool:
    return limit.unit is not Unit.WORKING_DAY or calendar.is_working_day(day).value


def _corresponding_day(start_on: dt.date, length: int) -> dt.date:
    """Return the same day of the month ``length`` months on, or that month's last day where it has none."""
    years, month = divmod(start_on.month - 1 + length, _MONTHS_A_YEAR)
    year, month = start_on.year + years, month + 1
    return dt.date(year, month, min(start_on.day, months.monthrange(year, month)[1]))


def _moved(limit: TimeLimit, last_on: dt.date, calendar: Calendar) -> dt.date:
    if limit.unit is Unit.WORKING_DAY or not limit.last_day_moves:
        return last_on
    return calendar.first_working_day_from(last_on).value


def _years_it_rests_on(
    limit: TimeLimit, start_on: dt.date, last_on: dt.date, calendar: Calendar
) -> tuple[int, ...]:
    """Return the unpublished years whose notice could move the day."""
    if limit.unit is Unit.WORKING_DAY:
        return calendar.working_days_between(start_on=start_on, end_on=last_on).provisional_years
    if limit.last_day_moves:
        return calendar.first_working_day_from(last_on).provisional_years
    return ()
