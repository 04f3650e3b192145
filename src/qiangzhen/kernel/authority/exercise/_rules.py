"""The rules by which an answer is reasoned, read from ``law/national/exercise.yaml``."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qiangzhen.kernel.lawdata import BrokenLawFile, Certainty, LawFileProblem, read_law_file
from qiangzhen.kernel.statutes import SOURCE_SCHEMA, PowerKind, Source, source_from

from .._vocabulary import Mode, Text
from ._vocabulary import ActKind, Circumstance, ReasonCode

FIELDS = frozenset(
    {
        *("county", "body", "power", "act", "on", "known_at", "place", "holder", "circumstances"),
        *("instrument", "stated_by", "start", "end", "recorded", "basis", "other", "subject"),
    }
)
"""What a sentence may fill in, as ``{body}``."""

PHRASES = (
    "granted_by_mandate",
    "granted_by_law",
    "unless_reserved",
    "competent_by_mandate",
    "competent_by_law",
    "competent_by_takeover",
    "competent_somewhere",
    "the_mandate",
    "the_power",
    "no_basis",
)
"""Why an answer was granted, why another body is competent, and what a time limit is about."""

_TEXT: Mapping[str, Any] = {
    "type": "object",
    "required": ["zh", "en"],
    "additionalProperties": False,
    "properties": {"zh": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
}


def _texts(values: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": values,
        "additionalProperties": False,
        "properties": dict.fromkeys(values, _TEXT),
    }


_DAY = {"type": ["string", "null"], "format": "date"}
_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "required": ["rules", "phrases", "acts", "circumstances"],
    "additionalProperties": False,
    "properties": {
        "acts": _texts([act.value for act in ActKind]),
        "circumstances": _texts([circumstance.value for circumstance in Circumstance]),
        "phrases": _texts(list(PHRASES)),
        "rules": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["number", "reason", "source", "in_force_from", "certainty", "says"],
                "additionalProperties": False,
                "properties": {
                    "number": {"type": "string", "pattern": "^QZ-XS-[0-9]{3}$"},
                    "reason": {"enum": [code.value for code in ReasonCode]},
                    "modes": {"type": "array", "items": {"enum": [mode.value for mode in Mode]}},
                    "kinds": {"type": "array", "items": {"enum": [kind.value for kind in PowerKind]}},
                    "source": SOURCE_SCHEMA,
                    "in_force_from": _DAY,
                    "in_force_to": _DAY,
                    "certainty": {"enum": [certainty.value for certainty in Certainty]},
                    "says": _TEXT,
                },
            },
        },
    },
}


@dataclass(frozen=True, slots=True)
class ExerciseRule:
    """One ground of refusal, where it stands in the law, and the sentence that states it."""

    number: str
    reason: ReasonCode
    modes: frozenset[Mode]
    """The modes of mandate it speaks of; empty for all."""
    kinds: frozenset[PowerKind]
    """The kinds of power it speaks of; empty for all."""
    source: Source
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    certainty: Certainty
    says: Text

    def speaks_of(self, *, mode: Mode | None, kind: PowerKind | None, on: dt.date) -> bool:
        """Return whether it holds on a day for a mandate of this mode and a power of this kind."""
        return (
            (not self.modes or mode in self.modes)
            and (not self.kinds or kind in self.kinds)
            and (self.in_force_from is None or self.in_force_from <= on)
            and (self.in_force_to is None or on < self.in_force_to)
        )


@dataclass(frozen=True, slots=True)
class ExerciseRules:
    """All rules of the exercise of powers, and the words their sentences are made of."""

    rules: tuple[ExerciseRule, ...]
    acts: Mapping[ActKind, Text]
    circumstances: Mapping[Circumstance, Text]
    phrases: Mapping[str, Text]
    """Parts of sentences that no single rule owns; their names are ``PHRASES``."""

    def rule_for(
        self, reason: ReasonCode, *, mode: Mode | None, kind: PowerKind | None, on: dt.date
    ) -> ExerciseRule:
        """Return the first rule in the file's order that speaks of the case; the last of each reason always does."""
        return next(
            rule
            for rule in self.rules
            if rule.reason is reason and rule.speaks_of(mode=mode, kind=kind, on=on)
        )


def read_exercise_rules(path: Path) -> ExerciseRules:
    """Read the file of rules; raises ``BrokenLawFile`` with file, line and field of every fault."""
    content = read_law_file(path, _SCHEMA)
    rules = tuple(_rule(row) for row in content["rules"])
    problems = [
        *_unknown_fields(content, path),
        *(
            LawFileProblem(
                path.as_posix(), 1, "rules", f"no rule for {code.value} speaks of every case and day"
            )
            for code in ReasonCode
            if not any(rule.reason is code and _is_general(rule) for rule in rules)
        ),
    ]
    if problems:
        raise BrokenLawFile(tuple(problems))
    return ExerciseRules(
        rules=rules,
        acts={ActKind(value): Text(**text) for value, text in content["acts"].items()},
        circumstances={Circumstance(value): Text(**text) for value, text in content["circumstances"].items()},
        phrases={key: Text(**text) for key, text in content["phrases"].items()},
    )


def _rule(row: Mapping[str, Any]) -> ExerciseRule:
    return ExerciseRule(
        number=row["number"],
        reason=ReasonCode(row["reason"]),
        modes=frozenset(map(Mode, row.get("modes", ()))),
        kinds=frozenset(map(PowerKind, row.get("kinds", ()))),
        source=source_from(row["source"]),
        in_force_from=_day(row["in_force_from"]),
        in_force_to=_day(row.get("in_force_to")),
        certainty=Certainty(row["certainty"]),
        says=Text(**row["says"]),
    )


def _day(printed: str | None) -> dt.date | None:
    return dt.date.fromisoformat(printed) if printed else None


def _is_general(rule: ExerciseRule) -> bool:
    return not (rule.modes or rule.kinds or rule.in_force_from or rule.in_force_to)


def _unknown_fields(content: Mapping[str, Any], path: Path) -> list[LawFileProblem]:
    """Return every blank of a sentence that nothing would ever fill."""
    sentences = {f"rules {row['number']}": row["says"] for row in content["rules"]}
    sentences |= {f"phrases.{key}": text for key, text in content["phrases"].items()}
    return [
        LawFileProblem(path.as_posix(), 1, f"{where}.{language}", f"unknown blank {{{blank}}}")
        for where, text in sentences.items()
        for language, sentence in text.items()
        for _, blank, _, _ in string.Formatter().parse(sentence)
        if blank is not None and blank not in FIELDS
    ]
