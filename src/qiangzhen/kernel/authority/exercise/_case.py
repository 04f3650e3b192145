"""One question laid beside the records it concerns: which mandate grants it, or what stands against it.

No words here and no law: only which records hold on the day, as known at the
instant, and what each of them lacks. ``_decision`` puts it into sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ._records import BasisRecord, MandateRecord, PowerRecord, Question
from ._register import Register, covers_day
from ._vocabulary import MandateState, ReasonCode


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that stands against an act, and the record it comes from, if it comes from one."""

    code: ReasonCode
    record: MandateRecord | None = None
    power: PowerRecord | None = None
    """The record of the power that has not begun, has ended, or has lost its basis."""


class Case:
    """A question about a county the register knows, with the records it concerns."""

    def __init__(self, question: Question, register: Register) -> None:
        self.question = question
        self.register = register
        self.versions = register.powers(question.county, question.power)
        self.power = next(
            (v for v in self.versions if covers_day(v.in_force_from, v.in_force_to, question.on)), None
        )
        self.areas = register.areas_over(question.county, question.place, on=question.on)

    @property
    def bases(self) -> tuple[BasisRecord, ...]:
        """Return the articles in force on the day."""
        on = self.question.on
        bases = self.power.bases if self.power else ()
        return tuple(basis for basis in bases if covers_day(basis.in_force_from, basis.in_force_to, on))

    def general_grounds(self) -> Iterator[Ground]:
        """Yield what stands against the act whoever does it, and what the question names but nobody knows."""
        question = self.question
        if self.register.find_body(question.county, question.body) is None:
            yield Ground(ReasonCode.UNKNOWN_BODY)
        if not self.versions:
            yield Ground(ReasonCode.UNKNOWN_POWER)
        if not self.areas:
            yield Ground(ReasonCode.UNKNOWN_PLACE)
        if self.power is not None:
            if not self.bases:
                yield Ground(ReasonCode.BASIS_FALLEN, power=self.power)
            return
        for version in self.versions:
            begun = version.in_force_from <= question.on
            yield Ground(ReasonCode.ENDED if begun else ReasonCode.NOT_YET_IN_FORCE, power=version)

    def is_holder(self, body: str) -> bool:
        """Return whether a body holds the power by law: on the day, or ever if it is not in force that day."""
        versions = (self.power,) if self.power else self.versions
        return any(version.holder == body for version in versions)

    def granting(self, body: str) -> MandateRecord | None:
        """Return the first of a body's mandates that covers the question, whatever the power itself is worth."""
        return next((r for r in self._records(body) if self._known(r) and self._covers(r)), None)

    def excluding(self, body: str) -> list[MandateRecord]:
        """Return the exclusive mandates of other bodies that cover the question; none for an unknown place."""
        if not self.areas:
            return []
        return [
            record
            for other in self.receivers()
            if other != body
            for record in self._records(other)
            if record.exclusive and self._known(record) and self._covers(record)
        ]

    def taken_over(self) -> bool:
        """Return whether the holder is to act in place of a receiver that did not."""
        return any(
            self._known(record)
            and self._on_the_day(record)
            and self._failures(record) == [ReasonCode.TAKEN_OVER]
            for body in self.receivers()
            for record in self._records(body)
        )

    def receivers(self) -> list[str]:
        """Return the codes of the bodies that have, or had, a mandate for the power."""
        return list(self.register.receivers(self.question.county, self.question.power))

    def own_grounds(self) -> Iterator[Ground]:
        """Yield what keeps the body that asks from acting under its own mandates."""
        records = self._records(self.question.body)
        known = [record for record in records if self._known(record)]
        later = [r for r in records if r.recorded_from > self.question.known_at and self._covers(r)]
        if not known and not later and not self.is_holder(self.question.body):
            yield Ground(ReasonCode.NO_MANDATE)
        for record in later:
            yield Ground(ReasonCode.NOT_KNOWN_THEN, record)
        for _, line in groupby(known, key=lambda record: record.line):
            yield from self._grounds_of_line(list(line))

    def _grounds_of_line(self, records: list[MandateRecord]) -> Iterator[Ground]:
        """Yield what one mandate lacks: on the day if it holds then, otherwise when it begins or ended."""
        on_the_day = [record for record in records if self._on_the_day(record)]
        for record in on_the_day:
            for code in self._failures(record):
                yield Ground(code, record)
        if on_the_day:
            return
        for record in records:
            if self.question.on < record.valid_from:
                yield Ground(ReasonCode.NOT_YET_IN_FORCE, record)
            else:
                yield Ground(ReasonCode.WITHDRAWN if record.withdrawn else ReasonCode.ENDED, record)

    def _records(self, body: str) -> tuple[MandateRecord, ...]:
        return self.register.mandates(self.question.county, self.question.power, body)

    def _known(self, record: MandateRecord) -> bool:
        known_at = self.question.known_at
        return record.recorded_from <= known_at and (
            record.recorded_to is None or known_at < record.recorded_to
        )

    def _on_the_day(self, record: MandateRecord) -> bool:
        return covers_day(record.valid_from, record.valid_to, self.question.on)

    def _covers(self, record: MandateRecord) -> bool:
        return self._on_the_day(record) and not self._failures(record)

    def _failures(self, record: MandateRecord) -> list[ReasonCode]:
        """Return what a record that holds on the day lacks for this act, in the order of the codes."""
        question = self.question
        failures: list[ReasonCode] = []
        if record.state is MandateState.SUSPENDED:
            failures.append(ReasonCode.SUSPENDED)
        if record.state is MandateState.TAKEN_OVER:
            failures.append(ReasonCode.TAKEN_OVER)
        if question.act not in record.acts:
            failures.append(ReasonCode.ACT_NOT_COVERED)
        if self.areas and record.area is not None and record.area not in self.areas:
            failures.append(ReasonCode.OUTSIDE_AREA)
        if question.circumstances & record.reserved:
            failures.append(ReasonCode.RESERVED_MATTER)
        # 行政处罚法 20, 24, 行政许可法 24: what hands a power down is published, and gives none before.
        if record.published_on is None or question.on < record.published_on:
            failures.append(ReasonCode.NOT_PUBLISHED)
        return failures
