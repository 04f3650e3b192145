"""Addresses of the API, each marked with who may use it; what is none of them is answered with a fault too."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from qiangzhen.agencies.guards import public
from qiangzhen.agencies.roles import Permission

from .document import api

_GUARDS = {"read-list": Permission.IMPORT_LISTS.value}
"""Routes that are not for everybody, by the end of their address; the route itself asks the permission."""


@public
def no_such_address(request: HttpRequest, rest: str) -> HttpResponse:
    raise Http404


def _marked(patterns: list[Any]) -> list[Any]:
    """Mark each route as the pages are marked, so that one test can walk over all of them."""
    for pattern in patterns:
        pattern.callback.guard = _GUARDS.get(str(pattern.pattern), "public")
    return patterns


_patterns, _app, _namespace = api.urls

urlpatterns = [
    path("api/v1/", (_marked(_patterns), _app, _namespace)),
    re_path(r"^api/(?P<rest>.*)$", no_such_address),
]
