"""Append to the stored chain, and read it back; the only module that writes ledger tables.

An entry's columns are what the digest covers: sequence, kind, instant, actor,
post, body, previous digest and algorithm stand in columns of their own, and
``content`` holds the rest as canonical JSON::

    {"actor":      {"person": …, "post": …, "body": …},   as they were named at the time
     "subject":    {"type": …, "id": …},                   the row the act is about
     "particulars": {…}}                                   what the act says of itself
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, transaction

from qiangzhen.county.models import County
from qiangzhen.county.scope import current_county_id
from qiangzhen.kernel import ledger as kernel

from .listening import tell
from .models import Attempt, ChainEnd, Checkpoint, LedgerEntry

if TYPE_CHECKING:
    from .acts import Actor, Reason

SYSTEM = "system"
"""Stands for the actor of an entry that no person made."""

_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode
"""Print what was just parsed, to see that it is printed as it was; whether it can be hashed alike the kernel says."""

_ALGORITHMS = {algorithm.value: algorithm for algorithm in kernel.Algorithm}

log = logging.getLogger(__name__)


def append_entry(
    *, kind: str, actor: Actor, at: dt.datetime, subject: Any, facts: Mapping[str, Any]
) -> LedgerEntry:
    """Seal one act upon the county's chain and tell those who listen, in the transaction under way.

    Raises ``kernel.ledger.NotCanonical`` where a fact is a date, fraction or UUID
    that was not written as text.
    """
    county = lock_chain()
    previous = find_head()
    content = {
        "actor": {"person": actor.person_name, "post": actor.post_title, "body": actor.body_name},
        "subject": {"type": subject._meta.label_lower, "id": str(subject.id)},
        "particulars": dict(facts),
    }
    draft = kernel.Draft(
        county=county.code,
        kind=kind,
        at=at.astimezone(dt.UTC),
        actor=str(actor.person_id) if actor.person_id else SYSTEM,
        post=_text(actor.post_id),
        body=_text(actor.body_id),
        facts=content,
    )
    algorithm = kernel.Algorithm(previous.algorithm if previous else settings.ENVIRONMENT.ledger_algorithm)
    sealed = kernel.seal(
        draft,
        previous=kernel.Head(previous.sequence, previous.digest) if previous else None,
        algorithm=algorithm,
    )
    entry = LedgerEntry(
        sequence=sealed.sequence,
        kind=kind,
        at=draft.at,
        subject_type=content["subject"]["type"],
        subject_id=subject.id,
        actor_person=actor.person_id,
        actor_post=actor.post_id,
        actor_body=actor.body_id,
        content=kernel.canonical_json(content).decode(),
        algorithm=algorithm.value,
        previous_digest=sealed.previous_digest,
        digest=sealed.digest,
    )
    entry.save(force_insert=True)
    _note_end(entry, after=previous)
    tell(entry)
    return entry


def _note_end(entry: LedgerEntry, *, after: LedgerEntry | None) -> None:
    """Note where the chain now ends, unless the note shows that it was cut off or written anew before."""
    if after is None and not ChainEnd.objects.exists():
        ChainEnd(sequence=entry.sequence, digest=entry.digest).save(force_insert=True)
    elif after is not None:
        ChainEnd.objects.filter(sequence=after.sequence, digest=after.digest).update(
            sequence=entry.sequence, digest=entry.digest
        )


def find_noted_end() -> kernel.Head | None:
    """Return where the chain of the county in scope ends by the note beside it, or None before its first entry."""
    noted = ChainEnd.objects.first()
    return kernel.Head(noted.sequence, noted.digest) if noted else None


def record_attempt(
    *, kind: str, actor: Actor, at: dt.datetime, outcome: str, reasons: Sequence[Reason]
) -> None:
    """Keep an act that was refused or failed, after its transaction was rolled back.

    Never hides why the act came to nothing: when the attempt itself cannot be
    kept, that is logged and the caller's error goes on.
    """
    try:
        with transaction.atomic():
            Attempt(
                at=at,
                kind=kind,
                outcome=outcome,
                actor_person=actor.person_id,
                actor_post=actor.post_id,
                actor_body=actor.body_id,
                actor_named=actor.printed[:200],
                reasons=[
                    {"code": reason.code, "zh": reason.zh, "en": reason.en, "rule": reason.rule}
                    for reason in reasons
                ],
            ).save(force_insert=True)
    except DatabaseError:
        log.exception("attempt_not_kept", extra={"kind": kind})


def write_checkpoint(*, checkpoint: kernel.Checkpoint) -> Checkpoint:
    """Store a checkpoint of the county in scope."""
    row = Checkpoint(
        first=checkpoint.first,
        up_to=checkpoint.last,
        root=checkpoint.root,
        algorithm=checkpoint.algorithm.value,
        made_at=checkpoint.at,
    )
    row.save(force_insert=True)
    return row


def find_head() -> LedgerEntry | None:
    """Return the last entry of the county in scope, or None before its first."""
    found: LedgerEntry | None = LedgerEntry.objects.order_by("-sequence").first()
    return found


def read_chain(
    *, county_code: str, after: int = 0, up_to: int | None = None, chunk: int = 2000
) -> Iterator[kernel.Entry]:
    """Yield the entries of the county in scope in their order, a chunk of rows in memory at a time.

    Built from the columns, so that whoever alters a column breaks the digest as
    surely as whoever alters the content.
    """
    rows = LedgerEntry.objects.order_by("sequence", "id")
    if up_to is not None:
        rows = rows.filter(sequence__lte=up_to)
    if after:
        rows = rows.filter(sequence__gt=after)
    done, total = 0, None
    while total is None or done < total:
        try:
            for row in rows.values_list(*_COLUMNS)[done:].iterator(chunk_size=chunk):
                yield entry_of_columns(row, county_code=county_code)
                done += 1
            return
        except (ValueError, TypeError):  # a column holds what is no instant or no identifier
            total = rows.count()
            sequence, digest = rows.values_list("sequence", "digest")[done]
            yield _unreadable(sequence=sequence, digest=digest, county_code=county_code)
            done += 1


_COLUMNS = (
    "sequence", "previous_digest", "kind", "at", "actor_person", "actor_post", "actor_body", "content", "algorithm",
    "digest", "subject_type", "subject_id",
)  # fmt: skip


def _unreadable(*, sequence: int, digest: str, county_code: str) -> kernel.Entry:
    """Return an entry that no digest covers, for a row that cannot be read back."""
    return kernel.Entry(
        county=county_code,
        sequence=sequence,
        previous_digest="",
        kind="",
        at=dt.datetime.min.replace(tzinfo=dt.UTC),
        actor="",
        post=None,
        body=None,
        facts={},
        algorithm=kernel.Algorithm.SM3,
        digest=digest,
    )


def entry_of(row: LedgerEntry, *, county_code: str) -> kernel.Entry:
    """Return the kernel's entry of a stored row."""
    return entry_of_columns(tuple(getattr(row, column) for column in _COLUMNS), county_code=county_code)


