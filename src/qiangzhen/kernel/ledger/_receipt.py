"""What a citizen takes home: the entry, and the way from it to a published root."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ._entry import Entry, content_of, printed_instant
from ._merkle import Checkpoint, inclusion_path
from .standalone import FORMAT


def make_receipt(
    entry: Entry, *, checkpoint: Checkpoint | None = None, digests: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the receipt of an entry as JSON-ready data; ``standalone`` verifies it without this platform.

    ``digests`` are those of all entries the checkpoint covers, in order. Before a
    checkpoint exists the receipt carries the entry alone: it then proves that its
    content was not altered since, not yet that the county's chain contains it.
    Raises ``ValueError`` where the checkpoint does not cover the entry or the
    digests are not those of the checkpoint.
    """
    receipt: dict[str, Any] = {
        "format": FORMAT,
        "entry": content_of(entry),
        "digest": entry.digest,
        "proof": None,
    }
    if checkpoint is None:
        return receipt
    if entry.county != checkpoint.county or not checkpoint.first <= entry.sequence <= checkpoint.last:
        raise ValueError(
            f"entry {entry.sequence} of county {entry.county} is not within the checkpoint "
            f"{checkpoint.first}–{checkpoint.last} of county {checkpoint.county}"
        )
    index = entry.sequence - checkpoint.first
    if len(digests) != checkpoint.size or digests[index] != entry.digest:
        raise ValueError("the digests are not those of the entries the checkpoint covers")
    path = inclusion_path(digests, index=index, algorithm=checkpoint.algorithm)
    receipt["proof"] = {
        "algorithm": checkpoint.algorithm.value,
        "at": printed_instant(checkpoint.at),
        "county": checkpoint.county,
        "first": checkpoint.first,
        "last": checkpoint.last,
        "path": list(path),
        "root": checkpoint.root,
    }
    return receipt
