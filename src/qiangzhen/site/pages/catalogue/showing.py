"""The fields of a power as lines of text, the same on pages, in differences and in copies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from qiangzhen.catalogue.queries import PowerView
from qiangzhen.site.law_words import CERTAINTIES, POWER_ACTS, POWER_KINDS
from qiangzhen.site.templatetags.law_words import article_name, ground_line, limit
from qiangzhen.site.templatetags.qiangzhen import day


def lines_of(power: PowerView, field: str) -> tuple[str, ...]:
    """Return what a field says, one line for each of its values; nothing for one that is not stated."""
    value = getattr(power, field)
    if value is None or value == "" or value == ():
        return ()
    if field in _SHOWN_BY:
        return tuple(_SHOWN_BY[field](value))
    if isinstance(value, bool):
        return (_("yes") if value else _("no"),)
    if isinstance(value, dt.date):
        return (day(value),)
    return (str(value),)


def _limit_lines(value: Mapping[str, Any]) -> list[str]:
    source = value.get("source")
    resting = f"（《{source['law']}》{article_name(str(source['article']))}）" if source else ""
    return [limit(value) + resting]


def _acts(value: Sequence[str]) -> list[str]:
    return ["、".join(str(POWER_ACTS[act]) for act in value)]


_SHOWN_BY: Mapping[str, Any] = {
    "kind": lambda value: [str(POWER_KINDS[value])],
    "certainty": lambda value: [str(CERTAINTIES[value])],
    "acts": _acts,
    "bases": lambda value: [basis.printed for basis in value],
    "responsibilities": lambda value: [str(line) for line in value],
    "accountability": lambda value: [ground_line(ground) for ground in value],
    "statutory_limit": _limit_lines,
    "promised_limit": _limit_lines,
}
