"""Bodies change by acts, and papers of any time still find them."""

import datetime as dt

import pytest

from qiangzhen.agencies.actions import (
    abolish_body,
    describe_body,
    establish_body,
    establish_unit,
    rename_body,
)
from qiangzhen.agencies.models import Body, FormerBodyName, Unit
from qiangzhen.agencies.queries import (
    find_body_by_printed_name,
    get_body,
    get_body_by_key,
    list_bodies,
    read_printed_names,
)
from qiangzhen.agencies.roles import Role
from qiangzhen.county.scope import within
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.ledger.queries import list_entries
from tests import factories

DAY = dt.date(2026, 3, 1)
PAPER = "长二编〔2026〕1号"


def codes(refusal):
    return {reason.code for reason in refusal.value.reasons}


@pytest.fixture
def bureau(county):
    return factories.make_body(
        key="yingji",
        name="长春市二道区应急管理局",
        short_name="区应急局",
        aliases=["应急", "应急局"],
        established_on=dt.date(2019, 1, 1),
    )


class TestEstablishBody:
    def given(self, **inputs):
        return {
            "key": "sifa",
            "kind": "department",
            "name": "长春市二道区司法局",
            "short_name": "司法局",
            "place_id": factories.county_place().id,
        } | inputs

    def test_founds_it_and_enters_what_is_known(self, county, administrator, noon):
        body = establish_body(actor=administrator, at=noon, **self.given(aliases=["司法"]))
        assert (body.initials, body.place_name) == ("ccsedqsfj", "二道区")
        assert get_body_by_key(key="sifa") == body
        line = list_entries()[0]
        assert (line.kind, line.subject_id) == ("body:established", body.id)
        assert line.particulars["aliases"] == ["司法"]

    @pytest.mark.parametrize(
        ("inputs", "reason"),
        [
            ({"key": "司法"}, "no_key"),
            ({"key": "yingji"}, "key_taken"),
            ({"kind": "ministry"}, "unknown_kind"),
            ({"name": ""}, "no_name"),
            ({"short_name": " 司法局"}, "no_short_name"),
            ({"aliases": ["司法", "司法"]}, "bad_aliases"),
            ({"aliases": [""]}, "bad_aliases"),
            ({"credit_code": "91220105MA0000000X"}, "malformed_number"),
            ({"kind": "dispatched_body"}, "no_parent"),
            ({"established_on": dt.date(2026, 3, 6)}, "in_the_future"),
        ],
    )
    def test_refuses_what_cannot_stand(self, bureau, administrator, noon, inputs, reason):
        with pytest.raises(Refused) as refusal:
            establish_body(actor=administrator, at=noon, **self.given(**inputs))
        assert codes(refusal) == {reason}
        assert not Body.objects.filter(name="长春市二道区司法局").exists()

    def test_refuses_place_and_parent_of_another_county(self, county, other_county, administrator, noon):
        with within(other_county.id):
            place, parent = factories.county_place().id, factories.make_body().id
        with pytest.raises(Refused) as refusal:
            establish_body(actor=administrator, at=noon, **self.given(place_id=place, parent_id=parent))
        assert codes(refusal) == {"no_place", "no_parent"}

    def test_belongs_to_the_administrator(self, county, reform_clerk, noon):
        with pytest.raises(PermissionRefused):
            establish_body(actor=reform_clerk, at=noon, **self.given())


class TestRenameBody:
    def test_keeps_the_former_name(self, bureau, administrator, noon):
        rename_body(
            actor=administrator, at=noon, body_id=bureau.id, name="长春市二道区应急局", short_name="应急局", on=DAY,
            instrument=PAPER,
        )  # fmt: skip
        [past] = get_body(body_id=bureau.id).former_names
        assert (past.name, past.until) == ("长春市二道区应急管理局", DAY)
        assert find_body_by_printed_name(printed="长春市二道区应急管理局").body.id == bureau.id

    @pytest.mark.parametrize(
        ("inputs", "reason"),
        [
            ({"name": "长春市二道区应急管理局"}, "unchanged"),
            ({"on": dt.date(2026, 3, 6)}, "in_the_future"),
            ({"on": dt.date(2019, 1, 1)}, "before_last_change"),
            ({"instrument": ""}, "no_instrument"),
        ],
    )
    def test_refuses_what_cannot_be(self, bureau, administrator, noon, inputs, reason):
        given = {"name": "新名", "short_name": "新", "on": DAY, "instrument": PAPER}
        with pytest.raises(Refused) as refusal:
            rename_body(actor=administrator, at=noon, body_id=bureau.id, **given | inputs)
        assert codes(refusal) == {reason}
        assert not FormerBodyName.objects.exists()


