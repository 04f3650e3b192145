"""The frame: its rail, its marks, and the components pages are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.template import Context, engines
from django.test import Client, RequestFactory
from django.urls import reverse
from django_cotton.compiler_regex import CottonCompiler

from qiangzhen.agencies.roles import Role, permissions_of
from qiangzhen.county.models import County
from qiangzhen.site.chain import ChainNode, Link, Stands
from qiangzhen.site.frame import RAIL

ICONS = Path(__file__).parents[2] / "src" / "qiangzhen" / "site" / "static" / "icons.svg"


class TestRail:
    def test_holds_only_addresses_and_drawings_that_exist(self) -> None:
        drawings = ICONS.read_text(encoding="utf-8")
        for entry in RAIL:
            assert reverse(entry.url_name).startswith("/")
            assert f'id="{entry.icon}"' in drawings

    def test_shows_each_role_its_own(self, signed_in_as: Callable[..., Client]) -> None:
        for role in Role:
            page = signed_in_as(role).get("/desk/").content.decode()
            shown = page.partition('<nav class="rail"')[2].partition("</nav>")[0]
            for entry in RAIL:
                link = f'href="{reverse(entry.url_name)}"'
                assert (link in shown) == (entry.permission.value in permissions_of([role])), (role, link)

    def test_is_not_shown_to_visitors(self, client: Client, county: County) -> None:
        assert 'class="rail"' not in client.get("/sign-in/").content.decode()


class TestTopBar:
    def test_marks_a_county_that_is_invented(
        self, signed_in_as: Callable[..., Client], county: County
    ) -> None:
        client = signed_in_as(Role.WINDOW_CLERK)
        assert "人员和数字均为虚构" in client.get("/desk/").content.decode()
        County.objects.filter(pk=county.pk).update(demonstration=False)
        assert "人员和数字均为虚构" not in client.get("/desk/").content.decode()

    def test_escapes_names(self, signed_in_as: Callable[..., Client], county: County) -> None:
        County.objects.filter(pk=county.pk).update(name="<b>区</b>")
        assert "<b>区" not in signed_in_as(Role.WINDOW_CLERK).get("/desk/").content.decode()


def render(template: str, **context: Any) -> str:
    """Return what the template draws, with components as in pages."""
    compiled = engines["django"].engine.from_string(CottonCompiler().process(template))
    request = RequestFactory().get("/desk/?kind=penalty&after=old")
    return str(compiled.render(Context({"request": request, **context})))


class Power(forms.Form):
    name = forms.CharField(label="事项名称", help_text="照公布的清单填写")
    kind = forms.ChoiceField(label="类别", choices=[("a", "许可"), ("b", "处罚")], widget=forms.RadioSelect)
    note = forms.CharField(label="说明", required=False)


class TestComponents:
    def test_escape_what_they_are_given(self) -> None:
        evil = '"><script>alert(1)</script>'
        drawn = render(
            '<c-page-head title="{{ e }}" :lead="e" /><c-fact name="{{ e }}">{{ e }}</c-fact><c-empty :title="e" />'
            '<c-receipt :digest="e" :link="e" sequence="1" /><c-tab link="{{ e }}">{{ e }}</c-tab>'
            '<c-chain :nodes="nodes" />',
            e=evil,
            nodes=[ChainNode(what=Link.ACT, title=evil, detail=evil, link=evil, reason=evil, competent=evil)],
        )
        assert "<script" not in drawn and drawn.count("&quot;&gt;&lt;script&gt;") == 15

    def test_say_a_state_by_word_and_sign(self) -> None:
        drawn = render('<c-state kind="bad">逾期</c-state>')
        assert "✕" in drawn and "逾期" in drawn and "state-bad" in drawn

    def test_tie_hint_and_error_to_the_field(self) -> None:
        drawn = render('<c-error-summary :form="form" /><c-field :field="form.name" />', form=Power({}))
        assert 'aria-describedby="id_name_hint id_name_wrong"' in drawn
        assert 'id="id_name_hint"' in drawn and 'id="id_name_wrong"' in drawn
        assert '<a href="#id_name">' in drawn and 'for="id_name"' in drawn

    def test_make_a_group_of_choices_a_fieldset_that_the_summary_reaches(self) -> None:
        drawn = render('<c-error-summary :form="form" /><c-field :field="form.kind" />', form=Power({}))
        assert "<fieldset" in drawn and "<legend>类别" in drawn
        assert '<a href="#id_kind' in drawn and 'id="id_kind' in drawn

    def test_mark_what_may_be_left_out(self) -> None:
        assert "（选填）" in render('<c-field :field="form.note" />', form=Power())
        assert "（选填）" not in render('<c-field :field="form.name" />', form=Power())

    def test_break_the_chain_where_it_breaks_and_name_who_is_competent(self) -> None:
        nodes = [
            ChainNode(what=Link.ACT, title="处罚"),
            ChainNode(
                what=Link.MANDATE,
                title="无",
                stands=Stands.BREAKS,
                reason="已收回。",
                competent="区应急管理局",
            ),
            ChainNode(what=Link.INSTRUMENT, title="不明", stands=Stands.UNKNOWN),
            ChainNode(what=Link.ARTICLE, title="第二十四条", certain=False),
        ]
        drawn = render('<c-chain :nodes="nodes" />', nodes=nodes)
        assert drawn.count("<li") == 4 and drawn.count("chain-breaks") == 1
        assert "在此断开：" in drawn and "已收回。" in drawn and "区应急管理局" in drawn and "未核实" in drawn

    def test_keep_the_filters_when_a_page_is_turned(self) -> None:
        drawn = render('<c-pager after="next" :shown="20" />')
        assert 'href="?kind=penalty&amp;after=next"' in drawn and 'href="?kind=penalty"' in drawn

    def test_mark_a_day_that_may_still_change(self) -> None:
        drawn = render('<c-day :on="on" :provisional="True" />', on=dt.date(2027, 3, 5))
        assert "2027年3月5日（星期五）" in drawn and "暂定" in drawn

    def test_mark_what_nobody_verified(self) -> None:
        assert "未核实" in render('<c-certainty certainty="unverified" />')
        assert "未核实" not in render('<c-certainty certainty="verified" />')

    def test_show_a_dash_for_what_is_not_known(self) -> None:
        assert "—" in render('<c-fact name="a"></c-fact>')
        assert "—" not in render('<c-fact name="a">0</c-fact>')
