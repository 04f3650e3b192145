"""The search index of papers: any part of a title, number, issuer or row of pinyin initials is found."""

from __future__ import annotations

import uuid

from django.db.models import Min

from qiangzhen.county.pinyin import initials_of
from qiangzhen.county.suffixes import keys_of, range_of, words_of

from .models import Instrument, InstrumentKey


def index_instrument(instrument: Instrument) -> None:
    """Write the keys of a newly registered paper; what they are made of never changes."""
    texts = [
        (instrument.title, 0),
        (instrument.number, 0),
        (initials_of(instrument.title), 2),
        (instrument.issuer, 4),
    ]
    InstrumentKey.objects.bulk_create(
        InstrumentKey(instrument=instrument, key=key, weight=weight) for key, weight in keys_of(texts)
    )


def find_instruments(*, query: str, count: int = 20) -> list[uuid.UUID]:
    """Return keys of papers that match every word of the query, the most telling first."""
    matches: dict[uuid.UUID, int] | None = None
    for word in words_of(query):
        first, after = range_of(word)
        rows = InstrumentKey.objects.filter(key__gte=first, key__lt=after).values("instrument_id")
        found = dict(rows.annotate(least=Min("weight")).values_list("instrument_id", "least"))
        matches = found if matches is None else {p: matches[p] + w for p, w in found.items() if p in matches}
    return sorted(matches or {}, key=lambda paper: ((matches or {})[paper], paper))[:count]
