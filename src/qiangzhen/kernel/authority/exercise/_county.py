"""Answer from a county's columns without making an object.

A row grants if a handful of comparisons hold. What a row must satisfy is written
twice in this package, here for speed and in ``_case`` to be read; that both give
the same answer on random histories is a property under test.
"""

from __future__ import annotations

from bisect import bisect_right

from ._columns import Columns
from ._encoding import (
    ACT_BITS,
    CIRCUMSTANCE_BITS,
    EMPTY,
    EXCLUSIVE,
    LAST,
    RESERVED,
    STATE,
    SUSPENDED,
    WHOLE_COUNTY,
    WITHDRAWN,
    day_numbered,
    microseconds,
    number_asked,
)
from ._records import Question
from ._register import covers_day
from ._vocabulary import ReasonCode

BIT = {code: 1 << position for position, code in enumerate(ReasonCode)}
"""The bit that stands for a reason in a refusal in numbers."""
BY_LAW = 1 << 40
"""The answer where the body holds the power by law and needs no mandate."""

# As plain numbers: to look an enumeration's member up costs more than the rest of a refusal.
_UNKNOWN_BODY = BIT[ReasonCode.UNKNOWN_BODY]
_UNKNOWN_POWER = BIT[ReasonCode.UNKNOWN_POWER]
_UNKNOWN_PLACE = BIT[ReasonCode.UNKNOWN_PLACE]
_BASIS_FALLEN = BIT[ReasonCode.BASIS_FALLEN]
_NO_MANDATE = BIT[ReasonCode.NO_MANDATE]
_NOT_KNOWN_THEN = BIT[ReasonCode.NOT_KNOWN_THEN]
_NOT_YET = BIT[ReasonCode.NOT_YET_IN_FORCE]
_ENDED = BIT[ReasonCode.ENDED]
_WITHDRAWN = BIT[ReasonCode.WITHDRAWN]
_SUSPENDED = BIT[ReasonCode.SUSPENDED]
_TAKEN_OVER = BIT[ReasonCode.TAKEN_OVER]
_ACT_NOT_COVERED = BIT[ReasonCode.ACT_NOT_COVERED]
_OUTSIDE_AREA = BIT[ReasonCode.OUTSIDE_AREA]
_RESERVED_MATTER = BIT[ReasonCode.RESERVED_MATTER]
_NOT_PUBLISHED = BIT[ReasonCode.NOT_PUBLISHED]
_EXCLUSIVE_ELSEWHERE = BIT[ReasonCode.EXCLUSIVE_ELSEWHERE]
_NOBODY_OR_NOTHING = _UNKNOWN_BODY | _UNKNOWN_POWER


Prepared = tuple[int, int, int, int, int, tuple[int, ...], int, int]
"""A question in a county's numbers, as ``CompactCounty.prepare`` makes it. In this order:

- cell: of the body's mandates for the power; the last, which is empty, where it has none;
- mask: the bits of a row's terms that are looked at: the act, the state, the matters at hand …
- act: … and what they must be: the act's bit alone;
- on: the day;
- moment: how many instants at which this county recorded anything had passed;
- areas: the whole county, the place and all it lies in; empty for an unknown place;
- body and power: the number after the last for one nobody knows.
"""


