"""Judge whether a power can rest on a cited basis on a day."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence

from qiangzhen.kernel.lawdata import Certainty

from ._citation import Amendment, Citation
from ._finding import Finding, Severity
from ._numerals import printed_article
from ._register import StatuteRegister
from ._statute import Statute, StatuteAmendment
from ._vocabulary import PowerKind

_YEAR = re.compile(r"[0-9]{4}")


def check_basis(
    citation: Citation, *, kind: PowerKind | None, on: dt.date, register: StatuteRegister
) -> tuple[Finding, ...]:
    """Return all that stands against resting a power of ``kind`` on this one citation on a day.

    No finding means that the register knows the statute, that it was in force, and that its
    rank can found the kind. Rank is not judged where ``kind`` is None.
    """
    return tuple(_Check(citation, kind, on, register).findings())


def check_bases(
    citations: Sequence[Citation], *, kind: PowerKind | None, on: dt.date, register: StatuteRegister
) -> tuple[Finding, ...]:
    """Return the findings on all bases of one power together.

    A basis too low in rank is no fault beside one that founds the power: its finding becomes
    a note. Where every statute is known and none founds the power, that is a finding itself.
    """
    checks = [_Check(citation, kind, on, register) for citation in citations]
    founded = any(check.founds() for check in checks)
    findings = [finding for check in checks for finding in check.findings()]
    if founded:
        return tuple(
            dataclasses.replace(finding, severity=Severity.NOTE) if finding.code == "wrong_rank" else finding
            for finding in findings
        )
    if all(check.statute for check in checks):
        certainties = [check.certainty() for check in checks]
        for rule in register.rules.coded("no_founding_basis", on=on):
            if kind in rule.kinds:
                findings.append(rule.find({}, *certainties))
    return tuple(findings)


class _Check:
    """One citation beside the statute it means."""

    def __init__(
        self, citation: Citation, kind: PowerKind | None, on: dt.date, register: StatuteRegister
    ) -> None:
        self.citation, self.kind, self.on, self.register = citation, kind, on, register
        self.statute = register.find_cited(citation, on=on)

    def founds(self) -> bool:
        """Tell whether the statute is known, in force, and high enough for the kind."""
        return (
            self.statute is not None
            and self.statute.holds(on=self.on)
            and not any(self._rank(self.statute, "wrong_rank"))
        )

    def certainty(self) -> Certainty:
        """Return how sure the register is of the facts that keep the statute from founding the power."""
        if self.statute is None:
            return Certainty.UNVERIFIED
        ended = self.statute.has_ended(on=self.on)
        return self.statute.end_certainty if ended else self.statute.certainty

    def findings(self) -> Iterator[Finding]:
        """Yield every finding, the gravest questions first: does it hold, can it found, is it cited right."""
        statute = self.statute
        if statute is None:
            yield from self._found("unknown_statute", {})
            yield from self._document_number()
        else:
            yield from self._time(statute)
            yield from self._articles(statute)
            yield from self._rank(statute, "wrong_rank")
            yield from self._rank(statute, "rank_limits")
        yield from self._issuers(statute)
        if statute is not None:
            yield from self._number(statute)
            yield from self._amendments(statute)
            if statute.certainty is Certainty.UNVERIFIED:
                yield from self._found("statute_unverified", {}, statute.certainty)

    def _found(self, code: str, facts: dict[str, str], *certainties: Certainty) -> Iterator[Finding]:
        title = self.statute.title if self.statute else self.citation.title
        facts = {"title": title, "on": self.on.isoformat(), **facts}
        for rule in self.register.rules.coded(code, on=self.on):
            yield rule.find(facts, *certainties)

    def _time(self, statute: Statute) -> Iterator[Finding]:
        if statute.has_ended(on=self.on):
            facts = {"ended": str(statute.in_force_to)}
            if statute.replaced_by is None:
                yield from self._found("repealed", facts, statute.end_certainty)
                return
            successor = self.register.get(statute.replaced_by)
            facts |= {"successor": successor.title, "successor_number": _numbered(successor)}
            yield from self._found("replaced", facts, statute.end_certainty)
        elif not statute.has_begun(on=self.on):
            facts = {"begins": str(statute.in_force_from)}
            yield from self._found("not_yet_in_force", facts, statute.certainty)

    def _articles(self, statute: Statute) -> Iterator[Finding]:
        if not statute.holds(on=self.on):
            return
        for article in dict.fromkeys(reference.article for reference in self.citation.articles):
            rows = [row for row in statute.articles if row.article == article]
            if rows and not any(row.holds(on=self.on) for row in rows):
                facts = {"article": printed_article(article), "number": article}
                yield from self._found(
                    "article_not_on_register_then", facts, *(row.certainty for row in rows)
                )

    def _rank(self, statute: Statute, code: str) -> Iterator[Finding]:
        for rule in self.register.rules.coded(code, on=self.on):
            if self.kind in rule.kinds and statute.rank in rule.ranks:
                yield rule.find({"title": statute.title}, statute.certainty)

    def _document_number(self) -> Iterator[Finding]:
        """A number with a year in 〔〕 is that of a document; laws, regulations and rules come by order (令)."""
        if self.citation.number is None or "〔" not in self.citation.number:
            return
        for rule in self.register.rules.coded("document_number", on=self.on):
            if self.kind in rule.kinds:
                yield rule.find({"title": self.citation.title, "number": self.citation.number})

    def _issuers(self, statute: Statute | None) -> Iterator[Finding]:
        issuers = self.register.issuers
        printed = (self.citation.issuer, *(one.issuer for one in self.citation.amendments))
        for name in dict.fromkeys(one for one in printed if one is not None):
            misprint = issuers.find_misprint(name)
            if misprint:
                facts = {"issuer": name, "likely": misprint.likely}
                yield from self._found("issuer_never_existed", facts, misprint.certainty)
            elif (
                issuers.find(name) is None
                and not self._is_named(name, statute)
                and not issuers.is_local(name)
            ):
                yield from self._found("unknown_issuer", {"issuer": name})
            elif name == self.citation.issuer and statute and not self._issued(name, statute):
                facts = {"issuer": name, "issuers": "、".join(statute.issuers)}
                yield from self._found("issuer_mismatch", facts, statute.certainty)

    def _is_named(self, name: str, statute: Statute | None) -> bool:
        return statute is not None and name in statute.issuers

    def _issued(self, name: str, statute: Statute) -> bool:
        if name in statute.issuers:
            return True
        found = [self.register.issuers.find(part) for part in name.split("、")]
        return all(one and (one.name in statute.issuers or statute.rank in one.promulgates) for one in found)

    def _number(self, statute: Statute) -> Iterator[Finding]:
        """Compare numbers only where the register knows the number of every instrument."""
        complete = statute.number is not None and all(one.number is not None for one in statute.amendments)
        printed = self.citation.number
        if printed is not None and complete and printed not in statute.numbers():
            facts = {"number": printed, "known": _numbered(statute)}
            yield from self._found("number_mismatch", facts, statute.certainty)

    def _amendments(self, statute: Statute) -> Iterator[Finding]:
        cited: list[StatuteAmendment] = []
        for printed in self.citation.amendments:
            match = next((one for one in statute.amendments if _same_amendment(printed, one)), None)
            if match:
                cited.append(match)
            else:
                yield from self._found("amendment_unknown", {"amendment": printed.printed}, statute.certainty)
        for one in statute.amendments if cited else ():
            in_force = one.in_force_from is not None and one.in_force_from <= self.on
            if one not in cited and in_force and one.number is not None:
                yield from self._found(
                    "amendment_not_cited", {"number": one.number, "made": str(one.on)}, one.certainty
                )


def _same_amendment(printed: Amendment, known: StatuteAmendment) -> bool:
    if printed.number is not None and known.number is not None and printed.number != known.number:
        return False
    if printed.on is not None and known.on is not None:
        return printed.on == known.on
    year = _YEAR.search(printed.printed) if printed.on is None else None
    if year and known.on is not None:
        return known.on.year == int(year.group())
    return printed.number is not None and printed.number == known.number


def _numbered(statute: Statute) -> str:
    if statute.number is None:
        return statute.title
    return statute.number if "〔" in statute.number else f"{'、'.join(statute.issuers)}令第{statute.number}号"
