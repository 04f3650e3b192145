"""The forms that change places; each does one act."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.places.actions import (
    abolish_place,
    establish_place,
    recode_place,
    record_profile_figures,
    rename_place,
)
from qiangzhen.places.queries import get_place, list_places
from qiangzhen.site.acts import ActPage, or_404, show_act

from .forms import AbolishForm, EstablishForm, FiguresForm, RecodeForm, RenameForm

_ABOVE = {"township": "county", "village": "township"}


@requires(Permission.EDIT_PLACES)
def establish(request: ActorRequest, place_id: uuid.UUID) -> HttpResponse:
    """Add a place below this one."""
    parent = or_404(get_place, place_id=place_id).place
    page = ActPage(
        heading=_("New place in %(name)s") % {"name": parent.name},
        back=reverse("place", args=[place_id]),
        button=_("Establish"),
        done=_("The place has been entered."),
        then=lambda place: reverse("place", args=[place.id]),
    )
    form = EstablishForm(request.POST or None)
    return show_act(request, page=page, form=form, act=establish_place, fixed={"parent_id": place_id})


@requires(Permission.EDIT_PLACES)
def rename(request: ActorRequest, place_id: uuid.UUID) -> HttpResponse:
    """Give this place another name."""
    place = or_404(get_place, place_id=place_id).place
    page = ActPage(
        heading=_("Rename %(name)s") % {"name": place.name},
        back=reverse("place", args=[place_id]),
        button=_("Rename"),
        done=_("The new name has been entered; the former one is kept."),
    )
    form = RenameForm(request.POST or None)
    return show_act(request, page=page, form=form, act=rename_place, fixed={"place_id": place_id})


@requires(Permission.EDIT_PLACES)
def recode(request: ActorRequest, place_id: uuid.UUID) -> HttpResponse:
    """Give this place another code, and where it moved another parent."""
    place = or_404(get_place, place_id=place_id).place
    page = ActPage(
        heading=_("New code for %(name)s") % {"name": place.name},
        lead=_("Present code: %(code)s") % {"code": place.code},
        back=reverse("place", args=[place_id]),
        button=_("Enter the new code"),
        done=_("The new code has been entered; the former one still finds the place."),
    )
    parents = list_places(level=_ABOVE[place.level]) if place.level in _ABOVE else []
    form = RecodeForm(request.POST or None, parents=parents, initial={"parent_id": str(place.parent_id)})
    if not parents:
        del form.fields["parent_id"]
    return show_act(request, page=page, form=form, act=recode_place, fixed={"place_id": place_id})


@requires(Permission.EDIT_PLACES)
def abolish(request: ActorRequest, place_id: uuid.UUID) -> HttpResponse:
    """End this place."""
    place = or_404(get_place, place_id=place_id).place
    page = ActPage(
        heading=_("Abolish %(name)s") % {"name": place.name},
        lead=_(
            "The place is kept and found on papers of its time; from the day on it takes part in nothing new."
        ),
        back=reverse("place", args=[place_id]),
        button=_("Abolish"),
        done=_("The end of the place has been entered."),
        grave=True,
    )
    successors = [other for other in list_places(level=place.level) if other.id != place.id]
    form = AbolishForm(request.POST or None, successors=successors)
    return show_act(request, page=page, form=form, act=abolish_place, fixed={"place_id": place_id})


@requires(Permission.EDIT_PROFILES)
def record_figures(request: ActorRequest, place_id: uuid.UUID) -> HttpResponse:
    """Record the figures of a year."""
    place = or_404(get_place, place_id=place_id).place
    page = ActPage(
        heading=_("Figures of %(name)s") % {"name": place.name},
        lead=_("Fill in what is known; a figure that was there is replaced, and the ledger keeps both."),
        back=reverse("place", args=[place_id]),
        button=_("Record"),
        done=_("The figures have been recorded."),
    )
    form = FiguresForm(request.POST or None, initial={"year": timezone.localdate().year - 1})
    return show_act(request, page=page, form=form, act=record_profile_figures, fixed={"place_id": place_id})
