"""Show statutes, articles and rules. Powers of the county are named only to those who are signed in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import public
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import RestingPower, count_powers_by_statute, list_powers_on_statute
from qiangzhen.county import law
from qiangzhen.kernel.statutes import (
    Rule,
    Statute,
    UnknownRule,
    UnknownStatute,
    article_key,
    title_key,
)
from qiangzhen.site.law_words import RULE_AREAS

from ..catalogue.listing import seen_by

_ARTICLE = re.compile(r"[1-9][0-9]*(-[1-9][0-9]*)?")


@public
@require_safe
def show_statutes(request: HttpRequest) -> HttpResponse:
    """Show the register of statutes by rank, narrowed by any part of a title."""
    query = request.GET.get("q", "").strip()[:200]
    wanted = title_key(query)
    resting = count_powers_by_statute() if _reads_catalogue(request) else {}
    today = timezone.localdate()
    rows = [
        (statute, statute.holds(on=today), resting.get(statute.id, 0))
        for statute in law.statutes().statutes.values()
        if not wanted or any(wanted in title_key(name) for name in (statute.title, *statute.also_called))
    ]
    rows.sort(key=lambda row: (_RANK_ORDER[row[0].rank.value], row[0].title, row[0].id))
    facts = {"q": query, "rows": rows, "shows_powers": _reads_catalogue(request)}
    return render(request, "law/statutes.html", facts)


_RANK_ORDER = {
    rank: place
    for place, rank in enumerate(
        (
            "law",
            "administrative_regulation",
            "local_regulation",
            "departmental_rule",
            "local_rule",
            "normative_document",
        )
    )
}


@public
@require_safe
def show_statute(request: HttpRequest, statute_id: str) -> HttpResponse:
    """Show a statute: its days, amendments, the articles somebody looked at, rules and powers that rest on it."""
    statute = _statute(statute_id)
    articles = sorted(statute.articles, key=lambda row: (_order(row.article), str(row.in_force_from or "")))
    rules: dict[str, list[Rule]] = {}
    for rule in rules_of(statute):
        rules.setdefault(rule.source.article or "", []).append(rule)
    known = {row.article for row in articles}
    facts = {
        "statute": statute,
        "holds": statute.holds(on=timezone.localdate()),
        "successor": law.statutes().get(statute.replaced_by) if statute.replaced_by else None,
        "articles": [(row, rules.get(row.article, [])) for row in articles],
        "others": sorted((article for article in rules if article and article not in known), key=_order),
        "powers": _powers(request, statute),
        "shows_powers": _reads_catalogue(request),
    }
    return render(request, "law/statute.html", facts)


@public
@require_safe
def show_article(request: HttpRequest, statute_id: str, article: str) -> HttpResponse:
    """Show one article: what it says, the rules and the powers that rest on it."""
    statute = _statute(statute_id)
    if not _ARTICLE.fullmatch(article):
        raise Http404
    key = article_key(statute.title, article, register=law.statutes())
    facts = {
        "statute": statute,
        "article": article,
        "wordings": [row for row in statute.articles if row.article == article],
        "rules": law.rules().resting_on(key),
        "powers": _powers(request, statute, article),
        "shows_powers": _reads_catalogue(request),
    }
    return render(request, "law/article.html", facts)


@public
@require_safe
def show_rules(request: HttpRequest) -> HttpResponse:
    """Show every rule of law by its number, of one area or of all."""
    area = request.GET.get("area", "")
    if area and area not in RULE_AREAS:
        raise Http404
    rules = [rule for rule in law.rules().rules if not area or rule.number.split("-")[1] == area]
    return render(request, "law/rules.html", {"rules": rules, "area": area, "areas": RULE_AREAS.items()})


@public
@require_safe
def show_rule(request: HttpRequest, number: str) -> HttpResponse:
    """Show a rule: what it says, its article, its dates, and its two examples, which are tests."""
    try:
        rule = law.rules().get(number)
    except UnknownRule as unknown:
        raise Http404 from unknown
    statute = law.statutes().find(rule.source.law, on=timezone.localdate()) if rule.source.law else None
    examples = []
    if rule.example is not None:
        examples = [("permits", _case(rule.example.permits)), ("refuses", _case(rule.example.refuses))]
    facts = {
        "rule": rule,
        "statute": statute,
        "examples": examples,
        "area": RULE_AREAS.get(number.split("-")[1], ""),
    }
    return render(request, "law/rule.html", facts)


def rules_of(statute: Statute) -> list[Rule]:
    """Return the rules that rest on a statute, by any of its titles."""
    names = {title_key(name) for name in (statute.title, *statute.also_called)}
    return [rule for rule in law.rules().rules if rule.source.law and title_key(rule.source.law) in names]


def _statute(statute_id: str) -> Statute:
    try:
        return law.statutes().get(statute_id)
    except UnknownStatute as unknown:
        raise Http404 from unknown


def _powers(request: HttpRequest, statute: Statute, article: str = "") -> list[RestingPower]:
    if not _reads_catalogue(request):
        return []
    actor = request.actor  # type: ignore[attr-defined]
    return list_powers_on_statute(statute=statute.id, article=article, seen_by=seen_by(actor))


def _reads_catalogue(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and Permission.READ_CATALOGUE in actor.permissions


def _order(article: str) -> tuple[int, ...]:
    return tuple(int(part) for part in article.split("-"))


def _case(case: Any) -> Mapping[str, str]:
    """Return question and expected answer of an example as plain indented text."""
    return {
        name: yaml.safe_dump(
            getattr(case, name), allow_unicode=True, sort_keys=False, default_flow_style=False
        ).strip()
        for name in ("question", "expect")
    }
