"""Make printed text comparable without losing where it stood.

Published lists are full of blanks that are not blanks: full-width spaces, zero-width
characters, line breaks set by hand to make a column look right.
"""

from __future__ import annotations

import datetime as dt
import functools
import re

import opencc

_BLANKS = " \t\n\r\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVISIBLE = "\x00-\x08\x0e-\x1b\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_VISIBLE = re.compile(f"[^{_BLANKS}{_INVISIBLE}]")
_TO_CLEAN = re.compile(f"[{_BLANKS}{_INVISIBLE}]")
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]+")
_BLANK_RUN = re.compile(f"[{_BLANKS}]+")
_FIRST_WIDE = "\u2e80"
"""From here on characters are Chinese, written without blanks between words."""
_KEPT = "乾"
"""Also written so in simplified text (乾安县); converting it would change the name of a place."""

MASK = "\u200b"
"""Stands, one for one, for characters recognised as debris inside a text, so that offsets stay true."""


def printed_span(text: str) -> tuple[int, int]:
    """Return where the visible characters of ``text`` begin and end; (0, 0) if there are none."""
    first = _VISIBLE.search(text)
    if first is None:
        return 0, 0
    end = len(text)
    while not _VISIBLE.match(text, end - 1):
        end -= 1
    return first.start(), end


def begins_visibly(text: str) -> bool:
    """Return whether the first character of ``text`` can be seen."""
    return _VISIBLE.match(text) is not None


def clean(text: str) -> str:
    """Return ``text`` trimmed, without zero-width characters, blanks narrowed and hand-set line breaks undone.

    A break between two Chinese characters disappears; elsewhere it becomes one blank.
    """
    if not _TO_CLEAN.search(text):
        return text
    return _BLANK_RUN.sub(_narrowed, _INVISIBLE_RUN.sub("", text)).strip()


def _narrowed(blanks: re.Match[str]) -> str:
    if "\n" not in blanks[0] and "\r" not in blanks[0]:
        return " "
    before, after = blanks.string[: blanks.start()][-1:], blanks.string[blanks.end() : blanks.end() + 1]
    return "" if before >= _FIRST_WIDE and after >= _FIRST_WIDE else " "


def compact(text: str) -> str:
    """Return ``text`` in simplified characters without any blank, for comparing headings and kinds."""
    return simplified(_TO_CLEAN.sub("", text))


def simplified(text: str) -> str:
    """Return ``text`` in simplified characters; the length never changes."""
    pattern, table = _traditional()
    return text.translate(table) if pattern.search(text) else text


@functools.cache
def odd_characters() -> re.Pattern[str]:
    """Return a pattern that finds any character a plain name has not: blanks, traditional forms, lost characters."""
    return re.compile(f"[{_BLANKS}{_INVISIBLE}?\ufffd锟烫日#" + "".join(map(chr, _traditional()[1])) + "]")


@functools.cache
def _traditional() -> tuple[re.Pattern[str], dict[int, str]]:
    """Return a pattern that finds any traditional character, and what each becomes."""
    convert = opencc.OpenCC("t2s").convert
    wide = [chr(code) for code in range(0x3400, 0xA000) if chr(code) not in _KEPT]
    table = {
        ord(char): plain
        for char, plain in zip(wide, convert("\n".join(wide)).split("\n"), strict=True)
        if plain != char and len(plain) == 1
    }
    return re.compile("[" + "".join(map(chr, table)) + "]"), table


def as_text(value: object) -> str:
    """Return a spreadsheet value as a clerk sees it: 3.0 is 3, a date is 2024-03-01."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, str):
        return value
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return "" if value is None else str(value)
