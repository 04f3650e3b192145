"""What is asked of mandates, and what is typed when one is changed; the actions judge it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiangzhen.agencies.queries import BodyLine, list_bodies
from qiangzhen.catalogue.searching import find_powers
from qiangzhen.documents.models import InstrumentKind
from qiangzhen.kernel.authority.exercise import ActKind
from qiangzhen.mandates.actions import Correction
from qiangzhen.mandates.queries import MandateFilter, MandateView
from qiangzhen.places.queries import list_places
from qiangzhen.site.acts import DayField
from qiangzhen.site.law_words import POWER_ACTS, POWER_KINDS
from qiangzhen.site.mandate_words import CIRCUMSTANCES, STATES, mode_choices

from ..agencies.forms import ChosenKeyField
from ..handing_down.choosing import keys_of
from ..papers import PaperFields

_MOST_FOUND = 2000
_LINES = 3


class MomentField(forms.DateTimeField):
    """A moment on the county's clock, typed or chosen; a day alone means its end."""

    def __init__(self, **how: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **how)

    def clean(self, value: Any) -> dt.datetime | None:
        if isinstance(value, str) and len(value) == len("2026-03-05"):
            value = f"{value}T23:59:59"
        moment: dt.datetime | None = super().clean(value)
        try:
            return moment and moment.astimezone(dt.UTC).astimezone(moment.tzinfo)
        except OverflowError:  # at the edge of the calendar there is no such moment in another zone
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class AsOf(forms.Form):
    """On which day something held, as far as was known when."""

    on = DayField(label=_("In force on"), required=False)
    known_at = MomentField(label=_("As known at"), required=False)

    @property
    def asked_on(self) -> dt.date:
        """Return the day of a valid form; today when none is given."""
        return self.cleaned_data.get("on") or timezone.localdate()


class MandatesFilter(AsOf):
    """What a list of mandates is narrowed to, as it stands in the address."""

    q = forms.CharField(label=_("Power: name, code, law or initials"), required=False, max_length=200)
    holder = ChosenKeyField(label=_("Held by"), required=False)
    giver = ChosenKeyField(label=_("Handed down by"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *POWER_KINDS.items()])
    mode = forms.ChoiceField(label=_("Way down"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *STATES.items()])
    instrument = forms.UUIDField(required=False, widget=forms.HiddenInput)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order: Iterable[str] | None = ("q", "holder", "giver", "kind", "mode", "state", "on", "known_at")

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        bodies = list_bodies(with_abolished=True)
        fields: dict[str, Any] = self.fields
        for name, rows in (("holder", receiving(bodies)), ("giver", departments(bodies))):
            fields[name].choices = [("", _("all")), *((str(row.id), row.name) for row in rows)]
        fields["mode"].choices = [("", _("all")), *mode_choices()]

    def narrowed(self) -> MandateFilter:
        """Return the filter a valid form asks for."""
        asked = self.cleaned_data
        found = None
        if asked["q"]:
            found = find_powers(query=asked["q"], published_only=False, count=_MOST_FOUND)
        return MandateFilter(
            on=asked["on"],
            told_on=None if asked["on"] else timezone.localdate(),
            known_at=asked["known_at"],
            power_ids=found,
            holder_id=asked["holder"],
            giver_id=asked["giver"],
            mode=asked["mode"],
            state=asked["state"],
            kind=asked["kind"],
            instrument_id=asked["instrument"],
        )


