"""Enter, revise, publish and end powers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue import actions
from qiangzhen.catalogue.models import Power
from qiangzhen.catalogue.queries import PowerFilter, PowerView, draft_of, get_power, list_powers
from qiangzhen.site.acts import ActPage, carry_out, or_404, show_act

from .forms import BasisForms, PowerForm, PublishForm, RetireForm, initial_bases, initial_of
from .listing import seen_by

_MOST_PUBLISHED = 500


@requires(Permission.EDIT_POWERS)
def enter(request: ActorRequest) -> HttpResponse:
    """Enter a power that is not in the catalogue yet."""
    return _power_page(request, None)


@requires(Permission.EDIT_POWERS)
def revise(request: ActorRequest, power_id: uuid.UUID) -> HttpResponse:
    """Make a new version of a power."""
    return _power_page(request, or_404(get_power, power_id=power_id, seen_by=seen_by(request.actor)))


def _power_page(request: ActorRequest, power: PowerView | None) -> HttpResponse:
    form = PowerForm(
        request.POST or None,
        initial=initial_of(power)
        if power
        else {"valid_from": timezone.localdate(), "code_scheme": "matter_basic"},
        own_body=seen_by(request.actor),
    )
    if power is not None:
        form.fields["code"].required = False
    bases = BasisForms(_with_more(request), initial=initial_bases(power) if power else None, prefix="bases")
    if request.method == "POST" and "more" not in request.POST and form.is_valid() and bases.is_valid():
        done, written = carry_out(request, form=form, **_act_of(form, bases, power))
        if done:
            messages.success(request, _("Saved. The public sees it once it is published."))
            return redirect("power", power.id if power else written.id)
    asked_more = "more" in request.POST
    facts = {"form": form, "bases": bases, "power": power}
    refused = request.method == "POST" and not asked_more
    return render(request, "catalogue/edit.html", facts, status=422 if refused else 200)


def _act_of(form: PowerForm, bases: Any, power: PowerView | None) -> dict[str, Any]:
    known = {basis.printed: basis for basis in draft_of(power).bases} if power else {}
    stated = [
        draft
        for basis in bases.forms
        if basis.has_changed() or basis.initial
        if basis.cleaned_data and not basis.cleaned_data.get("DELETE")
        for draft in basis.drafts(known)
    ]
    draft = form.draft(bases=stated, before=power)
    if power is None:
        return {"act": actions.enter_power, "inputs": {"draft": draft}}
    row = Power.objects.get(pk=power.id)
    seen = form.cleaned_data["seen_version"] or 0
    return {"act": actions.revise_power, "inputs": {"draft": draft, "power": row, "seen_version": seen}}


def _with_more(request: ActorRequest) -> Any:
    """Return what was sent, with room for two more bases when that was asked for."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    if "more" in sent and sent.get("bases-TOTAL_FORMS", "").isdecimal():
        sent["bases-TOTAL_FORMS"] = str(min(int(request.POST["bases-TOTAL_FORMS"]) + 2, 60))
    return sent


@requires(Permission.EDIT_POWERS)
def retire(request: ActorRequest, power_id: uuid.UUID) -> HttpResponse:
    """End a power."""
    power = or_404(get_power, power_id=power_id, seen_by=seen_by(request.actor))
    page = ActPage(
        heading=_("End “%(name)s”") % {"name": power.name},
        lead=_("Its versions stay; from the day on nobody holds it."),
        back=reverse("power", args=[power_id]),
        button=_("End it"),
        done=_("The power ends on that day."),
        grave=True,
    )
    fixed = {"power": Power.objects.get(pk=power_id)}
    return show_act(
        request, page=page, form=RetireForm(request.POST or None), act=actions.retire_power, fixed=fixed
    )


@requires(Permission.PUBLISH_LISTS)
def publish(request: ActorRequest) -> HttpResponse:
    """Publish drafts: those chosen, in one act."""
    drafts = list_powers(narrowed=PowerFilter(draft=True), count=_MOST_PUBLISHED)
    form = PublishForm(request.POST or None, initial={"on": timezone.localdate()})
    offered: Any = form.fields["powers"]
    offered.choices = [(str(power.id), power.code) for power in drafts]
    if request.method == "POST" and form.is_valid():
        chosen = list(Power.objects.filter(pk__in=form.cleaned_data["powers"]).order_by("code"))
        inputs = {"powers": chosen, "on": form.cleaned_data["on"]}
        done, count = carry_out(request, form=form, act=actions.publish_powers, inputs=inputs)
        if done:
            told = ngettext("%(n)s power is now public.", "%(n)s powers are now public.", count)
            messages.success(request, told % {"n": count})
            return redirect("powers")
    facts = {
        "form": form,
        "drafts": drafts,
        "chosen": request.POST.getlist("powers") or [str(p.id) for p in drafts],
    }
    return render(request, "catalogue/publish.html", facts, status=422 if form.errors else 200)
