"""Find the heading of a table, over one row or two, and say which field stands in which column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ._cleaning import clean, compact
from ._places import Grid
from ._reading import Column, Finding
from ._rows import Layout
from ._words import finding, heading_of, is_header, refusal

_MOST_OVERLAP = 30
"""Merged regions never overlap in a sound file; how many times over a broken one may cover its table."""
Covered = Mapping[tuple[int, int], tuple[int, int]]
"""Cell inside a merged region → the region's first cell, which holds the text."""


def covered_cells(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for every cell inside a merged region where the region's text stands."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    rows, width = len(grid.rows), max(map(len, grid.rows), default=0)
    area = sum(min(merge.bottom + 1, rows) - merge.top for merge in grid.merges) * max(width, 1)
    if area > _MOST_OVERLAP * (rows * width + 1_000):
        raise refusal("damaged")
    for merge in grid.merges:
        for row in range(merge.top, min(merge.bottom, rows - 1) + 1):
            for column in range(merge.left, min(merge.right, width - 1) + 1):
                if (row, column) != (merge.top, merge.left):
                    covered[row, column] = merge.top, merge.left
    return covered


class Header:
    """The heading of a table as found at a row: ``rows`` grid rows high."""

    def __init__(
        self,
        grid: Grid,
        row: int,
        labels: Sequence[str],
        telling: Sequence[str],
        parts: Sequence[Sequence[tuple[int, int]]],
    ) -> None:
        self.grid = grid
        self.row = row
        self.telling = tuple(telling)
        """The part of every heading that names its field."""
        self.labels = tuple(labels)
        """The heading of every column; above and below joined by a stroke where there are two."""
        self.parts = parts
        """The cells each heading was read from."""
        self.rows = 1 + max((at for cells in parts for at, _ in cells), default=row) - row

    def same_as(self, other: Header | None) -> bool:
        """Return whether this is the same heading again, as printed at the top of each page."""
        return other is not None and [compact(label) for label in self.labels] == [
            compact(label) for label in other.labels
        ]


def header_at(grid: Grid, row: int, texts: Sequence[Sequence[str]], covered: Covered) -> Header | None:
    """Return the heading that begins at a row, or None. ``texts`` are the rows from there on, at least one."""
    upper = list(texts[0])
    lower = list(texts[1]) if len(texts) > 1 else []
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    spread = [_spread(row, at, upper, covered, row) for at in range(width)]
    two = _is_second_row(row, upper, lower, covered)
    labels, parts = [], []
    for at in range(width if two else len(texts[0])):
        above, cell = spread[at]
        below = lower[at] if two and (row + 1, at) not in covered else ""
        pieces = [clean(above), clean(below)]
        labels.append("/".join(piece for piece in pieces if piece))
        parts.append([place for place, text in ((cell, above), ((row + 1, at), below)) if clean(text)])
    telling = [_telling(label) for label in labels] if two else labels
    return Header(grid, row, labels, telling, parts) if is_header(telling) else None


def _spread(row: int, at: int, upper: list[str], covered: Covered, top: int) -> tuple[str, tuple[int, int]]:
    """Return the text over a column, taken from the left where cells are merged across."""
    origin = covered.get((row, at))
    if origin is not None and origin[0] == top and origin[1] < len(upper):
        return upper[origin[1]], origin
    return upper[at], (row, at)


def _is_second_row(row: int, upper: list[str], lower: list[str], covered: Covered) -> bool:
    """Return whether the next row still heads the table: only known words, under a wider or an empty heading."""
    printed = [(at, cell) for at, cell in enumerate(lower) if clean(cell) and (row + 1, at) not in covered]
    if not printed or sum(1 for cell in upper if heading_of(clean(cell))) < 2:
        return False
    for at, cell in printed:
        under_merge = (row, at) in covered or (row, at + 1) in covered or not clean(upper[at])
        split_above = (
            not clean(upper[at]) or under_merge or (at + 1 < len(upper) and not clean(upper[at + 1]))
        )
        if heading_of(clean(cell)) is None or not split_above:
            return False
    return True


def _telling(label: str) -> str:
    """Return the half of a two-row heading that names the field."""
    above, stroke, below = label.partition("/")
    return below if stroke and heading_of(below) else above


def layout_of(header: Header) -> tuple[Layout, tuple[Column, ...], list[Finding]]:
    """Return the layout a heading gives, its columns for the record, and doubts about single headings."""
    taken: dict[str, int] = {}
    bases: list[int] = []
    other: list[tuple[int, str]] = []
    roles: list[str | None] = []
    doubts: list[Finding] = []
    for at, label in enumerate(header.labels):
        heading = heading_of(header.telling[at])
        role = heading.role if heading and heading.role != "further" else None
        place = header.grid.place_of(*header.parts[at][0]) if header.parts[at] else None
        if role == "bases":
            bases.append(at)
        elif role in taken:
            doubts.append(finding("column_doubled", source=place, header=label))
            role = None
        elif role:
            taken[role] = at
        if role and heading and heading.by_part:
            doubts.append(finding("column_by_part", source=place, header=label, role=role))
        roles.append(role)
        if role is None:
            other.append(
                (at, _unique(label or f"({at + header.grid.first_column})", [name for _, name in other]))
            )
    if "name" not in taken:
        taken["name"] = taken.pop("subitem")
        roles[taken["name"]] = "name"
    names = dict(other)
    pieces = tuple((role or f"other:{names[at]}", at) for at, role in enumerate(roles))
    layout = Layout(
        taken.get("number"), taken["name"], taken.get("subitem"), taken.get("department"), taken.get("kind"),
        taken.get("opinion"), tuple(bases), tuple(other), header.labels,
        tuple(("name", at) if role == "subitem" else (role, at) for role, at in pieces),
    )  # fmt: skip
    return layout, _columns_of(header, roles), doubts


def _columns_of(header: Header, roles: Sequence[str | None]) -> tuple[Column, ...]:
    columns = []
    grid = header.grid
    for at, (label, role) in enumerate(zip(header.labels, roles, strict=True)):
        if grid.labels is not None:
            sources = grid.labels.get(at, ())
        else:
            sources = tuple(grid.place_of(row, column) for row, column in header.parts[at])
        if sources:
            columns.append(Column(label, role, sources))
    return tuple(columns)


def _unique(header: str, known: Sequence[str]) -> str:
    name, copy = header, 2
    while name in known:
        name, copy = f"{header} {copy}", copy + 1
    return name
