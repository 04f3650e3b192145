"""Turn the cells of one item into a ``ListedPower``, with a finding for every doubt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from qiangzhen.kernel.statutes import Citation, PowerKind, read_citations
from qiangzhen.kernel.statutes import Finding as StatutesFinding

from ._cleaning import clean, odd_characters, simplified
from ._headings import Section
from ._kinds import read_printed_kind
from ._places import Grid, Piece, Place
from ._reading import Finding, ListedPower
from ._words import finding, pattern

CheckBasis = Callable[[Citation, PowerKind | None], tuple[StatutesFinding, ...]]
"""Judges one basis against a register of statutes for the kind of power it is to found."""

_KIND_IN_BRACKETS = re.compile(r"[（(]([^（()）]{2,10})[）)]\s*\Z")
_MAY_BE_LOST = re.compile("[?\ufffd锟烫]")
_DAY = re.compile(r"(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日")
_FORMULA_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})


@dataclass(frozen=True, slots=True)
class Layout:
    """Which field stands in which column of a grid."""

    number: int | None
    name: int
    subitem: int | None
    department: int | None
    kind: int | None
    opinion: int | None
    bases: tuple[int, ...]
    other: tuple[tuple[int, str], ...]
    """Column and header of every further column."""
    headers: tuple[str, ...]
    """The heading of every column, "" where it has none."""
    pieces: tuple[tuple[str, int], ...]
    """Field and column of every column; further columns are fields called ``other:`` and their header."""

    @property
    def width(self) -> int:
        """Return how many columns the heading has."""
        return len(self.headers)

    def field_of(self, column: int) -> str:
        """Return the field that stands in a column."""
        return next((name for name, at in self.pieces if at == column), "")


class Draft:
    """The printed cells of one item, still open for a continuation on the next row."""

    __slots__ = ("bases", "department", "findings", "grid", "kind", "layout", "name", "number", "opinion",
                 "other", "pieces", "row", "section")  # fmt: skip

    def __init__(self, grid: Grid, row: int, cells: list[str], layout: Layout, section: Section) -> None:
        self.grid = grid
        self.row = row
        self.layout = layout
        self.section = section
        self.number = clean(cells[layout.number]) if layout.number is not None else ""
        self.name = cells[layout.name]
        self.department = cells[layout.department] if layout.department is not None else ""
        self.kind = cells[layout.kind] if layout.kind is not None else ""
        self.opinion = cells[layout.opinion] if layout.opinion is not None else ""
        columns = layout.bases
        self.bases = [cells[at] for at in columns] if len(columns) != 1 else [cells[columns[0]]]
        self.other = {header: cells[at] for at, header in layout.other}
        self.findings: list[Finding] = []
        self.pieces = [Piece(grid, row, layout.pieces)]
        if layout.subitem is not None and clean(cells[layout.subitem]):
            self._take_subitem(cells[layout.subitem])

    def _take_subitem(self, subitem: str) -> None:
        main = self.name
        self.name = subitem
        if clean(main):
            self.other[self.layout.headers[self.layout.name] or "主项"] = main
            self.note("name_from_subitem", "name", main=clean(main))

    def note(
        self, code: str, field: str | None = None, words: Mapping[str, object] | None = None, **more: object
    ) -> None:
        """Add a finding about a field of this row."""
        self.findings.append(finding(code, {**(words or {}), **more}, field=field, source=self.place(field)))

    def place(self, field: str | None) -> Place:
        """Return the place of a field's cell, or of the row where the field has no column."""
        at = self._column(field)
        if at is not None:
            return self.grid.place_of(self.row, at)
        return self.corner(None).of_row()

    def corner(self, field: str | None) -> Place:
        """Return where the text of a field's cell begins, blanks included."""
        return self.grid.corner_of(self.row, self._column(field) or 0)

    def _column(self, field: str | None) -> int | None:
        columns = [
            at for name, at in self.layout.pieces if name == field and at < len(self.grid.rows[self.row])
        ]
        return columns[0] if columns else None

    def printed(self, field: str) -> str:
        """Return what the item prints so far under a field."""
        if field == "bases":
            return "\n".join(self.bases)
        if field.startswith("other:"):
            return self.other[field.removeprefix("other:")]
        return str(getattr(self, field))

    def join(self, grid: Grid, row: int, cells: list[str]) -> None:
        """Append the cells of a further grid row to the same item."""
        layout = self.layout
        self.name += _tail(cells, layout.name)
        for field in ("department", "kind", "opinion"):
            column = getattr(layout, field)
            if column is not None:
                setattr(self, field, getattr(self, field) + _tail(cells, column))
        self.bases += [cells[at] for at in layout.bases if clean(cells[at])]
        for at, header in layout.other:
            self.other[header] += _tail(cells, at)
        self.pieces.append(Piece(grid, row, layout.pieces))


