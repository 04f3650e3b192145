"""Words of the public pages for templates: kinds, ways, acts, limits, duties in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import npgettext

from qiangzhen.county import law
from qiangzhen.kernel.authority import Mode
from qiangzhen.kernel.authority.exercise import ActKind
from qiangzhen.kernel.statutes import printed_article
from qiangzhen.portal.naming import CIRCUMSTANCES, KINDS, RANKS, STATES
from qiangzhen.portal.queries import act_names

from .qiangzhen import told

register = template.Library()


@register.filter
def power_kind(kind: str) -> str:
    return told(KINDS[kind])


@register.filter
def basis_rank(rank: str) -> str:
    """Return what a rank is called; empty where it is not known."""
    return told(RANKS[rank]) if rank else ""


@register.filter
def mandate_state(state: str) -> str:
    return told(STATES[state])


@register.filter
def circumstance(name: str) -> str:
    return told(CIRCUMSTANCES[name])


@register.filter
def way_down(mode: str) -> str:
    return told(law.packs().floor.frames[Mode(mode)].name)


@register.filter
def act_name(act: str) -> str:
    return told(act_names()[ActKind(act)])


@register.filter
def article(number: str) -> str:
    """Return "24" as laws print it."""
    return printed_article(number)


@register.filter
def duty(item: Any) -> str:
    """Return a responsibility or a ground of accountability, which older lists keep as a mapping with its text."""
    return str(item["text"]) if isinstance(item, Mapping) else str(item)


@register.filter
def limit(value: Mapping[str, Any] | None) -> str:
    """Return a time limit as people say it; empty for None."""
    if not value:
        return ""
    days = int(value["days"])
    if value.get("unit") == "working_day":
        return npgettext("portal", "%(n)s working day", "%(n)s working days", days) % {"n": days}
    return npgettext("portal", "%(n)s day", "%(n)s days", days) % {"n": days}
