"""Joining the Chinese of all subjects, and finding what is missing."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from qiangzhen.site.messages import BrokenMessages, join_parts
from qiangzhen.site.used_messages import find_used, report

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def part(folder: Path, name: str, *entries: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.po").write_text(HEAD + "\n\n".join(entries) + "\n", encoding="utf-8")


def entry(msgid: str, msgstr: str) -> str:
    return f'msgid "{msgid}"\nmsgstr "{msgstr}"'


class TestJoinParts:
    def test_makes_one_catalogue_of_all_parts(self, tmp_path: Path) -> None:
        part(tmp_path / "parts", "one", entry("Power", "权力"))
        part(tmp_path / "parts", "two", 'msgid "%(n)s row"\nmsgid_plural "%(n)s rows"\nmsgstr[0] "共%(n)s条"')
        target = tmp_path / "zh_Hans" / "django.mo"
        assert join_parts(folder=tmp_path / "parts", target=target) == 2
        with target.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
        assert catalogue.gettext("Power") == "权力"
        assert catalogue.ngettext("%(n)s row", "%(n)s rows", 5) == "共%(n)s条"

    def test_takes_the_same_words_from_two_parts(self, tmp_path: Path) -> None:
        part(tmp_path, "one", entry("Power", "权力"))
        part(tmp_path, "two", entry("Power", "权力"))
        assert join_parts(folder=tmp_path, target=tmp_path / "a.mo") == 1

    @pytest.mark.parametrize(
        ("second", "complaint"),
        [
            (entry("Power", "职权"), "two.po: 'Power' is translated otherwise in one.po"),
            (entry("Empty", ""), "two.po: 'Empty' has no Chinese"),
            (entry("From %(a)s", "自%(b)s"), r"two.po: 'From %\(a\)s': the gaps \['a'\] do not match"),
            (entry("At {time}", "于此时"), r"two.po: 'At {time}': the gaps \['time'\] do not match"),
        ],
    )
    def test_names_what_is_wrong(self, tmp_path: Path, second: str, complaint: str) -> None:
        part(tmp_path, "one", entry("Power", "权力"))
        part(tmp_path, "two", second)
        with pytest.raises(BrokenMessages, match=complaint):
            join_parts(folder=tmp_path, target=tmp_path / "a.mo")


class TestFindUsed:
    def test_finds_texts_in_python_and_in_templates(self, tmp_path: Path) -> None:
        (tmp_path / "templates").mkdir()
        (tmp_path / "views.py").write_text(
            '_("One")\nngettext("%(n)s two", "%(n)s twos", 2)\npgettext("law", "Three")\n'
        )
        (tmp_path / "templates" / "page.html").write_text(
            '<c-x title="{% translate "Four" %}">\n'
            "    {% blocktranslate count n=2 %}{{ n }} five{% plural %}{{ n }} fives{% endblocktranslate %}\n  </c-x>"
        )
        found = find_used(tmp_path)
        assert {("", "One"), ("", "%(n)s two"), ("law", "Three"), ("", "Four"), ("", "%(n)s five")} == set(
            found
        )
        assert found["", "One"] == "views.py:1"

    def test_reports_what_has_no_chinese_and_what_is_left_over(self, tmp_path: Path) -> None:
        (tmp_path / "views.py").write_text('_("One")\n')
        part(tmp_path / "parts", "one", entry("Gone", "已删"))
        found = report(source=tmp_path, parts=tmp_path / "parts")
        assert found.without_chinese == ("views.py:1: 'One'",) and found.unused == ("one.po: 'Gone'",)
        assert not found.is_complete
