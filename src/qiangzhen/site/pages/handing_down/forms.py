"""What is typed when powers are handed down; the action judges it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiangzhen.catalogue.queries import PowerView
from qiangzhen.documents.models import InstrumentKind
from qiangzhen.mandates.actions import Batch
from qiangzhen.places.queries import list_places
from qiangzhen.site.acts import DayField
from qiangzhen.site.law_words import POWER_ACTS
from qiangzhen.site.mandate_words import CIRCUMSTANCES, mode_choices

from ..papers import PaperFields
from .choosing import ReceiverLine


class GrantForm(PaperFields):
    """A batch of powers, who receives them, in which way, by which paper, since when."""

    powers = forms.MultipleChoiceField(label=_("Powers"), widget=forms.CheckboxSelectMultiple)
    receivers = forms.MultipleChoiceField(label=_("Receivers"), widget=forms.CheckboxSelectMultiple)
    mode = forms.ChoiceField(label=_("Way down"), widget=forms.RadioSelect)
    valid_from = DayField(label=_("In force from"))
    valid_to = DayField(
        label=_("Holds until"),
        required=False,
        help_text=_("The first day it no longer holds. Empty: no end is set."),
    )
    acts = forms.MultipleChoiceField(
        label=_("Only these acts"),
        required=False,
        choices=list(POWER_ACTS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every act the power consists of."),
    )
    area = forms.ChoiceField(
        label=_("Only in"), required=False, help_text=_("Empty: in the whole area each receiver serves.")
    )
    reserved = forms.MultipleChoiceField(
        label=_("Stays with the department"),
        required=False,
        choices=list(CIRCUMSTANCES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    confirmed = forms.CharField(label=_("Conditions that are met"), required=False, widget=forms.HiddenInput)
    """Stands for the boxes of the preview, so that a refusal can be shown beside them."""

    usual_kind = InstrumentKind.COUNTY_DOCUMENT

    def __init__(
        self, *args: Any, powers: Sequence[PowerView], receivers: Sequence[ReceiverLine], **how: Any
    ) -> None:
        super().__init__(*args, **how)
        fields: dict[str, Any] = self.fields
        fields["powers"].choices = [(str(power.id), power.name) for power in powers]
        fields["receivers"].choices = [(str(line.id), line.name) for line in receivers]
        fields["mode"].choices = mode_choices()
        places = [(str(place.id), f"{place.name} {place.code}") for place in list_places()]
        fields["area"].choices = [("", _("the whole area of each receiver")), *places]

    def batch(self, *, confirmed: Sequence[str]) -> Batch:
        """Return the batch of a valid form."""
        asked = self.cleaned_data
        return Batch(
            powers=[uuid.UUID(key) for key in asked["powers"]],
            receivers=[uuid.UUID(key) for key in asked["receivers"]],
            mode=asked["mode"],
            instrument=asked["instrument"],
            valid_from=asked["valid_from"],
            valid_to=asked["valid_to"],
            acts=asked["acts"] or None,
            area=uuid.UUID(asked["area"]) if asked["area"] else None,
            reserved=asked["reserved"],
            confirmed=frozenset(confirmed),
        )


class PublishForm(forms.Form):
    """When and where what was handed down was made public."""

    on = DayField(label=_("Published on"), help_text=_("It gives power from this day; it cannot lie ahead."))
    where = forms.CharField(
        label=_("Published where"),
        max_length=300,
        help_text=_("Such as the county government's website or its gazette."),
    )
