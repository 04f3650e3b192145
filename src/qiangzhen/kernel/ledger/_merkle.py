"""Checkpoints: one root that stands for a whole stretch of the chain.

A tree as in RFC 6962, section 2.1: a leaf is hashed behind the byte 0, a node
behind the byte 1, so that neither can pass for the other. The root is what a
county prints in its gazette; a citizen's receipt needs only the few digests
between the own entry and that root.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ._algorithm import Algorithm, hasher_of
from ._entry import Entry


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The Merkle root over the entries ``first`` to ``last`` of a county, both included."""

    county: str
    first: int
    last: int
    root: str
    algorithm: Algorithm
    at: dt.datetime
    """When the checkpoint was made, in UTC."""

    @property
    def size(self) -> int:
        """Return how many entries it covers."""
        return self.last - self.first + 1


class Tree:
    """A Merkle tree that grows leaf by leaf and keeps one digest for each full subtree: memory is log2(n)."""

    __slots__ = ("_hash", "_peaks", "size")

    def __init__(self, algorithm: Algorithm) -> None:
        self._hash = hasher_of(algorithm)
        self._peaks: list[bytes] = []
        self.size = 0

    def add(self, digest: str) -> None:
        """Append one entry's digest as the next leaf."""
        node = self._hash(b"\0" + bytes.fromhex(digest)).digest()
        size = self.size
        while size & 1:
            node = self._hash(b"\1" + self._peaks.pop() + node).digest()
            size >>= 1
        self._peaks.append(node)
        self.size += 1

    def root(self) -> str:
        """Return the root over all leaves so far; an empty tree has the digest of nothing (RFC 6962)."""
        if not self._peaks:
            return self._hash(b"").hexdigest()
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = self._hash(b"\1" + peak + node).digest()
        return node.hex()


def merkle_root(digests: Iterable[str], *, algorithm: Algorithm) -> str:
    """Return the root over entry digests in their order."""
    tree = Tree(algorithm)
    for digest in digests:
        tree.add(digest)
    return tree.root()


def inclusion_path(digests: Sequence[str], *, index: int, algorithm: Algorithm) -> tuple[str, ...]:
    """Return the digests that lead from leaf ``index`` to the root, the lowest first (RFC 6962, 2.1.1)."""
    if not 0 <= index < len(digests):
        raise IndexError(f"there is no leaf {index} among {len(digests)}")
    if len(digests) == 1:
        return ()
    split = 1 << ((len(digests) - 1).bit_length() - 1)
    left, right = digests[:split], digests[split:]
    if index < split:
        return (
            *inclusion_path(left, index=index, algorithm=algorithm),
            merkle_root(right, algorithm=algorithm),
        )
    return (
        *inclusion_path(right, index=index - split, algorithm=algorithm),
        merkle_root(left, algorithm=algorithm),
    )


def make_checkpoint(
    entries: Iterable[Entry], *, at: dt.datetime, algorithm: Algorithm = Algorithm.SM3
) -> Checkpoint:
    """Return the checkpoint over successive entries of one county.

    Raises ``ValueError`` where there are none, where a number is missing between
    them, or where they belong to more than one county: a checkpoint must never
    bless a chain with a hole.
    """
    tree = Tree(algorithm)
    first: Entry | None = None
    for entry in entries:
        first = first or entry
        expected = first.sequence + tree.size
        if entry.county != first.county or entry.sequence != expected:
            raise ValueError(
                f"entry {expected} of county {first.county} was due, "
                f"but entry {entry.sequence} of county {entry.county} came"
            )
        tree.add(entry.digest)
    if first is None:
        raise ValueError("a checkpoint needs at least one entry")
    return Checkpoint(
        first.county, first.sequence, first.sequence + tree.size - 1, tree.root(), algorithm, at
    )
