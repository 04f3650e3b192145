"""Hand a batch of powers to several bodies in one act: every one of them lawful, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from qiangzhen.agencies.models import Body
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.models import Power
from qiangzhen.catalogue.queries import PowerView, map_powers
from qiangzhen.county import law
from qiangzhen.county.identity import new_id
from qiangzhen.county.models import County
from qiangzhen.county.scope import current_county_id
from qiangzhen.documents.actions import InstrumentDraft, add_instrument
from qiangzhen.documents.models import Instrument, InstrumentKind
from qiangzhen.kernel.authority import Mode, Outcome, Way
from qiangzhen.kernel.authority.exercise import ActKind, Circumstance
from qiangzhen.kernel.identifiers import compose_devolution_code
from qiangzhen.ledger.acts import Act, Reason, Refused, action
from qiangzhen.places.models import Place
from qiangzhen.places.queries import get_ancestors

from ..models import Mandate, MandateState
from ..segments import FAR
from ..weighing import RECEIVING_KINDS, Weighed, weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is handed down: these powers, to each of these bodies, in this mode, by this paper."""

    powers: Sequence[UUID]
    receivers: Sequence[UUID]
    mode: str
    instrument: UUID | InstrumentDraft
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
    powers, receivers = _named(batch)
    instrument = _instrument(batch, act)
    weighed = weigh(
        powers=powers,
        receivers=receivers,
        on=batch.valid_from,
        written_entrustment=instrument.kind == InstrumentKind.ENTRUSTMENT,
    )
    _require_lawful(weighed, batch)
    serials = _serials(act.on.year)
    rows = [_row(pair, batch, act, instrument, receivers, serials) for pair in weighed]
    _require_no_rival(rows)
    try:
        with transaction.atomic():
            for row in rows:
                row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(*_already_held(rows)) from error
    act.enter(subject=rows[0], facts=_facts(rows, batch, instrument, weighed))
    return rows


def _named(batch: Batch) -> tuple[list[PowerView], list[Body]]:
    """Return the powers and bodies of a batch; raise ``Refused`` with every fault of what was typed."""
    reasons = []
    if batch.mode not in {mode.value for mode in Mode}:
        reasons.append(Reason("unknown_mode", "请选择下放方式。", "Choose the way down.", "mode"))
    if batch.valid_to is not None and batch.valid_to <= batch.valid_from:
        reasons.append(
            Reason("backward", "结束日期应晚于开始日期。", "The end must lie after the start.", "valid_to")
        )
    if any(name not in {one.value for one in Circumstance} for name in batch.reserved):
        reasons.append(
            Reason("reserved", "保留事项的种类不明。", "Unknown kind of reserved matter.", "reserved")
        )
    if batch.acts is not None and (not batch.acts or set(batch.acts) - {one.value for one in ActKind}):
        reasons.append(Reason("acts", "请选择至少一种行为。", "Choose at least one act.", "acts"))
    known = map_powers(power_ids=batch.powers)
    powers = [known[key] for key in dict.fromkeys(batch.powers) if key in known]
    bodies = {body.id: body for body in Body.objects.filter(pk__in=batch.receivers).select_related("place")}
    receivers = [bodies[key] for key in dict.fromkeys(batch.receivers) if key in bodies]
    if not powers or len(powers) != len(set(batch.powers)):
        reasons.append(Reason("missing", "请选择要下放的事项。", "Choose the powers to hand down.", "powers"))
    if not receivers or len(receivers) != len(set(batch.receivers)):
        reasons.append(Reason("missing", "请选择承接单位。", "Choose who receives them.", "receivers"))
    for body in receivers:
        if body.kind not in RECEIVING_KINDS:
            zh, en = f"{body.name}不是可以承接事项的单位。", f"{body.name} cannot receive powers."
            reasons.append(Reason("not_a_receiver", zh, en, "receivers"))
        elif body.abolished_on is not None and body.abolished_on <= batch.valid_from:
            zh, en = (
                f"{body.name}已于{body.abolished_on}撤销。",
                f"{body.name} was abolished on {body.abolished_on}.",
            )
            reasons.append(Reason("abolished", zh, en, "receivers"))
    if reasons:
        raise Refused(*reasons)
    return powers, receivers


