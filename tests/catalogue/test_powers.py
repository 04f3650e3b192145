"""A power is entered, revised, published and retired; each change is a version and a line."""

import datetime as dt

import pytest

from qiangzhen.agencies.roles import Role
from qiangzhen.catalogue import actions
from qiangzhen.catalogue.models import Power
from qiangzhen.catalogue.queries import (
    NoSuchPower,
    PowerFilter,
    find_doubtful,
    get_power,
    get_power_on,
    list_powers,
    list_powers_on_statute,
    list_versions,
)
from qiangzhen.county.scope import within
from qiangzhen.kernel.statutes import Severity
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.ledger.models import LedgerEntry
from tests import factories
from tests.catalogue import lists
from tests.conftest import NOON


@pytest.fixture
def bureau(county):
    return lists.emergency_bureau()


@pytest.fixture
def power(bureau, reform_clerk):
    return actions.enter_power(actor=reform_clerk, at=NOON, draft=lists.draft(holder=bureau))


def revise(power, clerk, **fields):
    draft = lists.draft(holder=power.current.holder, **fields)
    return actions.revise_power(actor=clerk, at=NOON, power=power, draft=draft, seen_version=1)


class TestEnter:
    def test_writes_the_first_version_with_its_bases_and_usual_acts(self, power):
        view = get_power(power_id=power.id)
        assert (view.version, view.acts) == (1, ("investigate", "penalise"))
        assert view.bases[0].rank == "law"
        assert LedgerEntry.objects.filter(kind="power:entered", subject_id=power.id).count() == 1

    def test_says_every_fault_at_its_field(self, bureau, reform_clerk):
        draft = lists.draft(holder=bureau, name=" ", kind="magic", code="12", acts=("fly",))
        with pytest.raises(Refused) as refusal:
            actions.enter_power(actor=reform_clerk, at=NOON, draft=draft)
        assert {reason.field for reason in refusal.value.reasons} == {"name", "kind", "code", "acts"}
        assert not Power.objects.exists()

    def test_refuses_a_code_that_is_taken(self, power, bureau, reform_clerk):
        with pytest.raises(Refused, match="is taken"):
            actions.enter_power(actor=reform_clerk, at=NOON, draft=lists.draft(holder=bureau, name="别的"))

    def test_keeps_a_legacy_code_only_with_a_reason(self, bureau, reform_clerk):
        legacy = lists.draft(holder=bureau, code="XZCF-001", code_scheme="legacy")
        with pytest.raises(Refused, match="legacy code"):
            actions.enter_power(actor=reform_clerk, at=NOON, draft=legacy)

    def test_refuses_a_body_that_was_abolished(self, county, reform_clerk):
        gone = factories.make_body(abolished_on=dt.date(2019, 1, 1))
        with pytest.raises(Refused, match="was abolished"):
            actions.enter_power(actor=reform_clerk, at=NOON, draft=lists.draft(holder=gone))

    def test_is_refused_to_an_officer_of_another_body(self, bureau, department_officer):
        with pytest.raises(PermissionRefused):
            actions.enter_power(actor=department_officer, at=NOON, draft=lists.draft(holder=bureau))


class TestRevise:
    def test_makes_a_new_version_and_keeps_the_old(self, power, reform_clerk):
        revise(power, reform_clerk, name="新名称", valid_from=dt.date(2026, 5, 1))
        assert [version.name for version in list_versions(power_id=power.id)] == [
            "新名称",
            lists.draft(holder=power.current.holder).name,
        ]

    def test_answers_for_a_day_by_the_version_of_that_day(self, power, reform_clerk):
        revise(power, reform_clerk, name="新名称", valid_from=dt.date(2026, 5, 1))
        assert get_power_on(power_id=power.id, on=dt.date(2026, 4, 30), known_at=NOON).version == 1
        assert get_power_on(power_id=power.id, on=dt.date(2026, 5, 1), known_at=NOON).version == 2

    def test_refuses_to_overwrite_another_clerks_revision(self, power, reform_clerk):
        revise(power, reform_clerk, name="甲")
        with pytest.raises(Refused, match="version 2"):
            revise(power, reform_clerk, name="乙")

    def test_never_changes_the_code(self, power, reform_clerk):
        with pytest.raises(Refused, match="never changes"):
            revise(power, reform_clerk, code="220225905000")

    def test_does_not_begin_before_the_version_it_replaces(self, power, reform_clerk):
        with pytest.raises(Refused, match="before the present version"):
            revise(power, reform_clerk, valid_from=dt.date(2025, 1, 1))

    def test_does_not_let_an_officer_give_a_power_to_another_body(self, power, bureau, actor_as):
        officer = actor_as(Role.DEPARTMENT_OFFICER, body=bureau)
        draft = lists.draft(holder=factories.make_body())
        with pytest.raises(PermissionRefused):
            actions.revise_power(actor=officer, at=NOON, power=power, draft=draft, seen_version=1)