def _tail(cells: list[str], column: int) -> str:
    return "\n" + cells[column] if cells[column] else ""


class RowReader:
    """Reads drafts into powers, remembering cells that repeat: long lists cite the same law thousands of times."""

    def __init__(self, check_basis: CheckBasis | None) -> None:
        self._check_basis = check_basis
        self._bases: dict[str, tuple[tuple[Citation, ...], str | None, tuple[Finding, ...]]] = {}
        self._cleaned: dict[str, str] = {}
        self._kinds: dict[str, tuple[PowerKind | None, tuple[Finding, ...]]] = {}
        self._plain_kinds: dict[str, PowerKind] = {}
        """Printed kinds that raise no doubt."""
        self._odd = odd_characters().search

    def read_plain(
        self, grid: Grid, row: int, cells: list[str], layout: Layout, section: Section
    ) -> ListedPower | None:
        """Return the power a row of cells describes where nothing in it raises a doubt, else None.

        This says nothing ``read`` would not say; it says it five times as quickly,
        which a list of a hundred thousand rows needs.
        """
        if layout.kind is None or layout.department is None or len(layout.bases) != 1 or self._check_basis:
            return None
        name, department, printed = cells[layout.name], cells[layout.department], cells[layout.kind]
        opinion = cells[layout.opinion] if layout.opinion is not None else ""
        kind = self._plain_kinds.get(printed)
        basis = self._bases.get(cells[layout.bases[0]])
        if kind is None or basis is None or basis[2] or section.kind not in (None, kind) or not department:
            return None
        other = {header: cells[at] for at, header in layout.other if cells[at]} if layout.other else {}
        odd = self._odd
        if (
            odd(name)
            or odd(department)
            or (opinion and odd(opinion))
            or (other and any(map(odd, other.values())))
        ):
            return None
        number = cells[layout.number] if layout.number is not None else None
        return ListedPower(
            number, name, None, department, kind, printed, basis[0], basis[1], opinion or None, other,
            (), (Piece(grid, row, layout.pieces),),
        )  # fmt: skip

    def read(self, draft: Draft) -> ListedPower:
        """Return the power a draft describes."""
        name = clean(draft.name)
        plain = simplified(name)
        kind, kind_printed = self._kind(draft, name)
        bases, bases_printed = self._read_bases(draft, kind)
        self._doubt_text(draft, "name", name)
        opinion = self._cell(draft.opinion)
        other = {header: text for header, cell in draft.other.items() if (text := self._cell(cell))}
        if opinion:
            self._doubt_text(draft, "opinion", opinion)
        for header, text in other.items():
            self._doubt_text(draft, f"other:{header}", text)
        return ListedPower(
            draft.number or None, name, plain if plain != name else None,
            self._department(draft), kind, kind_printed, bases, bases_printed, opinion or None, other,
            tuple(draft.findings), tuple(draft.pieces),
        )  # fmt: skip

    def _cell(self, printed: str) -> str:
        cleaned = self._cleaned.get(printed)
        if cleaned is None:
            cleaned = self._cleaned[printed] = clean(printed)
        return cleaned

    def _department(self, draft: Draft) -> str | None:
        department = self._cell(draft.department)
        if department:
            self._doubt_text(draft, "department", department)
            return department
        if draft.section.department:
            draft.note("department_from_heading", "department", department=draft.section.department)
            return draft.section.department
        if draft.layout.department is not None:
            draft.note("department_missing", "department")
        return None

    def _kind(self, draft: Draft, name: str) -> tuple[PowerKind | None, str | None]:
        printed = self._cell(draft.kind)
        if printed:
            if printed not in self._kinds:
                self._kinds[printed] = read_printed_kind(printed)
            kind, doubts = self._kinds[printed]
            if kind is not None and not doubts and printed == draft.kind:
                self._plain_kinds[printed] = kind
            draft.findings += [replace(doubt, source=draft.place("kind")) for doubt in doubts]
            if draft.section.kind not in (None, kind):
                draft.note(
                    "kind_differs_from_heading", "kind", printed=printed, heading=draft.section.heading
                )
            return kind, printed
        brackets = _KIND_IN_BRACKETS.search(name) if name[-1:] in "）)" else None
        if brackets and (kind := read_printed_kind(brackets[1])[0]) is not None:
            draft.note("kind_from_brackets", "kind", printed=brackets[1])
            return kind, brackets[1]
        if draft.section.kind is not None:
            draft.note("kind_from_heading", "kind", heading=draft.section.heading)
            return draft.section.kind, draft.section.kind_printed
        draft.note("kind_missing", "kind")
        return None, None

    def _read_bases(self, draft: Draft, kind: PowerKind | None) -> tuple[tuple[Citation, ...], str | None]:
        printed = draft.bases[0] if len(draft.bases) == 1 else "\n".join(filter(clean, draft.bases))
        known = self._bases.get(printed)
        if known is None:
            known = self._bases[printed] = _citations_of(printed)
        citations, kept, doubts = known
        if doubts:
            draft.findings += [_at(doubt, draft) for doubt in doubts]
        if self._check_basis is not None:
            place = draft.place("bases")
            for citation in citations:
                draft.findings += [
                    Finding.of_statutes(found, field="bases", source=place, printed=citation.printed)
                    for found in self._check_basis(citation, kind)
                ]
        return citations, kept

    def _doubt_text(self, draft: Draft, field: str, text: str) -> None:
        if "日" in text:
            for printed in impossible_days(text):
                draft.note("date_impossible", field, printed=printed)
        if _MAY_BE_LOST.search(text) and (lost := pattern("lost_characters").search(text)):
            draft.note("characters_lost", field, printed=text[max(0, lost.start() - 5) : lost.end() + 5])
        if text in _FORMULA_ERRORS:
            draft.note("cell_error", field, printed=text)


