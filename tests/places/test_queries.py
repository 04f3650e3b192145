"""The tree, the way up from a place, and figures by year."""

import datetime as dt
from decimal import Decimal

import pytest

from qiangzhen.county.scope import NoCountyScope, within
from qiangzhen.places.models import Place, ProfileFigure
from qiangzhen.places.profile import FIGURES
from qiangzhen.places.queries import (
    find_place_by_code,
    get_ancestors,
    get_county_place,
    get_figures,
    get_place,
    list_places,
    list_profile,
    list_tree,
)
from tests import factories


@pytest.fixture
def village(county):
    town = factories.make_place(code="220105103", name="英俊镇")
    return factories.make_place(
        code="220105100200", name="和平村", level="village", kind="village_committee", parent=town
    )


class TestTree:
    def test_hangs_villages_by_their_parent_and_not_by_their_code(self, village, django_assert_num_queries):
        with django_assert_num_queries(1):
            [county] = list_tree()
        [town] = county.children
        assert [child.place.name for child in town.children] == ["和平村"]

    def test_leaves_out_what_was_abolished_unless_asked(self, village):
        Place.objects.filter(id=village.id).update(abolished_on=dt.date(2026, 1, 1))
        assert "和平村" not in {place.name for place in list_places()}
        assert "和平村" in {place.name for place in list_places(with_abolished=True)}

    def test_holds_one_county_only(self, village, other_county):
        assert {place.name for place in list_places()} == {"二道区", "英俊镇", "和平村"}
        with within(other_county.id):
            assert {place.name for place in list_places()} == {"南关区"}
            with pytest.raises(Place.DoesNotExist):
                get_place(place_id=village.id)


class TestAncestors:
    def test_lead_from_the_village_to_the_county(self, village, django_assert_num_queries):
        with django_assert_num_queries(1):
            above = get_ancestors()
        county = get_county_place()
        assert above[village.id] == (village.parent_id, county.id)
        assert above[county.id] == ()


class TestFindPlaceByCode:
    def test_knows_nothing_of_a_code_nobody_bore(self, village):
        assert find_place_by_code(code="220105999", on=dt.date(2026, 3, 5)) is None


class TestProfile:
    def test_lists_the_latest_year_first_in_the_order_of_the_vocabulary(self, village):
        for year, figure in ((2024, "gdp"), (2025, "gdp"), (2025, "population")):
            ProfileFigure.objects.create(
                place=village, year=year, figure=figure, value=Decimal(7), source="x"
            )
        years = list_profile(place_id=village.id)
        assert [(year.year, [f.figure.key for f in year.figures]) for year in years] == [
            (2025, ["population", "gdp"]),
            (2024, ["gdp"]),
        ]
        assert get_figures(year=2025)[village.id]["gdp"].value == 7

    def test_names_every_figure_in_both_languages(self):
        for figure in FIGURES.values():
            assert figure.name.zh
            assert figure.name.en
            assert figure.unit.zh


def test_no_scope_no_places(db):
    with pytest.raises(NoCountyScope):
        list_places()