class TestDescribeBody:
    def test_enters_what_was_known_before_and_is_known_now(self, bureau, administrator, noon):
        describe_body(
            actor=administrator, at=noon, body_id=bureau.id, short_name="应急局", aliases=["安监"], credit_code="",
            is_administrative_organ=True, has_centralised_penalty_power=None, instrument=PAPER,
        )  # fmt: skip
        told = list_entries()[0].particulars
        assert told["before"]["aliases"] == ["应急", "应急局"]
        assert told["now"]["aliases"] == ["安监"]
        assert told["now"]["is_administrative_organ"] is True
        assert find_body_by_printed_name(printed="应急").body is None


class TestAbolishBody:
    def test_names_the_successor(self, bureau, administrator, noon):
        heir = factories.make_body(name="长春市二道区安全局")
        abolish_body(
            actor=administrator, at=noon, body_id=bureau.id, on=DAY, instrument=PAPER, succeeded_by_id=heir.id
        )
        assert get_body(body_id=bureau.id).successor.name == "长春市二道区安全局"
        assert bureau.id not in {body.id for body in list_bodies()}
        assert bureau.id in {body.id for body in list_bodies(with_abolished=True)}

    def test_is_refused_while_a_post_is_held(self, bureau, administrator, noon):
        factories.make_post(Role.DEPARTMENT_OFFICER, body=bureau)
        with pytest.raises(Refused) as refusal:
            abolish_body(actor=administrator, at=noon, body_id=bureau.id, on=DAY, instrument=PAPER)
        assert codes(refusal) == {"posts_held"}

    def test_refuses_itself_as_successor_and_a_second_time(self, bureau, administrator, noon):
        given = {"actor": administrator, "at": noon, "body_id": bureau.id, "on": DAY, "instrument": PAPER}
        with pytest.raises(Refused) as refusal:
            abolish_body(succeeded_by_id=bureau.id, **given)
        assert codes(refusal) == {"no_successor"}
        abolish_body(**given)
        with pytest.raises(Refused) as refusal:
            abolish_body(**given)
        assert codes(refusal) == {"abolished"}


class TestEstablishUnit:
    def test_adds_it_once(self, bureau, administrator, noon):
        establish_unit(actor=administrator, at=noon, body_id=bureau.id, name="法规科")
        with pytest.raises(Refused) as refusal:
            establish_unit(actor=administrator, at=noon, body_id=bureau.id, name="法规科")
        assert codes(refusal) == {"unit_exists"}
        assert Unit.objects.count() == 1


class TestPrintedNames:
    @pytest.mark.parametrize(
        "printed", ["应急", "应急局", "区应急局", "长春市二道区应急管理局", " 应 急　局 "]
    )
    def test_find_the_body_under_every_name_it_bears(self, bureau, printed):
        assert find_body_by_printed_name(printed=printed).body.id == bureau.id

    @pytest.mark.parametrize("printed", ["应", "应急管理", "管理局", ""])
    def test_never_guess_from_a_part(self, bureau, printed):
        found = find_body_by_printed_name(printed=printed)
        assert found.body is None
        assert found.note.zh

    def test_give_the_candidates_where_two_bear_it(self, bureau):
        other = factories.make_body(name="二道区应急指挥中心", aliases=["应急"])
        found = find_body_by_printed_name(printed="应急")
        assert found.body is None
        assert {body.id for body in found.candidates} == {bureau.id, other.id}
        assert "二道区应急指挥中心" in found.note.zh

    def test_prefer_the_living_body_to_the_abolished(self, bureau):
        factories.make_body(name="旧安监局", aliases=["应急"], abolished_on=dt.date(2018, 1, 1))
        assert find_body_by_printed_name(printed="应急").body.id == bureau.id
        assert find_body_by_printed_name(printed="旧安监局").body.name == "旧安监局"

    def test_are_read_with_two_queries_for_any_number_of_rows(self, bureau, django_assert_num_queries):
        with django_assert_num_queries(2):
            names = read_printed_names()
            assert all(names.find("应急").body for _ in range(100))

    def test_know_no_body_of_another_county(self, bureau, other_county):
        with within(other_county.id):
            assert find_body_by_printed_name(printed="应急").body is None
