"""A statute in time: when it held, what changed it, and what its articles say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qiangzhen.kernel.lawdata import Certainty

from ._vocabulary import Rank, Text


@dataclass(frozen=True, slots=True)
class StatuteAmendment:
    """One amendment on the register; ``number`` and ``issuer`` are of the instrument that made it."""

    on: dt.date | None
    number: str | None
    issuer: str | None
    in_force_from: dt.date | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class StatuteArticle:
    """What one article says, in our own words, in one period; None at either end means as the statute."""

    article: str
    says: Text
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    """Exclusive."""
    certainty: Certainty

    def holds(self, *, on: dt.date) -> bool:
        """Tell whether this wording held on a day."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_to is None or on < self.in_force_to)


@dataclass(frozen=True, slots=True)
class StatuteVersion:
    """The text of a statute that held on a day: as promulgated, or as last amended before that day."""

    statute: Statute
    amendment: StatuteAmendment | None
    articles: tuple[StatuteArticle, ...]
    """The articles of this version that somebody looked at."""


@dataclass(frozen=True, slots=True)
class Statute:
    """One law, regulation, rule or normative document; a replaced statute and its successor are two."""

    id: str
    title: str
    also_called: tuple[str, ...]
    rank: Rank
    issuers: tuple[str, ...]
    number: str | None
    promulgated_on: dt.date | None
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    """Exclusive: the first day on which it no longer held."""
    replaced_by: str | None
    amendments: tuple[StatuteAmendment, ...]
    articles: tuple[StatuteArticle, ...]
    certainty: Certainty
    end_certainty: Certainty
    """How sure ``in_force_to`` and ``replaced_by`` are."""
    note: Text | None

    def has_ended(self, *, on: dt.date) -> bool:
        """Tell whether it had been repealed or replaced by a day."""
        return self.in_force_to is not None and on >= self.in_force_to

    def has_begun(self, *, on: dt.date) -> bool:
        """Tell whether it was in force by a day; one without a known beginning counts as begun."""
        return self.in_force_from is None or on >= self.in_force_from

    def holds(self, *, on: dt.date) -> bool:
        """Tell whether it was in force on a day."""
        return self.has_begun(on=on) and not self.has_ended(on=on)

    def version_on(self, on: dt.date) -> StatuteVersion | None:
        """Return the version that held on a day, or None if none did.

        An amendment whose day of taking effect is not known is left out.
        """
        if not self.holds(on=on):
            return None
        known = [one for one in self.amendments if one.in_force_from is not None and one.in_force_from <= on]
        latest = max(known, key=lambda one: one.in_force_from or dt.date.min, default=None)
        articles = tuple(article for article in self.articles if article.holds(on=on))
        return StatuteVersion(self, latest, articles)

    def article_on(self, article: str, *, on: dt.date) -> StatuteArticle | None:
        """Return what an article said on a day, or None if nobody looked or it did not hold."""
        version = self.version_on(on)
        rows = version.articles if version else ()
        return next((row for row in rows if row.article == article), None)

    def numbers(self) -> frozenset[str]:
        """Return every order or document number it may be cited by, amendments included."""
        every = (self.number, *(amendment.number for amendment in self.amendments))
        return frozenset(number for number in every if number is not None)
