"""What a division code says of its place: level and kind, read by the kernel from the tables of law."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from django.conf import settings

from qiangzhen.kernel.identifiers import (
    DivisionLevel,
    IdentifierTables,
    load_identifier_tables,
    parse_division_code,
)

from .models import PlaceKind, PlaceLevel

_LEVELS = {
    DivisionLevel.COUNTY: PlaceLevel.COUNTY,
    DivisionLevel.TOWNSHIP: PlaceLevel.TOWNSHIP,
    DivisionLevel.VILLAGE: PlaceLevel.VILLAGE,
}
# The published table numbers 56 towns and townships like subdistricts, so that a name which says the kind goes first.
_KIND_BY_ENDING = {
    "镇": PlaceKind.TOWN,
    "乡": PlaceKind.TOWNSHIP,
    "苏木": PlaceKind.TOWNSHIP,
    "街道": PlaceKind.SUBDISTRICT,
}
# The two district offices 区公所 that are left stand where a township stands.
_OTHER_KINDS = {"district_office": PlaceKind.QUASI_TOWNSHIP}


@dataclass(frozen=True, slots=True)
class CodeReading:
    """Level and kind of the place a code is for."""

    level: PlaceLevel
    kind: PlaceKind


def read_code(*, code: str, name: str) -> CodeReading | None:
    """Return what the code and the name say, or None for a province or prefecture, which a county does not hold.

    Raises ``IdentifierFault`` for a code that is none.
    """
    parsed = parse_division_code(code=code, tables=_tables())
    level = _LEVELS.get(parsed.level)
    if level is None:
        return None
    if level is PlaceLevel.COUNTY:
        return CodeReading(level, PlaceKind.COUNTY)
    if level is PlaceLevel.VILLAGE:
        return CodeReading(level, PlaceKind(parsed.village_kind or ""))
    for ending, kind in _KIND_BY_ENDING.items():
        if name.endswith(ending):
            return CodeReading(level, kind)
    kind_told = parsed.township_kind or ""
    return CodeReading(level, _OTHER_KINDS.get(kind_told) or PlaceKind(kind_told))


@functools.cache
def _tables() -> IdentifierTables:
    return load_identifier_tables(law_dir=settings.LOCAL_LAW)
