"""Which powers a list shows: the filter of the address, read once for pages and copies alike."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiangzhen.agencies.guards import ActorRequest
from qiangzhen.agencies.queries import list_bodies
from qiangzhen.catalogue.queries import PowerFilter, PowerView, find_doubtful, list_powers
from qiangzhen.catalogue.searching import find_powers
from qiangzhen.kernel.statutes import Severity
from qiangzhen.ledger.acts import Actor
from qiangzhen.site.law_words import POWER_KINDS

from ..agencies.forms import ChosenKeyField

COLUMNS = {
    "code": _("Code"),
    "kind": _("Kind"),
    "holder": _("Holder"),
    "bases": _("Legal bases"),
    "limit": _("Time limit"),
    "guiding": _("In a guiding catalogue"),
    "state": _("State"),
}
_USUAL_COLUMNS = ("code", "kind", "holder", "bases", "state")
_STEP = 500
_MOST_FOUND = 5000
_YES = {"": None, "yes": True, "no": False}


class PowersFilter(forms.Form):
    """What a list of powers is narrowed to, as it stands in the address."""

    q = forms.CharField(label=_("Name, code, law or initials"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *POWER_KINDS.items()])
    holder = ChosenKeyField(label=_("Holder"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("published", _("published")), ("draft", _("unpublished changes"))],
    )
    guiding = forms.ChoiceField(
        label=_("In a guiding catalogue"),
        required=False,
        choices=[("", _("all")), ("yes", _("yes")), ("no", _("no"))],
    )
    findings = forms.ChoiceField(
        label=_("Findings on bases"),
        required=False,
        choices=[("", _("all")), ("error", _("faults")), ("warning", _("faults or doubts"))],
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"), required=False, choices=list(COLUMNS.items()), widget=forms.CheckboxSelectMultiple
    )
    after = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        bodies = [(str(body.id), body.name) for body in list_bodies()]
        holder: Any = self.fields["holder"]
        holder.choices = [("", _("all")), *bodies]

    @property
    def chosen_columns(self) -> list[str]:
        return self.cleaned_data["columns"] or list(_USUAL_COLUMNS)


def seen_by(actor: Actor) -> uuid.UUID | None:
    """Return the body whose drafts alone the actor sees; None: those of the whole county."""
    return None if actor.county_wide else actor.body_id or uuid.UUID(int=0)


def narrowed_by(form: PowersFilter, *, actor: Actor, on: dt.date | None = None) -> PowerFilter:
    """Return the filter a valid form asks for, as far as the actor may see."""
    asked = form.cleaned_data
    among: set[uuid.UUID] | None = None
    if asked["q"]:
        among = set(find_powers(query=asked["q"], published_only=False, count=_MOST_FOUND))
    if asked["findings"]:
        on = on or timezone.localdate()
        doubtful = set(find_doubtful(on=on, severity=Severity(asked["findings"])))
        among = doubtful if among is None else among & doubtful
    return PowerFilter(
        kind=asked["kind"],
        holder_id=asked["holder"],
        published=True if asked["state"] == "published" else None,
        draft=True if asked["state"] == "draft" else None,
        in_guiding_catalogue=_YES[asked["guiding"]],
        among=None if among is None else sorted(among),
        seen_by=seen_by(actor),
    )


def every_power(narrowed: PowerFilter) -> Iterator[PowerView]:
    """Yield all powers of a filter by code, a few hundred at a time."""
    after = ""
    while page := list_powers(narrowed=narrowed, after=after, count=_STEP):
        yield from page
        after = page[-1].code


def filter_of(request: ActorRequest) -> PowersFilter:
    """Return the bound filter of a request."""
    return PowersFilter(request.GET)
