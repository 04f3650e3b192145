"""What an action leaves in the chain, and what it leaves when it comes to nothing."""

import datetime as dt
import json
import threading
import uuid

import pytest
from django.db import DatabaseError, connection, connections, transaction

from qiangzhen.agencies.roles import Permission, Role
from qiangzhen.county.models import County
from qiangzhen.county.scope import ForeignCounty, within
from qiangzhen.kernel import ledger as kernel
from qiangzhen.ledger import listening
from qiangzhen.ledger.acts import PermissionRefused, Reason, Refused, SilentAction, action
from qiangzhen.ledger.models import Attempt, LedgerEntry
from qiangzhen.ledger.storage import read_chain
from qiangzhen.places.models import Place
from tests import factories

REASON = Reason("too_late", "已经过期。", "It is too late.", rule="QZ-SX-001")


@action("test:renamed", permission=Permission.EDIT_PLACES)
def rename(act, *, place, name, refuse=False, fail=False, lines=1):
    place.name = name
    place.save()
    for _ in range(lines):
        act.enter(subject=place, facts={"name": name, "on": "2026-03-05"})
    if refuse:
        raise Refused(REASON)
    if fail:
        raise ZeroDivisionError("planned")
    return place


@action("test:nested", permission=Permission.EDIT_PLACES)
def rename_within(act, *, place, name):
    return rename(actor=act.actor, at=act.at, place=place, name=name)


def name_of(place):
    return Place.objects.get(id=place.id).name


class TestAnAct:
    def test_enters_one_line_with_who_what_and_when(self, county, administrator, noon):
        place = factories.make_place(name="英俊乡")
        rename(actor=administrator, at=noon, place=place, name="英俊镇")

        entry = LedgerEntry.objects.get()
        assert (entry.sequence, entry.kind, entry.at) == (1, "test:renamed", noon)
        assert (entry.subject_type, entry.subject_id) == ("places.place", place.id)
        assert entry.actor_post == administrator.post_id
        assert entry.previous_digest == kernel.BEFORE_FIRST
        assert json.loads(entry.content) == {
            "actor": {
                "person": administrator.person_name,
                "post": administrator.post_title,
                "body": administrator.body_name,
            },
            "subject": {"type": "places.place", "id": str(place.id)},
            "particulars": {"name": "英俊镇", "on": "2026-03-05"},
        }

    def test_is_sealed_upon_the_one_before(self, county, administrator, noon):
        place = factories.make_place()
        for name in ("甲镇", "乙镇", "丙镇"):
            rename(actor=administrator, at=noon, place=place, name=name)

        entries = list(LedgerEntry.objects.order_by("sequence"))
        assert [e.sequence for e in entries] == [1, 2, 3]
        assert entries[2].previous_digest == entries[1].digest
        assert kernel.verify_chain(read_chain(county_code=county.code), county=county.code).sound

    def test_keeps_a_chain_for_each_county(self, county, other_county, administrator, noon):
        rename(actor=administrator, at=noon, place=factories.make_place(), name="甲镇")
        with within(other_county.id):
            stranger = factories.make_actor(Role.ADMINISTRATOR)
            rename(actor=stranger, at=noon, place=factories.make_place(), name="乙镇")
            assert LedgerEntry.objects.get().sequence == 1
        assert LedgerEntry.objects.get().sequence == 1

    def test_keeps_the_algorithm_of_the_first_entry(self, county, administrator, noon, settings):
        place = factories.make_place()
        rename(actor=administrator, at=noon, place=place, name="甲镇")
        settings.ENVIRONMENT = type("Environment", (), {"ledger_algorithm": "sha256"})()
        rename(actor=administrator, at=noon, place=place, name="乙镇")
        assert set(LedgerEntry.objects.values_list("algorithm", flat=True)) == {"sm3"}

    def test_writes_the_instant_in_utc(self, county, administrator, noon):
        eastern = noon.astimezone(dt.timezone(dt.timedelta(hours=8)))
        rename(actor=administrator, at=eastern, place=factories.make_place(), name="甲镇")
        assert kernel.verify_chain(read_chain(county_code=county.code), county=county.code).sound

    def test_refuses_an_instant_without_zone(self, county, administrator):
        with pytest.raises(ValueError, match="no time zone"):
            rename(actor=administrator, at=dt.datetime(2026, 3, 5), place=factories.make_place(), name="甲镇")

    def test_is_refused_in_another_county(self, county, other_county, administrator, noon):
        with within(other_county.id), pytest.raises(ForeignCounty):
            rename(actor=administrator, at=noon, place=factories.make_place(), name="甲镇")


