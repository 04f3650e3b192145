"""Printed bases become citations; nothing is lost, nothing is guessed, nothing raises."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiangzhen.kernel.statutes import Citation, parse_citations, read_citations

from .five_items import FIVE

ERDAO = Path(__file__).parents[4] / "shared" / "policies" / "000-erdao.txt"


def one(text: str) -> Citation:
    (citation,) = parse_citations(text)
    return citation


def places(citation: Citation) -> list[tuple[str, int | None, int | None]]:
    return [(reference.article, reference.paragraph, reference.item) for reference in citation.articles]


def codes(text: str) -> list[str]:
    return [finding.code for finding in read_citations(text).findings]


class TestFiveItems:
    @pytest.mark.parametrize(("printed", "title", "number", "amendments"), FIVE)
    def test_are_read_whole(
        self, printed: str, title: str, number: str, amendments: tuple[tuple[dt.date, str], ...]
    ) -> None:
        reading = read_citations(printed)
        (citation,) = reading.citations
        assert (citation.title, citation.issuer, citation.number) == (title, "国家应急总局", number)
        assert tuple((one.on, one.number) for one in citation.amendments) == amendments
        assert {one.issuer for one in citation.amendments} == {"国家应急总局"}
        assert citation.printed == printed
        assert not reading.unread
        assert not reading.findings

    def test_keep_the_print_of_each_amendment(self) -> None:
        assert [amendment.printed for amendment in one(FIVE[0][0]).amendments] == [
            "2013年8月29日国家应急总局令第63号",
            "2015年5月29日国家应急总局令第80号修改",
        ]

    def test_are_found_in_the_published_list(self) -> None:
        text = ERDAO.read_text(encoding="utf-8") if ERDAO.exists() else "\n\t".join(row[0] for row in FIVE)
        orders = [citation for citation in parse_citations(text) if citation.issuer == "国家应急总局"]
        assert [(citation.title, citation.number) for citation in orders] == [row[1:3] for row in FIVE]
        assert all(text[citation.start : citation.end] == citation.printed for citation in orders)


class TestNumbers:
    @pytest.mark.parametrize(
        ("printed", "issuer", "number"),
        [
            ("《目录》（吉政办发〔2018〕42号）", None, "吉政办发〔2018〕42号"),
            ("《目录》(吉政办发[2018]42号)", None, "吉政办发〔2018〕42号"),
            ("《目录》（吉政办发（2018）42号）", None, "吉政办发〔2018〕42号"),
            ("《目录》（吉政办发【2018】第42号）", None, "吉政办发〔2018〕42号"),
            ("《目录》吉政办发〔2018〕42号", None, "吉政办发〔2018〕42号"),
            ("《意见》（国务院办公厅国办发〔2018〕118号）", "国务院办公厅", "国办发〔2018〕118号"),
            ("《安全生产法》（中华人民共和国主席令第七十号）", "中华人民共和国主席", "70"),
            ("《安全生产法》（第七十号主席令）", "主席", "70"),
            ("《条例》（国务院令第638号）", "国务院", "638"),
            ("《条例》（国务院第638号令）", "国务院", "638"),
            ("《条例》（国务院第６３８号）", "国务院", "638"),
            ("《办法》（国家市场监督管理总局令2020年第31号）", "国家市场监督管理总局", "31"),
            ("《办法》公安部令61号", "公安部", "61"),
            ("《办法》（国家发展改革委、财政部令第12号）", "国家发展改革委、财政部", "12"),
            ("《办法》（人力资源和社会保障部令第5号）", "人力资源和社会保障部", "5"),
            ("《办法》（第80号令）", None, "80"),
        ],
    )
    def test_are_read_in_every_printed_form(self, printed: str, issuer: str | None, number: str) -> None:
        citation = one(printed)
        assert (citation.issuer, citation.number) == (issuer, number)
        assert citation.printed == printed

    def test_leave_a_mutilated_document_number_unread(self) -> None:
        reading = read_citations("《意见》（苏办发〔201732号）")
        assert reading.citations[0].number is None
        assert [span.printed for span in reading.unread] == ["（苏办发〔201732号）"]


class TestAmendments:
    @pytest.mark.parametrize(
        ("printed", "on"),
        [
            ("《行政处罚法》（2021年1月22日修订）", dt.date(2021, 1, 22)),
            ("《行政处罚法》（二〇二一年一月二十二日修订）", dt.date(2021, 1, 22)),
            ("《行政处罚法》（2021-01-22修订）", dt.date(2021, 1, 22)),
            ("《行政许可法》（2019年修正）", None),
            ("《行政许可法》2019年修正本", None),
        ],
    )
    def test_may_have_a_day_or_a_year(self, printed: str, on: dt.date | None) -> None:
        (amendment,) = one(printed).amendments
        assert amendment.on == on

    def test_share_the_verb_that_closes_the_list(self) -> None:
        citation = one("《规定》（国家安全监管总局令第3号公布，第63号、第80号修正）")
        assert citation.number == "3"
        assert [amendment.number for amendment in citation.amendments] == ["63", "80"]

    def test_name_the_congress_and_pass_over_the_deciding_paper(self) -> None:
        citation = one(
            "《中华人民共和国安全生产法》（根据2021年6月10日第十三届全国人民代表大会常务委员会第二十九次会议"
            "《关于修改〈中华人民共和国安全生产法〉的决定》第三次修正）"
        )
        (amendment,) = citation.amendments
        assert (amendment.on, amendment.issuer) == (dt.date(2021, 6, 10), "全国人民代表大会常务委员会")

    def test_without_a_verb_are_doubted(self) -> None:
        text = "《办法》（国务院令第3号，2013年8月29日国务院令第63号）"
        assert codes(text) == ["instrument_without_verb"]
        assert [amendment.number for amendment in one(text).amendments] == ["63"]

    def test_on_an_impossible_day_have_no_day(self) -> None:
        text = "《办法》（国务院令第3号，2015年2月30日国务院令第80号修改）"
        (amendment,) = one(text).amendments
        assert (amendment.on, amendment.number) == (None, "80")
        (finding,) = read_citations(text).findings
        assert finding.code == "impossible_date"
        assert text[finding.start : finding.end] == "2015年2月30日"


class TestPromulgation:
    def test_gives_its_day_to_the_citation(self) -> None:
        assert one("《规定》（2006年1月17日国家安全监管总局令第3号公布）").promulgated_on == dt.date(
            2006, 1, 17
        )

    def test_takes_a_day_that_stands_before_a_comma(self) -> None:
        citation = one("《规定》（2006年1月17日，国家安全监管总局令第3号公布）")
        assert (citation.promulgated_on, citation.number) == (dt.date(2006, 1, 17), "3")

    def test_is_not_the_adoption_which_stays_unread(self) -> None:
        reading = read_citations("《办法》（2002年6月29日国务院第1次会议通过，国务院令第3号）")
        assert reading.citations[0].promulgated_on is None
        assert "通过" in reading.unread[0].printed

    def test_keeps_the_day_it_takes_effect_as_unread(self) -> None:
        reading = read_citations("《条例》（国务院令第638号，自2013年12月7日起施行）")
        assert [span.printed for span in reading.unread] == ["自2013年12月7日起施行"]
        assert reading.citations[0].amendments == ()


class TestArticles:
    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("第二十四条", [("24", None, None)]),
            ("第63条、第64条", [("63", None, None), ("64", None, None)]),
            ("第63、64条", [("63", None, None), ("64", None, None)]),
            ("第二十四条第一款第（三）项", [("24", 1, 3)]),
            ("第三十三条第一、三项", [("33", None, 1), ("33", None, 3)]),
            ("第114条第一款、第三款第（一）、（二）项", [("114", 1, None), ("114", 3, 1), ("114", 3, 2)]),
            ("第六十三条之一", [("63-1", None, None)]),
            ("第十条至第十二条", [("10", None, None), ("11", None, None), ("12", None, None)]),
            ("第10-11条和第二十条", [("10", None, None), ("11", None, None), ("20", None, None)]),
            ("第一百零三条", [("103", None, None)]),
        ],
    )
    def test_are_read_in_every_printed_form(
        self, printed: str, expected: list[tuple[str, int | None, int | None]]
    ) -> None:
        citation = one(f"《办法》{printed}")
        assert places(citation) == expected
        assert citation.printed == f"《办法》{printed}"

    def test_may_follow_the_brackets(self) -> None:
        assert places(one("《安全生产法》（2021年修正）第九条")) == [("9", None, None)]

    @pytest.mark.parametrize("printed", ["第十二条至第十条", "第1条至第900条"])
    def test_of_an_odd_range_are_its_two_ends_and_a_finding(self, printed: str) -> None:
        text = f"《办法》{printed}"
        assert len(one(text).articles) == 2
        assert codes(text) == ["article_range_not_expanded"]

    def test_with_an_impossible_number_are_left_unread(self) -> None:
        reading = read_citations("《办法》第零条")
        assert reading.citations[0].articles == ()
        assert [span.printed for span in reading.unread] == ["第零条"]


class TestTitles:
    def test_are_simplified_while_the_print_is_kept(self) -> None:
        text = "《生產經營單位安全培訓規定》(國家應急總局第３號)"
        citation = one(text)
        assert citation.title == "生产经营单位安全培训规定"
        assert (citation.issuer, citation.number, citation.printed) == ("国家应急总局", "3", text)

    def test_do_not_rename_a_place_that_simplified_text_writes_alike(self) -> None:
        assert one("《乾安县城市管理办法》").title == "乾安县城市管理办法"

    def test_hold_nested_marks(self) -> None:
        title = "关于修改〈生产经营单位安全培训规定〉等11件规章的决定"
        assert one(f"《{title}》（国家安全监管总局令第63号）").title == title

    def test_take_in_the_trial_mark(self) -> None:
        assert one("《某办法》（试行）（吉政发〔2015〕3号）").title == "某办法（试行）"

    def test_are_not_guessed_without_marks(self) -> None:
        reading = read_citations("安全生产法第六十三条")
        assert reading.citations == ()
        assert [span.printed for span in reading.unread] == ["安全生产法第六十三条"]
        assert [finding.code for finding in reading.findings] == ["no_citation"]

    def test_never_closed_are_doubted(self) -> None:
        text = "《安全生产法第六十三条"
        assert one(text).title == "安全生产法"
        assert codes(text) == ["title_not_closed"]


class TestCells:
    @pytest.mark.parametrize("joint", ["；", "\n", "、", "。\n2.", "；（二）"])
    def test_may_hold_several_citations(self, joint: str) -> None:
        reading = read_citations(f"1. 《行政处罚法》第二十四条{joint}《行政许可法》第24条")
        assert [citation.title for citation in reading.citations] == ["行政处罚法", "行政许可法"]
        assert not reading.unread

    def test_keep_the_words_behind_a_citation(self) -> None:
        reading = read_citations("《安全生产法》第九条：乡镇人民政府应当加强监管")
        assert [span.printed for span in reading.unread] == ["乡镇人民政府应当加强监管"]

    def test_do_not_hang_a_later_order_on_a_citation(self) -> None:
        reading = read_citations("根据《办法》第三条的规定，由国务院令第3号处理")
        assert reading.citations[0].number is None

    def test_with_a_bracket_never_closed_are_read_and_doubted(self) -> None:
        text = "《安全生产法》（主席令第13号，2014年修正\n《行政处罚法》"
        assert [citation.title for citation in parse_citations(text)] == ["安全生产法", "行政处罚法"]
        assert parse_citations(text)[0].number == "13"
        assert codes(text) == ["bracket_not_closed"]

    def test_that_call_a_basis_repealed_are_doubted(self) -> None:
        assert codes("《办法》（国务院令第3号，2013年1月1日废止）") == ["printed_as_repealed"]

    def test_may_be_empty(self) -> None:
        assert read_citations("　\n").findings == ()


PIECES = st.lists(
    st.sampled_from(
        [*"《》〈〉（）()〔〕[]，、；。\n 　0123456789第条款项号令年月日之至", "国务院令第3号", "修改", "《安全生产法》",
         "二〇一五年", "2015年2月30日", "第一百条", "吉政办发〔2018〕42号", "號", "（试行）", "全国人民代表大会常务委员会"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


class TestReading:
    @settings(max_examples=400, deadline=None)
    @given(st.one_of(PIECES, st.text(max_size=80)))
    def test_never_raises_and_every_span_is_the_print_itself(self, text: str) -> None:
        reading = read_citations(text)
        end = 0
        for citation in reading.citations:
            assert end <= citation.start < citation.end <= len(text)
            assert text[citation.start : citation.end] == citation.printed
            assert citation.title
            end = citation.end
        for span in reading.unread:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.printed

    @settings(max_examples=300, deadline=None)
    @given(PIECES)
    def test_loses_no_word(self, text: str) -> None:
        reading = read_citations(text)
        covered = {at for one in (*reading.citations, *reading.unread) for at in range(one.start, one.end)}
        lost = "".join(char for at, char in enumerate(text) if at not in covered)
        assert "国务院" not in lost
        assert "修改" not in lost
        assert "2015" not in lost

    @pytest.mark.parametrize(
        "hostile",
        [
            "《" * 100_000,
            "（" * 100_000,
            "《a》(" * 25_000,
            "《a》（\n《" * 17_000,
            "《a》（" + "国" * 100_000,
            "《a》第" + "1、" * 50_000,
            "《a》（国务院令" * 12_000,
            "《a》（" + "部、" * 50_000,
            "《a》(" + "(" * 50_000 + ")" * 50_000,
        ],
        ids=lambda text: text[:8].strip(),
    )
    def test_takes_linear_time_on_a_hundred_thousand_hostile_characters(self, hostile: str) -> None:
        began = time.process_time()
        read_citations(hostile)
        assert time.process_time() - began < 5