class CompactCounty(Columns):
    """The mandates of one county, ready to be asked a million questions in a row."""

    __slots__ = ()

    def prepare(self, question: Question) -> Prepared:
        """Return a question in numbers; a body or power nobody knows gets the number after the last."""
        body = self._bodies.get(question.body, self._nobody)
        power = self._powers.get(question.power, self._no_power)
        on = number_asked(question.on)
        act = ACT_BITS[question.act]
        mask = act | STATE | sum(CIRCUMSTANCE_BITS[item] for item in question.circumstances)
        moment = bisect_right(self._instants, microseconds(question.known_at))
        areas = self._areas_over(self._places.get(question.place, 0), on)
        return self.cell_of(body, power), mask, act, on, moment, areas, body, power

    def answer(self, asked: Prepared) -> int:
        """Return the row that grants, ``BY_LAW``, or the reasons against it as the negative of their bits."""
        cell, mask, act, on, moment, areas, _, _ = asked
        row = self._first[cell]
        while True:
            terms, stands_from, stands_to, known_from, known_to, _, _, _ = self._tenors[self._tenor[row]]
            if (
                terms & mask == act
                and stands_from <= on < stands_to
                and known_from <= moment < known_to
                and self._area[row] in areas
            ):
                return row
            if terms & LAST:
                return self._without_grant(asked)
            row += 1

    def _without_grant(self, asked: Prepared) -> int:
        """Return what the rows of a cell lack, joined with all else that counts; rarely, a row that lacks nothing."""
        cell, mask, act, on, moment, areas, body, power = asked
        row = self._first[cell]
        bits = ahead = 0
        line, live = -1, True
        while True:
            terms, _, _, known_from, known_to, begins, ends, published = self._tenors[self._tenor[row]]
            if terms & EMPTY:
                if body == self._nobody or power == self._no_power:
                    return self._concluded(-_NO_MANDATE, asked)
                break
            if known_from <= moment < known_to:
                if self._line[row] != line:
                    bits |= 0 if live else ahead
                    line, live, ahead = self._line[row], False, 0
                if on < begins:
                    ahead |= _NOT_YET
                elif on >= ends:
                    ahead |= _WITHDRAWN if terms & WITHDRAWN else _ENDED
                else:
                    lacks = _failures(terms, mask, act, on < published, areas, self._area[row])
                    if not lacks:
                        return self._concluded(row, asked)
                    live = True
                    bits |= lacks
            elif known_from > moment and begins <= on < ends:
                later = _failures(terms, mask, act, on < published, areas, self._area[row])
                bits |= 0 if later else _NOT_KNOWN_THEN
            if terms & LAST:
                break
            row += 1
        lacking = -((bits if live else bits | ahead) or _NO_MANDATE)
        holder = self._holder[power]
        if body != holder < self._nobody and areas and bisect_right(self._founded[power], on) & 1:
            return lacking  # the usual refusal: nothing else counts
        return self._concluded(lacking, asked)

    def _concluded(self, lacking: int, asked: Prepared) -> int:
        """Return the full answer, given the row of the body's that lacks nothing or what its rows lack."""
        _, _, _, on, _, areas, body, power = asked
        general = self._general(on, areas, body, power)
        if general & _NOBODY_OR_NOTHING:
            return -general
        if lacking >= 0:
            return -general if general else lacking
        holder = self._holder[power]
        if holder != body and (holder < self._nobody or not self._held_on_the_day(body, power, on)):
            return lacking if not general else -(general | -lacking)
        bits = general | (-lacking & ~_NO_MANDATE)
        if self._excluded(asked):
            return -(bits | _EXCLUSIVE_ELSEWHERE)
        return -bits if general else BY_LAW

    def _general(self, on: int, areas: tuple[int, ...], body: int, power: int) -> int:
        """Return what stands against the act whoever does it, and what nobody knows."""
        bits = 0 if areas else _UNKNOWN_PLACE
        if body == self._nobody:
            bits |= _UNKNOWN_BODY
        if power == self._no_power:
            return bits | _UNKNOWN_POWER
        # Bounds of the spans in which the power is founded: an odd count lies within one.
        return bits if bisect_right(self._founded[power], on) & 1 else bits | self._unfounded(power, on)

    def _excluded(self, asked: Prepared) -> bool:
        """Return whether another body's exclusive mandate covers the question."""
        _, mask, act, on, moment, areas, body, power = asked
        if not areas:
            return False
        for other in range(self._receivers):
            for row in self._rows(other, power) if other != body else ():
                terms, _, _, known_from, known_to, begins, ends, published = self._tenors[self._tenor[row]]
                if (
                    terms & EXCLUSIVE
                    and known_from <= moment < known_to
                    and begins <= on < ends
                    and not _failures(terms, mask, act, on < published, areas, self._area[row])
                ):
                    return True
        return False

    def _unfounded(self, power: int, on: int) -> int:
        """Return why a power does not stand on a day."""
        day = day_numbered(on)
        versions = self._versions(power)
        if any(covers_day(version.in_force_from, version.in_force_to, day) for version in versions):
            return _BASIS_FALLEN
        bits = 0
        for version in versions:
            bits |= _ENDED if version.in_force_from <= day else _NOT_YET
        return bits

    def _held_on_the_day(self, body: int, power: int, on: int) -> bool:
        """Return whether a body holds by law, on the day, a power whose holder has changed."""
        code, day = self._body_records[body].code, day_numbered(on)
        versions = self._versions(power)
        current = [
            version for version in versions if covers_day(version.in_force_from, version.in_force_to, day)
        ]
        return any(version.holder == code for version in current or versions)

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


def _failures(terms: int, mask: int, act: int, unpublished: bool, areas: tuple[int, ...], area: int) -> int:
    """Return what a row that holds on the day lacks for the act."""
    bits = _NOT_PUBLISHED if unpublished else 0
    if terms & mask != act:
        if not terms & act:
            bits |= _ACT_NOT_COVERED
        if terms & STATE:
            bits |= _SUSPENDED if terms & SUSPENDED else _TAKEN_OVER
        if terms & mask & RESERVED:
            bits |= _RESERVED_MATTER
    if areas and area not in areas:
        bits |= _OUTSIDE_AREA
    return bits
