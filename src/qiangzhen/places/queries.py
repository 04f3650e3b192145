"""Read the division tree of the county in scope, old codes and names, and yearly figures."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from qiangzhen.kernel.statutes import Text

from .models import FormerPlace, Place, PlaceLevel, ProfileFigure
from .profile import FIGURES, Figure, plain_number


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place as it is called and numbered now."""

    id: uuid.UUID
    level: str
    kind: str
    code: str
    name: str
    initials: str
    parent_id: uuid.UUID | None
    established_on: dt.date | None
    abolished_on: dt.date | None
    """First day on which it no longer exists."""
    succeeded_by_id: uuid.UUID | None
    source: str


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A place with the places below it, in the order of their codes."""

    place: PlaceLine
    children: tuple[PlaceNode, ...]


@dataclass(frozen=True, slots=True)
class FormerLine:
    """What a place was called and numbered during a past period, its end exclusive."""

    code: str
    name: str
    parent_name: str
    valid_from: dt.date | None
    valid_to: dt.date
    instrument: str


@dataclass(frozen=True, slots=True)
class PlaceDetail:
    """A place with what lies around it and what it was before."""

    place: PlaceLine
    ancestors: tuple[PlaceLine, ...]
    """The nearest first."""
    children: tuple[PlaceLine, ...]
    former: tuple[FormerLine, ...]
    """The latest first."""
    successor: PlaceLine | None


@dataclass(frozen=True, slots=True)
class PlaceAtCode:
    """The place a code meant on a day; ``note`` says so when the code is not the one it bears now."""

    place: PlaceLine
    code: str
    name_then: str
    note: Text | None


@dataclass(frozen=True, slots=True)
class FigureValue:
    """One figure of one year."""

    figure: Figure
    value: Decimal
    source: str
    invented: bool

    @property
    def printed(self) -> str:
        return plain_number(self.value)


@dataclass(frozen=True, slots=True)
class ProfileYear:
    """The figures of a place in one year, in the order of ``FIGURES``."""

    year: int
    figures: tuple[FigureValue, ...]


def list_places(*, level: str = "", with_abolished: bool = False) -> list[PlaceLine]:
    """Return the places of the county in the order of their codes."""
    rows = Place.objects.order_by("code", "id")
    if level:
        rows = rows.filter(level=level)
    if not with_abolished:
        rows = rows.filter(abolished_on=None)
    return [line_of(row) for row in rows]


def list_tree(*, with_abolished: bool = False) -> list[PlaceNode]:
    """Return the county with its townships and their villages; one query."""
    places = list_places(with_abolished=with_abolished)
    known = {place.id for place in places}
    below: dict[uuid.UUID | None, list[PlaceLine]] = defaultdict(list)
    for place in places:
        below[place.parent_id if place.parent_id in known else None].append(place)

    def node(place: PlaceLine) -> PlaceNode:
        return PlaceNode(place, tuple(node(child) for child in below[place.id]))

    return [node(place) for place in below[None]]


def get_place(*, place_id: uuid.UUID) -> PlaceDetail:
    """Return a place with its surroundings and its past; raises ``Place.DoesNotExist``."""
    row = Place.objects.select_related("parent__parent", "succeeded_by").get(id=place_id)
    ancestors = [above for above in (row.parent, row.parent.parent if row.parent else None) if above]
    former = FormerPlace.objects.filter(place=row).select_related("parent").order_by("-valid_to", "-id")
    return PlaceDetail(
        place=line_of(row),
        ancestors=tuple(line_of(above) for above in ancestors),
        children=tuple(line_of(child) for child in Place.objects.filter(parent=row).order_by("code", "id")),
        former=tuple(
            FormerLine(
                past.code,
                past.name,
                past.parent.name if past.parent else "",
                past.valid_from,
                past.valid_to,
                past.instrument,
            )
            for past in former
        ),
        successor=line_of(row.succeeded_by) if row.succeeded_by else None,
    )


def get_county_place() -> PlaceLine:
    """Return the place that is the county itself; raises ``Place.DoesNotExist`` before it is loaded."""
    return line_of(Place.objects.get(level=PlaceLevel.COUNTY, abolished_on=None))


def find_place_by_code(*, code: str, on: dt.date) -> PlaceAtCode | None:
    """Return the place a code means on a day, or None when no place of the county ever bore it.

    A code that was given up, or not yet given, on that day finds its place too, with a note.
    """
    past = list(FormerPlace.objects.filter(code=code).select_related("place").order_by("-valid_to"))
    for row in past:
        if row.valid_to > on and (row.valid_from is None or row.valid_from <= on):
            return PlaceAtCode(line_of(row.place), code, row.name, _changed(row, code))
    now = (
        Place.objects.filter(code=code)
        .filter(Q(abolished_on=None) | Q(abolished_on__gt=on))
        .order_by("id")
        .first()
    )
    if now is not None:
        return PlaceAtCode(line_of(now), code, now.name, None)
    if past:
        return PlaceAtCode(line_of(past[0].place), code, past[0].name, _changed(past[0], code))
    gone = Place.objects.filter(code=code).select_related("succeeded_by").order_by("-abolished_on").first()
    if gone is None:
        return None
    successor = gone.succeeded_by.name if gone.succeeded_by else ""
    return PlaceAtCode(
        line_of(gone),
        code,
        gone.name,
        Text(
            f"{gone.name}已于{gone.abolished_on}撤销" + (f"，由{successor}承继。" if successor else "。"),
            f"{gone.name} was abolished on {gone.abolished_on}"
            + (f"; {successor} follows it." if successor else "."),
        ),
    )


def get_ancestors() -> Mapping[uuid.UUID, tuple[uuid.UUID, ...]]:
    """Return for each place of the county the places above it, the nearest first; abolished ones included."""
    parents = dict(Place.objects.values_list("id", "parent_id"))
    return {place_id: tuple(_above(place_id, parents)) for place_id in parents}


def list_profile(*, place_id: uuid.UUID) -> list[ProfileYear]:
    """Return the yearly figures of a place, the latest year first."""
    by_year: dict[int, dict[str, FigureValue]] = defaultdict(dict)
    for row in ProfileFigure.objects.filter(place_id=place_id):
        by_year[row.year][row.figure] = FigureValue(FIGURES[row.figure], row.value, row.source, row.invented)
    return [
        ProfileYear(year, tuple(values[key] for key in FIGURES if key in values))
        for year, values in sorted(by_year.items(), reverse=True)
    ]


def get_figures(*, year: int) -> Mapping[uuid.UUID, Mapping[str, FigureValue]]:
    """Return the figures of every place in one year, by place and figure."""
    found: dict[uuid.UUID, dict[str, FigureValue]] = defaultdict(dict)
    for row in ProfileFigure.objects.filter(year=year):
        found[row.place_id][row.figure] = FigureValue(
            FIGURES[row.figure], row.value, row.source, row.invented
        )
    return found


def line_of(row: Place) -> PlaceLine:
    """Return what others see of a place's row."""
    return PlaceLine(
        id=row.id,
        level=row.level,
        kind=row.kind,
        code=row.code,
        name=row.name,
        initials=row.initials,
        parent_id=row.parent_id,
        established_on=row.established_on,
        abolished_on=row.abolished_on,
        succeeded_by_id=row.succeeded_by_id,
        source=row.source,
    )


def _changed(past: FormerPlace, code: str) -> Text | None:
    if past.place.code == code:
        return None
    return Text(
        f"{code}是{past.place.name}在{past.valid_to}以前的代码，现为{past.place.code}。",
        f"{code} was the code of {past.place.name} before {past.valid_to}; it is {past.place.code} now.",
    )


def _above(place_id: uuid.UUID, parents: Mapping[uuid.UUID, uuid.UUID | None]) -> list[uuid.UUID]:
    above: list[uuid.UUID] = []
    parent = parents[place_id]
    while parent is not None:
        above.append(parent)
        parent = parents[parent]
    return above
