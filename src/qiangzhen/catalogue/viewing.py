"""Read powers: frozen views, the newest version or the one of a day, pages by key."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Q, QuerySet

from .drafts import BasisDraft, PowerDraft
from .models import GuidingItem, Power, PowerBasis, PowerVersion


class NoSuchPower(ObjectDoesNotExist):
    """There is no such power in this county, or the public may not see it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisView:
    """One legal basis of a version."""

    printed: str
    title: str
    issuer: str
    number: str
    amendments: tuple[Mapping[str, Any], ...]
    articles: tuple[str, ...]
    statute: str
    rank: str
    names_receiver: tuple[str, ...] | None
    allows_entrustment: bool | None
    in_force_to: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerView:
    """A power in one version, as others see it."""

    id: uuid.UUID
    code: str
    code_scheme: str
    code_note: str
    version_id: uuid.UUID
    version: int
    name: str
    kind: str
    holder_id: uuid.UUID
    holder: str
    holder_key: str
    holder_kind: str
    acts: tuple[str, ...]
    responsibilities: tuple[Any, ...]
    accountability: tuple[Any, ...]
    statutory_limit: Mapping[str, Any] | None
    promised_limit: Mapping[str, Any] | None
    restricts_liberty: bool | None
    reserved_to_county_or_above: bool | None
    follows_penalty_power: bool | None
    certainty: str
    source: Mapping[str, Any]
    note: str
    valid_from: dt.date
    valid_to: dt.date | None
    recorded_at: dt.datetime
    published_on: dt.date | None
    bases: tuple[BasisView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerFilter:
    """What a list of powers is narrowed to; empty means "all"."""

    kind: str = ""
    holder_id: uuid.UUID | None = None
    published: bool | None = None
    draft: bool | None = None
    """True: only powers whose newest version is not published."""
    in_guiding_catalogue: bool | None = None
    among: Sequence[uuid.UUID] | None = None
    """Only these, as found by a search."""
    seen_by: uuid.UUID | None = None
    """A body that sees drafts of its own powers only, and of others what is published; None: all drafts."""


def get_power(
    *, power_id: uuid.UUID, published_only: bool = False, seen_by: uuid.UUID | None = None
) -> PowerView:
    """Return the newest version of a power; for the public, the newest published one.

    ``seen_by``: as in ``PowerFilter``.
    """
    rows = _narrowed(PowerFilter(seen_by=seen_by), published_only).filter(pk=power_id)
    return _one(rows, str(power_id), published_only, seen_by)


def get_power_by_code(*, code: str, published_only: bool = False) -> PowerView:
    """Return the newest version of the power with this code."""
    return _one(_newest(published_only).filter(code=code), code, published_only, None)


def get_power_on(*, power_id: uuid.UUID, on: dt.date, known_at: dt.datetime) -> PowerView:
    """Return the version that held on a day as far as was known at a time; raise ``NoSuchPower``."""
    rows = (
        _joined().filter(power_id=power_id, valid_from__lte=on, recorded_at__lte=known_at).order_by("-number")
    )
    views = _views(rows[:1])
    if not views:
        raise NoSuchPower(str(power_id))
    return views[0]


def list_versions(*, power_id: uuid.UUID) -> list[PowerView]:
    """Return all versions of a power, the newest first."""
    return _views(_joined().filter(power_id=power_id).order_by("-number"))


def list_powers(
    *, narrowed: PowerFilter | None = None, after: str = "", count: int = 50, published_only: bool = False
) -> list[PowerView]:
    """Return powers by code; ``after`` is the code of the last one already shown."""
    narrowed = narrowed or PowerFilter()
    rows = _narrowed(narrowed, published_only)
    if after:
        rows = rows.filter(code__gt=after)
    return _of_powers(rows.order_by("code")[:count], published_only, narrowed.seen_by)


def count_powers(*, narrowed: PowerFilter | None = None, published_only: bool = False) -> int:
    """Return how many powers a list has in all."""
    return _narrowed(narrowed or PowerFilter(), published_only).count()


def map_powers(*, power_ids: Iterable[uuid.UUID], published_only: bool = False) -> dict[uuid.UUID, PowerView]:
    """Return the newest versions of these powers by key."""
    views = _of_powers(_newest(published_only).filter(pk__in=list(power_ids)), published_only, None)
    return {view.id: view for view in views}


def draft_of(view: PowerView) -> PowerDraft:
    """Return the draft that would write this version again, for a revision that changes some of it."""
    copied = (
        "code", "code_scheme", "code_note", "name", "kind", "acts", "responsibilities", "accountability",
        "statutory_limit", "promised_limit", "restricts_liberty", "reserved_to_county_or_above",
        "follows_penalty_power", "certainty", "source", "note", "valid_from",
    )  # fmt: skip
    return PowerDraft(
        holder=view.holder_id,
        bases=tuple(
            BasisDraft(**{field.name: getattr(basis, field.name) for field in dataclasses.fields(BasisDraft)})
            for basis in view.bases
        ),
        **{name: getattr(view, name) for name in copied},
    )


def _joined() -> QuerySet[PowerVersion]:
    rows: QuerySet[PowerVersion] = PowerVersion.objects.select_related("power", "holder")
    return rows


def _newest(published_only: bool) -> QuerySet[Power]:
    shown = "public" if published_only else "current"
    rows: QuerySet[Power] = Power.objects.select_related(f"{shown}__holder").filter(
        **{f"{shown}__isnull": False}
    )
    return rows


def _narrowed(narrowed: PowerFilter, published_only: bool) -> QuerySet[Power]:
    if published_only or narrowed.seen_by is None:
        shown = "public" if published_only else "current"
        rows = _newest(published_only).filter(_says(shown, narrowed))
    else:
        own = Q(current__holder_id=narrowed.seen_by)
        others = ~own & Q(public__isnull=False)
        rows = Power.objects.select_related("current__holder", "public__holder").filter(
            (own & _says("current", narrowed)) | (others & _says("public", narrowed))
        )
    if narrowed.published is not None:
        rows = rows.filter(public__isnull=not narrowed.published)
    if narrowed.draft is not None:
        rows = rows.filter(current__published_on__isnull=narrowed.draft)
    if narrowed.in_guiding_catalogue is not None:
        listed = Exists(GuidingItem.objects.filter(power_id=OuterRef("pk")))
        rows = rows.filter(listed if narrowed.in_guiding_catalogue else ~listed)
    if narrowed.among is not None:
        rows = rows.filter(pk__in=narrowed.among)
    return rows


def _says(shown: str, narrowed: PowerFilter) -> Q:
    """Return what the version that is shown must say."""
    said = Q(**{f"{shown}__isnull": False})
    if narrowed.kind:
        said &= Q(**{f"{shown}__kind": narrowed.kind})
    if narrowed.holder_id:
        said &= Q(**{f"{shown}__holder_id": narrowed.holder_id})
    return said


def _of_powers(rows: Iterable[Power], published_only: bool, seen_by: uuid.UUID | None) -> list[PowerView]:
    versions = []
    for power in rows:
        hidden = seen_by is not None and power.current is not None and power.current.holder_id != seen_by
        version = power.public if published_only or hidden else power.current
        if version is not None:
            version.power = power
            versions.append(version)
    return _views(versions)


def _one(rows: QuerySet[Power], named: str, published_only: bool, seen_by: uuid.UUID | None) -> PowerView:
    views = _of_powers(rows[:1], published_only, seen_by)
    if not views:
        raise NoSuchPower(named)
    return views[0]


def _views(rows: Iterable[PowerVersion]) -> list[PowerView]:
    versions = list(rows)
    bases: dict[uuid.UUID, list[BasisView]] = {version.id: [] for version in versions}
    for basis in PowerBasis.objects.filter(version_id__in=list(bases)).order_by("position"):
        bases[basis.version_id].append(_basis(basis))
    return [_view(version, tuple(bases[version.id])) for version in versions]


def _basis(row: PowerBasis) -> BasisView:
    return BasisView(
        printed=row.printed,
        title=row.title,
        issuer=row.issuer,
        number=row.number,
        amendments=tuple(row.amendments),
        articles=tuple(row.articles),
        statute=row.statute,
        rank=row.rank,
        names_receiver=None if row.names_receiver is None else tuple(row.names_receiver),
        allows_entrustment=row.allows_entrustment,
        in_force_to=row.in_force_to,
    )


def _view(row: PowerVersion, bases: tuple[BasisView, ...]) -> PowerView:
    copied = (
        "name", "kind", "statutory_limit", "promised_limit", "restricts_liberty", "reserved_to_county_or_above",
        "follows_penalty_power", "certainty", "source", "note", "valid_from", "valid_to", "recorded_at", "published_on",
    )  # fmt: skip
    return PowerView(
        id=row.power_id,
        code=row.power.code,
        code_scheme=row.power.code_scheme,
        code_note=row.power.code_note,
        version_id=row.id,
        version=row.number,
        holder_id=row.holder_id,
        holder=row.holder.name,
        holder_key=row.holder.key,
        holder_kind=row.holder.kind,
        acts=tuple(row.acts),
        responsibilities=tuple(row.responsibilities),
        accountability=tuple(row.accountability),
        bases=bases,
        **{name: getattr(row, name) for name in copied},
    )
