"""What is typed about places; the actions judge it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiangzhen.places.profile import FIGURES
from qiangzhen.places.queries import PlaceLine
from qiangzhen.site.acts import DayField
from qiangzhen.site.templatetags.qiangzhen import told


class CodeQuestion(forms.Form):
    """A code, and the day on which it was written down."""

    code = forms.CharField(label=_("Code"), max_length=12)
    on = DayField(label=_("As used on"), required=False)


class EstablishForm(forms.Form):
    """A new place below another."""

    code = forms.CharField(
        label=_("Code"), help_text=_("9 digits for a township, 12 for a village."), max_length=12
    )
    name = forms.CharField(label=_("Name"), max_length=128)
    established_on = DayField(label=_("Established on"), required=False)
    source = forms.CharField(
        label=_("Source"),
        help_text=_("The decision or the table the code and name come from."),
        max_length=200,
    )


class RenameForm(forms.Form):
    """Another name from a day on."""

    name = forms.CharField(label=_("New name"), max_length=128)
    on = DayField(label=_("In force from"))
    instrument = forms.CharField(
        label=_("Approved by"), help_text=_("The decision, as printed."), max_length=200
    )


class RecodeForm(forms.Form):
    """Another code, and perhaps another parent, from a day on."""

    code = forms.CharField(label=_("New code"), max_length=12)
    parent_id = forms.ChoiceField(label=_("Lies in"))
    on = DayField(label=_("In force from"))
    instrument = forms.CharField(
        label=_("Approved by"), help_text=_("The decision, as printed."), max_length=200
    )

    def __init__(self, *args: Any, parents: Iterable[PlaceLine], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["parent_id"].choices = [(str(p.id), p.name) for p in parents]  # type: ignore[attr-defined]

    def clean_parent_id(self) -> uuid.UUID:
        return uuid.UUID(self.cleaned_data["parent_id"])


class AbolishForm(forms.Form):
    """The end of a place, and which one follows it."""

    on = DayField(label=_("First day on which it no longer exists"))
    instrument = forms.CharField(
        label=_("Approved by"), help_text=_("The decision, as printed."), max_length=200
    )
    succeeded_by_id = forms.ChoiceField(label=_("Followed by"), required=False)

    def __init__(self, *args: Any, successors: Iterable[PlaceLine], **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [("", _("none")), *((str(place.id), place.name) for place in successors)]
        self.fields["succeeded_by_id"].choices = choices  # type: ignore[attr-defined]

    def clean_succeeded_by_id(self) -> uuid.UUID | None:
        chosen = self.cleaned_data["succeeded_by_id"]
        return uuid.UUID(chosen) if chosen else None


class FiguresForm(forms.Form):
    """The figures of one year; what is left empty is not recorded."""

    year = forms.IntegerField(label=_("Year"))
    source = forms.CharField(label=_("Source"), help_text=_("Where the figures come from."), max_length=200)

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        for figure in FIGURES.values():
            self.fields[figure.key] = forms.DecimalField(
                label=f"{told(figure.name)}（{told(figure.unit)}）",
                required=False,
                max_digits=18,
                decimal_places=3,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        figures: dict[str, Decimal] = {}
        for key in FIGURES:
            value = cleaned.pop(key, None)
            if value is not None:
                figures[key] = value
        return {**cleaned, "figures": figures}
