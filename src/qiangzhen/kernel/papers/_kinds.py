"""Read the kind of a power as a list prints it, through the national table of kinds."""

from __future__ import annotations

import functools

from qiangzhen.kernel.statutes import KindTable, PowerKind, load_kinds, read_kind

from ._reading import Finding
from ._words import LAW


@functools.cache
def _table() -> KindTable:
    return load_kinds(LAW)


@functools.lru_cache(maxsize=1024)
def kind_named(word: str) -> PowerKind | None:
    """Return the kind a word names, or None if it is no name of a kind."""
    return read_kind(word, kinds=_table())[0] if 2 <= len(word) <= 20 else None


def read_printed_kind(printed: str) -> tuple[PowerKind | None, tuple[Finding, ...]]:
    """Return the kind a cell prints, with every doubt about it."""
    kind, found = read_kind(printed, kinds=_table())
    return kind, tuple(Finding.of_statutes(doubt, field="kind", printed=printed) for doubt in found)
