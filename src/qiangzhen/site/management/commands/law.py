"""``qiangzhen law``: print what rests on an article, or a rule with its article and tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from qiangzhen.catalogue.queries import list_powers_on_statute
from qiangzhen.county import law
from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.kernel.statutes import Rule, Statute, UnknownRule, article_key, parse_citations, title_key


class Command(BaseCommand):
    help = "Print an article of law with the rules and powers resting on it, a statute, or a rule with its tests."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "what",
            help="a rule's number (QZ-XF-001), a title (行政处罚法), or an article (《行政处罚法》第二十四条 or 行政处罚法:24)",
        )
        parser.add_argument("--county", help="division code of a county whose powers are printed, too")

    def handle(self, *args: Any, **options: Any) -> None:
        what = options["what"].strip()
        if what.upper().startswith("QZ-"):
            lines = _rule_lines(_rule(what.upper()))
        else:
            statute, articles = _cited(what)
            lines = _article_lines(statute, articles) if articles else _statute_lines(statute)
            if options["county"]:
                lines = [*lines, *_power_lines(statute, articles, options["county"])]
        self.stdout.write("\n".join(lines))


def _rule(number: str) -> Rule:
    try:
        return law.rules().get(number)
    except UnknownRule as unknown:
        raise CommandError(
            f"there is no rule {number}; qiangzhen law TITLE lists those of a statute"
        ) from unknown


def _cited(what: str) -> tuple[Statute, list[str]]:
    """Return the statute and articles meant by 行政处罚法, 行政处罚法:24 or 《行政处罚法》第二十四条."""
    short = re.fullmatch(r"([^《》:：]+)[:：]([1-9][0-9]*(?:-[1-9][0-9]*)?)", what)
    citations = () if short else parse_citations(what)
    if short:
        title, articles = short[1], [short[2]]
    elif citations:
        title = citations[0].title
        articles = list(dict.fromkeys(reference.article for reference in citations[0].articles))
    else:
        title, articles = what, []
    statute = law.statutes().find(title, on=timezone.localdate())
    if statute is None:
        wanted = title_key(title)
        near = [
            one.title for one in law.statutes().statutes.values() if wanted and wanted in title_key(one.title)
        ]
        hint = f"; did you mean {'、'.join(near[:5])}?" if near else ""
        raise CommandError(f"the register has no statute 《{title}》{hint}", returncode=2)
    return statute, articles


def _statute_lines(statute: Statute) -> list[str]:
    names = {title_key(name) for name in (statute.title, *statute.also_called)}
    resting = [rule for rule in law.rules().rules if rule.source.law and title_key(rule.source.law) in names]
    return [
        f"《{statute.title}》 {statute.rank.value} {statute.in_force_from or '?'} – {statute.in_force_to or ''} [{statute.certainty.value}]",
        *(f"  {row.article}: {row.says.zh} [{row.certainty.value}]" for row in statute.articles),
        *_short_rules(resting),
    ]


def _article_lines(statute: Statute, articles: list[str]) -> list[str]:
    lines = []
    for article in articles:
        lines.append(f"《{statute.title}》 {article}")
        lines += [
            f"  {row.says.zh} [{row.certainty.value}]" for row in statute.articles if row.article == article
        ]
        key = article_key(statute.title, article, register=law.statutes())
        lines += _short_rules(law.rules().resting_on(key))
    return lines


def _short_rules(rules: Any) -> Iterator[str]:
    for rule in rules:
        yield f"  {rule.number} {rule.says.zh} [{rule.certainty.value}]"


def _power_lines(statute: Statute, articles: list[str], county_code: str) -> Iterator[str]:
    county = County.objects.filter(code=county_code).first()
    if county is None:
        raise CommandError(f"there is no county {county_code} here", returncode=2)
    with within(county.id):
        for article in articles or [""]:
            for resting in list_powers_on_statute(statute=statute.id, article=article):
                yield f"  {resting.power.code} {resting.power.name} ({resting.power.holder})"


def _rule_lines(rule: Rule) -> list[str]:
    lines = [
        f"{rule.number} [{rule.certainty.value}] {rule.in_force_from or '?'} – {rule.in_force_to or ''}",
        f"  {rule.says.zh}",
        f"  {rule.says.en}",
        f"  {rule.source}",
        f"  law/{rule.file}:{rule.line}",
    ]
    if rule.example is not None:
        for name in ("permits", "refuses"):
            case = getattr(rule.example, name)
            lines.append(f"  {name}:")
            shown = yaml.safe_dump(
                {"question": case.question, "expect": case.expect}, allow_unicode=True, sort_keys=False
            )
            lines += [f"    {line}" for line in shown.splitlines()]
    return lines
