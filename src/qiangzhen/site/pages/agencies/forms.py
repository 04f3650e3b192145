"""What is typed about bodies, people and accounts; the actions judge it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiangzhen.agencies.queries import BodyLine, PersonDetail, UnitLine
from qiangzhen.places.queries import PlaceLine
from qiangzhen.site.acts import DayField
from qiangzhen.site.words import BODY_KINDS, CERTIFICATES, ROLES

_KNOWN = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]
_REASON = _("The reason stands in the ledger beside your name.")


class ChosenKeyField(forms.ChoiceField):
    """A row chosen from a list; its key, or None when nothing is chosen."""

    def __init__(self, *, rows: Iterable[Any] = (), **how: Any) -> None:
        super().__init__(**how)
        self.offer(rows)

    def offer(self, rows: Iterable[Any]) -> None:
        nothing = [] if self.required else [("", _("none"))]
        self.choices = [*nothing, *((str(row.id), row.name) for row in rows)]

    def clean(self, value: Any) -> uuid.UUID | None:
        chosen = super().clean(value)
        return uuid.UUID(chosen) if chosen else None


class KnownField(forms.ChoiceField):
    """Yes, no, or not known: the law asks it, and a guess would decide."""

    def __init__(self, **how: Any) -> None:
        super().__init__(choices=_KNOWN, required=False, **how)

    def clean(self, value: Any) -> bool | None:
        return {"yes": True, "no": False, "": None}[super().clean(value)]


class BodiesFilter(forms.Form):
    """Which bodies to show."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *BODY_KINDS.items()])
    with_abolished = forms.BooleanField(label=_("Abolished ones, too"), required=False)


class PeoplePage(forms.Form):
    """Where the next page of people begins."""

    after = forms.UUIDField(required=False)


