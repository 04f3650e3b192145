"""What visitors choose and type: filters of the list, the question, a receipt."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from qiangzhen.portal.naming import KINDS
from qiangzhen.portal.queries import (
    LARGEST_RECEIPT,
    Narrowing,
    Tally,
    act_names,
    list_places_to_ask,
)
from qiangzhen.site.acts import DayField
from qiangzhen.site.templatetags.qiangzhen import told


class ListFilter(forms.Form):
    """Narrows the published list."""

    township = forms.ChoiceField(required=False, label=pgettext_lazy("portal", "Township"))
    kind = forms.ChoiceField(required=False, label=pgettext_lazy("portal", "Kind of power"))
    holder = forms.ChoiceField(required=False, label=pgettext_lazy("portal", "Department"))
    q = forms.CharField(
        required=False,
        max_length=100,
        label=pgettext_lazy("portal", "Words"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, data: Any, *, townships: list[Tally], departments: list[Tally]) -> None:
        super().__init__(data)
        every = [("", pgettext("portal", "All"))]
        self._set("township", every + [(one.key, one.name) for one in townships])
        self._set("kind", every + [(kind, told(name)) for kind, name in KINDS.items()])
        self._set("holder", every + [(one.key, one.name) for one in departments])

    def narrowing(self) -> Narrowing:
        """Return what was chosen; the form must be valid."""
        chosen = self.cleaned_data
        return Narrowing(
            township=chosen["township"], kind=chosen["kind"], holder=chosen["holder"], query=chosen["q"]
        )

    def _set(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class QuestionForm(forms.Form):
    """Which act, where, on which day; the power is chosen before."""

    power = forms.CharField(widget=forms.HiddenInput)
    act = forms.ChoiceField(widget=forms.RadioSelect, label=pgettext_lazy("portal", "What would be done"))
    place = forms.ChoiceField(
        label=pgettext_lazy("portal", "Where"),
        help_text=pgettext_lazy("portal", "The township, or the village or community in it."),
    )
    on = DayField(label=pgettext_lazy("portal", "On which day"))

    def __init__(self, data: Any, *, acts: tuple[str, ...], **how: Any) -> None:
        super().__init__(data, **how)
        names = {kind.value: told(text) for kind, text in act_names().items()}
        self._set("act", [(act, names[act]) for act in acts])
        places: list[Any] = [("", pgettext("portal", "Choose a place"))]
        for township, villages in list_places_to_ask():
            places.append((township.name, [(place.code, place.name) for place in (township, *villages)]))
        self._set("place", places)

    def _set(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class ReceiptForm(forms.Form):
    """A receipt, as a file or as its text."""

    file = forms.FileField(required=False, label=pgettext_lazy("portal", "Receipt file"))
    text = forms.CharField(
        required=False,
        label=pgettext_lazy("portal", "or its text"),
        help_text=pgettext_lazy("portal", "Open the receipt file, copy everything and paste it here."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file is None and not text.strip():
            raise forms.ValidationError(pgettext("portal", "Choose a receipt file or paste its text."))
        if file is not None:
            # One byte more than may be tells that there is more.
            cleaned["content"] = file.read(LARGEST_RECEIPT + 1)
        else:
            cleaned["content"] = text.strip().encode()
        return cleaned
