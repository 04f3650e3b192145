"""How the fields of a record are written as small numbers, and read back."""

from __future__ import annotations

import datetime as dt
import uuid
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from .._vocabulary import Mode
from ._records import MandateRecord, PowerRecord
from ._register import RegisterFault, covers_day
from ._vocabulary import ActKind, Circumstance, MandateState

EVER = 2**16 - 1
"""The day that stands for no end, or for not yet."""
WHOLE_COUNTY = 0
"""The number of the area that covers every place."""
ACT_BITS = {act: 1 << position for position, act in enumerate(ActKind)}
CIRCUMSTANCE_BITS = {item: 1 << (12 + position) for position, item in enumerate(Circumstance)}
STATE, SUSPENDED = 3 << 10, 1 << 10
"""The bits of a record's state, none for granted; and the one of them for suspended."""
RESERVED = sum(CIRCUMSTANCE_BITS.values())
EXCLUSIVE, WITHDRAWN = 1 << 20, 1 << 21
LAST = 1 << 28
"""Marks the last row of a cell."""
EMPTY = 1 << 29
"""Marks the row with which every cell begins that has none."""

_STATES = tuple(MandateState)
_MODES = tuple(Mode)
_MODE = 22


class Names:
    """Many short texts in one piece of memory."""

    __slots__ = ("_blob", "_ends")

    def __init__(self, texts: Iterable[str]) -> None:
        encoded = [text.encode() for text in texts]
        self._blob = b"".join(encoded)
        ends = [0]
        for piece in encoded:
            ends.append(ends[-1] + len(piece))
        self._ends = narrowest(ends)

    def __getitem__(self, position: int) -> str:
        return self._blob[self._ends[position] : self._ends[position + 1]].decode()


def narrowest(numbers: Sequence[int]) -> array[int]:
    """Return numbers, none negative, in the narrowest array that holds them all."""
    largest = max(numbers, default=0)
    return array("B" if largest < 2**8 else "H" if largest < 2**16 else "I", numbers)


def spans_founded(versions: Iterable[PowerRecord]) -> tuple[int, ...]:
    """Return the bounds of the spans of days on which a power is in force and at least one article is."""
    days: set[int] = set()
    for version in versions:
        days |= {number_of(version.in_force_from), number_of(version.in_force_to)}
        for basis in version.bases:
            days |= {number_of(basis.in_force_from), number_of(basis.in_force_to)}
    bounds: list[int] = []
    for day in sorted(days):
        stands = day != EVER and any(
            covers_day(v.in_force_from, v.in_force_to, on)
            and any(covers_day(b.in_force_from, b.in_force_to, on) for b in v.bases)
            for on in [day_numbered(day)]
            for v in versions
        )
        if stands != bool(len(bounds) & 1):
            bounds.append(day)
    return tuple(bounds)


def packed_terms(record: MandateRecord) -> int:
    """Return acts, state, reserved matters, exclusivity, withdrawal and mode in one number."""
    return (
        sum(ACT_BITS[act] for act in record.acts)
        | _STATES.index(record.state) << 10
        | sum(CIRCUMSTANCE_BITS[item] for item in record.reserved)
        | (EXCLUSIVE if record.exclusive else 0)
        | (WITHDRAWN if record.withdrawn else 0)
        | _MODES.index(record.mode) << _MODE
    )


def read_uuid(id_: str) -> uuid.UUID:
    """Return the UUID a record is named by; raises ``RegisterFault`` where it is named otherwise."""
    try:
        found = uuid.UUID(id_)
    except ValueError:
        raise RegisterFault(f"mandate record {id_!r} is not named by a UUID") from None
    if str(found) != id_:
        raise RegisterFault(f"mandate record {id_!r} should be written {found}")
    return found


_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def microseconds(instant: dt.datetime) -> int:
    """Return an instant as whole microseconds since 1970."""
    return (instant - _EPOCH) // _MICROSECOND


def instant_of(count: int) -> dt.datetime:
    """Return the UTC instant so many microseconds after 1970."""
    return _EPOCH + dt.timedelta(microseconds=count)


_FIRST_DAY = dt.date(1940, 1, 1).toordinal()
"""Day 0: two bytes then hold every day until June 2119, more than a register of powers needs."""


def number_of(day: dt.date | None) -> int:
    """Return the number of a record's day, ``EVER`` for none; raises ``RegisterFault`` for one beyond two bytes."""
    if day is None:
        return EVER
    number = day.toordinal() - _FIRST_DAY
    if not 0 <= number < EVER:
        raise RegisterFault(
            f"{day} cannot be kept in columns; write no end for a span that is to last so long"
        )
    return number


def number_asked(day: dt.date) -> int:
    """Return the number of any day: all before the first are alike, and so are all after the last."""
    return max(-1, min(day.toordinal() - _FIRST_DAY, EVER - 1))


def day_numbered(number: int) -> dt.date:
    """Return the day of a number other than ``EVER``."""
    return dt.date.fromordinal(number + _FIRST_DAY)


def day_of(number: int) -> dt.date | None:
    """Return the day of a number, none for ``EVER``."""
    return None if number == EVER else day_numbered(number)


def unpacked_terms(terms: int) -> dict[str, Any]:
    """Return the fields that ``packed_terms`` put into one number."""
    return {
        "acts": frozenset(act for act, bit in ACT_BITS.items() if terms & bit),
        "state": _STATES[(terms & STATE) >> 10],
        "reserved": frozenset(item for item, bit in CIRCUMSTANCE_BITS.items() if terms & bit),
        "exclusive": bool(terms & EXCLUSIVE),
        "withdrawn": bool(terms & WITHDRAWN),
        "mode": _MODES[terms >> _MODE & 7],
    }
