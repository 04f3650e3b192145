"""How the open rows of a mandate are restated: closed once, and written anew for the days that changed.

A mandate ("line") is at any time a set of open rows that do not overlap. To change
what holds on some days, the rows that touch those days are closed and written
again in pieces: what lies before as it was, the changed days as they are now, what
lies after as it was. Nothing is overwritten; the closed rows say what we believed.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from qiangzhen.county.identity import new_id

from .models import Mandate

FAR = dt.date.max
"""Stands for "no end" while days are compared; never stored."""


class NothingThere(LookupError):
    """The mandate has no open row on the days that were to change."""


def open_rows(line: uuid.UUID) -> list[Mandate]:
    """Return what is held true of a mandate now, in the order of the days, locked against other writers."""
    rows = Mandate.objects.select_for_update(of=("self",)).filter(line=line, recorded_to=None)
    return list(rows.order_by("valid_from"))


def restate(
    line: uuid.UUID,
    *,
    start: dt.date,
    end: dt.date | None,
    at: dt.datetime,
    change: Callable[[Mandate], None],
) -> list[Mandate]:
    """Write anew what holds from ``start`` to ``end`` (exclusive; None: no end), as known from ``at``.

    ``change`` alters the copy that stands for the changed days. Returns the rows written.
    Raises ``NothingThere`` when no open row touches the days.
    """
    written: list[Mandate] = []
    for row in _touched(line, start, end):
        close(row, at=at)
        if row.valid_from < start:
            written.append(_written(row, at=at, valid_to=start))
        days = {"valid_from": max(row.valid_from, start), "valid_to": _earlier(row.valid_to, end)}
        written.append(_written(row, change, at=at, **days))
        if end is not None and end < (row.valid_to or FAR):
            written.append(_written(row, at=at, valid_from=end))
    return written


def cut_off(
    line: uuid.UUID, *, start: dt.date, at: dt.datetime, change: Callable[[Mandate], None]
) -> list[Mandate]:
    """Let a mandate end on ``start``: close every open row from there, and write what stays before it.

    ``change`` alters the row that now ends on ``start``; it says by which paper. Returns
    the rows written: none when the mandate is cut off before its first day.
    """
    rows = open_rows(line)
    if not any(start < (row.valid_to or FAR) for row in rows):
        raise NothingThere(str(line))
    written: list[Mandate] = []
    for row in rows:
        if start <= (row.valid_to or FAR):
            close(row, at=at)
            if row.valid_from < start:
                # Also a piece that ended on that day anyway: it now ends because the mandate does.
                written.append(_written(row, change, at=at, valid_to=start))
    return written


def _touched(line: uuid.UUID, start: dt.date, end: dt.date | None) -> list[Mandate]:
    rows = [row for row in open_rows(line) if row.valid_from < (end or FAR) and start < (row.valid_to or FAR)]
    if not rows:
        raise NothingThere(str(line))
    return rows


def close(row: Mandate, *, at: dt.datetime) -> None:
    """End the knowledge a row states; the one change a row ever sees."""
    row.recorded_to = at
    row.save(update_fields=["recorded_to"])


def _written(
    row: Mandate, change: Callable[[Mandate], None] | None = None, *, at: dt.datetime, **days: Any
) -> Mandate:
    piece = copy_of(row)
    piece.recorded_from, piece.recorded_to = at, None
    for name, day in days.items():
        setattr(piece, name, day)
    if change is not None:
        change(piece)
    piece.save(force_insert=True)
    return piece


def copy_of(row: Mandate) -> Mandate:
    """Return a new row, not saved yet, that says the same."""
    values = {field.attname: getattr(row, field.attname) for field in Mandate._meta.concrete_fields}
    return Mandate(**{**values, "id": new_id()})


def _earlier(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    days = [day for day in (one, other) if day is not None]
    return min(days) if days else None
