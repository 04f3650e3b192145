import datetime as dt

import pytest

from qiangzhen.agencies.roles import Role
from qiangzhen.catalogue.models import PowerVersion
from qiangzhen.county.models import County
from qiangzhen.documents.actions import InstrumentDraft
from qiangzhen.documents.models import Instrument
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.ledger.models import Attempt, LedgerEntry
from qiangzhen.mandates.actions import grant_mandates
from qiangzhen.mandates.models import Mandate
from tests import factories

from .world import FROM, World

pytestmark = pytest.mark.django_db


def reasons_of(refused: pytest.ExceptionInfo[Refused]) -> dict[str, str]:
    return {reason.code: reason.field for reason in refused.value.reasons}


class TestGrantMandates:
    def test_gives_every_power_to_every_receiver_with_one_entry(self, world: World):
        before = LedgerEntry.objects.count()
        rows = world.grant(receivers=[town.id for town in world.towns])
        assert Mandate.objects.count() == len(rows) == 3
        assert {row.holder_id for row in rows} == {town.id for town in world.towns}
        assert len({row.batch for row in rows}) == 1 and len({row.line for row in rows}) == 3
        assert LedgerEntry.objects.count() == before + 1
        entry = LedgerEntry.objects.latest("sequence")
        assert entry.kind == "mandate:granted" and all(str(row.line) in entry.content for row in rows)

    def test_keeps_what_was_stated_to_be_met(self, world: World):
        batch = world.batch(mode="acting_for")
        assert batch.confirmed
        grant_mandates(actor=world.clerk, at=world.now(), batch=batch)
        content = LedgerEntry.objects.latest("sequence").content
        assert all(rule in content for rule in batch.confirmed)

    def test_makes_the_grant_exclusive_where_the_way_says_so(self, world: World):
        (conferred,) = world.grant()
        (entrusted,) = world.grant(
            powers=[world.assistance.id],
            mode="entrustment",
            instrument=world.entrustment.id,
            valid_to=dt.date(2028, 4, 1),
        )
        assert (conferred.exclusive, entrusted.exclusive) == (True, False)

    def test_numbers_batches_within_the_year(self, world: World):
        (first,) = world.grant()
        (second,) = world.grant(receivers=[world.towns[1].id])
        assert first.devolution_code.split("-")[3] == "2026001"
        assert second.devolution_code.split("-")[3] == "2026002"
        assert first.devolution_code.startswith(world.penalty.code)

    def test_registers_the_paper_in_the_same_act(self, world: World):
        draft = InstrumentDraft(
            kind="county_document",
            title="关于下放的通知",
            number="二府〔2026〕9号",
            issuer="二道区人民政府",
            signed_on=dt.date(2026, 3, 2),
        )
        before = LedgerEntry.objects.count()
        (row,) = world.grant(instrument=draft)
        assert row.grant_instrument.title == "关于下放的通知"
        assert LedgerEntry.objects.count() == before + 1

    def test_registers_no_paper_when_it_is_refused(self, world: World):
        draft = InstrumentDraft(
            kind="county_document", title="通知", issuer="二道区人民政府", signed_on=dt.date(2026, 3, 2)
        )
        before = Instrument.objects.count()
        with pytest.raises(Refused):
            world.grant(instrument=draft, mode="return", confirmed=frozenset())
        assert Instrument.objects.count() == before and not Mandate.objects.exists()

    def test_is_refused_where_the_law_forbids_and_shows_the_rule_and_the_way_out(self, world: World):
        with pytest.raises(Refused) as refused:
            world.grant(mode="return")
        codes = [reason.code for reason in refused.value.reasons]
        assert "forbidden" in codes and "way_out" in codes
        assert all(r.rule.startswith("QZ-XF-") for r in refused.value.reasons if r.code == "forbidden")
        assert world.towns[0].name in refused.value.reasons[0].zh
        assert not Mandate.objects.exists()
        assert Attempt.objects.filter(kind="mandate:granted", outcome="refused").count() == 1

    def test_is_refused_while_a_condition_is_not_stated_to_be_met(self, world: World):
        with pytest.raises(Refused) as refused:
            world.grant(mode="acting_for", confirmed=frozenset())
        assert reasons_of(refused) == {"condition": "confirmed"}

    def test_is_refused_whole_when_one_pair_is_forbidden(self, world: World):
        with pytest.raises(Refused):
            world.grant(powers=[world.penalty.id, world.assistance.id])
        assert not Mandate.objects.exists()

    def test_is_open_only_to_posts_that_may_grant(self, world: World):
        for role in (Role.LEGAL_REVIEWER, Role.DEPARTMENT_OFFICER, Role.WINDOW_CLERK, Role.ADMINISTRATOR):
            with pytest.raises(PermissionRefused):
                grant_mandates(actor=factories.make_actor(role), at=world.now(), batch=world.batch())
        assert not Mandate.objects.exists()

    def test_names_every_fault_of_what_was_stated(self, world: World):
        with pytest.raises(Refused) as refused:
            world.grant(
                powers=[],
                receivers=[world.bureau.id],
                mode="magic",
                valid_to=FROM,
                reserved=["odd"],
                confirmed=frozenset(),
            )
        assert reasons_of(refused) == {
            "missing": "powers",
            "not_a_receiver": "receivers",
            "unknown_mode": "mode",
            "backward": "valid_to",
            "reserved": "reserved",
        }

    def test_is_refused_for_acts_the_power_does_not_consist_of(self, world: World):
        with pytest.raises(Refused) as refused:
            world.grant(acts=["accept"])
        assert reasons_of(refused) == {"acts": "acts"}

    def test_leaves_the_decision_with_the_department_where_the_town_only_acts_for_it(self, world: World):
        (row,) = world.grant(mode="acting_for")
        assert row.acts == ["investigate"]
        with pytest.raises(Refused) as refused:
            world.grant(mode="acting_for", acts=["penalise"], receivers=[world.towns[1].id])
        assert reasons_of(refused) == {"deciding_act": "acts"}
        PowerVersion.objects.filter(power=world.penalty).update(acts=["penalise"])
        with pytest.raises(Refused) as refused:
            world.grant(mode="acting_for", receivers=[world.towns[2].id])
        assert reasons_of(refused) == {"deciding_act": "powers"}

    def test_is_refused_outside_the_receivers_own_area(self, world: World):
        with pytest.raises(Refused) as refused:
            world.grant(area=world.towns[1].place_id)
        assert reasons_of(refused) == {"outside_area": "area"}
        (row,) = world.grant(area=world.villages[0].id)
        assert row.area_id == world.villages[0].id

    @pytest.mark.parametrize("signed_on", [None, dt.date(2026, 4, 2), dt.date(2026, 12, 1)])
    def test_is_refused_by_a_paper_not_signed_before_it_begins(self, world: World, signed_on: dt.date | None):
        paper = factories.make_instrument(signed_on=signed_on, published_on=None)
        with pytest.raises(Refused) as refused:
            world.grant(instrument=paper.id)
        assert reasons_of(refused) == {"unsigned": "instrument"}

    def test_is_refused_for_a_power_that_ended_or_has_not_begun(self, world: World):
        PowerVersion.objects.filter(power=world.penalty).update(valid_to=FROM)
        with pytest.raises(Refused) as refused:
            world.grant()
        assert "power_ended" in reasons_of(refused)
        with pytest.raises(Refused) as refused:
            world.grant(valid_from=dt.date(2023, 12, 31))
        assert "power_not_begun" in reasons_of(refused)

    def test_is_refused_when_it_is_held_already(self, world: World):
        world.grant()
        with pytest.raises(Refused) as refused:
            world.grant(valid_from=dt.date(2026, 5, 1))
        assert reasons_of(refused) == {"held_already": "powers"}
        assert Mandate.objects.count() == 1

    def test_is_refused_when_another_body_holds_it_alone_there(self, world: World):
        branch = factories.make_body(
            key="branch",
            kind="dispatched_body",
            name="应急管理局甲镇分局",
            parent=world.bureau,
            place=world.towns[0].place,
        )
        world.grant()
        with pytest.raises(Refused) as refused:
            world.grant(receivers=[branch.id], mode="internal_transfer")
        assert "rival" in reasons_of(refused)

    def test_does_not_see_the_powers_of_another_county(self, world: World, other_county: County):
        from qiangzhen.county.scope import within

        with within(other_county.id):
            foreign = factories.make_power()
        with pytest.raises(Refused) as refused:
            world.grant(powers=[foreign.id], confirmed=frozenset())
        assert reasons_of(refused) == {"missing": "powers"}
