"""The answer: granted with the whole chain to the law, or refused with every reason and who may instead."""

from __future__ import annotations

from dataclasses import dataclass

from .._vocabulary import Mode, Text
from ._case import Case, Ground
from ._records import BasisRecord, InstrumentRecord, MandateRecord, PowerRecord, Question
from ._register import Register
from ._rules import ExerciseRule, ExerciseRules
from ._sentences import say
from ._vocabulary import ReasonCode


@dataclass(frozen=True, slots=True)
class Granted:
    """The body may act. The chain: act, mandate, instrument, power, articles of law."""

    question: Question
    mandate: MandateRecord | None
    """None where the body holds the power by law and needs no mandate."""
    instrument: InstrumentRecord | None
    """The paper that granted the mandate."""
    power: PowerRecord
    bases: tuple[BasisRecord, ...]
    """The articles in force on the day; never empty."""
    because: Text


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why not, with the rule it rests on."""

    code: ReasonCode
    rule: ExerciseRule
    text: Text
    mandate: MandateRecord | None
    """The record that lacks something, or that stands in the way."""


@dataclass(frozen=True, slots=True)
class Competent:
    """A body that may do the act instead, and why."""

    body: str
    name: str
    because: Text


@dataclass(frozen=True, slots=True)
class Refused:
    """The body may not act; every reason that holds, and who is competent instead."""

    question: Question
    reasons: tuple[Reason, ...]
    competent: tuple[Competent, ...]
    """Never empty where the power is in force on the day and rests on a law."""


def may(question: Question, register: Register, *, rules: ExerciseRules) -> Granted | Refused:
    """Decide whether a body may do an act at a place on a day, as far as was known at an instant.

    A body may act under a mandate of its own that covers the act, or as the holder
    by law where no other body's exclusive mandate covers it; either way only if
    the power is in force that day and at least one of its articles is.
    """
    case = Case(question, register)
    if not register.knows_county(question.county):
        return Refused(question, (_reason(Ground(ReasonCode.UNKNOWN_COUNTY), case, rules),), ())
    grounds = list(case.general_grounds())
    mandate = case.granting(question.body)
    excluding = case.excluding(question.body) if case.is_holder(question.body) else []
    by_law = case.is_holder(question.body) and not excluding
    if case.power is not None and not grounds and (mandate is not None or by_law):
        return _granted(case, mandate, rules)
    known = {ReasonCode.UNKNOWN_BODY, ReasonCode.UNKNOWN_POWER}.isdisjoint(ground.code for ground in grounds)
    if known and mandate is None:
        grounds += case.own_grounds()
        grounds += [Ground(ReasonCode.EXCLUSIVE_ELSEWHERE, record) for record in excluding]
    order = list(ReasonCode)
    grounds.sort(key=lambda ground: order.index(ground.code))
    return Refused(
        question, tuple(_reason(ground, case, rules) for ground in grounds), _competent(case, rules)
    )


def _granted(case: Case, mandate: MandateRecord | None, rules: ExerciseRules) -> Granted:
    assert case.power is not None
    ground = None if mandate is None else Ground(ReasonCode.RESERVED_MATTER, mandate)
    phrase = rules.phrases["granted_by_law" if mandate is None else "granted_by_mandate"]
    because = say(phrase, case=case, rules=rules, ground=ground)
    if mandate is not None and mandate.reserved and not case.question.circumstances:
        proviso = say(rules.phrases["unless_reserved"], case=case, rules=rules, ground=ground)
        because = Text(zh=because.zh + proviso.zh, en=f"{because.en} {proviso.en}")
    return Granted(
        question=case.question,
        mandate=mandate,
        instrument=None if mandate is None else case.register.instrument(mandate.granted_by),
        power=case.power,
        bases=case.bases,
        because=because,
    )


def _reason(ground: Ground, case: Case, rules: ExerciseRules) -> Reason:
    mode: Mode | None = ground.record.mode if ground.record else None
    power = ground.power or case.power or next(iter(case.versions), None)
    rule = rules.rule_for(ground.code, mode=mode, kind=power.kind if power else None, on=case.question.on)
    return Reason(
        code=ground.code,
        rule=rule,
        text=say(rule.says, case=case, rules=rules, ground=ground),
        mandate=ground.record,
    )


def _competent(case: Case, rules: ExerciseRules) -> tuple[Competent, ...]:
    """Return every body of the county that may do the act: receivers by code, then the holder."""
    if case.power is None or not case.bases:
        return ()
    holder = case.power.holder
    if not case.areas:
        return (_entitled(case, rules, holder, "competent_somewhere"),)
    entitled = [
        _entitled(case, rules, body, "competent_by_mandate", record)
        for body in case.receivers()
        if (record := case.granting(body)) is not None
    ]
    if not case.excluding(holder) and case.granting(holder) is None:
        phrase = "competent_by_takeover" if case.taken_over() else "competent_by_law"
        entitled.append(_entitled(case, rules, holder, phrase))
    return tuple(entitled)


def _entitled(
    case: Case, rules: ExerciseRules, body: str, phrase: str, record: MandateRecord | None = None
) -> Competent:
    ground = None if record is None else Ground(ReasonCode.EXCLUSIVE_ELSEWHERE, record)
    because = say(rules.phrases[phrase], case=case, rules=rules, ground=ground, other=body)
    return Competent(body, case.register.name_of_body(case.question.county, body), because)
