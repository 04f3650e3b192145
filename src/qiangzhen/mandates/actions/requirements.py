"""What a batch names must exist and fit together; every fault is told at once, at the field it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qiangzhen.agencies.models import Body
from qiangzhen.catalogue.queries import PowerView, map_powers
from qiangzhen.kernel.authority import Mode
from qiangzhen.kernel.authority.exercise import ActKind, Circumstance
from qiangzhen.ledger.acts import Reason, Refused
from qiangzhen.places.models import Place
from qiangzhen.places.queries import get_ancestors

from ..weighing import RECEIVING_KINDS

if TYPE_CHECKING:
    from .grants import Batch

DECIDING = frozenset(
    act.value for act in (ActKind.DECIDE, ActKind.PENALISE, ActKind.MEASURE, ActKind.EXECUTE, ActKind.CONFIRM)
)
"""Acts that decide about somebody's rights; whoever only acts for the department takes none of them."""

BACKWARD = Reason("backward", "结束日期应晚于开始日期。", "The end must lie after the start.", "valid_to")
NO_ACT = Reason("acts", "请选择至少一种行为。", "Choose at least one act.", "acts")
UNKNOWN_RESERVED = Reason("reserved", "保留事项的种类不明。", "Unknown kind of reserved matter.", "reserved")


@dataclass(frozen=True, slots=True)
class Named:
    """What a batch names, found."""

    powers: list[PowerView]
    receivers: list[Body]
    area: Place | None


def named_in(batch: Batch) -> Named:
    """Return the powers, bodies and area of a batch; raise ``Refused`` with every fault of what was stated."""
    known = map_powers(power_ids=batch.powers)
    powers = [known[key] for key in dict.fromkeys(batch.powers) if key in known]
    bodies = {body.id: body for body in Body.objects.filter(pk__in=batch.receivers).select_related("place")}
    receivers = [bodies[key] for key in dict.fromkeys(batch.receivers) if key in bodies]
    area = Place.objects.filter(pk=batch.area).first() if batch.area else None
    reasons = [
        *_faults_of_words(batch),
        *_faults_of_powers(batch, powers),
        *_faults_of_receivers(batch, receivers),
        *_faults_of_area(batch, area, receivers),
    ]
    if reasons:
        raise Refused(*reasons)
    return Named(powers, receivers, area)


def open_acts(acts: Sequence[str], *, mode: str) -> list[str]:
    """Return the acts of a power that can go down in a way, sorted."""
    closed = DECIDING if mode == Mode.ACTING_FOR.value else frozenset()
    return sorted(set(acts) - closed)


def faults_of_acts(
    acts: Sequence[str], *, of_power: Sequence[str], power: str, mode: str
) -> Iterator[Reason]:
    """Yield what is wrong with the acts chosen for a power in a way down."""
    if not acts or set(acts) - {one.value for one in ActKind}:
        yield NO_ACT
    elif set(acts) & set(of_power) - set(open_acts(of_power, mode=mode)):
        zh = f"代办代行只办具体环节，“{power}”的决定由部门自己作出；请去掉决定类行为。"
        en = f"Acting for leaves the decision on “{power}” with the department; leave out the acts that decide."
        yield Reason("deciding_act", zh, en, "acts")
    elif set(acts) - set(of_power):
        zh, en = f"“{power}”不包含所选的全部行为。", f"“{power}” does not consist of all the acts chosen."
        yield Reason("acts", zh, en, "acts")


def faults_of_reserved(reserved: Sequence[str]) -> Iterator[Reason]:
    """Yield what is wrong with the circumstances that stay with the giver."""
    if any(name not in {one.value for one in Circumstance} for name in reserved):
        yield UNKNOWN_RESERVED


def faults_of_place(area: Place, body: Body) -> Iterator[Reason]:
    """Yield a reason when an area does not lie in the place a body serves."""
    if area.id != body.place_id and body.place_id not in get_ancestors().get(area.id, ()):
        zh = f"{area.name}不在{body.name}的辖区内。"
        en = f"{area.name} does not lie in the area {body.name} serves."
        yield Reason("outside_area", zh, en, "area")


def _faults_of_words(batch: Batch) -> Iterator[Reason]:
    if batch.mode not in {mode.value for mode in Mode}:
        yield Reason("unknown_mode", "请选择下放方式。", "Choose the way down.", "mode")
    if batch.valid_to is not None and batch.valid_to <= batch.valid_from:
        yield BACKWARD
    yield from faults_of_reserved(batch.reserved)


def _faults_of_powers(batch: Batch, powers: Sequence[PowerView]) -> Iterator[Reason]:
    if not powers or len(powers) != len(set(batch.powers)):
        yield Reason("missing", "请选择要下放的事项。", "Choose the powers to hand down.", "powers")
    for power in powers:
        if batch.valid_from < power.valid_from:
            zh = f"“{power.name}”自{power.valid_from}起才列入，不能在此前下放。"
            en = f"“{power.name}” is in the list from {power.valid_from} only; it cannot be handed down before."
            yield Reason("power_not_begun", zh, en, "valid_from")
        if power.valid_to is not None and power.valid_to <= batch.valid_from:
            zh, en = f"“{power.name}”已于{power.valid_to}取消。", f"“{power.name}” ended on {power.valid_to}."
            yield Reason("power_ended", zh, en, "powers")
        if batch.acts is not None:
            yield from faults_of_acts(batch.acts, of_power=power.acts, power=power.name, mode=batch.mode)
        elif not open_acts(power.acts, mode=batch.mode):
            zh = f"“{power.name}”没有可以代办代行的环节。"
            en = f"“{power.name}” has no step that another could act for."
            yield Reason("deciding_act", zh, en, "powers")


def _faults_of_receivers(batch: Batch, receivers: Sequence[Body]) -> Iterator[Reason]:
    if not receivers or len(receivers) != len(set(batch.receivers)):
        yield Reason("missing", "请选择承接单位。", "Choose who receives them.", "receivers")
    for body in receivers:
        if body.kind not in RECEIVING_KINDS:
            zh, en = f"{body.name}不是可以承接事项的单位。", f"{body.name} cannot receive powers."
            yield Reason("not_a_receiver", zh, en, "receivers")
        elif body.abolished_on is not None and body.abolished_on <= batch.valid_from:
            zh, en = (
                f"{body.name}已于{body.abolished_on}撤销。",
                f"{body.name} was abolished on {body.abolished_on}.",
            )
            yield Reason("abolished", zh, en, "receivers")


def _faults_of_area(batch: Batch, area: Place | None, receivers: Sequence[Body]) -> Iterator[Reason]:
    if batch.area is None:
        return
    if area is None:
        yield Reason("missing", "本县没有所选的区域。", "There is no such place in this county.", "area")
        return
    for body in receivers:
        yield from faults_of_place(area, body)
