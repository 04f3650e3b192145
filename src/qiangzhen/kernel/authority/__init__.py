"""Answer the two questions of authority: which way may a power go down, and may this body do this act now?

Two rooms that share a few words. ``handing_down`` asks, before anything is signed,
in which of six modes a power may lawfully leave the county (``ways_down``).
``exercise`` asks, once powers have been given, whether a body holds one for an act,
a place and a day (``may``). Each room also reads and answers the fixed form of its
command; those names are taken from the room itself.
"""

from ._vocabulary import Mode, ReceiverKind, Text
from .exercise import Granted, Refused, Register, may
from .handing_down import (
    NOT_KNOWN,
    Basis,
    Facts,
    Giver,
    Matter,
    Outcome,
    Pack,
    Packs,
    ProvincialDecision,
    Receiver,
    Way,
    WaysDown,
    load_packs,
    ways_down,
)

__all__ = [
    "NOT_KNOWN",
    "Basis",
    "Facts",
    "Giver",
    "Granted",
    "Matter",
    "Mode",
    "Outcome",
    "Pack",
    "Packs",
    "ProvincialDecision",
    "Receiver",
    "ReceiverKind",
    "Refused",
    "Register",
    "Text",
    "Way",
    "WaysDown",
    "load_packs",
    "may",
    "ways_down",
]
