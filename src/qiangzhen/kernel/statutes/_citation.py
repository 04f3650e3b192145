"""What a printed citation says, field by field, with its place in the text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ._finding import Finding


@dataclass(frozen=True, slots=True)
class Amendment:
    """One amendment as the citation names it, e.g. 2013年8月29日国家应急总局令第63号."""

    on: dt.date | None
    """The day printed; None where only a year, no date or an impossible date is printed."""
    number: str | None
    """The digits of an order ("63"), or a whole document number ("吉政办发〔2018〕42号")."""
    issuer: str | None
    printed: str


@dataclass(frozen=True, slots=True)
class ArticleReference:
    """One article a citation points at; a range or list becomes one reference for each article or item."""

    article: str
    """Arabic digits, "63-1" for 第六十三条之一."""
    paragraph: int | None
    """款, counted from 1."""
    item: int | None
    """项, counted from 1."""
    printed: str
    """The exact characters the reference was read from (the same for every member of a range)."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One legal basis as printed; ``printed == text[start:end]`` of the text it was read from."""

    title: str
    """Without the outer 《》, in simplified characters, without blanks."""
    issuer: str | None
    """As printed, without 令; whether such a body ever existed is the register's question."""
    number: str | None
    """The digits of an order ("3"), or a whole document number ("吉政办发〔2018〕42号")."""
    amendments: tuple[Amendment, ...]
    articles: tuple[ArticleReference, ...]
    promulgated_on: dt.date | None
    printed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UnreadSpan:
    """Characters that were not understood; ``printed == text[start:end]``."""

    printed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CitationReading:
    """All that a text yielded: what was read, what was not, and every doubt. Nothing is dropped."""

    citations: tuple[Citation, ...]
    unread: tuple[UnreadSpan, ...]
    """May lie inside a citation, where its brackets hold words that have no field."""
    findings: tuple[Finding, ...]
