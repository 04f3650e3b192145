"""Changes of the division tree, each with what it leaves behind."""

import datetime as dt
from decimal import Decimal

import pytest

from qiangzhen.agencies.roles import Role
from qiangzhen.county.scope import within
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.ledger.queries import list_entries
from qiangzhen.places.actions import (
    abolish_place,
    establish_place,
    recode_place,
    record_profile_figures,
    rename_place,
)
from qiangzhen.places.models import FormerPlace, Place, PlaceKind, PlaceLevel, ProfileFigure
from qiangzhen.places.queries import find_place_by_code, get_place, list_profile
from tests import factories

DAY = dt.date(2026, 3, 1)
DECISION = "吉民函〔2026〕3号"


def codes(refusal):
    return {reason.code for reason in refusal.value.reasons}


@pytest.fixture
def town(county):
    return factories.make_place(code="220105103", name="英俊镇", established_on=dt.date(1990, 1, 1))


class TestEstablishPlace:
    def test_reads_level_and_kind_from_code_and_name(self, county, administrator, noon):
        place = establish_place(
            actor=administrator, at=noon, code="220105104", name="新立镇", parent_id=factories.county_place().id,
            source=DECISION,
        )  # fmt: skip
        assert (place.level, place.kind, place.initials) == ("township", "town", "xlz")
        [line] = list_entries()
        assert (line.kind, line.subject_id) == ("place:established", place.id)
        assert line.particulars["code"] == "220105104"

    @pytest.mark.parametrize(
        ("code", "name", "kind"),
        [
            ("220105011", "新城街道", PlaceKind.SUBDISTRICT),
            # The published table numbers some towns like subdistricts: the name goes first.
            ("220105012", "新城镇", PlaceKind.TOWN),
            ("220105202", "新城乡", PlaceKind.TOWNSHIP),
            ("220105400", "新城开发区", PlaceKind.QUASI_TOWNSHIP),
        ],
    )
    def test_lets_the_name_decide_the_kind_where_it_says_it(
        self, county, administrator, noon, code, name, kind
    ):
        place = establish_place(
            actor=administrator,
            at=noon,
            code=code,
            name=name,
            parent_id=factories.county_place().id,
            source="x",
        )
        assert place.kind == kind

    @pytest.mark.parametrize(
        ("inputs", "reason"),
        [
            ({"code": "22010510"}, "malformed_code"),
            ({"code": "２20105104"}, "malformed_code"),
            ({"code": "220100"}, "above_the_county"),
            ({"code": "220105"}, "code_taken"),
            ({"name": ""}, "no_name"),
            ({"name": " 新立镇"}, "no_name"),
            ({"name": "新" * 129}, "no_name"),
            ({"parent_id": None}, "wrong_parent"),
            ({"code": "220105104201"}, "wrong_parent"),
        ],
    )
    def test_refuses_what_cannot_stand(self, county, administrator, noon, inputs, reason):
        given = {
            "code": "220105104",
            "name": "新立镇",
            "parent_id": factories.county_place().id,
            "source": "x",
        }
        with pytest.raises(Refused) as refusal:
            establish_place(actor=administrator, at=noon, **given | inputs)
        assert reason in codes(refusal)
        assert Place.objects.count() == 1

    def test_refuses_a_parent_of_another_county(self, county, other_county, administrator, noon):
        with within(other_county.id):
            foreign = factories.county_place().id
        with pytest.raises(Refused) as refusal:
            establish_place(
                actor=administrator, at=noon, code="220105104", name="新立镇", parent_id=foreign, source="x"
            )
        assert codes(refusal) == {"wrong_parent"}

    def test_belongs_to_the_administrator(self, county, reform_clerk, noon):
        with pytest.raises(PermissionRefused):
            establish_place(
                actor=reform_clerk, at=noon, code="220105104", name="新立镇", parent_id=None, source="x"
            )


