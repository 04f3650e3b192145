"""The tree of the county's places, and one place with its past, its bodies and its figures."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.queries import list_bodies
from qiangzhen.agencies.roles import Permission
from qiangzhen.ledger.queries import list_entries
from qiangzhen.places.profile import FIGURES, Figure
from qiangzhen.places.queries import (
    FigureValue,
    ProfileYear,
    find_place_by_code,
    get_place,
    list_profile,
    list_tree,
)
from qiangzhen.site.acts import or_404

from .forms import CodeQuestion


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure over the years, with the largest value as the length of the bars."""

    figure: Figure
    values: tuple[FigureValue | None, ...]
    largest: Decimal


@requires(Permission.READ_AGENCIES)
@require_safe
def show_tree(request: ActorRequest) -> HttpResponse:
    """Show the county with its townships and villages; answer which place a code meant."""
    question = CodeQuestion(request.GET or None)
    facts = {"tree": list_tree(), "question": question, "asked": False, "found": None}
    if question.is_bound and question.is_valid():
        on = question.cleaned_data["on"] or timezone.localdate()
        facts |= {
            "asked": True,
            "found": find_place_by_code(code=question.cleaned_data["code"].strip(), on=on),
        }
    return render(request, "places/tree.html", facts)


@requires(Permission.READ_AGENCIES)
@require_safe
def show_place(request: ActorRequest, place_id: uuid.UUID) -> HttpResponse:
    """Show one place: what it is and was, what lies in it, who serves it, and its figures by year."""
    detail = or_404(get_place, place_id=place_id)
    years = list_profile(place_id=place_id)[:6][::-1]
    reads_ledger = Permission.READ_LEDGER in request.actor.permissions
    facts = {
        "detail": detail,
        "place": detail.place,
        "bodies": list_bodies(place_id=place_id),
        "years": years,
        "rows": _rows(years),
        "lines": list_entries(subject_id=place_id, limit=10) if reads_ledger else [],
    }
    return render(request, "places/place.html", facts)


def _rows(years: list[ProfileYear]) -> list[FigureRow]:
    """Turn years of figures into figures over years."""
    by_year = [{value.figure.key: value for value in year.figures} for year in years]
    rows = []
    for key, figure in FIGURES.items():
        values = tuple(found.get(key) for found in by_year)
        known = [value.value for value in values if value is not None]
        if known:
            rows.append(FigureRow(figure, values, max(known)))
    return rows
