"""One county's records in columns, some seventy bytes a mandate; and the way back to plain records.

Bodies, powers and places get numbers. The numbers of a body and a power name a
cell of a table, and the cell names a run of rows: the records of that body's
mandates for that power, in the order in which the plain register reads them.
"""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ._encoding import (
    EMPTY,
    EVER,
    LAST,
    WHOLE_COUNTY,
    Names,
    day_numbered,
    day_of,
    instant_of,
    microseconds,
    narrowest,
    number_of,
    packed_terms,
    read_uuid,
    spans_founded,
    unpacked_terms,
)
from ._records import BodyRecord, InstrumentRecord, MandateRecord, PlaceRecord, PowerRecord, Question
from ._register import Register


class Tenor(NamedTuple):
    """What many rows share: what an answer compares, in numbers; kept as a bare tuple."""

    terms: int
    stands_from: int
    """The days on which mandate, publication and power all stand: one comparison then grants."""
    stands_to: int
    known_from: int
    """The moments from and to which it is known."""
    known_to: int
    valid_from: int
    valid_to: int
    published_on: int


class Papers(NamedTuple):
    """Who gave it, and the papers it rests on: needed only to give a record back."""

    giver: int
    granted_by: int
    stated_by: int


class Columns:
    """The records of one county, laid out once and never changed."""

    __slots__ = (
        "_area",
        "_bodies",
        "_body_records",
        "_first",
        "_first_place",
        "_first_power",
        "_founded",
        "_holder",
        "_ids",
        "_instants",
        "_instruments",
        "_line",
        "_no_power",
        "_nobody",
        "_other_lines",
        "_papers",
        "_place_from",
        "_place_names",
        "_place_parent",
        "_place_to",
        "_places",
        "_power_records",
        "_powers",
        "_receivers",
        "_tenor",
        "_tenors",
        "_width",
        "code",
    )

    def __init__(
        self,
        code: str,
        *,
        bodies: Sequence[BodyRecord],
        places: Sequence[PlaceRecord],
        powers: Sequence[PowerRecord],
        instruments: Sequence[InstrumentRecord],
        mandates: Sequence[MandateRecord],
    ) -> None:
        # The plain register checks that every record named by another is there.
        Register(bodies=bodies, places=places, powers=powers, instruments=instruments, mandates=mandates)
        self.code = code
        self._number_bodies_and_powers(bodies, powers, mandates)
        self._lay_out_places(places)
        self._lay_out_mandates(instruments, mandates)

    def __len__(self) -> int:
        return len(self._tenor) - 1

    def _number_bodies_and_powers(
        self, bodies: Sequence[BodyRecord], powers: Sequence[PowerRecord], mandates: Sequence[MandateRecord]
    ) -> None:
        """Give the bodies and powers that occur in mandates the first numbers, so that their table has no holes."""
        receiving = {mandate.body for mandate in mandates}
        handed_down = {mandate.power for mandate in mandates}
        self._body_records = tuple(sorted(bodies, key=lambda b: (b.code not in receiving, b.code)))
        self._bodies = {body.code: number for number, body in enumerate(self._body_records)}
        self._receivers, self._width = len(receiving), len(handed_down)
        code = {body.code: body.code for body in bodies}
        # One text for each code, however often it was read.
        self._power_records = tuple(
            replace(power, county=self.code, holder=code[power.holder])
            for power in sorted(powers, key=lambda p: (p.code not in handed_down, p.code, p.in_force_from))
        )
        self._powers: dict[str, int] = {}
        self._nobody = len(self._bodies)
        first = []
        for position, power in enumerate(self._power_records):
            if power.code not in self._powers:
                self._powers[power.code] = len(self._powers)
                first.append(position)
        self._no_power = len(self._powers)
        self._first_power = narrowest([*first, len(self._power_records)])
        # Most powers stand on the same days: they share one tuple of bounds.
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        founded = (spans_founded(self._versions(number)) for number in self._powers.values())
        self._founded = tuple(shared.setdefault(bounds, bounds) for bounds in founded)

        # A power whose holder changed gets the number after the last body: then the day decides.
        holders = [{v.holder for v in self._versions(number)} for number in self._powers.values()]
        self._holder = narrowest(
            [self._bodies[next(iter(codes))] if len(codes) == 1 else self._nobody for codes in holders]
        )

    def _lay_out_places(self, places: Sequence[PlaceRecord]) -> None:
        ordered = sorted(places, key=lambda place: (place.code, place.valid_from))
        self._places: dict[str, int] = {}
        first = [0]  # number 0 is the whole county, which has no row
        for position, place in enumerate(ordered):
            if place.code not in self._places:
                self._places[place.code] = len(self._places) + 1
                first.append(position)
        self._first_place = narrowest([*first, len(ordered)])
        self._place_from = array("H", (number_of(place.valid_from) for place in ordered))
        self._place_to = array("H", (number_of(place.valid_to) for place in ordered))
        self._place_parent = narrowest([self._places.get(place.parent or "", 0) for place in ordered])
        self._place_names = Names(place.name for place in ordered)

    def _lay_out_mandates(
        self, instruments: Sequence[InstrumentRecord], mandates: Sequence[MandateRecord]
    ) -> None:
        rows = sorted(
            mandates,
            key=lambda m: (
                self._bodies[m.body] * self._width + self._powers[m.power],
                m.line,
                m.valid_from,
                m.recorded_from,
                m.id,
            ),
        )
        used = {m.granted_by for m in rows} | {m.stated_by for m in rows}
        self._instruments = tuple(i for i in instruments if i.id in used)
        paper = {instrument.id: number for number, instrument in enumerate(self._instruments)}
        starts = [m.recorded_from for m in rows]
        ends = [m.recorded_to for m in rows if m.recorded_to is not None]
        self._instants = array("q", sorted({microseconds(instant) for instant in [*starts, *ends]}))
        rank = {instant: number for number, instant in enumerate(self._instants)}
        cells = [self._bodies[m.body] * self._width + self._powers[m.power] for m in rows]
        empty = len(rows)  # a row behind the last: the one all empty cells begin with
        first = [empty] * (self._receivers * self._width + 1)
        for number in range(len(rows) - 1, -1, -1):
            first[cells[number]] = number
        self._first = narrowest(first)
        ends_cell = [cell != following for cell, following in zip(cells, [*cells[1:], -1], strict=False)]
        self._lay_out_tenors(rows, ends_cell, paper, rank)
        self._area = narrowest([self._places[m.area] if m.area else WHOLE_COUNTY for m in rows])
        self._ids = b"".join(read_uuid(m.id).bytes for m in rows)
        self._name_lines(rows)

    def _lay_out_tenors(
        self,
        rows: Sequence[MandateRecord],
        ends_cell: Sequence[bool],
        paper: Mapping[str, int],
        rank: Mapping[int, int],
    ) -> None:
        """Keep once what many rows share: mandates are handed down in batches, alike but for body and place."""
        numbers: dict[tuple[Tenor, Papers], int] = {}
        shared: dict[int, int] = {}
        named = []
        for row, last in zip(rows, ends_cell, strict=True):
            papers = Papers(self._bodies[row.giver], paper[row.granted_by], paper[row.stated_by])
            valid_from, valid_to = number_of(row.valid_from), number_of(row.valid_to)
            published_on = number_of(row.published_on)
            first, last_day = self._span_founded(self._powers[row.power])
            end = row.recorded_to
            tenor = Tenor(
                terms=packed_terms(row) | LAST * last,
                stands_from=max(valid_from, published_on, first),
                stands_to=min(valid_to, last_day),
                known_from=rank[microseconds(row.recorded_from)] + 1,
                known_to=len(rank) + 1 if end is None else rank[microseconds(end)] + 1,
                valid_from=valid_from,
                valid_to=valid_to,
                published_on=published_on,
            )
            named.append(numbers.setdefault((tenor, papers), len(numbers)))
        self._tenor = narrowest([*named, len(numbers)])
        self._tenors = (
            *(tuple(shared.setdefault(n, n) for n in tenor) for tenor, _ in numbers),
            (EMPTY | LAST, 0, 0, 0, 0, 0, 0, 0),
        )
        self._papers = array("H", (number for _, papers in numbers for number in papers))

    def _span_founded(self, power: int) -> tuple[int, int]:
        """Return the days on which a power is founded if they are one span.

        Where it lost its basis and got another they are several: then none is
        noted, no row grants at first sight, and the full comparison decides.
        """
        founded = self._founded[power]
        spans = founded if len(founded) % 2 == 0 else (*founded, EVER)
        return (spans[0], spans[1]) if len(spans) == 2 else (EVER, EVER)

    def _papers_of(self, row: int) -> Papers:
        start = len(Papers._fields) * self._tenor[row]
        return Papers(*self._papers[start : start + len(Papers._fields)])

    def _name_lines(self, rows: Sequence[MandateRecord]) -> None:
        """Number the lines by their first row; most are named after it, the others are kept by name."""
        first: dict[str, int] = {}
        for number, row in enumerate(rows):
            first.setdefault(row.line, number)
        self._line = narrowest([first[row.line] for row in rows])
        self._other_lines = {number: line for line, number in first.items() if rows[number].id != line}

    def cell_of(self, body: int, power: int) -> int:
        """Return the cell of a body's mandates for a power; the last, which is empty, where it never had one."""
        if body < self._receivers and power < self._width:
            return body * self._width + power
        return self._receivers * self._width

    def _rows(self, body: int, power: int) -> Iterator[int]:
        row = self._first[self.cell_of(body, power)]
        while row < len(self):
            yield row
            if self._tenors[self._tenor[row]][0] & LAST:
                return
            row += 1

    def _versions(self, power: int) -> tuple[PowerRecord, ...]:
        return self._power_records[self._first_power[power] : self._first_power[power + 1]]

    def register_of(self, question: Question) -> Register:
        """Return the records a question concerns as a plain register, for an answer in sentences."""
        power = self._powers.get(question.power)
        mandates = list(self._mandates_of(power)) if power is not None else []
        return Register(
            bodies=self._body_records,
            places=self._places_over({question.place, *(m.area for m in mandates if m.area)}),
            powers=() if power is None else self._versions(power),
            instruments=self._instruments,
            mandates=mandates,
        )

    def _mandates_of(self, power: int) -> Iterator[MandateRecord]:
        code = self._versions(power)[0].code
        places = list(self._places)
        for body in range(self._receivers):
            for row in self._rows(body, power):
                tenor, papers = Tenor(*self._tenors[self._tenor[row]]), self._papers_of(row)
                line, area = self._line[row], self._area[row]
                still_known = tenor.known_to > len(self._instants)
                yield MandateRecord(
                    id=self.record_id(row),
                    line=self._other_lines.get(line) or self.record_id(line),
                    county=self.code,
                    power=code,
                    body=self._body_records[body].code,
                    giver=self._body_records[papers.giver].code,
                    area=places[area - 1] if area else None,
                    valid_from=day_numbered(tenor.valid_from),
                    valid_to=day_of(tenor.valid_to),
                    recorded_from=instant_of(self._instants[tenor.known_from - 1]),
                    recorded_to=None if still_known else instant_of(self._instants[tenor.known_to - 1]),
                    granted_by=self._instruments[papers.granted_by].id,
                    stated_by=self._instruments[papers.stated_by].id,
                    published_on=day_of(tenor.published_on),
                    **unpacked_terms(tenor.terms),
                )

    def record_id(self, row: int) -> str:
        """Return the id of the mandate record in a row."""
        return str(uuid.UUID(bytes=self._ids[16 * row : 16 * row + 16]))

    def _places_over(self, codes: set[str]) -> Iterator[PlaceRecord]:
        """Yield the records of places and of all they ever lay in."""
        names = list(self._places)
        waiting, done = [self._places[code] for code in codes if code in self._places], set[int]()
        while waiting:
            place = waiting.pop()
            if place in done:
                continue
            done.add(place)
            for row in range(self._first_place[place], self._first_place[place + 1]):
                parent = self._place_parent[row]
                waiting += [parent] if parent else []
                yield PlaceRecord(
                    county=self.code,
                    code=names[place - 1],
                    name=self._place_names[row],
                    parent=names[parent - 1] if parent else None,
                    valid_from=day_numbered(self._place_from[row]),
                    valid_to=day_of(self._place_to[row]),
                )
