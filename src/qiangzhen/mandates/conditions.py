"""What has to be stated before a conditional way is open, and the batch that states it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from qiangzhen.agencies.models import Body
from qiangzhen.catalogue.queries import map_powers
from qiangzhen.documents.actions import InstrumentDraft
from qiangzhen.documents.models import Instrument, InstrumentKind
from qiangzhen.kernel.authority import Mode, Way
from qiangzhen.kernel.authority.handing_down import Reason

from .actions.grants import Batch
from .weighing import weigh


def list_conditions(*, batch: Batch) -> list[Reason]:
    """Return every condition that somebody must state to be met before the batch can be granted, each once."""
    ways = _ways(batch)
    found = {condition.rule: condition for way in ways for condition in way.conditions}
    return [found[rule] for rule in sorted(found)]


def conditions_of(batch: Batch, *, mode: Mode) -> Batch:
    """Return the batch with all its conditions stated to be met; for loading what was decided elsewhere."""
    rules = frozenset(
        condition.rule for condition in list_conditions(batch=dataclasses.replace(batch, mode=mode.value))
    )
    return dataclasses.replace(batch, confirmed=rules)


def _ways(batch: Batch) -> Iterable[Way]:
    if isinstance(batch.instrument, InstrumentDraft):
        kind = batch.instrument.kind
    else:
        kind = Instrument.objects.values_list("kind", flat=True).get(pk=batch.instrument)
    powers = map_powers(power_ids=batch.powers)
    receivers = list(Body.objects.filter(pk__in=batch.receivers).select_related("place"))
    weighed = weigh(
        powers=[powers[key] for key in batch.powers if key in powers],
        receivers=receivers,
        on=batch.valid_from,
        written_entrustment=kind == InstrumentKind.ENTRUSTMENT,
    )
    return [pair.answer.ways[Mode(batch.mode)] for pair in weighed]
