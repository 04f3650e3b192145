"""Find tables in lines of text: columns set off by tabs, strokes or blanks, or one cell on each line.

A table copied from a web page often arrives flattened: the headings one below the
other, then the cells of each row, with an empty line between rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ._cleaning import MASK, clean, printed_span
from ._flattened import flattened_grid, flattened_header_at
from ._numbered import numbered_grid
from ._places import Grid, Line, Place
from ._reading import Finding
from ._words import debris_inside, finding, is_header

_STROKES = re.compile(r"[|｜│┃]")
_TABS = re.compile(r"\t")
_WIDE_BLANKS = re.compile(r"(?:[ \u3000]{2,}|\t)\s*")

Cells = list[tuple[str, Place]]


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text with their places, counted from 1."""
    return [
        Line(line, Place(line=number, start=0), separates=not line.strip(" \r"))
        for number, line in enumerate(re.split(r"\r\n|\n|\r|\x0c", text), start=1)
    ]


def without_marks(lines: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Mask marks such as ``[bookmark: _GoBack]`` inside the lines and return a finding for each."""
    masked, findings = [], []
    for line in lines:
        text = line.text
        for code, start, end in debris_inside(text):
            findings.append(
                finding(
                    code,
                    source=line.place.shifted(start, end),
                    piece=text[start:end],
                    printed=text[start:end],
                )
            )
            text = text[:start] + MASK * (end - start) + text[end:]
        masked.append(line if text is line.text else Line(text, line.place, line.separates))
    return masked, findings


def tables_in_lines(lines: Sequence[Line]) -> Iterator[Line | Grid]:
    """Yield the lines before the first table, and then everything from its heading on as one grid."""
    for at, line in enumerate(lines):
        if not printed_span(line.text)[1]:
            continue
        for split in (_split_tabs, _split_strokes, _split_blanks):
            if is_header([cell for cell, _ in split(line)]):
                yield from lines[:at]
                yield _delimited_grid(lines[at:], split)
                return
        if flattened_header_at(lines, at) is not None:
            yield from lines[:at]
            yield flattened_grid(lines[at:])
            return
    yield from numbered_grid(lines)


def _delimited_grid(lines: Sequence[Line], split: Callable[[Line], Cells]) -> Grid:
    rows = [cells for line in lines if (cells := split(line)) and any(clean(cell) for cell, _ in cells)]
    if split is _split_blanks:
        rows = list(_aligned(rows))
    return Grid(
        Place(line=lines[0].place.line),
        [[cell for cell, _ in row] for row in rows],
        spots=[[place for _, place in row] for row in rows],
    )


def _split_tabs(line: Line) -> Cells:
    return _split(line, _TABS) if "\t" in line.text else [(line.text, line.place)]


def _split_strokes(line: Line) -> Cells:
    if len(_STROKES.findall(line.text)) < 2 or re.fullmatch(r"[\s|｜│┃:+=\-─━┄┼├┤┌┐└┘┬┴]+", line.text):
        return [(line.text, line.place)]
    start, end = printed_span(line.text)
    cells = _split(line, _STROKES)
    opens, closes = bool(_STROKES.match(line.text, start)), bool(_STROKES.match(line.text, end - 1))
    return cells[1 if opens else 0 : len(cells) - 1 if closes else None]


def _split_blanks(line: Line) -> Cells:
    start, end = printed_span(line.text)
    inner = Line(line.text[start:end], line.place.shifted(start, end))
    return _split(inner, _WIDE_BLANKS)


def _split(line: Line, separator: re.Pattern[str]) -> Cells:
    cells: Cells = []
    at = 0
    for match in separator.finditer(line.text):
        cells.append((line.text[at : match.start()], line.place.shifted(at, match.start())))
        at = match.end()
    cells.append((line.text[at:], line.place.shifted(at, len(line.text))))
    return cells


def _aligned(rows: list[Cells]) -> Iterator[Cells]:
    """Yield the rows with blank cells put in where a row skips a column of the heading above it.

    Blanks leave no trace of an empty cell but the position of the next one; a row is
    only stretched where every one of its cells begins below a heading of its own.
    """
    header: list[int] = []
    for row in rows:
        starts = [place.start or 0 for _, place in row]
        if is_header([cell for cell, _ in row]):
            header = starts
        elif 1 < len(row) < len(header) and set(starts) <= set(header):
            cells = dict(zip(starts, row, strict=True))
            yield [cells.get(start, ("", row[0][1])) for start in header]
            continue
        yield row
