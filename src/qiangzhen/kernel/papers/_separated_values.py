"""Read comma-, semicolon- or tab-separated files, whichever the file turns out to be."""

from __future__ import annotations

import csv
import io

from ._places import Grid, Place
from ._reading import Finding, Limits
from ._words import finding, is_header, refusal

_DELIMITERS = (",", "\t", ";", "，")
_ROWS_TO_JUDGE = 60


def read_separated_values(text: str, limits: Limits) -> tuple[Grid, list[Finding]] | None:
    """Return the table of a separated-values file, or None if no delimiter gives the heading of a list."""
    for delimiter in _DELIMITERS:
        if delimiter in text and _has_header(text, delimiter):
            if text.count(delimiter) > limits.cells:
                raise refusal("too_many_cells", limit=limits.cells)
            return _read(text, delimiter)
    return None


def _has_header(text: str, delimiter: str) -> bool:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for at, row in enumerate(reader):
            if at == _ROWS_TO_JUDGE:
                return False
            if is_header(row):
                return True
    except csv.Error:
        return False
    return False


def _read(text: str, delimiter: str) -> tuple[Grid, list[Finding]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    begun: list[int] = []
    line = 1
    try:
        for row in reader:
            rows.append(row)
            begun.append(line)
            line = reader.line_num + 1
    except csv.Error:
        raise refusal("damaged") from None
    findings = []
    if text.count('"') % 2:
        opened = next((at for row, at in zip(rows, begun, strict=True) if "\n" in "".join(row)), 1)
        findings.append(finding("quote_unclosed", source=Place(line=opened), line=opened))
    return Grid(Place(line=1), rows, lines=begun), findings