class TestPublishAndRetire:
    def test_shows_the_public_a_power_once_published(self, power, reform_clerk):
        with pytest.raises(NoSuchPower):
            get_power(power_id=power.id, published_only=True)
        actions.publish_powers(actor=reform_clerk, at=NOON, powers=[power], on=lists.DAY)
        assert get_power(power_id=power.id, published_only=True).published_on == lists.DAY

    def test_ends_a_published_power_before_the_eyes_of_the_public(self, power, reform_clerk):
        actions.publish_powers(actor=reform_clerk, at=NOON, powers=[power], on=lists.DAY)
        actions.retire_power(
            actor=reform_clerk, at=NOON, power=power, on=dt.date(2026, 6, 1), reason="法律废止"
        )
        assert get_power(power_id=power.id, published_only=True).valid_to == dt.date(2026, 6, 1)

    def test_keeps_the_end_of_a_draft_unseen(self, power, reform_clerk):
        actions.retire_power(
            actor=reform_clerk, at=NOON, power=power, on=dt.date(2026, 6, 1), reason="重复录入"
        )
        with pytest.raises(NoSuchPower):
            get_power(power_id=power.id, published_only=True)

    def test_refuses_a_second_end(self, power, reform_clerk):
        end = {"actor": reform_clerk, "at": NOON, "on": dt.date(2026, 6, 1), "reason": "法律废止"}
        actions.retire_power(power=power, **end)
        with pytest.raises(Refused, match="It ended on"):
            actions.retire_power(power=power, **end)


class TestWhoSees:
    def test_a_body_sees_its_own_drafts_and_of_others_what_is_published(self, power, bureau, reform_clerk):
        other = factories.make_body()
        assert list_powers(narrowed=PowerFilter(seen_by=other.id)) == []
        assert len(list_powers(narrowed=PowerFilter(seen_by=bureau.id))) == 1
        actions.publish_powers(actor=reform_clerk, at=NOON, powers=[power], on=lists.DAY)
        power.refresh_from_db()
        revise(power, reform_clerk, name="尚未公布的新名称")
        (seen,) = list_powers(narrowed=PowerFilter(seen_by=other.id))
        assert seen.version == 1
        (own,) = list_powers(narrowed=PowerFilter(seen_by=bureau.id))
        assert own.version == 2

    def test_another_county_sees_nothing(self, power, other_county):
        with within(other_county.id):
            assert list_powers() == []


class TestWhatRestsOnALaw:
    def test_names_the_powers_and_articles_of_the_current_version(self, power, reform_clerk):
        statute = get_power(power_id=power.id).bases[0].statute
        (resting,) = list_powers_on_statute(statute=statute)
        assert resting.articles == ("102",)
        assert list_powers_on_statute(statute=statute, article="101") == []

    def test_finds_powers_whose_bases_have_faults(self, power, bureau, reform_clerk):
        from qiangzhen.catalogue.drafts import BasisDraft

        paper = BasisDraft(printed="《社会抚养费征收管理办法》", title="社会抚养费征收管理办法")
        draft = lists.draft(
            holder=bureau, code="220425901000", kind="levy", name="征收社会抚养费", bases=(paper,)
        )
        bad = actions.enter_power(actor=reform_clerk, at=NOON, draft=draft)
        assert find_doubtful(on=lists.DAY, severity=Severity.ERROR) == [bad.id]