def _instrument(batch: Batch, act: Act) -> Instrument:
    if isinstance(batch.instrument, InstrumentDraft):
        instrument = add_instrument(draft=batch.instrument, on=act.on)
    else:
        found = Instrument.objects.filter(pk=batch.instrument).first()
        if found is None:
            raise Refused(
                Reason("missing", "请选择或登记下放文件。", "Choose or register the paper.", "instrument")
            )
        instrument = found
    if instrument.signed_on is None or instrument.signed_on > batch.valid_from:
        raise Refused(
            Reason(
                "unsigned",
                f"文件《{instrument.title}》须在生效日期之前签发；请登记签发日期。",
                f"The paper “{instrument.title}” must be signed before the mandate begins; state its day of signing.",
                "instrument",
            )
        )
    return instrument


def _require_lawful(weighed: Sequence[Weighed], batch: Batch) -> None:
    """Refuse the whole batch when the law forbids a pair, or a condition is not stated to be met."""
    reasons = []
    for pair in weighed:
        way = pair.answer.ways[Mode(batch.mode)]
        if way.outcome is Outcome.FORBID:
            reasons += [_said(pair, reason.rule, reason.text) for reason in way.reasons]
            reasons += [_said(pair, "", remedy) for remedy in way.remedies]
        elif way.outcome is Outcome.CONDITIONAL:
            reasons += [_said(pair, c.rule, c.text, "condition") for c in unmet(way, batch.confirmed)]
    if reasons:
        raise Refused(*reasons)


def unmet(way: Way, confirmed: frozenset[str]) -> list[Any]:
    """Return the conditions of a way that nobody stated to be met."""
    return [condition for condition in way.conditions if condition.rule not in confirmed]


def _said(pair: Weighed, rule: str, text: Any, code: str = "forbidden") -> Reason:
    return Reason(
        code,
        f"{pair.power.name}（{pair.receiver}）：{text.zh}",
        f"{pair.power.name} ({pair.receiver}): {text.en}",
        rule=rule,
    )


def _row(
    pair: Weighed,
    batch: Batch,
    act: Act,
    instrument: Instrument,
    receivers: Sequence[Body],
    serials: dict[str, Any],
) -> Mandate:
    receiver = next(body for body in receivers if body.id == pair.receiver_id)
    mode = Mode(batch.mode)
    outside = set(batch.acts or ()) - set(pair.power.acts)
    if outside:
        zh, en = f"“{pair.power.name}”不包含所选行为。", f"“{pair.power.name}” has no such act."
        raise Refused(Reason("acts", zh, en, "acts"))
    area = Place.objects.get(pk=batch.area) if batch.area else receiver.place
    return Mandate(
        line=new_id(),
        batch=serials["batch"],
        power=Power(id=pair.power.id, county_id=act.actor.county_id, code=pair.power.code),
        giver_id=pair.power.holder_id,
        holder=receiver,
        mode=mode.value,
        acts=sorted(batch.acts or pair.power.acts),
        area=area,
        instrument=instrument,
        grant_instrument=instrument,
        state=MandateState.GRANTED,
        exclusive=pair.answer.ways[mode].frame.exclusive,
        reserved=sorted(set(batch.reserved)),
        devolution_code=_devolution_code(pair, receiver, mode, serials),
        valid_from=batch.valid_from,
        valid_to=batch.valid_to,
        recorded_from=act.at,
        entered_as="granted",
    )


