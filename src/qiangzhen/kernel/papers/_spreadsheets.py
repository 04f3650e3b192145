"""Read the sheets of Excel and OpenDocument files into grids."""

from __future__ import annotations

import io
import zipfile

import python_calamine
from lxml import etree

from ._archives import read_part
from ._cleaning import as_text, printed_span
from ._places import Grid, Merge, Place
from ._reading import Finding, Limits, Unread, UnreadableList
from ._words import finding, refusal

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def read_sheets(
    content: bytes, archive: zipfile.ZipFile | None, limits: Limits
) -> tuple[list[Grid], list[Finding], list[Unread]]:
    """Return a grid for each visible sheet; what hidden sheets hold is listed as unread.

    ``archive`` is the checked zip of an OpenDocument file, None for every other.
    """
    grids: list[Grid] = []
    findings: list[Finding] = []
    unread: list[Unread] = []
    merges = _open_document_merges(archive, limits)
    with _Refusing(), python_calamine.load_workbook(io.BytesIO(content)) as book:
        if not book.sheets_metadata:
            raise refusal("damaged")
        for at, facts in enumerate(book.sheets_metadata):
            if facts.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            grid = _grid(book.get_sheet_by_index(at), merges.get(facts.name, ()))
            if facts.visible == python_calamine.SheetVisibleEnum.Visible:
                grids.append(grid)
            elif pieces := _hidden(grid):
                unread += pieces
                findings.append(finding("sheet_hidden", source=grid.place, sheet=facts.name))
    return grids, findings, unread


class _Refusing:
    """Turns every way in which the native reader fails into a refusal of the file.

    Its panics arrive as a class that stands outside ``Exception`` and that no module exports.
    """

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, python_calamine.PasswordError):
            raise refusal("password_protected") from None
        broken = (python_calamine.CalamineError, OverflowError, OSError, IndexError)
        if isinstance(error, broken) or (kind is not None and kind.__name__ == "PanicException"):
            raise refusal("damaged") from None


def _grid(sheet: python_calamine.CalamineSheet, spans: tuple[Merge, ...] | list[Merge]) -> Grid:
    top, left = sheet.start or (0, 0)
    merges = [
        Merge(first[0] - top, first[1] - left, last[0] - top, last[1] - left)
        for first, last in sheet.merged_cell_ranges or ()
    ] or [Merge(span.top - top, span.left - left, span.bottom - top, span.right - left) for span in spans]
    return Grid(
        Place(sheet=sheet.name),
        sheet.to_python(),
        merges,
        first_row=top + 1,
        first_column=left + 1,
        named_cells=True,
    )


def _hidden(grid: Grid) -> list[Unread]:
    pieces = []
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            text = as_text(cell)
            start, end = printed_span(text)
            if end:
                pieces.append(Unread(text[start:end], grid.place_of(row, column)))
    return pieces


def _open_document_merges(archive: zipfile.ZipFile | None, limits: Limits) -> dict[str, list[Merge]]:
    """Return the merged regions of an OpenDocument file, which the sheet reader does not report.

    Refuses a sheet whose repeated cells would be laid out over more cells than the limit.
    """
    content = read_part(archive, "content.xml") if archive is not None else None
    if content is None:
        return {}
    walk = _OpenDocumentWalk(limits)
    try:
        for event, node in etree.iterparse(
            io.BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True
        ):
            walk.take(event, node)
    except UnreadableList:
        raise
    except (etree.XMLSyntaxError, ValueError):
        raise refusal("damaged") from None
    return walk.merges


class _OpenDocumentWalk:
    """Follows the cells of an OpenDocument file, whose rows and cells may each stand for many."""

    def __init__(self, limits: Limits) -> None:
        self.merges: dict[str, list[Merge]] = {}
        self._limits = limits
        self._sheet = ""
        self._row = self._column = 0
        self._width = self._height = 0

    def take(self, event: str, node: etree._Element) -> None:
        """Take the start or the end of one element."""
        if event == "start" and node.tag == f"{_TABLE}table":
            self._sheet, self._row = node.get(f"{_TABLE}name", ""), 0
            self._width = self._height = 0
        elif event == "start" and node.tag == f"{_TABLE}table-row":
            self._column = 0
        elif event == "end" and node.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self._cell(node)
        elif event == "end" and node.tag == f"{_TABLE}table-row":
            self._row += int(node.get(f"{_TABLE}number-rows-repeated", 1))
            if any(len(cell) for cell in node):
                self._height = self._row
            node.clear()
            if self._width * self._height > self._limits.cells:
                raise refusal("too_many_cells", limit=self._limits.cells)

    def _cell(self, node: etree._Element) -> None:
        down, across = (int(node.get(f"{_TABLE}number-{way}-spanned", 1)) for way in ("rows", "columns"))
        if down > 1 or across > 1:
            span = Merge(self._row, self._column, self._row + down - 1, self._column + across - 1)
            self.merges.setdefault(self._sheet, []).append(span)
        self._column += int(node.get(f"{_TABLE}number-columns-repeated", 1))
        if len(node):
            self._width = max(self._width, self._column)
