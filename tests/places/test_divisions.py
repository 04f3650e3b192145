"""Real divisions are loaded once, loaded again without change, and never removed."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from qiangzhen.county.models import County
from qiangzhen.county.scope import within
from qiangzhen.ledger.queries import list_entries
from qiangzhen.places.models import FormerPlace, Place

ROOT = Path(__file__).parents[2]
VILLAGES = ROOT / "demonstration" / "places.yaml"


def load(*arguments):
    out = io.StringIO()
    call_command("load_divisions", "--county", "220105", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
class TestLoadDivisions:
    def test_makes_the_county_with_its_townships_in_one_act(self):
        assert "added" in load()
        county = County.objects.get()
        assert county.full_name == "长春市二道区"
        with within(county.id):
            assert Place.objects.filter(level="township").count() == 14
            assert Place.objects.get(name="英俊镇").kind == "town"
            line, _opened = list_entries()
            assert (line.kind, line.post) == ("places:loaded", "qiangzhen load-divisions")

    def test_hangs_villages_under_the_township_the_file_names(self):
        load("--file", str(VILLAGES))
        with within(County.objects.get().id):
            # 220105007001 begins like 东方广场街道's code and lies in 长青街道.
            assert Place.objects.select_related("parent").get(code="220105007001").parent.name == "长青街道"

    def test_changes_nothing_the_second_time(self):
        load("--file", str(VILLAGES))
        assert "0 added, 0 renamed" in load("--file", str(VILLAGES))
        with within(County.objects.get().id):
            assert [entry.kind for entry in list_entries()] == ["places:loaded", "county:opened"]

    def test_renames_with_the_former_name_kept_and_leaves_what_is_not_listed(self, tmp_path):
        load()
        file = tmp_path / "villages.csv"
        file.write_text("code,name,parent\n220105103201,和平村,220105103\n", encoding="utf-8")
        load("--file", str(file))
        file.write_text("code,name,parent\n220105103201,新和平村,220105103\n", encoding="utf-8")
        assert "和平村 → 新和平村" in load("--file", str(file))
        with within(County.objects.get().id):
            assert FormerPlace.objects.get().name == "和平村"
            assert Place.objects.get(code="220105103201").initials == "xhpc"
        file.write_text("code,name,parent\n220105103202,丰收村,220105103\n", encoding="utf-8")
        assert "新和平村（220105103201）" in load("--file", str(file))

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            ("code,name\n220105103201,和平村\n", "the columns should be"),
            ("code,name,parent\n220105103201,和平村\n", "line 2"),
            ("code,name,parent\n220105103201,和平村,220105999\n", "上级"),
            ("code,name,parent\n22010510320,和平村,220105103\n", "220105"),
            ("code,name,parent\n220105103201,,220105103\n", "名称"),
        ],
    )
    def test_says_what_is_wrong_and_loads_nothing(self, tmp_path, content, told):
        file = tmp_path / "villages.csv"
        file.write_text(content, encoding="utf-8")
        with pytest.raises(CommandError, match=told):
            load("--file", str(file))
        assert not County.objects.exists()

    def test_refuses_a_file_in_another_encoding(self, tmp_path):
        file = tmp_path / "villages.csv"
        file.write_bytes("code,name,parent\n220105103201,和平村,220105103\n".encode("gb18030"))
        with pytest.raises(CommandError, match="UTF-8"):
            load("--file", str(file))

    @pytest.mark.parametrize("content", ["townships: [", "villages: []", "[]", "townships: [{key: a}]"])
    def test_refuses_yaml_that_holds_no_divisions(self, tmp_path, content):
        file = tmp_path / "places.yaml"
        file.write_text(content, encoding="utf-8")
        with pytest.raises(CommandError, match=r"places\.yaml"):
            load("--file", str(file))

    def test_refuses_an_unknown_county(self):
        with pytest.raises(CommandError, match="999999"):
            call_command("load_divisions", "--county", "999999")

    def test_refuses_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(CommandError):
            load("--file", str(tmp_path / "none.csv"))
