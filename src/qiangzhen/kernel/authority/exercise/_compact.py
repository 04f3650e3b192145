"""The mandates of many counties in columns, for whoever asks a million questions in a row.

Use it to judge a year of acts at once, or to keep a province in memory. For a
single question over records fresh from a database ``Register`` and ``may`` do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from ._county import BIT, BY_LAW, CompactCounty
from ._decision import Granted, Refused, may
from ._records import BodyRecord, InstrumentRecord, MandateRecord, PlaceRecord, PowerRecord, Question
from ._register import Register
from ._rules import ExerciseRules
from ._vocabulary import ReasonCode


class _OfCounty(Protocol):
    @property
    def county(self) -> str: ...


_Record = TypeVar("_Record", bound=_OfCounty)


class CompactRegister:
    """Counties in columns. Add each with all its records; a county is replaced as a whole."""

    __slots__ = ("counties",)

    def __init__(self) -> None:
        self.counties: dict[str, CompactCounty] = {}
        """The county is the unit: whoever asks much of one takes it out here and asks it directly."""

    def add(
        self,
        *,
        bodies: Iterable[BodyRecord],
        places: Iterable[PlaceRecord],
        powers: Iterable[PowerRecord],
        instruments: Iterable[InstrumentRecord],
        mandates: Iterable[MandateRecord],
    ) -> None:
        """Add the counties these records are of; raises ``RegisterFault`` where one names what is not there."""
        by_county: dict[str, dict[str, Any]] = defaultdict(lambda: defaultdict(list))
        _sort_in(by_county, "bodies", bodies)
        _sort_in(by_county, "places", places)
        _sort_in(by_county, "powers", powers)
        _sort_in(by_county, "mandates", mandates)
        papers = tuple(instruments)
        for code, records in by_county.items():
            self.counties[code] = CompactCounty(
                code,
                bodies=records["bodies"],
                places=records["places"],
                powers=records["powers"],
                instruments=papers,
                mandates=records["mandates"],
            )

    def __len__(self) -> int:
        return sum(len(county) for county in self.counties.values())

    def answer(self, question: Question) -> int:
        """Return a row of the county, ``BY_LAW``, or the negative of the reasons' bits (``reasons_in``)."""
        county = self.counties.get(question.county)
        if county is None:
            return -BIT[ReasonCode.UNKNOWN_COUNTY]
        return county.answer(county.prepare(question))

    def may(self, question: Question, *, rules: ExerciseRules) -> Granted | Refused:
        """Return the same answer with its chain or its sentences, as ``may`` gives it."""
        county = self.counties.get(question.county)
        if county is None:
            empty = Register(bodies=(), places=(), powers=(), instruments=(), mandates=())
            return may(question, empty, rules=rules)
        return may(question, county.register_of(question), rules=rules)


def reasons_in(answer: int) -> frozenset[ReasonCode]:
    """Return the reasons a refusal in numbers stands for; none for an answer that grants."""
    return frozenset(code for code, bit in BIT.items() if answer < 0 and -answer & bit)


def _sort_in(by_county: dict[str, dict[str, Any]], kind: str, records: Iterable[_Record]) -> None:
    for record in records:
        by_county[record.county][kind].append(record)


__all__ = ["BY_LAW", "CompactCounty", "CompactRegister", "reasons_in"]
