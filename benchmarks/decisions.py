"""How many times a second it is decided whether a body may act, and what a mandate costs in memory."""

from __future__ import annotations

import gc
import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from qiangzhen.kernel.authority import exercise as ex

from . import rivals
from .invented import MANDATES, County, make_county, make_questions
from .measure import deep_size, rates, resident_bytes
from .table import Row

OURS = "columns: full answer, every reason"
SENTENCES_AT = 300
"""How many questions are answered in sentences: these are read, not counted."""


@dataclass(slots=True)
class Contest:
    """All ways to decide, loaded with the same counties and asked the same questions."""

    counties: int
    questions: int
    slow_questions: int
    """How many the rivals that need 50 microseconds and more are asked."""
    with_regorus: bool
    with_cedar: bool
    compact: ex.CompactRegister = field(default_factory=ex.CompactRegister)
    codes: list[str] = field(default_factory=list)
    ways: dict[str, tuple[Callable[[], Any], int]] = field(default_factory=dict)
    bytes_each: dict[str, float] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    granted: float = 0.0
    """The share of the questions that is granted."""

    @property
    def size(self) -> str:
        return f"{self.counties * MANDATES:,}"

    def run(self, *, rounds: int) -> list[Row]:
        """Load everything, assert that all agree, measure, and return the rows."""
        sqlite, plain = rivals.Sqlite(), rivals.Dict()
        regorus = self._rival("regorus, keyed", rivals.Regorus, self.with_regorus)
        cedar = self._rival("cedarpy, policies picked by our index", rivals.Cedar, self.with_cedar)
        for county in self._load_counties():
            for rival in [sqlite, plain, *filter(None, [regorus, cedar])]:
                with_memory = rival in (regorus, cedar)
                before = resident_bytes() if with_memory else 0
                rival.load(county.records["mandates"], county.records["powers"])
                if with_memory:
                    self._add_bytes(rival, resident_bytes() - before)
        sqlite.loaded()
        if regorus:
            before = resident_bytes()
            regorus.loaded()
            self._add_bytes(regorus, resident_bytes() - before)
        questions = make_questions(self.codes, count=self.questions)
        self._add_ours(questions)
        expected = [self._granting(question) for question in questions]
        self.granted = sum(id_ is not None for id_ in expected) / len(expected)
        self._add_rival("SQLite in memory, best key, prepared", sqlite, questions, expected)
        self.bytes_each["SQLite in memory, best key, prepared"] = sqlite.bytes_used() / len(self.compact)
        few = questions[: self.slow_questions]
        if regorus:
            self._add_rival("regorus, keyed", regorus, few, expected)
        if cedar:
            self._add_rival("cedarpy, policies picked by our index", cedar, few, expected)
        self._add_dict(plain, questions)
        return self._rows(rates(self.ways, rounds=rounds))

    def run_local(self, *, rounds: int) -> list[Row]:
        """Return the row of one county's questions while all counties are loaded."""
        (code,) = random.Random(3).sample(self.codes, 1)
        county = self.compact.counties[code]
        asked = [county.prepare(q) for q in make_questions([code], count=self.questions)]
        name = "columns: full answer, one county's questions"
        way = {name: (lambda: _ask_each(county.answer, asked), len(asked))}
        rate = rates(way, rounds=rounds)[name]
        return [Row(name, self.size, rate, beside=f"goal 1,500,000: {rate / 1_500_000:.2f} of it")]

    def _rival(self, name: str, make: Callable[[], Any], wanted: bool) -> Any:
        if not wanted:
            self.absent[name] = "not run: " + (
                "would need some 10 GB" if "regorus" in name else "would need some 50 GB at 12 KB a grant"
            )
            return None
        rival = make()
        self.bytes_each[name] = 0.0
        return rival

    def _add_bytes(self, rival: Any, grown: int) -> None:
        name = (
            "regorus, keyed" if isinstance(rival, rivals.Regorus) else "cedarpy, policies picked by our index"
        )
        self.bytes_each[name] += max(grown, 0) / (self.counties * MANDATES)

    def _load_counties(self) -> Iterator[County]:
        gc.disable()
        try:
            for number in range(self.counties):
                county = make_county(number)
                self.compact.add(**county.records)
                self.codes.append(county.code)
                yield county
        finally:
            gc.enable()

    def _add_ours(self, questions: Sequence[ex.Question]) -> None:
        of = self.compact.counties
        asked = [(of[q.county].answer, of[q.county].prepare(q)) for q in questions]
        self.ways[OURS] = (lambda: _ask_each_its_county(asked), len(asked))
        self.bytes_each[OURS] = deep_size([self.compact]) / len(self.compact)
        answer = self.compact.answer
        self.ways["the same from a Question with its codes"] = (
            lambda: [answer(question) for question in questions],
            len(questions),
        )

    def _granting(self, question: ex.Question) -> str | None:
        number = self.compact.answer(question)
        return self.compact.counties[question.county].record_id(number) if number >= 0 else None

    def _add_rival(
        self, name: str, rival: Any, questions: Sequence[ex.Question], expected: list[str | None]
    ) -> None:
        asked = rivals.asked(rival, questions)
        answer = rival.answering()
        for question, given, right in zip(asked, map(answer, asked), expected, strict=False):
            if not _same(given, right):
                raise AssertionError(f"{name} answers {question} with {given}, the columns with {right}")
        self.ways[name] = (lambda: [answer(question) for question in asked], len(asked))

    def _add_dict(self, plain: rivals.Dict, questions: Sequence[ex.Question]) -> None:
        asked, find = rivals.asked(plain, questions), plain.cells.get
        self.ways["bare dict: one look-up, decides nothing"] = (
            lambda: [find(key) for key in asked],
            len(asked),
        )
        self.bytes_each["bare dict: one look-up, decides nothing"] = deep_size([plain.cells]) / len(
            self.compact
        )

    def _rows(self, found: dict[str, float]) -> list[Row]:
        ours = found[OURS]
        rows = [
            Row(
                name,
                self.size,
                rate,
                self.bytes_each.get(name),
                f"{self.granted:.0%} granted" if name == OURS else f"ours is {ours / rate:.1f}×",
            )
            for name, rate in found.items()
        ]
        return rows + [Row(name, self.size, None, beside=why) for name, why in self.absent.items()]


def in_sentences(rules: ex.ExerciseRules, *, rounds: int) -> Row:
    """Return the row of the plain register: an answer with its sentences in two languages."""
    county = make_county(0)
    register = ex.Register(**county.records)
    questions = make_questions([county.code], count=SENTENCES_AT)
    name = "plain register: sentences and who is competent"
    way = {
        name: (lambda: [ex.may(question, register, rules=rules) for question in questions], len(questions))
    }
    return Row(name, f"{MANDATES:,}", rates(way, rounds=rounds)[name])


def _ask_each(answer: Callable[..., int], asked: Sequence[tuple[Any, ...]]) -> list[int]:
    return [answer(question) for question in asked]


def _ask_each_its_county(asked: Sequence[tuple[Callable[..., int], tuple[Any, ...]]]) -> list[int]:
    return [answer(question) for answer, question in asked]


def _same(given: Any, right: str | None) -> bool:
    if given is None or right is None:
        return given is right
    if isinstance(given, bytes):
        return str(uuid.UUID(bytes=given)) == right
    # Cedar names the policies of one cell policy0, policy1 …: that one grants is what can be compared.
    return str(given).startswith("policy") or given == right
