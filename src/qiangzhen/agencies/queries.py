"""Read bodies, posts, people and certificates of the county in scope; numbers of people come masked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from qiangzhen.kernel.statutes import Text

from .models import Body, Certificate, FormerBodyName, Post
from .people import (
    AccountLine,
    CertificateLine,
    CertificateState,
    PersonDetail,
    PersonLine,
    PostLine,
    get_person,
    list_certificates_of_body,
    list_ending_posts,
    list_expiring_certificates,
    list_people,
    list_posts_of_body,
)

__all__ = [
    "AccountLine",
    "BodyDetail",
    "BodyLine",
    "CertificateLine",
    "CertificateState",
    "FormerName",
    "PersonDetail",
    "PersonLine",
    "PostLine",
    "PrintedName",
    "PrintedNames",
    "UnitLine",
    "count_certified_officers",
    "find_body_by_printed_name",
    "get_body",
    "get_body_by_key",
    "get_certified_counts",
    "get_person",
    "line_of_body",
    "list_bodies",
    "list_certificates_of_body",
    "list_ending_posts",
    "list_expiring_certificates",
    "list_people",
    "list_posts_of_body",
    "read_printed_names",
]


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body as it is called now."""

    id: uuid.UUID
    key: str
    kind: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    initials: str
    credit_code: str
    parent_id: uuid.UUID | None
    parent_name: str
    place_id: uuid.UUID
    place_name: str
    is_administrative_organ: bool | None
    has_centralised_penalty_power: bool | None
    established_on: dt.date | None
    abolished_on: dt.date | None
    succeeded_by_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name a body had until a day (exclusive)."""

    name: str
    until: dt.date
    instrument: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """An inner unit of a body."""

    id: uuid.UUID
    name: str
    abolished_on: dt.date | None


@dataclass(frozen=True, slots=True)
class BodyDetail:
    """A body with its units, its past and what lies around it."""

    body: BodyLine
    former_names: tuple[FormerName, ...]
    """The latest first."""
    units: tuple[UnitLine, ...]
    children: tuple[BodyLine, ...]
    successor: BodyLine | None


@dataclass(frozen=True, slots=True)
class PrintedName:
    """What a printed name means: one body, or none with the candidates and a sentence that says so."""

    body: BodyLine | None
    candidates: tuple[BodyLine, ...]
    note: Text | None


class PrintedNames:
    """The names under which papers print the bodies of a county; read once, asked for every row of a list."""

    def __init__(self, bodies: Mapping[str, tuple[BodyLine, ...]]) -> None:
        self._bodies = bodies

    def find(self, printed: str) -> PrintedName:
        """Return the body that bears the printed name exactly, blanks aside; two that bear it give none."""
        candidates = self._bodies.get(_bare(printed), ())
        if len(candidates) == 1:
            return PrintedName(candidates[0], candidates, None)
        if not candidates:
            return PrintedName(
                None,
                (),
                Text(f"本县没有名为“{printed}”的机构。", f"No body of this county is called “{printed}”."),
            )
        names = "、".join(body.name for body in candidates)
        return PrintedName(
            None,
            candidates,
            Text(f"“{printed}”可指{names}，请选定。", f"“{printed}” may mean {names}; choose one."),
        )


def list_bodies(
    *, kind: str = "", place_id: uuid.UUID | None = None, with_abolished: bool = False
) -> list[BodyLine]:
    """Return the bodies of the county by kind and name."""
    rows = Body.objects.select_related("parent", "place").order_by("kind", "name", "id")
    if kind:
        rows = rows.filter(kind=kind)
    if place_id is not None:
        rows = rows.filter(place_id=place_id)
    if not with_abolished:
        rows = rows.filter(abolished_on=None)
    return [line_of_body(row) for row in rows]


def get_body(*, body_id: uuid.UUID) -> BodyDetail:
    """Return a body with its units and past names; raises ``Body.DoesNotExist``."""
    row = Body.objects.select_related("parent", "place", "succeeded_by__parent", "succeeded_by__place").get(
        id=body_id
    )
    children = (
        row.children.filter(abolished_on=None)
        .select_related("parent", "place")
        .order_by("kind", "name", "id")
    )
    return BodyDetail(
        body=line_of_body(row),
        former_names=tuple(
            FormerName(past.name, past.until, past.instrument)
            for past in row.former_names.order_by("-until", "-id")
        ),
        units=tuple(
            UnitLine(unit.id, unit.name, unit.abolished_on) for unit in row.units.order_by("name", "id")
        ),
        children=tuple(line_of_body(child) for child in children),
        successor=line_of_body(row.succeeded_by) if row.succeeded_by else None,
    )


def get_body_by_key(*, key: str) -> BodyLine:
    """Return the body with a key; raises ``Body.DoesNotExist``."""
    return line_of_body(Body.objects.select_related("parent", "place").get(key=key))


def find_body_by_printed_name(*, printed: str) -> PrintedName:
    """Return the body that a paper means by a name; for many rows use ``read_printed_names`` once."""
    return read_printed_names().find(printed)


def read_printed_names() -> PrintedNames:
    """Return all names, short names, aliases and former names of the county's bodies; two queries.

    A name of a living body goes before the same name of one that was abolished.
    """
    rows = {row.id: row for row in Body.objects.select_related("parent", "place").order_by("name", "id")}
    names: dict[str, dict[uuid.UUID, None]] = defaultdict(dict)
    for row in rows.values():
        for name in (row.name, row.short_name, *row.aliases):
            names[_bare(name)][row.id] = None
    for body_id, name in FormerBodyName.objects.order_by("name").values_list("body_id", "name"):
        names[_bare(name)][body_id] = None
    lines = {body_id: line_of_body(row) for body_id, row in rows.items()}
    found = {}
    for name, ids in names.items():
        living = tuple(lines[body_id] for body_id in ids if lines[body_id].abolished_on is None)
        found[name] = living or tuple(lines[body_id] for body_id in ids)
    return PrintedNames(found)


def count_certified_officers(*, body_id: uuid.UUID, on: dt.date) -> int:
    """Return how many people with a post in a body hold a valid enforcement certificate on a day."""
    return get_certified_counts(on=on).get(body_id, 0)


def get_certified_counts(*, on: dt.date) -> Mapping[uuid.UUID, int]:
    """Return for each body how many of its people hold a valid enforcement certificate on a day; one query."""
    held = (
        Certificate.objects.filter(kind="enforcement", issued_on__lte=on, expires_on__gt=on)
        .filter(Q(revoked_on=None) | Q(revoked_on__gt=on))
        .values("person_id")
    )
    counted = (
        Post.objects.filter(valid_from__lte=on, person_id__in=held)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .values("body_id")
        .annotate(people=Count("person_id", distinct=True))
        .order_by()
    )
    return {row["body_id"]: row["people"] for row in counted}


def line_of_body(row: Body) -> BodyLine:
    """Return what others see of a body's row."""
    return BodyLine(
        id=row.id,
        key=row.key,
        kind=row.kind,
        name=row.name,
        short_name=row.short_name,
        aliases=tuple(row.aliases),
        initials=row.initials,
        credit_code=row.credit_code,
        parent_id=row.parent_id,
        parent_name=row.parent.name if row.parent else "",
        place_id=row.place_id,
        place_name=row.place.name,
        is_administrative_organ=row.is_administrative_organ,
        has_centralised_penalty_power=row.has_centralised_penalty_power,
        established_on=row.established_on,
        abolished_on=row.abolished_on,
        succeeded_by_id=row.succeeded_by_id,
    )


def _bare(name: str) -> str:
    """Return a printed name without the blanks that tables put into it."""
    return "".join(name.split())
