"""Follow the numbers down a list and say where one is missing, doubled or out of order."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[（(]?\s*(\d{1,6}(?:[.．\-－]\d{1,4}){0,3})\s*[.．、)）]?")
_CIRCLED = re.compile("[①-⑳㉑-㉟㊱-㊿⑴-⒇]")
_CHINESE = re.compile(r"[（(]?([一二三四五六七八九十]{1,3})[）)]?、?")
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}

Steps = tuple[int, ...]
"""A number as the steps down to it: 3 is (3,), 3.1 is (3, 1)."""


def looks_like_number(printed: str) -> bool:
    """Return whether a cell could be the number of an item: 3, 3.1, （3）, ③, 三."""
    return bool(_PLAIN.fullmatch(printed) or _CIRCLED.fullmatch(printed) or _CHINESE.fullmatch(printed))


class Numbering:
    """The numbers seen so far since the last heading."""

    def __init__(self) -> None:
        self._seen: set[Steps | int] = set()
        """Plain numbers as they are, numbers of sub-items as their steps."""
        self._last: Steps = (0,)
        self._fresh = True
        self._next = 0
        """The plain number expected, higher than any seen; 0 where none can be expected with certainty."""

    def begin_section(self) -> None:
        """Allow the next number to start again from 1: a heading, a sheet or a table begins."""
        self._fresh = True

    def take(self, printed: str) -> tuple[str, dict[str, object]] | None:
        """Note one number; return the code and words of a finding where it does not follow."""
        if printed.isdecimal() and not self._fresh and len(printed) <= 6 and int(printed) == self._next:
            self._seen.add(self._next)
            self._last = (self._next,)
            self._next += 1
            return None
        return self._take_odd(printed)

    def _take_odd(self, printed: str) -> tuple[str, dict[str, object]] | None:
        steps = self._steps(printed)
        if steps is None:
            return "number_unclear", {"printed": printed}
        fresh, self._fresh = self._fresh, False
        if fresh and steps[0] == 1:
            self._seen = set()
            self._last = (0,)
        before, number = self._last, steps[0]
        key = number if len(steps) == 1 else steps
        doubled = key in self._seen
        self._seen.add(key)
        self._last = steps
        self._next = number + 1 if number + 1 not in self._seen else 0
        if doubled:
            return "number_doubled", {"number": printed}
        words: dict[str, object] = {"before": ".".join(map(str, before)), "number": printed}
        if number < before[0]:
            return "number_restarts", words
        if number > before[0] + 1 or (
            len(steps) == len(before) > 1 and steps[:-1] == before[:-1] and steps[-1] > before[-1] + 1
        ):
            return "number_gap", words
        return None

    def _steps(self, printed: str) -> Steps | None:
        if printed.isascii() and printed.isdigit() and len(printed) <= 6:
            return (int(printed),)
        if match := _PLAIN.fullmatch(printed):
            return tuple(int(step) for step in re.split(r"[.．\-－]", match[1]))
        if _CIRCLED.fullmatch(printed):
            return (*self._last[:1], int(unicodedata.numeric(printed)))
        if match := _CHINESE.fullmatch(printed):
            tens, mark, ones = match[1].rpartition("十")
            if all(len(part) <= 1 for part in (tens, ones)):
                value = (_CHINESE_DIGITS.get(tens, 1) if mark else 0) * 10 + _CHINESE_DIGITS.get(ones, 0)
                return (value,)
        return None
