"""Read one file into a ``ListReading``: open it, find its tables, read rows, facts and all that is left."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import gc
from collections.abc import Iterable, Iterator
from pathlib import Path

from qiangzhen.kernel.statutes import StatuteRegister, check_basis

from ._cleaning import printed_span
from ._facts import read_facts, unread_line
from ._opening import Opened, open_list
from ._places import Grid, Line
from ._plain_text import tables_in_lines, without_marks
from ._reading import Finding, Limits, ListFacts, ListReading, Unread
from ._rows import RowReader
from ._tables import TableReader
from ._words import finding, pattern

_STANDARD_LIMITS = Limits()


def read_list(
    *,
    path: Path | None = None,
    content: bytes | None = None,
    file_name: str | None = None,
    limits: Limits = _STANDARD_LIMITS,
    register: StatuteRegister | None = None,
    on: dt.date | None = None,
) -> ListReading:
    """Return everything a published list of powers says, each field with its place and each doubt as a finding.

    Give either ``path`` or ``content`` (with ``file_name``, whose extension is compared
    with the content). With a ``register`` of statutes and a day, every basis is checked
    as of that day. Raises ``UnreadableList`` where the file cannot be read at all.
    """
    if (register is None) != (on is None):
        raise TypeError(
            "bases are checked against a register as of a day: give both register and on, or neither"
        )
    check = None
    if register is not None and on is not None:
        judged, day = register, on
        check = functools.cache(lambda basis, kind: check_basis(basis, kind=kind, on=day, register=judged))
    reader = TableReader(RowReader(check))
    marks: list[Finding] = []
    with _collector_paused():
        opened = open_list(path=path, content=content, file_name=file_name, limits=limits)
        for block in _tables_and_lines(opened, marks):
            if isinstance(block, Grid):
                reader.read_grid(block)
            else:
                reader.read_line(block)
        reader.finish()
        return _reading(opened, reader, marks)


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector: a long list only makes objects that stay, and going through them costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _tables_and_lines(opened: Opened, marks: list[Finding]) -> Iterator[Line | Grid]:
    """Yield the blocks, with tables found where lines only look like prose."""
    run: list[Line] = []
    for block in opened.blocks:
        if isinstance(block, Line):
            run.append(block)
            continue
        yield from _found_in(run, opened, marks)
        run = []
        yield block
    yield from _found_in(run, opened, marks)


def _found_in(run: list[Line], opened: Opened, marks: list[Finding]) -> Iterable[Line | Grid]:
    if not any(printed_span(line.text)[1] for line in run):
        return ()
    lines, found = without_marks(run)
    marks += found
    return tables_in_lines(lines)


def _reading(opened: Opened, reader: TableReader, marks: list[Finding]) -> ListReading:
    findings = [*opened.findings, *marks, *reader.findings]
    if reader.rows:
        facts, unread = read_facts(reader.before, reader.columns)
    else:
        facts, unread = _no_list(reader)
        findings.append(finding("no_list_found"))
    unread += [*reader.unread, *(unread_line(line) for line in reader.after), *opened.unread]
    for piece in unread:
        if lost := pattern("lost_characters").search(piece.text):
            start, end = lost.span()
            printed = piece.text[max(0, start - 5) : end + 5]
            findings.append(finding("characters_lost", source=piece.source, printed=printed))
    return ListReading(tuple(reader.rows), facts, tuple(findings), tuple(unread))


def _no_list(reader: TableReader) -> tuple[ListFacts, list[Unread]]:
    return ListFacts(columns=tuple(reader.columns)), [unread_line(line) for line in reader.before]
