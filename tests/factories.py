"""Rows for tests, each with sensible values for whatever the test does not say.

They write straight into the tables: what an action does is tested by calling it.
Every subject appends its own section; all but ``make_county`` need a county in
scope (the ``county`` fixture opens one).
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection

from qiangzhen.agencies.acting import actor_of
from qiangzhen.agencies.models import Account, Body, BodyKind, Certificate, Person, Post, Unit
from qiangzhen.agencies.roles import Role
from qiangzhen.catalogue.models import Power, PowerBasis, PowerVersion
from qiangzhen.catalogue.writing import make_current
from qiangzhen.county.identity import new_id
from qiangzhen.county.models import County
from qiangzhen.county.pinyin import initials_of
from qiangzhen.county.scope import within
from qiangzhen.documents.models import Instrument
from qiangzhen.ledger import guards
from qiangzhen.ledger.acts import Actor
from qiangzhen.ledger.storage import append_entry
from qiangzhen.mandates.models import Mandate
from qiangzhen.places.models import Place, PlaceKind, PlaceLevel

_counter = itertools.count(1)
PASSWORD = "long-enough-for-tests"

# ── county and places ────────────────────────────────────────────────────────


def make_county(*, code: str = "220105", name: str = "二道区", **fields: Any) -> County:
    """Return a county with its own place in the tree."""
    county = County.objects.create(
        code=code, name=name, full_name=f"长春市{name}", pack="example", **{"demonstration": True, **fields}
    )
    with within(county.id):
        make_place(code=code, name=name, level=PlaceLevel.COUNTY, kind=PlaceKind.COUNTY, parent=None)
    return county


def county_place() -> Place:
    """Return the place that is the county in scope itself."""
    place: Place = Place.objects.get(level=PlaceLevel.COUNTY)
    return place


def make_place(**fields: Any) -> Place:
    """Return a town of the county in scope, or what the fields say."""
    number = next(_counter)
    if "parent" not in fields:
        fields["parent"] = county_place()
    values = {
        "level": PlaceLevel.TOWNSHIP,
        "kind": PlaceKind.TOWN,
        "code": f"220105{100 + number % 90:03d}",
        "name": f"第{number}镇",
        "initials": f"d{number}z",
        "source": "test",
        **fields,
    }
    place: Place = Place.objects.create(**values)
    return place


# ── bodies, people, posts ────────────────────────────────────────────────────


def make_body(**fields: Any) -> Body:
    """Return a department of the county in scope, or what the fields say."""
    number = next(_counter)
    if "place" not in fields:
        fields["place"] = county_place()
    values = {
        "key": f"body-{number}",
        "kind": BodyKind.DEPARTMENT,
        "name": f"二道区第{number}局",
        "short_name": f"第{number}局",
        "initials": f"d{number}j",
        **fields,
    }
    body: Body = Body.objects.create(**values)
    return body


def make_unit(*, body: Body, name: str = "综合科") -> Unit:
    unit: Unit = Unit.objects.create(body=body, name=name)
    return unit


def make_person(**fields: Any) -> Person:
    values = {"name": f"测试员{next(_counter)}", "initials": "csy", "invented": True, **fields}
    person: Person = Person.objects.create(**values)
    return person


def make_post(*roles: Role, **fields: Any) -> Post:
    """Return a post held since 2020 with the roles, of a fresh person in a fresh body unless given."""
    if "person" not in fields:
        fields["person"] = make_person()
    if "body" not in fields:
        fields["body"] = make_body()
    values = {
        "title": "科员",
        "roles": [role.value for role in roles],
        "valid_from": dt.date(2020, 1, 1),
        **fields,
    }
    post: Post = Post.objects.create(**values)
    return post


def make_actor(*roles: Role, **of_post: Any) -> Actor:
    """Return the actor that a post with the roles makes."""
    return actor_of(make_post(*roles, **of_post))


def make_account(*roles: Role, username: str = "", **of_post: Any) -> Account:
    """Return an account of a fresh person in a post with the roles; the password is ``PASSWORD``."""
    post = make_post(*roles, **of_post)
    account = Account(
        county_id=post.county_id, person=post.person, username=username or f"user{next(_counter)}"
    )
    account.password = _hashed()
    account.save()
    return account


@functools.cache
def _hashed() -> str:
    """Return the password as it is stored; made once, because argon2 is slow on purpose."""
    return make_password(PASSWORD)


def make_certificate(*, person: Person, **fields: Any) -> Certificate:
    """Return an enforcement certificate valid from 2024 to 2029 unless the fields say otherwise."""
    values = {
        "number": f"0722010500{next(_counter):04d}",
        "kind": "enforcement",
        "issuer": "二道区人民政府",
        "issued_on": dt.date(2024, 1, 1),
        "expires_on": dt.date(2029, 1, 1),
        "invented": True,
        **fields,
    }
    certificate: Certificate = Certificate.objects.create(person=person, **values)
    return certificate


# ── ledger ───────────────────────────────────────────────────────────────────


class _Editor:
    """As much of a schema editor as the guards need; works inside a transaction too."""

    connection = connection

    def execute(self, statement: str, params: Any = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)


def lift_ledger_triggers() -> None:
    """Drop the triggers as an intruder with the owner's rights would; a rolled-back test restores them."""
    guards.remove(_Editor())


