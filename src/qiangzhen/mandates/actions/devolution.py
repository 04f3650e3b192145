"""The codes of a batch: which it is in its year, and what each handed-down item is called after its parent."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from qiangzhen.agencies.models import Body
from qiangzhen.catalogue.drafts import BASIC_SCHEME
from qiangzhen.catalogue.queries import PowerView
from qiangzhen.county import law
from qiangzhen.county.identity import new_id
from qiangzhen.county.models import County
from qiangzhen.kernel.authority import Mode
from qiangzhen.kernel.identifiers import IdentifierFault, IdentifierTables, compose_devolution_code
from qiangzhen.ledger.acts import Reason, Refused

from ..models import Mandate


@dataclass(frozen=True, slots=True)
class BatchNumber:
    """A batch of grants: its key, its serial within the year, and the tables that compose its codes."""

    key: uuid.UUID
    year: int
    serial: int
    tables: IdentifierTables


def next_batch(*, county: County, year: int) -> BatchNumber:
    """Return the number of a new batch; the county's chain must be held, so that no two get the same."""
    granted = Mandate.objects.filter(entered_as="granted", recorded_from__year=year)
    serial = granted.values("batch").distinct().count() + 1
    return BatchNumber(new_id(), year, serial, law.identifier_tables(county.pack))


def devolution_code(*, power: PowerView, receiver: Body, mode: Mode, batch: BatchNumber) -> str:
    """Return the code that traces the handed-down item to its parent (document 002, clause 4).

    A power that keeps a legacy code cannot carry the composed form; its own code then stands first.
    """
    if power.code_scheme != BASIC_SCHEME:
        return f"{power.code}/{receiver.place.code}/{batch.year:04}{batch.serial:03}"
    try:
        return compose_devolution_code(
            parent=power.code,
            receiver=receiver.credit_code or receiver.place.code,
            mode=mode.value,
            batch_year=batch.year,
            batch_serial=batch.serial,
            tables=batch.tables,
        ).code
    except IdentifierFault as fault:
        zh = f"{receiver.name}承接“{power.name}”的特别编码无法编制：{fault.text.zh}"
        en = f"No devolution code can be made for “{power.name}” at {receiver.name}: {fault.text.en}"
        raise Refused(Reason("no_code", zh, en, "receivers")) from fault
