"""How the administrator helps people sign in."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from qiangzhen.agencies.actions import close_account, open_account, reset_password, reset_second_factor
from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.site.acts import ActPage, show_act

from .forms import OpenAccountForm, PasswordForm, ReasonForm
from .people import person_or_404


@requires(Permission.EDIT_AGENCIES)
@never_cache
@sensitive_post_parameters()
def open_one(request: ActorRequest, person_id: uuid.UUID) -> HttpResponse:
    """Open an account for a person."""
    person = person_or_404(person_id)
    page = ActPage(
        heading=_("Account for %(name)s") % {"name": person.name},
        back=reverse("person", args=[person_id]),
        button=_("Open the account"),
        done=_("The account has been opened."),
    )
    form = OpenAccountForm(request.POST or None)
    return show_act(request, page=page, form=form, act=open_account, fixed={"person_id": person_id})


@requires(Permission.EDIT_AGENCIES)
def close(request: ActorRequest, person_id: uuid.UUID) -> HttpResponse:
    """Close the account of a person."""
    words = {
        "heading": _("Close the account of %(name)s"),
        "button": _("Close"),
        "done": _("The account is closed."),
    }
    return _help(request, person_id, act=close_account, form=ReasonForm(request.POST or None), words=words)


@requires(Permission.EDIT_AGENCIES)
@never_cache
@sensitive_post_parameters()
def give_password(request: ActorRequest, person_id: uuid.UUID) -> HttpResponse:
    """Give the account of a person another password."""
    words = {
        "heading": _("New password for %(name)s"),
        "button": _("Reset the password"),
        "done": _("The password has been reset; tell it to the person in private."),
    }
    return _help(request, person_id, act=reset_password, form=PasswordForm(request.POST or None), words=words)


@requires(Permission.EDIT_AGENCIES)
def forget_phone(request: ActorRequest, person_id: uuid.UUID) -> HttpResponse:
    """Remove the second factor of a person who lost the phone."""
    words = {
        "heading": _("Reset the second factor of %(name)s"),
        "button": _("Reset"),
        "done": _("The second factor has been removed; the person can set it up again."),
    }
    return _help(
        request, person_id, act=reset_second_factor, form=ReasonForm(request.POST or None), words=words
    )


def _help(
    request: ActorRequest,
    person_id: uuid.UUID,
    *,
    act: Callable[..., Any],
    form: forms.Form,
    words: dict[str, str],
) -> HttpResponse:
    """Do an act on the account a person has; 404 when there is none."""
    person = person_or_404(person_id)
    if person.account is None:
        raise Http404
    page = ActPage(
        heading=words["heading"] % {"name": person.name},
        lead=person.account.username,
        back=reverse("person", args=[person_id]),
        button=words["button"],
        done=words["done"],
        grave=True,
    )
    return show_act(request, page=page, form=form, act=act, fixed={"account_id": person.account.id})
