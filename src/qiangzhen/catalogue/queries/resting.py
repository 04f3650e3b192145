"""What rests on a statute or article, and what is doubtful about the bases of many powers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F

from qiangzhen.kernel.statutes import Severity

from ..bases import findings_on
from ..models import Power, PowerBasis
from ..viewing import PowerFilter, PowerView, list_powers


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingPower:
    """A power whose shown version rests on a statute, with the articles it names; none: the whole."""

    power: PowerView
    articles: tuple[str, ...]


def list_powers_on_statute(
    *, statute: str, article: str = "", seen_by: uuid.UUID | None = None
) -> list[RestingPower]:
    """Return the powers whose current version rests on a statute, or on one article of it, by code."""
    rows = PowerBasis.objects.filter(statute=statute, version__power__current_id=F("version_id"))
    articles: dict[uuid.UUID, set[str]] = defaultdict(set)
    for power_id, named in rows.values_list("version__power_id", "articles"):
        if not article or article in named:
            articles[power_id] |= set(named)
    narrowed = PowerFilter(among=list(articles), seen_by=seen_by)
    views = list_powers(narrowed=narrowed, count=len(articles)) if articles else []
    return [
        RestingPower(power=view, articles=tuple(sorted(articles[view.id], key=_article_order)))
        for view in views
    ]


def count_powers_by_statute() -> dict[str, int]:
    """Return for each statute how many powers rest on it in their current version."""
    rows = PowerBasis.objects.filter(version__power__current_id=F("version_id")).exclude(statute="")
    resting: dict[str, set[uuid.UUID]] = defaultdict(set)
    for statute, power_id in rows.values_list("statute", "version__power_id"):
        resting[statute].add(power_id)
    return {statute: len(powers) for statute, powers in resting.items()}


def find_doubtful(*, on: dt.date, severity: Severity, holder_id: uuid.UUID | None = None) -> list[uuid.UUID]:
    """Return the powers whose current bases have a finding of a severity or a graver one on a day.

    Judged afresh from the register of statutes each time, so that a law that fell yesterday shows today.
    """
    graver = {
        Severity.ERROR: {Severity.ERROR},
        Severity.WARNING: {Severity.ERROR, Severity.WARNING},
        Severity.NOTE: set(Severity),
    }[severity]
    powers = Power.objects.filter(current__isnull=False, current__valid_to=None)
    if holder_id is not None:
        powers = powers.filter(current__holder_id=holder_id)
    kinds = dict(powers.values_list("id", "current__kind"))
    printed: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = PowerBasis.objects.filter(version__power__current_id=F("version_id")).order_by("position")
    for power_id, text in rows.values_list("version__power_id", "printed"):
        printed[power_id].append(text)
    return [
        power_id
        for power_id, kind in kinds.items()
        if any(
            finding.severity in graver
            for finding in findings_on(printed=printed.get(power_id, ()), kind=kind, on=on)
        )
    ]


def _article_order(article: str) -> tuple[int, ...]:
    return tuple(int(part) for part in article.split("-"))
