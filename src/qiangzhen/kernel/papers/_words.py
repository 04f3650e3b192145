"""The words of published lists, read from ``law/national/papers``: headings, debris, and what is said of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qiangzhen.kernel.lawdata import Certainty, read_law_file
from qiangzhen.kernel.statutes import Severity, Text

from ._cleaning import compact, simplified
from ._places import Place
from ._reading import Finding, UnreadableList

LAW = Path(__file__).resolve().parents[4] / "law"
_FOLDER = LAW / "national" / "papers"
ROLES = ("number", "name", "subitem", "department", "kind", "bases", "opinion", "further")
_FIELDS_OF_A_LIST = frozenset({"number", "department", "kind", "bases", "opinion"})
_LONGEST_HEADER = 40
_LONGEST_DEBRIS = 300
_BRACKETED = re.compile(r"[（(\[【].*?[）)\]】]|[:：*＊]")

_words: dict[str, Any] = {"type": "array", "items": {"type": "string", "minLength": 1}}
_text: dict[str, Any] = {"type": "string", "minLength": 1}
_source = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"document": _text, "clause": _text, "practice": _text},
}


def _row(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": {**required, **(optional or {})},
    }


def _rows(row: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": row}


_COLUMNS_SCHEMA = _row(
    {
        "columns": _rows(
            _row(
                {
                    "role": {"enum": list(ROLES)},
                    "whole": _words,
                    "source": _source,
                    "certainty": {"enum": [certainty.value for certainty in Certainty]},
                },
                {"part": _words},
            )
        )
    }
)
_FACT_PATTERNS = (
    "list_title", "batch", "annex", "document_title", "document_title_head", "document_number", "label",
)  # fmt: skip
_DEBRIS_SCHEMA = _row(
    {
        "debris": _rows(
            _row({"code": _text, "where": {"enum": ["whole", "inside"]}, "pattern": _text, "example": _text})
        ),
        "headings": _row({"mark": _text, "count": _text, "kind_tail": _text, "department": _text}),
        "facts": _row(dict.fromkeys(_FACT_PATTERNS, _text)),
        "lost_characters": _text,
    }
)
_FINDINGS_SCHEMA = _row(
    {
        "findings": _rows(
            _row(
                {
                    "code": _text,
                    "severity": {"enum": [severity.value for severity in Severity]},
                    "zh": _text,
                    "en": _text,
                }
            )
        ),
        "refusals": _rows(_row({"code": _text, "zh": _text, "en": _text})),
    }
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What one column heading means; ``by_part`` when only a part of its words was known."""

    role: str
    by_part: bool


@functools.cache
def _columns() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    whole: dict[str, str] = {}
    part: list[tuple[str, str]] = []
    for row in read_law_file(_FOLDER / "columns.yaml", _COLUMNS_SCHEMA)["columns"]:
        for word in row["whole"]:
            whole.setdefault(word, row["role"])
        part += [(word, row["role"]) for word in row.get("part", ())]
    return whole, tuple(part)


@functools.lru_cache(maxsize=4096)
def heading_of(printed: str) -> Heading | None:
    """Return what a column heading means, whatever its blanks, brackets and characters; None if unknown."""
    if len(printed) > _LONGEST_HEADER * 2:
        return None
    word = compact(printed)
    whole, part = _columns()
    bare = _BRACKETED.sub("", word)
    if not word or len(bare) > _LONGEST_HEADER:
        return None
    if role := whole.get(word) or whole.get(bare):
        return Heading(role, by_part=False)
    if len(bare) <= 12:
        for known, role in part:
            if known in bare:
                return Heading(role, by_part=True)
    return None


def is_header(cells: list[str]) -> bool:
    """Return whether these cells head a list of powers: a name, another field, and mostly known words."""
    printed = [cell for cell in cells if compact(cell)]
    if len(printed) < 2 or any(len(cell) > _LONGEST_HEADER * 2 for cell in printed):
        return False
    known = [heading for cell in printed if (heading := heading_of(cell))]
    roles = {heading.role for heading in known}
    return (
        bool(roles & {"name", "subitem"})
        and bool(roles & _FIELDS_OF_A_LIST)
        and len(known) * 2 >= len(printed)
        and any(not heading.by_part for heading in known)
    )


@functools.cache
def _debris() -> Any:
    return read_law_file(_FOLDER / "debris.yaml", _DEBRIS_SCHEMA)


@functools.cache
def _debris_patterns(where: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["code"], re.compile(row["pattern"])) for row in _debris()["debris"] if row["where"] == where
    )


def debris_of(line: str) -> str | None:
    """Return the code of the debris a trimmed line consists of, or None."""
    if len(line) > _LONGEST_DEBRIS:
        return None
    plain = simplified(line)
    for code, pattern in _debris_patterns("whole"):
        if pattern.fullmatch(plain):
            return code
    return None


def debris_inside(text: str) -> list[tuple[str, int, int]]:
    """Return code, start and end of each piece of debris in the middle of a text."""
    if "[" not in text:
        return []
    return [
        (code, match.start(), match.end())
        for code, pattern in _debris_patterns("inside")
        for match in pattern.finditer(text)
    ]


@functools.cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the compiled pattern of that name among ``headings``, ``facts`` and ``lost_characters``."""
    data = _debris()
    every = {**data["headings"], **data["facts"], "lost_characters": data["lost_characters"]}
    return re.compile(every[name])


@functools.cache
def _sentences(table: str) -> dict[str, Any]:
    rows = read_law_file(_FOLDER / "findings.yaml", _FINDINGS_SCHEMA)[table]
    return {row["code"]: row for row in rows}


def _filled(row: Mapping[str, str], values: Mapping[str, object]) -> Text:
    return Text(zh=row["zh"].format(**values), en=row["en"].format(**values))


def finding(
    code: str,
    words: Mapping[str, object] | None = None,
    *,
    field: str | None = None,
    source: Place | None = None,
    piece: str | None = None,
    **more: object,
) -> Finding:
    """Return the finding of that code, its sentences filled in; ``piece`` is the exact text it is about."""
    row = _sentences("findings")[code]
    values = {**(words or {}), **more}
    if "printed" in values:
        values["printed"] = _shortened(str(values["printed"]))
    return Finding(code, Severity(row["severity"]), _filled(row, values), field, source, piece)


def refusal(code: str, **values: object) -> UnreadableList:
    """Return the error of that code, ready to be raised."""
    return UnreadableList(code, _filled(_sentences("refusals")[code], values))


def _shortened(printed: str) -> str:
    return printed if len(printed) <= 60 else printed[:57] + "……"
