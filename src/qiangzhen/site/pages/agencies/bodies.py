"""The forms that change bodies; each does one act."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from qiangzhen.agencies.actions import (
    abolish_body,
    describe_body,
    establish_body,
    establish_unit,
    rename_body,
)
from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.queries import get_body, list_bodies
from qiangzhen.agencies.roles import Permission
from qiangzhen.places.queries import list_places
from qiangzhen.site.acts import ActPage, or_404, show_act

from .forms import AbolishBodyForm, DescribeBodyForm, EstablishBodyForm, RenameBodyForm, UnitForm

_PRINTED = {True: "yes", False: "no", None: ""}


@requires(Permission.EDIT_AGENCIES)
def establish(request: ActorRequest) -> HttpResponse:
    """Found a body."""
    page = ActPage(
        heading=_("New body"),
        back=reverse("bodies"),
        button=_("Found it"),
        done=_("The body has been entered."),
        then=lambda body: reverse("body", args=[body.id]),
    )
    form = EstablishBodyForm(request.POST or None, places=list_places(), bodies=list_bodies())
    return show_act(request, page=page, form=form, act=establish_body)


@requires(Permission.EDIT_AGENCIES)
def rename(request: ActorRequest, body_id: uuid.UUID) -> HttpResponse:
    """Give a body another name."""
    body = or_404(get_body, body_id=body_id).body
    page = ActPage(
        heading=_("Rename %(name)s") % {"name": body.name},
        back=reverse("body", args=[body_id]),
        button=_("Rename"),
        done=_("The new name has been entered; papers that print the former one still find the body."),
    )
    form = RenameBodyForm(request.POST or None)
    return show_act(request, page=page, form=form, act=rename_body, fixed={"body_id": body_id})


@requires(Permission.EDIT_AGENCIES)
def describe(request: ActorRequest, body_id: uuid.UUID) -> HttpResponse:
    """State anew what is known of a body."""
    body = or_404(get_body, body_id=body_id).body
    page = ActPage(
        heading=_("Facts about %(name)s") % {"name": body.name},
        lead=_("Two of them decide which powers it may receive."),
        back=reverse("body", args=[body_id]),
        button=_("Enter the facts"),
        done=_("The facts have been entered."),
    )
    known = {
        "short_name": body.short_name,
        "aliases": list(body.aliases),
        "credit_code": body.credit_code,
        "is_administrative_organ": _PRINTED[body.is_administrative_organ],
        "has_centralised_penalty_power": _PRINTED[body.has_centralised_penalty_power],
    }
    form = DescribeBodyForm(request.POST or None, initial=known)
    return show_act(request, page=page, form=form, act=describe_body, fixed={"body_id": body_id})


@requires(Permission.EDIT_AGENCIES)
def abolish(request: ActorRequest, body_id: uuid.UUID) -> HttpResponse:
    """End a body."""
    body = or_404(get_body, body_id=body_id).body
    page = ActPage(
        heading=_("Abolish %(name)s") % {"name": body.name},
        lead=_("The body is kept and found on papers of its time; from the day on nobody can act for it."),
        back=reverse("body", args=[body_id]),
        button=_("Abolish"),
        done=_("The end of the body has been entered."),
        grave=True,
    )
    others = [other for other in list_bodies() if other.id != body_id]
    form = AbolishBodyForm(request.POST or None, bodies=others)
    return show_act(request, page=page, form=form, act=abolish_body, fixed={"body_id": body_id})


@requires(Permission.EDIT_AGENCIES)
def add_unit(request: ActorRequest, body_id: uuid.UUID) -> HttpResponse:
    """Add an inner unit."""
    body = or_404(get_body, body_id=body_id).body
    page = ActPage(
        heading=_("New inner unit of %(name)s") % {"name": body.name},
        back=reverse("body", args=[body_id]),
        button=_("Set up"),
        done=_("The inner unit has been entered."),
    )
    form = UnitForm(request.POST or None)
    return show_act(request, page=page, form=form, act=establish_unit, fixed={"body_id": body_id})
