"""What is answered: for each mode an outcome with everything that follows from it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from qiangzhen.kernel.lawdata import Certainty
from qiangzhen.kernel.statutes import Source

from .._vocabulary import Mode, Text
from ._floor import HandoverRule, ModeFrame
from ._pack import ApprovalStep, LocalLiability, Span


class Outcome(enum.Enum):
    """Whether a power may go down in a way; the values are those of the command form."""

    PERMIT = "permit"
    CONDITIONAL = "conditional"
    FORBID = "forbid"


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that counted, with its source and a sentence for the reply."""

    rule: str
    source: Source
    text: Text
    certainty: Certainty
    unknown: tuple[str, ...] = ()
    """The fields that would have to be known for the rule to be settled; empty when it is."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A paper, a publication, a filing or a review that a rule asks for."""

    code: str
    text: Text
    rule: str
    source: Source
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the clerk should see beside the outcomes: a conflict, a doubt, a choice to make."""

    code: str
    text: Text
    rules: tuple[str, ...]
    sources: tuple[Source, ...]
    modes: tuple[Mode, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Way:
    """The answer for one mode."""

    mode: Mode
    outcome: Outcome
    reasons: tuple[Reason, ...]
    conditions: tuple[Reason, ...]
    remedies: tuple[Text, ...]
    papers: tuple[Demand, ...]
    publication: tuple[Demand, ...]
    filing: tuple[Demand, ...]
    filing_period: Span | None
    reviews: tuple[Demand, ...]
    approval_chain: tuple[ApprovalStep, ...]
    frame: ModeFrame
    """In whose name, under whose seal, who answers and who is sued: by law."""
    local_liability: LocalLiability | None
    term: Span | None
    evaluation: Span | None
    evaluation_due_on: dt.date | None
    handover_rule: HandoverRule | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one mode would become if a field that is not known had a value."""

    mode: Mode
    value: object
    """The value as the form would hold it."""
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class UnknownField:
    """A field that is not known and matters, and what knowing it would change."""

    field: str
    would_change: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class WaysDown:
    """The whole answer: six ways, what was found, what is not known."""

    ways: Mapping[Mode, Way]
    findings: tuple[Finding, ...]
    unknown: tuple[UnknownField, ...]
