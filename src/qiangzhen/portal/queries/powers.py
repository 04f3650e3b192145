"""Read the published list of powers and responsibilities: by township, kind and department, by words, one by one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from qiangzhen.agencies.models import Body
from qiangzhen.catalogue.queries import (
    NoSuchPower,
    PowerFilter,
    PowerView,
    count_powers,
    get_power_by_code,
    list_powers,
    list_versions,
    map_powers,
)
from qiangzhen.catalogue.searching import find_powers
from qiangzhen.county.suffixes import words_of
from qiangzhen.kernel.authority.exercise import MandateState
from qiangzhen.places.models import PlaceLevel
from qiangzhen.places.queries import PlaceLine, find_place_by_code, list_places

from ._published import in_force, public_mandates, public_powers

LONGEST_QUERY = 100
"""Characters of a search that are looked at; no name of a power needs more to be found."""
MOST_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the published list is narrowed to; empty means "all"."""

    kind: str = ""
    holder: str = ""
    """Key of the body that holds the power by law."""
    township: str = ""
    """Code of a township: what the bodies that serve it may exercise there."""
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerPage:
    """One page of the list."""

    powers: tuple[PowerView, ...]
    first: int
    """Number of the first power of this page in the whole list, from 1."""
    total: int
    after: str
    """Code after which the next page begins; empty on the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many published powers something has."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The county in figures."""

    powers: int
    mandates: int
    """Mandates in force today."""
    by_kind: tuple[Tally, ...]
    """``key`` is a value of PowerKind; the name is for pages to give."""
    by_department: tuple[Tally, ...]
    by_township: tuple[Tally, ...]


def list_public_powers(
    *, narrowed: Narrowing, today: dt.date, after: str = "", count: int | None = 50
) -> PowerPage:
    """Return published powers by code; ``count`` None: all of them."""
    chosen = _filter(narrowed, today)
    total = count_powers(narrowed=chosen, published_only=True)
    asked = total if count is None else count + 1
    found = list_powers(narrowed=chosen, after=after, count=asked, published_only=True)
    shown = found if count is None else found[:count]
    before = _count_up_to(chosen, after) if after else 0
    more = len(found) > len(shown)
    return PowerPage(
        powers=tuple(shown), first=before + 1, total=total, after=shown[-1].code if more and shown else ""
    )


def search_public_powers(*, query: str, count: int = 50) -> list[PowerView]:
    """Return published powers that hold every word of the query, the most telling first."""
    found = find_powers(query=shortened(query), published_only=True, count=count)
    powers = map_powers(power_ids=found, published_only=True)
    return [powers[key] for key in found if key in powers]


def shortened(query: str) -> str:
    """Return as much of a query as is looked at."""
    return " ".join(words_of(query[:LONGEST_QUERY])[:MOST_WORDS])


def get_public_power(*, code: str) -> PowerView:
    """Return the newest published version of a power; raise ``NoSuchPower``."""
    if "\0" in code:
        raise NoSuchPower(code)
    return get_power_by_code(code=code, published_only=True)


def list_published_versions(*, power_id: uuid.UUID) -> list[PowerView]:
    """Return the versions of a power that were published, the newest first."""
    return [version for version in list_versions(power_id=power_id) if version.published_on is not None]


def list_departments() -> list[Tally]:
    """Return the bodies that hold published powers by law, with how many."""
    rows = (
        public_powers()
        .order_by()
        .values_list("public__holder__key", "public__holder__name")
        .annotate(many=Count("id"))
    )
    return sorted(
        (Tally(key=key, name=name, count=many) for key, name, many in rows),
        key=lambda tally: (-tally.count, tally.name),
    )


def read_numbers(*, today: dt.date) -> Numbers:
    """Return the county in figures; a fixed number of queries."""
    kinds = public_powers().order_by().values_list("public__kind").annotate(many=Count("id"))
    by_kind = sorted(
        (Tally(key=kind, name="", count=many) for kind, many in kinds), key=lambda one: -one.count
    )
    departments = list_departments()
    held = power_ids_by_township(today=today)
    townships = list_places(level=PlaceLevel.TOWNSHIP)
    return Numbers(
        powers=sum(tally.count for tally in by_kind),
        mandates=in_force(public_mandates(today=today), on=today).count(),
        by_kind=tuple(by_kind),
        by_department=tuple(departments),
        by_township=tuple(
            Tally(key=place.code, name=place.name, count=len(held.get(place.id, ()))) for place in townships
        ),
    )


def power_ids_by_township(*, today: dt.date) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return for each township the powers that bodies serving it, or a place in it, may exercise today."""
    parents: dict[uuid.UUID, uuid.UUID | None] = {}
    townships = set()
    for place in list_places(with_abolished=True):
        parents[place.id] = place.parent_id
        if place.level == PlaceLevel.TOWNSHIP:
            townships.add(place.id)
    granted = in_force(public_mandates(today=today), on=today).filter(state=MandateState.GRANTED.value)
    pairs: Counter[tuple[uuid.UUID, uuid.UUID]] = Counter(
        granted.order_by().values_list("holder__place_id", "power_id").distinct()
    )
    by_law = public_powers().order_by().values_list("public__holder__place_id", "id")
    held: dict[uuid.UUID, set[uuid.UUID]] = {}
    for place_id, power_id in (*pairs, *by_law):
        at: uuid.UUID | None = place_id
        while at is not None and at not in townships:
            at = parents[at]
        if at is not None:
            held.setdefault(at, set()).add(power_id)
    return held


def find_township(*, code: str, on: dt.date) -> PlaceLine | None:
    """Return the township a code means, or None."""
    found = find_place_by_code(code=code, on=on) if code.isascii() and code.isdigit() else None
    return found.place if found and found.place.level == PlaceLevel.TOWNSHIP else None


def _filter(narrowed: Narrowing, today: dt.date) -> PowerFilter:
    among: Iterable[uuid.UUID] | None = None
    if narrowed.township:
        place = find_township(code=narrowed.township, on=today)
        among = power_ids_by_township(today=today).get(place.id, set()) if place else set()
    if narrowed.query.strip():
        found = find_powers(query=shortened(narrowed.query), published_only=True, count=1_000)
        among = found if among is None else set(among) & set(found)
    holder_id = None
    if narrowed.holder:
        known = "\0" not in narrowed.holder
        body = Body.objects.filter(key=narrowed.holder).first() if known else None
        holder_id = body.id if body else None
        among = among if body else ()
    return PowerFilter(
        kind=narrowed.kind, holder_id=holder_id, among=None if among is None else sorted(among)
    )


def _count_up_to(chosen: PowerFilter, code: str) -> int:
    """Return how many powers of a list stand up to and with a code."""
    rows = public_powers().filter(code__lte=code)
    if chosen.kind:
        rows = rows.filter(public__kind=chosen.kind)
    if chosen.holder_id:
        rows = rows.filter(public__holder_id=chosen.holder_id)
    if chosen.among is not None:
        rows = rows.filter(pk__in=chosen.among)
    return rows.count()
