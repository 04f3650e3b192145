"""Find powers, bodies, places and papers by any part of a name, a code, a law, or pinyin initials.

Powers and papers have an index of suffixes. A county's bodies and places are a few
hundred short rows that are read whole and compared here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.queries import BodyLine, list_bodies
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import PowerFilter, list_powers
from qiangzhen.catalogue.searching import find_powers
from qiangzhen.county.suffixes import folded, words_of
from qiangzhen.documents.queries import search_instruments
from qiangzhen.places.queries import PlaceLine, list_places
from qiangzhen.site.law_words import POWER_KINDS

from ..catalogue.listing import seen_by

_ON_THE_PAGE, _SUGGESTED, _LONGEST = 20, 4, 200
Row = TypeVar("Row", BodyLine, PlaceLine)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found."""

    title: str
    detail: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found of one kind."""

    label: Promise
    hits: tuple[Hit, ...]


@requires(Permission.READ_CATALOGUE)
@require_safe
def show_results(request: ActorRequest) -> HttpResponse:
    """Show all that was found, by kind."""
    query = request.GET.get("q", "").strip()[:_LONGEST]
    groups = search(request, query, count=_ON_THE_PAGE) if query else []
    return render(request, "search/results.html", {"q": query, "groups": groups})


@requires(Permission.READ_CATALOGUE)
@require_safe
def suggest(request: ActorRequest) -> HttpResponse:
    """Show the first few of each kind, under the search box."""
    query = request.GET.get("q", "").strip()[:_LONGEST]
    groups = search(request, query, count=_SUGGESTED) if query else []
    return render(request, "search/suggestions.html", {"q": query, "groups": groups})


def search(request: ActorRequest, query: str, *, count: int) -> list[Group]:
    """Return what was found of each kind, the most telling first; kinds with nothing are left out."""
    groups = [
        Group(label=_("Powers"), hits=_powers(request, query, count)),
        Group(label=_("Papers"), hits=_papers(query, count)),
    ]
    if Permission.READ_AGENCIES in request.actor.permissions:
        groups.insert(1, Group(label=_("Bodies"), hits=_bodies(query, count)))
        groups.append(Group(label=_("Places"), hits=_places(query, count)))
    return [group for group in groups if group.hits]


def _powers(request: ActorRequest, query: str, count: int) -> tuple[Hit, ...]:
    body = seen_by(request.actor)
    found = find_powers(query=query, published_only=False, count=count)
    views = {
        power.id: power for power in list_powers(narrowed=PowerFilter(among=found, seen_by=body), count=count)
    }
    return tuple(
        Hit(
            title=views[key].name,
            detail=f"{views[key].code} · {POWER_KINDS[views[key].kind]} · {views[key].holder}",
            link=reverse("power", args=[key]),
        )
        for key in found
        if key in views
    )


def _papers(query: str, count: int) -> tuple[Hit, ...]:
    return tuple(
        Hit(title=paper.printed, detail=paper.issuer, link=reverse("instrument", args=[paper.id]))
        for paper in search_instruments(query=query, count=count)
    )


def _bodies(query: str, count: int) -> tuple[Hit, ...]:
    found = _fitting(
        query, ((body, (body.name, body.short_name, body.initials, *body.aliases)) for body in list_bodies())
    )
    return tuple(
        Hit(title=body.name, detail=body.place_name, link=reverse("body", args=[body.id]))
        for body in found[:count]
    )


def _places(query: str, count: int) -> tuple[Hit, ...]:
    found = _fitting(query, ((place, (place.name, place.code, place.initials)) for place in list_places()))
    return tuple(
        Hit(title=place.name, detail=place.code, link=reverse("place", args=[place.id]))
        for place in found[:count]
    )


def _fitting(query: str, rows: Iterable[tuple[Row, tuple[str, ...]]]) -> list[Row]:
    """Return the rows in which every word of the query occurs; those that begin with it first."""
    words = words_of(query)
    found: list[tuple[bool, int, Row]] = []
    for row, texts in rows:
        plain = [folded(text) for text in texts]
        if words and all(any(word in text for text in plain) for word in words):
            begins = any(text.startswith(words[0]) for text in plain)
            found.append((not begins, len(found), row))
    return [row for _begins, _order, row in sorted(found, key=lambda hit: hit[:2])]
