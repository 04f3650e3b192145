"""Read the time limits of every statute, each checked against the way its statute counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qiangzhen.kernel.lawdata import (
    BrokenLawFile,
    Certainty,
    LawFileProblem,
    locate_problem,
    read_law_file,
)
from qiangzhen.kernel.statutes import Text, source_from

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
from ._schemas import COUNTS, LIMITS

_COUNTS_FILE = "counts.yaml"


def load_time_limits(law_dir: Path) -> TimeLimits:
    """Return every time limit under ``law_dir/national/time_limits``.

    Raises ``BrokenLawFile`` with file, line and field when a file is broken, a number is
    given twice, a statute has no counting rule, or a row's unit is not the one its statute's
    counting rule gives and the row does not say by which reading.
    """
    folder = law_dir / "national" / "time_limits"
    counts = read_law_file(folder / _COUNTS_FILE, COUNTS)
    start_rule, moving_rule = _general(counts["start_rule"]), _general(counts["moving_rule"])
    counting = {row["statute"]: _counting_rule(row) for row in counts["statutes"]}
    limits: dict[str, TimeLimit] = {}
    problems: list[LawFileProblem] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name == _COUNTS_FILE:
            continue
        content = read_law_file(path, LIMITS)
        rule = counting.get(content["counted_by"])
        if rule is None:
            message = f"{_COUNTS_FILE} has no counting rule of this statute"
            problems.append(locate_problem(path, field=("counted_by",), message=message))
            continue
        for index, row in enumerate(content["limits"]):
            limit = _limit(row, rule, start_rule, moving_rule)
            for field, message in _faults(limit, limits):
                problems.append(locate_problem(path, field=("limits", index, field), message=message))
            limits[limit.number] = limit
    if problems:
        raise BrokenLawFile(tuple(problems))
    return TimeLimits(limits=limits, counting_rules=counting, start_rule=start_rule, moving_rule=moving_rule)


def _faults(limit: TimeLimit, earlier: Mapping[str, TimeLimit]) -> list[tuple[str, str]]:
    """Return the field and the fault of everything in a row that cannot hold together."""
    faults = []
    if limit.number in earlier:
        faults.append(("number", f"{limit.number} is given twice"))
    derived = limit.counting.unit_of(length=limit.length, written=limit.written, period_of=limit.period_of)
    if limit.unit is not derived and limit.reading is None:
        faults.append(
            ("unit", f"the statute's counting rule gives {derived.value}; say by which reading it is not so")
        )
    if limit.unit is derived and limit.reading is not None:
        faults.append(("reading", "the statute's counting rule gives this unit by itself"))
    if limit.reading is not None and limit.certainty is Certainty.VERIFIED:
        faults.append(("certainty", "a reading is a judgement and cannot be verified"))
    if limit.sense is Sense.AHEAD and limit.unit not in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        faults.append(("unit", "a limit ahead of an event is counted in days"))
    if limit.sense is Sense.AHEAD and (limit.extension or limit.not_counted):
        faults.append(("sense", "a limit ahead of an event knows no days left out and no extension"))
    return faults


def _limit(
    row: Mapping[str, Any], counting: CountingRule, start_rule: GeneralRule, moving_rule: GeneralRule
) -> TimeLimit:
    extension = row.get("extension")
    return TimeLimit(
        number=row["number"],
        name=Text(**row["name"]),
        source=source_from(row["source"]),
        in_force_from=dt.date.fromisoformat(row["in_force_from"]),
        in_force_to=None if row["in_force_to"] is None else dt.date.fromisoformat(row["in_force_to"]),
        certainty=Certainty(row["certainty"]),
        length=row["length"],
        written=PrintedUnit(row["written"]),
        unit=Unit(row["unit"]),
        period_of=PeriodOf(row["period_of"]),
        sense=Sense(row["sense"]),
        runs_from=Text(**row["runs_from"]),
        last_day_moves=row["last_day"] == "moves",
        extension=None if extension is None else _extension(extension),
        not_counted=tuple(
            Ground(ground=ground["ground"], name=Text(**ground["name"]), source=source_from(ground["source"]))
            for ground in row.get("not_counted", ())
        ),
        reading=Text(**row["reading"]) if "reading" in row else None,
        says=Text(**row["says"]),
        counting=counting,
        start_rule=start_rule,
        moving_rule=moving_rule,
    )


def _extension(row: Mapping[str, Any]) -> Extension:
    return Extension(
        length=row["length"], approved_by=Text(**row["approved_by"]), source=source_from(row["source"])
    )


def _general(row: Mapping[str, Any]) -> GeneralRule:
    return GeneralRule(
        number=row["number"],
        source=source_from(row["source"]),
        certainty=Certainty(row["certainty"]),
        says=Text(**row["says"]),
    )


def _counting_rule(row: Mapping[str, Any]) -> CountingRule:
    working = row["working_days"]
    lengths = working.get("lengths", range(1, working.get("up_to", 0) + 1))
    return CountingRule(
        number=row["number"],
        statute=row["statute"],
        source=source_from(row["source"]),
        certainty=Certainty(row["certainty"]),
        says=Text(**row["says"]),
        working_lengths=frozenset(lengths),
        organ_periods_work="organ_periods" in working,
    )
