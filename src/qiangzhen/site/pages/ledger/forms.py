"""Filters of the ledger's lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiangzhen.agencies.queries import list_bodies
from qiangzhen.ledger.queries import list_kinds
from qiangzhen.site.acts import DayField
from qiangzhen.site.words import ACTS


class LinesFilter(forms.Form):
    """Which lines to show; everything may be left open."""

    kind = forms.ChoiceField(label=_("Act entered"), required=False)
    body = forms.ChoiceField(label=_("Acting body"), required=False)
    on = DayField(label=_("Day"), required=False)
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        kinds = [(kind, ACTS.get(kind, kind)) for kind in list_kinds()]
        bodies = [(str(body.id), body.short_name) for body in list_bodies(with_abolished=True)]
        self.fields["kind"].choices = [("", _("all")), *kinds]  # type: ignore[attr-defined]
        self.fields["body"].choices = [("", _("all")), *bodies]  # type: ignore[attr-defined]


class AttemptsFilter(forms.Form):
    """Which attempts to show."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("all")), ("refused", _("refused")), ("failed", _("failed"))],
    )
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)
