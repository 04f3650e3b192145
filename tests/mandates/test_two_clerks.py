"""Two clerks at once, and a process killed in the middle of a batch: real threads, processes and transactions."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.ledger.acts import Refused
from qiangzhen.ledger.models import LedgerEntry
from qiangzhen.ledger.queries import verify_county
from qiangzhen.mandates.actions import grant_mandates, suspend_mandate
from qiangzhen.mandates.models import Mandate
from tests import factories

from .test_changes import MAY
from .world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> Iterator[County]:
    county = factories.make_county()
    with within(county.id):
        yield county


@pytest.fixture
def world(county: County) -> World:
    return make_world()


def at_once(county: County, *acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads that start together; return "done" or the first refusal's code for each."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            with within(county.id):
                gate.wait()
                act()
                return "done"
        except Refused as refused:
            return refused.reasons[0].code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


class TestTwoClerksAtOnce:
    def test_exactly_one_grants_and_the_other_is_told_that_it_is_held(self, county: County, world: World):
        batch, moments = world.batch(), [world.now(), world.now()]
        told = at_once(
            county, *(lambda at=at: grant_mandates(actor=world.clerk, at=at, batch=batch) for at in moments)
        )
        assert told == ["done", "held_already"]
        assert Mandate.objects.count() == 1
        assert LedgerEntry.objects.filter(kind="mandate:granted").count() == 1

    def test_two_bodies_do_not_both_come_to_hold_a_power_alone(self, county: County, world: World):
        rival = factories.make_body(key="rival", kind="town", name="甲镇新政府", place=world.towns[0].place)
        batches = [world.batch(), world.batch(receivers=[rival.id])]
        moments = [world.now(), world.now()]
        pairs = list(zip(batches, moments, strict=True))
        told = at_once(
            county, *(lambda b=b, at=at: grant_mandates(actor=world.clerk, at=at, batch=b) for b, at in pairs)
        )
        assert told == ["done", "rival"]

    def test_two_batches_never_get_the_same_number(self, county: County, world: World):
        batches = [world.batch(receivers=[town.id]) for town in world.towns]
        moments = [world.now() for _ in batches]
        pairs = list(zip(batches, moments, strict=True))
        told = at_once(
            county, *(lambda b=b, at=at: grant_mandates(actor=world.clerk, at=at, batch=b) for b, at in pairs)
        )
        assert told == ["done"] * 3
        codes = Mandate.objects.values_list("devolution_code", flat=True)
        assert sorted(code.split("-")[3] for code in codes) == ["2026001", "2026002", "2026003"]

    def test_the_second_suspension_sees_the_first(self, county: County, world: World):
        (row,) = world.grant()
        said = world.said()
        later = {**said, "at": world.now()}

        def suspend(with_: dict[str, object]) -> object:
            return suspend_mandate(line=row.line, start=MAY, end=None, **with_)  # type: ignore[arg-type]

        told = at_once(county, lambda: suspend(said), lambda: suspend(later))
        # Whichever comes second finds it suspended; the earlier clock may also find a later record.
        assert told[1] == "done" or told[0] == "done"
        assert sorted(set(told) - {"done"}) in (["no_change"], ["clock"])
        assert Mandate.objects.filter(recorded_to=None).count() == 2
        assert verify_county().sound


_KILLED = """
import json, os, sys, uuid, datetime as dt
os.environ["DJANGO_SETTINGS_MODULE"] = "qiangzhen.site.settings"
import django
django.setup()
from django.db import connections
asked = json.loads(sys.argv[1])
connections["default"].settings_dict["NAME"] = asked["database"]
from qiangzhen.agencies.acting import actor_of
from qiangzhen.agencies.models import Post
from qiangzhen.county.scope import within
from qiangzhen.mandates.actions import Batch, grant_mandates
from qiangzhen.mandates.models import Mandate

plain = Mandate.objects.__class__.bulk_create
def killed(self, rows, **how):
    plain(self, rows[:2], **how)
    assert Mandate.objects.count() == 2, "two rows were to be written when the power goes"
    os._exit(9)
Mandate.objects.__class__.bulk_create = killed
with within(uuid.UUID(asked["county"])):
    post = Post.objects.select_related("person", "body").get(pk=asked["post"])
    batch = Batch(
        powers=asked["powers"], receivers=asked["receivers"], mode="conferral", instrument=uuid.UUID(asked["paper"]),
        valid_from=dt.date(2026, 4, 1), confirmed=frozenset(asked["confirmed"]),
    )
    batch = Batch(**{**{n: getattr(batch, n) for n in batch.__slots__}, "powers": [uuid.UUID(k) for k in asked["powers"]],
                  "receivers": [uuid.UUID(k) for k in asked["receivers"]]})
    grant_mandates(actor=actor_of(post), at=dt.datetime(2026, 3, 5, 5, tzinfo=dt.UTC), batch=batch)
"""


class TestAKillInTheMiddleOfABatch:
    def test_leaves_nothing_and_the_batch_can_be_granted_afterwards(self, county: County, world: World):
        towns = [town.id for town in world.towns]
        asked = {
            "database": str(connection.settings_dict["NAME"]),
            "county": str(county.id),
            "post": str(world.clerk.post_id),
            "powers": [str(world.penalty.id)],
            "receivers": [str(key) for key in towns],
            "paper": str(world.paper.id),
            "confirmed": sorted(world.batch().confirmed),
        }
        ended = subprocess.run(
            [sys.executable, "-c", _KILLED, json.dumps(asked)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert ended.returncode == 9, ended.stderr
        assert not Mandate.objects.exists()
        assert not LedgerEntry.objects.filter(kind="mandate:granted").exists()
        assert len(world.grant(receivers=towns)) == 3
        assert verify_county().sound
