"""A county's rows are held inside it, for reading and for writing."""

import pytest

from qiangzhen.county.scope import ForeignCounty, NoCountyScope, within
from qiangzhen.places.models import Place
from tests import factories


class TestScope:
    def test_refuses_to_read_without_one(self, db):
        with pytest.raises(NoCountyScope, match="within"):
            Place.objects.exists()

    def test_gives_the_county_to_a_new_row(self, county):
        assert factories.make_place().county_id == county.id

    def test_refuses_to_write_a_row_of_another_county(self, county, other_county):
        with pytest.raises(ForeignCounty):
            factories.make_place(county=other_county)

    def test_refuses_it_in_bulk_too(self, county, other_county):
        with pytest.raises(ForeignCounty):
            Place.objects.bulk_create([Place(county=other_county, code="1", name="x", level="town")])

    def test_ends_with_its_block(self, county, other_county):
        with within(other_county.id):
            assert Place.objects.get().name == "南关区"
        assert Place.objects.get().name == "二道区"
