"""Read the packs of a law folder; a pack that is broken or refers to itself is refused with file, line and field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qiangzhen.kernel.lawdata import BrokenLawFile, Certainty, LawFileProblem, locate_problem, read_law_file
from qiangzhen.kernel.statutes import SOURCE_SCHEMA, PowerKind, Source, source_from

from .._vocabulary import Mode
from ._floor import Floor, Party, read_floor
from ._pack import (
    Adjustment,
    ApprovalStep,
    Deadline,
    Exclusivity,
    KindAlias,
    LocalLiability,
    ModeChoice,
    Pack,
    Packs,
    Prohibition,
    RoleAlias,
    Span,
)
from ._rules import CERTAINTY_SCHEMA, MODES_SCHEMA, TEXT_SCHEMA, Effect, Rule, read_rules, text_from

NATIONAL = "national"
_LEVELS = ("national", "province", "city", "county")
_WORD = {"type": "string", "minLength": 1}
_DATE = {"type": "string", "format": "date"}
_PARTY = {"enum": [party.value for party in Party]}


def _datum(optional: Mapping[str, Any] | None = None, **required: Any) -> dict[str, Any]:
    """Return the schema of one datum, which always carries its source and its certainty."""
    required = required | {"source": SOURCE_SCHEMA, "certainty": CERTAINTY_SCHEMA}
    return {
        "type": "object",
        "required": list(required),
        "additionalProperties": False,
        "properties": {**required, **(optional or {})},
    }


def _rows(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": row}


_DAY_OF_YEAR = {
    "oneOf": [
        {"type": "null"},
        {
            "type": "object",
            "required": ["month", "day"],
            "additionalProperties": False,
            "properties": {
                "month": {"type": "integer", "minimum": 1, "maximum": 12},
                "day": {"type": "integer", "minimum": 1, "maximum": 31},
            },
        },
    ]
}
_AMOUNT = {"type": "integer", "minimum": 1}
_STEPS = _rows({"enum": ["evaluation", "review", "approval", "publication"]})
PACK_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "required": ["pack", "code", "level", "above", "demonstration", "title"],
    "additionalProperties": False,
    "properties": {
        "pack": _WORD,
        "code": {"type": ["string", "null"], "pattern": "^[A-Z0-9]{2,8}$"},
        "level": {"enum": list(_LEVELS)},
        "above": {"type": ["string", "null"]},
        "demonstration": {"type": "boolean"},
        "title": TEXT_SCHEMA,
        "approval_chain": _rows(_datum(role=_WORD, act=TEXT_SCHEMA)),
        "role_aliases": _rows(_datum(printed=_WORD, now=_WORD, **{"from": _DATE})),
        "handover_rule": _WORD,
        "mode_choice": _datum(between={**MODES_SCHEMA, "minItems": 2, "maxItems": 2}, says=TEXT_SCHEMA),
        "local_liability": _rows(_datum(modes=MODES_SCHEMA, legal=_PARTY, administrative=_PARTY)),
        "deadlines": _rows(
            _datum(
                {"issue": {"type": "string", "pattern": "^[a-z_]+$"}},
                act=TEXT_SCHEMA,
                stated=_WORD,
                resolved=_DAY_OF_YEAR,
                says=TEXT_SCHEMA,
            )
        ),
        "prohibitions": _rows(_datum(code={"type": "string", "pattern": "^P[0-9]+$"}, says=TEXT_SCHEMA)),
        "kind_aliases": _rows(
            _datum(printed=_WORD, kind={"enum": [kind.value for kind in PowerKind]}, says=TEXT_SCHEMA)
        ),
        "exclusivity": _datum(modes=MODES_SCHEMA, says=TEXT_SCHEMA),
        "adjustment": _datum(steps=_STEPS, says=TEXT_SCHEMA),
        "evaluation_cycle": _datum(
            months={"oneOf": [_AMOUNT, {"type": "null"}]}, modes=MODES_SCHEMA, says=TEXT_SCHEMA
        ),
        "entrustment_term": _datum(years=_AMOUNT, says=TEXT_SCHEMA),
        "filing_period": _datum(days=_AMOUNT, unit={"enum": ["working_days", "days"]}, says=TEXT_SCHEMA),
    },
}
"""The JSON Schema of a ``pack.yaml``."""


def load_packs(law_dir: Path) -> Packs:
    """Return every pack under ``law_dir``, each on the layers above it.

    Raises ``BrokenLawFile`` with every problem, each naming file, line and field: a
    file that does not fit its schema, an unknown or circular ``above``, a layer that
    stands over its own kind, a rule number given twice or belonging to another pack,
    a word no list explains.
    """
    floor = read_floor(law_dir / NATIONAL / "handing_down")
    folder = law_dir / "packs"
    files = {path.name: path / "pack.yaml" for path in sorted(folder.iterdir()) if path.is_dir()}
    rows = {name: read_law_file(path, PACK_SCHEMA) for name, path in files.items()}
    rules = {name: _rules_of(law_dir, name) for name in rows}
    problems = [
        *_problems_of_chain(files, rows),
        *_problems_of_packs(files, rows, floor),
        *_problems_of_rules(files, rows, rules, floor),
    ]
    if problems:
        raise BrokenLawFile(tuple(problems))
    built: dict[str, Pack] = {}
    for name in sorted(rows, key=lambda name: _LEVELS.index(rows[name]["level"])):
        own = tuple(rule for _, _, rule in rules[name])
        built[name] = _pack_from(rows[name], built.get(rows[name]["above"]), own, floor)
    return Packs(built, floor)


def _rules_of(law_dir: Path, name: str) -> list[tuple[Path, int, Rule]]:
    """Return the rules of one pack with the file and the row each stands in."""
    if name == NATIONAL:
        files = sorted((law_dir / NATIONAL / "handing_down" / "rules").glob("*.yaml"))
    else:
        files = [path for path in [law_dir / "packs" / name / "handing_down.yaml"] if path.exists()]
    return [(path, index, rule) for path in files for index, rule in enumerate(read_rules(path, layer=name))]


def _problems_of_chain(files: Mapping[str, Path], rows: Mapping[str, Any]) -> Iterator[LawFileProblem]:
    for name, row in rows.items():
        above = row["above"]
        if above is None:
            if name != NATIONAL:
                message = f"only {NATIONAL} has nothing above it; write the pack it stands under"
                yield locate_problem(files[name], field=("above",), message=message)
        elif above not in rows:
            message = f"there is no pack {above}; known are {', '.join(sorted(rows))}"
            yield locate_problem(files[name], field=("above",), message=message)
        elif _goes_round(name, rows):
            message = f"the chain of packs above {name} comes back to itself"
            yield locate_problem(files[name], field=("above",), message=message)
        elif _LEVELS.index(rows[above]["level"]) >= _LEVELS.index(row["level"]):
            message = f"{above} is a {rows[above]['level']} pack and cannot stand over a {row['level']} pack"
            yield locate_problem(files[name], field=("above",), message=message)
    if NATIONAL not in rows:
        yield LawFileProblem(f"packs/{NATIONAL}/pack.yaml", 1, "(file)", "the national floor is missing")


def _goes_round(name: str, rows: Mapping[str, Any]) -> bool:
    seen: set[str] = set()
    step: str | None = name
    while step is not None and step in rows:
        if step in seen:
            return True
        seen.add(step)
        step = rows[step]["above"]
    return False


def _problems_of_packs(
    files: Mapping[str, Path], rows: Mapping[str, Any], floor: Floor
) -> Iterator[LawFileProblem]:
    codes: dict[str | None, str] = {}
    for name, row in rows.items():
        if row["pack"] != name:
            message = f"the pack is in the folder {name}; its name has to be the same"
            yield locate_problem(files[name], field=("pack",), message=message)
        if row["code"] in codes:
            message = f"{codes[row['code']]} already numbers its rules with {row['code']}"
            yield locate_problem(files[name], field=("code",), message=message)
        codes[row["code"]] = name
        if "handover_rule" in row and row["handover_rule"] not in floor.handover_rules:
            message = f"unknown; known are {', '.join(floor.handover_rules)}"
            yield locate_problem(files[name], field=("handover_rule",), message=message)


def _problems_of_rules(
    files: Mapping[str, Path],
    rows: Mapping[str, Any],
    rules: Mapping[str, list[tuple[Path, int, Rule]]],
    floor: Floor,
) -> Iterator[LawFileProblem]:
    numbers: dict[str, str] = {}
    for name, places in rules.items():
        code = rows[name]["code"]
        shape = f"QZ-XF-{code}-" if code else "QZ-XF-"
        for path, index, rule in places:
            field = ("rules", index, "number")
            if rule.number in numbers:
                message = f"{rule.number} is already a rule of {numbers[rule.number]}"
                yield locate_problem(path, field=field, message=message)
            elif not rule.number.startswith(shape) or rule.number.count("-") != shape.count("-"):
                message = f"a rule of {name} is numbered {shape}nnn, not {rule.number}"
                yield locate_problem(path, field=field, message=message)
            numbers[rule.number] = name
            if rule.effect is Effect.OTHERWISE and name != NATIONAL:
                message = "only the national floor has a last word"
                yield locate_problem(path, field=("rules", index, "effect"), message=message)
            for part in ("papers", "publication", "filing", "reviewers"):
                for unknown in set(getattr(rule, part)) - set(getattr(floor, part)):
                    message = f"wordings.yaml does not explain {unknown}"
                    yield locate_problem(path, field=("rules", index, part), message=message)
    last_words = [rule for _, _, rule in rules.get(NATIONAL, []) if rule.effect is Effect.OTHERWISE]
    if len(last_words) != 1:
        message = "the national rules need exactly one rule with the effect otherwise"
        yield LawFileProblem(files.get(NATIONAL, Path(NATIONAL)).as_posix(), 1, "(rules)", message)


def _pack_from(row: Mapping[str, Any], above: Pack | None, rules: tuple[Rule, ...], floor: Floor) -> Pack:
    """Return the pack of a checked ``pack.yaml``."""
    return Pack(
        name=row["pack"],
        code=row["code"],
        level=row["level"],
        above=above,
        demonstration=row["demonstration"],
        title=text_from(row["title"]),
        floor=floor,
        rules=rules,
        approval_chain=tuple(
            ApprovalStep(step["role"], text_from(step["act"]), *_rests(step))
            for step in row.get("approval_chain", ())
        ),
        role_aliases=tuple(
            RoleAlias(a["printed"], a["now"], dt.date.fromisoformat(a["from"]), *_rests(a))
            for a in row.get("role_aliases", ())
        ),
        own_handover_rule=floor.handover_rules[row["handover_rule"]] if "handover_rule" in row else None,
        mode_choices=(_choice_from(row["mode_choice"]),) if "mode_choice" in row else (),
        liabilities=tuple(
            LocalLiability(_modes(r), Party(r["legal"]), Party(r["administrative"]), *_rests(r))
            for r in row.get("local_liability", ())
        ),
        deadlines=tuple(_deadline_from(d) for d in row.get("deadlines", ())),
        prohibitions=tuple(
            Prohibition(p["code"], text_from(p["says"]), *_rests(p)) for p in row.get("prohibitions", ())
        ),
        kind_aliases=tuple(
            KindAlias(k["printed"], PowerKind(k["kind"]), text_from(k["says"]), *_rests(k))
            for k in row.get("kind_aliases", ())
        ),
        own_exclusivity=_exclusivity_from(row.get("exclusivity")),
        own_adjustment=_adjustment_from(row.get("adjustment")),
        own_evaluation_cycle=_span_from(row.get("evaluation_cycle"), amount="months", unit="months"),
        own_entrustment_term=_span_from(row.get("entrustment_term"), amount="years", unit="years"),
        own_filing_period=_span_from(row.get("filing_period"), amount="days", unit=None),
    )


def _rests(row: Mapping[str, Any]) -> tuple[Source, Certainty]:
    return source_from(row["source"]), Certainty(row["certainty"])


def _modes(row: Mapping[str, Any]) -> frozenset[Mode]:
    return frozenset(Mode(mode) for mode in row.get("modes", [Mode.ENTRUSTMENT.value]))


def _choice_from(row: Mapping[str, Any]) -> ModeChoice:
    first, second = (Mode(mode) for mode in row["between"])
    return ModeChoice((first, second), text_from(row["says"]), *_rests(row))


def _deadline_from(row: Mapping[str, Any]) -> Deadline:
    day = row["resolved"]
    resolved = None if day is None else (day["month"], day["day"])
    says = text_from(row["says"])
    return Deadline(text_from(row["act"]), row["stated"], resolved, row.get("issue"), says, *_rests(row))


def _exclusivity_from(row: Mapping[str, Any] | None) -> Exclusivity | None:
    return None if row is None else Exclusivity(_modes(row), text_from(row["says"]), *_rests(row))


def _adjustment_from(row: Mapping[str, Any] | None) -> Adjustment | None:
    return None if row is None else Adjustment(tuple(row["steps"]), text_from(row["says"]), *_rests(row))


def _span_from(row: Mapping[str, Any] | None, *, amount: str, unit: str | None) -> Span | None:
    if row is None:
        return None
    return Span(row[amount], unit or row["unit"], _modes(row), text_from(row["says"]), *_rests(row))
