"""Open a county by its code in the address, for a visitor nobody knows."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse

from qiangzhen.agencies.guards import public
from qiangzhen.catalogue.queries import NoSuchPower
from qiangzhen.county.scope import within
from qiangzhen.portal.queries import CountyLine, NoSuchTownship, find_county


class CountyRequest(HttpRequest):
    """A request inside a county opened by the address."""

    portal_county: CountyLine


def county_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open the county of the address for a page that everybody may see; what it does not know is answered 404.

    A NUL, which no database column of text can be compared with, is refused here for every page.
    """

    @public
    @functools.wraps(view)
    def opened(request: HttpRequest, county: str, **address: Any) -> HttpResponse:
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequest("a query holds a NUL character")
        found = find_county(code=county)
        if found is None:
            raise Http404
        request.portal_county = found  # type: ignore[attr-defined]
        with within(found.id):
            try:
                return view(request, **address)
            except (NoSuchPower, NoSuchTownship) as missing:
                raise Http404 from missing

    return opened
