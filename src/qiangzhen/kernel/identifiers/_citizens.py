"""Numbers of people: citizen numbers (GB 11643-1999) and mobile phones, and how they are masked.

These are personal data: the values hide the number in their ``repr``, and pages
show ``masked`` unless a person has the right to see more.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field

from stdnum.cn import ric

from qiangzhen.kernel.statutes import Text

from ._characters import Alphabet, Segment, check_characters, check_plainness
from ._dates import read_date
from ._fault import CheckFault, RetiredFormFault

CITIZEN_SCHEME = "gb_11643"
MOBILE_SCHEME = "mobile"
_CITIZEN_NAME = Text("公民身份号码", "citizen number")
_MOBILE_NAME = Text("移动电话号码", "mobile phone number")
_CITIZEN_LAYOUT = (
    Segment(17),
    Segment(1, Alphabet("0123456789X", Text("数字或大写字母 X", "a digit or a capital X"))),
)
_MOBILE_LAYOUT = (
    Segment(1, Alphabet("1", Text("数字 1", "the digit 1"))),
    Segment(1, Alphabet("3456789", Text("数字 3 至 9", "a digit from 3 to 9"))),
    Segment(9),
)
_RETIRED_LENGTH = 15


class Sex(enum.Enum):
    """The sex a citizen number states."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenNumber:
    """A citizen number of eighteen characters whose check character fits."""

    scheme: str = CITIZEN_SCHEME
    code: str = field(repr=False)
    born_on: dt.date = field(repr=False)
    sex: Sex

    @property
    def division(self) -> str:
        """Return the six digits of the county of first registration, perhaps a retired code."""
        return self.code[:6]

    @property
    def masked(self) -> str:
        """Return the number with birth date hidden: the first six and the last four characters stay."""
        return f"{self.code[:6]}********{self.code[14:]}"

    @property
    def printed(self) -> str:
        """Return the masked number: the whole one is never what a page prints by default."""
        return self.masked


@dataclass(frozen=True, slots=True, kw_only=True)
class MobileNumber:
    """A mobile phone number of eleven digits."""

    scheme: str = MOBILE_SCHEME
    code: str = field(repr=False)

    @property
    def masked(self) -> str:
        """Return the number with its middle four digits hidden."""
        return f"{self.code[:3]}****{self.code[7:]}"

    @property
    def printed(self) -> str:
        """Return the masked number: the whole one is never what a page prints by default."""
        return self.masked


def parse_citizen_number(code: str) -> CitizenNumber:
    """Return the citizen number; raise an ``IdentifierFault`` otherwise.

    A fifteen-digit number is refused: it holds neither century nor check character,
    so turning it into eighteen would be a guess.
    """
    check_plainness(scheme=CITIZEN_SCHEME, name=_CITIZEN_NAME, code=code)
    if len(code) == _RETIRED_LENGTH and code.isascii() and code.isdigit():
        raise RetiredFormFault(
            scheme=CITIZEN_SCHEME,
            text=Text(
                "十五位身份证号码已停止使用，且不含世纪和校验码，不能自动换算；请按现行证件录入十八位公民身份号码。",
                "Citizen numbers of fifteen digits are no longer used and hold neither century nor check "
                "character, so they are not converted; enter the eighteen characters of the present card.",
            ),
        )
    check_characters(scheme=CITIZEN_SCHEME, name=_CITIZEN_NAME, code=code, layouts={18: _CITIZEN_LAYOUT})
    born_on = read_date(scheme=CITIZEN_SCHEME, name=_CITIZEN_NAME, digits=code[6:14], position=7)
    if ric.calc_check_digit(code) != code[17]:
        raise CheckFault(
            scheme=CITIZEN_SCHEME,
            position=18,
            text=Text(
                "公民身份号码第18位校验码与前十七位不符，其中至少一位有误，请核对证件原件。",
                "Check character 18 does not fit the seventeen before it: at least one of them is wrong. "
                "Compare with the card.",
            ),
        )
    sex = Sex.MALE if int(code[16]) % 2 else Sex.FEMALE
    return CitizenNumber(code=code, born_on=born_on, sex=sex)


def parse_mobile_number(code: str) -> MobileNumber:
    """Return the mobile phone number; raise an ``IdentifierFault`` otherwise."""
    check_characters(scheme=MOBILE_SCHEME, name=_MOBILE_NAME, code=code, layouts={11: _MOBILE_LAYOUT})
    return MobileNumber(code=code)
