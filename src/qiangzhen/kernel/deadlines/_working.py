"""The sentences of a computation: each line says what was counted, what was not, and by which article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from qiangzhen.kernel.calendars import Calendar
from qiangzhen.kernel.statutes import Text

from ._deadline import Step, StepKind
from ._events import Extended, NotCounted
from ._limits import Sense, TimeLimit, Unit

_ONE_DAY = dt.timedelta(days=1)
_FRIDAY = 4
_UNITS = {
    Unit.WORKING_DAY: Text("个工作日", "working days"),
    Unit.CALENDAR_DAY: Text("日（自然日）", "calendar days"),
    Unit.MONTH: Text("个月", "months"),
    Unit.YEAR: Text("年", "years"),
    Unit.HOUR: Text("小时", "hours"),
}


def describe_start(limit: TimeLimit, start_on: dt.date) -> Iterator[Step]:
    """Give the lines on the first day and on the unit."""
    yield Step(
        kind=StepKind.START,
        on=start_on,
        source=limit.start_rule.source,
        text=Text(
            f"{limit.runs_from.zh}：{start_on}，当日不计入期间。",
            f"{limit.runs_from.en}: {start_on}, which is not counted itself.",
        ),
    )
    unit = _UNITS[limit.unit]
    reading = limit.reading or limit.counting.says
    yield Step(
        kind=StepKind.UNIT,
        source=limit.counting.source,
        text=Text(
            f"期间为{limit.length}{unit.zh}。{reading.zh}",
            f"The period is {limit.length} {unit.en}. {reading.en}",
        ),
    )


def describe_days_off(
    limit: TimeLimit, after_on: dt.date, last_on: dt.date, calendar: Calendar
) -> Iterator[Step]:
    """Give a line for each run of holidays passed over, one for the weekends, one for each make-up day."""
    weekend_days = 0
    run: list[dt.date] = []
    day = after_on + _ONE_DAY
    while day <= last_on + _ONE_DAY:
        described = calendar.describe(day)
        if day <= last_on and not described.working:
            run.append(day)
        elif run:
            if any(on in calendar.special_days for on in run):
                yield _holiday_step(run, calendar)
            else:
                weekend_days += len(run)
            run = []
        if day <= last_on and described.working and day.weekday() > _FRIDAY:
            yield Step(
                kind=StepKind.MAKE_UP,
                on=day,
                source=described.source,
                text=Text(
                    f"{day}为调休上班日，计入。", f"{day} is a weekend day that is worked, so it counts."
                ),
            )
        day += _ONE_DAY
    if weekend_days:
        yield Step(
            kind=StepKind.DAYS_OFF,
            source=limit.counting.source,
            text=Text(f"另有周末{weekend_days}天不计入。", f"{weekend_days} weekend days are not counted."),
        )


def _holiday_step(run: Sequence[dt.date], calendar: Calendar) -> Step:
    first, last = run[0], run[-1]
    special = [calendar.describe(on) for on in run if on in calendar.special_days]
    names_zh = "、".join(dict.fromkeys(day.name.zh for day in special))
    names_en = ", ".join(dict.fromkeys(day.name.en for day in special))
    return Step(
        kind=StepKind.DAYS_OFF,
        on=first,
        source=special[0].source,
        text=Text(
            f"{first}至{last}休息（{names_zh}），共{len(run)}天不计入。",
            f"{first} to {last} are off ({names_en}): {len(run)} days are not counted.",
        ),
    )


def describe_gaps(limit: TimeLimit, gaps: Sequence[NotCounted]) -> Iterator[Step]:
    """Give a line for each event whose days are left out."""
    grounds = {ground.ground: ground for ground in limit.not_counted}
    for gap in sorted(gaps, key=lambda event: event.from_on):
        ground, last = grounds[gap.ground], gap.until_on - _ONE_DAY
        yield Step(
            kind=StepKind.NOT_COUNTED,
            on=gap.from_on,
            source=ground.source,
            text=Text(
                f"{gap.from_on}至{last}为{ground.name.zh}所需时间，不计入期间。",
                f"{gap.from_on} to {last} are taken by {ground.name.en} and not counted.",
            ),
        )


def describe_extension(limit: TimeLimit, extended: Extended) -> Iterator[Step]:
    """Give the line on the extension."""
    if limit.extension is not None:
        unit, by = _UNITS[limit.unit], limit.extension.approved_by
        yield Step(
            kind=StepKind.EXTENDED,
            on=extended.approved_on,
            source=limit.extension.source,
            text=Text(
                f"{extended.approved_on}经{by.zh}批准，延长{extended.length}{unit.zh}，只能延长一次。",
                f"On {extended.approved_on} {by.en} approved an extension of {extended.length} {unit.en}; "
                "there can be no other.",
            ),
        )


def describe_count(limit: TimeLimit, total: int, last_on: dt.date) -> Iterator[Step]:
    """Give the line on the day the count ends."""
    unit = _UNITS[limit.unit]
    if limit.sense is Sense.AHEAD:
        text = Text(
            f"倒数{total}{unit.zh}，最迟为{last_on}。",
            f"Counting back {total} {unit.en}, the latest day is {last_on}.",
        )
    else:
        text = Text(
            f"计满{total}{unit.zh}，期间最后一日为{last_on}。",
            f"After {total} {unit.en} the last day of the period is {last_on}.",
        )
    yield Step(kind=StepKind.COUNTED, on=last_on, source=limit.source, text=text)


def describe_last_day(
    limit: TimeLimit, last_on: dt.date, due_on: dt.date, calendar: Calendar
) -> Iterator[Step]:
    """Give the line on a last day without work, if it is one."""
    if not calendar.knows(last_on):
        return  # A right that ends in thirty years does not move, so nobody needs to know the day.
    name = calendar.describe(last_on).name
    if due_on != last_on:
        yield Step(
            kind=StepKind.MOVED,
            on=due_on,
            source=limit.moving_rule.source,
            text=Text(
                f"{last_on}为休息日（{name.zh}），顺延至其后第一个工作日{due_on}。",
                f"{last_on} is a day off ({name.en}), so the period ends on the first working day after it, {due_on}.",
            ),
        )
    elif limit.unit is not Unit.WORKING_DAY and not calendar.is_working_day(last_on).value:
        yield Step(
            kind=StepKind.STAYED,
            on=last_on,
            source=limit.source,
            text=Text(
                f"{last_on}为休息日（{name.zh}），但该期限不顺延。",
                f"{last_on} is a day off ({name.en}), but this period does not move on.",
            ),
        )


def describe_provisional(years: tuple[int, ...]) -> Iterator[Step]:
    """Give the line that marks an answer as provisional, if it is."""
    if years:
        printed = "、".join(str(year) for year in years)
        yield Step(
            kind=StepKind.PROVISIONAL,
            text=Text(
                f"{printed}年放假安排尚未公布，结果为暂定，公布后重新计算。",
                f"The holidays of {', '.join(str(year) for year in years)} are not published yet: "
                "the day is provisional and will be computed again.",
            ),
        )


def describe_hours(
    limit: TimeLimit, start_at: dt.datetime, counted_from: dt.datetime, due_at: dt.datetime
) -> Iterator[Step]:
    """Give the lines of a count of hours."""
    yield Step(
        kind=StepKind.START,
        on=start_at.date(),
        source=limit.start_rule.source,
        text=Text(
            f"{limit.runs_from.zh}：{start_at:%Y-%m-%d %H:%M}，开始的时不计入，自{counted_from:%Y-%m-%d %H:%M}起计。",
            f"{limit.runs_from.en}: {start_at:%Y-%m-%d %H:%M}; the hour it begins in is not counted, "
            f"so the count starts at {counted_from:%Y-%m-%d %H:%M}.",
        ),
    )
    yield Step(
        kind=StepKind.COUNTED,
        on=due_at.date(),
        source=limit.source,
        text=Text(
            f"计满{limit.length}小时，至{due_at:%Y-%m-%d %H:%M}届满。",
            f"After {limit.length} hours the period ends at {due_at:%Y-%m-%d %H:%M}.",
        ),
    )
