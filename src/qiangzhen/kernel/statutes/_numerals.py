"""Chinese and Arabic numerals of articles, orders and dates."""

from __future__ import annotations

import re

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_PRINTED_DIGITS = "零一二三四五六七八九"
_ARTICLE = re.compile(r"([1-9][0-9]*)(?:-([1-9][0-9]*))?")

NUMERAL = r"(?:[0-9]{1,6}|[〇零○一二三四五六七八九十百千两]{1,12})"
"""A pattern for one numeral, Arabic or Chinese, on folded text."""


def numeral_value(printed: str) -> int | None:
    """Return the value of an Arabic or Chinese numeral (二十四, 二〇一八, 63), or None if it is none."""
    if printed.isascii() and printed.isdigit():
        return int(printed)
    if printed and all(char in _DIGITS for char in printed):
        return int("".join(str(_DIGITS[char]) for char in printed))
    total, digit = 0, None
    smallest = 10_000
    for char in printed:
        if char in _UNITS:
            unit = _UNITS[char]
            if unit >= smallest or digit == 0:
                return None
            total += (1 if digit is None else digit) * unit
            smallest, digit = unit, None
        elif char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        else:
            return None
    return total + (digit or 0) if printed else None


def printed_numeral(value: int) -> str:
    """Return the Chinese numeral of 1 to 9999 as laws print it (10 → 十, 24 → 二十四, 103 → 一百零三)."""
    if not 0 < value < 10_000:
        raise ValueError(f"{value} cannot be printed as a numeral of law: articles run from 1 to 9999")
    printed, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            printed += ("零" if gap else "") + _PRINTED_DIGITS[digit] + name
        gap = bool(printed) and not digit
    return printed.removeprefix("一") if 10 <= value < 20 else printed


def printed_article(article: str) -> str:
    """Return an article key as laws print it: "24" → 第二十四条, "63-1" → 第六十三条之一."""
    match = _ARTICLE.fullmatch(article)
    if not match:
        raise ValueError(f"{article!r} is no article key: write Arabic digits, and 63-1 for 第六十三条之一")
    number, inserted = match.groups()
    suffix = f"之{printed_numeral(int(inserted))}" if inserted else ""
    return f"第{printed_numeral(int(number))}条{suffix}"
