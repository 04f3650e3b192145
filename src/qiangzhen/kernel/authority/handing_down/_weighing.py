"""Weigh the rules of every layer for one mode: which apply, which may apply, and what outcome that leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .._vocabulary import Mode
from ._answer import Outcome
from ._conditions import Truth
from ._pack import Pack
from ._question import Question
from ._rules import Effect, Rule


@dataclass(frozen=True, slots=True)
class Weighed:
    """A rule that applies, or that would if what is not known turned out so."""

    rule: Rule
    truth: Truth

    @property
    def applies(self) -> bool:
        """Say whether the rule surely applies."""
        return self.truth.value is True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one mode and the rules that made it."""

    mode: Mode
    outcome: Outcome
    weighed: tuple[Weighed, ...]
    """Every rule of the mode that applies or may apply, the floor's first."""
    last_word: Rule

    def of(self, effect: Effect, *, sure: bool | None = None) -> tuple[Weighed, ...]:
        """Return the rules with an effect; only those that surely apply, or only those that may, if asked."""
        return tuple(
            w for w in self.weighed if w.rule.effect is effect and (sure is None or w.applies is sure)
        )


def weigh(*, question: Question, pack: Pack) -> dict[Rule, Truth]:
    """Return the truth of every rule in force on the day, except those that surely do not apply."""
    truths = {
        rule: rule.when(question)
        for layer in pack.layers
        for rule in layer.rules
        if rule.effect is not Effect.OTHERWISE and rule.holds(question.on)
    }
    return {rule: truth for rule, truth in truths.items() if truth.value is not False}


def judge(*, mode: Mode, truths: dict[Rule, Truth], pack: Pack) -> Verdict:
    """Return the outcome of one mode.

    A rule that forbids closes the way, in whatever layer it stands. The floor's
    permits open it; where none does it is closed. A pack's permit opens nothing, so a
    lower layer can only narrow. What is not known never permits: the outcome is then
    conditional, unless it is forbidden however the unknown turns out.
    """
    floor = pack.layers[0]
    weighed = tuple(Weighed(rule, truth) for rule, truth in truths.items() if mode in rule.modes)
    last_word = next(rule for rule in floor.rules if rule.effect is Effect.OTHERWISE)
    forbids = [w for w in weighed if w.rule.effect is Effect.FORBID]
    permits = [w for w in weighed if w.rule.effect is Effect.PERMIT and w.rule.layer == floor.name]
    conditions = [w for w in weighed if w.rule.effect is Effect.CONDITION]
    if any(w.applies for w in forbids) or not permits:
        outcome = Outcome.FORBID
    elif forbids or conditions or not any(w.applies for w in permits):
        outcome = Outcome.CONDITIONAL
    else:
        outcome = Outcome.PERMIT
    return Verdict(mode, outcome, weighed, last_word)


def outcomes(*, question: Question, pack: Pack) -> dict[Mode, Outcome]:
    """Return the bare outcome of every mode."""
    truths = weigh(question=question, pack=pack)
    return {mode: judge(mode=mode, truths=truths, pack=pack).outcome for mode in Mode}


def outcomes_knowing(
    field: str, *, question: Question, pack: Pack, truths: Mapping[Rule, Truth]
) -> dict[Mode, Outcome]:
    """Return the outcomes of a question in which one more field is filled in than when ``truths`` were weighed.

    Only the rules that waited for the field are asked again: finding something out
    never overturns what already holds.
    """
    again = {rule: rule.when(question) for rule, truth in truths.items() if field in truth.unknown}
    now = {rule: truth for rule, truth in {**truths, **again}.items() if truth.value is not False}
    return {mode: judge(mode=mode, truths=now, pack=pack).outcome for mode in Mode}