class MatrixFilter(AsOf):
    """Which part of the matrix to show."""

    q = forms.CharField(label=_("Power: name, code, law or initials"), required=False, max_length=200)
    department = ChosenKeyField(label=_("Department"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *POWER_KINDS.items()])
    township = ChosenKeyField(label=_("Township"), required=False)
    mode = forms.ChoiceField(label=_("Way down"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *STATES.items()])
    everything = forms.BooleanField(label=_("Powers nobody holds, too"), required=False)
    after = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    field_order: Iterable[str] | None = (
        "q",
        "department",
        "kind",
        "township",
        "mode",
        "state",
        "on",
        "known_at",
        "everything",
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        bodies = list_bodies()
        fields: dict[str, Any] = self.fields
        for name, rows in (("department", departments(bodies)), ("township", receiving(bodies))):
            fields[name].choices = [("", _("all")), *((str(row.id), row.name) for row in rows)]
        fields["mode"].choices = [("", _("all")), *mode_choices()]


class WhoMayForm(AsOf):
    """May this body do this act of this power here?"""

    on = DayField(label=_("Day of the act"), required=False)
    body = ChosenKeyField(label=_("Body"))
    power = forms.CharField(label=_("Power"), max_length=300, help_text=_("Code, name or pinyin initials."))
    act = forms.ChoiceField(label=_("Act"), choices=[(act.value, POWER_ACTS[act.value]) for act in ActKind])
    place = ChosenKeyField(label=_("Place of the act"))
    circumstances = forms.MultipleChoiceField(
        label=_("The matter is"),
        required=False,
        choices=list(CIRCUMSTANCES.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    field_order: Iterable[str] | None = ("power", "act", "body", "place", "on", "circumstances", "known_at")

    def __init__(self, *args: Any, bodies: Sequence[BodyLine], **how: Any) -> None:
        super().__init__(*args, **how)
        fields: dict[str, Any] = self.fields
        fields["body"].offer(bodies)
        fields["place"].offer(list_places())


class ChangeForm(PaperFields):
    """From which day, by which paper and why something changes."""

    start = DayField(label=_("From"), help_text=_("The first day on which it is so."))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": _LINES}))


class PeriodForm(ChangeForm):
    """A change for some days."""

    end = DayField(
        label=_("Until"),
        required=False,
        help_text=_("The first day it is no longer so. Empty: until further notice."),
    )
    field_order: Iterable[str] | None = ("start", "end", "reason")


class TakeOverForm(PeriodForm):
    """The county acts instead, and what shows that the holder did not."""

    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("When it was urged to act, and what came of it. Stands in the ledger."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": _LINES}),
    )
    field_order: Iterable[str] | None = ("start", "end", "reason", "evidence")


class WithdrawForm(ChangeForm):
    """Which mandates are taken back."""

    lines = forms.MultipleChoiceField(label=_("Mandates"), widget=forms.CheckboxSelectMultiple)
    field_order: Iterable[str] | None = ("lines", "start", "reason")
    usual_kind = InstrumentKind.WITHDRAWAL

    def __init__(self, *args: Any, mandates: Sequence[MandateView], **how: Any) -> None:
        super().__init__(*args, **how)
        named = {str(m.line): f"{m.power_name} · {m.holder} · {m.power_code}" for m in mandates}
        field: Any = self.fields["lines"]
        field.choices = list(named.items())
        field.initial = list(named)

    def clean_lines(self) -> list[uuid.UUID]:
        return keys_of(self.cleaned_data["lines"])


class CorrectForm(PaperFields):
    """What a mandate should have said from the start; filled with what it says now."""

    valid_from = DayField(label=_("In force from"))
    valid_to = DayField(
        label=_("Holds until"),
        required=False,
        help_text=_("The first day it no longer holds. Empty: no end is set."),
    )
    acts = forms.MultipleChoiceField(label=_("Acts"), widget=forms.CheckboxSelectMultiple)
    area = ChosenKeyField(label=_("Area covered"))
    reserved = forms.MultipleChoiceField(
        label=_("Stays with the department"),
        required=False,
        choices=list(CIRCUMSTANCES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("What was wrong"), max_length=500, widget=forms.Textarea(attrs={"rows": _LINES})
    )
    field_order: Iterable[str] | None = ("valid_from", "valid_to", "acts", "area", "reserved", "reason")

    def __init__(self, *args: Any, acts: Sequence[str], **how: Any) -> None:
        super().__init__(*args, **how)
        fields: dict[str, Any] = self.fields
        fields["acts"].choices = [(act, POWER_ACTS[act]) for act in acts]
        fields["area"].offer(list_places())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            stated = {
                name: cleaned.pop(name) for name in ("valid_from", "valid_to", "acts", "area", "reserved")
            }
            cleaned["correction"] = Correction(**stated, endless=stated["valid_to"] is None)
        return cleaned


def departments(bodies: Sequence[BodyLine]) -> list[BodyLine]:
    """Return the bodies that hold powers by law."""
    return [body for body in bodies if body.kind in ("department", "county_government")]


def receiving(bodies: Sequence[BodyLine]) -> list[BodyLine]:
    """Return the bodies that receive powers, village committees apart."""
    kinds = ("town", "township", "subdistrict", "park", "dispatched_body", "public_institution")
    return sorted((body for body in bodies if body.kind in kinds), key=lambda body: kinds.index(body.kind))
