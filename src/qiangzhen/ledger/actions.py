"""Acts on the ledger itself: a checkpoint is made and entered like any other act."""

from __future__ import annotations

from qiangzhen.kernel import ledger as kernel

from .acts import Act, Reason, Refused, action
from .models import Checkpoint, LedgerEntry
from .queries import CheckpointLine
from .storage import find_head, find_noted_end, lock_chain, read_chain, write_checkpoint
from .verifying import CHECKPOINTED

_FAULTS_TOLD = 10


@action(CHECKPOINTED, permission="make_checkpoint")
def make_checkpoint(act: Act) -> CheckpointLine:
    """Put one root over all entries since the last checkpoint, after walking them.

    Refused where nothing was done since, and where the chain is broken: a
    checkpoint must never bless what was altered.
    """
    county = lock_chain()
    before = Checkpoint.objects.order_by("-up_to").first()
    since = before.up_to if before else 0
    head = find_head()
    if head is None or not LedgerEntry.objects.filter(sequence__gt=since).exclude(kind=CHECKPOINTED).exists():
        raise Refused(
            Reason(
                "nothing_new",
                "上一检查点之后没有新的记录，无须再做检查点。",
                "Nothing was entered since the last checkpoint; there is nothing to cover.",
            )
        )
    after = None
    if before is not None:
        last = LedgerEntry.objects.filter(sequence=since).values_list("digest", flat=True).first()
        after = kernel.Head(since, last) if last else None
    found = kernel.verify_chain(
        read_chain(county_code=county.code, after=after.sequence if after else 0, up_to=head.sequence),
        county=county.code,
        after=after,
        expected_head=find_noted_end(),
    )
    if not found.sound:
        raise Refused(*(Reason("chain_broken", fault.zh, fault.en) for fault in found.faults[:_FAULTS_TOLD]))
    made = kernel.make_checkpoint(
        read_chain(county_code=county.code, after=since, up_to=head.sequence),
        at=act.at,
        algorithm=kernel.Algorithm(head.algorithm),
    )
    row = write_checkpoint(checkpoint=made)
    act.enter(subject=row, facts={"first": made.first, "up_to": made.last, "root": made.root})
    return CheckpointLine(row.first, row.up_to, row.root, row.algorithm, row.made_at)