def _serials(year: int) -> dict[str, Any]:
    """Return the year, the serial of this batch within it, and the tables that compose its codes."""
    batches = (
        Mandate.objects.filter(entered_as="granted", recorded_from__year=year)
        .values("batch")
        .distinct()
        .count()
    )
    county = County.objects.get(pk=current_county_id())
    return {
        "batch": new_id(),
        "year": year,
        "serial": batches + 1,
        "tables": law.identifier_tables(county.pack),
    }


def _devolution_code(pair: Weighed, receiver: Body, mode: Mode, serials: dict[str, Any]) -> str:
    """Return the code that traces the handed-down item to its parent (document 002, clause 4).

    A power whose own code is a legacy one cannot carry it; its code is then the parent's, marked.
    """
    if pair.power.code_scheme != "matter_basic":
        return f"{pair.power.code}/{receiver.place.code}"
    return compose_devolution_code(
        parent=pair.power.code,
        receiver=receiver.credit_code or receiver.place.code,
        mode=mode.value,
        batch_year=serials["year"],
        batch_serial=serials["serial"],
        tables=serials["tables"],
    ).code


def _require_no_rival(rows: Sequence[Mandate]) -> None:
    """Refuse when two bodies would hold one power exclusively where their areas and days meet."""
    above = get_ancestors()
    power_ids = {row.power_id for row in rows}
    standing = Mandate.objects.filter(
        power_id__in=power_ids, recorded_to=None, exclusive=True
    ).select_related("holder", "area")
    reasons = []
    for row in rows:
        rivals = [*standing, *(other for other in rows if other is not row)] if row.exclusive else []
        for other in rivals:
            if (
                other.power_id == row.power_id
                and other.holder_id != row.holder_id
                and _meet(row, other, above)
            ):
                reasons.append(
                    Reason(
                        "rival",
                        f"{other.holder.name}自{other.valid_from}起已在{other.area.name}独占行使此项权力，"
                        f"不能再交给{row.holder.name}。",
                        f"{other.holder.name} holds this power alone in {other.area.name} from {other.valid_from}; "
                        f"it cannot go to {row.holder.name} as well.",
                        "receivers",
                    )
                )
    if reasons:
        raise Refused(*reasons)


def _meet(one: Mandate, other: Mandate, above: Any) -> bool:
    if not (one.valid_from < (other.valid_to or FAR) and other.valid_from < (one.valid_to or FAR)):
        return False
    if not set(one.acts) & set(other.acts):
        return False
    return (
        one.area_id == other.area_id
        or one.area_id in above.get(other.area_id, ())
        or other.area_id in above.get(one.area_id, ())
    )


def _already_held(rows: Sequence[Mandate]) -> list[Reason]:
    """Name the pairs that are held already; the database said that there is at least one."""
    reasons = []
    for row in rows:
        standing = Mandate.objects.filter(
            power_id=row.power_id, holder_id=row.holder_id, area_id=row.area_id, recorded_to=None
        ).filter(valid_from__lt=row.valid_to or FAR)
        for other in standing:
            if row.valid_from < (other.valid_to or FAR):
                reasons.append(
                    Reason(
                        "held_already",
                        f"{row.holder.name}自{other.valid_from}起已持有此项权力（{row.power.code}），请刷新后核对。",
                        f"{row.holder.name} holds this power ({row.power.code}) since {other.valid_from}; "
                        "refresh and compare.",
                        "powers",
                    )
                )
    return reasons or [
        Reason(
            "held_already",
            "所选事项中有的刚被他人授予，请刷新后核对。",
            "Somebody granted one of these just now.",
        )
    ]


def _facts(
    rows: Sequence[Mandate], batch: Batch, instrument: Instrument, weighed: Sequence[Weighed]
) -> dict[str, object]:
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
                "code": row.devolution_code,
            }
            for row in rows
        ],
        "reserved": sorted(set(batch.reserved)),
        "confirmed": sorted(batch.confirmed),
        "findings": sorted(findings),
    }
