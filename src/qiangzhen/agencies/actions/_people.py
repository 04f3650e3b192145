"""People, the posts they hold, their certificates, and the looks taken at their numbers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from qiangzhen.county.pinyin import initials_of
from qiangzhen.ledger.acts import Act, Reason, Refused, action
from qiangzhen.places.models import Place

from ..models import Body, Certificate, Person, Post, Unit
from ..roles import Permission, Role
from ._checks import against_citizen_number, against_future, against_phone, against_text

_FIELDS = ("citizen_number", "phone", "certificate_number")
_CERTIFICATE_KINDS = ("enforcement", "supervision")


@action("person:employed", permission=Permission.EDIT_AGENCIES)
def employ_person(
    act: Act, *, name: str, citizen_number: str = "", phone: str = "", invented: bool = False
) -> uuid.UUID:
    """Register somebody who works for the county, and return the key; numbers are checked and then encrypted."""
    reasons = [
        *against_text(name, field="name", zh="姓名", en="name", longest=64),
        *against_citizen_number(citizen_number),
        *against_phone(phone),
    ]
    if reasons:
        raise Refused(*reasons)
    person = Person.objects.create(
        name=name,
        initials=initials_of(name)[:32],
        citizen_number=citizen_number,
        phone=phone,
        invented=invented,
    )
    told = {"name": name, "citizen_number_given": bool(citizen_number), "phone_given": bool(phone)}
    act.enter(subject=person, facts=told | {"invented": invented})
    key: uuid.UUID = person.id
    return key


@action("post:appointed", permission=Permission.EDIT_AGENCIES)
def appoint_to_post(
    act: Act,
    *,
    person_id: uuid.UUID,
    body_id: uuid.UUID,
    title: str,
    roles: Sequence[str],
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    unit_id: uuid.UUID | None = None,
    jurisdiction_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Give a person a post in a body for a period, its end exclusive, and return the key."""
    person, body = Person.objects.get(id=person_id), Body.objects.get(id=body_id)
    unit = Unit.objects.get(id=unit_id) if unit_id else None
    place = Place.objects.get(id=jurisdiction_id) if jurisdiction_id else None
    reasons = against_text(title, field="title", zh="职务", en="title", longest=64)
    reasons += _against_roles(roles)
    reasons += _against_period(valid_from, valid_to)
    reasons += _against_reach(body, unit, place)
    same = Post.objects.filter(person=person, body=body, unit=unit, title=title)
    if _overlapping(same, valid_from, valid_to).exists():
        reasons.append(
            Reason(
                "post_held",
                f"{person.name}在此期间已任{body.name}{title}。",
                f"{person.name} holds this post in {body.name} during that time already.",
                field="valid_from",
            )
        )
    if reasons:
        raise Refused(*reasons)
    post = Post.objects.create(
        person=person,
        body=body,
        unit=unit,
        title=title,
        roles=list(roles),
        jurisdiction=place,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    facts = {
        "person": person.name,
        "body": body.name,
        "unit": unit.name if unit else "",
        "title": title,
        "roles": list(roles),
        "jurisdiction": place.name if place else "",
        "valid_from": str(valid_from),
        "valid_to": str(valid_to) if valid_to else None,
    }
    act.enter(subject=post, facts=facts)
    key: uuid.UUID = post.id
    return key


@action("post:ended", permission=Permission.EDIT_AGENCIES)
def end_post(act: Act, *, post_id: uuid.UUID, on: dt.date) -> None:
    """End a post: ``on`` is the first day on which it is no longer held; its rights end with it."""
    post = Post.objects.select_related("person", "body").get(id=post_id)
    reasons = []
    if on < post.valid_from:
        reasons.append(
            Reason("before_start", "结束日不得早于任职日。", "A post cannot end before it began.", field="on")
        )
    if post.valid_to is not None and post.valid_to <= on:
        reasons.append(
            Reason(
                "ended",
                f"此岗位已自{post.valid_to}起结束。",
                f"This post has ended on {post.valid_to} already.",
                field="on",
            )
        )
    if reasons:
        raise Refused(*reasons)
    post.valid_to = on
    post.save()
    facts = {"person": post.person.name, "body": post.body.name, "title": post.title, "on": str(on)}
    act.enter(subject=post, facts=facts)


@action("certificate:issued", permission=Permission.EDIT_AGENCIES)
def issue_certificate(
    act: Act,
    *,
    person_id: uuid.UUID,
    number: str,
    kind: str,
    issuer: str,
    issued_on: dt.date,
    expires_on: dt.date,
    invented: bool = False,
) -> uuid.UUID:
    """Register a certificate of a person, and return its key; ``expires_on`` is the first day it no longer holds."""
    person = Person.objects.get(id=person_id)
    reasons = [
        *against_text(number, field="number", zh="证号", en="number", longest=64),
        *against_text(issuer, field="issuer", zh="发证机关", en="issuer", longest=128),
        *against_future(act, issued_on, field="issued_on"),
    ]
    if kind not in _CERTIFICATE_KINDS:
        reasons.append(
            Reason(
                "unknown_kind",
                "证件种类应为执法证或者执法监督证。",
                "A certificate is one of enforcement or of supervision.",
                field="kind",
            )
        )
    if expires_on <= issued_on:
        reasons.append(
            Reason(
                "no_period", "失效日应晚于发证日。", "It must expire after it was issued.", field="expires_on"
            )
        )
    if reasons:
        raise Refused(*reasons)
    certificate = Certificate.objects.create(
        person=person,
        number=number,
        kind=kind,
        issuer=issuer,
        issued_on=issued_on,
        expires_on=expires_on,
        invented=invented,
    )
    facts = {"person": person.name, "kind": kind, "issuer": issuer}
    act.enter(subject=certificate, facts=facts | {"issued_on": str(issued_on), "expires_on": str(expires_on)})
    key: uuid.UUID = certificate.id
    return key


@action("certificate:revoked", permission=Permission.EDIT_AGENCIES)
def revoke_certificate(act: Act, *, certificate_id: uuid.UUID, on: dt.date, reason: str) -> None:
    """Revoke a certificate: ``on`` is the first day on which it no longer holds."""
    certificate = Certificate.objects.select_related("person").get(id=certificate_id)
    reasons = [
        *against_text(reason, field="reason", zh="理由", en="reason", longest=300),
        *against_future(act, on),
    ]
    if certificate.revoked_on is not None:
        reasons.append(Reason("revoked", "此证已注销。", "This certificate has been revoked already."))
    if on < certificate.issued_on:
        reasons.append(
            Reason(
                "before_start",
                "注销日不得早于发证日。",
                "It cannot be revoked before it was issued.",
                field="on",
            )
        )
    if reasons:
        raise Refused(*reasons)
    certificate.revoked_on = on
    certificate.save()
    facts = {"person": certificate.person.name, "kind": certificate.kind, "on": str(on), "reason": reason}
    act.enter(subject=certificate, facts=facts)


@action("person:revealed", permission=Permission.REVEAL_PERSON)
def reveal_person_field(
    act: Act, *, person_id: uuid.UUID, field: str, reason: str, certificate_id: uuid.UUID | None = None
) -> str:
    """Return a person's number in full, and enter who looked at which and why; the number itself is not entered."""
    person = Person.objects.get(id=person_id)
    reasons = against_text(reason, field="reason", zh="查看理由", en="reason", longest=300)
    if field not in _FIELDS or (field == "certificate_number") != (certificate_id is not None):
        reasons.append(Reason("unknown_field", "没有这一项号码。", "There is no such number.", field="field"))
    if reasons:
        raise Refused(*reasons)
    if certificate_id is not None:
        number = Certificate.objects.get(id=certificate_id, person=person).number
    else:
        number = getattr(person, field)
    if not number:
        raise Refused(
            Reason("not_given", f"{person.name}没有登记此项号码。", f"{person.name} gave no such number.")
        )
    act.enter(subject=person, facts={"person": person.name, "field": field, "reason": reason})
    return str(number)


def _against_roles(roles: Sequence[str]) -> list[Reason]:
    known = {role.value for role in Role}
    unknown = [role for role in roles if role not in known]
    if roles and not unknown and len(set(roles)) == len(roles):
        return []
    return [
        Reason(
            "bad_roles",
            "请至少选择一个角色，且不得重复。" if not unknown else f"没有“{'、'.join(unknown)}”这样的角色。",
            "Choose at least one role, each once."
            if not unknown
            else f"There is no role {', '.join(unknown)}.",
            field="roles",
        )
    ]


def _against_reach(body: Body, unit: Unit | None, place: Place | None) -> list[Reason]:
    """Return why a post cannot lie in the body and unit, or be confined to the place."""
    reasons = []
    for gone, field in ((body, "body_id"), (unit, "unit_id"), (place, "jurisdiction_id")):
        if gone is not None and gone.abolished_on is not None:
            zh, en = f"{gone.name}已撤销。", f"{gone.name} has been abolished."
            reasons.append(Reason("abolished", zh, en, field=field))
    if unit is not None and unit.body_id != body.id:
        zh, en = f"{unit.name}不属于{body.name}。", f"{unit.name} is no unit of {body.name}."
        reasons.append(Reason("foreign_unit", zh, en, field="unit_id"))
    return reasons


def _against_period(valid_from: dt.date, valid_to: dt.date | None) -> list[Reason]:
    if valid_to is None or valid_from < valid_to:
        return []
    return [
        Reason("no_period", "结束日应晚于任职日。", "The end must follow the beginning.", field="valid_to")
    ]


def _overlapping(posts: QuerySet[Post], valid_from: dt.date, valid_to: dt.date | None) -> QuerySet[Post]:
    """Narrow posts to those that share a day with the period."""
    found = posts.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from))
    return found if valid_to is None else found.filter(valid_from__lt=valid_to)
