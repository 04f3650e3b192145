"""Walk a chain once, entry by entry, and name everything that is wrong with it.

What a chain alone can show: an entry whose content no longer gives its digest,
a number missing, doubled or out of place, an entry sealed upon another than the
one that stands before it. What it cannot show alone is that its end was cut off
or that all of it was written anew: for that the walk compares it with what
somebody kept elsewhere, a published checkpoint or the number and digest of its
head.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ._algorithm import Algorithm, hasher_of
from ._entry import BEFORE_FIRST, Entry, Head, bytes_of
from ._merkle import Checkpoint, Tree


class FaultKind(enum.Enum):
    """What can be wrong with a chain."""

    EDITED = "edited"
    """The content does not give the digest that stands beside it."""
    REPLACED = "replaced"
    """The entry is whole in itself, but the next one was sealed upon another."""
    MISSING = "missing"
    """A number does not occur, although a later one does."""
    MISPLACED = "misplaced"
    """An entry comes after one with a higher number."""
    DOUBLED = "doubled"
    """A number occurs again."""
    INSERTED = "inserted"
    """An entry to which nothing links, or which stands after the known end."""
    FOREIGN = "foreign"
    """An entry of another county."""
    TRUNCATED = "truncated"
    """The chain ends before a checkpoint or the known head."""
    REWRITTEN = "rewritten"
    """The chain is not the one that a checkpoint or the known head was taken of."""
    UNREADABLE = "unreadable"
    """The content of an entry cannot be brought into canonical form at all."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: which entry, what, and the sentence for a person in two languages."""

    kind: FaultKind
    sequence: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk over a county's chain found."""

    county: str
    entries: int
    """How many entries were read."""
    head: Head
    """The highest number met and the digest that stands beside it."""
    checkpoints: int
    """How many checkpoints agree with the chain."""
    faults: tuple[Fault, ...]
    """The first faults in the order of their numbers, at most as many as the caller asked for."""
    faults_found: int
    """How many there are, also where not all are listed."""

    @property
    def sound(self) -> bool:
        """Return whether nothing is wrong."""
        return self.faults_found == 0


def verify_chain(
    entries: Iterable[Entry],
    *,
    county: str,
    checkpoints: Sequence[Checkpoint] = (),
    expected_head: Head | None = None,
    after: Head | None = None,
    most_faults: int = 1000,
) -> Verification:
    """Return what is wrong with a county's chain, given its entries in the order in which they are stored.

    ``entries`` may be any iterator: nothing but a few digests is kept in memory.
    ``expected_head`` is where the chain must end (its number alone checks the
    length). ``after`` starts the walk behind an entry known to be good; its digest
    is needed. The walk goes on after a fault.
    """
    if after is not None and after.digest is None:
        raise ValueError(f"to start after entry {after.sequence} its digest is needed")
    walk = _Walk(county=county, expected_head=expected_head, start=after or Head(0, BEFORE_FIRST))
    walk.watch(checkpoints)
    walk.read(entries)
    return walk.result(most_faults)


@dataclass(slots=True)
class _Watched:
    """A checkpoint and the tree grown beside it while the walk passes."""

    checkpoint: Checkpoint
    tree: Tree


