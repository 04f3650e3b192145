"""A text as printed beside its folded twin, with the partner of every bracket found in one pass."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qiangzhen.kernel.lawdata import Certainty

from ._finding import Finding, Severity
from ._folding import fold
from ._vocabulary import Text

OPEN_TITLE, CLOSE_TITLE = "《〈≪«", "》〉≫»"
_DEBRIS = re.compile(r"[\s,;:。.、·]+")


@dataclass(frozen=True, slots=True)
class PrintedText:
    """``folded`` has one character for each of ``original``; offsets hold in both."""

    original: str
    folded: str
    title_ends: Mapping[int, int]
    """Offset of each opening title mark → offset of its closing mark; absent where it is never closed."""
    bracket_ends: Mapping[int, int]
    """The same for round brackets."""

    def slice(self, start: int, end: int) -> str:
        """Return the printed characters of a span."""
        return self.original[start:end]

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return the span without blanks and separators at either end."""
        inside = self.folded[start:end]
        head = _DEBRIS.match(inside)
        start += head.end() if head else 0
        while end > start and _DEBRIS.match(self.folded[end - 1]):
            end -= 1
        return start, end


def printed_text(text: str) -> PrintedText:
    """Fold ``text`` and pair its brackets, in time linear in its length."""
    folded = fold(text)
    return PrintedText(text, folded, _pairs(folded, OPEN_TITLE, CLOSE_TITLE), _pairs(folded, "(", ")"))


def _pairs(folded: str, openers: str, closers: str) -> dict[int, int]:
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for at, char in enumerate(folded):
        if char in openers:
            waiting.append(at)
        elif char in closers and waiting:
            pairs[waiting.pop()] = at
    return pairs


def doubt(*, code: str, severity: Severity, text: Text, start: int, end: int) -> Finding:
    """Return a finding about the print itself, at its place; it rests on no rule of law."""
    return Finding(
        code=code,
        severity=severity,
        rule=None,
        source=None,
        text=text,
        certainty=Certainty.VERIFIED,
        start=start,
        end=end,
    )
