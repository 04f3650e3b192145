"""Put the answer into the plain data of the command and the API, in one language."""

from __future__ import annotations

import re
from typing import Any

from qiangzhen.kernel.statutes import Source

from .._vocabulary import Text
from ._answer import Demand, Finding, Reason, Way, WaysDown
from ._floor import HandoverRule
from ._pack import ApprovalStep, Packs, Span

UNKNOWN_DOCUMENT = "unknown"
"""The document a law file names where nobody has found the source."""
_NUMERALS = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
]
_PART = re.compile(r"([一二三四五六七八九十]+)(?:\(([一二三四五六七八九十]+)\))?")
_ARTICLES = re.compile(r"[0-9]+(–[0-9]+)?")


class Printer:
    """Prints texts and sources in one language."""

    def __init__(self, packs: Packs, language: str) -> None:
        self._packs = packs
        self._english = language == "en"

    def text(self, text: Text) -> str:
        """Return a text in the language asked for."""
        return text.en if self._english else text.zh

    def source(self, source: Source) -> str:
        """Return an article or a clause as a reply would cite it."""
        return self._english_source(source) if self._english else self._chinese_source(source)

    def _chinese_source(self, source: Source) -> str:
        if source.law is not None:
            title = source.law.replace("《", "〈").replace("》", "〉")
            return str(source).replace(source.law, title)
        return self._document(source) + _chinese_clause(source.clause or "")

    def _english_source(self, source: Source) -> str:
        if source.law is None:
            parts = [self._document(source), _english_clause(source.clause) if source.clause else ""]
        else:
            parts = [
                self._packs.floor.law_titles.get(source.law, source.law),
                f"art. {source.article}" if source.article else "",
                f"para. {source.paragraph}" if source.paragraph else "",
                f"item {source.item}" if source.item else "",
            ]
        return ", ".join(part for part in parts if part)

    def _document(self, source: Source) -> str:
        name = source.document or ""
        if name == UNKNOWN_DOCUMENT:
            return "source not known" if self._english else "出处未查明"
        if name not in self._packs:
            return self._packs.floor.law_titles.get(name, name) if self._english else name
        title = self.text(self._packs[name].title)
        return title if self._english else f"《{title}》"


def _chinese_clause(clause: str) -> str:
    """Return a clause as a reply cites it: 第14条, 第三部分第（一）项; any other mark as it is."""
    if part := _PART.fullmatch(clause):
        return f"第{part[1]}部分" + (f"第（{part[2]}）项" if part[2] else "")
    return f"第{clause}条" if _ARTICLES.fullmatch(clause) else clause


def _english_clause(clause: str) -> str:
    if part := _PART.fullmatch(clause):
        return f"part {_arabic(part[1])}" + (f"({_arabic(part[2])})" if part[2] else "")
    return f"clause {clause}"


def _arabic(numeral: str) -> str:
    return str(_NUMERALS.index(numeral) + 1) if numeral in _NUMERALS else numeral


def dress(answer: WaysDown, *, packs: Packs, language: str) -> dict[str, Any]:
    """Return the whole answer as plain data that ``answer.json`` describes."""
    printer = Printer(packs, language)
    return {
        "ways": {mode.value: _way(way, printer) for mode, way in answer.ways.items()},
        "findings": [_finding(finding, printer) for finding in answer.findings],
        "unknown": [
            {
                "field": unknown.field,
                "would_change": [
                    {"mode": change.mode.value, "if": change.value, "outcome": change.outcome.value}
                    for change in unknown.would_change
                ],
            }
            for unknown in answer.unknown
        ],
    }


def _way(way: Way, printer: Printer) -> dict[str, Any]:
    frame, local = way.frame, way.local_liability
    return {
        "outcome": way.outcome.value,
        "reasons": [_reason(reason, printer) for reason in way.reasons],
        "conditions": [_reason(condition, printer) for condition in way.conditions],
        "remedies": [printer.text(remedy) for remedy in way.remedies],
        "papers": [_demand(paper, printer) for paper in way.papers],
        "in_name_of": frame.in_name_of.value,
        "seal_of": frame.seal_of.value,
        "legal_liability": frame.legal_liability.value,
        "administrative_liability": frame.administrative_liability.value,
        "local_liability": None
        if local is None
        else {
            "legal": local.legal.value,
            "administrative": local.administrative.value,
            "source": printer.source(local.source),
        },
        "defendant": frame.defendant.value,
        "review_organ": frame.review_organ,
        "exclusive": frame.exclusive,
        "publication": [_demand(item, printer) for item in way.publication],
        "filing": [
            _demand(item, printer) | {"within": _span(way.filing_period, printer)} for item in way.filing
        ],
        "reviewers": [
            *(_demand(review, printer) for review in way.reviews),
            *(_step(step, printer) for step in way.approval_chain),
        ],
        "term": _span(way.term, printer),
        "evaluation_due": _evaluation(way, printer),
        "handover_rule": _handover(way.handover_rule, printer),
    }


def _reason(reason: Reason, printer: Printer) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "source": printer.source(reason.source),
        "text": printer.text(reason.text),
        "certainty": reason.certainty.value,
        "unknown": list(reason.unknown),
    }


def _demand(demand: Demand, printer: Printer) -> dict[str, Any]:
    return {
        "code": demand.code,
        "text": printer.text(demand.text),
        "rule": demand.rule,
        "source": printer.source(demand.source),
        "certainty": demand.certainty.value,
    }


def _step(step: ApprovalStep, printer: Printer) -> dict[str, Any]:
    return {
        "body": step.role,
        "text": printer.text(step.act),
        "source": printer.source(step.source),
        "certainty": step.certainty.value,
    }


def _span(span: Span | None, printer: Printer) -> dict[str, Any] | None:
    if span is None:
        return None
    return {
        "amount": span.amount,
        "unit": span.unit,
        "text": printer.text(span.says),
        "source": printer.source(span.source),
        "certainty": span.certainty.value,
    }


def _evaluation(way: Way, printer: Printer) -> dict[str, Any] | None:
    every = _span(way.evaluation, printer)
    if every is None:
        return None
    return {"on": way.evaluation_due_on.isoformat() if way.evaluation_due_on else None, "every": every}


def _handover(rule: HandoverRule | None, printer: Printer) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {
        "code": rule.code,
        "text": printer.text(rule.says),
        "source": printer.source(rule.source),
        "certainty": rule.certainty.value,
    }


def _finding(finding: Finding, printer: Printer) -> dict[str, Any]:
    return {
        "code": finding.code,
        "text": printer.text(finding.text),
        "rules": list(finding.rules),
        "sources": [printer.source(source) for source in finding.sources],
        "modes": [mode.value for mode in finding.modes],
        "certainty": finding.certainty.value,
    }
