"""A rule of handing down: one row of law that permits, forbids, conditions or notes."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qiangzhen.kernel.lawdata import Certainty, read_law_file
from qiangzhen.kernel.statutes import SOURCE_SCHEMA, Source, source_from

from .._vocabulary import Mode, Text
from ._conditions import CONDITION_SCHEMA, Condition, condition_from


class Effect(enum.Enum):
    """What a rule does to a mode when it applies."""

    PERMIT = "permit"
    """In the floor: opens the way, which is otherwise closed. In a pack: says that the document allows it."""
    FORBID = "forbid"
    """Closes the way."""
    CONDITION = "condition"
    """Leaves the way open on a condition that the question does not answer."""
    NOTE = "note"
    """Changes no outcome; says something, or adds a paper, a publication, a filing."""
    OTHERWISE = "otherwise"
    """The floor's last word: nothing opens this way."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One row, with its source, the days it holds, and how sure it is."""

    number: str
    layer: str
    effect: Effect
    modes: frozenset[Mode]
    when: Condition
    says: Text
    source: Source
    in_force_from: dt.date
    in_force_to: dt.date | None
    certainty: Certainty
    turns_on_case: bool = False
    """Forbids for what this case lacks, so that a document permitting the kind of power does not contradict it."""
    finding: str | None = None
    only_of_open_ways: bool = False
    """Its finding is about using a way, so it is not said of one that is forbidden."""
    remedy: Text | None = None
    papers: tuple[str, ...] = ()
    publication: tuple[str, ...] = ()
    filing: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()

    def holds(self, on: dt.date) -> bool:
        """Say whether the rule is law on a day; the day it ends is the first without it."""
        return self.in_force_from <= on and (self.in_force_to is None or on < self.in_force_to)


TEXT_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "required": ["zh", "en"],
    "additionalProperties": False,
    "properties": {"zh": {"type": "string", "minLength": 2}, "en": {"type": "string", "minLength": 2}},
}
CERTAINTY_SCHEMA: Mapping[str, Any] = {"enum": [certainty.value for certainty in Certainty]}
MODES_SCHEMA: Mapping[str, Any] = {
    "type": "array",
    "minItems": 1,
    "uniqueItems": True,
    "items": {"enum": [mode.value for mode in Mode]},
}
_CODES = {
    "type": "array",
    "minItems": 1,
    "uniqueItems": True,
    "items": {"type": "string", "pattern": "^[a-z_]+$"},
}
_RULE_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "required": [
        "number",
        "source",
        "in_force_from",
        "in_force_to",
        "certainty",
        "modes",
        "effect",
        "when",
        "says",
    ],
    "additionalProperties": False,
    "properties": {
        "number": {"type": "string", "pattern": r"^QZ-XF-([A-Z0-9]{2,8}-)?[0-9]{3}$"},
        "source": SOURCE_SCHEMA,
        "in_force_from": {"type": "string", "format": "date"},
        "in_force_to": {"oneOf": [{"type": "null"}, {"type": "string", "format": "date"}]},
        "certainty": CERTAINTY_SCHEMA,
        "modes": MODES_SCHEMA,
        "effect": {"enum": [effect.value for effect in Effect]},
        "when": {"$ref": "#/$defs/condition"},
        "says": TEXT_SCHEMA,
        "turns_on_case": {"const": True},
        "finding": {"type": "string", "pattern": "^[a-z_]+$"},
        "only_of_open_ways": {"const": True},
        "remedy": TEXT_SCHEMA,
        "papers": _CODES,
        "publication": _CODES,
        "filing": _CODES,
        "reviewers": _CODES,
    },
}
RULES_SCHEMA: Mapping[str, Any] = {
    "$defs": {"condition": CONDITION_SCHEMA},
    "type": "object",
    "required": ["rules"],
    "additionalProperties": False,
    "properties": {"rules": {"type": "array", "minItems": 1, "items": _RULE_SCHEMA}},
}
"""The JSON Schema of a file of rules of handing down."""


def text_from(row: Mapping[str, str]) -> Text:
    """Return the ``Text`` of a ``{zh, en}`` field."""
    return Text(row["zh"], row["en"])


def read_rules(path: Path, *, layer: str) -> tuple[Rule, ...]:
    """Return the rules of one file in its order. Raises ``BrokenLawFile`` naming file, line and field."""
    return tuple(_rule_from(row, layer) for row in read_law_file(path, RULES_SCHEMA)["rules"])


def _rule_from(row: Mapping[str, Any], layer: str) -> Rule:
    ends = row["in_force_to"]
    return Rule(
        number=row["number"],
        layer=layer,
        effect=Effect(row["effect"]),
        modes=frozenset(Mode(mode) for mode in row["modes"]),
        when=condition_from(row["when"]),
        says=text_from(row["says"]),
        source=source_from(row["source"]),
        in_force_from=dt.date.fromisoformat(row["in_force_from"]),
        in_force_to=None if ends is None else dt.date.fromisoformat(ends),
        certainty=Certainty(row["certainty"]),
        turns_on_case=row.get("turns_on_case", False),
        finding=row.get("finding"),
        only_of_open_ways=row.get("only_of_open_ways", False),
        remedy=text_from(row["remedy"]) if "remedy" in row else None,
        papers=tuple(row.get("papers", ())),
        publication=tuple(row.get("publication", ())),
        filing=tuple(row.get("filing", ())),
        reviewers=tuple(row.get("reviewers", ())),
    )
