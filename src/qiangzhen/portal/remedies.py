"""Where somebody whom an act concerns may turn, with the time there is for it: law as data, read once."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from qiangzhen.county import law
from qiangzhen.kernel.deadlines import TimeLimit, load_time_limits
from qiangzhen.kernel.lawdata import Certainty, read_law_file
from qiangzhen.kernel.statutes import SOURCE_SCHEMA, PowerKind, Source, Text, source_from

_TEXT = {
    "type": "object",
    "required": ["zh", "en"],
    "additionalProperties": False,
    "properties": {"zh": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
}
_REMEDY = {
    "type": "object",
    "required": ["key", "name", "source", "certainty", "says"],
    "additionalProperties": False,
    "properties": {
        "key": {"type": "string"},
        "name": _TEXT,
        "source": SOURCE_SCHEMA,
        "certainty": {"enum": [certainty.value for certainty in Certainty]},
        "kinds": {"type": "array", "items": {"enum": [kind.value for kind in PowerKind]}},
        "limit": {"type": "string"},
        "says": _TEXT,
    },
}
_SCHEMA = {
    "type": "object",
    "required": ["remedies"],
    "additionalProperties": False,
    "properties": {"remedies": {"type": "array", "minItems": 1, "items": _REMEDY}},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One way to have an act looked at again."""

    key: str
    name: Text
    source: Source
    certainty: Certainty
    kinds: frozenset[PowerKind]
    """Only for these kinds of power; empty: for all."""
    limit: TimeLimit | None
    """How long one has for it."""
    says: Text


def list_remedies(*, kind: str) -> list[Remedy]:
    """Return the remedies against acts of a kind of power."""
    return [remedy for remedy in _remedies() if not remedy.kinds or PowerKind(kind) in remedy.kinds]


@functools.cache
def _remedies() -> tuple[Remedy, ...]:
    limits = load_time_limits(law.law_dir())
    rows = read_law_file(law.law_dir() / "national" / "remedies.yaml", _SCHEMA)["remedies"]
    return tuple(
        Remedy(
            key=row["key"],
            name=Text(**row["name"]),
            source=source_from(row["source"]),
            certainty=Certainty(row["certainty"]),
            kinds=frozenset(map(PowerKind, row.get("kinds", ()))),
            limit=limits.limits[row["limit"]] if "limit" in row else None,
            says=Text(**row["says"]),
        )
        for row in rows
    )