class TestRenamePlace:
    def test_keeps_the_former_name_with_its_period(self, town, administrator, noon):
        rename_place(
            actor=administrator, at=noon, place_id=town.id, name="英俊新镇", on=DAY, instrument=DECISION
        )
        [past] = get_place(place_id=town.id).former
        assert (past.name, past.valid_from, past.valid_to, past.instrument) == (
            "英俊镇", dt.date(1990, 1, 1), DAY, DECISION,
        )  # fmt: skip
        assert list_entries()[0].particulars == {
            "code": town.code, "before": "英俊镇", "name": "英俊新镇", "on": "2026-03-01", "instrument": DECISION,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("inputs", "reason"),
        [
            ({"name": "英俊镇"}, "unchanged"),
            ({"on": dt.date(2026, 3, 6)}, "no_such_day"),
            ({"on": dt.date(1990, 1, 1)}, "no_such_day"),
            ({"instrument": " "}, "no_instrument"),
        ],
    )
    def test_refuses_what_cannot_be(self, town, administrator, noon, inputs, reason):
        given = {"name": "英俊新镇", "on": DAY, "instrument": DECISION}
        with pytest.raises(Refused) as refusal:
            rename_place(actor=administrator, at=noon, place_id=town.id, **given | inputs)
        assert codes(refusal) == {reason}
        assert not FormerPlace.objects.exists()

    def test_follows_the_last_change(self, town, administrator, noon):
        given = {"actor": administrator, "at": noon, "place_id": town.id, "instrument": DECISION}
        rename_place(name="甲镇", on=DAY, **given)
        with pytest.raises(Refused):
            rename_place(name="乙镇", on=DAY, **given)
        rename_place(name="乙镇", on=DAY + dt.timedelta(days=1), **given)
        assert [past.name for past in get_place(place_id=town.id).former] == ["甲镇", "英俊镇"]

    def test_does_not_see_a_place_of_another_county(self, county, other_county, administrator, noon):
        with within(other_county.id):
            foreign = factories.county_place()
        with pytest.raises(Place.DoesNotExist):
            rename_place(actor=administrator, at=noon, place_id=foreign.id, name="x", on=DAY, instrument="x")


class TestRecodePlace:
    def test_finds_the_place_by_its_old_code_with_a_note(self, town, administrator, noon):
        recode_place(
            actor=administrator, at=noon, place_id=town.id, code="220105110", on=DAY, instrument=DECISION
        )
        then = find_place_by_code(code="220105103", on=DAY - dt.timedelta(days=1))
        later = find_place_by_code(code="220105103", on=DAY)
        now = find_place_by_code(code="220105110", on=DAY)
        assert {then.place.id, later.place.id, now.place.id} == {town.id}
        assert "220105110" in later.note.zh
        assert now.note is None

    def test_tells_two_places_apart_that_bore_one_code(self, town, administrator, noon):
        recode_place(
            actor=administrator, at=noon, place_id=town.id, code="220105110", on=DAY, instrument=DECISION
        )
        heir = factories.make_place(code="220105103", name="承继镇", established_on=DAY)
        assert find_place_by_code(code="220105103", on=DAY).place.id == heir.id
        assert find_place_by_code(code="220105103", on=DAY - dt.timedelta(days=1)).place.id == town.id

    def test_moves_a_village_to_another_town(self, town, administrator, noon):
        other = factories.make_place(code="220105104", name="新立镇")
        village = factories.make_place(
            code="220105103201",
            name="和平村",
            level=PlaceLevel.VILLAGE,
            kind=PlaceKind.VILLAGERS,
            parent=town,
        )
        recode_place(
            actor=administrator, at=noon, place_id=village.id, code="220105104201", parent_id=other.id, on=DAY,
            instrument=DECISION,
        )  # fmt: skip
        detail = get_place(place_id=village.id)
        assert detail.ancestors[0].id == other.id
        assert detail.former[0].parent_name == "英俊镇"

    @pytest.mark.parametrize(
        ("code", "reason"),
        [("220105103", "unchanged"), ("220105", "another_level"), ("220105103201", "another_level"), ("2201", "malformed_code")],
    )  # fmt: skip
    def test_refuses_a_code_that_does_not_fit(self, town, administrator, noon, code, reason):
        with pytest.raises(Refused) as refusal:
            recode_place(
                actor=administrator, at=noon, place_id=town.id, code=code, on=DAY, instrument=DECISION
            )
        assert reason in codes(refusal)

    def test_refuses_a_code_in_use(self, town, administrator, noon):
        factories.make_place(code="220105110", name="新立镇")
        with pytest.raises(Refused) as refusal:
            recode_place(
                actor=administrator, at=noon, place_id=town.id, code="220105110", on=DAY, instrument=DECISION
            )
        assert codes(refusal) == {"code_taken"}


