"""When a rule applies: conditions over a closed vocabulary, evaluated in three-valued logic.

A condition is true, false, or not known (``None``), as in Kleene's strong logic, so
that finding out what is not known can settle a condition but never overturn it.
There is no script: a condition that this file cannot read is a broken law file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qiangzhen.kernel.statutes import PowerKind, Rank

from .._vocabulary import ReceiverKind
from ._question import Basis, NotKnown, ProvincialDecision, Question


@dataclass(frozen=True, slots=True)
class Truth:
    """A truth value, and the fields of the form that would have to be known to settle it."""

    value: bool | None
    unknown: frozenset[str] = frozenset()


TRUE, FALSE = Truth(True), Truth(False)
Condition = Callable[[Question], Truth]


def _known(value: bool | None, field: str) -> Truth:
    return Truth(None, frozenset({field})) if value is None else Truth(value)


def every(truths: Iterable[Truth]) -> Truth:
    """Return the conjunction: false when one is false, not known when none is false and one is not known."""
    unknown: set[str] = set()
    for truth in truths:
        if truth.value is False:
            return FALSE
        unknown |= truth.unknown
    return Truth(None, frozenset(unknown)) if unknown else TRUE


def opposite(truth: Truth) -> Truth:
    """Return the negation; what is not known stays so."""
    return truth if truth.value is None else Truth(not truth.value)


def some(truths: Iterable[Truth]) -> Truth:
    """Return the disjunction."""
    return opposite(every(opposite(truth) for truth in truths))


def _decision(question: Question) -> ProvincialDecision | NotKnown | None:
    return question.facts.provincial_decision


_DECISION = "facts.provincial_decision"


def _published(question: Question, by: dt.date) -> Truth:
    """Say whether the provincial decision was published on or before a day."""
    decision = _decision(question)
    if isinstance(decision, NotKnown):
        return _known(None, _DECISION)
    if decision is None or decision.published_on is None:
        return FALSE
    if isinstance(decision.published_on, NotKnown):
        return _known(None, f"{_DECISION}.published_on")
    return Truth(decision.published_on <= by)


def _lists_matter(question: Question) -> Truth:
    decision = _decision(question)
    if isinstance(decision, NotKnown):
        return _known(None, _DECISION)
    return FALSE if decision is None else _known(decision.lists_matter, f"{_DECISION}.lists_matter")


_ANSWERS: Mapping[str, Condition] = {
    "matter.restricts_liberty": lambda q: _known(q.matter.restricts_liberty, "matter.restricts_liberty"),
    "matter.reserved_to_county_or_above": lambda q: _known(
        q.matter.reserved_to_county_or_above, "matter.reserved_to_county_or_above"
    ),
    "matter.follows_penalty_power": lambda q: _known(
        q.matter.follows_penalty_power, "matter.follows_penalty_power"
    ),
    "holder.is_county_department": lambda q: _known(q.giver.is_county_department, "matter.holder"),
    "receiver.relatively_centralised_penalty_power": lambda q: _known(
        q.receiver.relatively_centralised_penalty_power, "receiver.relatively_centralised_penalty_power"
    ),
    "receiver.is_administrative_organ": lambda q: _known(
        q.receiver.is_administrative_organ, "receiver.is_administrative_organ"
    ),
    "decision.published": lambda q: _published(q, q.on),
    "decision.lists_matter": _lists_matter,
    "facts.dispatched_body_of_holder": lambda q: _known(
        q.facts.dispatched_body_of_holder, "facts.dispatched_body_of_holder"
    ),
    "facts.written_entrustment": lambda q: _known(q.facts.written_entrustment, "facts.written_entrustment"),
}
"""The facts that are true, false or not known; all a rule may ask besides kinds, numbers, dates and bases."""


def in_force(basis: Basis, *, on: dt.date, field: str) -> Truth:
    """Say whether a basis still holds on a day; the day it ends is the first without it."""
    if isinstance(basis.in_force_to, NotKnown):
        return _known(None, f"{field}.in_force_to")
    return Truth(basis.in_force_to is None or on < basis.in_force_to)


_Test = Callable[[Basis, str, Question], Truth]


def _basis_test(name: str, wanted: Any) -> _Test:
    """Return the test of one word of a ``basis:`` condition."""
    if name == "ranks":
        ranks = frozenset(Rank(rank) for rank in wanted)
        return lambda b, f, q: _known(b.rank in ranks if b.rank else None, f"{f}.rank")
    if name == "names_receiver":
        return lambda b, f, q: _known(
            None if b.names is None else q.receiver.kind in b.names, f"{f}.names_receiver"
        )
    if name == "names_another_kind":
        return lambda b, f, q: _known(
            None if b.names is None else bool(b.names - {q.receiver.kind}), f"{f}.names_receiver"
        )
    if name == "allows_entrustment":
        return lambda b, f, q: _known(b.allows_entrustment, f"{f}.allows_entrustment")
    if name == "title_contains":
        return lambda b, f, q: Truth(
            bool(b.title and re.sub(r"\s", "", wanted) in re.sub(r"\s", "", b.title))
        )
    return lambda b, f, q: opposite(in_force(b, on=q.on, field=f))  # ended: true


def _basis_condition(words: Mapping[str, Any]) -> Condition:
    """Return a condition met by at least one basis; an ended basis counts only where ``ended`` asks for it."""
    tests = [_basis_test(name, wanted) for name, wanted in words.items()]
    if "ended" not in words:
        tests.append(lambda b, f, q: in_force(b, on=q.on, field=f))

    def met(question: Question) -> Truth:
        return some(
            every(test(basis, f"matter.bases[{index}]", question) for test in tests)
            for index, basis in enumerate(question.matter.bases)
        )

    return met


def _fact_condition(row: Mapping[str, Any]) -> Condition:
    """Return the condition of one ``fact:`` row."""
    fact = row["fact"]
    if fact == "matter.kind":
        kinds = frozenset(PowerKind(kind) for kind in row["in"])
        return lambda q: Truth(q.matter.kind in kinds)
    if fact == "matter.name":
        word: str = row["contains"]
        return lambda q: Truth(word in q.matter.name)
    if fact == "receiver.kind":
        receivers = frozenset(ReceiverKind(kind) for kind in row["in"])
        return lambda q: Truth(q.receiver.kind in receivers)
    if fact == "receiver.certified_officers":
        least: int = row["at_least"]

        def enough(q: Question) -> Truth:
            officers = q.receiver.certified_officers
            return _known(None if officers is None else officers >= least, fact)

        return enough
    if fact == "decision.published_on":
        last_day = dt.date.fromisoformat(row["before"]) - dt.timedelta(days=1)
        return lambda q: _published(q, last_day)
    answer = _ANSWERS[fact]
    return answer if row["is"] else (lambda q: opposite(answer(q)))


def condition_from(row: Mapping[str, Any]) -> Condition:
    """Return the condition a ``when:`` field describes; the row has passed ``CONDITION_SCHEMA``."""
    if "always" in row:
        return lambda q: TRUE
    if "all" in row:
        parts = tuple(condition_from(part) for part in row["all"])
        return lambda q: every(part(q) for part in parts)
    if "any" in row:
        parts = tuple(condition_from(part) for part in row["any"])
        return lambda q: some(part(q) for part in parts)
    if "not" in row:
        denied = condition_from(row["not"])
        return lambda q: opposite(denied(q))
    return _basis_condition(row["basis"]) if "basis" in row else _fact_condition(row)


def _row(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _several(values: Any) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": values}


_PART = {"$ref": "#/$defs/condition"}
_WORDS: dict[str, Any] = {
    "ranks": _several({"enum": [rank.value for rank in Rank]}),
    "names_receiver": {"const": True},
    "names_another_kind": {"const": True},
    "allows_entrustment": {"const": True},
    "title_contains": {"type": "string", "minLength": 2},
    "ended": {"const": True},
}
CONDITION_SCHEMA: Mapping[str, Any] = {
    "anyOf": [
        _row(always={"const": True}),
        _row(all=_several(_PART)),
        _row(any=_several(_PART)),
        _row(**{"not": _PART}),
        _row(fact={"const": "matter.kind"}, **{"in": _several({"enum": [k.value for k in PowerKind]})}),
        _row(fact={"const": "matter.name"}, contains={"type": "string", "minLength": 2}),
        _row(fact={"const": "receiver.kind"}, **{"in": _several({"enum": [k.value for k in ReceiverKind]})}),
        _row(fact={"const": "receiver.certified_officers"}, at_least={"type": "integer", "minimum": 1}),
        _row(fact={"const": "decision.published_on"}, before={"type": "string", "format": "date"}),
        _row(fact={"enum": sorted(_ANSWERS)}, **{"is": {"type": "boolean"}}),
        _row(basis={"type": "object", "additionalProperties": False, "properties": _WORDS}),
    ]
}
"""The JSON Schema of a ``when:`` field; parts refer to ``#/$defs/condition``."""
