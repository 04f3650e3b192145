"""Codes of government-service matters and of the cases handled under them (GB/T 39554.1-2020).

The codes contain one another: a basic code (12) names the matter, an implementation
code (31) the body that exercises it at a level, a handling item code (33) one
situation of it, a case number (43) one application.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qiangzhen.kernel.statutes import Text

from ._characters import Alphabet, Layout, Segment, check_characters
from ._credit import LAYOUT as CREDIT_LAYOUT
from ._credit import CreditCode, parse_credit_code
from ._dates import read_date
from ._fault import CharacterFault, IdentifierFault, PartFault
from ._tables import IdentifierTables

BASIC_SCHEME = "matter_basic"
IMPLEMENTATION_SCHEME = "matter_implementation"
HANDLING_SCHEME = "matter_handling_item"
CASE_SCHEME = "case_number"
_NAMES = {
    BASIC_SCHEME: Text("基本编码", "basic code"),
    IMPLEMENTATION_SCHEME: Text("实施编码", "implementation code"),
    HANDLING_SCHEME: Text("业务办理项编码", "handling item code"),
    CASE_SCHEME: Text("办件编码", "case number"),
}
_BASIC_LAYOUT: Layout = (
    Segment(11),
    Segment(1, Alphabet("0123456789Y", Text("数字或大写字母 Y", "a digit or a capital Y"))),
)
_IMPLEMENTATION_LAYOUT: Layout = (*CREDIT_LAYOUT, Segment(1), *_BASIC_LAYOUT)
_NATIONAL_CATALOGUE = "00"
_WHOLE_ITEM, _ITEM_WITH_PARTS = "000", "00Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicCode:
    """The twelve characters that name a matter in a catalogue.

    ``catalogue`` is the national catalogue or the province that added the matter;
    ``power_kinds`` are the kinds of power the kind digits stand for in this county's
    table (coercion stands for two); ``field`` is ``None`` where the list of fields,
    which is not complete, does not have it.
    """

    scheme: str = BASIC_SCHEME
    code: str
    catalogue: Text
    power_kinds: tuple[str, ...]
    kind_name: Text
    field: Text | None

    @property
    def main_item(self) -> str:
        """Return the basic code of the main item: itself, unless this is a sub-item."""
        if self.code[9:] in (_WHOLE_ITEM, _ITEM_WITH_PARTS):
            return self.code
        return self.code[:9] + _ITEM_WITH_PARTS

    @property
    def has_sub_items(self) -> bool:
        """Return whether this is a main item that is split into sub-items."""
        return self.code[9:] == _ITEM_WITH_PARTS

    @property
    def printed(self) -> str:
        """Return the code in groups, for people to read."""
        return " ".join((self.code[:2], self.code[2:4], self.code[4:6], self.code[6:9], self.code[9:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplementationCode:
    """A matter as one body exercises it at one level."""

    scheme: str = IMPLEMENTATION_SCHEME
    code: str
    body: CreditCode
    level: str
    level_name: Text
    matter: BasicCode

    @property
    def printed(self) -> str:
        """Return the code in groups, for people to read."""
        return f"{self.code[:18]} {self.code[18]} {self.code[19:]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingItemCode:
    """One situation of a matter, such as a first grant or a change, with its own guide."""

    scheme: str = HANDLING_SCHEME
    code: str
    implementation: ImplementationCode
    serial: int

    @property
    def printed(self) -> str:
        """Return the code in groups, for people to read."""
        return f"{self.implementation.printed} {self.code[31:]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNumber:
    """One application, by the matter, the day and the serial of the day."""

    scheme: str = CASE_SCHEME
    code: str
    implementation: ImplementationCode
    received_on: dt.date
    serial: int

    @property
    def printed(self) -> str:
        """Return the number in groups, for people to read."""
        return f"{self.implementation.printed} {self.code[31:39]} {self.code[39:]}"


def parse_basic_code(*, code: str, tables: IdentifierTables) -> BasicCode:
    """Return the basic code read with the county's kind table; raise an ``IdentifierFault`` otherwise."""
    check_characters(scheme=BASIC_SCHEME, name=_NAMES[BASIC_SCHEME], code=code, layouts={12: _BASIC_LAYOUT})
    if code[11] == "Y" and code[9:] != _ITEM_WITH_PARTS:
        raise CharacterFault(
            scheme=BASIC_SCHEME,
            position=12,
            text=Text(
                "基本编码末位的 Y 只用于“00Y”（分有子项的主项），此处前两位不是 00。",
                "A last Y stands only in “00Y”, for a main item that has sub-items; "
                "here the two characters before it are not 00.",
            ),
        )
    province = tables.provinces.get(code[:2])
    if code[:2] == _NATIONAL_CATALOGUE:
        catalogue = Text("国家目录", "national catalogue")
    elif province is not None:
        catalogue = province
    else:
        raise _unknown(1, "目录归属", "catalogue", code[:2], [_NATIONAL_CATALOGUE, *tables.provinces])
    kind = tables.kinds.get(code[2:4])
    if kind is None:
        raise _unknown(3, "事项类型", "kind", code[2:4], list(tables.kinds))
    return BasicCode(
        code=code,
        catalogue=catalogue,
        power_kinds=kind.kinds,
        kind_name=kind.name,
        field=tables.departments.get(code[4:6]),
    )