@dataclass(slots=True)
class _Walk:
    """Where a verification stands between two entries."""

    county: str
    expected_head: Head | None
    start: Head
    last: int = 0
    digest: str = ""
    """The digest that stands beside entry ``last``."""
    rivals: list[str] = field(default_factory=list)
    """Digests of further entries that bear the number ``last``."""
    gaps: list[tuple[int, int]] = field(default_factory=list)
    """Numbers passed over so far, both ends included."""
    watched: list[_Watched] = field(default_factory=list)
    count: int = 0
    agreed: int = 0
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.last = self.start.sequence
        self.digest = self.start.digest or ""

    def watch(self, checkpoints: Sequence[Checkpoint]) -> None:
        for checkpoint in checkpoints:
            if checkpoint.county != self.county:
                raise ValueError(
                    f"the checkpoint is of county {checkpoint.county}, the chain of {self.county}"
                )
            if checkpoint.first <= self.start.sequence:
                raise ValueError(f"the checkpoint from {checkpoint.first} begins before the walk does")
            self.watched.append(_Watched(checkpoint, Tree(checkpoint.algorithm)))

    def read(self, entries: Iterable[Entry]) -> None:
        county = self.county
        algorithm: Algorithm | None = None
        for entry in entries:
            self.count += 1
            if entry.algorithm is not algorithm:
                algorithm = entry.algorithm
                name, hash_ = algorithm.value, hasher_of(algorithm)
            digest = entry.digest
            try:
                whole = hash_(bytes_of(entry, name)).hexdigest() == digest
            except (TypeError, ValueError) as error:
                self._unreadable(entry, error)
                whole = False
            if (
                whole
                and entry.sequence == self.last + 1
                and entry.previous_digest == self.digest
                and entry.county == county
                and not self.rivals
            ):
                self.last, self.digest = entry.sequence, digest
            else:
                self._irregular(entry, whole)
            if self.watched and self.last == entry.sequence:
                self._grow(entry)

    def _irregular(self, entry: Entry, whole: bool) -> None:
        """Name what is wrong with an entry, then decide whether the chain goes on from it."""
        number = entry.sequence
        linked = entry.previous_digest == self.digest or entry.previous_digest in self.rivals
        if not whole:
            self._edited(entry)
        if entry.county != self.county:
            self._foreign(entry)
            if not (number == self.last + 1 and linked):
                return
        if number > self.last:
            if number > self.last + 1:
                self.gaps.append((self.last + 1, number - 1))
            elif whole and not linked:
                self._replaced(entry)
            elif linked and self.rivals:
                self._inserted_beside(entry)
            self.last, self.digest, self.rivals = number, entry.digest, []
        elif self._fill_gap(number):
            self._add(
                FaultKind.MISPLACED,
                number,
                f"第{number}条排在第{self.last}条之后，顺序被改动。",
                f"Entry {number} stands after entry {self.last}: the order was changed.",
            )
        else:
            self._add(
                FaultKind.DOUBLED,
                number,
                f"编号{number}出现不止一次，又见摘要{entry.digest}。",
                f"The number {number} occurs more than once; here again with digest {entry.digest}.",
            )
            if number == self.last:
                self.rivals.append(entry.digest)

    def _fill_gap(self, number: int) -> bool:
        for index, (first, last) in enumerate(self.gaps):
            if first <= number <= last:
                rest = [(first, number - 1), (number + 1, last)]
                self.gaps[index : index + 1] = [(a, b) for a, b in rest if a <= b]
                return True
        return False

    def _grow(self, entry: Entry) -> None:
        for watched in self.watched:
            checkpoint = watched.checkpoint
            if checkpoint.first <= entry.sequence <= checkpoint.last:
                watched.tree.add(entry.digest)

    def result(self, most_faults: int) -> Verification:
        for first, last in self.gaps:
            numbers = f"{first}" if first == last else f"{first}–{last}"
            self._add(
                FaultKind.MISSING,
                first,
                f"缺少第{numbers}条，已被删除或者从未交出。",
                f"Missing: {numbers}, deleted or never handed over.",
            )
        for watched in self.watched:
            self._compare(watched)
        if self.expected_head is not None:
            self._compare_head(self.expected_head)
        faults = sorted(self.faults, key=lambda fault: fault.sequence)
        return Verification(
            county=self.county,
            entries=self.count,
            head=Head(self.last, self.digest),
            checkpoints=self.agreed,
            faults=tuple(faults[:most_faults]),
            faults_found=len(faults),
        )

    def _compare(self, watched: _Watched) -> None:
        checkpoint, tree = watched.checkpoint, watched.tree
        if self.last < checkpoint.last:
            self._add(
                FaultKind.TRUNCATED,
                self.last + 1,
                f"检查点载明至第{checkpoint.last}条，链却止于第{self.last}条：尾部被截去。",
                f"A checkpoint reaches to entry {checkpoint.last}, but the chain ends at {self.last}.",
            )
        elif tree.size == checkpoint.size and tree.root() != checkpoint.root:
            self._add(
                FaultKind.REWRITTEN,
                checkpoint.first,
                f"第{checkpoint.first}至{checkpoint.last}条与检查点的根不符：曾被整体改写。",
                f"Entries {checkpoint.first} to {checkpoint.last} do not give the checkpoint's root: "
                "they were written anew.",
            )
        elif tree.size == checkpoint.size:
            self.agreed += 1
        # Otherwise entries within it are missing or misplaced, and are already named one by one.

    def _compare_head(self, head: Head) -> None:
        if self.last < head.sequence:
            self._add(
                FaultKind.TRUNCATED,
                self.last + 1,
                f"应至第{head.sequence}条，却止于第{self.last}条：尾部被截去。",
                f"The chain should reach entry {head.sequence} but ends at {self.last}.",
            )
        elif self.last > head.sequence:
            self._add(
                FaultKind.INSERTED,
                head.sequence + 1,
                f"应止于第{head.sequence}条，其后又有至第{self.last}条。",
                f"The chain should end at entry {head.sequence}, but goes on to {self.last}.",
            )
        elif head.digest is not None and head.digest != self.digest:
            self._add(
                FaultKind.REWRITTEN,
                head.sequence,
                f"第{head.sequence}条的摘要应为{head.digest}，现为{self.digest}。",
                f"Entry {head.sequence} should have digest {head.digest} but has {self.digest}.",
            )

    def _add(self, kind: FaultKind, sequence: int, zh: str, en: str) -> None:
        self.faults.append(Fault(kind, sequence, zh, en))

    def _edited(self, entry: Entry) -> None:
        if (
            self.faults
            and self.faults[-1].kind is FaultKind.UNREADABLE
            and (self.faults[-1].sequence == entry.sequence)
        ):
            return
        self._add(
            FaultKind.EDITED,
            entry.sequence,
            f"第{entry.sequence}条的内容与摘要不符：内容或者摘要被改动。",
            f"The content of entry {entry.sequence} does not give its digest: one was edited.",
        )

    def _unreadable(self, entry: Entry, error: Exception) -> None:
        self._add(
            FaultKind.UNREADABLE,
            entry.sequence,
            f"第{entry.sequence}条的内容无法化为规范形式：{error}",
            f"The content of entry {entry.sequence} has no canonical form: {error}",
        )

    def _foreign(self, entry: Entry) -> None:
        self._add(
            FaultKind.FOREIGN,
            entry.sequence,
            f"第{entry.sequence}条属于{entry.county}，不属于{self.county}。",
            f"Entry {entry.sequence} is of county {entry.county}, not of {self.county}.",
        )

    def _replaced(self, entry: Entry) -> None:
        self._add(
            FaultKind.REPLACED,
            self.last,
            f"第{entry.sequence}条所依的前一条摘要为{entry.previous_digest}，"
            f"现第{self.last}条的摘要却为{self.digest}：第{self.last}条或者其以前被替换。",
            f"Entry {entry.sequence} was sealed upon {entry.previous_digest}, but entry {self.last} "
            f"now has {self.digest}: entry {self.last}, or one before it, was replaced.",
        )

    def _inserted_beside(self, entry: Entry) -> None:
        for digest in [self.digest, *self.rivals]:
            if digest != entry.previous_digest:
                self._add(
                    FaultKind.INSERTED,
                    self.last,
                    f"编号{self.last}、摘要{digest}的一条，其后无任何条目与之相接：系插入。",
                    f"Nothing links to the entry numbered {self.last} with digest {digest}: inserted.",
                )
