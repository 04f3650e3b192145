"""Every address of the site, opened by strangers, by each kind of post, by another county and with nonsense.

The walk takes its addresses from the resolver, so a new page is tested the day it
is added; a page whose address cannot be built here fails until this file says how.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from qiangzhen.agencies.models import Account, BodyKind
from qiangzhen.agencies.roles import Role, permissions_of
from qiangzhen.catalogue.actions import upload_list
from qiangzhen.catalogue.models import GuidingCatalogue, GuidingItem
from qiangzhen.catalogue.uploads import read_upload
from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.ledger.models import LedgerEntry
from tests import factories

pytestmark = pytest.mark.django_db

MARK = "界桩"
"""Stands in every name of the first county; another county never reads it."""
BY_PATTERN = ("^api/(?P<rest>.*)$",)
"""Routes without a name: only the one that answers 404 under api/."""
POST_ONLY = {
    "choose-post",
    "grant-preview",
    "import-decide",
    "language",
    "ledger-checkpoint",
    "sign-out",
    "api-1:may",
    "api-1:read_published_list",
    "api-1:verify_receipt",
    "api-1:ways_down",
}
ELSEWHERE = {"second-factor": "/sign-in/"}
"""Public pages that send on whoever has no business there."""
NOTHING = {"api-1:api-root"}
"""Addresses under which others stand, and which are nothing themselves."""
QUERIES = {"mandates-withdraw": "line={line}", "portal-ask": "power={code}"}
"""Addresses that mean something only with a question."""
NONSENSE = (
    "?on=2月30日&known_at=昨天&valid_from=9999-99-99&after=x&kind=<script>alert(1)</script>&q=<script>alert(2)</script>"
    "&power=x&receiver=x&line=x&place=<b>&body=x&holder=x&giver=x&act=x&mode=x&state=x&township=x&department=x"
    "&statute=x&instrument=x&article=第x条&from=x&reason=<i>&show=x&outcome=x&year=x&page=-1&version=x&a=x&b=x&limit=x&next=//evil"
)
STRANGE = {
    "uuid": uuid.UUID(int=0),
    "int": 10**30,
    "str": "<script>",
    "path": "../<script>/二月",
    "slug": "no-such-thing",
}
"""What a stranger types where an address holds a key, by the kind of key."""


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its name with its namespace, what it is built of, and who may open it."""

    name: str
    where: str
    keys: dict[str, str]
    """Names of the parts to fill, with their kinds."""
    guard: str

    @property
    def is_of_api(self) -> bool:
        return self.where.startswith(("api/", "^api/"))


