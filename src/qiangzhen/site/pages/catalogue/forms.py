"""What is typed about a power; the actions judge it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiangzhen.agencies.queries import list_bodies
from qiangzhen.catalogue.bases import read_bases
from qiangzhen.catalogue.drafts import BASIC_SCHEME, BasisDraft, PowerDraft
from qiangzhen.catalogue.queries import PowerView
from qiangzhen.site.acts import DayField
from qiangzhen.site.law_words import CERTAINTIES, DAY_UNITS, POWER_ACTS, POWER_KINDS, RANKS, RECEIVERS

from ..agencies.forms import ChosenKeyField, KnownField

LEGACY_SCHEME = "legacy"
SCHEMES = [(BASIC_SCHEME, _("basic code of 12 characters")), (LEGACY_SCHEME, _("older code, kept as it is"))]
_NAMES_NONE = "none"
_SEPARATOR = re.compile(r"[|｜]")
_NOT_KNOWN = [("", _("not known"))]


class LinesField(forms.CharField):
    """Several texts, one a line."""

    def __init__(self, *, rows: int = 5, **how: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **how)

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class GroundsField(forms.CharField):
    """Grounds for accountability, one a line, each perhaps with its law and article: text｜law｜article."""

    def __init__(self, **how: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 5}), **how)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        grounds: list[dict[str, Any]] = []
        lines = [line.strip() for line in super().clean(value).splitlines()]
        for line in filter(None, lines):
            parts = [part.strip() for part in _SEPARATOR.split(line)]
            if len(parts) not in (1, 3) or not all(parts):
                raise forms.ValidationError(
                    _("Write “%(line)s” as text alone, or as text｜law｜article."), params={"line": line}
                )
            basis = {"law": parts[1].strip("《》"), "article": parts[2]} if len(parts) == 3 else None
            grounds.append({"text": parts[0], "basis": basis})
        return grounds


class PowerForm(forms.Form):
    """All that is stated of a power beside its bases."""

    name = forms.CharField(label=_("Name"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "—"), *POWER_KINDS.items()])
    holder = ChosenKeyField(
        label=_("Holder"),
        help_text=_("The body that holds the power by law, before anything is handed down."),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=64,
        help_text=_("Twelve characters, such as 000225901000. It never changes later."),
    )
    code_scheme = forms.ChoiceField(label=_("Kind of code"), choices=SCHEMES)
    code_note = forms.CharField(label=_("Why an older code is kept"), required=False, max_length=300)
    acts = forms.MultipleChoiceField(
        label=_("Acts"),
        required=False,
        choices=list(POWER_ACTS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: the usual acts of the kind."),
    )
    responsibilities = LinesField(
        label=_("Responsibilities"), help_text=_("One a line, in the order of the work.")
    )
    accountability = GroundsField(
        label=_("Grounds for accountability"),
        help_text=_("One a line; where a law says so: text｜law｜article."),
    )
    statutory_days = forms.IntegerField(
        label=_("Statutory time limit"), required=False, min_value=1, max_value=9999
    )
    statutory_unit = forms.ChoiceField(
        label=_("Unit of the statutory limit"), required=False, choices=list(DAY_UNITS.items())
    )
    statutory_law = forms.CharField(label=_("Law that sets it"), required=False, max_length=300)
    statutory_article = forms.RegexField(
        label=_("Article"),
        required=False,
        regex=r"^[1-9][0-9]*(-[1-9][0-9]*)?$",
        help_text=_("Digits, such as 24 or 63-1."),
    )
    promised_days = forms.IntegerField(
        label=_("Promised time limit"), required=False, min_value=1, max_value=9999
    )
    promised_unit = forms.ChoiceField(
        label=_("Unit of the promised limit"), required=False, choices=list(DAY_UNITS.items())
    )
    restricts_liberty = KnownField(label=_("Restricts personal liberty"))
    reserved_to_county_or_above = KnownField(label=_("A law reserves it to the county or above"))
    follows_penalty_power = KnownField(label=_("Goes with the power to penalise"))
    certainty = forms.ChoiceField(
        label=_("How sure this is"), choices=list(CERTAINTIES.items()), initial="unverified"
    )
    valid_from = DayField(label=_("In force from"))
    note = forms.CharField(label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, own_body: Any = None, **how: Any) -> None:
        super().__init__(*args, **how)
        bodies = list_bodies()
        holder: Any = self.fields["holder"]
        holder.offer([body for body in bodies if own_body is None or body.id == own_body])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        law, article = cleaned.get("statutory_law"), cleaned.get("statutory_article")
        if bool(law) != bool(article):
            self.add_error("statutory_article", _("Give law and article together, or neither."))
        if (law or article) and not cleaned.get("statutory_days"):
            self.add_error("statutory_days", _("Give the days the law sets."))
        return cleaned

    def draft(self, *, bases: Sequence[BasisDraft], before: PowerView | None = None) -> PowerDraft:
        """Return what was typed as a draft; the code and source of an existing power stay."""
        said = self.cleaned_data
        copied = (
            "name", "kind", "holder", "acts", "responsibilities", "accountability", "restricts_liberty",
            "reserved_to_county_or_above", "follows_penalty_power", "certainty", "valid_from", "note",
        )  # fmt: skip
        return PowerDraft(
            code=before.code if before else said["code"].strip(),
            code_scheme=before.code_scheme if before else said["code_scheme"],
            code_note=before.code_note if before else said["code_note"],
            bases=bases,
            statutory_limit=_limit(said, "statutory"),
            promised_limit=_limit(said, "promised"),
            source=before.source if before else {"entered": "by hand"},
            **{name: said[name] for name in copied},
        )


class BasisForm(forms.Form):
    """One legal basis: as printed, and what its text says that matters for handing down."""

    printed = forms.CharField(
        label=_("As printed"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("《Title》 with number and article, as the list prints it."),
    )
    rank = forms.ChoiceField(
        label=_("Rank"), required=False, choices=[("", _("as the register of statutes says")), *RANKS.items()]
    )
    names_receiver = forms.MultipleChoiceField(
        label=_("Receivers the basis itself names"),
        required=False,
        choices=[(_NAMES_NONE, _("names none")), *RECEIVERS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: nobody looked yet."),
    )
    allows_entrustment = KnownField(label=_("Allows entrustment"))
    in_force_to = DayField(label=_("Ceases to hold on"), required=False)

    def drafts(self, before: Mapping[str, BasisDraft]) -> list[BasisDraft]:
        """Return the bases that the printed text names, with the facts stated beside it."""
        said = self.cleaned_data
        receivers = said["names_receiver"]
        facts = {
            "rank": said["rank"],
            "names_receiver": [kind for kind in receivers if kind != _NAMES_NONE] if receivers else None,
            "allows_entrustment": said["allows_entrustment"],
            "in_force_to": said["in_force_to"],
        }
        printed = said["printed"].strip()
        read = [before[printed]] if printed in before else read_bases(printed)
        return [dataclasses.replace(basis, **facts) for basis in read]


BasisForms = forms.formset_factory(BasisForm, extra=1, max_num=60, validate_max=True, can_delete=True)


class RetireForm(forms.Form):
    """When and why a power ends."""

    on = DayField(
        label=_("Last day is the day before"),
        help_text=_("The first day on which the power no longer exists."),
    )
    reason = forms.CharField(
        label=_("Reason and basis"),
        help_text=_("Such as the paper that abolished it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishForm(forms.Form):
    """Which drafts are published, and when."""

    on = DayField(label=_("Published on"))
    powers = forms.TypedMultipleChoiceField(label=_("Powers"), coerce=str)


def initial_of(power: PowerView) -> dict[str, Any]:
    """Return what a form of an existing power starts from."""
    copied = (
        "name", "kind", "holder_id", "code", "code_scheme", "code_note", "acts", "certainty", "valid_from", "note",
    )  # fmt: skip
    known = {None: "", True: "yes", False: "no"}
    source = (power.statutory_limit or {}).get("source") or {}
    return {
        **{name: getattr(power, name) for name in copied},
        "holder": str(power.holder_id),
        "acts": list(power.acts),
        "responsibilities": "\n".join(str(line) for line in power.responsibilities),
        "accountability": "\n".join(_ground(ground) for ground in power.accountability),
        "statutory_days": (power.statutory_limit or {}).get("days"),
        "statutory_unit": (power.statutory_limit or {}).get("unit"),
        "statutory_law": source.get("law", ""),
        "statutory_article": source.get("article", ""),
        "promised_days": (power.promised_limit or {}).get("days"),
        "promised_unit": (power.promised_limit or {}).get("unit"),
        "restricts_liberty": known[power.restricts_liberty],
        "reserved_to_county_or_above": known[power.reserved_to_county_or_above],
        "follows_penalty_power": known[power.follows_penalty_power],
        "seen_version": power.version,
    }


def initial_bases(power: PowerView) -> list[dict[str, Any]]:
    """Return what the forms of its bases start from."""
    known = {None: "", True: "yes", False: "no"}
    return [
        {
            "printed": basis.printed,
            "rank": basis.rank,
            "names_receiver": []
            if basis.names_receiver is None
            else list(basis.names_receiver) or [_NAMES_NONE],
            "allows_entrustment": known[basis.allows_entrustment],
            "in_force_to": basis.in_force_to,
        }
        for basis in power.bases
    ]


def _ground(ground: Any) -> str:
    if not isinstance(ground, Mapping):
        return str(ground)
    basis = ground.get("basis")
    return f"{ground['text']}｜{basis['law']}｜{basis['article']}" if basis else str(ground["text"])


def _limit(said: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    if not said[f"{name}_days"]:
        return None
    limit: dict[str, Any] = {"days": said[f"{name}_days"], "unit": said[f"{name}_unit"]}
    if name == "statutory" and said["statutory_law"]:
        limit["source"] = {"law": said["statutory_law"].strip("《》 "), "article": said["statutory_article"]}
    return limit
