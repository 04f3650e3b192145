"""A doubt or a fault, said so that a clerk can act on it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from qiangzhen.kernel.lawdata import Certainty

from ._source import Source
from ._vocabulary import Text


class Severity(enum.Enum):
    """How much a finding weighs."""

    ERROR = "error"
    """The power cannot rest on this until it is mended."""
    WARNING = "warning"
    """Somebody has to look before it is relied on."""
    NOTE = "note"
    """Worth knowing; nothing has to be done."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found about a citation, a kind or a basis."""

    code: str
    severity: Severity
    rule: str | None
    """The rule of law (``QZ-YJ-…``); None where only the print is in doubt."""
    source: Source | None
    """The article or clause the rule rests on; None together with ``rule``."""
    text: Text
    certainty: Certainty
    """How sure the finding itself is: an unverified fact of the register gives an unverified finding."""
    start: int | None = None
    """Offset in the text read, where the finding is about a place in it."""
    end: int | None = None
