"""The chain of power 权力链 as pages show it: act → mandate → instrument → article of law."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Link(enum.StrEnum):
    """Which of the four nodes this is."""

    ACT = "act"
    MANDATE = "mandate"
    INSTRUMENT = "instrument"
    ARTICLE = "article"


class Stands(enum.StrEnum):
    """Whether the node holds, breaks the chain, or is not known."""

    HOLDS = "holds"
    BREAKS = "breaks"
    UNKNOWN = "unknown"


_LABELS = {
    Link.ACT: _("Act"),
    Link.MANDATE: _("Mandate"),
    Link.INSTRUMENT: _("Instrument"),
    Link.ARTICLE: _("Article of law"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainNode:
    """One node of ``<c-chain :nodes="…">``; texts are in the reader's language already."""

    what: Link
    title: str
    detail: str = ""
    link: str = ""
    stands: Stands = Stands.HOLDS
    reason: str = ""
    """Why the chain breaks here, as a sentence."""
    competent: str = ""
    """Who may do it instead."""
    certain: bool = True
    """False shows the mark 未核实."""

    @property
    def what_label(self) -> Promise:
        return _LABELS[self.what]
