"""What stands in the way of a new record: the same body holds the power already, or another holds it alone."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qiangzhen.ledger.acts import Reason, Refused
from qiangzhen.places.queries import get_ancestors

from ..models import Mandate
from ..segments import FAR

Ancestors = Mapping[uuid.UUID, tuple[uuid.UUID, ...]]


def require_no_rival(rows: Sequence[Mandate]) -> None:
    """Refuse where a body would hold a power that another holds alone there on those days.

    The constraint of the database sees one holder only; who calls this holds the
    county's chain, so that no rival comes in between.
    """
    above = get_ancestors()
    standing: dict[uuid.UUID, list[Mandate]] = defaultdict(list)
    known = Mandate.objects.filter(power_id__in={row.power_id for row in rows}, recorded_to=None)
    for other in known.exclude(line__in={row.line for row in rows}).select_related("holder", "area"):
        standing[other.power_id].append(other)
    for row in rows:
        standing[row.power_id].append(row)
    reasons = [
        _rival(row, other)
        for row in rows
        for other in standing[row.power_id]
        if other.holder_id != row.holder_id
        and (row.exclusive or other.exclusive)
        and _meet(row, other, above)
    ]
    if reasons:
        raise Refused(*dict.fromkeys(reasons))


def already_held(rows: Sequence[Mandate]) -> Iterator[Reason]:
    """Yield one reason for each record that a standing one of the same body, power and area overlaps."""
    for row in rows:
        same = Mandate.objects.filter(
            power_id=row.power_id, holder_id=row.holder_id, area_id=row.area_id, recorded_to=None
        ).exclude(line=row.line)
        for other in same.filter(valid_from__lt=row.valid_to or FAR):
            if row.valid_from < (other.valid_to or FAR):
                zh = f"{row.holder.name}自{other.valid_from}起已持有此项权力（{row.power.code}），请刷新后核对。"
                en = (
                    f"{row.holder.name} holds this power ({row.power.code}) since {other.valid_from}; "
                    "refresh and compare."
                )
                yield Reason("held_already", zh, en, "powers")


def _rival(row: Mandate, other: Mandate) -> Reason:
    alone, beside = (other, row) if other.exclusive else (row, other)
    zh = (
        f"{alone.holder.name}自{alone.valid_from}起在{alone.area.name}独占行使{row.power.code}，"
        f"{beside.holder.name}不能同时持有；须先收回其中一项，或者缩小区域、错开日期。"
    )
    en = (
        f"{alone.holder.name} holds {row.power.code} alone in {alone.area.name} from {alone.valid_from}, so "
        f"{beside.holder.name} cannot hold it too; take one back first, or part their areas or days."
    )
    return Reason("rival", zh, en, "receivers")


def _meet(one: Mandate, other: Mandate, above: Ancestors) -> bool:
    if not (one.valid_from < (other.valid_to or FAR) and other.valid_from < (one.valid_to or FAR)):
        return False
    if not set(one.acts) & set(other.acts):
        return False
    areas = one.area_id, other.area_id
    return areas[0] == areas[1] or areas[0] in above.get(areas[1], ()) or areas[1] in above.get(areas[0], ())
