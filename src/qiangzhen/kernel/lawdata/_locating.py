"""The line of a field, for faults that a schema cannot see (two rows that contradict each other)."""

from __future__ import annotations

from pathlib import Path

import yaml

from ._reading import FieldPath, LawFileProblem, _build, _Lines, _printed


def locate_problem(path: Path, *, field: FieldPath, message: str) -> LawFileProblem:
    """Return a problem of an already readable file with the line on which ``field`` begins."""
    name = path.as_posix()
    lines = _Lines()
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if node is not None:
        _build(node, (), lines, [], name, frozenset())
    return LawFileProblem(name, lines.nearest(field), _printed(field), message)
