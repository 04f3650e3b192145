"""Open data: what a county published, for everybody, in pages that go on where the last one ended."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import conditional_page
from ninja import Query, Router
from ninja.decorators import decorate_view

from qiangzhen.agencies.queries import list_bodies
from qiangzhen.catalogue.queries import NoSuchPower, PowerView
from qiangzhen.kernel.statutes import PowerKind
from qiangzhen.ledger.queries import list_checkpoints
from qiangzhen.portal.queries import (
    MandateNarrowing,
    Narrowing,
    PublicMandate,
    get_public_power,
    list_mandates_of_power,
    list_public_mandates,
    list_public_powers,
    list_published_counties,
    list_townships,
)
from qiangzhen.site.templatetags.portal import duty

from .faults import Faulty
from .schemas import (
    Bodies,
    Checkpoints,
    Counties,
    Faults,
    Mandates,
    PowerDetail,
    Powers,
    Townships,
)
from .scope import county_of, refuse_nul, tell_last_change

router = Router(tags=["open data"])
Limit = Query(50, ge=1, le=500, description="Rows in one page.")
MOST_CHECKPOINTS = 10_000

_refusals = {400: Faults, 404: Faults, 422: Faults}


@router.get("/counties", response={200: Counties, **_refusals}, summary="Counties that published their list")
@decorate_view(conditional_page)
def counties(request: HttpRequest) -> dict[str, Any]:
    return {"items": list_published_counties()}


@router.get(
    "/counties/{county}/townships",
    response={200: Townships, **_refusals},
    summary="Townships and subdistricts",
)
@decorate_view(conditional_page)
def townships(request: HttpRequest, response: HttpResponse, county: str) -> dict[str, Any]:
    refuse_nul(request)
    with county_of(county):
        tell_last_change(response)
        lines = list_townships(today=timezone.localdate())
        return {
            "items": [
                {
                    "code": line.place.code,
                    "name": line.place.name,
                    "kind": line.place.kind,
                    "powers": line.powers,
                    "source": line.place.source,
                }
                for line in lines
            ]
        }


@router.get("/counties/{county}/bodies", response={200: Bodies, **_refusals}, summary="Bodies of the county")
@decorate_view(conditional_page)
def bodies(request: HttpRequest, response: HttpResponse, county: str) -> dict[str, Any]:
    refuse_nul(request)
    with county_of(county):
        tell_last_change(response)
        return {
            "items": [
                {
                    "key": body.key,
                    "name": body.name,
                    "short_name": body.short_name,
                    "kind": body.kind,
                    "credit_code": body.credit_code,
                    "parent": body.parent_name,
                    "place": body.place_name,
                }
                for body in list_bodies()
            ]
        }


@router.get(
    "/counties/{county}/powers", response={200: Powers, **_refusals}, summary="Published powers, by code"
)
@decorate_view(conditional_page)
def powers(
    request: HttpRequest,
    response: HttpResponse,
    county: str,
    q: str = Query("", max_length=100, description="Part of a name, code, law or pinyin initials."),
    kind: PowerKind | None = None,
    holder: str = Query("", max_length=64, description="Key of the body that holds the power by law."),
    township: str = Query("", max_length=12, description="Code of a township: what may be exercised there."),
    after: str = Query("", max_length=64),
    limit: int = Limit,
) -> dict[str, Any]:
    refuse_nul(request)
    with county_of(county):
        tell_last_change(response)
        page = list_public_powers(
            narrowed=Narrowing(kind=kind.value if kind else "", holder=holder, township=township, query=q),
            today=timezone.localdate(),
            after=after,
            count=limit,
        )
        return {
            "items": [power_as_form(power) for power in page.powers],
            "total": page.total,
            "next": page.after or None,
        }


@router.get(
    "/counties/{county}/powers/{path:code}",
    response={200: PowerDetail, **_refusals},
    summary="One power with its published mandates",
)
@decorate_view(conditional_page)
def power(request: HttpRequest, response: HttpResponse, county: str, code: str) -> dict[str, Any]:
    refuse_nul(request)
    with county_of(county):
        tell_last_change(response)
        try:
            found = get_public_power(code=code)
        except NoSuchPower as missing:
            raise Faulty(404) from missing
        held = list_mandates_of_power(power_id=found.id, today=timezone.localdate())
        return {**power_as_form(found), "mandates": [mandate_as_form(mandate) for mandate in held]}


@router.get(
    "/counties/{county}/mandates",
    response={200: Mandates, **_refusals},
    summary="Published mandates in force",
)
@decorate_view(conditional_page)
def mandates(
    request: HttpRequest,
    response: HttpResponse,
    county: str,
    on: dt.date | None = Query(None, description="In force on this day; today when left out."),
    power: str = Query("", max_length=64, description="Code of the power."),
    holder: str = Query("", max_length=64, description="Key of the body that exercises it."),
    township: str = Query("", max_length=12, description="Code of the township the holder serves."),
    after: uuid.UUID | None = None,
    limit: int = Limit,
) -> dict[str, Any]:
    refuse_nul(request)
    with county_of(county):
        tell_last_change(response)
        today = timezone.localdate()
        found = list_public_mandates(
            on=on or today,
            today=today,
            narrowed=MandateNarrowing(power=power, holder=holder, township=township),
            after=after,
            count=limit + 1,
        )
        shown = found[:limit]
        return {
            "items": [mandate_as_form(mandate) for mandate in shown],
            "next": shown[-1].id if len(found) > limit else None,
        }


@router.get(
    "/counties/{county}/checkpoints",
    response={200: Checkpoints, **_refusals},
    summary="Checkpoints of the ledger",
)
@decorate_view(conditional_page)
def checkpoints(request: HttpRequest, response: HttpResponse, county: str) -> dict[str, Any]:
    refuse_nul(request)
    with county_of(county):
        tell_last_change(response)
        return {
            "items": [
                {
                    "first": line.first,
                    "last": line.up_to,
                    "root": line.root,
                    "algorithm": line.algorithm,
                    "made_at": line.made_at,
                }
                for line in list_checkpoints(limit=MOST_CHECKPOINTS)
            ]
        }


def power_as_form(power: PowerView) -> dict[str, Any]:
    """Return a power as the open data print it; what is internal (source, notes) stays inside."""
    copied = (
        "code", "name", "kind", "holder", "holder_key", "statutory_limit", "promised_limit", "certainty",
        "valid_from", "valid_to", "published_on",
    )  # fmt: skip
    of_basis = ("printed", "title", "issuer", "number", "rank", "in_force_to")
    return {
        **{name: getattr(power, name) for name in copied},
        "acts": list(power.acts),
        "bases": [
            {**{name: getattr(basis, name) for name in of_basis}, "articles": list(basis.articles)}
            for basis in power.bases
        ],
        "responsibilities": [duty(item) for item in power.responsibilities],
        "accountability": [duty(item) for item in power.accountability],
    }


def mandate_as_form(mandate: PublicMandate) -> dict[str, Any]:
    """Return a published mandate as the open data print it."""
    copied = (
        "id", "line", "power_name", "giver", "giver_key", "holder", "holder_key", "mode", "area", "area_code",
        "state", "exclusive", "devolution_code", "valid_from", "valid_to", "paper", "paper_number", "paper_issuer",
        "paper_published_on",
    )  # fmt: skip
    return {
        **{name: getattr(mandate, name) for name in copied},
        "power": mandate.power_code,
        "kind": mandate.power_kind,
        "acts": list(mandate.acts),
        "reserved": list(mandate.reserved),
    }
