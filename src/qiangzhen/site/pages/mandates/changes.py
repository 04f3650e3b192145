"""The forms that change mandates; each does one act, by a paper chosen or registered in the same act."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import get_power
from qiangzhen.mandates.actions import (
    correct_mandate,
    resume_mandate,
    suspend_mandate,
    take_over_mandate,
    withdraw_mandates,
)
from qiangzhen.mandates.queries import MandateView, NoSuchMandate, get_mandate, list_by_lines
from qiangzhen.site.acts import ActPage, show_act

from ..handing_down.choosing import keys_of
from .forms import ChangeForm, CorrectForm, PeriodForm, TakeOverForm, WithdrawForm

_TEMPLATE = "mandates/change.html"


@requires(Permission.CORRECT_MANDATES)
def suspend(request: ActorRequest, line: uuid.UUID) -> HttpResponse:
    """Suspend one mandate for some days."""
    return _change(
        request,
        line,
        heading=_("Suspend"),
        lead=_("Meanwhile the department may act again."),
        done=_("The suspension has been entered."),
        form=PeriodForm,
        act=suspend_mandate,
    )


@requires(Permission.CORRECT_MANDATES)
def resume(request: ActorRequest, line: uuid.UUID) -> HttpResponse:
    """End the suspension or take-over of one mandate."""
    return _change(
        request,
        line,
        heading=_("Resume"),
        lead=_("From this day the receiver may act again."),
        done=_("The end of the suspension has been entered."),
        form=ChangeForm,
        act=resume_mandate,
    )


@requires(Permission.TAKE_OVER_MANDATES)
def take_over(request: ActorRequest, line: uuid.UUID) -> HttpResponse:
    """Let the department act instead of a receiver that did not."""
    return _change(
        request,
        line,
        heading=_("Take over"),
        lead=_("The receiver did not act where it had to, so the department acts instead."),
        done=_("The take-over has been entered."),
        form=TakeOverForm,
        act=take_over_mandate,
    )


@requires(Permission.CORRECT_MANDATES)
def correct(request: ActorRequest, line: uuid.UUID) -> HttpResponse:
    """State what one mandate should have said from its start."""
    rows = _open(line)
    first, last = rows[0], rows[-1]
    page = _page(
        first,
        heading=_("Correct"),
        done=_("The correction has been entered; what was believed before is kept."),
    )
    initial = {
        "valid_from": first.valid_from,
        "valid_to": last.valid_to,
        "acts": first.acts,
        "area": str(first.area_id),
        "reserved": first.reserved,
    }
    power = get_power(power_id=first.power_id)
    form = CorrectForm(request.POST or None, acts=power.acts, initial=initial)
    return show_act(
        request, page=page, form=form, act=correct_mandate, fixed={"line": line}, template=_TEMPLATE
    )


@requires(Permission.CORRECT_MANDATES)
def withdraw(request: ActorRequest) -> HttpResponse:
    """Take back all mandates named in the address, in one act."""
    mandates = list_by_lines(lines=keys_of(request.GET.getlist("line")))
    if not mandates:
        raise Http404
    page = ActPage(
        heading=_("Withdraw mandates"),
        lead=_("All that are ticked end on the same day, by one paper, or none does."),
        back=reverse("mandate", args=[mandates[0].line]) if len(mandates) == 1 else reverse("mandates"),
        button=_("Withdraw"),
        done=_("The withdrawal has been entered."),
        grave=True,
    )
    initial = {"start": _day(request.GET.get("from")), "reason": request.GET.get("reason", "")}
    form = WithdrawForm(request.POST or None, mandates=mandates, initial=initial)
    return show_act(request, page=page, form=form, act=withdraw_mandates, template=_TEMPLATE)


def _change(
    request: ActorRequest,
    line: uuid.UUID,
    *,
    heading: str,
    lead: str,
    done: str,
    form: type[forms.Form],
    act: Callable[..., Any],
) -> HttpResponse:
    page = _page(_open(line)[0], heading=heading, done=done, lead=lead)
    bound = form(request.POST or None, initial={"start": timezone.localdate()})
    return show_act(request, page=page, form=bound, act=act, fixed={"line": line}, template=_TEMPLATE)


def _page(mandate: MandateView, *, heading: str, done: str, lead: str = "") -> ActPage:
    return ActPage(
        heading=f"{heading}：{mandate.power_name}",
        lead=f"{mandate.holder} · {lead}" if lead else mandate.holder,
        back=reverse("mandate", args=[mandate.line]),
        button=heading,
        done=done,
        grave=True,
    )


def _open(line: uuid.UUID) -> list[MandateView]:
    """Return what is held true of a mandate now; 404 where there is none, or nothing is any longer."""
    try:
        rows = get_mandate(line=line)
    except NoSuchMandate as missing:
        raise Http404 from missing
    if not rows:
        raise Http404
    return rows


def _day(text: str | None) -> dt.date:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return timezone.localdate()
