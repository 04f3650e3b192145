"""The townships: what their bodies may do, their offices, their figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from qiangzhen.portal.queries import (
    Narrowing,
    get_township,
    list_public_powers,
    list_townships,
    map_mandates_in_township,
)

from .scope import CountyRequest, county_page

_SHOWN = 50


@county_page
@require_safe
def show_townships(request: CountyRequest) -> HttpResponse:
    townships = list_townships(today=timezone.localdate())
    return render(request, "portal/townships.html", {"townships": townships})


@county_page
@require_safe
def show_township(request: CountyRequest, code: str) -> HttpResponse:
    """Show one township; the list of what it may do in full is the published list narrowed to it."""
    today = timezone.localdate()
    township = get_township(code=code, today=today)
    page = list_public_powers(narrowed=Narrowing(township=township.place.code), today=today, count=_SHOWN)
    mandates = map_mandates_in_township(powers=list(page.powers), township_id=township.place.id, today=today)
    facts = {
        "township": township,
        "page": page,
        "rows": [{"power": power, "mandate": mandates.get(power.id)} for power in page.powers],
        "latest": township.profile[0] if township.profile else None,
    }
    return render(request, "portal/township.html", facts)
