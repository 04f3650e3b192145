"""Choose the paper an act rests on, or register it in the same act: the same fields in every form that needs one."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qiangzhen.documents.actions import InstrumentDraft
from qiangzhen.documents.models import InstrumentKind
from qiangzhen.documents.queries import list_instruments
from qiangzhen.site.acts import DayField
from qiangzhen.site.law_words import INSTRUMENT_KINDS

NEW = "new"
_OFFERED = 200
_FIELDS = ("kind", "title", "number", "issuer", "signed_on", "published_on", "published_where")


class PaperFields(forms.Form):
    """A registered paper, or the particulars of one to register; ``cleaned_data["instrument"]`` is what an action takes."""

    instrument = forms.ChoiceField(
        label=_("By which paper"),
        help_text=_("Choose a registered one, or register it here in the same act."),
    )
    paper_kind = forms.ChoiceField(
        label=_("Kind of paper"), required=False, choices=list(INSTRUMENT_KINDS.items())
    )
    paper_title = forms.CharField(label=_("Title of the paper"), required=False, max_length=300)
    paper_number = forms.CharField(
        label=_("Document number"),
        required=False,
        max_length=100,
        help_text=_("As printed, such as 长二府〔2026〕8号."),
    )
    paper_issuer = forms.CharField(label=_("Issuing organ"), required=False, max_length=200)
    paper_signed_on = DayField(label=_("Signed on"), required=False)
    paper_published_on = DayField(
        label=_("Published on"), required=False, help_text=_("Leave empty when it is not published yet.")
    )
    paper_published_where = forms.CharField(label=_("Published where"), required=False, max_length=300)

    usual_kind = InstrumentKind.COUNTY_DOCUMENT

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        registered = [(str(paper.id), paper.printed) for paper in list_instruments(count=_OFFERED)]
        field: Any = self.fields["instrument"]
        field.choices = [("", _("— choose —")), (NEW, _("Register a new paper below")), *registered]
        self.fields["paper_kind"].initial = self.usual_kind

    @property
    def paper_fields(self) -> list[forms.BoundField]:
        """Return the particulars of a new paper, those it cannot be without shown as such."""
        for name in ("kind", "title", "issuer", "signed_on"):
            self.fields[f"paper_{name}"].required = True
        return [self[f"paper_{name}"] for name in _FIELDS]

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """Return the fields that are not about the paper."""
        return [field for field in self if not field.name.startswith("paper_") and field.name != "instrument"]

    @property
    def registers(self) -> bool:
        """Return whether the form is to register a paper."""
        return self["instrument"].value() == NEW

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stated: dict[str, Any] = {name: cleaned.pop(f"paper_{name}", None) for name in _FIELDS}
        chosen = cleaned.get("instrument")
        if chosen == NEW:
            if stated["signed_on"] is None and "paper_signed_on" not in self.errors:
                self.add_error("paper_signed_on", gettext("State the day it was signed."))
            cleaned["instrument"] = InstrumentDraft(
                kind=stated["kind"] or "",
                title=stated["title"] or "",
                number=stated["number"] or "",
                issuer=stated["issuer"] or "",
                signed_on=stated["signed_on"],
                published_on=stated["published_on"],
                published_where=stated["published_where"] or "",
            )
        elif chosen:
            cleaned["instrument"] = uuid.UUID(chosen)
        return cleaned
