"""How a mandate stands on a day: a word, a sign, and why, so that nobody has to work it out from its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from qiangzhen.mandates.impact import list_fallen
from qiangzhen.mandates.queries import MandateView
from qiangzhen.site.templatetags.qiangzhen import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What ``<c-state>`` shows, and the sentence beside it."""

    kind: str
    word: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """A record of a mandate with how it stands."""

    mandate: MandateView
    standing: Standing


def fallen_bases(on: dt.date) -> Mapping[UUID, tuple[str, ...]]:
    """Return the powers none of whose bases is in force on a day, with the printed bases."""
    return {fallen.power.id: fallen.struck for fallen in list_fallen(on=on)}


def stand(mandate: MandateView, *, on: dt.date, fallen: Mapping[UUID, tuple[str, ...]]) -> Standing:
    """Return how a record stands on a day."""
    if on < mandate.valid_from:
        return Standing(
            kind="wait",
            word=_("not yet begun"),
            why=_("begins on %(day)s") % {"day": day(mandate.valid_from)},
        )
    if mandate.valid_to is not None and mandate.valid_to <= on:
        ended = _("withdrawn") if mandate.entered_as == "withdrawn" else _("ended")
        return Standing(kind="plain", word=ended, why=_("since %(day)s") % {"day": day(mandate.valid_to)})
    if mandate.power_id in fallen:
        bases = "；".join(fallen[mandate.power_id])
        return Standing(
            kind="bad", word=_("basis fallen"), why=_("no longer in force: %(bases)s") % {"bases": bases}
        )
    if mandate.state == "suspended":
        return Standing(kind="warn", word=_("suspended"), why=mandate.reason)
    if mandate.state == "taken_over":
        return Standing(kind="bad", word=_("taken over"), why=mandate.reason)
    if mandate.published_on is None:
        return Standing(
            kind="warn", word=_("not published"), why=_("gives no power until its paper is published")
        )
    if on < mandate.published_on:
        since = _("gives power from %(day)s, when its paper is published") % {
            "day": day(mandate.published_on)
        }
        return Standing(kind="wait", word=_("not yet published"), why=since)
    return Standing(kind="good", word=_("in force"))


def lines_of(mandates: Sequence[MandateView], *, on: dt.date) -> list[StandingLine]:
    """Return records with how each stands on a day."""
    fallen = fallen_bases(on)
    return [StandingLine(mandate=one, standing=stand(one, on=on, fallen=fallen)) for one in mandates]
