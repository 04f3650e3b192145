"""Put a flattened table together again: one cell on each line, the headings first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ._cleaning import clean, printed_span
from ._kinds import kind_named
from ._numbering import looks_like_number
from ._places import Grid, Line, Place
from ._words import heading_of, is_header

_MOST_COLUMNS = 25
_SURPLUS_LINES = 60


@dataclass(frozen=True, slots=True)
class FlatHeader:
    """Headings found one below the other."""

    cells: tuple[int, ...]
    """The lines they stand on, counted from where the search began."""
    labels: tuple[str, ...]
    loose: bool
    """Whether empty lines stand between single cells, so that they cannot mean the end of a row."""

    @property
    def roles(self) -> tuple[str | None, ...]:
        """Return the role of each column."""
        return tuple(heading.role if (heading := heading_of(label)) else None for label in self.labels)


def flattened_header_at(lines: Sequence[Line], at: int) -> FlatHeader | None:
    """Return the headings that begin on a line, or None if they do not head a list."""
    if heading_of(lines[at].text) is None:
        return None
    cells: list[int] = []
    gaps = 0
    for index in range(at, min(len(lines), at + 3 * _MOST_COLUMNS)):
        text = clean(lines[index].text)
        if not text:
            gaps += 1
            continue
        if heading_of(text) is None and not _heads_on(lines, index):
            break
        cells.append(index)
    labels = tuple(clean(lines[index].text) for index in cells)
    if not is_header(list(labels)):
        return None
    inner = sum(1 for index in range(cells[0], cells[-1]) if not clean(lines[index].text))
    return FlatHeader(tuple(cells), labels, loose=inner > 0)


def _heads_on(lines: Sequence[Line], index: int) -> bool:
    """Return whether an unknown short word is still a heading because a known one follows at once."""
    text = clean(lines[index].text)
    if looks_like_number(text) or len(text) > 15 or "《" in text:
        return False
    return index + 1 < len(lines) and heading_of(clean(lines[index + 1].text)) is not None


def flattened_grid(lines: Sequence[Line]) -> Grid:
    """Return the table whose headings begin at the first line, with all that stands below it."""
    header = flattened_header_at(lines, 0)
    if header is None:
        raise ValueError("the first line must begin the headings of a flattened table")
    return _Assembly(lines, header).grid()


class _Assembly:
    """Walks down the lines and cuts them into rows under the heading last seen."""

    def __init__(self, lines: Sequence[Line], header: FlatHeader) -> None:
        self._lines = lines
        self._header = header
        self._rows: list[list[Line]] = []
        self._continued: set[int] = set()
        self._filled: set[int] = set()

    def grid(self) -> Grid:
        """Walk down the lines, row by row."""
        at = 0
        while at < len(self._lines):
            if not printed_span(self._lines[at].text)[1]:
                at += 1
                continue
            header = flattened_header_at(self._lines, at)
            if header is not None:
                self._header = header
                self._rows.append([self._lines[cell] for cell in header.cells])
                at = header.cells[-1] + 1
                continue
            taken = self._row_at(at)
            if not taken:
                self._rows.append([self._lines[at]])
            at += taken or 1
        return Grid(
            Place(line=self._lines[0].place.line),
            [[line.text for line in row] for row in self._rows],
            spots=[[line.place for line in row] for row in self._rows],
            continued=frozenset(self._continued),
            filled=frozenset(self._filled),
        )

    def _row_at(self, at: int) -> int:
        """Take the row that begins on a line; return how many lines it had, 0 if no row begins there."""
        numbered = self._header.roles[0] == "number"
        if numbered and not looks_like_number(clean(self._lines[at].text)):
            return 0
        for span in self._spans(at, numbered):
            lines = self._lines[at : at + span]
            for fit in (self._whole, self._with_empty_lines, self._with_long_cell):
                if fit(list(lines)):
                    return span
        return 0

    def _spans(self, at: int, numbered: bool) -> Iterator[int]:
        """Yield how many lines the row may have: up to the empty line, the next number, or its full width."""
        width = len(self._header.labels)
        end = at + 1
        stops = []
        cells = 1
        while end < len(self._lines) and end < at + 2 * width + _SURPLUS_LINES:
            line = self._lines[end]
            if line.separates and not self._header.loose:
                stops.append(end - at)
            if numbered and cells >= width - 1 and looks_like_number(clean(line.text)):
                stops.append(end - at)
                break
            if flattened_header_at(self._lines, end) is not None:
                stops.append(end - at)
                break
            if not line.separates:
                cells += 1
            end += 1
            if cells == width and (self._header.loose or not numbered):
                stops.append(end - at)
        else:
            stops.append(end - at)
        yield from dict.fromkeys(stops)

    def _whole(self, lines: list[Line]) -> bool:
        """Take the lines as the cells of a row, the last cells perhaps lacking."""
        cells = [line for line in lines if not line.separates]
        width = len(self._header.labels)
        if not 2 <= len(cells) <= width or (len(cells) < width - 1 and not self._reaches_bases(cells)):
            return False
        if not self._agree(cells) or not self._certain(cells):
            return False
        self._rows.append(cells)
        return True

    def _with_empty_lines(self, lines: list[Line]) -> bool:
        """Take lines without a single character as blank cells."""
        while lines and lines[-1].separates:
            lines.pop()
        if self._header.loose or not any(line.separates for line in lines):
            return False
        if len(lines) > len(self._header.labels) or not self._agree(lines):
            return False
        self._filled.add(len(self._rows))
        self._rows.append(lines)
        return True

    def _with_long_cell(self, lines: list[Line]) -> bool:
        """Take surplus lines as one cell of bases running over several lines, each with a title of its own."""
        cells = [line for line in lines if not line.separates]
        roles, width = self._header.roles, len(self._header.labels)
        surplus = len(cells) - width
        if surplus <= 0 or "bases" not in roles:
            return False
        bases = roles.index("bases")
        long = cells[bases : bases + surplus + 1]
        row = cells[: bases + 1] + cells[bases + surplus + 1 :]
        if not all("《" in line.text for line in long) or not self._agree(row):
            return False
        self._rows.append(row)
        for line in long[1:]:
            self._continued.add(len(self._rows))
            blank = [Line("", line.place)] * bases
            self._rows.append([*blank, line])
        return True

    def _certain(self, cells: list[Line]) -> bool:
        """Return whether, where no heading tells a cell from a sentence, the cells at least look like cells."""
        if {"number", "kind", "bases"} & set(self._header.roles):
            return True
        return len(cells) == len(self._header.labels) and not any("。" in line.text for line in cells)

    def _reaches_bases(self, cells: list[Line]) -> bool:
        roles = self._header.roles
        return "bases" in roles and len(cells) > roles.index("bases")

    def _agree(self, cells: list[Line]) -> bool:
        """Return whether the cells are of the sort their headings say: a number, a kind, a title in 《》."""
        sure = 0
        for role, line in zip(self._header.roles, cells, strict=False):
            text = clean(line.text)
            if role == "number":
                if not looks_like_number(text):
                    return False
                sure += 1
            elif role in ("name", "department", "kind") and text and "《" in text and role != "name":
                return False
            elif role == "kind" and text:
                if len(text) > 20:
                    return False
                sure += kind_named(text) is not None
            elif role == "bases" and text:
                sure += "《" in text
            elif role == "name" and (not text or looks_like_number(text)):
                return False
        return sure >= min(2, sum(role in ("number", "kind", "bases") for role in self._header.roles))
