"""Where a piece of text stands in the file it was read from.

Rows of a long list share one grid and one layout, and a place is spelt out only
when somebody asks for it: a hundred thousand rows must not carry a million objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ._cleaning import as_text, printed_span


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; only the parts its format knows are set. Lines, rows and columns count from 1."""

    part: str | None = None
    """A part of a Word file or web page beside its body: header, footer, footnotes, title."""
    sheet: str | None = None
    table: int | None = None
    paragraph: int | None = None
    line: int | None = None
    row: int | None = None
    column: int | None = None
    cell: str | None = None
    """The name of a spreadsheet cell, e.g. B7."""
    start: int | None = None
    """Offset of the first character within the line, paragraph or cell."""
    end: int | None = None

    def of_row(self) -> Place:
        """Return the place of the whole row or line this place lies in."""
        return replace(self, column=None, cell=None, start=None, end=None)

    def shifted(self, start: int, end: int) -> Place:
        """Return the place of the characters ``start`` to ``end`` counted within this place."""
        return replace(self, start=(self.start or 0) + start, end=(self.start or 0) + end)


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph outside any table; ``place.start`` is the offset of its first character."""

    text: str
    place: Place
    separates: bool = False
    """True for a line without a single character, as between the rows of a flattened table."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged region of a grid, in rows and columns of the grid from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """A table as it stands in the file: printed text in rows and columns, and the merged regions."""

    place: Place
    """Of the whole table."""
    rows: Sequence[Sequence[object]]
    """Text, or the numbers and dates of a spreadsheet; merged regions hold their text in the first cell."""
    merges: Sequence[Merge] = ()
    first_row: int = 1
    first_column: int = 1
    named_cells: bool = False
    """Whether a cell is called B7, as in a spreadsheet."""
    spots: Sequence[Sequence[Place]] | None = None
    """The place of each cell's first character, where the table was put together from lines."""
    lines: Sequence[int] | None = None
    """The line each row begins on, in a file of separated values."""
    continued: frozenset[int] = frozenset()
    """Rows that belong to the row before because one cell runs over several lines."""
    filled: frozenset[int] = frozenset()
    """Rows in which lines without a character were taken as blank cells."""
    labels: Mapping[int, tuple[Place, ...]] | None = None
    """Where each column's heading is printed, for a list whose items each repeat it as a label."""

    def text(self, row: int, column: int) -> str:
        """Return the printed text of a cell; "" where the row is shorter."""
        cells = self.rows[row]
        return as_text(cells[column]) if column < len(cells) else ""

    def place_of(self, row: int, column: int) -> Place:
        """Return the place of the visible characters of a cell."""
        return self.corner_of(row, column).shifted(*printed_span(self.text(row, column)))

    def corner_of(self, row: int, column: int) -> Place:
        """Return the place at which the text of a cell begins, blanks included."""
        if self.spots is not None:
            return self.spots[row][column]
        number, at = row + self.first_row, column + self.first_column
        if self.lines is not None:
            return Place(line=self.lines[row], column=at)
        if self.named_cells:
            return replace(self.place, row=number, cell=f"{column_name(at)}{number}")
        return replace(self.place, row=number, column=at)


@dataclass(frozen=True, slots=True)
class Piece:
    """One grid row's share of a power: which field stands in which column."""

    grid: Grid
    row: int
    columns: Sequence[tuple[str, int]]

    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield each field that has visible text here, with its place."""
        for name, column in self.columns:
            if printed_span(self.grid.text(self.row, column))[1]:
                yield name, self.grid.place_of(self.row, column)


def column_name(number: int) -> str:
    """Return the letters of a spreadsheet column counted from 1 (28 → AB)."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
