"""The table, and its rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure beside its goal, or the reason why there is none."""

    what: str
    size: str
    rate: float | None
    """Per second."""
    bytes_each: float | None = None
    beside: str = ""
    """The ratio that the goal speaks of, or why nothing was run."""


def printed(rows: list[Row]) -> str:
    """Return the rows as one table in Markdown, so that it can be put into the documentation as it is."""
    head = ["what", "size", "per second", "bytes a grant", "beside"]
    lines = [
        [
            row.what,
            row.size,
            "not run" if row.rate is None else _rate(row.rate),
            "" if row.bytes_each is None else f"{row.bytes_each:,.0f}",
            row.beside,
        ]
        for row in rows
    ]
    widths = [max(len(line[column]) for line in [head, *lines]) for column in range(len(head))]
    rule = ["-" * width for width in widths]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in [head, rule, *lines]
    )


def _rate(rate: float) -> str:
    return f"{rate:,.1f}" if rate < 100 else f"{rate:,.0f}"
