"""A policy pack: one jurisdiction's rules and choices, over the layers above it, which it may only narrow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qiangzhen.kernel.lawdata import Certainty
from qiangzhen.kernel.statutes import PowerKind, Source

from .._vocabulary import Mode, Text
from ._floor import Floor, HandoverRule, Party
from ._rules import Rule


@dataclass(frozen=True, slots=True)
class ApprovalStep:
    """One step of the chain of approval: who, and what he does."""

    role: str
    act: Text
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class RoleAlias:
    """A body as the document prints it, and what it is called from a day on (法制办 is now the justice bureau)."""

    printed: str
    current: str
    since: dt.date
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class LocalLiability:
    """Who answers by the local rule; between the administrations only, where the law says otherwise."""

    modes: frozenset[Mode]
    legal: Party
    administrative: Party
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ModeChoice:
    """Which of two modes to take where a document offers both for the same powers."""

    between: tuple[Mode, Mode]
    says: Text
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day as the document states it, and as it is resolved where the document contradicts itself."""

    act: Text
    stated: str
    resolved: tuple[int, int] | None
    """Month and day; None where only a period can be counted."""
    issue: str | None
    says: Text
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time a pack sets: years of a term, working days of a filing, months between evaluations."""

    amount: int | None
    """None where the law asks for it without fixing it."""
    unit: str
    modes: frozenset[Mode]
    says: Text
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Exclusivity:
    """After which modes the giver may no longer act, and what the text says."""

    modes: frozenset[Mode]
    says: Text
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The one procedure by which a power is adjusted or taken back."""

    steps: tuple[str, ...]
    says: Text
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class KindAlias:
    """A kind of power as a document prints it, and the statutory kind it is read as, with a warning."""

    printed: str
    kind: PowerKind
    says: Text
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Prohibition:
    """Something a document forbids everybody to do while handing powers down."""

    code: str
    says: Text
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One jurisdiction, and by ``above`` the layers over it up to the national floor."""

    name: str
    code: str | None
    level: str
    above: Pack | None
    demonstration: bool
    title: Text
    floor: Floor
    rules: tuple[Rule, ...]
    approval_chain: tuple[ApprovalStep, ...]
    role_aliases: tuple[RoleAlias, ...]
    own_handover_rule: HandoverRule | None
    mode_choices: tuple[ModeChoice, ...]
    liabilities: tuple[LocalLiability, ...]
    deadlines: tuple[Deadline, ...]
    prohibitions: tuple[Prohibition, ...]
    kind_aliases: tuple[KindAlias, ...]
    own_exclusivity: Exclusivity | None
    own_adjustment: Adjustment | None
    own_evaluation_cycle: Span | None
    own_entrustment_term: Span | None
    own_filing_period: Span | None

    @property
    def upward(self) -> tuple[Pack, ...]:
        """Return this pack and those above it, the national floor last."""
        return (self, *self.above.upward) if self.above else (self,)

    @property
    def layers(self) -> tuple[Pack, ...]:
        """Return the layers in the order they are asked: the national floor first."""
        return tuple(reversed(self.upward))

    def local_liability(self, mode: Mode) -> LocalLiability | None:
        """Return what the nearest local rule says about liability, or None where none speaks."""
        rows = (row for pack in self.upward for row in pack.liabilities if mode in row.modes)
        return next(rows, None)

    def handover_rule(self) -> HandoverRule | None:
        """Return what the nearest layer says about cases in flight, or None where none speaks."""
        return next((pack.own_handover_rule for pack in self.upward if pack.own_handover_rule), None)

    def evaluation_cycle(self, mode: Mode) -> Span | None:
        """Return how often the nearest layer has the power evaluated, or None where none asks for it."""
        cycles = (pack.own_evaluation_cycle for pack in self.upward)
        return next((cycle for cycle in cycles if cycle and mode in cycle.modes), None)

    def entrustment_term(self) -> Span | None:
        """Return the longest term of an entrustment by the nearest layer."""
        return next((pack.own_entrustment_term for pack in self.upward if pack.own_entrustment_term), None)

    def filing_period(self) -> Span | None:
        """Return the period for filing an entrustment by the nearest layer."""
        return next((pack.own_filing_period for pack in self.upward if pack.own_filing_period), None)

    def adjustment(self) -> Adjustment | None:
        """Return the procedure of adjusting and taking back by the nearest layer."""
        return next((pack.own_adjustment for pack in self.upward if pack.own_adjustment), None)

    def exclusivity(self) -> Exclusivity | None:
        """Return the text on exclusivity of the nearest layer."""
        return next((pack.own_exclusivity for pack in self.upward if pack.own_exclusivity), None)

    def role_named(self, printed: str, *, on: dt.date) -> str:
        """Return what a body printed in a document is called on a day; its printed name where no alias is known."""
        for pack in self.upward:
            for alias in pack.role_aliases:
                if alias.printed == printed and alias.since <= on:
                    return alias.current
        return printed

    def kind_printed(self, printed: str) -> KindAlias | None:
        """Return the statutory kind meant by a document's misprint (行政裁量), or None where it is none."""
        aliases = (alias for pack in self.upward for alias in pack.kind_aliases)
        return next((alias for alias in aliases if alias.printed == printed), None)


@dataclass(frozen=True, slots=True, eq=False)
class Packs(Mapping[str, Pack]):
    """Every pack of a law folder, by name."""

    by_name: Mapping[str, Pack]
    floor: Floor

    def __getitem__(self, name: str) -> Pack:
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return every rule of every pack, the national floor's first."""
        return tuple(rule for pack in self.by_name.values() for rule in pack.rules)
