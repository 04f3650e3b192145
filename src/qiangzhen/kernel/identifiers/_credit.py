"""Unified social credit codes (GB 32100-2015) with the organisation code they hold (GB 11714)."""

from __future__ import annotations

from dataclasses import dataclass

from stdnum.cn import uscc

from qiangzhen.kernel.statutes import Text

from ._characters import DIGITS, Alphabet, Segment, check_characters
from ._fault import CheckFault
from ._tables import IdentifierTables

SCHEME = "gb_32100"
_NAME = Text("统一社会信用代码", "unified social credit code")

# GB 32100-2015: the letters I, O, S, V and Z are not used.
_LETTERS = Alphabet(
    "0123456789ABCDEFGHJKLMNPQRTUWXY",
    Text("数字或大写字母（不用 I、O、S、V、Z）", "a digit or a capital letter other than I, O, S, V, Z"),
)
_INNER_CHECK = Alphabet("0123456789X", Text("数字或大写字母 X", "a digit or a capital X"))
LAYOUT = (
    Segment(2, _LETTERS),
    Segment(6, DIGITS),
    Segment(8, _LETTERS),
    Segment(1, _INNER_CHECK),
    Segment(1, _LETTERS),
)

# GB 11714-1997: weights of the eight characters before the check character.
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditCode:
    """A unified social credit code whose two check characters fit.

    ``registry`` (who registered the body) and ``body_kind`` are ``None`` where the
    table does not know the character: it is not complete, so that is no fault.
    """

    scheme: str = SCHEME
    code: str
    registry: Text | None
    body_kind: Text | None

    @property
    def registering_division(self) -> str:
        """Return the six digits of the division whose office registered the body, perhaps a retired code."""
        return self.code[2:8]

    @property
    def organisation_code(self) -> str:
        """Return the nine characters of the organisation code, check character included."""
        return self.code[8:17]

    @property
    def printed(self) -> str:
        """Return the code as it is printed on a certificate: without groups."""
        return self.code


def parse_credit_code(*, code: str, tables: IdentifierTables) -> CreditCode:
    """Return the unified social credit code; raise an ``IdentifierFault`` that names the place otherwise."""
    check_characters(scheme=SCHEME, name=_NAME, code=code, layouts={18: LAYOUT})
    if uscc.calc_check_digit(code[:17]) != code[17]:
        raise _unfit(18, "前十七位", "the seventeen before it")
    if _inner_check(code[8:16]) != code[16]:
        raise _unfit(17, "第九至十六位（组织机构代码）", "characters 9 to 16, the organisation code")
    registry = tables.registries.get(code[0])
    return CreditCode(
        code=code,
        registry=registry.name if registry else None,
        body_kind=registry.kinds.get(code[1]) if registry else None,
    )


def _inner_check(body: str) -> str:
    total = sum(weight * int(character, 36) for weight, character in zip(_INNER_WEIGHTS, body, strict=True))
    return "0123456789X0"[11 - total % 11]


def _unfit(position: int, checked_zh: str, checked_en: str) -> CheckFault:
    return CheckFault(
        scheme=SCHEME,
        position=position,
        text=Text(
            f"统一社会信用代码第{position}位校验码与{checked_zh}不符，其中至少一位有误，请核对证照原件。",
            f"Check character {position} does not fit {checked_en}: at least one of them is wrong. "
            "Compare with the certificate.",
        ),
    )
