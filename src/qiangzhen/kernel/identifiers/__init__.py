"""Read official numbers: of places, bodies, people, matters, cases, and of what was handed down.

A number decides who is meant, so it is read strictly: a stray blank, a full-width
digit or a wrong check character is a fault that says which character breaks which
rule, and nothing is ever put right silently. Papers and older systems do hold
numbers that fail; ``keep_legacy`` keeps such a one beside its fault and the reason
somebody gave. What the digits mean (kinds, levels, registries) is data under
``law/national/identifiers`` and, where a county differs, in its pack.

Every number is a pair of a scheme's name and a code:

    IdentifierFault
    ├── BlankFault           a blank before, after or inside the code
    ├── FullWidthFault       a full-width character
    ├── LengthFault          too short or too long
    ├── CharacterFault       a character that cannot stand where it stands
    ├── CheckFault           a check character that does not fit the rest
    ├── PartFault            a part that means nothing: an unknown kind, 30 February
    ├── RetiredFormFault     a form that is no longer used
    └── SchemeFault          an unknown scheme, or one whose rule is not at hand
"""

from ._citizens import CitizenNumber, MobileNumber, Sex, parse_citizen_number, parse_mobile_number
from ._credit import CreditCode, parse_credit_code
from ._devolution import DevolutionCode, compose_devolution_code, parse_devolution_code
from ._divisions import DivisionCode, DivisionLevel, parse_division_code
from ._fault import (
    BlankFault,
    CharacterFault,
    CheckFault,
    FullWidthFault,
    IdentifierFault,
    LengthFault,
    PartFault,
    RetiredFormFault,
    SchemeFault,
)
from ._legacy import LegacyCode, LegacyRefused, keep_legacy
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
from ._schemes import Identifier, RegionalCode, list_possible_schemes, parse_code
from ._tables import IdentifierTables, Scheme, load_identifier_tables

__all__ = [
    "BasicCode",
    "BlankFault",
    "CaseNumber",
    "CharacterFault",
    "CheckFault",
    "CitizenNumber",
    "CreditCode",
    "DevolutionCode",
    "DivisionCode",
    "DivisionLevel",
    "FullWidthFault",
    "HandlingItemCode",
    "Identifier",
    "IdentifierFault",
    "IdentifierTables",
    "ImplementationCode",
    "LegacyCode",
    "LegacyRefused",
    "LengthFault",
    "MobileNumber",
    "PartFault",
    "RegionalCode",
    "RetiredFormFault",
    "Scheme",
    "SchemeFault",
    "Sex",
    "compose_devolution_code",
    "keep_legacy",
    "list_possible_schemes",
    "load_identifier_tables",
    "parse_basic_code",
    "parse_case_number",
    "parse_citizen_number",
    "parse_code",
    "parse_credit_code",
    "parse_devolution_code",
    "parse_division_code",
    "parse_handling_item_code",
    "parse_implementation_code",
    "parse_mobile_number",
]
