"""A list is uploaded, decided row by row, and applied as a whole or not at all."""

import dataclasses
import datetime as dt
import threading

import pytest
from django.db import connection, connections

from qiangzhen.agencies.roles import Role
from qiangzhen.catalogue import actions
from qiangzhen.catalogue.models import ImportRow, ListImport, Power, PowerVersion
from qiangzhen.catalogue.queries import get_import, get_power_by_code, get_row, list_rows
from qiangzhen.catalogue.stated import stated_from
from qiangzhen.catalogue.uploads import read_upload
from qiangzhen.county.scope import within
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.ledger.models import LedgerEntry
from tests import factories
from tests.catalogue import lists
from tests.conftest import NOON


@pytest.fixture
def bureau(county):
    return lists.emergency_bureau()


@pytest.fixture
def uploaded(bureau, reform_clerk):
    return actions.upload_list(actor=reform_clerk, at=NOON, upload=lists.upload(), body=reform_clerk.body_id)


def decide_all(uploaded, clerk):
    actions.decide_rows(actor=clerk, at=NOON, list_import=uploaded, positions=None, decision="accept")
    actions.decide_rows(
        actor=clerk,
        at=NOON,
        list_import=uploaded,
        positions=[3],
        decision="leave",
        reason="部门不明，退回核实",
    )


def apply(uploaded, clerk):
    return actions.apply_list(actor=clerk, at=NOON, list_import=uploaded, valid_from=dt.date(2026, 4, 1))


class TestUpload:
    def test_keeps_every_row_with_what_it_means(self, uploaded, bureau):
        first, second, third = list_rows(import_id=uploaded.id)
        assert first.stated.holder == str(bureau.id)
        assert first.stated.opinion == "赋权"
        assert first.match == "new"
        assert third.stated.holder == ""
        assert third.doubt == "error"
        assert {"holder_unknown", "unknown_statute"} <= {finding["code"] for finding in third.findings}
        assert second.reading["name"] == "烟花爆竹（零售）经营许可"

    def test_proposes_codes_by_province_kind_and_field(self, uploaded):
        codes = [row.stated.code for row in list_rows(import_id=uploaded.id)]
        assert codes == ["220225901000", "220125901000", "220299901000"]

    def test_enters_one_line(self, uploaded):
        line = LedgerEntry.objects.get(kind="list:uploaded")
        assert line.subject_id == uploaded.id

    def test_refuses_what_cannot_be_read_in_the_readers_words(self, bureau, reform_clerk):
        upload = read_upload(content=b"%PDF-1.7 ...", file_name="a.pdf", limit_mb=50, on=lists.DAY)
        with pytest.raises(Refused) as refusal:
            actions.upload_list(actor=reform_clerk, at=NOON, upload=upload, body=reform_clerk.body_id)
        assert refusal.value.reasons[0].code == "is_pdf"
        assert not ListImport.objects.exists()

    def test_refuses_a_file_without_a_list(self, bureau, reform_clerk):
        upload = read_upload(content="今天天气很好。".encode(), file_name="a.txt", limit_mb=50, on=lists.DAY)
        with pytest.raises(Refused) as refusal:
            actions.upload_list(actor=reform_clerk, at=NOON, upload=upload, body=reform_clerk.body_id)
        assert refusal.value.reasons[0].code == "no_list_found"

    def test_refuses_to_upload_for_another_body(self, bureau, department_officer):
        with pytest.raises(PermissionRefused):
            actions.upload_list(actor=department_officer, at=NOON, upload=lists.upload(), body=bureau.id)


class TestDecide:
    def test_accepts_all_rows_without_errors_at_once(self, uploaded, reform_clerk):
        count = actions.decide_rows(
            actor=reform_clerk, at=NOON, list_import=uploaded, positions=None, decision="accept"
        )
        assert count == 2
        assert [row.decision for row in list_rows(import_id=uploaded.id)] == ["accept", "accept", "pending"]

    def test_does_not_accept_a_row_with_an_error(self, uploaded, reform_clerk):
        with pytest.raises(Refused, match="Row 3 has an error"):
            actions.decide_rows(
                actor=reform_clerk, at=NOON, list_import=uploaded, positions=[1, 3], decision="accept"
            )
        assert get_import(import_id=uploaded.id).pending == 3

    def test_leaves_a_row_only_with_a_reason(self, uploaded, reform_clerk):
        with pytest.raises(Refused, match="Say why"):
            actions.decide_rows(
                actor=reform_clerk, at=NOON, list_import=uploaded, positions=[1], decision="leave"
            )

    def test_is_refused_to_an_officer_of_another_body(self, uploaded, department_officer):
        with pytest.raises(PermissionRefused):
            actions.decide_rows(
                actor=department_officer, at=NOON, list_import=uploaded, positions=[1], decision="accept"
            )


