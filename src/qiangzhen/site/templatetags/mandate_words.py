"""Words of handing down in the reader's language: {% load mandate_words %} {{ row.mode|mode_name }}."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from qiangzhen.county import law
from qiangzhen.kernel.statutes import Source
from qiangzhen.site import mandate_words as words
from qiangzhen.site.law_words import POWER_ACTS
from qiangzhen.site.templatetags.qiangzhen import enumerated, told

register = template.Library()


@register.filter
def mode_name(mode: str) -> str:
    return words.mode_name(mode)


@register.filter
def record_name(entered_as: str) -> str:
    return str(words.RECORDS[entered_as])


@register.filter
def mandate_state(state: str) -> str:
    return str(words.STATES[state])


@register.filter
def outcome_name(outcome: str) -> str:
    return str(words.OUTCOMES[outcome])


@register.filter
def outcome_sign(outcome: str) -> str:
    """Return how an outcome is shown: good, warn, bad."""
    return words.OUTCOME_SIGNS[outcome]


@register.filter
def party(value: str) -> str:
    return str(words.PARTIES[value])


@register.filter
def review_organ(value: str) -> str:
    return str(words.REVIEW_ORGANS[value])


@register.filter
def act_names(acts: Iterable[str]) -> str:
    """Return several acts in one line."""
    return enumerated(str(POWER_ACTS[act]) for act in acts)


@register.filter
def circumstance_names(circumstances: Iterable[str]) -> str:
    """Return several circumstances in one line; empty for none."""
    return enumerated(str(words.CIRCUMSTANCES[one]) for one in circumstances)


@register.filter
def field_label(field: str) -> str:
    """Return what a field of the question of ways down is called."""
    return told(law.packs().floor.field_label(field))


@register.filter
def source_name(source: Source) -> str:
    """Return an article as a reply cites it, or the title and clause of a pack's document."""
    packs = law.packs()
    if source.document is None or source.document not in packs:
        return str(source)
    clause = source.clause or ""
    return f"《{told(packs[source.document].title)}》{f'第{clause}条' if clause.isdigit() else clause}"
