"""Load the demonstration county, in the order things are said to have happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from qiangzhen.agencies.actions import (
    appoint_to_post,
    employ_person,
    establish_body,
    establish_unit,
    issue_certificate,
    open_account,
)
from qiangzhen.agencies.models import Unit
from qiangzhen.agencies.roles import Permission
from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.ledger.actions import make_checkpoint
from qiangzhen.ledger.acts import Actor, system_actor
from qiangzhen.places.actions import record_profile_figures
from qiangzhen.places.counties import find_county, open_county
from qiangzhen.places.divisions import load_places, read_full_name, read_national_table, read_villages
from qiangzhen.places.models import Place
from qiangzhen.places.profile import FIGURES

from .files import day, folder, moment, read
from .handed_down import Happening, hand_down
from .powers import enter_powers

PASSWORD = "Erdao-demo-2026"
"""Of every demonstration account; printed when the county is loaded."""

_FIRST_DAY = moment("2024-01-02")
_COMMAND = "qiangzhen load-demonstration"
_FIGURES = (
    "population",
    "area_km2",
    "gdp",
    "revenue",
    "enterprises",
    "staff",
    "certified_officers",
    "reviewers",
)


def load_demonstration(*, tell: Callable[[str], None]) -> list[tuple[str, str, str]]:
    """Load the county unless it is there; return its accounts as (sign-in name, person, posts)."""
    code = read("places")["county"]["code"]
    divisions = settings.LOCAL_LAW / "national" / "divisions"
    with transaction.atomic():
        if find_county(code=code) is None:
            county = open_county(
                code=code,
                name=read("places")["county"]["name"],
                full_name=read_full_name(folder=divisions, county_code=code),
                pack="example",
                demonstration=True,
                at=_FIRST_DAY,
                by_command=_COMMAND,
            )
            with within(county.id):
                _load(county, tell)
    return accounts()


def accounts() -> list[tuple[str, str, str]]:
    """Return the demonstration accounts as (sign-in name, person, posts)."""
    names = {body["key"]: body["short_name"] for body in read("agencies")["bodies"]}
    return [
        (
            person["sign_in"],
            person["name"],
            "、".join(f"{names[post['body']]}{post['title']}" for post in person["posts"]),
        )
        for person in read("people")["people"]
        if person.get("sign_in")
    ]


def _load(county: County, tell: Callable[[str], None]) -> None:
    actor = system_actor(
        county_id=county.id,
        named=_COMMAND,
        permissions=frozenset(permission.value for permission in Permission),
    )
    tell("区划与概况 …")
    places = _load_places(actor, county)
    tell("机构与人员 …")
    bodies = _load_bodies(actor, places)
    happened = _load_people(actor, bodies, places)
    tell("权力清单 …")
    powers = enter_powers(actor=actor, at=_FIRST_DAY, bodies=bodies)
    tell("下放文件与授予 …")
    happened += [
        *_figures(actor, places),
        *hand_down(actor=actor, powers=powers, bodies=bodies, places=places),
    ]
    happened = sorted(happened, key=lambda one: one[0])
    for _, enter in happened:
        enter()
    make_checkpoint(actor=actor, at=happened[-1][0] + dt.timedelta(hours=1))


def _load_places(actor: Actor, county: County) -> dict[str, UUID]:
    """Load townships and villages; return places by the key the files use."""
    divisions = settings.LOCAL_LAW / "national" / "divisions"
    rows = read_national_table(folder=divisions, county_code=county.code)
    rows += read_villages(file=folder() / "places.yaml")
    sources = "、".join(sorted({row.source for row in rows}))
    load_places(actor=actor, at=_FIRST_DAY, rows=rows, on=_FIRST_DAY.date(), instrument=sources)
    by_code = {place.code: place.id for place in Place.objects.all()}
    content = read("places")
    places = {one["key"]: by_code[one["code"]] for one in [content["county"], *content["townships"]]}
    return {**places, **by_code}


def _figures(actor: Actor, places: dict[str, UUID]) -> Iterator[Happening]:
    """Yield the recording of each yearly profile, in the January that follows the year."""
    for profile in read("profiles")["profiles"]:
        at = moment(f"{profile['year'] + 1}-01-15")
        yield (
            at,
            partial(
                record_profile_figures,
                actor=actor,
                at=at,
                place_id=places[profile["township"]],
                year=profile["year"],
                figures={name: Decimal(str(profile[name])) for name in FIGURES if name in profile},
                source="演示数据，虚构 / invented for the demonstration",
                invented=True,
            ),
        )


def _load_bodies(actor: Actor, places: dict[str, UUID]) -> dict[str, UUID]:
    bodies: dict[str, UUID] = {}
    for body in read("agencies")["bodies"]:
        bodies[body["key"]] = establish_body(
            actor=actor,
            at=_FIRST_DAY,
            key=body["key"],
            kind=body["kind"],
            name=body["name"],
            short_name=body["short_name"],
            place_id=places[body["place"]],
            parent_id=bodies[body["parent"]] if body.get("parent") else None,
            aliases=body.get("aliases", ()),
            is_administrative_organ=body.get("is_administrative_organ"),
            has_centralised_penalty_power=body.get("has_centralised_penalty_power"),
        ).id
        for unit in body.get("units", ()):
            establish_unit(actor=actor, at=_FIRST_DAY, body_id=bodies[body["key"]], name=unit)
    return bodies


def _load_people(actor: Actor, bodies: dict[str, UUID], places: dict[str, UUID]) -> list[Happening]:
    """Employ everybody, fill the posts and open the accounts; return the issuing of their certificates."""
    happened: list[Happening] = []
    units = {(unit.body_id, unit.name): unit.id for unit in Unit.objects.all()}
    for person in read("people")["people"]:
        person_id = employ_person(actor=actor, at=_FIRST_DAY, name=person["name"], invented=True)
        for post in person["posts"]:
            body_id = bodies[post["body"]]
            appoint_to_post(
                actor=actor,
                at=_FIRST_DAY,
                person_id=person_id,
                body_id=body_id,
                title=post["title"],
                roles=post["roles"],
                valid_from=dt.date.fromisoformat(post["valid_from"]),
                valid_to=day(post.get("valid_to")),
                unit_id=units.get((body_id, post.get("unit", ""))),
                jurisdiction_id=places[post["jurisdiction"]] if post.get("jurisdiction") else None,
            )
        for certificate in person.get("certificates", ()):
            happened.append(_certificate(actor, person_id, certificate))
        if person.get("sign_in"):
            open_account(
                actor=actor, at=_FIRST_DAY, person_id=person_id, username=person["sign_in"], password=PASSWORD
            )
    return happened


def _certificate(actor: Actor, person_id: UUID, row: dict[str, Any]) -> Happening:
    """Return the issuing of a certificate, on its day or the county's first, whichever is later."""
    at = max(_FIRST_DAY, moment(row["issued_on"]))
    return at, partial(
        issue_certificate,
        actor=actor,
        at=at,
        person_id=person_id,
        number=row["number"],
        kind=row["kind"],
        issuer=row["issuer"],
        issued_on=dt.date.fromisoformat(row["issued_on"]),
        expires_on=dt.date.fromisoformat(row["expires_on"]),
        invented=True,
    )