class TestMend:
    def test_states_the_row_anew_and_judges_it_again(self, uploaded, reform_clerk, bureau):
        before = get_row(import_id=uploaded.id, position=3)
        stated = dataclasses.replace(
            before.stated, holder=str(bureau.id), bases=lists.LAW, code="220225902000", code_proposed=False
        )
        actions.mend_row(
            actor=reform_clerk, at=NOON, list_import=uploaded, position=3, stated=stated, seen_revision=0
        )
        after = get_row(import_id=uploaded.id, position=3)
        assert after.decision == "mend"
        assert after.doubt != "error"
        assert after.reading == before.reading

    def test_shows_findings_of_the_new_bases(self, uploaded, reform_clerk):
        row = get_row(import_id=uploaded.id, position=1)
        stated = dataclasses.replace(row.stated, bases="")
        mended = actions.mend_row(
            actor=reform_clerk, at=NOON, list_import=uploaded, position=1, stated=stated, seen_revision=0
        )
        assert "bases_missing" in {finding["code"] for finding in mended.findings}

    def test_stays_undecided_while_it_has_an_error(self, uploaded, reform_clerk):
        row = get_row(import_id=uploaded.id, position=1)
        stated = dataclasses.replace(row.stated, holder="")
        mended = actions.mend_row(
            actor=reform_clerk, at=NOON, list_import=uploaded, position=1, stated=stated, seen_revision=0
        )
        assert (mended.decision, mended.doubt) == ("pending", "error")

    def test_refuses_to_overwrite_another_clerks_mending(self, uploaded, reform_clerk):
        row = get_row(import_id=uploaded.id, position=1)
        mend = {"actor": reform_clerk, "at": NOON, "list_import": uploaded, "position": 1, "seen_revision": 0}
        actions.mend_row(**mend, stated=dataclasses.replace(row.stated, name="甲"))
        with pytest.raises(Refused, match="mended this row meanwhile"):
            actions.mend_row(**mend, stated=dataclasses.replace(row.stated, name="乙"))


