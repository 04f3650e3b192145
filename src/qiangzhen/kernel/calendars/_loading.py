"""Build the calendar from the yearly notices and the statutory holidays under ``law/``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qiangzhen.kernel.lawdata import (
    BrokenLawFile,
    Certainty,
    LawFileProblem,
    locate_problem,
    read_law_file,
)
from qiangzhen.kernel.statutes import Source, Text, source_from

from ._calendar import Calendar, Holiday
from ._schemas import NOTICE, STATUTORY

_ONE_DAY = dt.timedelta(days=1)
_FRIDAY = 4
_DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRule:
    """A numbered rule on which the calendar rests."""

    number: str
    source: Source
    in_force_from: dt.date
    in_force_to: dt.date | None
    certainty: Certainty
    says: Text


def load_calendar(law_dir: Path) -> Calendar:
    """Return the calendar of every notice under ``law_dir`` and, after the last, of the statute alone.

    Raises ``BrokenLawFile``, naming file, line and field, when a notice is missing between
    two others, when a file names another year, when a day is given twice, lies in a year the
    notice has no say over, or when a make-up day is not on a weekend.
    """
    folder = law_dir / "national" / "calendars"
    notices = _read_notices(folder)
    statutory = read_law_file(folder / "statutory_holidays.yaml", STATUTORY)
    last_published = max(notices)
    festivals = {int(year): days for year, days in statutory["festivals"]["years"].items()}
    special: dict[dt.date, Holiday] = {}
    for year in range(last_published + 1, max(festivals) + 1):
        if year not in festivals:
            raise _missing(folder / "statutory_holidays.yaml", year, "festivals.years")
        special.update(_statutory_days(year, statutory["holidays"], festivals[year]))
    for path, notice in notices.values():
        special.update(_notice_days(path, notice, special))
    first_year, last_year = min(notices), max(last_published, *festivals)
    return Calendar(
        first_year=first_year,
        last_published_year=last_published,
        last_year=last_year,
        working_ordinals=tuple(_working_ordinals(first_year, last_year, special)),
        special_days=special,
    )


def load_calendar_rules(law_dir: Path) -> tuple[CalendarRule, ...]:
    """Return the numbered rules of the calendar."""
    path = law_dir / "national" / "calendars" / "statutory_holidays.yaml"
    return tuple(
        CalendarRule(
            number=row["number"],
            source=source_from(row["source"]),
            in_force_from=dt.date.fromisoformat(row["in_force_from"]),
            in_force_to=None if row["in_force_to"] is None else dt.date.fromisoformat(row["in_force_to"]),
            certainty=Certainty(row["certainty"]),
            says=Text(**row["says"]),
        )
        for row in read_law_file(path, STATUTORY)["rules"]
    )


def _read_notices(folder: Path) -> dict[int, tuple[Path, Mapping[str, Any]]]:
    notices: dict[int, tuple[Path, Mapping[str, Any]]] = {}
    for path in sorted(folder.glob("[0-9][0-9][0-9][0-9].yaml")):
        notice = read_law_file(path, NOTICE)
        if notice["year"] != int(path.stem):
            problem = locate_problem(path, field=("year",), message=f"the file is named for {path.stem}")
            raise BrokenLawFile((problem,))
        notices[notice["year"]] = (path, notice)
    if not notices:
        problem = LawFileProblem(folder.as_posix(), 1, "(file)", "there is no notice of any year")
        raise BrokenLawFile((problem,))
    for year in range(min(notices), max(notices)):
        if year not in notices:
            raise _missing(folder / f"{year}.yaml", year, "(file)")
    return notices


def _missing(path: Path, year: int, field: str) -> BrokenLawFile:
    message = f"the year {year} is missing between the years before and after it"
    return BrokenLawFile((LawFileProblem(path.as_posix(), 1, field, message),))


def _notice_days(
    path: Path, notice: Mapping[str, Any], earlier: Mapping[dt.date, Holiday]
) -> dict[dt.date, Holiday]:
    """Return the days a notice speaks of: those off and the weekend days worked instead."""
    days: dict[dt.date, Holiday] = {}
    problems: list[LawFileProblem] = []
    source = source_from(notice["source"])

    def add(on: dt.date, holiday: Holiday, field: tuple[str | int, ...]) -> None:
        in_reach = on.year == notice["year"] or (on.year == notice["year"] - 1 and on.month == _DECEMBER)
        if not in_reach:
            message = f"{on} is neither in {notice['year']} nor in the December before it"
            problems.append(locate_problem(path, field=field, message=message))
        elif on in days or on in earlier:
            problems.append(locate_problem(path, field=field, message=f"{on} is given twice"))
        days[on] = holiday

    for index, row in enumerate(notice["holidays"]):
        first, last = dt.date.fromisoformat(row["first_on"]), dt.date.fromisoformat(row["last_on"])
        if last < first:
            message = "the last day lies before the first"
            problems.append(locate_problem(path, field=("holidays", index, "last_on"), message=message))
        off = Holiday(name=Text(**row["name"]), working=False, source=source)
        for on in _days_from(first, last):
            add(on, off, ("holidays", index))
    worked = Holiday(name=Text("调休上班", "make-up working day"), working=True, source=source)
    for index, printed in enumerate(notice["make_up_days"]):
        on = dt.date.fromisoformat(printed)
        if on.weekday() <= _FRIDAY:
            message = f"{on} is no Saturday or Sunday"
            problems.append(locate_problem(path, field=("make_up_days", index), message=message))
        add(on, worked, ("make_up_days", index))
    if problems:
        raise BrokenLawFile(tuple(problems))
    return days


def _statutory_days(
    year: int, rows: list[Mapping[str, Any]], festivals: Mapping[str, str]
) -> dict[dt.date, Holiday]:
    """Return the statutory days off of a year without a notice."""
    days = {}
    for row in rows:
        if "festival" in row:
            first = dt.date.fromisoformat(festivals[row["festival"]]) + row["offset"] * _ONE_DAY
        else:
            first = dt.date(year, row["month"], row["day"])
        holiday = Holiday(name=Text(**row["name"]), working=False, source=source_from(row["source"]))
        for on in _days_from(first, first + (row["days"] - 1) * _ONE_DAY):
            days[on] = holiday
    return days


def _days_from(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Give every day from the first to the last, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield dt.date.fromordinal(ordinal)


def _working_ordinals(first_year: int, last_year: int, special: Mapping[dt.date, Holiday]) -> Iterator[int]:
    """Give the ordinal of every working day of the years, in order."""
    for on in _days_from(dt.date(first_year, 1, 1), dt.date(last_year, 12, 31)):
        day = special.get(on)
        if day.working if day is not None else on.weekday() <= _FRIDAY:
            yield on.toordinal()