def enter_lines(actor: Actor, count: int, *, at: dt.datetime) -> None:
    """Append lines to the chain of the county in scope, each about the county's place."""
    place = county_place()
    for number in range(1, count + 1):
        facts = {"number": number, "name": f"第{number}件"}
        append_entry(kind="test:entered", actor=actor, at=at, subject=place, facts=facts)


# ── powers, papers and mandates as they stand, whatever led to them ──────────


def make_power(
    *, name: str = "", published_on: dt.date | None = dt.date(2024, 1, 15), **fields: Any
) -> Power:
    """Return a power with one version, published in January 2024 unless told otherwise, found by the search.

    ``bases`` are titles of law; the other fields are those of the version, or ``code``.
    """
    number = next(_counter)
    titles = fields.pop("bases", ["中华人民共和国行政处罚法"])
    power: Power = Power.objects.create(
        code_scheme="matter_basic", code=fields.pop("code", f"0002{number:05d}000")
    )
    add_power_version(
        power, name=name or f"第{number}项权力", published_on=published_on, bases=titles, **fields
    )
    return power


def add_power_version(power: Power, *, bases: Iterable[str], **fields: Any) -> PowerVersion:
    """Return the next version of a power, current at once and public where it is published."""
    if "holder" not in fields:
        fields["holder"] = make_body()
    values = {
        "number": power.versions.count() + 1,
        "initials": initials_of(fields["name"]),
        "kind": "penalty",
        "acts": ["investigate", "penalise"],
        "responsibilities": ["立案", "调查"],
        "accountability": ["应当立案而不立案"],
        "valid_from": dt.date(2024, 1, 1),
        "recorded_at": dt.datetime(2024, 1, 2, tzinfo=dt.UTC),
        **fields,
    }
    version: PowerVersion = PowerVersion.objects.create(power=power, **values)
    for position, title in enumerate(bases):
        PowerBasis.objects.create(
            version=version, position=position, printed=f"《{title}》", title=title, articles=["24"]
        )
    make_current(version)
    return version


def make_instrument(**fields: Any) -> Instrument:
    """Return a county paper signed and published in spring 2024, or what the fields say."""
    number = next(_counter)
    values = {
        "kind": "county_document",
        "title": f"关于下放第{number}批事项的通知",
        "number": f"二府〔2024〕{number}号",
        "issuer": "二道区人民政府",
        "signed_on": dt.date(2024, 3, 1),
        "published_on": dt.date(2024, 3, 8),
        **fields,
    }
    paper: Instrument = Instrument.objects.create(**values)
    return paper


def make_mandate(*, power: Power, holder: Body, **fields: Any) -> Mandate:
    """Return a conferred mandate over the holder's place since May 2024 by a published paper, or what the fields say."""
    paper = fields.pop("paper", None) or make_instrument()
    version = power.public or power.current
    assert version is not None
    values = {
        "line": new_id(),
        "batch": new_id(),
        "giver": version.holder,
        "mode": "conferral",
        "acts": sorted(version.acts),
        "area": holder.place,
        "instrument": paper,
        "grant_instrument": paper,
        "state": "granted",
        "exclusive": True,
        "devolution_code": f"{power.code}-{next(_counter)}",
        "valid_from": dt.date(2024, 5, 1),
        "recorded_from": dt.datetime(2024, 4, 20, tzinfo=dt.UTC),
        "entered_as": "granted",
        **fields,
    }
    mandate: Mandate = Mandate.objects.create(power=power, holder=holder, **values)
    return mandate
