"""Read the brackets behind a title: who issued it, under which number, when, and what amended it.

The words are taken one after another from the left. What fits no field is kept as
an unread span, so that a reader sees exactly what the citation says beyond its fields.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Literal

from ._finding import Finding, Severity
from ._folding import simplify
from ._numerals import NUMERAL, numeral_value
from ._print import PrintedText, doubt
from ._vocabulary import Text

Verb = Literal["promulgates", "amends", "adopts", "repeals"]

_CJK = r"[\u4e00-\u9fff]"
_NAME = r"[^\W\d_第号年月的由按令该已被为]"
_BODY = rf"(?![和与及或]){_NAME}{{2,30}}?"
_JOINT = rf"(?:{_NAME}{{1,20}}?(?:部|委|局|署|院|会|厅|府|办|行)[、\s]){{0,6}}{_BODY}"
_YEAR_DIGITS = r"[〇零○一二三四五六七八九]{4}"

_SEPARATOR = re.compile(r"[,、;。:\n]")
_CONNECTING = re.compile(r"根据|依据|依照|按照|分别|经(?![济贸])|由|以|已|并|被|和|及|于|原|的决定")
_IN_FORCE = re.compile(r"自[^,;。()《]{0,30}?起(?:施行|执行|实施|生效)")
_SHORT_NAME = re.compile(r"以下(?:统)?简称:?(?=[《〈])")
_DATE = re.compile(
    rf"([0-9]{{4}}|{_YEAR_DIGITS})\s?年(?:\s?({NUMERAL})\s?月(?:\s?({NUMERAL})\s?日)?)?"
    r"|([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})"
)
_CONGRESS = re.compile(
    rf"(?P<place>{_CJK}{{0,10}}?)第{NUMERAL}届(?P<organ>(?:全国)?人民代表大会(?:常务委员会)?)(?:第{NUMERAL}次会议)?"
)
_DOCUMENT = re.compile(
    rf"(?P<organ>(?![和与及或]){_NAME}{{2,24}}?)\s?[〔\[(【]\s?(?P<year>[0-9]{{4}})\s?[〕\])】]\s?(?:第\s?)?(?P<number>[0-9]{{1,5}})\s?号"
)
_FULL_ORGAN = re.compile(r"(.*(?:办公厅|办公室|国务院|人民政府|委员会))(.{2,})")
_ORDER_YEAR = r"(?:\(?[0-9]{4}\s?年?\)?\s?)?"
_ORDERS = (
    re.compile(
        rf"(?P<issuer>{_JOINT})\s?(?:令|公告)\s?{_ORDER_YEAR}第?\s?(?P<number>{NUMERAL})\s?号(?:令|公告)?"
    ),
    re.compile(
        rf"(?P<issuer>{_JOINT})\s?{_ORDER_YEAR}(?:第\s?(?P<number>{NUMERAL})|(?P<bare>[0-9]{{1,6}}))\s?号(?:令|公告)?"
    ),
    re.compile(rf"第?\s?(?P<number>{NUMERAL})\s?号\s?(?P<issuer>{_BODY})令"),
    re.compile(rf"(?:令\s?第?|第)\s?(?P<number>{NUMERAL})\s?号令?"),
    re.compile(rf"(?P<number>{NUMERAL})\s?号令"),
)
_VERBS: tuple[tuple[Verb, re.Pattern[str]], ...] = (
    ("amends", re.compile(rf"(?:第{NUMERAL}次)?(?:修正|修订|修改)(?:本|案|版|稿)?")),
    ("promulgates", re.compile(r"公布|发布|颁布|印发|公告")),
    ("adopts", re.compile(r"通过|批准")),
    ("repeals", re.compile(r"废止|失效")),
)
_LONGEST_NUMBER = 120  # characters from the first of the issuer to 号; saves trying where no number can be
_ORGAN_END = re.compile(r"(?:院|部|委|局|署|会|厅|府|办|行|室|主席)$")


@dataclass(slots=True)
class Instrument:
    """One promulgation, adoption or amendment as far as it is printed."""

    start: int
    end: int
    on: dt.date | None = None
    dated: bool = False
    number: str | None = None
    issuer: str | None = None
    verb: Verb | None = None

    @property
    def only_dated(self) -> bool:
        """Tell whether nothing but a date was printed."""
        return self.dated and not (self.number or self.issuer or self.verb)


@dataclass(slots=True)
class InstrumentsRead:
    """What a stretch of text says of instruments, in printed order, and what it says beyond."""

    end: int
    instruments: list[Instrument] = field(default_factory=list)
    unread: list[tuple[int, int]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_instruments(printed: PrintedText, start: int, end: int) -> InstrumentsRead:
    """Return the instruments named in ``[start, end)``, the content of one pair of brackets."""
    read = InstrumentsRead(end=end)
    at = start
    while at < end:
        current = Instrument(start=at, end=at)
        at = _read_clause(printed, at, end, current, read)
    return read


def read_bare_instrument(printed: PrintedText, start: int) -> InstrumentsRead:
    """Return the one instrument printed behind a title without brackets; with none, ``end`` is ``start``."""
    read = InstrumentsRead(end=start)
    one = Instrument(start=start, end=start)
    limit = len(printed.folded)
    at = start
    for step in (_take_date, _take_number, _take_verb):
        at = step(printed, at, limit, one, read) or at
    named = one.number is not None and (one.issuer is None or bool(_ORGAN_END.search(one.issuer)))
    if named or (one.dated and one.verb and not one.number):
        one.end = read.end = at
        read.instruments.append(one)
    else:
        read.findings.clear()
    return read


def _read_clause(printed: PrintedText, at: int, limit: int, one: Instrument, read: InstrumentsRead) -> int:
    """Fill ``one`` up to its verb or the next separator, file it, and return where the next clause begins."""
    folded = printed.folded
    unread_from: int | None = None
    while at < limit:
        separator = _SEPARATOR.match(folded, at, limit)
        if separator:
            break
        after = _take_silent(printed, at, limit, read)
        for step in () if after else (_take_date, _take_congress, _take_verb, _take_number):
            after = step(printed, at, limit, one, read)
            if after:
                one.end = after
                break
        if after:
            _close_unread(printed, unread_from, at, read)
            unread_from = None
            at = after
            if one.verb:
                break
        else:
            unread_from = at if unread_from is None else unread_from
            at += 1
    _close_unread(printed, unread_from, at, read)
    if one.dated or one.number or one.issuer or one.verb:
        one.start, one.end = printed.trimmed(one.start, one.end)
        read.instruments.append(one)
    separator = _SEPARATOR.match(folded, at, limit)
    return separator.end() if separator else at


def _close_unread(printed: PrintedText, since: int | None, at: int, read: InstrumentsRead) -> None:
    if since is not None:
        start, end = printed.trimmed(since, at)
        if start < end:
            read.unread.append((start, end))


def _take_silent(printed: PrintedText, at: int, limit: int, read: InstrumentsRead) -> int | None:
    """Return the end of words that join or name without filling a field."""
    folded = printed.folded
    if folded[at].isspace():
        return at + 1
    in_force = _IN_FORCE.match(folded, at, limit)
    if in_force:
        read.unread.append(in_force.span())
        return in_force.end()
    short_name = _SHORT_NAME.match(folded, at, limit)
    title_at = short_name.end() if short_name else at
    title_end = printed.title_ends.get(title_at)
    if title_end is not None and title_end < limit:
        return title_end + 1
    connecting = _CONNECTING.match(folded, at, limit)
    return connecting.end() if connecting else None


def _take_date(
    printed: PrintedText, at: int, limit: int, one: Instrument, read: InstrumentsRead
) -> int | None:
    match = None if one.dated else _DATE.match(printed.folded, at, limit)
    if not match:
        return None
    one.dated = True
    year, month, day = match.group(1, 2, 3) if match.group(1) else match.group(4, 5, 6)
    numbers = [numeral_value(part) for part in (year, month, day) if part]
    if len(numbers) == 3:
        one.on = _day(numbers)
        if one.on is None:
            form = printed.slice(*match.span())
            read.findings.append(
                doubt(
                    code="impossible_date",
                    severity=Severity.ERROR,
                    text=Text(
                        zh=f"“{form}”不是存在的日期，未予采用，请核对原文。",
                        en=f"“{form}” is no day that exists; no date was taken from it.",
                    ),
                    start=match.start(),
                    end=match.end(),
                )
            )
    return match.end()


def _day(numbers: list[int | None]) -> dt.date | None:
    year, month, day = numbers
    if year is None or month is None or day is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _take_congress(
    printed: PrintedText, at: int, limit: int, one: Instrument, read: InstrumentsRead
) -> int | None:
    match = None if one.issuer else _CONGRESS.match(printed.folded, at, limit)
    if not match:
        return None
    one.issuer = simplify(match["place"] + match["organ"])
    return match.end()


def _take_number(
    printed: PrintedText, at: int, limit: int, one: Instrument, read: InstrumentsRead
) -> int | None:
    nearest = printed.folded.find("号", at, min(limit, at + _LONGEST_NUMBER))
    if one.number is not None or nearest < 0:
        return None
    document = _DOCUMENT.match(printed.folded, at, limit)
    if document:
        organ = document["organ"]
        full = _FULL_ORGAN.fullmatch(organ)
        if full:
            one.issuer, organ = full.groups()
        one.number = f"{organ}〔{document['year']}〕{int(document['number'])}号"
        return document.end()
    for pattern in _ORDERS:
        match = pattern.match(printed.folded, at, limit)
        parts = match.groupdict() if match else {}
        value = numeral_value(parts.get("number") or parts.get("bare") or "")
        if match and value is not None:
            one.number = str(value)
            one.issuer = "".join(parts["issuer"].split()) if parts.get("issuer") else one.issuer
            return match.end()
    return None


def _take_verb(
    printed: PrintedText, at: int, limit: int, one: Instrument, read: InstrumentsRead
) -> int | None:
    for verb, pattern in _VERBS:
        match = pattern.match(printed.folded, at, limit)
        if match:
            one.verb = verb
            return match.end()
    return None
