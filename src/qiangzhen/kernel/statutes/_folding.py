"""One character for one character: widths and traditional forms made alike, so that offsets stay true."""

from __future__ import annotations

import functools
import unicodedata

import opencc

_KEPT = frozenset("乾")
"""Written so in simplified text as well (乾安县); converting it would change a place name."""


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@functools.cache
def _simplified_character(char: str) -> str:
    if char in _KEPT or char < "\u3400":
        return char
    converted: str = _converter().convert(char)
    return converted if len(converted) == 1 else char


@functools.cache
def _folded_character(char: str) -> str:
    narrow = unicodedata.normalize("NFKC", char)
    narrow = narrow if len(narrow) == 1 else char
    return _simplified_character(" " if narrow.isspace() and narrow != "\n" else narrow)


def fold(text: str) -> str:
    """Return ``text`` with half-width punctuation and simplified characters; the length never changes."""
    return "".join(map(_folded_character, text))


def simplify(text: str) -> str:
    """Return ``text`` in simplified characters, punctuation untouched; the length never changes."""
    return "".join(map(_simplified_character, text))
