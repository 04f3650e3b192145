"""Read a list printed as numbered paragraphs instead of a table: 1. name, then labelled lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ._cleaning import clean, printed_span, simplified
from ._places import Grid, Line, Place
from ._words import heading_of, pattern

_ITEM = re.compile(r"\s*(\d{1,5}(?:\.\d{1,3})?)\s*[.．、](?!\d)\s*(?=\S)")
_LABEL = re.compile(r"\s*([^\s：:，。；;《》（）()]{2,12})\s*[：:]\s*(?=\S)")
_SEGMENT_END = re.compile(r"[；;]\s*|[ \u3000]{2,}|\t\s*")
_LINES_UNDER_TITLE = 6
_LONGEST_NAME = 120
_HEADERS = ["序号", "事项名称"]

Cell = tuple[str, Place]


def numbered_grid(lines: Sequence[Line]) -> Iterator[Line | Grid]:
    """Yield the lines, with the numbered items that are plainly a list of powers as one grid.

    Policy papers number their paragraphs too. Items are taken for powers only where
    they carry labels such as 实施部门：, or stand below a line that calls itself a list (清单).
    """
    starts = [at for at, line in enumerate(lines) if _ITEM.match(line.text)]
    items = [_Item(lines, at, end) for at, end in zip(starts, [*starts, len(lines)][1:], strict=True)]
    bare_from = max((at for at, item in enumerate(items) if not item.fields), default=-1) + 1
    long_from = max((at for at, item in enumerate(items) if not item.is_short), default=-1) + 1
    for at, first in enumerate(starts):
        if at >= bare_from or (at >= long_from and _below_title(lines, first)):
            yield from lines[:first]
            yield _grid(lines[first], items[at:])
            return
    yield from lines


def _below_title(lines: Sequence[Line], first: int) -> bool:
    near = lines[max(0, first - 3 * _LINES_UNDER_TITLE) : first]
    above = [text for line in near if (text := clean(line.text))][-_LINES_UNDER_TITLE:]
    return any(pattern("list_title").fullmatch(simplified(text)) for text in above)


class _Item:
    """One numbered item: its number, its name, its labelled fields, and lines that are neither."""

    def __init__(self, lines: Sequence[Line], start: int, end: int) -> None:
        head = lines[start]
        mark = _ITEM.match(head.text)
        if mark is None:
            raise ValueError("an item begins with its number")
        self.number: Cell = mark[1], head.place.shifted(*mark.span(1))
        self.fields: dict[str, Cell] = {}
        self.labels: dict[str, Place] = {}
        self.rest: list[Cell] = []
        segments = _segments(head, mark.end())
        self.name: Cell = segments[0]
        self.is_short = len(self.name[0]) <= _LONGEST_NAME and "。" not in self.name[0]
        for segment in segments[1:]:
            self._take(segment)
        for line in lines[start + 1 : end]:
            for segment in _segments(line, 0):
                self._take(segment)

    def _take(self, segment: Cell) -> None:
        text, place = segment
        match = _LABEL.match(text)
        label = match[1] if match else ""
        if match is None or heading_of(label) is None or label in self.fields:
            if printed_span(text)[1]:
                self.rest.append(segment)
            return
        self.fields[label] = text[match.end() :], place.shifted(match.end(), len(text))
        self.labels[label] = place.shifted(*match.span(1))


def _segments(line: Line, start: int) -> list[Cell]:
    """Cut a line at semicolons and wide blanks that are followed by a label; a basis may hold semicolons."""
    cuts = [start]
    ends = []
    for match in _SEGMENT_END.finditer(line.text, start):
        label = _LABEL.match(line.text, match.end())
        if label and heading_of(label[1]):
            ends.append(match.start())
            cuts.append(match.end())
    ends.append(len(line.text))
    return [(line.text[cut:end], line.place.shifted(cut, end)) for cut, end in zip(cuts, ends, strict=True)]


def _grid(head: Line, items: Sequence[_Item]) -> Grid:
    labels = list(dict.fromkeys(label for item in items for label in item.fields))
    texts: list[list[str]] = [[*_HEADERS, *labels]]
    spots: list[list[Place]] = [[head.place] * len(texts[0])]
    for item in items:
        blank = "", item.number[1]
        row = [item.number, item.name, *(item.fields.get(label, blank) for label in labels)]
        for cells in (row, *([rest] for rest in item.rest)):
            texts.append([text for text, _ in cells])
            spots.append([place for _, place in cells])
    printed = {
        at: tuple(item.labels[label] for item in items if label in item.labels)
        for at, label in enumerate(labels, start=len(_HEADERS))
    }
    return Grid(Place(line=head.place.line), texts, spots=spots, labels=printed)
