"""Enter, revise, publish and retire powers. A change makes a new version; nothing is overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from qiangzhen.agencies.roles import Permission
from qiangzhen.county.identity import new_id
from qiangzhen.ledger.acts import Act, Reason, Refused, action

from ..drafts import PowerDraft
from ..models import Power, PowerVersion
from ..writing import add_power, add_version, current_version, make_current, require_sound


@action("power:entered", permission=Permission.EDIT_POWERS)
def enter_power(act: Act, *, draft: PowerDraft) -> Power:
    """Enter a power that is not in the catalogue yet, with its first version."""
    body = require_sound(draft)
    act.require_body(body.id, body_name=body.name)
    power = add_power(draft=draft, at=act.at)
    act.enter(subject=power, facts=_facts(draft, body.name))
    return power


@action("power:revised", permission=Permission.EDIT_POWERS)
def revise_power(act: Act, *, power: Power, draft: PowerDraft, seen_version: int) -> PowerVersion:
    """Make a new version. Refused when somebody else revised it since ``seen_version`` was read."""
    power = Power.objects.select_for_update().get(pk=power.pk)
    latest = current_version(power)
    act.require_body(latest.holder_id, body_name=latest.holder.name)
    body = require_sound(draft, power=power)
    if draft.holder != latest.holder_id:
        act.require_body(body.id, body_name=body.name)
    if latest.number != seen_version:
        raise Refused(
            Reason(
                "revised_meanwhile",
                f"此事项在您修改期间已被他人更新为第{latest.number}版；请对照后重新提交，您填写的内容已保留。",
                f"Somebody revised this power meanwhile (version {latest.number}). "
                "Compare and send again; what you typed is kept.",
            )
        )
    if draft.valid_from < latest.valid_from:
        raise Refused(
            Reason(
                "before_start",
                f"生效日期早于现行版本的生效日期{latest.valid_from}。",
                f"The day lies before the present version began ({latest.valid_from}).",
                "valid_from",
            )
        )
    version = add_version(power=power, draft=draft, number=latest.number + 1, at=act.at)
    act.enter(subject=power, facts={"version": version.number, **_facts(draft, body.name)})
    return version


@action("power:published", permission=Permission.PUBLISH_LISTS)
def publish_powers(act: Act, *, powers: Sequence[Power], on: dt.date) -> int:
    """Publish the newest version of each power in the county's list; returns how many were new to the public."""
    if on > act.on:
        raise Refused(
            Reason("in_future", "公布日期不能晚于今天。", "The day of publication cannot lie ahead.", "on")
        )
    published = set_published(powers, on=on)
    if not published:
        raise Refused(Reason("nothing_new", "所选事项均已公布。", "All chosen powers are published already."))
    codes = sorted(version.power.code for version in published)
    act.enter(subject=published[0].power, facts={"on": on.isoformat(), "codes": codes})
    return len(published)


@action("power:retired", permission=Permission.EDIT_POWERS)
def retire_power(act: Act, *, power: Power, on: dt.date, reason: str) -> PowerVersion:
    """End a power from a day on, by a last version that holds no day beyond it."""
    power = Power.objects.select_for_update().get(pk=power.pk)
    version = current_version(power)
    act.require_body(version.holder_id, body_name=version.holder.name)
    reasons = []
    if not reason.strip():
        reasons.append(
            Reason("missing", "请写明取消的理由和依据。", "State the reason and the basis.", "reason")
        )
    if version.valid_to is not None:
        reasons.append(
            Reason("retired", f"此事项已于{version.valid_to}取消。", f"It ended on {version.valid_to}.")
        )
    if on < version.valid_from:
        reasons.append(
            Reason("before_start", "取消日期早于生效日期。", "The day lies before it began.", "on")
        )
    if reasons:
        raise Refused(*reasons)
    bases = list(version.bases.order_by("position"))
    version.id, version._state.adding = new_id(), True
    version.number += 1
    version.valid_to, version.recorded_at, version.note = on, act.at, reason.strip()
    # A power the public saw is seen to end; a draft nobody saw stays unseen.
    version.published_on = act.on if power.public_id is not None else None
    version.save()
    for basis in bases:
        basis.id, basis._state.adding = new_id(), True
        basis.version = version
        basis.save()
    make_current(version)
    act.enter(subject=power, facts={"on": on.isoformat(), "reason": reason.strip()})
    return version


def set_published(powers: Iterable[Power], *, on: dt.date) -> list[PowerVersion]:
    """Publish the newest versions as part of another act; returns those that were not public before."""
    published = []
    for power in powers:
        version = current_version(power)
        if version.published_on is not None:
            continue
        version.published_on = on
        version.save(update_fields=["published_on"])
        make_current(version)
        published.append(version)
    return published


def _facts(draft: PowerDraft, holder_name: str) -> dict[str, object]:
    return {
        "code": draft.code,
        "name": draft.name.strip(),
        "kind": draft.kind,
        "holder": holder_name,
        "bases": [basis.printed for basis in draft.bases],
        "valid_from": draft.valid_from.isoformat(),
    }
