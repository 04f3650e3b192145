"""Show guiding catalogues, enter one, read its items from a list, match an item to a power."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue import actions
from qiangzhen.catalogue.models import GuidingCatalogue, GuidingItem, Power
from qiangzhen.catalogue.queries import (
    get_guiding_catalogue,
    get_guiding_item,
    list_guiding_catalogues,
    list_guiding_items,
    list_papers_for_a_catalogue,
    map_powers,
)
from qiangzhen.catalogue.searching import find_powers
from qiangzhen.catalogue.uploads import read_upload
from qiangzhen.documents.models import Instrument
from qiangzhen.site.acts import ActPage, carry_out, or_404, show_act
from qiangzhen.site.law_words import CERTAINTIES, RECEIVERS

from ..agencies.forms import ChosenKeyField
from ..imports.forms import UploadForm

_ITEMS, _CANDIDATES = 50, 20


class IssueForm(forms.Form):
    """The paper and how sure its contents are."""

    instrument = ChosenKeyField(
        label=gettext_lazy("Paper that issued it"),
        help_text=gettext_lazy("Register the paper first if it is not in the list."),
    )
    certainty = forms.ChoiceField(
        label=gettext_lazy("How sure its contents are"),
        choices=list(CERTAINTIES.items()),
        initial="unverified",
    )
    note = forms.CharField(
        label=gettext_lazy("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ItemsForm(UploadForm):
    """The list of its items, and whom they are for."""

    receivers = forms.MultipleChoiceField(
        label=gettext_lazy("For which receivers"),
        required=False,
        choices=list(RECEIVERS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: whoever the catalogue names."),
    )


class MatchForm(forms.Form):
    """Which power an item means."""

    power = forms.UUIDField(required=False)


@requires(Permission.READ_CATALOGUE)
@require_safe
def show_catalogues(request: ActorRequest) -> HttpResponse:
    return render(request, "guiding/catalogues.html", {"catalogues": list_guiding_catalogues()})


@requires(Permission.READ_CATALOGUE)
@require_safe
def show_catalogue(request: ActorRequest, catalogue_id: uuid.UUID) -> HttpResponse:
    """Show a catalogue with its items and the powers they mean."""
    catalogue = or_404(get_guiding_catalogue, catalogue_id=catalogue_id)
    after = request.GET.get("after", "0") or "0"
    if not after.isdecimal():
        raise Http404
    unmatched = request.GET.get("show") == "unmatched"
    items = list_guiding_items(
        catalogue_id=catalogue_id, unmatched_only=unmatched, after=int(after), count=_ITEMS + 1
    )
    facts = {
        "catalogue": catalogue,
        "items": items[:_ITEMS],
        "after": items[_ITEMS - 1].position if len(items) > _ITEMS else None,
        "unmatched": unmatched,
    }
    return render(request, "guiding/catalogue.html", facts)


@requires(Permission.EDIT_GUIDING_CATALOGUES)
def issue(request: ActorRequest) -> HttpResponse:
    """Enter a guiding catalogue under a registered paper."""
    page = ActPage(
        heading=_("Enter a guiding catalogue"),
        lead=_("Its items are read from a list afterwards."),
        back=reverse("guiding-catalogues"),
        button=_("Enter"),
        done=_("The guiding catalogue is entered. Now read its items in."),
        then=lambda catalogue: reverse("guiding-catalogue", args=[catalogue.id]),
    )
    form = IssueForm(request.POST or None)
    papers = list_papers_for_a_catalogue()
    instrument: Any = form.fields["instrument"]
    instrument.choices = [(str(paper.id), paper.printed) for paper in papers]

    def act(*, instrument: uuid.UUID, **inputs: Any) -> GuidingCatalogue:
        return actions.issue_guiding_catalogue(instrument=Instrument.objects.get(pk=instrument), **inputs)

    return show_act(request, page=page, form=form, act=act)


@requires(Permission.EDIT_GUIDING_CATALOGUES)
def read_items(request: ActorRequest, catalogue_id: uuid.UUID) -> HttpResponse:
    """Read the items of a catalogue from a file."""
    catalogue = or_404(get_guiding_catalogue, catalogue_id=catalogue_id)
    form = ItemsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        upload = read_upload(
            content=file.read(),
            file_name=file.name,
            limit_mb=settings.UPLOAD_LIMIT_MB,
            on=timezone.localdate(),
        )
        inputs = {
            "catalogue": GuidingCatalogue.objects.get(pk=catalogue_id),
            "upload": upload,
            "receivers": form.cleaned_data["receivers"],
        }
        done, count = carry_out(request, form=form, act=actions.read_guiding_items, inputs=inputs)
        if done:
            messages.success(
                request, ngettext("%(n)s item was read.", "%(n)s items were read.", count) % {"n": count}
            )
            return redirect("guiding-catalogue", catalogue_id)
    facts = {"catalogue": catalogue, "form": form}
    return render(request, "guiding/read.html", facts, status=422 if form.errors else 200)


@requires(Permission.EDIT_GUIDING_CATALOGUES)
def match(request: ActorRequest, item_id: uuid.UUID) -> HttpResponse:
    """Say which power an item means, from those a search finds."""
    item = or_404(get_guiding_item, item_id=item_id)
    form = MatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["power"]
        power = Power.objects.filter(pk=chosen).first() if chosen else None
        if chosen and power is None:
            raise Http404
        inputs = {"item": GuidingItem.objects.get(pk=item_id), "power": power}
        done, _matched = carry_out(request, form=form, act=actions.match_guiding_item, inputs=inputs)
        if done:
            messages.success(
                request, _("The item is matched.") if power else _("The item is matched to no power.")
            )
            return redirect("guiding-catalogue", item.catalogue_id)
    query = request.GET.get("q", item.name)[:200]
    found = find_powers(query=query, published_only=False, count=_CANDIDATES)
    powers = map_powers(power_ids=found)
    facts = {
        "item": item,
        "form": form,
        "q": query,
        "powers": [powers[key] for key in found if key in powers],
    }
    return render(request, "guiding/match.html", facts, status=422 if form.errors else 200)
