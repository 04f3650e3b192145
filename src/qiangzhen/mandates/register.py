"""Load what the kernel needs to answer: the records of one power, fresh from the database.

A question touches one power of one county, so a handful of rows answers it however
many mandates the nation holds.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from qiangzhen.agencies.models import Body
from qiangzhen.agencies.queries import read_printed_names
from qiangzhen.catalogue.models import Power, PowerBasis, PowerVersion
from qiangzhen.county.models import County
from qiangzhen.county.scope import current_county_id
from qiangzhen.documents.models import Instrument
from qiangzhen.kernel.authority import Mode
from qiangzhen.kernel.authority.exercise import (
    ActKind,
    BasisRecord,
    BodyRecord,
    Circumstance,
    InstrumentRecord,
    MandateRecord,
    MandateState,
    PlaceRecord,
    PowerRecord,
    Register,
)
from qiangzhen.kernel.statutes import PowerKind
from qiangzhen.places.models import FormerPlace, Place
from qiangzhen.places.queries import find_place_by_code

from .bases import end_of_basis
from .models import Mandate

BEGINNING = dt.date(1949, 10, 1)
"""Stands for a beginning nobody recorded; no administrative power is older."""


def load_register(*, power_ids: Iterable[uuid.UUID], published_by: dt.date | None = None) -> Register:
    """Return the kernel's register for these powers of the county in scope.

    ``published_by`` a day: only what was published by then, and of a paper that was not, no word.
    """
    county = County.objects.get(pk=current_county_id()).code
    keys = list(power_ids)
    rows = Mandate.objects.filter(power_id__in=keys)
    if published_by is not None:
        rows = rows.filter(power__public__isnull=False, grant_instrument__published_on__lte=published_by)
    mandates = list(
        rows.select_related("power", "giver", "holder", "area", "instrument", "grant_instrument").order_by(
            "recorded_from", "id"
        )
    )
    return Register(
        bodies=[BodyRecord(county, body.key, body.name) for body in Body.objects.all()],
        places=_places(county),
        powers=_powers(county, keys, published_by),
        instruments={
            paper.id: _instrument(paper, published_by)
            for row in mandates
            for paper in (row.instrument, row.grant_instrument)
        }.values(),
        mandates=[_mandate(county, row) for row in mandates],
    )


def _places(county: str) -> list[PlaceRecord]:
    """Return one record a span of days, each under the code the place has now.

    So a mandate over a place covers it also on days when it bore another code;
    ``current_code`` brings the code of a question to the one it has now.
    """
    records = []
    places = {place.id: place for place in Place.objects.all()}
    began: dict[uuid.UUID, dt.date] = {}
    for former in FormerPlace.objects.select_related("parent"):
        place = places[former.place_id]
        parent = former.parent.code if former.parent else None
        start = former.valid_from or BEGINNING
        records.append(PlaceRecord(county, place.code, former.name, parent, start, former.valid_to))
        began[place.id] = max(former.valid_to, began.get(place.id, BEGINNING))
    for place in places.values():
        parent = places[place.parent_id].code if place.parent_id else None
        since = began.get(place.id) or place.established_on or BEGINNING
        records.append(PlaceRecord(county, place.code, place.name, parent, since, place.abolished_on))
    return records


def current_code(*, place: str, on: dt.date) -> str:
    """Return the code that a place, given by a code it had on a day or by its exact name, has now; else what was given."""
    meant = find_place_by_code(code=place, on=on)
    if meant is not None:
        return meant.place.code
    named = list(Place.objects.filter(name=place, abolished_on=None).values_list("code", flat=True)[:2])
    return named[0] if len(named) == 1 else place


def body_key(body: str) -> str:
    """Return the key of a body given by its key or by a name papers print; else what was given."""
    if Body.objects.filter(key=body).exists():
        return body
    meant = read_printed_names().find(body).body
    return meant.key if meant else body


def _instrument(paper: Instrument, published_by: dt.date | None) -> InstrumentRecord:
    if published_by is not None and (paper.published_on is None or paper.published_on > published_by):
        return InstrumentRecord(str(paper.id), "尚未公布的文件", None, "", BEGINNING)
    return InstrumentRecord(
        str(paper.id), paper.title, paper.number or None, paper.issuer, paper.signed_on or BEGINNING
    )


def _powers(county: str, keys: list[uuid.UUID], published_by: dt.date | None) -> list[PowerRecord]:
    """Return one record a version; a version ends where any later one begins."""
    rows = PowerVersion.objects.filter(power_id__in=keys)
    if published_by is not None:
        rows = rows.filter(published_on__lte=published_by)
    versions = list(rows.select_related("power", "holder").order_by("power", "number"))
    bases: dict[uuid.UUID, list[PowerBasis]] = {}
    for basis in PowerBasis.objects.filter(version__power_id__in=keys).order_by("position"):
        bases.setdefault(basis.version_id, []).append(basis)
    records = []
    later: dict[uuid.UUID, dt.date] = {}
    for version in reversed(versions):
        ends = [day for day in (version.valid_to, later.get(version.power_id)) if day is not None]
        end = min(ends) if ends else None
        later[version.power_id] = min(version.valid_from, later.get(version.power_id, version.valid_from))
        if end is not None and end <= version.valid_from:
            continue
        records.append(
            PowerRecord(
                county=county,
                code=version.power.code,
                name=version.name,
                kind=PowerKind(version.kind),
                holder=version.holder.key,
                in_force_from=version.valid_from,
                in_force_to=end,
                bases=tuple(_basis(basis) for basis in bases.get(version.id, [])),
            )
        )
    return records


def _basis(row: PowerBasis) -> BasisRecord:
    end = end_of_basis(statute=row.statute, stated=row.in_force_to)
    return BasisRecord(citation=row.printed, in_force_from=BEGINNING, in_force_to=end)


def _mandate(county: str, row: Mandate) -> MandateRecord:
    return MandateRecord(
        id=str(row.id),
        line=str(row.line),
        county=county,
        power=row.power.code,
        body=row.holder.key,
        giver=row.giver.key,
        mode=Mode(row.mode),
        acts=frozenset(ActKind(act) for act in row.acts),
        area=row.area.code,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        recorded_from=row.recorded_from.astimezone(dt.UTC),
        recorded_to=row.recorded_to.astimezone(dt.UTC) if row.recorded_to else None,
        state=MandateState(row.state),
        granted_by=str(row.grant_instrument_id),
        stated_by=str(row.instrument_id),
        published_on=row.grant_instrument.published_on,
        exclusive=row.exclusive,
        reserved=frozenset(Circumstance(name) for name in row.reserved),
        withdrawn=row.entered_as == "withdrawn",
    )


def find_power(power: str) -> Power | None:
    """Return the power with this code, or the only one with exactly this name, or None."""
    found: Power | None = Power.objects.filter(code=power).first()
    if found is not None:
        return found
    named = list(Power.objects.filter(current__name=power)[:2])
    return named[0] if len(named) == 1 else None
