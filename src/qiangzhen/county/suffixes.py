"""Find any part of a name by one range scan, on SQLite, PostgreSQL and Citus alike.

For each text the beginnings of all its suffixes are stored as bytes, which every
database compares byte by byte whatever its collation. A query is then "keys from
``q`` up to the next after ``q``"; nothing reads a whole table and nothing needs an
extension of one database (docs/decisions/0005).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

KEPT = 16
"""Characters kept of each suffix; what is longer is looked up by its first ones and then compared whole."""


def folded(text: str) -> str:
    """Return a text as it is compared: lower case, without blanks, quotation and book marks."""
    return "".join(character for character in text.lower() if character.isalnum())


def words_of(query: str) -> list[str]:
    """Return the words of a query as they are compared."""
    return [word for part in query.split() if (word := folded(part))]


def keys_of(texts: Iterable[tuple[str, int]]) -> Iterator[tuple[bytes, int]]:
    """Yield each key of the texts once, with its weight: that of the text, and one more inside it."""
    seen: set[bytes] = set()
    for text, weight in texts:
        plain = folded(text)
        for at in range(len(plain)):
            key = plain[at : at + KEPT].encode()
            if key not in seen:
                seen.add(key)
                yield key, weight + min(at, 1)


def range_of(word: str) -> tuple[bytes, bytes]:
    """Return the first key that begins with a word, and the first after all that do."""
    start = word[:KEPT].encode()
    # The last byte of UTF-8 text is never 0xFF, so it can always be raised by one.
    return start, start[:-1] + bytes([start[-1] + 1])
