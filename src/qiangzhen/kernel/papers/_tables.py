"""Read the rows of a table below its heading: items, headings of sections, page breaks, notes and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ._cleaning import as_text, begins_visibly, clean, printed_span
from ._headings import Section, section_headed
from ._layouts import Covered, Header, covered_cells, header_at, layout_of
from ._numbering import Numbering
from ._places import Grid, Line, Piece, Place
from ._reading import Column, Finding, ListedPower, Unread
from ._rows import Draft, Layout, RowReader
from ._words import debris_of, finding

_UNFINISHED = re.compile(r"[，、,；;：:（(《〈“]\s*\Z")
_PAIRS = ("《》", "（）", "()", "“”", "〔〕")


class TableReader:
    """Reads the grids and lines of one file in order; a table may go on where an earlier one ended."""

    def __init__(self, rows: RowReader) -> None:
        self.rows: list[ListedPower] = []
        self.findings: list[Finding] = []
        self.unread: list[Unread] = []
        self.columns: list[Column] = []
        self.before: list[Line] = []
        """Lines and lone cells above the first heading, for the facts of the list."""
        self.after: list[Line] = []
        self._reader = rows
        self._numbering = Numbering()
        self._header: Header | None = None
        self._layout: Layout | None = None
        self._section = Section()
        self._headings: list[tuple[Section, tuple[Line, ...]]] = []
        """Headings that no row has followed yet; only a row makes them headings."""
        self._draft: Draft | None = None
        self._plain: tuple[Grid, int, list[str], Layout, Section] | None = None
        """The last item, where it is a row of plain cells; at most one of ``_draft`` and ``_plain`` is set."""
        self._apart = True
        """Whether anything but debris stood since the last row of a table."""

    def read_line(self, line: Line) -> None:
        """Take a line that stands outside any table."""
        if printed_span(line.text)[1]:
            self._lone(line, in_table=False)

    def read_grid(self, grid: Grid) -> None:
        """Take a table; one without a heading of its own may continue the table before it."""
        covered = covered_cells(grid)
        below_merge = {row for (row, _), (top, _) in covered.items() if top < row}
        layout = self._carried(grid, covered)
        if self._apart:
            self._numbering.begin_section()
        skipped = 0
        for row, raw in enumerate(grid.rows):
            if skipped:
                skipped -= 1
                continue
            cells = [cell if cell.__class__ is str else as_text(cell) for cell in raw]
            if layout is not None and row not in below_merge and self._plain_item(grid, row, cells, layout):
                continue
            header = self._header_at(grid, row, cells, covered)
            if header is not None:
                skipped = header.rows - 1
                layout = self._begin(header)
            elif layout is None:
                self._lone_cells(grid, row, cells)
            elif row in grid.continued:
                self._join(grid, row, cells, "cell_of_several_lines")
            else:
                self._odd_row(grid, row, cells, layout, covered if row in below_merge else {})

    def finish(self) -> None:
        """Close the last item; headings without a row below them are ordinary lines after all."""
        self._flush()
        self.after += [line for _, lines in self._headings for line in lines]
        self._headings = []

    def _plain_item(self, grid: Grid, row: int, cells: list[str], layout: Layout) -> bool:
        """Read the row at once if it is an ordinary item: a number, a name, and one cell for each heading."""
        if layout.number is None or len(cells) != layout.width:
            return False
        number = cells[layout.number]
        if (
            not number.isdecimal()
            or layout.subitem is not None
            or row in grid.continued
            or row in grid.filled
        ):
            return False
        if not begins_visibly(cells[layout.name]):
            return False
        self._flush()
        if self._headings:
            self._enter_sections()
        self._apart = False
        doubt = self._numbering.take(number)
        if doubt is None:
            self._plain = (grid, row, cells, layout, self._section)
        else:
            self._draft = Draft(grid, row, cells, layout, self._section)
            self._draft.note(doubt[0], "number", doubt[1])
        return True

    def _item(
        self, grid: Grid, row: int, cells: list[str], layout: Layout, *, numbered: bool = True
    ) -> Draft:
        """Begin a new item with this row."""
        self._flush()
        if self._headings:
            self._enter_sections()
        draft = self._draft = Draft(grid, row, cells, layout, self._section)
        self._apart = False
        if numbered and layout.number is not None:
            doubt = self._numbering.take(draft.number) if draft.number else ("number_missing", {})
            if doubt is not None:
                draft.note(doubt[0], "number", doubt[1])
        return draft

    def _open_draft(self) -> Draft | None:
        """Return the last item, still open for a continuation."""
        if self._plain is not None:
            self._draft, self._plain = Draft(*self._plain), None
        return self._draft

    def _flush(self) -> None:
        if self._plain is not None:
            power = self._reader.read_plain(*self._plain)
            if power is None:
                power = self._reader.read(Draft(*self._plain))
            self._plain = None
            self.rows.append(power)
        elif self._draft is not None:
            self.rows.append(self._reader.read(self._draft))
            self._draft = None

    def _enter_sections(self) -> None:
        for section, lines in self._headings:
            self._section = self._section.under(section)
            code = "kind_heading" if section.kind is not None else "department_heading"
            for line in lines:
                text, place = _visible(line)
                self.findings.append(finding(code, source=place, piece=text, printed=text))
        self._headings = []

    # headings of tables

    def _header_at(self, grid: Grid, row: int, cells: list[str], covered: Covered) -> Header | None:
        following = grid.rows[row + 1] if row + 1 < len(grid.rows) else ()
        return header_at(grid, row, (cells, [as_text(cell) for cell in following]), covered)

    def _carried(self, grid: Grid, covered: Covered) -> Layout | None:
        """Return the layout of the table before, where this one plainly goes on without a heading of its own."""
        if self._layout is None or self._apart or grid.place.sheet is not None:
            return None
        for row in range(min(3, len(grid.rows))):
            if self._header_at(grid, row, [as_text(cell) for cell in grid.rows[row]], covered):
                return None
        if not grid.rows or max(map(len, grid.rows)) != self._layout.width:
            return None
        self.findings.append(finding("header_carried_over", source=grid.place))
        return self._layout

    def _begin(self, header: Header) -> Layout:
        """Start reading below a heading; the same heading again is a page break."""
        if header.same_as(self._header) and self._layout is not None:
            cells = [place for parts in header.parts for place in parts]
            for row, at in dict.fromkeys(cells):
                text, place = header.grid.text(row, at).strip(), header.grid.place_of(row, at)
                self.findings.append(finding("repeated_header", source=place, piece=text))
            return self._layout
        self._flush()
        self._header = header
        self._layout, columns, doubts = layout_of(header)
        self.columns += columns
        self.findings += doubts
        self._numbering.begin_section()
        return self._layout

    # rows that are not plain items

    def _odd_row(self, grid: Grid, row: int, cells: list[str], layout: Layout, covered: Covered) -> None:
        printed = [at for at, cell in enumerate(cells) if printed_span(cell)[1]]
        filled = {
            at: covered[row, at] for at in range(layout.width) if covered.get((row, at), (row, 0))[0] < row
        }
        if not printed:
            return
        if len(printed) == 1 and not filled and self._single(grid, row, printed[0], cells, layout):
            return
        cells = cells + [""] * (layout.width - len(cells))
        if layout.name in filled and (layout.subitem is None or not clean(cells[layout.subitem])):
            self._join(grid, row, cells, "joined_by_merged_cell")
        elif self._is_aside(grid, row, cells, printed, layout):
            return
        elif self._continues(cells, printed, layout):
            self._join(grid, row, cells, "joined_continuation")
        elif self._names_an_item(cells, layout, filled, printed):
            self._odd_item(grid, row, cells, layout, filled)
        else:
            for at in printed:
                self._not_understood(grid, row, at, cells[at])

    def _single(self, grid: Grid, row: int, at: int, cells: list[str], layout: Layout) -> bool:
        """Take a row with one printed cell; return whether it was dealt with."""
        padded = cells + [""] * (layout.width - len(cells))
        if at < layout.width and at != layout.number and self._continues(padded, [at], layout):
            self._join(grid, row, padded, "joined_continuation")
            return True
        if at == layout.name and layout.number is None:
            return section_headed(cells[at]) is not None and self._lone_cells(grid, row, cells)
        return self._lone_cells(grid, row, cells)

    def _is_aside(self, grid: Grid, row: int, cells: list[str], printed: list[int], layout: Layout) -> bool:
        """Take a row of totals, a note or a heading spread over two cells; return whether it was one."""
        number = clean(cells[layout.number]) if layout.number is not None else ""
        if number[:1].isdecimal() or len(printed) > 3:
            return False
        lines = tuple(Line(cells[at], grid.corner_of(row, at)) for at in printed)
        code = debris_of(clean("".join(cells[at] for at in printed)))
        if code is not None:
            for line in lines:
                text, place = _visible(line)
                self.findings.append(finding(code, source=place, piece=text, printed=text))
            return True
        section = section_headed("、".join(clean(cells[at]) for at in printed)) if len(printed) == 2 else None
        if section is not None and section.kind is not None:
            self._flush()
            self._headings.append((section, lines))
            self._numbering.begin_section()
            return True
        return False

    def _names_an_item(self, cells: list[str], layout: Layout, filled: dict[int, tuple[int, int]],
                       printed: list[int]) -> bool:  # fmt: skip
        if layout.subitem is not None and clean(cells[layout.subitem]):
            return True
        if not clean(cells[layout.name]):
            return False
        if layout.number is None or clean(cells[layout.number]) or layout.number in filled:
            return True
        return len([at for at in printed if at < layout.width]) + len(filled) > 1

    def _odd_item(self, grid: Grid, row: int, cells: list[str], layout: Layout,
                  filled: dict[int, tuple[int, int]]) -> None:  # fmt: skip
        """Read an item whose row lacks cells, has too many, or shares merged cells with the row above."""
        whole = list(cells[: layout.width])
        for at, (top, left) in filled.items():
            whole[at] = grid.text(top, left)
        draft = self._item(grid, row, whole, layout, numbered=layout.number not in filled)
        for at, (top, _) in filled.items():
            field = layout.field_of(at)
            draft.pieces.append(Piece(grid, top, ((field, at),)))
            self._not_understood(grid, row, at, cells[at])
            if at == layout.number:
                draft.note("number_from_merged_cell", "number", number=draft.number)
            elif clean(whole[at]):
                draft.note("filled_from_merged_cell", field, header=layout.headers[at])
        missing = layout.width - len(grid.rows[row])
        if missing > 0:
            lacking = "、".join(filter(None, layout.headers[-missing:]))
            draft.note("cells_missing", count=missing, header=lacking)
        if row in grid.filled:
            draft.note("empty_line_as_cell")
        for at in range(layout.width, len(cells)):
            if clean(cells[at]):
                draft.note("cells_surplus", printed=clean(cells[at]))
                self.unread.append(Unread(cells[at].strip(), grid.place_of(row, at)))

    def _continues(self, cells: list[str], printed: list[int], layout: Layout) -> bool:
        """Return whether every printed cell goes on with a cell of the item before that plainly breaks off."""
        draft = self._open_draft()
        if (
            draft is None
            or draft.layout is not layout
            or layout.number is None
            or max(printed) >= layout.width
        ):
            return False
        return layout.number not in printed and all(
            breaks_off(draft.printed(layout.field_of(at))) for at in printed
        )

    def _join(self, grid: Grid, row: int, cells: list[str], code: str) -> None:
        draft = self._open_draft()
        if draft is None:
            for at, cell in enumerate(cells):
                self._not_understood(grid, row, at, cell)
            return
        layout = draft.layout
        cells = cells + [""] * (layout.width - len(cells))
        headers = [layout.headers[at] for at in range(layout.width) if clean(cells[at])]
        draft.join(grid, row, cells)
        draft.note(code, header="、".join(headers))

    # what is no row

    def _not_understood(self, grid: Grid, row: int, at: int, text: str) -> None:
        if printed_span(text)[1]:
            shown, place = _visible(Line(text, grid.corner_of(row, at)))
            self.unread.append(Unread(shown, place))

    def _lone_cells(self, grid: Grid, row: int, cells: Sequence[str]) -> bool:
        for at, cell in enumerate(cells):
            if printed_span(cell)[1]:
                self._lone(Line(cell, grid.corner_of(row, at)), in_table=self._layout is not None)
        return True

    def _lone(self, line: Line, *, in_table: bool) -> None:
        """Place a line or a cell that is no part of a row."""
        text, place = _visible(line)
        code = "website" if line.place.part == "title" else debris_of(clean(text))
        if code is not None:
            self.findings.append(finding(code, source=place, piece=text, printed=text))
            return
        self._flush()
        self._apart = True
        section = section_headed(text, in_table=in_table)
        if section is not None:
            self._headings.append((section, (line,)))
            self._numbering.begin_section()
        elif self._layout is None:
            self.before.append(line)
        else:
            self.after.append(line)


def _visible(line: Line) -> tuple[str, Place]:
    start, end = printed_span(line.text)
    return line.text[start:end], line.place.shifted(start, end)


def breaks_off(text: str) -> bool:
    """Return whether a text plainly stops in the middle: a bracket left open, or a comma at its end."""
    if not clean(text):
        return False
    return bool(_UNFINISHED.search(text)) or any(text.count(pair[0]) > text.count(pair[1]) for pair in _PAIRS)