class AliasesField(forms.CharField):
    """Names under which papers print a body, one a line."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Other names"),
            help_text=_("Names under which published lists print it, one a line, such as 应急, 应急局."),
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class DescribeBodyForm(forms.Form):
    """What is known of a body."""

    short_name = forms.CharField(label=_("Short name"), max_length=64)
    aliases = AliasesField()
    credit_code = forms.CharField(label=_("Unified social credit code"), required=False, max_length=18)
    is_administrative_organ = KnownField(
        label=_("Administrative organ"),
        help_text=_(
            "Matters for a park or an institution (行政许可法 24): a licence may be entrusted to an organ only."
        ),
    )
    has_centralised_penalty_power = KnownField(
        label=_("Relatively centralised penalty power"), help_text=_("Granted under 行政处罚法 18.")
    )
    instrument = forms.CharField(
        label=_("According to"), help_text=_("The paper it rests on, as printed."), max_length=200
    )


class EstablishBodyForm(forms.Form):
    """A new body."""

    name = forms.CharField(label=_("Name"), max_length=128)
    short_name = forms.CharField(label=_("Short name"), max_length=64)
    key = forms.CharField(
        label=_("Short key"), help_text=_("A short lasting name in small letters for files and commands, such as yingji."),
        max_length=64,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=list(BODY_KINDS.items()))
    place_id = ChosenKeyField(label=_("Area it serves"))
    parent_id = ChosenKeyField(label=_("Belongs to"), required=False)
    aliases = AliasesField()
    credit_code = forms.CharField(label=_("Unified social credit code"), required=False, max_length=18)
    is_administrative_organ = KnownField(label=_("Administrative organ"))
    has_centralised_penalty_power = KnownField(label=_("Relatively centralised penalty power"))
    established_on = DayField(label=_("Founded on"), required=False)

    def __init__(
        self, *args: Any, places: Iterable[PlaceLine], bodies: Iterable[BodyLine], **how: Any
    ) -> None:
        super().__init__(*args, **how)
        self.fields["place_id"].offer(places)  # type: ignore[attr-defined]
        self.fields["parent_id"].offer(bodies)  # type: ignore[attr-defined]


class RenameBodyForm(forms.Form):
    """Another name from a day on."""

    name = forms.CharField(label=_("New name"), max_length=128)
    short_name = forms.CharField(label=_("Short name"), max_length=64)
    on = DayField(label=_("In force from"))
    instrument = forms.CharField(
        label=_("Approved by"), help_text=_("The decision, as printed."), max_length=200
    )


class AbolishBodyForm(forms.Form):
    """The end of a body, and which one follows it."""

    on = DayField(label=_("First day on which it no longer exists"))
    instrument = forms.CharField(
        label=_("Approved by"), help_text=_("The decision, as printed."), max_length=200
    )
    succeeded_by_id = ChosenKeyField(label=_("Followed by"), required=False)

    def __init__(self, *args: Any, bodies: Iterable[BodyLine], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["succeeded_by_id"].offer(bodies)  # type: ignore[attr-defined]


class UnitForm(forms.Form):
    """A new inner unit."""

    name = forms.CharField(label=_("Name"), max_length=128)


class EmployForm(forms.Form):
    """Somebody who works for the county."""

    name = forms.CharField(label=_("Full name"), max_length=64)
    citizen_number = forms.CharField(
        label=_("Citizen number"), help_text=_("Encrypted when stored, and shown masked."), required=False, max_length=18,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Mobile number"), help_text=_("Encrypted when stored, and shown masked."), required=False, max_length=11,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip


class RevealForm(forms.Form):
    """Which number, and why."""

    field = forms.ChoiceField(label=_("Which number"))
    reason = forms.CharField(label=_("Reason"), help_text=_REASON, max_length=300)

    def __init__(self, *args: Any, person: PersonDetail, **how: Any) -> None:
        super().__init__(*args, **how)
        choices: list[tuple[str, Any]] = [
            ("citizen_number", _("Citizen number")),
            ("phone", _("Mobile number")),
        ]
        for certificate in person.certificates:
            printed = f"{CERTIFICATES[certificate.kind]} {certificate.number_masked}"
            choices.append((f"certificate_number:{certificate.id}", printed))
        self.fields["field"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        field, _colon, certificate = cleaned.get("field", "").partition(":")
        return cleaned | {"field": field, "certificate_id": uuid.UUID(certificate) if certificate else None}


class ChooseBodyForm(forms.Form):
    """The body in which a post is given."""

    body_id = ChosenKeyField(label=_("Body"))

    def __init__(self, *args: Any, bodies: Iterable[BodyLine], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["body_id"].offer(bodies)  # type: ignore[attr-defined]


class AppointForm(forms.Form):
    """A post for a period."""

    unit_id = ChosenKeyField(label=_("Inner unit"), required=False)
    title = forms.CharField(label=_("Title of the post"), max_length=64)
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=list(ROLES.items()), widget=forms.CheckboxSelectMultiple,
        help_text=_("What the post may do here follows from its roles."),
    )  # fmt: skip
    jurisdiction_id = ChosenKeyField(
        label=_("Confined to"), help_text=_("Left open, it reaches as far as its body."), required=False
    )
    valid_from = DayField(label=_("Held from"))
    valid_to = DayField(label=_("First day no longer held"), required=False)

    def __init__(
        self, *args: Any, units: Iterable[UnitLine], places: Iterable[PlaceLine], **how: Any
    ) -> None:
        super().__init__(*args, **how)
        self.fields["unit_id"].offer(units)  # type: ignore[attr-defined]
        self.fields["jurisdiction_id"].offer(places)  # type: ignore[attr-defined]


class EndPostForm(forms.Form):
    """The end of a post."""

    on = DayField(label=_("First day no longer held"))


class CertificateForm(forms.Form):
    """A certificate."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(CERTIFICATES.items()))
    number = forms.CharField(
        label=_("Certificate number"), help_text=_("Encrypted when stored, and shown masked."), max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    issuer = forms.CharField(label=_("Issued by"), max_length=128)
    issued_on = DayField(label=_("Issued on"))
    expires_on = DayField(label=_("First day it no longer holds"))


class RevokeForm(forms.Form):
    """The end of a certificate before its time."""

    on = DayField(label=_("First day it no longer holds"))
    reason = forms.CharField(label=_("Reason"), help_text=_REASON, max_length=300)


class OpenAccountForm(forms.Form):
    """An account with its first password."""

    username = forms.CharField(
        label=_("Account name"),
        help_text=_("Small letters and digits, with . _ - between them."),
        max_length=64,
    )
    password = forms.CharField(
        label=_("First password"), help_text=_("At least 10 characters; the person changes it after signing in."),
        strip=False, max_length=256, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip


class PasswordForm(forms.Form):
    """Another password for an account, with the reason."""

    password = forms.CharField(
        label=_("New password"), strip=False, max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), help_text=_REASON, max_length=300)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), help_text=_REASON, max_length=300)
