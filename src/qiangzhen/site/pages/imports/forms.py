"""What is uploaded, filtered and typed while a list is loaded."""

from __future__ import annotations

import dataclasses
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from qiangzhen.agencies.queries import list_bodies
from qiangzhen.catalogue.queries import RowView
from qiangzhen.catalogue.stated import StatedRow
from qiangzhen.site.acts import DayField
from qiangzhen.site.law_words import POWER_ACTS, POWER_KINDS

from ..agencies.forms import ChosenKeyField
from ..catalogue.forms import SCHEMES


class UploadForm(forms.Form):
    """The file of a list."""

    file = forms.FileField(
        label=_("File of the list"),
        allow_empty_file=True,
        help_text=_("Word (.docx), Excel (.xlsx, .xls), CSV, a saved web page, or plain text."),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.xls,.ods,.csv,.tsv,.txt,.html,.htm,.md"}),
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        limit = settings.UPLOAD_LIMIT_MB
        told = _("This file is larger than %(limit)s MB.") % {"limit": limit}
        self.fields["file"].widget.attrs |= {"data-limit-mb": str(limit), "data-too-large": told}


class RowsFilter(forms.Form):
    """Which rows to show."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("all rows")),
            ("doubtful", _("with doubts")),
            ("pending", _("undecided")),
            ("accept", _("accepted")),
            ("mend", _("mended")),
            ("leave", _("left out")),
        ],
    )
    after = forms.IntegerField(required=False, min_value=0)


class MendForm(forms.Form):
    """One row as it shall enter the catalogue."""

    name = forms.CharField(label=_("Name"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", "—"), *POWER_KINDS.items()])
    holder = ChosenKeyField(label=_("Holder"), required=False)
    bases = forms.CharField(
        label=_("Legal bases as printed"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They are read again when you save."),
    )
    opinion = forms.CharField(
        label=_("Printed opinion"), required=False, widget=forms.Textarea(attrs={"rows": 1})
    )
    acts = forms.MultipleChoiceField(
        label=_("Acts"),
        required=False,
        choices=list(POWER_ACTS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: the usual acts of the kind."),
    )
    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=64,
        help_text=_("Proposed by the county's rule; you may give another."),
    )
    code_scheme = forms.ChoiceField(label=_("Kind of code"), choices=SCHEMES)
    code_note = forms.CharField(label=_("Why an older code is kept"), required=False, max_length=300)
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: RowView, **how: Any) -> None:
        initial = {**row.stated.as_json(), "seen_revision": row.revision}
        super().__init__(*args, **{**how, "initial": initial})
        self._row = row
        holder: Any = self.fields["holder"]
        holder.offer(list_bodies())

    def stated(self) -> StatedRow:
        """Return the row as typed; a code left as it was stays a proposed one."""
        said = self.cleaned_data
        before = self._row.stated
        code = said["code"].strip()
        return dataclasses.replace(
            before,
            name=said["name"].strip(),
            kind=said["kind"],
            holder=str(said["holder"] or ""),
            bases=said["bases"].strip(),
            opinion=said["opinion"].strip(),
            acts=tuple(said["acts"]),
            code=code,
            code_scheme=said["code_scheme"],
            code_note=said["code_note"].strip(),
            code_proposed=before.code_proposed and code == before.code,
        )


class ReasonForm(forms.Form):
    """Why something is left out or abandoned."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ApplyForm(forms.Form):
    """From when the applied powers are in force."""

    valid_from = DayField(
        label=_("In force from"),
        help_text=_("New powers and new versions begin on this day. They are drafts until published."),
    )
