"""What the statute register knows of the printed bases of a power."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from qiangzhen.county import law
from qiangzhen.kernel.statutes import (
    Citation,
    Finding,
    PowerKind,
    Statute,
    check_bases,
    parse_citations,
)


def find_statute(*, title: str, number: str, on: dt.date) -> Statute | None:
    """Return the statute a title (and printed number) means on a day, or None when nobody entered it."""
    return law.statutes().find(title, on=on, number=number or None)


def cited(printed: Iterable[str]) -> list[Citation]:
    """Return the citations in the printed forms of a power's bases."""
    return [citation for text in printed for citation in parse_citations(text)]


def findings_on(*, printed: Iterable[str], kind: str, on: dt.date) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful about the bases of a power on a day."""
    return check_bases(cited(printed), kind=PowerKind(kind), on=on, register=law.statutes())
