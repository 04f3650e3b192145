"""Read people: the posts they hold, their certificates, and their numbers, which come masked."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from qiangzhen.kernel.identifiers import IdentifierFault, parse_citizen_number, parse_mobile_number

from .models import Account, Certificate, Person, Post

_HIDDEN = "******"


class CertificateState(enum.Enum):
    """How a certificate stands on a day."""

    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post somebody holds or held."""

    id: uuid.UUID
    person_id: uuid.UUID
    person_name: str
    body_id: uuid.UUID
    body_name: str
    unit_name: str
    title: str
    roles: tuple[str, ...]
    jurisdiction_name: str
    valid_from: dt.date
    valid_to: dt.date | None
    """First day on which it is no longer held."""

    def held_on(self, on: dt.date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A certificate and how it stands on the day asked for; its number is masked."""

    id: uuid.UUID
    person_id: uuid.UUID
    person_name: str
    kind: str
    number_masked: str
    issuer: str
    issued_on: dt.date
    expires_on: dt.date
    revoked_on: dt.date | None
    state: CertificateState
    days_left: int
    """Days until it expires; zero or less when it has."""
    invented: bool


@dataclass(frozen=True, slots=True)
class AccountLine:
    """How a person signs in."""

    id: uuid.UUID
    username: str
    is_active: bool
    last_sign_in_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person with the posts held on the day asked for."""

    id: uuid.UUID
    name: str
    initials: str
    invented: bool
    posts: tuple[PostLine, ...]


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """A person with everything kept about him or her; numbers masked, empty when not given."""

    id: uuid.UUID
    name: str
    initials: str
    invented: bool
    citizen_number_masked: str
    phone_masked: str
    posts: tuple[PostLine, ...]
    certificates: tuple[CertificateLine, ...]
    account: AccountLine | None


def list_people(*, on: dt.date, after: uuid.UUID | None = None, limit: int = 50) -> list[PersonLine]:
    """Return people by initials; ``after`` is the id of the last one already shown."""
    rows = Person.objects.order_by("initials", "id").defer("citizen_number", "phone")
    if after is not None:
        last = Person.objects.only("initials").get(id=after)
        rows = rows.filter(Q(initials__gt=last.initials) | Q(initials=last.initials, id__gt=last.id))
    people = list(rows[:limit])
    held: dict[uuid.UUID, list[PostLine]] = defaultdict(list)
    for post in _post_lines(Post.objects.filter(person__in=people)):
        if post.held_on(on):
            held[post.person_id].append(post)
    return [
        PersonLine(person.id, person.name, person.initials, person.invented, tuple(held[person.id]))
        for person in people
    ]


def get_person(*, person_id: uuid.UUID, on: dt.date) -> PersonDetail:
    """Return a person with posts, certificates and account; raises ``Person.DoesNotExist``."""
    row = Person.objects.get(id=person_id)
    account = Account.objects.filter(person=row).first()
    certificates = (
        Certificate.objects.filter(person=row).select_related("person").order_by("-expires_on", "id")
    )
    return PersonDetail(
        id=row.id,
        name=row.name,
        initials=row.initials,
        invented=row.invented,
        citizen_number_masked=_masked(parse_citizen_number, row.citizen_number),
        phone_masked=_masked(parse_mobile_number, row.phone),
        posts=tuple(_post_lines(Post.objects.filter(person=row))),
        certificates=tuple(_certificate_line(certificate, on) for certificate in certificates),
        account=AccountLine(account.id, account.username, account.is_active, account.last_login)
        if account
        else None,
    )


def list_posts_of_body(*, body_id: uuid.UUID, on: dt.date) -> list[PostLine]:
    """Return the posts held in a body on a day, the earliest first."""
    return [post for post in _post_lines(Post.objects.filter(body_id=body_id)) if post.held_on(on)]


def list_certificates_of_body(*, body_id: uuid.UUID, on: dt.date) -> list[CertificateLine]:
    """Return the certificates of the people with a post in a body on a day, the first to expire first."""
    people = Post.objects.filter(body_id=body_id, valid_from__lte=on).filter(
        Q(valid_to=None) | Q(valid_to__gt=on)
    )
    rows = Certificate.objects.filter(person_id__in=people.values("person_id")).select_related("person")
    return [_certificate_line(row, on) for row in rows.order_by("expires_on", "id")]


def list_expiring_certificates(
    *, on: dt.date, before: dt.date, body_id: uuid.UUID | None = None
) -> list[CertificateLine]:
    """Return certificates in force that expire before a day, and those of people in post that have expired.

    ``body_id`` narrows to people with a post in that body on the day.
    """
    posts = Post.objects.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gt=on))
    if body_id is not None:
        posts = posts.filter(body_id=body_id)
    rows = (
        Certificate.objects.filter(
            expires_on__lt=before, revoked_on=None, person_id__in=posts.values("person_id")
        )
        .select_related("person")
        .order_by("expires_on", "id")
    )
    return [_certificate_line(row, on) for row in rows]


def list_ending_posts(*, on: dt.date, before: dt.date, body_id: uuid.UUID | None = None) -> list[PostLine]:
    """Return posts held on a day that end before another, the first to end first."""
    rows = Post.objects.filter(valid_from__lte=on, valid_to__gt=on, valid_to__lt=before)
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    return sorted(_post_lines(rows), key=lambda post: post.valid_to or dt.date.max)


def _post_lines(rows: Any) -> Iterable[PostLine]:
    for row in (
        rows.select_related("body", "unit", "jurisdiction", "person")
        .defer("person__citizen_number", "person__phone")
        .order_by("valid_from", "id")
    ):
        yield PostLine(
            id=row.id,
            person_id=row.person_id,
            person_name=row.person.name,
            body_id=row.body_id,
            body_name=row.body.name,
            unit_name=row.unit.name if row.unit else "",
            title=row.title,
            roles=tuple(row.roles),
            jurisdiction_name=row.jurisdiction.name if row.jurisdiction else "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )


def _certificate_line(row: Certificate, on: dt.date) -> CertificateLine:
    return CertificateLine(
        id=row.id,
        person_id=row.person_id,
        person_name=row.person.name,
        kind=row.kind,
        number_masked=_HIDDEN + row.number[-2:],
        issuer=row.issuer,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        revoked_on=row.revoked_on,
        state=_state(row, on),
        days_left=(row.expires_on - on).days,
        invented=row.invented,
    )


def _state(row: Certificate, on: dt.date) -> CertificateState:
    if row.revoked_on is not None and row.revoked_on <= on:
        return CertificateState.REVOKED
    if on < row.issued_on:
        return CertificateState.NOT_YET
    return CertificateState.EXPIRED if row.expires_on <= on else CertificateState.VALID


def _masked(parse: Callable[[str], Any], number: str) -> str:
    """Return a number as pages show it; one that an older system left malformed is hidden whole."""
    if not number:
        return ""
    try:
        return str(parse(number).masked)
    except IdentifierFault:
        return _HIDDEN
