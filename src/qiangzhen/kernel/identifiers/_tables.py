"""The tables that give the parts of a code their meaning, read from ``law/`` and one pack."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qiangzhen.kernel.lawdata import BrokenLawFile, Certainty, locate_problem, read_law_file
from qiangzhen.kernel.statutes import Source, Text, source_from

from ._schemas import CREDIT, DEVOLUTION, DIVISIONS, MATTERS, PACK, SCHEMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A named scheme of official numbers, with the rule it stands on.

    ``shape`` is a regular expression where only the outer form of a regional scheme is known.
    """

    number: str
    scheme: str
    name: Text
    source: Source
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    certainty: Certainty
    says: Text
    shape: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRange:
    """The kind of division whose digits fall between ``first`` and ``last``, both included."""

    first: str
    last: str
    kind: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Who registers bodies under one first character, and the kinds of body it registers."""

    name: Text
    kinds: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """What one level digit stands for."""

    level: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """What two kind digits stand for; ``kinds`` are values of the kinds of power."""

    kinds: tuple[str, ...]
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeRow:
    """What one letter of a devolution code stands for; ``mode`` is a value of the ways down."""

    mode: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierTables:
    """Every table that reading a code needs, for one county (with its pack) or for the nation."""

    schemes: Mapping[str, Scheme]
    provinces: Mapping[str, Text]
    township_kinds: tuple[KindRange, ...]
    village_kinds: tuple[KindRange, ...]
    registries: Mapping[str, Registry]
    levels: Mapping[str, LevelRow]
    kinds: Mapping[str, KindRow]
    departments: Mapping[str, Text]
    modes: Mapping[str, ModeRow]


def load_identifier_tables(*, law_dir: Path, pack: str | None = None) -> IdentifierTables:
    """Return the tables under ``law_dir``, with the level and kind tables that ``pack`` names.

    Without a pack the tables named ``national`` hold. Raises ``BrokenLawFile`` when a
    file is missing or broken, or when the pack names a table that does not exist.
    """
    folder = law_dir / "national" / "identifiers"
    divisions = read_law_file(folder / "divisions.yaml", DIVISIONS)
    credit = read_law_file(folder / "credit_codes.yaml", CREDIT)
    matters = read_law_file(folder / "matter_codes.yaml", MATTERS)
    devolution = read_law_file(folder / "devolution.yaml", DEVOLUTION)
    level_table, kind_table = "national", "national"
    if pack is not None:
        pack_path = law_dir / "packs" / pack / "identifiers.yaml"
        chosen = read_law_file(pack_path, PACK)
        level_table, kind_table = chosen["level_table"], chosen["kind_table"]
        _check_tables_exist(pack_path, chosen, matters)
    return IdentifierTables(
        schemes=_schemes(folder / "schemes.yaml"),
        provinces=_texts(divisions["provinces"]),
        township_kinds=_ranges(divisions["township_kinds"]),
        village_kinds=_ranges(divisions["village_kinds"]),
        registries={
            key: Registry(name=Text(**row["name"]), kinds=_texts(row["kinds"]))
            for key, row in credit["registries"].items()
        },
        levels={
            key: LevelRow(level=row["level"], name=Text(**row["name"]))
            for key, row in matters["level_tables"][level_table]["levels"].items()
        },
        kinds={
            key: KindRow(kinds=tuple(row["kinds"]), name=Text(**row["name"]))
            for key, row in matters["kind_tables"][kind_table]["kinds"].items()
        },
        departments=_texts(matters["departments"]),
        modes={
            key: ModeRow(mode=row["mode"], name=Text(**row["name"]))
            for key, row in devolution["modes"].items()
        },
    )


def _check_tables_exist(path: Path, chosen: Mapping[str, Any], matters: Mapping[str, Any]) -> None:
    problems = [
        locate_problem(
            path,
            field=(field,),
            message=f"there is no such table; matter_codes.yaml has {', '.join(matters[tables])}",
        )
        for field, tables in (("level_table", "level_tables"), ("kind_table", "kind_tables"))
        if chosen[field] not in matters[tables]
    ]
    if problems:
        raise BrokenLawFile(tuple(problems))


def _schemes(path: Path) -> dict[str, Scheme]:
    rows = read_law_file(path, SCHEMES)["schemes"]
    problems = []
    for index, row in enumerate(rows):
        if any(row["scheme"] == earlier["scheme"] for earlier in rows[:index]):
            problems.append(locate_problem(path, field=("schemes", index, "scheme"), message="given twice"))
        try:
            re.compile(row.get("shape") or "")
        except re.error as error:
            message = f"not a regular expression: {error}"
            problems.append(locate_problem(path, field=("schemes", index, "shape"), message=message))
    if problems:
        raise BrokenLawFile(tuple(problems))
    return {row["scheme"]: _scheme(row) for row in rows}


def _scheme(row: Mapping[str, Any]) -> Scheme:
    return Scheme(
        number=row["number"],
        scheme=row["scheme"],
        name=Text(**row["name"]),
        source=source_from(row["source"]),
        in_force_from=_date(row["in_force_from"]),
        in_force_to=_date(row["in_force_to"]),
        certainty=Certainty(row["certainty"]),
        says=Text(**row["says"]),
        shape=row.get("shape"),
    )


def _date(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


def _texts(rows: Mapping[str, Mapping[str, str]]) -> dict[str, Text]:
    return {key: Text(**row) for key, row in rows.items()}


def _ranges(table: Mapping[str, Any]) -> tuple[KindRange, ...]:
    return tuple(
        KindRange(first=row["first"], last=row["last"], kind=row["kind"], name=Text(**row["name"]))
        for row in table["ranges"]
    )
