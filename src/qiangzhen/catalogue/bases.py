"""What the statute register knows of the printed bases of a power."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable

from qiangzhen.county import law
from qiangzhen.kernel.statutes import (
    Citation,
    CitationReading,
    Finding,
    PowerKind,
    Statute,
    check_bases,
    parse_citations,
    read_citations,
)

from .drafts import BasisDraft


def find_statute(*, title: str, number: str, on: dt.date) -> Statute | None:
    """Return the statute a title (and printed number) means on a day, or None when nobody entered it."""
    return law.statutes().find(title, on=on, number=number or None)


def cited(printed: Iterable[str]) -> list[Citation]:
    """Return the citations in the printed forms of a power's bases."""
    return [citation for text in printed for citation in parse_citations(text)]


def findings_on(*, printed: Iterable[str], kind: str, on: dt.date) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful about the bases of a power on a day."""
    return _findings(tuple(printed), kind, on)


@functools.lru_cache(maxsize=20_000)
def _findings(printed: tuple[str, ...], kind: str, on: dt.date) -> tuple[Finding, ...]:
    return check_bases(cited(printed), kind=PowerKind(kind), on=on, register=law.statutes())


def read_bases(printed: str) -> tuple[BasisDraft, ...]:
    """Return the bases a printed text names, in its order; text without a title in 《》 stays one basis as printed.

    Words beside a title that have no field of their own are told by ``unread_in``.
    """
    reading = read_citations(printed)
    if not reading.citations:
        bare = printed.strip()
        return (BasisDraft(printed=bare, title=bare[:300]),) if bare else ()
    return tuple(_basis(citation) for citation in reading.citations)


def unread_in(printed: str) -> CitationReading:
    """Return the reading of a text with its doubts and the words that were not understood."""
    return read_citations(printed)


def _basis(citation: Citation) -> BasisDraft:
    return BasisDraft(
        printed=citation.printed,
        title=citation.title,
        issuer=citation.issuer or "",
        number=citation.number or "",
        amendments=[
            {"on": amendment.on.isoformat() if amendment.on else None, "number": amendment.number}
            for amendment in citation.amendments
        ],
        articles=list(dict.fromkeys(reference.article for reference in citation.articles)),
    )
