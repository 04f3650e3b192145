"""The records of one or more powers, laid out so that a question finds its own; whole and consistent."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ._records import (
    BodyRecord,
    InstrumentRecord,
    MandateRecord,
    PlaceRecord,
    PowerRecord,
)


class RegisterFault(ValueError):
    """Records name something that is not among them, so that no chain to the law could be shown."""


class Register:
    """Records as ``may`` reads them, usually those of one power, fresh from a database.

    Raises ``RegisterFault`` when a mandate, a power or a place refers to a body,
    place or instrument that was not given.
    """

    def __init__(
        self,
        *,
        bodies: Iterable[BodyRecord],
        places: Iterable[PlaceRecord],
        powers: Iterable[PowerRecord],
        instruments: Iterable[InstrumentRecord],
        mandates: Iterable[MandateRecord],
    ) -> None:
        self._bodies = {(body.county, body.code): body for body in bodies}
        self._instruments = {instrument.id: instrument for instrument in instruments}
        self._places: dict[tuple[str, str], list[PlaceRecord]] = defaultdict(list)
        self._powers: dict[tuple[str, str], list[PowerRecord]] = defaultdict(list)
        self._mandates: dict[tuple[str, str], dict[str, list[MandateRecord]]] = defaultdict(dict)
        for place in places:
            self._places[place.county, place.code].append(place)
        for power in powers:
            self._require_body(power.county, power.holder, f"power {power.code}")
            self._powers[power.county, power.code].append(power)
        for mandate in sorted(mandates, key=reading_order):
            self._require(mandate)
            of_body = self._mandates[mandate.county, mandate.power].setdefault(mandate.body, [])
            of_body.append(mandate)
        self._counties = {county for county, _ in [*self._bodies, *self._places, *self._powers]}

    def _require(self, mandate: MandateRecord) -> None:
        about = f"mandate record {mandate.id}"
        self._require_body(mandate.county, mandate.body, about)
        self._require_body(mandate.county, mandate.giver, about)
        if (mandate.county, mandate.power) not in self._powers:
            raise RegisterFault(f"{about} is about power {mandate.power}, which was not given")
        if mandate.area is not None and (mandate.county, mandate.area) not in self._places:
            raise RegisterFault(f"{about} covers place {mandate.area}, which was not given")
        for instrument in (mandate.granted_by, mandate.stated_by):
            if instrument not in self._instruments:
                raise RegisterFault(f"{about} rests on instrument {instrument}, which was not given")
        for instant in (mandate.recorded_from, mandate.recorded_to):
            if instant is not None and instant.utcoffset() != dt.timedelta(0):
                raise RegisterFault(f"{about} was recorded at {instant}, which is not in UTC")

    def _require_body(self, county: str, code: str, about: str) -> None:
        if (county, code) not in self._bodies:
            raise RegisterFault(f"{about} names body {code} of county {county}, which was not given")

    def knows_county(self, county: str) -> bool:
        """Return whether anything of the county was given."""
        return county in self._counties

    def find_body(self, county: str, code: str) -> BodyRecord | None:
        """Return a body, or None where there is none of this code."""
        return self._bodies.get((county, code))

    def find_place(self, county: str, code: str, *, on: dt.date) -> PlaceRecord | None:
        """Return a place as it was on a day, or None where it was not there."""
        return next(
            (p for p in self._places.get((county, code), ()) if covers_day(p.valid_from, p.valid_to, on)),
            None,
        )

    def areas_over(self, county: str, code: str, *, on: dt.date) -> frozenset[str]:
        """Return the place and all it lies in on a day; empty where the place is not there."""
        found: set[str] = set()
        place = self.find_place(county, code, on=on)
        while place is not None and place.code not in found:
            found.add(place.code)
            place = self.find_place(county, place.parent, on=on) if place.parent else None
        return frozenset(found)

    def powers(self, county: str, code: str) -> tuple[PowerRecord, ...]:
        """Return all records of a power."""
        return tuple(self._powers.get((county, code), ()))

    def mandates(self, county: str, power: str, body: str) -> tuple[MandateRecord, ...]:
        """Return all records of a body's mandates for a power, by line and valid time."""
        return tuple(self._mandates.get((county, power), {}).get(body, ()))

    def receivers(self, county: str, power: str) -> Iterator[str]:
        """Yield the codes of the bodies that have, or had, a mandate for a power."""
        yield from sorted(self._mandates.get((county, power), {}))

    def instrument(self, id_: str) -> InstrumentRecord:
        """Return an instrument that a record of this register rests on."""
        return self._instruments[id_]

    def name_of_body(self, county: str, code: str) -> str:
        """Return the name of a body, or its code where there is none of this code."""
        body = self.find_body(county, code)
        return body.name if body else code

    def name_of_place(self, county: str, code: str, *, on: dt.date) -> str:
        """Return the name of a place on a day, else its name on another day, else its code."""
        records = self._places.get((county, code), ())
        place = self.find_place(county, code, on=on) or next(iter(records), None)
        return place.name if place else code


def covers_day(start: dt.date, end: dt.date | None, on: dt.date) -> bool:
    """Return whether a half-open span of days contains a day."""
    return start <= on and (end is None or on < end)


def reading_order(record: MandateRecord) -> tuple[str, dt.date, dt.datetime, str]:
    """Return the key by which records of one body and power are read; the first that grants is named."""
    return record.line, record.valid_from, record.recorded_from, record.id
