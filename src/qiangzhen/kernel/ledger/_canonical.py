"""One value, one sequence of bytes: the form in which facts are hashed.

Two people who hold the same facts must arrive at the same digest, whatever
language or database they keep them in. So the form is the narrow part of JSON
that everyone prints alike: keys sorted by code point, no blanks, UTF-8, no
fractions, no whole number beyond 2^53 - 1.

Text is **not** normalised. NFC replaces CJK compatibility ideographs (U+F900 and
on) by their look-alikes, and some are in people's names: a name is hashed as it
was written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

LARGEST_INTEGER = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 7493, 2.2)."""

_encoder = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)


class NotCanonical(ValueError):
    """A value has no canonical form; ``path`` says where in it the fault is, such as ``$.rows[2].amount``."""

    def __init__(self, path: str, message: str) -> None:
        self.path = path
        super().__init__(f"{path}: {message}")


def canonical_json(value: Any) -> bytes:
    """Return the canonical bytes of a value made of dicts, lists, strings, whole numbers, booleans and null.

    Raises ``NotCanonical`` with the path of the first fault: a fraction, a date,
    UUID or Decimal (to be written as a string), a key that is no string, a
    character no database can store, or a value that contains itself.
    """
    _check(value, "$", ())
    return encode_text(value).encode()


def encode_text(value: Any) -> str:
    """Return the canonical text of a value that was checked when it was sealed; for the verifier's loop."""
    return _encoder.encode(value)


def _check(value: Any, path: str, around: tuple[int, ...]) -> None:
    match value:
        case None | bool():
            return
        case str():
            _check_text(value, path)
        case int():
            if abs(value) > LARGEST_INTEGER:
                raise NotCanonical(path, f"{value} is beyond 2^53 - 1; write it as a string")
        case float():
            raise NotCanonical(
                path, f"{value!r} is a fraction, which systems print unlike; write it as a string"
            )
        case dict() | list() | tuple() if id(value) in around:
            raise NotCanonical(path, "the value contains itself")
        case dict():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise NotCanonical(path, f"the key {key!r} is no string")
                _check_text(key, f"{path}.{key}")
                _check(item, f"{path}.{key}", (*around, id(value)))
        case list() | tuple():
            for index, item in enumerate(value):
                _check(item, f"{path}[{index}]", (*around, id(value)))
        case Mapping():
            raise NotCanonical(path, f"a {type(value).__name__}; give a plain dict")
        case _:
            raise NotCanonical(path, f"a {type(value).__name__} ({value!r}); write it as a string")


def _check_text(text: str, path: str) -> None:
    if "\0" in text:
        raise NotCanonical(path, "contains the character U+0000, which PostgreSQL cannot store")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonical(path, "contains half of a character pair (a lone surrogate)") from None
