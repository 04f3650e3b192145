"""Find the citations in a printed cell and read each into its fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ._articles import read_articles
from ._citation import Amendment, ArticleReference, Citation, CitationReading, UnreadSpan
from ._finding import Finding, Severity
from ._folding import simplify
from ._instruments import Instrument, InstrumentsRead, read_bare_instrument, read_instruments
from ._print import OPEN_TITLE, PrintedText, doubt, printed_text
from ._vocabulary import Text

_LONGEST_TITLE = 200
_LONGEST_BRACKET = 1_000
_TITLE_MARK = re.compile(f"[{OPEN_TITLE}]")
_BLANKS = re.compile(r"[^\S\n]{0,8}\n?[^\S\n]{0,8}")
_ARTICLE_AHEAD = re.compile(r"\s{0,4}第[0-9〇零○一二三四五六七八九十百千]{1,12}条")
_UNCLOSED_TITLE_ENDS = re.compile(rf"[\n;,。({OPEN_TITLE}]|第[0-9〇零○一二三四五六七八九十百千]{{1,12}}条")
_UNCLOSED_BRACKET_ENDS = re.compile(rf"[\n;)]|[、,]?[{OPEN_TITLE}]")
_NEXT_CITATION = re.compile(rf"[;\n。]\s{{0,8}}(?:[0-9]{{1,3}}[.、])?[{OPEN_TITLE}]")
_PART_OF_TITLE = re.compile(r"\((试行|暂行)\)")
_JOINING = re.compile(
    r"(?:[\s,;:。.、·]|[①-⑳]|[0-9]{1,3}[.、)]|\([0-9一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、"
    r"|以及|根据|依据|依照|按照|和|及|与|或者|或)+"
)


def parse_citations(text: str) -> tuple[Citation, ...]:
    """Return the citations printed in ``text``; ``read_citations`` also tells what was not understood."""
    return read_citations(text).citations


def read_citations(text: str) -> CitationReading:
    """Read every citation that carries title marks, and list all other words as unread. Never raises.

    A law named without 《》 is not guessed at: where its name begins and ends cannot be
    known, so it is reported unread. Works in time linear in the length of the text.
    """
    reading = _Reading(printed_text(text))
    at = unread_from = 0
    while mark := _TITLE_MARK.search(reading.printed.folded, at):
        end = reading.read_one(mark.start())
        if end is not None:
            reading.leave_unread(unread_from, mark.start())
            unread_from = end
        at = end or mark.end()
    reading.leave_unread(unread_from, len(text))
    if not reading.citations and reading.unread:
        first, last = reading.unread[0], reading.unread[-1]
        reading.findings.append(
            doubt(
                code="no_citation",
                severity=Severity.WARNING,
                text=Text(
                    zh="未见以书名号标明的依据，无法确认引用的是哪一部法律文件。",
                    en="No basis in title marks 《》 was found, so it cannot be told which statute is meant.",
                ),
                start=first.start,
                end=last.end,
            )
        )
    return CitationReading(
        tuple(reading.citations),
        tuple(sorted(reading.unread, key=lambda span: span.start)),
        tuple(sorted(reading.findings, key=lambda finding: finding.start or 0)),
    )


@dataclass(slots=True)
class _Draft:
    """A citation while its parts are being gathered."""

    title: str
    start: int
    end: int
    instruments: list[Instrument] = field(default_factory=list)
    articles: list[ArticleReference] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    printed: PrintedText
    citations: list[Citation] = field(default_factory=list)
    unread: list[UnreadSpan] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def leave_unread(self, start: int, end: int) -> None:
        """List a stretch as unread, unless it only joins or numbers citations."""
        joining = _JOINING.match(self.printed.folded, start, end)
        start, end = self.printed.trimmed(joining.end() if joining else start, end)
        if start < end:
            self.unread.append(UnreadSpan(self.printed.slice(start, end), start, end))

    def read_one(self, start: int) -> int | None:
        """Read the citation whose title mark stands at ``start``; return its end, None if nameless."""
        title_to, at = self._title_end(start)
        title = _clean_title(self.printed.slice(start + 1, title_to))
        if not title:
            return None
        if at == title_to:
            self._doubt_unclosed("title_not_closed", "书名号", "title mark", start, at)
        draft = _Draft(title, start, at)
        while (after := self._read_part(draft)) is not None:
            draft.end = after
        self.citations.append(self._finished(draft))
        return draft.end

    def _title_end(self, start: int) -> tuple[int, int]:
        """Return where the title's words end and where the print goes on: one place if it is never closed."""
        closing = self.printed.title_ends.get(start)
        if closing is not None and closing - start <= _LONGEST_TITLE:
            return closing, closing + 1
        limit = min(start + _LONGEST_TITLE, len(self.printed.folded))
        stop = _UNCLOSED_TITLE_ENDS.search(self.printed.folded, start + 1, limit)
        end = stop.start() if stop else limit
        return end, end

    def _read_part(self, draft: _Draft) -> int | None:
        """Read one more part behind the citation so far; return its end, or None if there is none."""
        blanks = _BLANKS.match(self.printed.folded, draft.end)
        at = blanks.end() if blanks else draft.end
        if self.printed.folded.startswith("(", at):
            return self._read_bracket(draft, at)
        articles = read_articles(self.printed, at)
        if articles.references:
            draft.articles += articles.references
            self.findings += articles.findings
            return articles.end
        bare = read_bare_instrument(self.printed, at)
        if bare.instruments:
            self._take(draft, bare)
            return bare.end
        return None

    def _read_bracket(self, draft: _Draft, at: int) -> int | None:
        folded = self.printed.folded
        part_of_title = _PART_OF_TITLE.match(folded, at)
        if part_of_title and not draft.instruments and not draft.articles:
            draft.title += f"（{part_of_title.group(1)}）"
            return part_of_title.end()
        closing = self.printed.bracket_ends.get(at)
        closed = closing is not None and closing - at <= _LONGEST_BRACKET
        if closing is None or not closed or _NEXT_CITATION.search(folded, at, closing):
            limit = min(at + _LONGEST_BRACKET, len(folded))
            stop = _UNCLOSED_BRACKET_ENDS.search(folded, at + 1, limit)
            closing, closed = (stop.start() if stop else limit), False
        read = read_instruments(self.printed, at + 1, closing)
        end = closing + 1 if closed else closing
        if not read.instruments and not _ARTICLE_AHEAD.match(folded, end):
            return None
        if not closed:
            self._doubt_unclosed("bracket_not_closed", "括号", "bracket", at, end)
        self._take(draft, read)
        return end

    def _take(self, draft: _Draft, read: InstrumentsRead) -> None:
        draft.instruments += read.instruments
        self.findings += read.findings
        self.unread += [UnreadSpan(self.printed.slice(*span), *span) for span in read.unread]

    def _doubt_unclosed(self, code: str, zh: str, en: str, start: int, end: int) -> None:
        form = self.printed.slice(start, min(end, start + 40))
        text = Text(
            zh=f"“{form}”处{zh}没有闭合，按可见的分隔处断开，请核对原文。",
            en=f"A {en} is never closed at “{form}”; it was taken to end at the next visible break.",
        )
        self._doubt(code, Severity.WARNING, text, start, end)

    def _doubt(self, code: str, severity: Severity, text: Text, start: int, end: int) -> None:
        self.findings.append(doubt(code=code, severity=severity, text=text, start=start, end=end))

    def _finished(self, draft: _Draft) -> Citation:
        promulgation, amendments = self._sorted_out(draft.instruments)
        return Citation(
            title=draft.title,
            issuer=promulgation.issuer if promulgation else None,
            number=promulgation.number if promulgation else None,
            amendments=tuple(self._amendment(one) for one in amendments),
            articles=tuple(draft.articles),
            promulgated_on=promulgation.on if promulgation else None,
            printed=self.printed.slice(draft.start, draft.end),
            start=draft.start,
            end=draft.end,
        )

    def _amendment(self, one: Instrument) -> Amendment:
        return Amendment(one.on, one.number, one.issuer, self.printed.slice(one.start, one.end))

    def _sorted_out(self, instruments: list[Instrument]) -> tuple[Instrument | None, list[Instrument]]:
        """Return the promulgation and the amendments; what is neither is listed unread.

        One verb may close a list (第63号、第80号修改): instruments without a verb wait for it.
        """
        promulgation: Instrument | None = None
        amendments: list[Instrument] = []
        waiting: list[Instrument] = []
        for one in _with_dates_joined(instruments):
            if one.verb == "amends":
                amendments += [*waiting, one]
                waiting = []
            elif one.verb in ("adopts", "repeals") or one.only_dated:
                self._leave_instrument(one)
            elif promulgation is None:
                promulgation = one
            elif one.verb == "promulgates" and not one.number and promulgation.on is None:
                promulgation.on = one.on
            else:
                waiting.append(one)
        for one in waiting:
            self._doubt_silent(one)
        return promulgation, amendments + waiting

    def _leave_instrument(self, one: Instrument) -> None:
        self.unread.append(UnreadSpan(self.printed.slice(one.start, one.end), one.start, one.end))
        if one.verb == "repeals":
            text = Text(
                zh="引文自称该依据已经废止或者失效，请核对。",
                en="The citation itself says that the basis was repealed or has lapsed.",
            )
            self._doubt("printed_as_repealed", Severity.WARNING, text, one.start, one.end)

    def _doubt_silent(self, one: Instrument) -> None:
        form = self.printed.slice(one.start, one.end)
        text = Text(
            zh=f"“{form}”没有写明是公布还是修改，按修改记载，请核对。",
            en=f"“{form}” does not say whether it promulgates or amends; it is kept as an amendment.",
        )
        self._doubt("instrument_without_verb", Severity.NOTE, text, one.start, one.end)


def _with_dates_joined(instruments: list[Instrument]) -> list[Instrument]:
    """Return the instruments; a date that stands alone (2006年1月17日，…令第3号) goes to the next one."""
    joined: list[Instrument] = []
    for one in instruments:
        before = joined[-1] if joined else None
        if before and before.only_dated and not one.dated:
            joined.pop()
            one.on, one.dated, one.start = before.on, True, before.start
        joined.append(one)
    return joined


def _clean_title(printed: str) -> str:
    """Return a title in simplified characters, without blanks, with full-width brackets."""
    return "".join(simplify(printed).split()).replace("(", "（").replace(")", "）")
