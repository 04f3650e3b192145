"""Hand a batch of powers to several bodies in one act: every one of them lawful, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from qiangzhen.agencies.models import Body
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.models import Power
from qiangzhen.county.identity import new_id
from qiangzhen.documents.models import Instrument, InstrumentKind
from qiangzhen.kernel.authority import Mode, Outcome, Text, Way
from qiangzhen.kernel.authority.handing_down import Reason as Condition
from qiangzhen.ledger.acts import Act, Reason, Refused, action
from qiangzhen.ledger.storage import lock_chain
from qiangzhen.places.models import Place

from ..models import Mandate, MandateState
from ..weighing import Weighed, weigh
from .devolution import BatchNumber, devolution_code, next_batch
from .papers import Paper, paper_of
from .requirements import named_in, open_acts
from .rivals import already_held, require_no_rival


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is handed down: these powers, to each of these bodies, in this mode, by this paper."""

    powers: Sequence[UUID]
    receivers: Sequence[UUID]
    mode: str
    instrument: Paper
    """A registered paper, or one to register in the same act."""
    valid_from: dt.date
    valid_to: dt.date | None = None
    acts: Sequence[str] | None = None
    """None: every act the power consists of."""
    area: UUID | None = None
    """None: the place each receiver serves."""
    reserved: Sequence[str] = ()
    confirmed: frozenset[str] = frozenset()
    """Numbers of the rules whose conditions the clerk states to be met; entered in the ledger."""


@action("mandate:granted", permission=Permission.GRANT_MANDATES)
def grant_mandates(act: Act, *, batch: Batch) -> list[Mandate]:
    """Grant every power of the batch to every receiver, or refuse with the reasons for each pair."""
    county = lock_chain()
    named = named_in(batch)
    instrument = paper_of(batch.instrument, act, before=batch.valid_from)
    weighed = weigh(
        powers=named.powers,
        receivers=named.receivers,
        on=batch.valid_from,
        written_entrustment=instrument.kind == InstrumentKind.ENTRUSTMENT,
    )
    _require_lawful(weighed, batch)
    number = next_batch(county=county, year=act.on.year)
    bodies = {body.id: body for body in named.receivers}
    rows = [
        _row(pair, batch, act, instrument, bodies[pair.receiver_id], named.area, number) for pair in weighed
    ]
    require_no_rival(rows)
    try:
        with transaction.atomic():
            Mandate.objects.bulk_create(rows, batch_size=200)
    except IntegrityError as error:
        reasons = tuple(already_held(rows))
        if not reasons:
            raise
        raise Refused(*reasons) from error
    act.enter(subject=rows[0], facts=_facts(rows, batch, instrument, weighed))
    return rows


def unmet(way: Way, confirmed: frozenset[str]) -> list[Condition]:
    """Return the conditions of a way that nobody stated to be met."""
    return [condition for condition in way.conditions if condition.rule not in confirmed]


def _require_lawful(weighed: Sequence[Weighed], batch: Batch) -> None:
    """Refuse the whole batch when the law forbids a pair, or a condition is not stated to be met."""
    reasons = []
    for pair in weighed:
        way = pair.answer.ways[Mode(batch.mode)]
        if way.outcome is Outcome.FORBID:
            reasons += [_said(pair, reason.rule, reason.text) for reason in way.reasons]
            reasons += [_said(pair, "", remedy, "way_out") for remedy in way.remedies]
        elif way.outcome is Outcome.CONDITIONAL:
            reasons += [_said(pair, c.rule, c.text, "condition") for c in unmet(way, batch.confirmed)]
    if reasons:
        raise Refused(*reasons)


def _said(pair: Weighed, rule: str, text: Text, code: str = "forbidden") -> Reason:
    return Reason(
        code,
        f"{pair.power.name}（{pair.receiver}）：{text.zh}",
        f"{pair.power.name} ({pair.receiver}): {text.en}",
        field="confirmed" if code == "condition" else "mode",
        rule=rule,
    )


def _row(
    pair: Weighed,
    batch: Batch,
    act: Act,
    instrument: Instrument,
    receiver: Body,
    area: Place | None,
    number: BatchNumber,
) -> Mandate:
    mode = Mode(batch.mode)
    return Mandate(
        line=new_id(),
        batch=number.key,
        power=Power(id=pair.power.id, county_id=act.actor.county_id, code=pair.power.code),
        giver_id=pair.power.holder_id,
        holder=receiver,
        mode=mode.value,
        acts=sorted(set(batch.acts)) if batch.acts else open_acts(pair.power.acts, mode=batch.mode),
        area=area or receiver.place,
        instrument=instrument,
        grant_instrument=instrument,
        state=MandateState.GRANTED,
        exclusive=pair.answer.ways[mode].frame.exclusive,
        reserved=sorted(set(batch.reserved)),
        devolution_code=devolution_code(power=pair.power, receiver=receiver, mode=mode, batch=number),
        valid_from=batch.valid_from,
        valid_to=batch.valid_to,
        recorded_from=act.at,
        entered_as="granted",
    )


def _facts(
    rows: Sequence[Mandate], batch: Batch, instrument: Instrument, weighed: Sequence[Weighed]
) -> Mapping[str, object]:
    findings = {finding.code for pair in weighed for finding in pair.answer.findings}
    return {
        "batch": str(rows[0].batch),
        "mode": batch.mode,
        "instrument": str(instrument),
        "instrument_id": str(instrument.id),
        "from": batch.valid_from.isoformat(),
        "to": batch.valid_to.isoformat() if batch.valid_to else None,
        "mandates": [
            {
                "line": str(row.line),
                "power": row.power.code,
                "holder": row.holder.name,
                "area": row.area.name,
                "acts": row.acts,
                "code": row.devolution_code,
            }
            for row in rows
        ],
        "reserved": sorted(set(batch.reserved)),
        "confirmed": sorted(batch.confirmed),
        "findings": sorted(findings),
    }
