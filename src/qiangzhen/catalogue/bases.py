"""What the statute register knows of a printed basis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from qiangzhen.county import law
from qiangzhen.kernel.statutes import Citation, Finding, PowerKind, Statute, check_basis, parse_citations

from .models import PowerBasis


def find_statute(title: str) -> Statute | None:
    """Return the statute with this title or alias, or None when nobody has entered it."""
    return law.statutes().find(title)


def read_bases(text: str) -> tuple[Citation, ...]:
    """Return the citations in a printed cell."""
    return parse_citations(text)


def findings_on(*, bases: Iterable[PowerBasis], kind: str, on: dt.date) -> list[Finding]:
    """Return what is wrong or doubtful about the bases of a power on a day."""
    found: list[Finding] = []
    for basis in bases:
        for citation in parse_citations(basis.printed):
            found.extend(check_basis(citation, PowerKind(kind), on, law.statutes()))
    return found
