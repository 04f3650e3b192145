"""Load what the kernel needs to answer: the records of one power, fresh from the database.

A question touches one power of one county, so a handful of rows answers it however
many mandates the nation holds.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from qiangzhen.agencies.models import Body
from qiangzhen.catalogue.models import Power, PowerBasis, PowerVersion
from qiangzhen.county.models import County
from qiangzhen.county.scope import current_county_id
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

from .models import Mandate

BEGINNING = dt.date(1949, 10, 1)
"""Stands for a beginning nobody recorded; no administrative power is older."""


def load_register(*, power_ids: Iterable[uuid.UUID]) -> Register:
    """Return the kernel's register for these powers of the county in scope."""
    county = County.objects.get(pk=current_county_id()).code
    keys = list(power_ids)
    mandates = list(
        Mandate.objects.filter(power_id__in=keys)
        .select_related("power", "giver", "holder", "area", "instrument", "grant_instrument")
        .order_by("recorded_from", "id")
    )
    return Register(
        bodies=[BodyRecord(county, body.key, body.name) for body in Body.objects.all()],
        places=_places(county),
        powers=_powers(county, keys),
        instruments={
            paper.id: InstrumentRecord(
                str(paper.id), paper.title, paper.number or None, paper.issuer, paper.signed_on or BEGINNING
            )
            for row in mandates
            for paper in (row.instrument, row.grant_instrument)
        }.values(),
        mandates=[_mandate(county, row) for row in mandates],
    )


def _places(county: str) -> list[PlaceRecord]:
    records = []
    places = {place.id: place for place in Place.objects.all()}
    began: dict[uuid.UUID, dt.date] = {}
    for former in FormerPlace.objects.select_related("parent"):
        place = places[former.place_id]
        records.append(
            PlaceRecord(
                county,
                former.code,
                former.name,
                former.parent.code if former.parent else None,
                former.valid_from or BEGINNING,
                former.valid_to,
            )
        )
        began[place.id] = max(former.valid_to, began.get(place.id, BEGINNING))
    for place in places.values():
        parent = places[place.parent_id].code if place.parent_id else None
        since = began.get(place.id) or place.established_on or BEGINNING
        records.append(PlaceRecord(county, place.code, place.name, parent, since, place.abolished_on))
    return records


def _powers(county: str, keys: list[uuid.UUID]) -> list[PowerRecord]:
    """Return one record a version; a version ends where the next begins."""
    versions = list(
        PowerVersion.objects.filter(power_id__in=keys)
        .select_related("power", "holder")
        .order_by("power", "number")
    )
    bases: dict[uuid.UUID, list[PowerBasis]] = {}
    for basis in PowerBasis.objects.filter(version__power_id__in=keys).order_by("position"):
        bases.setdefault(basis.version_id, []).append(basis)
    records = []
    for version, later in zip(versions, [*versions[1:], None], strict=True):
        successor = later.valid_from if later and later.power_id == version.power_id else None
        ends = [day for day in (version.valid_to, successor) if day is not None]
        end = min(ends) if ends else None
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
    return BasisRecord(citation=row.printed, in_force_from=BEGINNING, in_force_to=row.in_force_to)


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


def power_of_code(code: str) -> Power | None:
    """Return the power with this code, or None."""
    return Power.objects.filter(code=code).first()
