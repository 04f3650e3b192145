"""Codes of administrative divisions, from province to village (GB/T 2260, GB/T 10114, statistical codes).

Only the form and the ancestry are read here. Whether a division of that code
existed on a day is asked of the register of places, because codes are retired.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from qiangzhen.kernel.statutes import Text

from ._characters import Segment, check_characters
from ._fault import PartFault
from ._tables import IdentifierTables, KindRange

_SCHEMES = {6: "gb_t_2260", 9: "gb_t_10114", 12: "statistical_division"}
_NAME = Text("区划代码", "division code")


class DivisionLevel(enum.Enum):
    """How deep a division code reaches."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionCode:
    """A well-formed division code of 6, 9 or 12 digits.

    ``short`` is the code without the zeros that only fill a 12-digit code: 6 digits
    down to the county, 9 for a township, 12 for a village. ``township_kind`` and
    ``village_kind`` are told by the range the digits fall in (``None`` above that level).
    """

    scheme: str
    code: str
    short: str
    level: DivisionLevel
    township_kind: str | None
    village_kind: str | None

    @property
    def parent(self) -> str | None:
        """Return the short code of the division directly above, or ``None`` for a province."""
        match self.level:
            case DivisionLevel.VILLAGE:
                return self.short[:9]
            case DivisionLevel.TOWNSHIP:
                return self.short[:6]
            case DivisionLevel.COUNTY:
                return f"{self.short[:4]}00"
            case DivisionLevel.PREFECTURE:
                return f"{self.short[:2]}0000"
            case DivisionLevel.PROVINCE:
                return None

    @property
    def ancestors(self) -> tuple[str, ...]:
        """Return the short codes of every division above, nearest first."""
        province, prefecture = f"{self.short[:2]}0000", f"{self.short[:4]}00"
        above = (self.short[:9], self.short[:6], prefecture, province)
        return tuple(dict.fromkeys(code for code in above if code != self.short))

    @property
    def printed(self) -> str:
        """Return the code in groups, for people to read aloud; not a form to be entered again."""
        parts = (self.code[:6], self.code[6:9], self.code[9:])
        return " ".join(part for part in parts if part)


def parse_division_code(*, code: str, tables: IdentifierTables) -> DivisionCode:
    """Return the division code read from 6, 9 or 12 digits; raise an ``IdentifierFault`` otherwise."""
    scheme = _SCHEMES.get(len(code), "gb_t_2260")
    layouts = {length: (Segment(length),) for length in _SCHEMES}
    check_characters(scheme=scheme, name=_NAME, code=code, layouts=layouts)
    _check_upper_parts(scheme, code, tables)
    township, village = code[6:9], code[9:]
    if len(code) == 9 and township == "000":
        raise _empty_part(scheme, 7, "乡级", "township")
    if village.strip("0") and not township.strip("0"):
        raise _empty_part(scheme, 7, "乡级", "township")
    township_kind = _kind(scheme, township, 7, tables.township_kinds, "乡级", "township")
    village_kind = _kind(scheme, village, 10, tables.village_kinds, "村级", "village")
    if village_kind is not None:
        level, short = DivisionLevel.VILLAGE, code
    elif township_kind is not None:
        level, short = DivisionLevel.TOWNSHIP, code[:9]
    elif code[4:6] != "00":
        level, short = DivisionLevel.COUNTY, code[:6]
    elif code[2:4] != "00":
        level, short = DivisionLevel.PREFECTURE, code[:6]
    else:
        level, short = DivisionLevel.PROVINCE, code[:6]
    return DivisionCode(
        scheme=scheme,
        code=code,
        short=short,
        level=level,
        township_kind=township_kind,
        village_kind=village_kind,
    )


def _check_upper_parts(scheme: str, code: str, tables: IdentifierTables) -> None:
    if code[:2] not in tables.provinces:
        raise PartFault(
            scheme=scheme,
            position=1,
            text=Text(
                f"区划代码前两位“{code[:2]}”不是省级代码。",
                f"The first two digits, “{code[:2]}”, are not the code of a province.",
            ),
        )
    if code[2:4] == "00" and code[4:].strip("0"):
        # A prefecture without counties has townships directly below it (441900); a province has not.
        raise _empty_part(scheme, 3, "市级", "prefecture")


def _empty_part(scheme: str, position: int, zh: str, en: str) -> PartFault:
    return PartFault(
        scheme=scheme,
        position=position,
        text=Text(
            f"区划代码的{zh}部分（自第{position}位起）全为零，与其余各位不符。",
            f"The {en} part, from digit {position}, is all zeros, which does not go with the other digits.",
        ),
    )


def _kind(
    scheme: str, digits: str, position: int, ranges: tuple[KindRange, ...], zh: str, en: str
) -> str | None:
    """Return the kind of the range ``digits`` fall in; ``None`` where the part is absent or all zeros."""
    if not digits.strip("0"):
        return None
    for row in ranges:
        if row.first <= digits <= row.last:
            return row.kind
    known = [f"{row.first}-{row.last}" for row in ranges]
    raise PartFault(
        scheme=scheme,
        position=position,
        text=Text(
            f"区划代码{zh}部分“{digits}”不在任何已知号段内（{'、'.join(known)}）。",
            f"The {en} part, “{digits}”, is outside every known range ({', '.join(known)}).",
        ),
    )
