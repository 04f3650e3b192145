"""One YAML file of law, read strictly, with the line of every field."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import yaml

FieldPath = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader written in C where PyYAML was built with it: the same result, eight times quicker."""


class Certainty(enum.Enum):
    """How sure a stated fact is; shown on every page that shows the fact."""

    VERIFIED = "verified"
    """Read word for word in the full text of the law or in the document itself."""
    SECONDARY = "secondary"
    """Seen in a public page or data set, not in the official full text."""
    UNVERIFIED = "unverified"
    """Nobody has checked it: a configurable default, to be confirmed before it is relied on."""


@dataclass(frozen=True, slots=True)
class LawFileProblem:
    """One fault in a law file: where it is and what is wrong."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


class BrokenLawFile(ValueError):
    """A law file cannot be used; ``problems`` lists every fault found, none is hidden by another."""

    def __init__(self, problems: tuple[LawFileProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class _Lines(dict[FieldPath, int]):
    """The line on which each field of a file begins, by its path."""

    def nearest(self, path: FieldPath) -> int:
        """Return the line of the field, or of the closest field around it."""
        while path and path not in self:
            path = path[:-1]
        return self.get(path, 1)


def read_law_file(path: Path, schema: Mapping[str, Any]) -> Any:
    """Return the content of one YAML file after checking it against ``schema``.

    Dates stay ISO strings for the schema's sake (``format: date`` is checked) and
    are turned into ``datetime.date`` by the caller. Raises ``BrokenLawFile`` with
    every problem, each naming file, line and field.
    """
    name = path.as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BrokenLawFile((LawFileProblem(name, 1, "(file)", "there is no such file"),)) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BrokenLawFile((LawFileProblem(name, line, "(file)", "the file is not UTF-8 text"),)) from None
    lines = _Lines()
    problems: list[LawFileProblem] = []
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BrokenLawFile((LawFileProblem(name, line, "(file)", f"not YAML: {error.problem}"),)) from None
    except yaml.YAMLError as error:
        raise BrokenLawFile((LawFileProblem(name, 1, "(file)", f"not YAML: {error}"),)) from None
    if node is None:
        raise BrokenLawFile((LawFileProblem(name, 1, "(file)", "the file is empty"),))
    content = _build(node, (), lines, problems, name, frozenset())
    checker = jsonschema.Draft202012Validator(schema, format_checker=_formats)
    for breach in checker.iter_errors(content):
        field = tuple(breach.absolute_path)
        for surplus in _unknown_fields(breach) or ((),):
            where = field + surplus
            message = "unknown field" if surplus else breach.message
            problems.append(LawFileProblem(name, lines.nearest(where), _printed(where), message))
    if problems:
        raise BrokenLawFile(tuple(sorted(problems, key=lambda p: (p.line, p.field))))
    return content


_formats = jsonschema.FormatChecker(formats=())


@_formats.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(dt.date.fromisoformat(value))


def _unknown_fields(error: jsonschema.ValidationError) -> tuple[tuple[str], ...]:
    """Return the fields a schema does not know, so that each can be named with its own line."""
    if error.validator != "additionalProperties" or not isinstance(error.instance, dict):
        return ()
    known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
    return tuple((key,) for key in error.instance if key not in known)


def _printed(path: FieldPath) -> str:
    printed = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return printed.lstrip(".") or "(file)"


def _build(
    node: yaml.Node,
    path: FieldPath,
    lines: _Lines,
    problems: list[LawFileProblem],
    file: str,
    inside: frozenset[int],
) -> Any:
    """Turn a YAML node into plain Python, noting lines and refusing doubled keys and loops."""
    lines[path] = node.start_mark.line + 1
    if id(node) in inside:
        problems.append(LawFileProblem(file, lines[path], _printed(path), "refers to itself"))
        return None
    inside = inside | {id(node)}
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in mapping:
                line = key_node.start_mark.line + 1
                problems.append(LawFileProblem(file, line, _printed((*path, key)), "given twice"))
                continue
            mapping[key] = _build(value_node, (*path, key), lines, problems, file, inside)
            lines[(*path, key)] = key_node.start_mark.line + 1
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, i), lines, problems, file, inside) for i, item in enumerate(node.value)]
    if node.tag == "tag:yaml.org,2002:timestamp":
        return str(node.value)
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        problems.append(LawFileProblem(file, lines[path], _printed(path), f"cannot be read: {error}"))
        return None
    finally:
        loader.dispose()