def _routes(resolver: URLResolver, before: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        where = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _routes(entry, where, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif where not in BY_PATTERN:
            yield Route(":".join((*spaces, entry.name or "")), where, _keys(where), _guard(entry))


def _keys(where: str) -> dict[str, str]:
    """Return the parts of an address: ``<uuid:place_id>`` is a uuid, ``<county>`` a text."""
    parts = [part.partition(">")[0] for part in where.split("<")[1:]]
    return {part.rpartition(":")[2]: part.rpartition(":")[0] or "str" for part in parts}


def _guard(entry: URLPattern) -> str:
    return str(getattr(entry.callback, "guard", ""))


ROUTES = sorted(_routes(get_resolver()), key=lambda route: route.where)
GUARDED = [route for route in ROUTES if route.guard not in ("public", "signed_in")]


def _ids(route: Route) -> str:
    return route.name


@dataclass(frozen=True, slots=True)
class World:
    """Two counties: the first with a row of every kind, the second with one account that may do everything."""

    keys: dict[str, Any]
    codes: dict[str, str]
    """What ``code`` means, by the name of the route."""
    by_role: dict[Role, Account]
    everything: Account
    foreigner: Account

    def address(self, route: Route) -> str:
        """Return the address of a route in the first county, or fail saying what is missing."""
        missing = sorted(set(route.keys) - set(self.keys) - ({"code"} if route.name in self.codes else set()))
        if missing:
            pytest.fail(f"{route.name} needs {', '.join(missing)}: say in _keys_of what a real one is")
        found = {key: self.codes[route.name] if key == "code" else self.keys[key] for key in route.keys}
        query = QUERIES.get(route.name, "").format(**self.keys)
        return reverse(route.name, kwargs=found) + (f"?{query}" if query else "")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Both counties, made once for all addresses; what a test writes is rolled back behind it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _make_world()
        transaction.set_rollback(True)


def _make_world() -> World:
    county = factories.make_county(name=f"{MARK}区")
    with within(county.id):
        keys = _keys_of(county)
        by_role = {role: factories.make_account(role, body=keys["department"]) for role in Role}
        everything = factories.make_account(*Role, body=keys["department"])
    other = factories.make_county(code="220102", name="南关区")
    with within(other.id):
        foreigner = factories.make_account(*Role)
    codes = {
        "portal-power": keys["code"],
        "api-1:power": keys["code"],
        "portal-township": keys["township"].code,
    }
    return World(keys, codes, by_role, everything, foreigner)


def _keys_of(county: County) -> dict[str, Any]:
    """Make one row of every kind, named with MARK, and return what addresses call them."""
    place = factories.make_place(name=f"{MARK}镇", code="220105103")
    department = factories.make_body(name=f"{MARK}应急管理局", short_name="应急", aliases=["应急"])
    town = factories.make_body(kind=BodyKind.TOWN, name=f"{MARK}镇人民政府", place=place)
    factories.make_unit(body=department, name=f"{MARK}科")
    person = factories.make_person(name=f"{MARK}某")
    post = factories.make_post(Role.WINDOW_CLERK, person=person, body=town, title=f"{MARK}员")
    Account.objects.create(county_id=county.id, person=person, username="jiezhuang", password="!")
    certificate = factories.make_certificate(person=person, issuer=f"{MARK}政府")
    paper = factories.make_instrument(title=f"{MARK}通知")
    power = factories.make_power(name=f"对毁坏{MARK}的处罚", holder=department)
    factories.add_power_version(
        power, name=f"对移动{MARK}的处罚", holder=department, bases=["中华人民共和国安全生产法"]
    )
    mandate = factories.make_mandate(power=power, holder=town, paper=paper, reason=MARK)
    catalogue = GuidingCatalogue.objects.create(
        instrument=factories.make_instrument(title=f"{MARK}目录"), note=MARK
    )
    item = GuidingItem.objects.create(
        catalogue=catalogue, position=1, number="1", name=f"{MARK}事项", power=power
    )
    clerk = factories.make_actor(Role.REFORM_CLERK, body=department)
    read = upload_list(
        actor=clerk,
        at=dt.datetime(2026, 3, 5, 4, tzinfo=dt.UTC),
        upload=read_upload(content=_list(), file_name=f"{MARK}.csv", limit_mb=1, on=dt.date(2026, 3, 5)),
        body=clerk.body_id,
    )
    line = LedgerEntry.objects.order_by("-sequence").first()
    assert line is not None
    return {
        "county": county.code,
        "place_id": place.id,
        "township": place,
        "body_id": department.id,
        "department": department,
        "receiver_id": town.id,
        "person_id": person.id,
        "post_id": post.id,
        "certificate_id": certificate.id,
        "instrument_id": paper.id,
        "power_id": power.id,
        "code": power.code,
        "line": mandate.line,
        "batch": mandate.batch,
        "catalogue_id": catalogue.id,
        "item_id": item.id,
        "import_id": read.id,
        "position": 1,
        "sequence": line.sequence,
        "year": 2026,
        "statute_id": "penalty-law",
        "article": "24",
        "number": "QZ-XF-001",
        "subject": "powers",
    }


def _list() -> bytes:
    head = "序号,权限名称,实施部门,权限类型,设定依据,赋权意见"
    return f"{head}\n1,对盗窃{MARK}的处罚,应急,行政处罚,《中华人民共和国安全生产法》第一百零二条,\n".encode()


def _signed_in(account: Account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account, backend="qiangzhen.site.signing_in.PasswordBackend")
    return client


def _body(response: HttpResponse) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def _is_of_rows(route: Route) -> bool:
    """Return whether a guarded address names a row of the county."""
    if route.guard == "public":
        return False
    return bool(route.keys.keys() - {"year"}) or route.name == "mandates-withdraw"


def _get(client: Client, address: str) -> HttpResponse:
    return client.get(address)


class TestTheWalk:
    def test_goes_over_every_page_there_is(self) -> None:
        assert len(ROUTES) > 100
        assert all(route.name for route in ROUTES)

    def test_knows_no_page_that_is_gone(self, world: World) -> None:
        names = {route.name for route in ROUTES}
        assert names >= POST_ONLY | NOTHING
        assert set(ELSEWHERE) | set(QUERIES) | set(world.codes) <= names


@pytest.mark.parametrize("route", ROUTES, ids=_ids)
class TestEveryRoute:
    def test_opens_to_a_stranger_only_when_public(self, world: World, route: Route) -> None:
        response = _get(Client(raise_request_exception=False), world.address(route))
        if route.name in POST_ONLY and (route.guard == "public" or route.is_of_api):
            assert response.status_code == 405
        elif route.name in NOTHING:
            assert response.status_code == 404
        elif route.name in ELSEWHERE:
            assert (response.status_code, response["Location"]) == (302, ELSEWHERE[route.name])
        elif route.guard == "public":
            assert response.status_code == 200
        else:
            assert response.status_code == 302
            assert response["Location"].startswith(f"{reverse('sign-in')}?next=")

    def test_answers_whoever_may_open_it(self, world: World, route: Route) -> None:
        client = _signed_in(world.everything)
        response = _get(client, world.address(route))
        if route.name in POST_ONLY:
            assert response.status_code == 405
            assert "POST" in response["Allow"]
        elif route.name in NOTHING:
            assert response.status_code == 404
        elif route.name in ELSEWHERE or route.name == "sign-in":
            assert response.status_code == 302
        else:
            assert response.status_code == 200, _body(response)[:2000]
            if _is_of_rows(route):
                assert MARK in _body(response), "what another county must not read is not on this page at all"

    def test_shows_another_county_nothing(self, world: World, route: Route) -> None:
        address = world.address(route)
        if route.guard == "public":
            assert route.keys.keys() <= {"county", "code", "subject", "statute_id", "article", "number"}
            return
        read = _get(_signed_in(world.foreigner), address)
        assert MARK not in _body(read)
        if _is_of_rows(route):
            assert read.status_code in ((404, 405) if route.name in POST_ONLY else (404,))
            written = _signed_in(world.foreigner).post(
                address, {"reason": "越县", "decision": "accept", "row": "1"}
            )
            assert written.status_code in (404, 405)
            assert MARK not in _body(written)

    def test_is_not_shaken_by_nonsense(self, world: World, route: Route) -> None:
        client = _signed_in(world.everything)
        strange = {key: STRANGE[kind] for key, kind in route.keys.items()}
        addresses = [world.address(route).partition("?")[0] + NONSENSE]
        try:
            addresses.append(reverse(route.name, kwargs=strange) + NONSENSE)
        except NoReverseMatch as unfit:
            pytest.fail(f"{route.name} takes no {route.keys}: {unfit}")
        for address in addresses:
            response = _get(client, address)
            assert response.status_code < 500, (address, _body(response)[:3000])
            assert "<script>alert" not in _body(response)


@pytest.mark.parametrize("role", list(Role))
class TestEveryRole:
    def test_is_refused_what_its_permissions_do_not_bring(self, world: World, role: Role) -> None:
        client, held = _signed_in(world.by_role[role]), permissions_of([role])
        closed = [route for route in GUARDED if route.guard not in held and not route.is_of_api]
        assert closed
        found = {route.name: _get(client, world.address(route)).status_code for route in closed}
        assert set(found.values()) == {403}, {name: status for name, status in found.items() if status != 403}

    def test_may_send_nothing_its_permissions_do_not_bring(self, world: World, role: Role) -> None:
        client, held = _signed_in(world.by_role[role]), permissions_of([role])
        lines = LedgerEntry._base_manager.count()
        closed = [route for route in GUARDED if route.guard not in held]
        found = {
            route.name: client.post(world.address(route), {"reason": "越权"}).status_code for route in closed
        }
        assert set(found.values()) == {403}, {name: status for name, status in found.items() if status != 403}
        assert LedgerEntry._base_manager.count() == lines

    def test_is_not_refused_what_they_bring(self, world: World, role: Role) -> None:
        client, held = _signed_in(world.by_role[role]), permissions_of([role])
        listed = [
            route
            for route in GUARDED
            if route.guard in held and not route.keys and route.name not in POST_ONLY
        ]
        assert listed
        found = {route.name: _get(client, world.address(route)).status_code for route in listed}
        expected = {name: status for name, status in found.items() if status not in (200, 302)}
        assert expected.keys() <= {"mandates-withdraw"}, expected
