"""Carry a form to an action, and the action's refusal back to the fields it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from qiangzhen.agencies.guards import ActorRequest
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.site.templatetags.qiangzhen import told

Found = TypeVar("Found")


class DayField(forms.DateField):
    """A day, typed or chosen; browsers that know how show their own calendar."""

    def __init__(self, **how: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **how)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPage:
    """What a page says around the form of one act."""

    heading: str
    back: str
    """Address of the page above; also where one goes when the act is done, unless ``then`` says otherwise."""
    button: str
    done: str
    lead: str = ""
    grave: bool = False
    """The act ends something: the button warns."""
    then: Callable[[Any], str] | None = None
    """Address after the act, from what the action returned."""


def show_act(
    request: ActorRequest,
    *,
    page: ActPage,
    form: forms.Form,
    act: Callable[..., Any],
    fixed: Mapping[str, Any] | None = None,
    template: str = "acts/act.html",
) -> HttpResponse:
    """Show the form of one act; on POST do the act with the form's fields as inputs and go on."""
    if request.method == "POST" and form.is_valid():
        done, result = carry_out(request, form=form, act=act, inputs=form.cleaned_data | dict(fixed or {}))
        if done:
            messages.success(request, page.done)
            return redirect(page.then(result) if page.then else page.back)
    return render(request, template, {"form": form, "page": page}, status=422 if form.errors else 200)


def carry_out(
    request: ActorRequest, *, form: forms.Form, act: Callable[..., Any], inputs: Mapping[str, Any]
) -> tuple[bool, Any]:
    """Do the act; where it is refused put each reason beside its field and return False.

    A refusal for want of a permission goes on to the page that says so.
    """
    try:
        return True, act(actor=request.actor, at=timezone.now(), **inputs)
    except PermissionRefused:
        raise
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(reason.field if reason.field in form.fields else None, told(reason))
        return False, None


def or_404(query: Callable[..., Found], **inputs: Any) -> Found:
    """Return what the query gets, or answer 404 where there is nothing: another county's row is nothing."""
    try:
        return query(**inputs)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
