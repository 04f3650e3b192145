"""Small words for templates: dates as people say them, texts in the reader's language."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.translation import get_language

register = template.Library()

_WEEKDAYS = "一二三四五六日"


@register.filter
def day(value: dt.date | None) -> str:
    """Return 2026年3月5日（星期四）, or Thu 5 Mar 2026 in English; empty for None."""
    if value is None:
        return ""
    if (get_language() or "").startswith("en"):
        return f"{value:%a} {value.day} {value:%b %Y}"
    return f"{value.year}年{value.month}月{value.day}日（星期{_WEEKDAYS[value.weekday()]}）"


@register.filter
def told(value: Any) -> str:
    """Return the sentence of a two-language text (``.zh`` and ``.en``, or a mapping) in the reader's language."""
    language = "en" if (get_language() or "").startswith("en") else "zh"
    if isinstance(value, dict):
        return str(value[language])
    return str(getattr(value, language))
