"""Read the articles behind a title: 第二十四条第一款第（三）项, 第63、64条, 第十条至第十二条."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ._citation import ArticleReference
from ._finding import Finding, Severity
from ._numerals import NUMERAL, numeral_value
from ._print import PrintedText, doubt
from ._vocabulary import Text

_TO = r"(?:至|到|[-~–—]{1,2})"
_RANGE = re.compile(rf"第\s?({NUMERAL})\s?条?\s?{_TO}\s?第?\s?({NUMERAL})\s?条")
_ARTICLES = re.compile(rf"第\s?({NUMERAL}(?:\s?[、,]\s?{NUMERAL}){{0,40}})\s?条(?:之({NUMERAL}))?")
_PARAGRAPHS = re.compile(rf"\s?第\s?({NUMERAL}(?:\s?[、,和]\s?第?{NUMERAL}){{0,20}})\s?款")
_ITEMS = re.compile(rf"\s?第?\s?(\(?{NUMERAL}\)?(?:\s?[、,和及]\s?第?\(?{NUMERAL}\)?){{0,40}})\s?项")
_AND = re.compile(r"\s?(?:以及|[、,和及与或])\s?")
_ANY_NUMERAL = re.compile(NUMERAL)

_LONGEST_RANGE = 60
_LAST_ARTICLE = 9_999  # no Chinese statute is near this: 民法典 has 1,260


@dataclass(slots=True)
class ArticlesRead:
    """The references read from one place on, where they end, and the doubts about them."""

    end: int
    references: list[ArticleReference] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_articles(printed: PrintedText, at: int) -> ArticlesRead:
    """Return every article reference that follows without a gap from ``at``; with none, ``end`` is ``at``."""
    read = ArticlesRead(end=at)
    while _read_range(printed, at, read) or _read_list(printed, at, read):
        joined = _AND.match(printed.folded, read.end)
        at = joined.end() if joined else read.end
    return read


def _read_range(printed: PrintedText, at: int, read: ArticlesRead) -> bool:
    match = _RANGE.match(printed.folded, at)
    bounds = _values(match.groups()) if match else None
    if not match or bounds is None:
        return False
    first, last = bounds
    form = printed.slice(match.start(), match.end())
    members = list(range(first, last + 1))
    if not 1 <= len(members) <= _LONGEST_RANGE:
        members = [first, last]
        read.findings.append(
            doubt(
                code="article_range_not_expanded",
                severity=Severity.WARNING,
                text=Text(
                    zh=f"“{form}”范围倒置或者过长，只记首尾两条，请逐条核对。",
                    en=f"The range “{form}” runs backwards or is too long: only its two ends were taken.",
                ),
                start=match.start(),
                end=match.end(),
            )
        )
    read.references += [ArticleReference(str(number), None, None, form) for number in members]
    read.end = match.end()
    return True


def _read_list(printed: PrintedText, at: int, read: ArticlesRead) -> bool:
    match = _ARTICLES.match(printed.folded, at)
    numbers = _values(_ANY_NUMERAL.findall(match.group(1))) if match else None
    if not match or numbers is None:
        return False
    articles, inserted = [str(number) for number in numbers], match.group(2)
    if inserted:
        suffix = _values([inserted])
        if suffix is None:
            return False
        articles[-1] += f"-{suffix[0]}"
    places, end = _read_places(printed.folded, match.end())
    form = printed.slice(match.start(), end)
    read.references += [ArticleReference(article, None, None, form) for article in articles[:-1]]
    read.references += [ArticleReference(articles[-1], paragraph, item, form) for paragraph, item in places]
    read.end = end
    return True


def _read_places(folded: str, at: int) -> tuple[list[tuple[int | None, int | None]], int]:
    """Return the (paragraph, item) pairs behind an article and where they end; a bare article is one pair."""
    places: list[tuple[int | None, int | None]] = []
    paragraph: int | None = None
    end = at
    while True:
        step = _numbers(_PARAGRAPHS, folded, at)
        if step:
            paragraphs, end = step
            places += [(number, None) for number in paragraphs[:-1]]
            paragraph = paragraphs[-1]
            step = _numbers(_ITEMS, folded, end)
            if not step:
                places.append((paragraph, None))
        else:
            step = _numbers(_ITEMS, folded, at)
            if not step:
                return places or [(None, None)], end
        if step:
            items, end = step
            places += [(paragraph, number) for number in items]
        joined = _AND.match(folded, end)
        at = joined.end() if joined else end


def _numbers(pattern: re.Pattern[str], folded: str, at: int) -> tuple[list[int], int] | None:
    match = pattern.match(folded, at)
    numbers = _values(_ANY_NUMERAL.findall(match.group(1))) if match else None
    return (numbers, match.end()) if match and numbers else None


def _values(numerals: list[str] | tuple[str, ...]) -> list[int] | None:
    """Return the values, or None if one of them is no number an article can have."""
    values = [numeral_value(numeral) for numeral in numerals]
    known = [value for value in values if value is not None and 0 < value <= _LAST_ARTICLE]
    return known if len(known) == len(values) else None
