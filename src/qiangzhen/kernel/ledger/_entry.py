"""One line of the ledger, and the sealing of it upon the line before."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ._algorithm import Algorithm
from ._canonical import canonical_json, encode_text

BEFORE_FIRST = "0" * 64
"""The previous digest of a county's first entry."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an act reports of itself, before it has its place in the chain."""

    county: str
    """Division code of the county whose chain this is."""
    kind: str
    """What happened, such as ``mandate:granted``."""
    at: dt.datetime
    """When, in UTC."""
    actor: str
    """Identifier of the person (never the name: entries outlive a person's consent), or of the system."""
    post: str | None
    """The post in which the person acted; none for the system."""
    body: str | None
    """The body the post belongs to; none for the system."""
    facts: Mapping[str, Any]
    """What the entry says, in canonical JSON's narrow forms: dates, amounts and UUIDs as strings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sealed line: its digest covers every other field, the digest of the line before included."""

    county: str
    sequence: int
    """1 for a county's first entry, then one more each time, without gaps."""
    previous_digest: str
    kind: str
    at: dt.datetime
    actor: str
    post: str | None
    body: str | None
    facts: Mapping[str, Any]
    algorithm: Algorithm
    digest: str
    """64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Head:
    """A place in a chain that somebody wrote down elsewhere: its number and, if known, its digest."""

    sequence: int
    digest: str | None = None


def seal(draft: Draft, *, previous: Entry | Head | None, algorithm: Algorithm = Algorithm.SM3) -> Entry:
    """Return the entry that stands after ``previous``, or the county's first where there is none.

    Raises ``NotCanonical`` where the facts cannot be hashed alike everywhere, and
    ``ValueError`` for an instant without UTC, a head without digest, or an entry
    of another county.
    """
    if draft.at.utcoffset() != dt.timedelta(0):
        raise ValueError(f"the instant of an entry must be in UTC, not {draft.at.isoformat()}")
    if isinstance(previous, Entry) and previous.county != draft.county:
        raise ValueError(f"an entry of county {draft.county} cannot follow one of county {previous.county}")
    if previous is not None and previous.digest is None:
        raise ValueError(f"the head {previous.sequence} has no digest to seal upon")
    sequence = previous.sequence + 1 if previous else 1
    previous_digest = (previous.digest if previous else None) or BEFORE_FIRST
    content = {
        "actor": draft.actor,
        "algorithm": algorithm.value,
        "at": printed_instant(draft.at),
        "body": draft.body,
        "county": draft.county,
        "facts": draft.facts,
        "kind": draft.kind,
        "post": draft.post,
        "previous_digest": previous_digest,
        "sequence": sequence,
    }
    return Entry(
        county=draft.county,
        sequence=sequence,
        previous_digest=previous_digest,
        kind=draft.kind,
        at=draft.at,
        actor=draft.actor,
        post=draft.post,
        body=draft.body,
        facts=draft.facts,
        algorithm=algorithm,
        digest=algorithm.hexdigest(canonical_json(content)),
    )


_quote = json.encoder.encode_basestring


def bytes_of(entry: Entry, algorithm: str) -> bytes:
    """Return ``canonical_json(content_of(entry))``, without building the mapping first.

    The verifier spends its time here; that both ways give the same bytes is a
    property under test. ``algorithm`` is the entry's, as its value.
    """
    post, body = entry.post, entry.body
    return (
        f'{{"actor":{_quote(entry.actor)},"algorithm":"{algorithm}","at":"{printed_instant(entry.at)}",'
        f'"body":{"null" if body is None else _quote(body)},"county":{_quote(entry.county)},'
        f'"facts":{encode_text(entry.facts)},"kind":{_quote(entry.kind)},'
        f'"post":{"null" if post is None else _quote(post)},'
        f'"previous_digest":{_quote(entry.previous_digest)},"sequence":{entry.sequence}}}'
    ).encode()


def content_of(entry: Entry) -> dict[str, Any]:
    """Return what the digest of an entry is taken of: every field but the digest itself."""
    return {
        "actor": entry.actor,
        "algorithm": entry.algorithm.value,
        "at": printed_instant(entry.at),
        "body": entry.body,
        "county": entry.county,
        "facts": entry.facts,
        "kind": entry.kind,
        "post": entry.post,
        "previous_digest": entry.previous_digest,
        "sequence": entry.sequence,
    }


def printed_instant(at: dt.datetime) -> str:
    """Return a UTC instant in the one form that is hashed: ``2026-01-02T03:04:05.000006Z``."""
    return f"{at.isoformat(timespec='microseconds')[:26]}Z"
