"""The published list of powers and responsibilities, the search, and one page a power."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from qiangzhen.catalogue.queries import BasisView, PowerView
from qiangzhen.county import law
from qiangzhen.kernel.authority import Mode
from qiangzhen.kernel.lawdata import Certainty
from qiangzhen.places.models import PlaceLevel
from qiangzhen.places.queries import list_places
from qiangzhen.portal.queries import (
    Narrowing,
    PublicMandate,
    Tally,
    find_township,
    get_public_power,
    list_departments,
    list_exercised,
    list_mandates_of_power,
    list_public_powers,
    list_published_versions,
    map_mandates_in_township,
    search_public_powers,
)
from qiangzhen.portal.remedies import list_remedies

from .chains import chain_of_power
from .forms import ListFilter
from .scope import CountyRequest, county_page

_PAGE = 50
_SUGGESTIONS = 8


@county_page
@require_safe
def show_list(request: CountyRequest) -> HttpResponse:
    """Show the list as governments publish it; ``whole=1`` all of it on one page, fit to be printed."""
    today = timezone.localdate()
    townships = [
        Tally(key=place.code, name=place.name, count=0) for place in list_places(level=PlaceLevel.TOWNSHIP)
    ]
    form = ListFilter(request.GET, townships=townships, departments=list_departments())
    chosen = form.narrowing() if form.is_valid() else Narrowing()
    whole = request.GET.get("whole") == "1"
    page = list_public_powers(
        narrowed=chosen, today=today, after=request.GET.get("after", ""), count=None if whole else _PAGE
    )
    township = find_township(code=chosen.township, on=today) if chosen.township else None
    mandates = (
        map_mandates_in_township(powers=list(page.powers), township_id=township.id, today=today)
        if township
        else {}
    )
    facts = {
        "form": form,
        "page": page,
        "rows": [
            {"number": number, "power": power, "mandate": mandates.get(power.id)}
            for number, power in enumerate(page.powers, start=page.first)
        ],
        "township": township,
        "whole": whole,
        "today": today,
    }
    return render(request, "portal/list.html", facts, status=400 if form.errors else 200)


@county_page
@require_safe
def search(request: CountyRequest) -> HttpResponse:
    """Show what a part of a name, a code, a law or pinyin initials find; a code in full opens its power."""
    query = request.GET.get("q", "").strip()
    found = search_public_powers(query=query) if query else []
    exact = [power for power in found if power.code == query]
    if exact:
        return redirect("portal-power", county=request.portal_county.code, code=exact[0].code)
    return render(request, "portal/search.html", {"query": query, "found": found})


@county_page
@require_safe
def suggest(request: CountyRequest) -> HttpResponse:
    """Give the first few finds while somebody types."""
    query = request.GET.get("q", "").strip()
    found = search_public_powers(query=query, count=_SUGGESTIONS) if query else []
    return render(request, "portal/suggestions.html", {"found": found, "query": query})


@county_page
@require_safe
def show_power(request: CountyRequest, code: str) -> HttpResponse:
    """Show one power: basis, who exercises it where, who answers, where to appeal, limits, history, chain."""
    today = timezone.localdate()
    power = get_public_power(code=code)
    mandates = list_mandates_of_power(power_id=power.id, today=today)
    exercised = list_exercised(power=power, mandates=mandates, today=today)
    standing = [mandate for row in exercised for mandate in row.mandates]
    facts = {
        "power": power,
        "bases": [_basis(basis, today) for basis in power.bases],
        "exercised": exercised,
        "has_local": any(row.mandates for row in exercised),
        "liability": _liability(request.portal_county.pack, power, standing),
        "remedies": list_remedies(kind=power.kind),
        "versions": list_published_versions(power_id=power.id),
        "mandates": mandates,
        "chain": chain_of_power(
            power=power,
            mandate=standing[0] if standing else None,
            link=lambda: reverse("portal-power", args=[request.portal_county.code, power.code]),
            today=today,
        ),
        "has_ended": power.valid_to is not None and power.valid_to <= today,
        "today": today,
    }
    return render(request, "portal/power.html", facts)


def _basis(basis: BasisView, today: dt.date) -> dict[str, Any]:
    known = law.statutes().statutes.get(basis.statute) if basis.statute else None
    return {
        "basis": basis,
        "certainty": known.certainty.value if known else Certainty.UNVERIFIED.value,
        "has_ended": basis.in_force_to is not None and basis.in_force_to <= today,
        "replaced_by": law.statutes().statutes.get(known.replaced_by or "") if known else None,
    }


def _liability(pack: str, power: PowerView, standing: list[PublicMandate]) -> list[dict[str, Any]]:
    """Return for each way the power is exercised in whose name, under whose seal, and who answers."""
    packs = law.packs()
    modes = sorted({mandate.mode for mandate in standing})
    return [
        {
            "frame": packs.floor.frames[Mode(mode)],
            "local": packs[pack].local_liability(Mode(mode)),
            "holders": sorted({mandate.holder for mandate in standing if mandate.mode == mode}),
        }
        for mode in modes
    ]
