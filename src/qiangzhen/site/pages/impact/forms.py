"""What is supposed to fall, and when."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qiangzhen.county import law
from qiangzhen.documents.queries import list_instruments
from qiangzhen.mandates.impact import Supposition, list_resting_titles
from qiangzhen.site.acts import DayField

_ARTICLE = re.compile(r"第?([1-9][0-9]*)条?(?:[-之]([1-9][0-9]*))?")
_OFFERED = 200


class SuppositionForm(forms.Form):
    """A law with an article or without, or a paper; and the day."""

    statute = forms.ChoiceField(label=_("Law"), required=False)
    article = forms.CharField(
        label=_("Article"),
        required=False,
        max_length=16,
        help_text=_("Such as 24. Empty: the whole law falls."),
    )
    instrument = forms.ChoiceField(label=_("Or a paper"), required=False)
    on = DayField(label=_("Falls on"), help_text=_("The first day it no longer holds."))

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        fields: dict[str, Any] = self.fields
        nothing = ("", _("— choose —"))
        fields["statute"].choices = [
            nothing,
            *(resting := list_resting_titles()),
            *self._asked_statute(dict(resting)),
        ]
        papers = [(str(paper.id), paper.printed) for paper in list_instruments(count=_OFFERED)]
        fields["instrument"].choices = [nothing, *papers]
        fields["on"].initial = timezone.localdate

    def _asked_statute(self, resting: dict[str, str]) -> list[tuple[str, str]]:
        """Return the statute that is asked about where nothing rests on it yet."""
        asked = self.data.get("statute", "")
        known = law.statutes().statutes.get(asked)
        return [(asked, known.title)] if known and asked not in resting else []

    def clean_article(self) -> str:
        """Return the article as the register names it: 24, or 63-1 for 第63条之一."""
        typed = self.cleaned_data["article"].strip()
        if not typed:
            return ""
        found = _ARTICLE.fullmatch(typed)
        if found is None:
            raise ValidationError(gettext("Write the article as a number, such as 24 or 63-1."))
        return "-".join(part for part in found.groups() if part)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("statute")) == bool(cleaned.get("instrument")):
            raise ValidationError(gettext("Choose either a law or a paper."))
        return cleaned

    def supposition(self) -> Supposition:
        """Return what a valid form supposes."""
        asked = self.cleaned_data
        if asked["instrument"]:
            return Supposition(on=asked["on"], instrument_id=uuid.UUID(asked["instrument"]))
        return Supposition(
            on=asked["on"], statute=asked["statute"], title=self.printed(), article=asked["article"]
        )

    def printed(self) -> str:
        """Return what is supposed to fall, in words."""
        asked = self.cleaned_data
        field: Any = self.fields["instrument" if asked["instrument"] else "statute"]
        chosen = asked["instrument"] or asked["statute"]
        return next(str(name) for key, name in field.choices if key == chosen)
