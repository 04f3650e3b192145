"""Reads of the register of instruments."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

from .models import Instrument
from .searching import find_instruments


class NoSuchInstrument(ObjectDoesNotExist):
    """There is no such paper in this county."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentView:
    """A registered paper as others see it."""

    id: uuid.UUID
    kind: str
    title: str
    number: str
    issuer: str
    signed_on: dt.date | None
    published_on: dt.date | None
    published_where: str
    filed_on: dt.date | None
    filed_with: str
    rests_on: tuple[dict[str, str], ...]
    certainty: str
    demonstration: bool
    note: str

    @property
    def printed(self) -> str:
        return f"《{self.title}》{f'（{self.number}）' if self.number else ''}"


def get_instrument(*, instrument_id: uuid.UUID) -> InstrumentView:
    """Return one paper; raise ``NoSuchInstrument``."""
    row = Instrument.objects.filter(pk=instrument_id).first()
    if row is None:
        raise NoSuchInstrument(str(instrument_id))
    return _view(row)


def list_instruments(
    *, kind: str = "", after: uuid.UUID | None = None, count: int = 50
) -> list[InstrumentView]:
    """Return papers, the newest registered first; ``after`` is the key of the last one already shown."""
    rows = Instrument.objects.order_by("-id")
    if kind:
        rows = rows.filter(kind=kind)
    if after is not None:
        rows = rows.filter(id__lt=after)
    return [_view(row) for row in rows[:count]]


def search_instruments(*, query: str, count: int = 20) -> list[InstrumentView]:
    """Return the papers that match every word of a query, the most telling first."""
    found = find_instruments(query=query, count=count)
    rows = {row.id: row for row in Instrument.objects.filter(pk__in=found)}
    return [_view(rows[key]) for key in found]


def _view(row: Instrument) -> InstrumentView:
    return InstrumentView(
        id=row.id,
        kind=row.kind,
        title=row.title,
        number=row.number,
        issuer=row.issuer,
        signed_on=row.signed_on,
        published_on=row.published_on,
        published_where=row.published_where,
        filed_on=row.filed_on,
        filed_with=row.filed_with,
        rests_on=tuple(row.rests_on),
        certainty=row.certainty,
        demonstration=row.demonstration,
        note=row.note,
    )
