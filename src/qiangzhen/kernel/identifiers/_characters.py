"""The outer form of a code: blanks, width, length, and which characters may stand where."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from qiangzhen.kernel.statutes import Text

from ._fault import BlankFault, CharacterFault, FullWidthFault, LengthFault

_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The characters that may stand in a place, and how to name them to a person."""

    characters: str
    name: Text


DIGITS = Alphabet("0123456789", Text("数字", "a digit"))


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of places of a code that share an alphabet."""

    length: int
    alphabet: Alphabet = DIGITS


Layout = tuple[Segment, ...]


def check_characters(*, scheme: str, name: Text, code: str, layouts: Mapping[int, Layout]) -> None:
    """Check the outer form of ``code`` against the layout of its length.

    Raises the first fault in this order: blank, full-width character, length,
    character out of place. ``layouts`` maps each allowed length to its layout.
    """
    check_plainness(scheme=scheme, name=name, code=code)
    if len(code) not in layouts:
        lengths_zh = "、".join(str(length) for length in sorted(layouts))
        lengths_en = " or ".join(str(length) for length in sorted(layouts))
        raise LengthFault(
            scheme=scheme,
            text=Text(
                f"{name.zh}应为{lengths_zh}位，此处为{len(code)}位。",
                f"A {name.en} has {lengths_en} characters; this one has {len(code)}.",
            ),
        )
    position = 0
    for segment in layouts[len(code)]:
        for character in code[position : position + segment.length]:
            position += 1
            if character not in segment.alphabet.characters:
                raise _misplaced(scheme, name, character, position, segment.alphabet)


def check_plainness(*, scheme: str, name: Text, code: str) -> None:
    """Check that a code holds no blank and no full-width character, wherever they stand."""
    for position, character in enumerate(code, start=1):
        if character.isspace() or character in _INVISIBLE:
            raise BlankFault(
                scheme=scheme,
                position=position,
                text=Text(
                    f"{name.zh}第{position}位是空格或不可见字符，请删除后重新录入。",
                    f"Character {position} of this {name.en} is a blank or invisible; "
                    "remove it and enter the code again.",
                ),
            )
        if unicodedata.east_asian_width(character) == "F":
            half = unicodedata.normalize("NFKC", character)
            raise FullWidthFault(
                scheme=scheme,
                position=position,
                text=Text(
                    f"{name.zh}第{position}位“{character}”是全角字符，应使用半角“{half}”。",
                    f"Character {position} of this {name.en}, “{character}”, is full-width; "
                    f"the half-width “{half}” is meant to stand there.",
                ),
            )


def _misplaced(scheme: str, name: Text, character: str, position: int, alphabet: Alphabet) -> CharacterFault:
    hint = Text("", "")
    if character.upper() != character and character.upper() in alphabet.characters:
        hint = Text("字母应大写。", " Letters are capitals.")
    return CharacterFault(
        scheme=scheme,
        position=position,
        text=Text(
            f"{name.zh}第{position}位“{character}”不符合要求，此处应为{alphabet.name.zh}。{hint.zh}",
            f"Character {position} of this {name.en}, “{character}”, cannot stand there: "
            f"it has to be {alphabet.name.en}.{hint.en}",
        ),
    )
