"""The search index of powers: any part of a name, code, law or row of pinyin initials is found."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from django.db.models import Min

from qiangzhen.county.pinyin import initials_of
from qiangzhen.county.suffixes import KEPT, folded, keys_of, range_of, words_of

from .models import Power, PowerBasis, PowerVersion, SearchKey

__all__ = ["find_powers", "index_power", "initials_of"]

Texts = list[tuple[str, int]]


def index_power(*, power: Power, version: PowerVersion, bases: Iterable[str]) -> None:
    """Write the keys of a power, replacing the former ones.

    ``version`` is the current one, ``bases`` are the titles it rests on. The public finds a
    power only by the words of its published version, which may be an older one.
    """
    SearchKey.objects.filter(power=power).delete()
    current = dict(keys_of(_texts(version, power.code, bases)))
    shown: dict[bytes, int] = {}
    if power.public_id == version.id:
        shown = current
    elif power.public_id is not None:
        public = PowerVersion.objects.get(pk=power.public_id)
        titles = PowerBasis.objects.filter(version=public).values_list("title", flat=True)
        shown = dict(keys_of(_texts(public, power.code, titles)))
    SearchKey.objects.bulk_create(
        (
            SearchKey(power=power, key=key, weight=weight, published=key in shown)
            for key, weight in {**shown, **current}.items()
        ),
        batch_size=500,
    )


def find_powers(*, query: str, published_only: bool, count: int = 50) -> list[uuid.UUID]:
    """Return keys of powers that match every word of the query, the most telling first."""
    matches: dict[uuid.UUID, int] | None = None
    words = words_of(query)
    for word in words:
        found = _matching(word, published_only)
        matches = found if matches is None else {p: matches[p] + w for p, w in found.items() if p in matches}
        if not matches:
            return []
    if matches is None:
        return []
    if long := [word for word in words if len(word) > KEPT]:
        matches = {power: matches[power] for power in _holding(long, list(matches), published_only)}
    return sorted(matches, key=lambda power: (matches[power], power))[:count]


def _matching(word: str, published_only: bool) -> dict[uuid.UUID, int]:
    first, after = range_of(word)
    rows = SearchKey.objects.filter(key__gte=first, key__lt=after)
    if published_only:
        rows = rows.filter(published=True)
    return dict(rows.values("power_id").annotate(least=Min("weight")).values_list("power_id", "least"))


def _holding(words: list[str], among: list[uuid.UUID], published_only: bool) -> Iterator[uuid.UUID]:
    """Yield the powers whose texts hold each of the words whole: a key keeps only its first characters."""
    versions = ["public"] if published_only else ["public", "current"]
    held: dict[uuid.UUID, list[str]] = {power: [] for power in among}
    for version in versions:
        rows = Power.objects.filter(pk__in=among, **{f"{version}__isnull": False})
        columns = ("id", "code", f"{version}__name", f"{version}__initials", f"{version}__bases__title")
        for power, *texts in rows.values_list(*columns):
            held[power] += [folded(text) for text in texts if text]
    for power, texts in held.items():
        if all(any(word in text for text in texts) for word in words):
            yield power


def _texts(version: PowerVersion, code: str, bases: Iterable[str]) -> Texts:
    return [(version.name, 0), (version.initials, 2), (code, 0), *((title, 4) for title in bases)]
