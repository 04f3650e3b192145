"""Words of law in the reader's language: {% load law_words %} {{ power.kind|power_kind }}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from qiangzhen.kernel.statutes import printed_article
from qiangzhen.site.law_words import (
    CERTAINTIES,
    DAY_UNITS,
    INSTRUMENT_KINDS,
    POWER_ACTS,
    POWER_KINDS,
    RANKS,
    RECEIVERS,
    ROW_FIELDS,
    SEVERITIES,
)

register = template.Library()


@register.filter
def power_kind(kind: str) -> str:
    """Return what a kind of power is called; empty for a kind nobody chose."""
    return str(POWER_KINDS[kind]) if kind else ""


@register.filter
def rank_name(rank: str) -> str:
    """Return what a rank is called; empty for one that is not known."""
    return str(RANKS[rank]) if rank else ""


@register.filter
def power_act(act: str) -> str:
    return str(POWER_ACTS[act])


@register.filter
def receiver_kind(kind: str) -> str:
    return str(RECEIVERS[kind])


@register.filter
def instrument_kind(kind: str) -> str:
    return str(INSTRUMENT_KINDS[kind])


@register.filter
def certainty_name(certainty: str) -> str:
    return str(CERTAINTIES[certainty])


@register.filter
def shown_as(severity: str) -> str:
    """Return how a finding of a severity is shown: bad, warn, plain."""
    return SEVERITIES[severity]


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """Return what stands under a key; the key itself where nothing does."""
    return values.get(key, key)


@register.filter
def ground_line(ground: Any) -> str:
    """Return one ground for accountability with the article it rests on."""
    if not isinstance(ground, Mapping):
        return str(ground)
    basis = ground.get("basis")
    if not basis:
        return str(ground["text"])
    return f"{ground['text']}（《{basis['law']}》{article_name(str(basis['article']))}）"


@register.filter
def field_name(name: str) -> str:
    """Return what a field of a row is called."""
    return str(ROW_FIELDS[name])


@register.filter
def limit(value: Mapping[str, Any] | None) -> str:
    """Return 20个工作日 for {days, unit}; empty for None."""
    if not value:
        return ""
    unit = str(DAY_UNITS[value["unit"]])
    return f"{value['days']} {unit}" if _in_english() else f"{value['days']}个{unit}"


@register.filter
def article_name(article: str) -> str:
    """Return 第二十四条 for 24, or article 24 in English."""
    return f"article {article}" if _in_english() else printed_article(article)


def _in_english() -> bool:
    return (get_language() or "").startswith("en")
