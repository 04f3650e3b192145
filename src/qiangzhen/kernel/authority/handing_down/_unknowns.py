"""Say what is not known and what knowing it would change, by asking again with each value it could have."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from qiangzhen.kernel.statutes import Rank

from .._vocabulary import Mode
from ._answer import Change, Outcome, UnknownField
from ._conditions import Truth
from ._pack import Pack
from ._question import Basis, Giver, NotKnown, ProvincialDecision, Question
from ._rules import Effect, Rule
from ._weighing import outcomes_knowing

_YES_NO: tuple[bool, ...] = (True, False)
Supposed = tuple[str, object, Question]


def _one(name: str, value: bool) -> dict[str, Any]:
    return {name: value}


def find_unknown(
    *, question: Question, pack: Pack, known: Mapping[Mode, Outcome], truths: Mapping[Rule, Truth]
) -> tuple[UnknownField, ...]:
    """Return the unknown fields that some rule still waits for or that would change an outcome by themselves."""
    changes: dict[str, list[Change]] = {}
    for field, value, supposed in suppositions(question):
        found = changes.setdefault(field, [])
        for mode, outcome in outcomes_knowing(field, question=supposed, pack=pack, truths=truths).items():
            if outcome is not known[mode]:
                found.append(Change(mode, value, outcome))
    waiting = {mode for mode, outcome in known.items() if outcome is Outcome.CONDITIONAL}
    awaited = frozenset(
        field
        for rule, truth in truths.items()
        if rule.effect is not Effect.NOTE and rule.modes & waiting
        for field in truth.unknown
    )
    return tuple(
        UnknownField(field, tuple(found)) for field, found in changes.items() if found or field in awaited
    )


def suppositions(question: Question) -> Iterator[Supposed]:
    """Yield every unknown field with each value worth supposing, and the question with that value filled in."""
    yield from _of_matter(question)
    yield from _of_bases(question)
    yield from _of_receiver(question)
    yield from _of_facts(question)


def _of_matter(question: Question) -> Iterator[Supposed]:
    if question.giver.is_county_department is None:
        for value, answer in (("county_department", True), ("city_department", False)):
            giver = Giver(question.giver.name, answer)
            yield "matter.holder", value, dataclasses.replace(question, giver=giver)
    for name in ("restricts_liberty", "reserved_to_county_or_above", "follows_penalty_power"):
        if getattr(question.matter, name) is None:
            for yes in _YES_NO:
                matter = dataclasses.replace(question.matter, **_one(name, yes))
                yield f"matter.{name}", yes, dataclasses.replace(question, matter=matter)


def _of_bases(question: Question) -> Iterator[Supposed]:
    for index, basis in enumerate(question.matter.bases):
        for name, value, supposed in _of_basis(basis, question):
            bases = (*question.matter.bases[:index], supposed, *question.matter.bases[index + 1 :])
            matter = dataclasses.replace(question.matter, bases=bases)
            yield f"matter.bases[{index}].{name}", value, dataclasses.replace(question, matter=matter)


def _of_basis(basis: Basis, question: Question) -> Iterator[tuple[str, object, Basis]]:
    if basis.rank is None:
        for rank in Rank:
            yield "rank", rank.value, dataclasses.replace(basis, rank=rank)
    if basis.names is None:
        for yes in _YES_NO:
            names = frozenset({question.receiver.kind}) if yes else frozenset()
            yield "names_receiver", yes, dataclasses.replace(basis, names=names)
    if basis.allows_entrustment is None:
        for yes in _YES_NO:
            yield "allows_entrustment", yes, dataclasses.replace(basis, allows_entrustment=yes)
    if isinstance(basis.in_force_to, NotKnown):
        for end in (None, question.on):
            value = end.isoformat() if end else None
            yield "in_force_to", value, dataclasses.replace(basis, in_force_to=end)


def _of_receiver(question: Question) -> Iterator[Supposed]:
    if question.receiver.certified_officers is None:
        for officers in (0, 1, 2, 3):
            receiver = dataclasses.replace(question.receiver, certified_officers=officers)
            yield "receiver.certified_officers", officers, dataclasses.replace(question, receiver=receiver)
    for name in ("relatively_centralised_penalty_power", "is_administrative_organ"):
        if getattr(question.receiver, name) is None:
            for yes in _YES_NO:
                receiver = dataclasses.replace(question.receiver, **_one(name, yes))
                yield f"receiver.{name}", yes, dataclasses.replace(question, receiver=receiver)


def _of_facts(question: Question) -> Iterator[Supposed]:
    decision = question.facts.provincial_decision
    for field, value, supposed in _of_decision(decision, question.on):
        facts = dataclasses.replace(question.facts, provincial_decision=supposed)
        yield field, value, dataclasses.replace(question, facts=facts)
    for name in ("dispatched_body_of_holder", "written_entrustment"):
        if getattr(question.facts, name) is None:
            for yes in _YES_NO:
                facts = dataclasses.replace(question.facts, **_one(name, yes))
                yield f"facts.{name}", yes, dataclasses.replace(question, facts=facts)


def _of_decision(
    decision: ProvincialDecision | NotKnown | None, on: dt.date
) -> Iterator[tuple[str, object, ProvincialDecision | None]]:
    field = "facts.provincial_decision"
    if isinstance(decision, NotKnown):
        published = ProvincialDecision(published_on=on, lists_matter=True)
        yield field, None, None
        yield field, {"published_on": on.isoformat(), "lists_matter": True}, published
    elif decision is not None:
        if isinstance(decision.published_on, NotKnown):
            for day in (None, on):
                value = day.isoformat() if day else None
                yield f"{field}.published_on", value, dataclasses.replace(decision, published_on=day)
        if decision.lists_matter is None:
            for yes in _YES_NO:
                yield f"{field}.lists_matter", yes, dataclasses.replace(decision, lists_matter=yes)
