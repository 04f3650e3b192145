"""Pinyin initials, by which clerks look for anything that has a name."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin


def initials_of(text: str) -> str:
    """Return the pinyin initials of a Chinese text, lower case; letters and digits stay, the rest falls away.

    安全生产 becomes aqsc.
    """
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="default"))
    return "".join(letter for letter in letters.lower() if letter.isalnum() and letter.isascii())
