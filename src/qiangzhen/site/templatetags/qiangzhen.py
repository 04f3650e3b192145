"""Small words for templates: dates as people say them, texts in the reader's language, fields with their hints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from qiangzhen.site.days import Due, describe_due

register = template.Library()

_WEEKDAYS = "一二三四五六日"


def _in_english() -> bool:
    return (get_language() or "").startswith("en")


@register.filter
def day(value: dt.date | None) -> str:
    """Return 2026年3月5日（星期四）, or Thu 5 Mar 2026 in English; empty for None."""
    if value is None:
        return ""
    if _in_english():
        return f"{value:%a} {value.day} {value:%b %Y}"
    return f"{value.year}年{value.month}月{value.day}日（星期{_WEEKDAYS[value.weekday()]}）"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """Return 2026年3月5日 14:05 in the county's time, or 5 Mar 2026 14:05 in English; empty for None."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if _in_english():
        return f"{local.day} {local:%b %Y %H:%M}"
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


@register.filter
def told(value: Any) -> str:
    """Return the sentence of a two-language text (``.zh`` and ``.en``, or a mapping) in the reader's language."""
    language = "en" if _in_english() else "zh"
    if isinstance(value, dict):
        return str(value[language])
    return str(getattr(value, language))


@register.filter
def stamp(value: str) -> str:
    """Return the moment a ledger entry prints in ISO form, in the county's time; as printed when it is none."""
    try:
        return moment(dt.datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        return value


@register.filter
def enumerated(names: Iterable[str]) -> str:
    """Return several names in one line, parted as the reader's language parts them."""
    return (", " if _in_english() else "、").join(names)


@register.filter
def due(value: dt.date) -> Due:
    """Return how long there is until a last day, seen from today."""
    return describe_due(on=value, today=timezone.localdate())


@dataclass(frozen=True, slots=True)
class DescribedField:
    """A form field whose input names its hint and its error to a screen reader."""

    bound: BoundField

    @property
    def is_group(self) -> bool:
        return isinstance(self.bound.field.widget, forms.RadioSelect)

    @property
    def is_box(self) -> bool:
        return isinstance(self.bound.field.widget, forms.CheckboxInput)

    @property
    def input(self) -> SafeString:
        described = []
        if self.bound.help_text:
            described.append(f"{self.bound.auto_id}_hint")
        if self.bound.errors:
            described.append(f"{self.bound.auto_id}_wrong")
        return self.bound.as_widget(attrs={"aria-describedby": " ".join(described)} if described else None)


@register.filter
def described(value: BoundField) -> DescribedField:
    """Return the field with its input tied to hint and error, for ``<c-field>``."""
    return DescribedField(value)


@register.simple_tag(takes_context=True)
def other_query(context: template.Context, *without: str, **instead: Any) -> str:
    """Return the query of this address without the named keys, and with others set: filters stay when a page is turned."""
    query = context["request"].GET.copy()
    for key in without:
        query.pop(key, None)
    for key, value in instead.items():
        query[key] = str(value)
    return str(query.urlencode())
