"""The code of a handed-down matter (特别编码), which leads back to its parent by itself.

The handover plan (clause 4) wants handed-down matters in the county's register under
a special code, and leaves its form open. Ours has five parts joined by hyphens::

    220225012000-220105001-C-2026003-3
    │            │         │ │       └ check character, ISO 7064 MOD 37-36 over all before it
    │            │         │ └ batch: four digits of the year, three of the serial
    │            │         └ the way down, one letter (law/national/identifiers/devolution.yaml)
    │            └ receiver: division code of 9 or 12 digits, or unified social credit code
    └ parent: the basic code of the matter that went down

The parent stands first and whole, so that sorting a register by code keeps a matter
together with everything handed down from it; the hyphens make the code unlike any
national one; a receiver without a division of its own (a park, an institution) is
named by its credit code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from stdnum.iso7064 import mod_37_36

from qiangzhen.kernel.statutes import Text

from ._characters import Alphabet, Segment, check_characters, check_plainness
from ._credit import CreditCode, parse_credit_code
from ._divisions import DivisionCode, DivisionLevel, parse_division_code
from ._fault import CheckFault, IdentifierFault, LengthFault, PartFault
from ._matters import BasicCode, parse_basic_code
from ._tables import IdentifierTables

Part = TypeVar("Part")

SCHEME = "devolution"
_NAME = Text("下放事项特别编码", "devolution code")
_PARTS = 5
_CREDIT_LENGTH = 18
_BATCH_NAME = Text("批次号", "batch number")
_CHECK_NAME = Text("校验码", "check character")
_CHECK_LAYOUT = (
    Segment(
        1,
        Alphabet(
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", Text("数字或大写字母", "a digit or a capital letter")
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DevolutionCode:
    """A matter handed down: from which parent, to whom, in which way, in which batch.

    ``mode`` is the value of the way down (``conferral``, ``entrustment`` …).
    """

    scheme: str = SCHEME
    code: str
    parent: BasicCode
    receiver: DivisionCode | CreditCode
    mode: str
    batch_year: int
    batch_serial: int

    @property
    def printed(self) -> str:
        """Return the code as it is written: its hyphens are part of it."""
        return self.code


def compose_devolution_code(
    *, parent: str, receiver: str, mode: str, batch_year: int, batch_serial: int, tables: IdentifierTables
) -> DevolutionCode:
    """Return the devolution code of a matter handed down in a batch.

    ``parent`` is a basic code, ``receiver`` a township's or village's division code or a
    body's credit code, ``mode`` a value of the way down, ``batch_serial`` 1 to 999 within
    the year. Raises an ``IdentifierFault`` when a part cannot be part of a code.
    """
    letters = {row.mode: letter for letter, row in tables.modes.items()}
    if mode not in letters:
        raise _unknown_mode(mode, list(letters))
    body = "-".join((parent, receiver, letters[mode], f"{batch_year:04}{batch_serial:03}"))
    try:
        check = _check_character(body)
    except ValueError:  # a character outside 0-9A-Z: reading the parts names it
        check = "0"
    return parse_devolution_code(code=f"{body}-{check}", tables=tables)


def parse_devolution_code(*, code: str, tables: IdentifierTables) -> DevolutionCode:
    """Return the devolution code with its parent and receiver read, or raise an ``IdentifierFault``."""
    check_plainness(scheme=SCHEME, name=_NAME, code=code)
    parts = code.split("-")
    if len(parts) != _PARTS:
        raise LengthFault(
            scheme=SCHEME,
            text=Text(
                f"下放事项特别编码应由短横分隔的{_PARTS}部分组成，此处为{len(parts)}部分。",
                f"A devolution code has {_PARTS} parts joined by hyphens; this one has {len(parts)}.",
            ),
        )
    starts = [1]
    for part in parts:
        starts.append(starts[-1] + len(part) + 1)
    parent = _read_part(starts[0], lambda: parse_basic_code(code=parts[0], tables=tables))
    receiver = _read_part(starts[1], lambda: _receiver(parts[1], tables))
    mode = tables.modes.get(parts[2])
    if mode is None:
        raise _unknown_mode(parts[2], list(tables.modes), position=starts[2])
    year, serial = _read_part(starts[3], lambda: _batch(parts[3]))
    _read_part(
        starts[4],
        lambda: check_characters(scheme=SCHEME, name=_CHECK_NAME, code=parts[4], layouts={1: _CHECK_LAYOUT}),
    )
    if _check_character(code.rpartition("-")[0]) != parts[4]:
        raise CheckFault(
            scheme=SCHEME,
            position=starts[4],
            text=Text(
                "特别编码的校验码与其余各位不符，其中至少一位有误，请核对下放批次文件。",
                "The check character does not fit the rest: at least one character is wrong. "
                "Compare with the paper of the batch.",
            ),
        )
    return DevolutionCode(
        code=code, parent=parent, receiver=receiver, mode=mode.mode, batch_year=year, batch_serial=serial
    )


def _read_part(start: int, read: Callable[[], Part]) -> Part:
    """Return what ``read`` reads; a fault is counted from the beginning of the whole code."""
    try:
        return read()
    except IdentifierFault as fault:
        position = start - 1 + (fault.position or 1)
        raise type(fault)(scheme=SCHEME, position=position, text=fault.text) from fault


def _batch(digits: str) -> tuple[int, int]:
    """Return year and serial of a batch number."""
    check_characters(scheme=SCHEME, name=_BATCH_NAME, code=digits, layouts={7: (Segment(7),)})
    year, serial = int(digits[:4]), int(digits[4:])
    if year == 0 or serial == 0:
        raise PartFault(
            scheme=SCHEME,
            position=1,
            text=Text(
                "批次号由四位年份和自001起的三位顺序号组成。",
                "A batch number is a year and a serial from 001.",
            ),
        )
    return year, serial


def _receiver(code: str, tables: IdentifierTables) -> DivisionCode | CreditCode:
    if len(code) == _CREDIT_LENGTH:
        return parse_credit_code(code=code, tables=tables)
    division = parse_division_code(code=code, tables=tables)
    if (
        division.level not in (DivisionLevel.TOWNSHIP, DivisionLevel.VILLAGE)
        or division.code != division.short
    ):
        raise PartFault(
            scheme=SCHEME,
            position=1,
            text=Text(
                f"承接单位“{code}”应为乡级九位代码、村级十二位代码或统一社会信用代码。",
                f"The receiver “{code}” has to be a township (9 digits), a village (12 digits) "
                "or a credit code.",
            ),
        )
    return division


def _check_character(body: str) -> str:
    return mod_37_36.calc_check_digit(body.replace("-", ""))


def _unknown_mode(found: str, known: list[str], *, position: int | None = None) -> PartFault:
    return PartFault(
        scheme=SCHEME,
        position=position,
        text=Text(
            f"下放方式“{found}”不在代码表中（{'、'.join(known)}）。",
            f"The way down “{found}” is not in the table ({', '.join(known)}).",
        ),
    )
