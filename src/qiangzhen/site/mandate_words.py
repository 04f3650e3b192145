"""What the words of handing down are called on pages: states, outcomes, circumstances, parties, records; and how they show."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiangzhen.county import law
from qiangzhen.kernel.authority import Mode
from qiangzhen.site.templatetags.qiangzhen import told

STATES: Mapping[str, Promise] = {
    "granted": _("granted"),
    "suspended": _("suspended"),
    "taken_over": _("taken over"),
}

RECORDS: Mapping[str, Promise] = {
    "granted": _("granted"),
    "corrected": _("corrected"),
    "suspended": _("suspended"),
    "resumed": _("resumed"),
    "taken_over": _("taken over"),
    "withdrawn": _("withdrawn"),
}

OUTCOMES: Mapping[str, Promise] = {
    "permit": _("permitted"),
    "conditional": _("on conditions"),
    "forbid": _("forbidden"),
}

OUTCOME_SIGNS: Mapping[str, str] = {"permit": "good", "conditional": "warn", "forbid": "bad"}
"""How ``<c-state>`` shows an outcome."""

CIRCUMSTANCES: Mapping[str, Promise] = {
    "major": _("major or complex matters"),
    "cross_township": _("matters across townships"),
}

PARTIES: Mapping[str, Promise] = {"giver": _("the department"), "receiver": _("the receiver")}

REVIEW_ORGANS: Mapping[str, Promise] = {"county_government": _("the county government")}


def mode_name(mode: str) -> str:
    """Return what a way down is called in law, in the reader's language."""
    return told(law.packs().floor.frames[Mode(mode)].name)


def mode_choices() -> list[tuple[str, str]]:
    """Return the six ways as choices of a form, in the order of the forms of commands."""
    return [(mode.value, mode_name(mode.value)) for mode in Mode]