def _citations_of(printed: str) -> tuple[tuple[Citation, ...], str | None, tuple[Finding, ...]]:
    """Return the citations of a cell, its text, and doubts whose places count from the start of the cell."""
    if not clean(printed):
        return (), None, (finding("bases_missing", field="bases"),)
    reading = read_citations(printed)
    doubts = [
        Finding.of_statutes(found, field="bases", source=_span(found.start, found.end))
        for found in reading.findings
    ]
    if not reading.citations:
        doubts.append(finding("bases_unread", field="bases", source=Place(start=0, end=len(printed))))
    else:
        doubts += [
            finding(
                "bases_partly_unread", field="bases", source=_span(rest.start, rest.end), printed=rest.printed
            )
            for rest in reading.unread
        ]
    doubts += [
        finding("date_impossible", field="bases", printed=day)
        for day in impossible_days(printed)
        if not any(day in doubt.text.zh for doubt in doubts)
    ]
    if lost := pattern("lost_characters").search(printed):
        piece = printed[max(0, lost.start() - 5) : lost.end() + 5]
        doubts.append(finding("characters_lost", field="bases", source=_span(*lost.span()), printed=piece))
    if printed.strip() in _FORMULA_ERRORS:
        doubts.append(finding("cell_error", field="bases", printed=printed.strip()))
    return reading.citations, printed.strip(), tuple(doubts)


def _span(start: int | None, end: int | None) -> Place | None:
    return None if start is None or end is None else Place(start=start, end=end)


def _at(doubt: Finding, draft: Draft) -> Finding:
    """Move a doubt counted from the start of its cell to where the cell stands in the file."""
    within = doubt.source
    if (
        within is None
        or within.start is None
        or within.end is None
        or len(draft.pieces) + len(draft.bases) > 2
    ):
        return replace(doubt, source=draft.place("bases"))
    return replace(doubt, source=draft.corner("bases").shifted(within.start, within.end))


def impossible_days(text: str) -> list[str]:
    """Return every printed day that no calendar has, such as 2月30日 or 2023年2月29日."""
    impossible = []
    for day in _DAY.finditer(text):
        year, month, number = day.groups()
        try:
            dt.date(int(year or 2000), int(month), int(number))
        except ValueError:
            impossible.append(day[0])
    return impossible
