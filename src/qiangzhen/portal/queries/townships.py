"""Read a township as the public sees it: its offices, its figures, and what may be done there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qiangzhen.agencies.queries import BodyLine, list_bodies
from qiangzhen.places.models import PlaceLevel
from qiangzhen.places.queries import PlaceLine, ProfileYear, get_place, list_places, list_profile

from .powers import find_township, power_ids_by_township


class NoSuchTownship(LookupError):
    """The county has no township with this code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipLine:
    """A township with the number of powers that may be exercised by its bodies today."""

    place: PlaceLine
    powers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Township:
    """One township."""

    place: PlaceLine
    bodies: tuple[BodyLine, ...]
    villages: tuple[PlaceLine, ...]
    profile: tuple[ProfileYear, ...]
    """The latest year first."""


def list_townships(*, today: dt.date) -> list[TownshipLine]:
    """Return the townships of the county in scope by code."""
    held = power_ids_by_township(today=today)
    return [
        TownshipLine(place=place, powers=len(held.get(place.id, ())))
        for place in list_places(level=PlaceLevel.TOWNSHIP)
    ]


def get_township(*, code: str, today: dt.date) -> Township:
    """Return a township by its code of today or a former one; raise ``NoSuchTownship``."""
    place = find_township(code=code, on=today)
    if place is None:
        raise NoSuchTownship(code)
    return Township(
        place=place,
        bodies=tuple(list_bodies(place_id=place.id)),
        villages=tuple(
            child for child in get_place(place_id=place.id).children if child.abolished_on is None
        ),
        profile=tuple(list_profile(place_id=place.id)),
    )