def parse_implementation_code(*, code: str, tables: IdentifierTables) -> ImplementationCode:
    """Return the implementation code; raise an ``IdentifierFault`` counted in its own positions otherwise."""
    return _implementation(IMPLEMENTATION_SCHEME, code, (), tables)


def parse_handling_item_code(*, code: str, tables: IdentifierTables) -> HandlingItemCode:
    """Return the handling item code; raise an ``IdentifierFault`` otherwise."""
    implementation = _implementation(HANDLING_SCHEME, code, (Segment(2),), tables)
    return HandlingItemCode(
        code=code, implementation=implementation, serial=_serial(HANDLING_SCHEME, code, 31)
    )


def parse_case_number(*, code: str, tables: IdentifierTables) -> CaseNumber:
    """Return the case number; raise an ``IdentifierFault`` otherwise."""
    implementation = _implementation(CASE_SCHEME, code, (Segment(8), Segment(4)), tables)
    received_on = read_date(scheme=CASE_SCHEME, name=_NAMES[CASE_SCHEME], digits=code[31:39], position=32)
    serial = _serial(CASE_SCHEME, code, 39)
    return CaseNumber(code=code, implementation=implementation, received_on=received_on, serial=serial)


def _implementation(scheme: str, code: str, tail: Layout, tables: IdentifierTables) -> ImplementationCode:
    """Read the first 31 characters of a code of ``scheme`` that goes on with ``tail``."""
    layout = (*_IMPLEMENTATION_LAYOUT, *tail)
    length = sum(segment.length for segment in layout)
    check_characters(scheme=scheme, name=_NAMES[scheme], code=code, layouts={length: layout})
    level = tables.levels.get(code[18])
    if level is None:
        raise _unknown(19, "行使层级", "level", code[18], list(tables.levels), scheme=scheme)
    try:
        body = parse_credit_code(code=code[:18], tables=tables)
    except IdentifierFault as fault:
        raise type(fault)(scheme=scheme, position=fault.position, text=fault.text) from fault
    try:
        matter = parse_basic_code(code=code[19:31], tables=tables)
    except IdentifierFault as fault:
        position = 19 + fault.position if fault.position else None
        raise type(fault)(scheme=scheme, position=position, text=fault.text) from fault
    return ImplementationCode(
        code=code[:31], body=body, level=level.level, level_name=level.name, matter=matter
    )


def _serial(scheme: str, code: str, start: int) -> int:
    serial = int(code[start:])
    if serial == 0:
        raise PartFault(
            scheme=scheme,
            position=start + 1,
            text=Text(
                f"{_NAMES[scheme].zh}末尾的顺序号应自1起，不能全为零。",
                f"The serial at the end of a {_NAMES[scheme].en} begins at 1 and cannot be all zeros.",
            ),
        )
    return serial


def _unknown(
    position: int, zh: str, en: str, found: str, known: list[str], *, scheme: str = BASIC_SCHEME
) -> PartFault:
    return PartFault(
        scheme=scheme,
        position=position,
        text=Text(
            f"{zh}“{found}”不在本县采用的代码表中（{'、'.join(known)}）。",
            f"The {en} “{found}” is not in the table this county uses ({', '.join(known)}).",
        ),
    )
