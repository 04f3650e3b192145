"""Load the real divisions of a county: townships from the national table, villages from a file somebody brings.

Nothing is removed by loading: a place that the table no longer lists is told, and
abolished by its own act with the decision that abolished it.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from qiangzhen.kernel.identifiers import IdentifierFault
from qiangzhen.ledger.acts import Act, Reason, Refused, action

from .actions import create_place, initials_of_place, keep_former, reasons_against_name
from .codes import read_code
from .models import Place, PlaceLevel


class UnreadableDivisions(ValueError):
    """A file of divisions cannot be used; the message names the file, the line and what would be right."""


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """A division as a table lists it; ``parent`` is the code of the one above."""

    code: str
    name: str
    parent: str
    source: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What loading would change, and what the table no longer lists."""

    add: tuple[DivisionRow, ...] = ()
    rename: tuple[tuple[str, str, str], ...] = ()
    """Code, present name, name in the table."""
    unlisted: tuple[str, ...] = field(default=())
    """Names and codes of places that stand here and not in the table, of the levels the table holds."""
    unchanged: int = 0

    @property
    def changes(self) -> bool:
        return bool(self.add or self.rename)


def read_national_table(*, folder: Path, county_code: str) -> list[DivisionRow]:
    """Return the county and its townships from the newest table in the folder; raises ``UnreadableDivisions``."""
    tables = sorted(folder.glob("divisions-*.csv"))
    if not tables:
        raise UnreadableDivisions(f"{folder.name}: no table divisions-<year>.csv")
    table = tables[-1]
    found = [
        DivisionRow(row["code"], row["name"], "" if len(row["code"]) == 6 else county_code, table.stem)
        for _, row in _csv_rows(table, {"code", "name"})
        if row["code"].startswith(county_code)
    ]
    if not found or found[0].code != county_code:
        raise UnreadableDivisions(f"{table.name} lists no county {county_code}")
    return found


def read_full_name(*, folder: Path, county_code: str) -> str:
    """Return the county's name with that of its prefecture before it, as 长春市二道区."""
    table = sorted(folder.glob("divisions-*.csv"))[-1]
    names = {row["code"]: row["name"] for _, row in _csv_rows(table, {"code", "name"})}
    return names.get(f"{county_code[:4]}00", "") + names[county_code]


def read_villages(*, file: Path) -> list[DivisionRow]:
    """Return the villages of a file: CSV with code, name and parent, or YAML as demonstration/places.yaml."""
    if file.suffix in {".yaml", ".yml"}:
        return _yaml_villages(file)
    return [
        DivisionRow(row["code"], row["name"], row["parent"], file.name)
        for _, row in _csv_rows(file, {"code", "name", "parent"})
    ]


def plan_loading(rows: Sequence[DivisionRow]) -> Plan:
    """Return what loading the rows into the county in scope would change."""
    standing = {place.code: place for place in Place.objects.filter(abolished_on=None)}
    add, rename, unchanged = [], [], 0
    for row in rows:
        place = standing.get(row.code)
        if place is None:
            add.append(row)
        elif place.name != row.name:
            rename.append((row.code, place.name, row.name))
        else:
            unchanged += 1
    listed = {row.code for row in rows}
    lengths = {len(row.code) for row in rows}
    unlisted = [
        f"{p.name}（{code}）" for code, p in standing.items() if code not in listed and len(code) in lengths
    ]
    return Plan(tuple(add), tuple(rename), tuple(sorted(unlisted)), unchanged)


@action("places:loaded", permission="edit_places")
def load_places(act: Act, *, rows: Sequence[DivisionRow], on: dt.date, instrument: str) -> Plan:
    """Bring the county in scope to what the table lists: add what is missing, rename what is called otherwise.

    ``on`` is the day from which new names hold, ``instrument`` the table itself.
    Refused where nothing would change, and with every row that cannot be used.
    """
    plan = plan_loading(rows)
    if not plan.changes:
        raise Refused(
            Reason(
                "nothing_to_load", "区划与所给的表一致，无须变更。", "The places are as the table lists them."
            )
        )
    reasons = _against_rows(plan.add)
    if reasons:
        raise Refused(*reasons)
    by_code = {place.code: place for place in Place.objects.filter(abolished_on=None)}
    for row in sorted(plan.add, key=lambda row: len(row.code)):
        reading = read_code(code=row.code, name=row.name)
        assert reading is not None  # every row was read by _against_rows
        by_code[row.code] = create_place(
            code=row.code, name=row.name, reading=reading, parent=by_code.get(row.parent), source=row.source
        )
    for code, _, name in plan.rename:
        place = by_code[code]
        keep_former(place, on=on, instrument=instrument)
        place.name, place.initials = name, initials_of_place(name)
        place.save()
    county = next(place for place in by_code.values() if place.level == PlaceLevel.COUNTY)
    facts = {
        "table": instrument,
        "added": [f"{row.code} {row.name}" for row in plan.add],
        "renamed": [f"{code} {before} → {name}" for code, before, name in plan.rename],
        "unlisted": list(plan.unlisted),
    }
    act.enter(subject=county, facts=facts)
    return plan


def _against_rows(rows: Iterable[DivisionRow]) -> list[Reason]:
    """Return why rows cannot be added: a faulty code, an unknown parent, a name that is none."""
    rows = list(rows)
    levels = {place.code: place.level for place in Place.objects.filter(abolished_on=None)}
    reasons = []
    for row in rows:
        reasons += reasons_against_name(row.name)
        try:
            reading = read_code(code=row.code, name=row.name)
        except IdentifierFault as fault:
            zh, en = f"{row.code} {row.name}：{fault.text.zh}", f"{row.code} {row.name}: {fault.text.en}"
            reasons.append(Reason("malformed_code", zh, en, field="code"))
            continue
        if reading is None:
            continue
        levels[row.code] = reading.level
    above = {PlaceLevel.TOWNSHIP: PlaceLevel.COUNTY, PlaceLevel.VILLAGE: PlaceLevel.TOWNSHIP}
    for row in rows:
        wanted = above.get(levels.get(row.code, ""))
        if row.code not in levels or (wanted is not None and levels.get(row.parent) != wanted):
            reasons.append(
                Reason(
                    "wrong_parent",
                    f"{row.code} {row.name}：上级{row.parent or '（空）'}不是现存的上一级区划。",
                    f"{row.code} {row.name}: its parent {row.parent or '(empty)'} is no existing place one level up.",
                    field="parent",
                )
            )
    return reasons


def _csv_rows(file: Path, columns: set[str]) -> Iterable[tuple[int, dict[str, str]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened)
            if set(reader.fieldnames or ()) != columns:
                raise UnreadableDivisions(f"{file.name}: the columns should be {', '.join(sorted(columns))}")
            for row in reader:
                if None in row or None in row.values():
                    raise UnreadableDivisions(
                        f"{file.name}, line {reader.line_num}: too many or too few columns"
                    )
                yield reader.line_num, row
    except UnicodeDecodeError as error:
        raise UnreadableDivisions(f"{file.name} is not UTF-8 text: {error}") from error


def _yaml_villages(file: Path) -> list[DivisionRow]:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        townships = {township["key"]: township["code"] for township in content["townships"]}
        return [
            DivisionRow(row["code"], row["name"], townships[row["township"]], row["source"])
            for row in content["villages"]
        ]
    except yaml.YAMLError as error:
        raise UnreadableDivisions(f"{file.name} is no YAML: {error}") from error
    except (KeyError, TypeError) as error:
        raise UnreadableDivisions(f"{file.name}: a township or village lacks {error}") from error
