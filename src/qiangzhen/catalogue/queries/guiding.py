"""Read guiding catalogues, their items, and which powers stand in one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Q

from qiangzhen.documents.queries import InstrumentView, get_instrument, list_instruments

from ..models import GuidingCatalogue, GuidingItem


class NoSuchGuidingCatalogue(ObjectDoesNotExist):
    """There is no such guiding catalogue or item in this county."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidingCatalogueView:
    """A guiding catalogue, the paper it was issued by, and how many of its items are matched."""

    id: uuid.UUID
    instrument: InstrumentView
    certainty: str
    """How sure its contents are; the paper has its own mark."""
    note: str
    items: int
    matched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidingItemView:
    """One item, and the power it means once somebody said so."""

    id: uuid.UUID
    catalogue_id: uuid.UUID
    position: int
    number: str
    name: str
    department: str
    kind: str
    receivers: tuple[str, ...]
    power_id: uuid.UUID | None
    power_code: str
    power_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """That a power stands in a guiding catalogue."""

    catalogue_id: uuid.UUID
    title: str
    paper_number: str
    item_number: str
    certainty: str
    note: str


def list_guiding_catalogues() -> list[GuidingCatalogueView]:
    """Return the guiding catalogues of the county, the newest registered first."""
    return [_catalogue(row) for row in _counted().order_by("-id")]


def get_guiding_catalogue(*, catalogue_id: uuid.UUID) -> GuidingCatalogueView:
    """Return one; raise ``NoSuchGuidingCatalogue``."""
    row = _counted().filter(pk=catalogue_id).first()
    if row is None:
        raise NoSuchGuidingCatalogue(str(catalogue_id))
    return _catalogue(row)


def list_guiding_items(
    *, catalogue_id: uuid.UUID, unmatched_only: bool = False, after: int = 0, count: int = 50
) -> list[GuidingItemView]:
    """Return items in their order; ``after`` is the position of the last one already shown."""
    rows = GuidingItem.objects.filter(catalogue_id=catalogue_id, position__gt=after)
    if unmatched_only:
        rows = rows.filter(power=None)
    rows = rows.select_related("power__current").order_by("position")
    return [_item(row) for row in rows[:count]]


def get_guiding_item(*, item_id: uuid.UUID) -> GuidingItemView:
    """Return one item; raise ``NoSuchGuidingCatalogue``."""
    row = GuidingItem.objects.select_related("power__current").filter(pk=item_id).first()
    if row is None:
        raise NoSuchGuidingCatalogue(str(item_id))
    return _item(row)


def map_memberships(*, power_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[Membership, ...]]:
    """Return for each power the guiding catalogues it stands in; one query."""
    rows = GuidingItem.objects.filter(power_id__in=list(power_ids)).select_related("catalogue__instrument")
    found: dict[uuid.UUID, list[Membership]] = {}
    for row in rows.order_by("catalogue_id", "position"):
        paper = row.catalogue.instrument
        found.setdefault(row.power_id, []).append(
            Membership(
                catalogue_id=row.catalogue_id,
                title=paper.title,
                paper_number=paper.number,
                item_number=row.number,
                certainty=row.catalogue.certainty,
                note=row.catalogue.note,
            )
        )
    return {power: tuple(memberships) for power, memberships in found.items()}


def list_papers_for_a_catalogue() -> list[InstrumentView]:
    """Return the registered papers of the kind guiding catalogue that have no catalogue yet."""
    used = set(GuidingCatalogue.objects.values_list("instrument_id", flat=True))
    return [paper for paper in list_instruments(kind="guiding_catalogue", count=200) if paper.id not in used]


def _counted() -> Any:
    return GuidingCatalogue.objects.annotate(
        all_items=Count("items"), matched=Count("items", filter=Q(items__power__isnull=False))
    )


def _catalogue(row: Any) -> GuidingCatalogueView:
    return GuidingCatalogueView(
        id=row.id,
        instrument=get_instrument(instrument_id=row.instrument_id),
        certainty=row.certainty,
        note=row.note,
        items=row.all_items,
        matched=row.matched,
    )


def _item(row: GuidingItem) -> GuidingItemView:
    return GuidingItemView(
        id=row.id,
        catalogue_id=row.catalogue_id,
        position=row.position,
        number=row.number,
        name=row.name,
        department=row.department,
        kind=row.kind,
        receivers=tuple(row.receivers),
        power_id=row.power_id,
        power_code=row.power.code if row.power else "",
        power_name=row.power.current.name if row.power and row.power.current else "",
    )
