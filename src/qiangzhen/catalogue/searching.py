"""The search index: any part of a name, code, law or row of pinyin initials is found by one range scan.

For a power the beginnings of all suffixes of each text are stored as bytes. A
query is then "keys from ``q`` up to the next after ``q``", the same on SQLite,
PostgreSQL and Citus; nothing reads the whole table.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from pypinyin import Style, lazy_pinyin

from .models import Power, PowerVersion, SearchKey

_KEPT = 16
"""Characters kept of each suffix; a longer query is looked up by its first ones and then compared whole."""


def initials_of(text: str) -> str:
    """Return the pinyin initials of a Chinese text, lower case; letters and digits stay, the rest falls away.

    安全生产 becomes aqsc.
    """
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors=lambda run: list(run)))
    return "".join(letter for letter in letters.lower() if letter.isalnum() and letter.isascii())


def index_power(*, power: Power, version: PowerVersion, bases: Iterable[str], published: bool) -> None:
    """Write the keys of a power's current version, replacing the former ones."""
    SearchKey.objects.filter(power=power).delete()
    SearchKey.objects.bulk_create(
        SearchKey(power=power, key=key, weight=weight, published=published)
        for key, weight in _keys(version=version, code=power.code, bases=bases)
    )


def find_powers(*, query: str, published_only: bool, count: int = 50) -> list[uuid.UUID]:
    """Return keys of powers that match every word of the query, the most telling first."""
    words = [_folded(word) for word in query.split() if _folded(word)]
    if not words:
        return []
    matches: dict[uuid.UUID, int] | None = None
    for word in words:
        found = _matching(word, published_only)
        matches = found if matches is None else {p: matches[p] + w for p, w in found.items() if p in matches}
    assert matches is not None
    return sorted(matches, key=lambda power: (matches[power], power))[:count]


def _matching(word: str, published_only: bool) -> dict[uuid.UUID, int]:
    start = word[:_KEPT].encode()
    rows = SearchKey.objects.filter(key__gte=start, key__lt=_next(start))
    if published_only:
        rows = rows.filter(published=True)
    found: dict[uuid.UUID, int] = {}
    for power_id, weight in rows.values_list("power_id", "weight")[:5000]:
        found[power_id] = min(weight, found.get(power_id, weight))
    return found


def _keys(*, version: PowerVersion, code: str, bases: Iterable[str]) -> Iterator[tuple[bytes, int]]:
    seen: set[bytes] = set()
    texts = [(version.name, 0), (version.initials, 2), (code, 0), *((title, 4) for title in bases)]
    for text, weight in texts:
        folded = _folded(text)
        for at in range(len(folded)):
            key = folded[at : at + _KEPT].encode()
            if key not in seen:
                seen.add(key)
                yield key, weight + min(at, 1)


def _folded(text: str) -> str:
    """Return the text as it is compared: lower case, without blanks, quotation and book marks."""
    return "".join(character for character in text.lower() if character.isalnum())


def _next(key: bytes) -> bytes:
    """Return the least byte string that does not begin with ``key`` and sorts after those that do."""
    return key[:-1] + bytes([key[-1] + 1])
