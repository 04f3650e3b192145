"""The start page: the counties, or the one county there is, in figures and with ways in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import public
from qiangzhen.portal.naming import KINDS
from qiangzhen.portal.queries import Numbers, Tally, list_published_counties, read_numbers
from qiangzhen.site.templatetags.qiangzhen import told

from .scope import CountyRequest, county_page


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the counties that published something; where there is only one, its own page."""
    counties = list_published_counties()
    if len(counties) == 1:
        return show_county(request, county=counties[0].code)
    return render(request, "portal/counties.html", {"counties": counties})


@county_page
@require_safe
def show_county(request: CountyRequest) -> HttpResponse:
    """Show the county in figures, with the ways in."""
    numbers = read_numbers(today=timezone.localdate())
    return render(request, "portal/start.html", {"numbers": numbers, "charts": _charts(numbers)})


def _charts(numbers: Numbers) -> list[dict[str, Any]]:
    """Return the three tables the chart is drawn from; ``filter`` is the name of the list's filter."""
    kinds = [
        Tally(key=tally.key, name=told(KINDS[tally.key]), count=tally.count) for tally in numbers.by_kind
    ]
    return [
        {
            "filter": "kind",
            "title": pgettext("portal", "By kind"),
            "column": pgettext("portal", "Kind of power"),
            "rows": kinds,
        },
        {
            "filter": "holder",
            "title": pgettext("portal", "By department"),
            "column": pgettext("portal", "Department"),
            "rows": numbers.by_department,
        },
        {
            "filter": "township",
            "title": pgettext("portal", "By township"),
            "column": pgettext("portal", "Township"),
            "rows": numbers.by_township,
        },
    ]