def entry_of_columns(columns: tuple[Any, ...], *, county_code: str) -> kernel.Entry:
    """Return the kernel's entry of the stored columns, in the order of ``_COLUMNS``.

    A content that is not as it was written gives an entry whose facts no digest
    covers, so that the verification names it instead of stopping.
    """
    sequence, previous, kind, at, person, post, body, content, algorithm, digest, subject_type, subject_id = (
        columns
    )
    if at is None:  # SQLite holds a text that is no instant
        return _unreadable(sequence=sequence, digest=digest, county_code=county_code)
    facts = _facts(content, subject_type=subject_type, subject_id=str(subject_id))
    if algorithm not in _ALGORITHMS:
        facts = {"unreadable": algorithm}
    return kernel.Entry(
        county=county_code,
        sequence=sequence,
        previous_digest=previous,
        kind=kind,
        at=at,
        actor=str(person) if person else SYSTEM,
        post=_text(post),
        body=_text(body),
        facts=facts,
        algorithm=_ALGORITHMS.get(algorithm, kernel.Algorithm.SM3),
        digest=digest,
    )


def checkpoint_of(row: Checkpoint, *, county_code: str) -> kernel.Checkpoint:
    """Return the kernel's checkpoint of a stored row; an unknown algorithm gives a root that no chain has."""
    known = row.algorithm in _ALGORITHMS
    return kernel.Checkpoint(
        county=county_code,
        first=row.first,
        last=row.up_to,
        root=row.root if known else "",
        algorithm=_ALGORITHMS.get(row.algorithm, kernel.Algorithm.SM3),
        at=row.made_at.astimezone(dt.UTC),
    )


def lock_chain() -> County:
    """Return the county in scope, holding its chain until the transaction ends.

    NO KEY UPDATE and not UPDATE: rows that refer to the county take a key share of
    it, and two acts that have both written one already would wait for each other for
    ever. SQLite needs no lock, for its transactions begin IMMEDIATE.
    """
    county: County = County.objects.select_for_update(no_key=True).get(pk=current_county_id())
    return county


def _facts(content: str, *, subject_type: str, subject_id: str) -> dict[str, Any]:
    """Return what the content says, or a mapping that no digest covers where it is not as it was written."""
    try:
        facts: dict[str, Any] = json.loads(content)
        subject = facts["subject"]
        if subject["type"] == subject_type and subject["id"] == subject_id and _encode(facts) == content:
            return facts
    except (ValueError, KeyError, TypeError):
        log.warning("content_unreadable")
    return {"unreadable": content}


def _text(value: uuid.UUID | None) -> str | None:
    return str(value) if value else None
