"""Answer from a county's columns without making an object.

A row grants if a handful of comparisons hold. What a row must satisfy is written
twice in this package, here for speed and in ``_case`` to be read; that both give
the same answer on random histories is a property under test.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import NamedTuple

from ._columns import Columns
from ._encoding import (
    ACT_BITS,
    CIRCUMSTANCE_BITS,
    EXCLUSIVE,
    STATE,
    SUSPENDED,
    WHOLE_COUNTY,
    WITHDRAWN,
    microseconds,
)
from ._records import Question
from ._register import covers_day
from ._vocabulary import ReasonCode

BIT = {code: 1 << position for position, code in enumerate(ReasonCode)}
"""The bit that stands for a reason in a refusal in numbers."""
BY_LAW = 1 << 40
"""The answer where the body holds the power by law and needs no mandate."""

# As plain numbers for the loop below.
_NOT_YET, _ENDED, _BY_WITHDRAWAL = (
    BIT[ReasonCode.NOT_YET_IN_FORCE],
    BIT[ReasonCode.ENDED],
    BIT[ReasonCode.WITHDRAWN],
)


class Prepared(NamedTuple):
    """A question in a county's numbers."""

    body: int
    power: int
    act: int
    """One bit."""
    on: int
    moment: int
    """How many instants at which this county recorded anything had passed."""
    areas: tuple[int, ...]
    """The whole county, the place and all it lies in; empty for an unknown place."""
    circumstances: int
    """Bits, in the position in which a row keeps what it reserves."""