class TestApply:
    def test_enters_what_was_taken_as_drafts_with_opinion_and_place(self, uploaded, reform_clerk):
        decide_all(uploaded, reform_clerk)
        assert apply(uploaded, reform_clerk) == {"new": 2, "changed": 0, "same": 0, "left": 1}
        power = get_power_by_code(code="220225901000")
        assert power.source["opinion"] == "赋权"
        assert power.source["row"] == 1
        assert power.published_on is None
        assert power.valid_from == dt.date(2026, 4, 1)
        assert power.bases[0].articles == ("102",)
        assert power.bases[0].statute
        assert LedgerEntry.objects.filter(kind="list:applied").count() == 1

    def test_refuses_while_rows_are_undecided(self, uploaded, reform_clerk):
        with pytest.raises(Refused, match="3 rows are not decided yet"):
            apply(uploaded, reform_clerk)

    def test_enters_all_rows_or_none_with_the_reasons_row_by_row(self, uploaded, reform_clerk):
        decide_all(uploaded, reform_clerk)
        row = ImportRow.objects.get(list_import=uploaded, position=2)
        row.stated = {**row.stated, "code": "22012590100", "code_proposed": False}
        row.save()
        with pytest.raises(Refused) as refusal:
            apply(uploaded, reform_clerk)
        assert refusal.value.reasons[0].zh.startswith("第2行：")
        assert not Power.objects.exists()
        assert get_import(import_id=uploaded.id).is_open

    def test_leaves_nothing_when_it_breaks_in_the_middle(self, uploaded, reform_clerk, monkeypatch):
        decide_all(uploaded, reform_clerk)
        entered = []

        def break_after_one(**inputs):
            if entered:
                raise OSError("the power went out")
            entered.append(inputs)
            return real(**inputs)

        from qiangzhen.catalogue.actions import lists as module

        real = module.add_power
        monkeypatch.setattr(module, "add_power", break_after_one)
        with pytest.raises(OSError, match="power went out"):
            apply(uploaded, reform_clerk)
        assert entered
        assert not Power.objects.exists()
        assert get_import(import_id=uploaded.id).is_open
        assert not LedgerEntry.objects.filter(kind="list:applied").exists()

    def test_makes_no_new_version_of_what_is_the_same(self, uploaded, reform_clerk):
        decide_all(uploaded, reform_clerk)
        apply(uploaded, reform_clerk)
        again = actions.upload_list(
            actor=reform_clerk, at=NOON, upload=lists.upload(*lists.ROWS[:2]), body=reform_clerk.body_id
        )
        assert [row.match for row in list_rows(import_id=again.id)] == ["same", "same"]
        actions.decide_rows(actor=reform_clerk, at=NOON, list_import=again, positions=None, decision="accept")
        assert apply(again, reform_clerk)["same"] == 2
        assert PowerVersion.objects.count() == 2

    def test_shows_field_by_field_what_changed_and_makes_a_new_version(self, uploaded, reform_clerk):
        decide_all(uploaded, reform_clerk)
        apply(uploaded, reform_clerk)
        changed = lists.ROWS[0].replace(lists.LAW, "《中华人民共和国安全生产法》第一百零一条")
        again = actions.upload_list(
            actor=reform_clerk, at=NOON, upload=lists.upload(changed), body=reform_clerk.body_id
        )
        row = get_row(import_id=again.id, position=1)
        assert row.match == "changed"
        assert [difference.field for difference in row.differences] == ["bases"]
        actions.decide_rows(actor=reform_clerk, at=NOON, list_import=again, positions=[1], decision="accept")
        assert apply(again, reform_clerk)["changed"] == 1
        power = get_power_by_code(code="220225901000")
        assert power.version == 2
        assert power.bases[0].articles == ("101",)

    def test_proposes_another_code_when_the_proposed_one_was_taken_meanwhile(
        self, uploaded, reform_clerk, bureau
    ):
        decide_all(uploaded, reform_clerk)
        actions.enter_power(
            actor=reform_clerk,
            at=NOON,
            draft=lists.draft(holder=bureau, name="另一事项", code="220225901000"),
        )
        apply(uploaded, reform_clerk)
        row = ImportRow.objects.get(list_import=uploaded, position=1)
        assert stated_from(row.stated).code == "220225902000"

    def test_tells_the_second_clerk_who_applied_it(self, uploaded, reform_clerk, actor_as):
        decide_all(uploaded, reform_clerk)
        apply(uploaded, reform_clerk)
        with pytest.raises(Refused) as refusal:
            apply(uploaded, actor_as(Role.REFORM_CLERK))
        assert reform_clerk.person_name in refusal.value.reasons[0].zh

    def test_enters_only_powers_of_a_department_officers_own_body(self, bureau, actor_as):
        other = factories.make_body(name="长春市二道区农业农村局", aliases=["农业农村"])
        officer = actor_as(Role.DEPARTMENT_OFFICER, body=other)
        uploaded = actions.upload_list(
            actor=officer, at=NOON, upload=lists.upload(lists.ROWS[0]), body=officer.body_id
        )
        actions.decide_rows(actor=officer, at=NOON, list_import=uploaded, positions=[1], decision="accept")
        with pytest.raises(Refused, match="Row 1: This power is another body's"):
            apply(uploaded, officer)


class TestAbandon:
    def test_closes_the_import_and_enters_nothing(self, uploaded, reform_clerk):
        actions.abandon_list(actor=reform_clerk, at=NOON, list_import=uploaded, reason="文件有误")
        assert get_import(import_id=uploaded.id).state == "abandoned"
        assert not Power.objects.exists()
        with pytest.raises(Refused, match="abandoned by"):
            decide_all(uploaded, reform_clerk)


@pytest.mark.django_db(transaction=True)
class TestTwoClerksAtOnce:
    def test_one_applies_the_list_and_the_other_is_told(self, county, noon):
        lists.emergency_bureau()
        clerks = [factories.make_actor(Role.REFORM_CLERK) for _ in range(2)]
        uploaded = actions.upload_list(
            actor=clerks[0], at=noon, upload=lists.upload(), body=clerks[0].body_id
        )
        decide_all(uploaded, clerks[0])
        outcomes = []
        start = threading.Barrier(2)

        def run(clerk):
            try:
                with within(county.id):
                    start.wait()
                    outcomes.append(apply(uploaded, clerk)["new"])
            except Refused as refusal:
                outcomes.append(refusal.reasons[0].code)
            finally:
                connections["default"].close()

        threads = [threading.Thread(target=run, args=(clerk,)) for clerk in clerks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        connection.close()
        assert sorted(outcomes, key=str) == [2, "list_closed"]
        assert Power.objects.count() == 2