class TestAbolishPlace:
    def test_names_the_successor(self, town, administrator, noon):
        heir = factories.make_place(code="220105104", name="新立镇")
        abolish_place(
            actor=administrator,
            at=noon,
            place_id=town.id,
            on=DAY,
            instrument=DECISION,
            succeeded_by_id=heir.id,
        )
        assert get_place(place_id=town.id).successor.name == "新立镇"
        assert find_place_by_code(code=town.code, on=DAY - dt.timedelta(days=1)).note is None
        assert "新立镇" in find_place_by_code(code=town.code, on=DAY).note.zh
        assert list_entries()[0].particulars["succeeded_by"] == "新立镇"

    def test_is_refused_while_villages_lie_below(self, town, administrator, noon):
        factories.make_place(
            code="220105103201", name="和平村", level="village", kind="village_committee", parent=town
        )
        with pytest.raises(Refused) as refusal:
            abolish_place(actor=administrator, at=noon, place_id=town.id, on=DAY, instrument=DECISION)
        assert codes(refusal) == {"places_below"}

    def test_is_refused_twice(self, town, administrator, noon):
        given = {"actor": administrator, "at": noon, "place_id": town.id, "on": DAY, "instrument": DECISION}
        abolish_place(**given)
        with pytest.raises(Refused) as refusal:
            abolish_place(**given)
        assert "abolished" in codes(refusal)

    def test_refuses_to_be_its_own_successor(self, town, administrator, noon):
        with pytest.raises(Refused) as refusal:
            abolish_place(
                actor=administrator,
                at=noon,
                place_id=town.id,
                on=DAY,
                instrument="x",
                succeeded_by_id=town.id,
            )
        assert codes(refusal) == {"no_successor"}


class TestRecordProfileFigures:
    def record(self, actor, noon, place, **inputs):
        given = {
            "year": 2025,
            "figures": {"population": Decimal(47130), "area_km2": Decimal("58.400")},
            "source": "统计年鉴",
        }
        record_profile_figures(actor=actor, at=noon, place_id=place.id, **given | inputs)

    def test_keeps_the_year_and_enters_plain_numbers(self, town, reform_clerk, noon):
        self.record(reform_clerk, noon, town)
        [year] = list_profile(place_id=town.id)
        assert [(f.figure.key, f.value) for f in year.figures] == [
            ("population", Decimal(47130)), ("area_km2", Decimal("58.4")),
        ]  # fmt: skip
        assert list_entries()[0].particulars["figures"] == {"population": "47130", "area_km2": "58.4"}

    def test_replaces_a_figure_and_the_line_keeps_both(self, town, reform_clerk, noon):
        self.record(reform_clerk, noon, town)
        self.record(reform_clerk, noon, town, figures={"population": Decimal(50000)})
        assert ProfileFigure.objects.get(figure="population").value == 50000
        assert list_entries()[0].particulars["before"] == {"population": "47130"}

    @pytest.mark.parametrize(
        ("inputs", "reason"),
        [
            ({"figures": {}}, "no_figures"),
            ({"figures": {"happiness": Decimal(1)}}, "unknown_figure"),
            ({"figures": {"population": Decimal("1.5")}}, "bad_figure"),
            ({"figures": {"population": Decimal(-1)}}, "bad_figure"),
            ({"figures": {"gdp": Decimal("NaN")}}, "bad_figure"),
            ({"figures": {"gdp": Decimal("1.2345")}}, "bad_figure"),
            ({"year": 2027}, "no_such_year"),
            ({"year": 1900}, "no_such_year"),
            ({"source": ""}, "no_source"),
        ],
    )
    def test_refuses_what_is_no_figure(self, town, reform_clerk, noon, inputs, reason):
        with pytest.raises(Refused) as refusal:
            self.record(reform_clerk, noon, town, **inputs)
        assert codes(refusal) == {reason}
        assert not ProfileFigure.objects.exists()

    def test_needs_the_permission(self, town, actor_as, noon):
        with pytest.raises(PermissionRefused):
            self.record(actor_as(Role.WINDOW_CLERK), noon, town)
