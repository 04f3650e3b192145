"""Any part of a name, code, law or row of initials is found, and the database uses the index for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiangzhen.catalogue import actions
from qiangzhen.catalogue.models import Power, SearchKey
from qiangzhen.catalogue.searching import find_powers
from qiangzhen.county.suffixes import range_of
from tests.catalogue import lists
from tests.conftest import NOON

NAMES = {
    "220225901000": "对未采取措施消除事故隐患的处罚",
    "220225902000": "对生产经营单位未按规定在有较大危险因素的场所设置安全警示标志的处罚",
    "220125901000": "烟花爆竹（零售）经营许可",
}


@pytest.fixture
def powers(county, reform_clerk):
    bureau = lists.emergency_bureau()
    return {
        code: actions.enter_power(
            actor=reform_clerk, at=NOON, draft=lists.draft(holder=bureau, code=code, name=name)
        )
        for code, name in NAMES.items()
    }


def found(query, *, published_only=False):
    codes = dict(Power.objects.values_list("id", "code"))
    return [codes[power] for power in find_powers(query=query, published_only=published_only)]


class TestFindPowers:
    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("事故隐患", "220225901000"),
            ("sgyh", "220225901000"),
            ("烟花爆竹零售", "220125901000"),
            ("2201259", "220125901000"),
            ("隐患 处罚", "220225901000"),
            ("对生产经营单位未按规定在有较大危险因素的场所设置安全警示标志", "220225902000"),
        ],
    )
    def test_finds_by_any_part(self, powers, query, code):
        assert found(query) == [code]

    def test_finds_by_law(self, powers):
        assert set(found("安全生产法")) == set(NAMES)

    def test_compares_a_long_word_whole(self, powers):
        assert found("对生产经营单位未按规定在有较大危险因素的场所不设置") == []

    def test_puts_beginnings_first(self, powers):
        assert found("对")[-1] != "220125901000"
        assert found("烟花")[0] == "220125901000"

    @pytest.mark.parametrize("query", ["", "  ", "《》", "没有这样的事项"])
    def test_finds_nothing_for_nothing(self, powers, query):
        assert found(query) == []

    def test_shows_the_public_only_the_words_of_the_published_version(self, powers, reform_clerk):
        power = powers["220125901000"]
        actions.publish_powers(actor=reform_clerk, at=NOON, powers=[power], on=lists.DAY)
        draft = lists.draft(holder=power.current.holder, code=power.code, name="焰火燃放审批")
        actions.revise_power(actor=reform_clerk, at=NOON, power=power, draft=draft, seen_version=1)
        assert found("焰火") == [power.code]
        assert found("焰火", published_only=True) == []
        assert found("烟花", published_only=True) == [power.code]

    def test_scans_a_range_of_the_index(self, powers):
        first, after = range_of("事故")
        keys = [
            SearchKey(power=powers["220225901000"], key=f"k{n:05d}".encode(), weight=0, published=False)
            for n in range(3000)
        ]
        SearchKey.objects.bulk_create(keys)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE power_search_key")
        plan = SearchKey.objects.filter(key__gte=first, key__lt=after).explain()
        assert "power_search_key_range" in plan, plan

    def test_asks_no_pattern_of_the_database(self, powers):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            find_powers(query="隐患 aqsc", published_only=False)
        assert not any("LIKE" in query["sql"].upper() for query in queries)
        assert len(queries) == 2
