"""The site's addresses and a few more, each of which ends as its name says."""
from __future__ import annotations

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from qiangzhen.agencies.guards import public, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.ledger.acts import Reason, Refused
from qiangzhen.site.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@public
def refused(request: HttpRequest) -> HttpResponse:
    raise Refused(
        Reason("no_mandate", "该镇没有此项授权。", "The town holds no such mandate.", rule="QZ-XS-003"),
        Reason("competent", "请向区应急管理局移送。", "Send it to the emergency bureau."),
    )


@requires(Permission.EDIT_PLACES)
def only_administrators(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@public
def fault(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("张三 220105199001011234")


@public
def denied(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@public
def too_big(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig("too much")


@public
def takes(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


urlpatterns = [
    path("refused/", refused),
    path("only-administrators/", only_administrators),
    path("fault/", fault),
    path("denied/", denied),
    path("too-big/", too_big),
    path("takes/", takes),
    path("", include("qiangzhen.site.urls")),
]