class TestAnActThatCameToNothing:
    def test_is_refused_without_the_permission_and_kept_as_attempt(self, county, actor_as, noon):
        place = factories.make_place(name="英俊镇")
        clerk = actor_as(Role.WINDOW_CLERK)
        with pytest.raises(PermissionRefused):
            rename(actor=clerk, at=noon, place=place, name="甲镇")

        assert name_of(place) == "英俊镇"
        assert not LedgerEntry.objects.exists()
        attempt = Attempt.objects.get()
        assert (attempt.kind, attempt.outcome, attempt.actor_named) == (
            "test:renamed",
            "refused",
            clerk.printed,
        )

    def test_changes_nothing_when_the_law_refuses_after_the_write(self, county, administrator, noon):
        place = factories.make_place(name="英俊镇")
        with pytest.raises(Refused):
            rename(actor=administrator, at=noon, place=place, name="甲镇", refuse=True)

        assert name_of(place) == "英俊镇"
        assert not LedgerEntry.objects.exists()
        assert Attempt.objects.get().reasons == [
            {"code": "too_late", "zh": "已经过期。", "en": "It is too late.", "rule": "QZ-SX-001"}
        ]

    def test_is_kept_as_failed_without_the_words_of_the_fault(self, county, administrator, noon):
        with pytest.raises(ZeroDivisionError):
            rename(actor=administrator, at=noon, place=factories.make_place(), name="甲镇", fail=True)
        attempt = Attempt.objects.get()
        assert attempt.outcome == "failed"
        assert "planned" not in json.dumps(attempt.reasons)

    @pytest.mark.parametrize("lines", [0, 2])
    def test_is_rolled_back_unless_it_entered_exactly_one_line(self, county, administrator, noon, lines):
        place = factories.make_place(name="英俊镇")
        with pytest.raises(SilentAction):
            rename(actor=administrator, at=noon, place=place, name="甲镇", lines=lines)
        assert name_of(place) == "英俊镇"
        assert not LedgerEntry.objects.exists()

    def test_may_not_hide_inside_another_act(self, county, administrator, noon):
        place = factories.make_place(name="英俊镇")
        with pytest.raises(SilentAction, match="one act, one entry"):
            rename_within(actor=administrator, at=noon, place=place, name="甲镇")
        assert name_of(place) == "英俊镇"

    def test_is_rolled_back_when_a_listener_fails(self, county, administrator, noon, monkeypatch):
        monkeypatch.setattr(listening, "_listeners", {"test:renamed": [lambda entry: 1 / 0]})
        place = factories.make_place(name="英俊镇")
        with pytest.raises(ZeroDivisionError):
            rename(actor=administrator, at=noon, place=place, name="甲镇")
        assert name_of(place) == "英俊镇"
        assert not LedgerEntry.objects.exists()

    def test_still_tells_why_when_the_attempt_cannot_be_kept(
        self, county, actor_as, noon, monkeypatch, caplog
    ):
        def refuse(self, **how):
            raise DatabaseError("the disk is full")

        monkeypatch.setattr(Attempt, "save", refuse)
        with pytest.raises(PermissionRefused):
            rename(actor=actor_as(Role.WINDOW_CLERK), at=noon, place=factories.make_place(), name="甲镇")
        assert "attempt_not_kept" in caplog.text

    def test_leaves_nothing_when_killed_between_write_and_entry(
        self, county, administrator, noon, monkeypatch
    ):
        def killed(**how):
            raise SystemExit(137)

        monkeypatch.setattr("qiangzhen.ledger.acts.append_entry", killed)
        place = factories.make_place(name="英俊镇")
        with pytest.raises(SystemExit):
            rename(actor=administrator, at=noon, place=place, name="甲镇")
        assert name_of(place) == "英俊镇"
        assert not LedgerEntry.objects.exists()


class TestListening:
    def test_hears_the_line_in_the_same_transaction(self, county, administrator, noon, monkeypatch):
        heard = []
        monkeypatch.setattr(listening, "_listeners", {"test:renamed": [heard.append]})
        rename(actor=administrator, at=noon, place=factories.make_place(), name="甲镇")
        assert [entry.sequence for entry in heard] == [1]


@pytest.mark.django_db(transaction=True)
class TestTwoClerksAtOnce:
    EACH = 12

    def test_make_one_unbroken_chain(self, noon):
        county = factories.make_county()
        with within(county.id):
            administrator = factories.make_actor(Role.ADMINISTRATOR)
            places = [factories.make_place(), factories.make_place()]
        faults = []
        start = threading.Barrier(2)

        def work(place):
            start.wait()
            try:
                with within(county.id):
                    for number in range(self.EACH):
                        rename(actor=administrator, at=noon, place=place, name=f"镇{number}")
            except Exception as fault:  # noqa: BLE001 (shown by the assertion below)
                faults.append(fault)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=work, args=(place,)) for place in places]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert faults == []
        with within(county.id):
            found = kernel.verify_chain(
                read_chain(county_code=county.code),
                county=county.code,
                expected_head=kernel.Head(2 * self.EACH),
            )
        assert found.sound, found.faults


@pytest.mark.django_db(transaction=True)
class TestTheTriggers:
    """Whoever holds a connection to the database is refused too."""

    def entry(self):
        county = factories.make_county()
        with within(county.id):
            return LedgerEntry.objects.create(
                sequence=1, kind="test:made", at=dt.datetime(2026, 3, 5, tzinfo=dt.UTC), subject_type="x",
                subject_id=uuid.uuid4(), content="{}", algorithm="sm3", previous_digest="0" * 64, digest="1" * 64,
            )  # fmt: skip

    @pytest.mark.parametrize("statement", ["UPDATE ledger_entry SET kind = 'x'", "DELETE FROM ledger_entry"])
    def test_refuse_to_alter_and_to_remove(self, statement):
        self.entry()
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
        assert LedgerEntry.every_county.get().kind == "test:made"

    def test_refuse_to_empty_the_table(self):
        self.entry()
        # SQLite has no TRUNCATE; its DELETE without condition is optimised into one unless a trigger stands.
        statement = (
            "TRUNCATE ledger_entry" if connection.vendor == "postgresql" else "DELETE FROM ledger_entry"
        )
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
        assert LedgerEntry.every_county.count() == 1
        assert County.objects.count() == 1
