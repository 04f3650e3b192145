"""Read a code by the name of its scheme, and say which schemes a code could belong to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qiangzhen.kernel.statutes import Text

from ._characters import check_plainness
from ._citizens import CitizenNumber, MobileNumber, parse_citizen_number, parse_mobile_number
from ._credit import CreditCode, parse_credit_code
from ._devolution import DevolutionCode, parse_devolution_code
from ._divisions import DivisionCode, parse_division_code
from ._fault import CharacterFault, IdentifierFault, LengthFault, SchemeFault
from ._matters import (
    BasicCode,
    CaseNumber,
    HandlingItemCode,
    ImplementationCode,
    parse_basic_code,
    parse_case_number,
    parse_handling_item_code,
    parse_implementation_code,
)
from ._tables import IdentifierTables, Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalCode:
    """A code of a regional scheme of which only the outer form is known: nothing inside it is vouched for."""

    scheme: str
    code: str

    @property
    def printed(self) -> str:
        """Return the code as it was written."""
        return self.code


Identifier = (
    DivisionCode
    | CreditCode
    | CitizenNumber
    | MobileNumber
    | BasicCode
    | ImplementationCode
    | HandlingItemCode
    | CaseNumber
    | DevolutionCode
    | RegionalCode
)

_DIVISION_LENGTHS = {"gb_t_2260": 6, "gb_t_10114": 9, "statistical_division": 12}
_READERS: dict[str, Callable[[str, IdentifierTables], Identifier]] = {
    "gb_32100": lambda code, tables: parse_credit_code(code=code, tables=tables),
    "gb_11643": lambda code, _: parse_citizen_number(code),
    "mobile": lambda code, _: parse_mobile_number(code),
    "matter_basic": lambda code, tables: parse_basic_code(code=code, tables=tables),
    "matter_implementation": lambda code, tables: parse_implementation_code(code=code, tables=tables),
    "matter_handling_item": lambda code, tables: parse_handling_item_code(code=code, tables=tables),
    "case_number": lambda code, tables: parse_case_number(code=code, tables=tables),
    "devolution": lambda code, tables: parse_devolution_code(code=code, tables=tables),
}


def parse_code(*, scheme: str, code: str, tables: IdentifierTables) -> Identifier:
    """Return the value of ``code`` read by the rule of ``scheme``; raise an ``IdentifierFault`` otherwise."""
    row = tables.schemes.get(scheme)
    if row is None:
        raise SchemeFault(
            scheme=scheme,
            text=Text(
                f"没有名为“{scheme}”的编码规则，已知的有：{'、'.join(tables.schemes)}。",
                f"There is no scheme “{scheme}”; known are {', '.join(tables.schemes)}.",
            ),
        )
    if scheme in _DIVISION_LENGTHS:
        return _division_of_length(row, code, tables)
    if scheme in _READERS:
        return _READERS[scheme](code, tables)
    return _regional(row, code)


def list_possible_schemes(*, code: str, tables: IdentifierTables) -> tuple[str, ...]:
    """Return the names of the schemes whose rule ``code`` keeps, in the order of the table; perhaps none.

    Several may fit (a basic code can look like a statistical division code), so the
    choice is the reader's.
    """
    possible = []
    for scheme in tables.schemes:
        try:
            parse_code(scheme=scheme, code=code, tables=tables)
        except IdentifierFault:
            continue
        possible.append(scheme)
    return tuple(possible)


def _division_of_length(row: Scheme, code: str, tables: IdentifierTables) -> DivisionCode:
    """Read a division code that has to have the length of its scheme."""
    check_plainness(scheme=row.scheme, name=row.name, code=code)
    length = _DIVISION_LENGTHS[row.scheme]
    if len(code) != length:
        raise LengthFault(
            scheme=row.scheme,
            text=Text(
                f"{row.name.zh}应为{length}位，此处为{len(code)}位。",
                f"A {row.name.en} has {length} digits; this one has {len(code)}.",
            ),
        )
    return parse_division_code(code=code, tables=tables)


def _regional(row: Scheme, code: str) -> RegionalCode:
    if row.shape is None:
        raise SchemeFault(
            scheme=row.scheme,
            text=Text(
                f"{row.name.zh}的规则全文尚未取得，无法校验；可说明理由后作为历史编码保留。",
                f"The rule of the {row.name.en} is not at hand, so it cannot be checked; "
                "keep the code as a legacy code with a reason.",
            ),
        )
    check_plainness(scheme=row.scheme, name=row.name, code=code)
    if re.fullmatch(row.shape, code) is None:
        raise CharacterFault(
            scheme=row.scheme, text=Text(f"此编码不符合：{row.says.zh}", f"Not so here: {row.says.en}")
        )
    return RegionalCode(scheme=row.scheme, code=code)
