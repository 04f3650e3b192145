"""Read which counties have published anything, and when a county's records last changed."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef

from qiangzhen.catalogue.models import Power
from qiangzhen.county.models import County
from qiangzhen.ledger.models import LedgerEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyLine:
    """A county as the public sees it."""

    id: uuid.UUID
    code: str
    name: str
    full_name: str
    pack: str
    demonstration: bool


def list_published_counties() -> list[CountyLine]:
    """Return the counties that have published at least one power, by code; a county alone on the system is always one."""
    counties = list(County.objects.order_by("code")[:2])
    if len(counties) == 1:
        return [_line(counties[0])]
    published = Power.every_county.filter(county_id=OuterRef("pk"), public__isnull=False)
    return [_line(row) for row in County.objects.filter(Exists(published)).order_by("code")]


def find_county(*, code: str) -> CountyLine | None:
    """Return the county with a division code, or None."""
    row = County.objects.filter(code=code).first() if code.isascii() and code.isdigit() else None
    return _line(row) if row else None


def find_last_change() -> dt.datetime | None:
    """Return when the records of the county in scope last changed; None before its first act."""
    found: dt.datetime | None = LedgerEntry.objects.aggregate(last=Max("at"))["last"]
    return found


def _line(row: County) -> CountyLine:
    return CountyLine(
        id=row.id,
        code=row.code,
        name=row.name,
        full_name=row.full_name,
        pack=row.pack,
        demonstration=row.demonstration,
    )
