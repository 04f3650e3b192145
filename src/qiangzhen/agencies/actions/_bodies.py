"""Bodies and their inner units: founded, renamed, described, abolished."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence

from qiangzhen.county.pinyin import initials_of
from qiangzhen.ledger.acts import Act, Reason, Refused, action
from qiangzhen.places.models import Place

from ..models import Body, BodyKind, FormerBodyName, Post, Unit
from ..queries import BodyLine, line_of_body
from ..roles import Permission
from ._checks import against_credit_code, against_future, against_instrument, against_text

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MUST_HAVE_PARENT = {BodyKind.DISPATCHED_BODY}


@action("body:established", permission=Permission.EDIT_AGENCIES)
def establish_body(
    act: Act,
    *,
    key: str,
    kind: str,
    name: str,
    short_name: str,
    place_id: uuid.UUID,
    parent_id: uuid.UUID | None = None,
    aliases: Sequence[str] = (),
    credit_code: str = "",
    is_administrative_organ: bool | None = None,
    has_centralised_penalty_power: bool | None = None,
    established_on: dt.date | None = None,
) -> BodyLine:
    """Found a body that serves a place; ``key`` is its short lasting name in files and commands."""
    place = Place.objects.filter(id=place_id, abolished_on=None).first()
    parent = Body.objects.filter(id=parent_id, abolished_on=None).first() if parent_id else None
    reasons = [
        *against_text(name, field="name", zh="名称", en="name", longest=128),
        *against_text(short_name, field="short_name", zh="简称", en="short name", longest=64),
        *_against_aliases(aliases),
        *against_credit_code(credit_code),
        *_against_key(key),
    ]
    if established_on is not None:
        reasons += against_future(act, established_on, field="established_on")
    reasons += _against_standing(kind, place, parent_named=parent_id is not None, parent=parent)
    if reasons:
        raise Refused(*reasons)
    row = Body.objects.create(
        key=key,
        kind=kind,
        name=name,
        short_name=short_name,
        aliases=list(aliases),
        initials=initials_of(name)[:64],
        credit_code=credit_code,
        parent=parent,
        place=place,
        is_administrative_organ=is_administrative_organ,
        has_centralised_penalty_power=has_centralised_penalty_power,
        established_on=established_on,
    )
    act.enter(subject=row, facts={"key": key, "kind": kind, **_described(row)})
    return line_of_body(row)


def _against_standing(
    kind: str, place: Place | None, *, parent_named: bool, parent: Body | None
) -> list[Reason]:
    """Return what is wrong with the kind of a body, the place it serves and the body above it."""
    reasons = []
    if kind not in BodyKind.values:
        reasons.append(
            Reason("unknown_kind", f"没有“{kind}”这一类机构。", f"There is no kind {kind}.", field="kind")
        )
    if place is None:
        zh, en = "所在区划不是本县现存区划。", "The place is none of this county."
        reasons.append(Reason("no_place", zh, en, field="place_id"))
    if parent is None and (parent_named or kind in _MUST_HAVE_PARENT):
        reasons.append(
            Reason(
                "no_parent",
                "上级机构应为本县现存机构；派出机构必须写明其设立机关。",
                "The parent must be an existing body of this county; a dispatched body must name its founder.",
                field="parent_id",
            )
        )
    return reasons


@action("body:renamed", permission=Permission.EDIT_AGENCIES)
def rename_body(
    act: Act, *, body_id: uuid.UUID, name: str, short_name: str, on: dt.date, instrument: str
) -> BodyLine:
    """Give a body another name from a day on; papers that print the former one still find it."""
    row = Body.objects.select_related("place", "parent").get(id=body_id)
    reasons = [
        *against_text(name, field="name", zh="名称", en="name", longest=128),
        *against_text(short_name, field="short_name", zh="简称", en="short name", longest=64),
        *_against_change(act, row, on, instrument),
    ]
    if name == row.name:
        reasons.append(
            Reason("unchanged", "新名称与现名称相同。", "The new name is the present one.", field="name")
        )
    if reasons:
        raise Refused(*reasons)
    before = row.name
    FormerBodyName.objects.create(body=row, name=before, until=on, instrument=instrument)
    row.name, row.short_name, row.initials = name, short_name, initials_of(name)[:64]
    row.save()
    act.enter(subject=row, facts={"before": before, "name": name, "on": str(on), "instrument": instrument})
    return line_of_body(row)


@action("body:described", permission=Permission.EDIT_AGENCIES)
def describe_body(
    act: Act,
    *,
    body_id: uuid.UUID,
    short_name: str,
    aliases: Sequence[str],
    credit_code: str,
    is_administrative_organ: bool | None,
    has_centralised_penalty_power: bool | None,
    instrument: str,
) -> BodyLine:
    """State anew what is known of a body; two of these facts decide what it may receive (行政许可法 24, 行政处罚法 18)."""
    row = Body.objects.select_related("place", "parent").get(id=body_id)
    reasons = [
        *against_text(short_name, field="short_name", zh="简称", en="short name", longest=64),
        *_against_aliases(aliases),
        *against_credit_code(credit_code),
        *against_instrument(instrument),
    ]
    if reasons:
        raise Refused(*reasons)
    before = _described(row)
    row.short_name, row.aliases, row.credit_code = short_name, list(aliases), credit_code
    row.is_administrative_organ = is_administrative_organ
    row.has_centralised_penalty_power = has_centralised_penalty_power
    row.save()
    act.enter(subject=row, facts={"before": before, "now": _described(row), "instrument": instrument})
    return line_of_body(row)


@action("body:abolished", permission=Permission.EDIT_AGENCIES)
def abolish_body(
    act: Act, *, body_id: uuid.UUID, on: dt.date, instrument: str, succeeded_by_id: uuid.UUID | None = None
) -> BodyLine:
    """End a body from a day on, and say which one follows it; refused while somebody still holds a post in it."""
    row = Body.objects.select_related("place", "parent").get(id=body_id)
    successor = (
        Body.objects.filter(id=succeeded_by_id, abolished_on=None).first() if succeeded_by_id else None
    )
    reasons = _against_change(act, row, on, instrument)
    held = Post.objects.filter(body=row).exclude(valid_to__lte=on).count()
    if held:
        reasons.append(
            Reason(
                "posts_held",
                f"{row.name}还有{held}个岗位在任，请先结束或者调任。",
                f"{held} posts in {row.name} are still held: end them first.",
            )
        )
    if succeeded_by_id is not None and (successor is None or successor == row):
        reasons.append(
            Reason(
                "no_successor",
                "承继的机构应为现存的其他机构。",
                "The successor must be another existing body.",
                field="succeeded_by_id",
            )
        )
    if reasons:
        raise Refused(*reasons)
    row.abolished_on, row.succeeded_by = on, successor
    row.save()
    facts = {"name": row.name, "on": str(on), "instrument": instrument}
    act.enter(subject=row, facts=facts | {"succeeded_by": successor.name if successor else ""})
    return line_of_body(row)


@action("unit:established", permission=Permission.EDIT_AGENCIES)
def establish_unit(act: Act, *, body_id: uuid.UUID, name: str) -> uuid.UUID:
    """Add an inner unit 内设机构 to a body, and return its key."""
    body = Body.objects.get(id=body_id)
    reasons = against_text(name, field="name", zh="名称", en="name", longest=128)
    if Unit.objects.filter(body=body, name=name).exists():
        reasons.append(
            Reason(
                "unit_exists",
                f"{body.name}已有{name}。",
                f"{body.name} has a unit {name} already.",
                field="name",
            )
        )
    if reasons:
        raise Refused(*reasons)
    unit = Unit.objects.create(body=body, name=name)
    act.enter(subject=unit, facts={"body": body.name, "name": name})
    key: uuid.UUID = unit.id
    return key


def _described(row: Body) -> dict[str, object]:
    return {
        "name": row.name,
        "short_name": row.short_name,
        "aliases": list(row.aliases),
        "credit_code": row.credit_code,
        "place": row.place.name,
        "parent": row.parent.name if row.parent else "",
        "is_administrative_organ": row.is_administrative_organ,
        "has_centralised_penalty_power": row.has_centralised_penalty_power,
    }


def _against_key(key: str) -> list[Reason]:
    if not _KEY.fullmatch(key) or len(key) > 64:
        return [
            Reason(
                "no_key",
                "代号只能用小写字母、数字和连字符，至多64个字符。",
                "The key takes small letters, digits and hyphens, at most 64.",
                field="key",
            )
        ]
    if Body.objects.filter(key=key).exists():
        return [Reason("key_taken", f"代号{key}已有机构使用。", f"A body bears the key {key}.", field="key")]
    return []


def _against_aliases(aliases: Sequence[str]) -> list[Reason]:
    if all(alias and alias == alias.strip() for alias in aliases) and len(set(aliases)) == len(aliases):
        return []
    return [
        Reason(
            "bad_aliases",
            "别名不能为空、不能重复，首尾不能有空格。",
            "An alias may not be empty, occur twice, or begin or end with a blank.",
            field="aliases",
        )
    ]


def _against_change(act: Act, row: Body, on: dt.date, instrument: str) -> list[Reason]:
    reasons = [*against_future(act, on), *against_instrument(instrument)]
    if row.abolished_on:
        reasons.append(Reason("abolished", f"{row.name}已撤销。", f"{row.name} has been abolished already."))
    last = FormerBodyName.objects.filter(body=row).order_by("-until").values_list("until", flat=True).first()
    since = last or row.established_on
    if since is not None and on <= since:
        reasons.append(
            Reason(
                "before_last_change",
                "日期应晚于上一次变更或者设立之日。",
                "The day must follow the last change or the founding.",
                field="on",
            )
        )
    return reasons