class CompactCounty(Columns):
    """The mandates of one county, ready to be asked a million questions in a row."""

    __slots__ = ()

    def prepare(self, question: Question) -> Prepared:
        """Return a question in numbers; what is not known gets the number after the last."""
        return Prepared(
            body=self._bodies.get(question.body, len(self._bodies)),
            power=self._powers.get(question.power, len(self._powers)),
            act=ACT_BITS[question.act],
            on=question.on.toordinal(),
            moment=bisect_right(self._instants, microseconds(question.known_at)),
            areas=self._areas_over(self._places.get(question.place, 0), question.on.toordinal()),
            circumstances=sum(CIRCUMSTANCE_BITS[item] for item in question.circumstances),
        )

    def answer(
        self,
        body: int,
        power: int,
        act: int,
        on: int,
        moment: int,
        areas: tuple[int, ...],
        circumstances: int,
    ) -> int:
        """Return the row that grants, ``BY_LAW``, or the reasons against it as the negative of their bits."""
        if body < self._receivers and power < self._width:
            cell = body * self._width + power
            for row in range(self._start[cell], self._start[cell + 1]):
                if (
                    self._terms[row] & (act | STATE | circumstances) == act
                    and self._valid_from[row] <= on < self._valid_to[row]
                    and self._recorded_from[row] <= moment < self._recorded_to[row]
                    and self._published[row] <= on
                    and self._area[row] in areas
                ):
                    # Bounds of the spans in which the power is founded: an odd count lies within one.
                    if bisect_right(self._founded[power], on) & 1:
                        return row
                    break
        return self._refuse(body, power, act, on, moment, areas, circumstances)

    def _refuse(
        self,
        body: int,
        power: int,
        act: int,
        on: int,
        moment: int,
        areas: tuple[int, ...],
        circumstances: int,
    ) -> int:
        bits = 0 if areas else BIT[ReasonCode.UNKNOWN_PLACE]
        if body == len(self._bodies):
            bits |= BIT[ReasonCode.UNKNOWN_BODY]
        if power == len(self._powers):
            return -(bits | BIT[ReasonCode.UNKNOWN_POWER])
        if not bisect_right(self._founded[power], on) & 1:
            bits |= self._unfounded(power, on)
        if bits & BIT[ReasonCode.UNKNOWN_BODY]:
            return -bits
        own, met = self._lacking(body, power, act, on, moment, areas, circumstances)
        if own == 0 and met:
            return -bits
        if not self._is_holder(body, power, on):
            return -(bits | (own or BIT[ReasonCode.NO_MANDATE]))
        if self._excluded(body, power, act, on, moment, areas, circumstances):
            return -(bits | own | BIT[ReasonCode.EXCLUSIVE_ELSEWHERE])
        return -(bits | own) if bits else BY_LAW

    def _lacking(
        self,
        body: int,
        power: int,
        act: int,
        on: int,
        moment: int,
        areas: tuple[int, ...],
        circumstances: int,
    ) -> tuple[int, bool]:
        """Return what a body's mandates lack, as bits, and whether one of them lacks nothing."""
        bits = ahead = 0
        line, live = -1, False
        for row in self._rows(body, power):
            begins, ends = self._valid_from[row], self._valid_to[row]
            if not self._recorded_from[row] <= moment < self._recorded_to[row]:
                if self._recorded_from[row] > moment and begins <= on < ends:
                    lacks = self._failures(row, act, on, areas, circumstances)
                    bits |= 0 if lacks else BIT[ReasonCode.NOT_KNOWN_THEN]
                continue
            if self._line[row] != line:
                bits |= 0 if live else ahead
                line, live, ahead = self._line[row], False, 0
            if on < begins:
                ahead |= _NOT_YET
            elif on >= ends:
                ahead |= _BY_WITHDRAWAL if self._terms[row] & WITHDRAWN else _ENDED
            else:
                live = True
                lacks = self._failures(row, act, on, areas, circumstances)
                if not lacks:
                    return 0, True
                bits |= lacks
        return bits | (0 if live else ahead), False

    def _failures(self, row: int, act: int, on: int, areas: tuple[int, ...], circumstances: int) -> int:
        terms = self._terms[row]
        bits = 0
        if terms & STATE:
            bits = BIT[ReasonCode.SUSPENDED if terms & SUSPENDED else ReasonCode.TAKEN_OVER]
        if not terms & act:
            bits |= BIT[ReasonCode.ACT_NOT_COVERED]
        if areas and self._area[row] not in areas:
            bits |= BIT[ReasonCode.OUTSIDE_AREA]
        if terms & circumstances:
            bits |= BIT[ReasonCode.RESERVED_MATTER]
        if on < self._published[row]:
            bits |= BIT[ReasonCode.NOT_PUBLISHED]
        return bits

    def _excluded(
        self,
        body: int,
        power: int,
        act: int,
        on: int,
        moment: int,
        areas: tuple[int, ...],
        circumstances: int,
    ) -> bool:
        """Return whether another body's exclusive mandate covers the question."""
        return bool(areas) and any(
            self._terms[row] & EXCLUSIVE
            and self._valid_from[row] <= on < self._valid_to[row]
            and self._recorded_from[row] <= moment < self._recorded_to[row]
            and not self._failures(row, act, on, areas, circumstances)
            for other in range(self._receivers)
            if other != body
            for row in self._rows(other, power)
        )

    def _unfounded(self, power: int, on: int) -> int:
        """Return why a power does not stand on a day."""
        day = dt.date.fromordinal(on)
        versions = self._versions(power)
        if any(covers_day(version.in_force_from, version.in_force_to, day) for version in versions):
            return BIT[ReasonCode.BASIS_FALLEN]
        bits = 0
        for version in versions:
            bits |= _ENDED if version.in_force_from <= day else _NOT_YET
        return bits

    def _is_holder(self, body: int, power: int, on: int) -> bool:
        code = self._body_records[body].code
        versions = self._versions(power)
        if len(versions) > 1:
            day = dt.date.fromordinal(on)
            versions = (
                tuple(v for v in versions if covers_day(v.in_force_from, v.in_force_to, day)) or versions
            )
        return any(version.holder == code for version in versions)

    def _areas_over(self, place: int, on: int) -> tuple[int, ...]:
        found: list[int] = []
        while place and place not in found:
            for row in range(self._first_place[place], self._first_place[place + 1]):
                if self._place_from[row] <= on < self._place_to[row]:
                    found.append(place)
                    place = self._place_parent[row]
                    break
            else:
                break
        return (WHOLE_COUNTY, *found) if found else ()
