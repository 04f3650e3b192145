from __future__ import annotations

import pytest

from qiangzhen.kernel.papers import read_list
from qiangzhen.kernel.statutes import PowerKind

from .list_files import HEADINGS, codes, csv_bytes, read_csv, sheet_bytes, word_bytes

BASIS = "《中华人民共和国安全生产法》"
FIVE = HEADINGS[:5]


def item(
    number: str, name: str = "", department: str = "应急", kind: str = "行政处罚", basis: str = BASIS
) -> list[str]:
    return [number, name or f"对第{number}种行为的处罚", department, kind, basis]


class TestHeadings:
    def test_over_two_rows_are_read_as_one(self):
        cells = [
            ["序号", "项目名称", "", "实施依据", "", "职权类型", "实施主体"],
            ["", "主项", "子项", "法律", "规章", "", ""],
            [
                "1",
                "对违法用地的处罚",
                "对占用耕地的处罚",
                "《土地管理法》",
                "《土地管理法实施条例》",
                "行政处罚",
                "自然资源局",
            ],
        ]
        merges = [(0, 1, 0, 2), (0, 3, 0, 4), (0, 0, 1, 0), (0, 5, 1, 5), (0, 6, 1, 6)]
        for content in (
            sheet_bytes(cells, merges=merges),
            word_bytes(cells, merges=merges),
            csv_bytes(cells),
        ):
            (row,) = read_list(content=content).rows
            assert (row.number, row.name, row.department, row.kind) == (
                "1",
                "对占用耕地的处罚",
                "自然资源局",
                PowerKind.PENALTY,
            )
            assert [basis.title for basis in row.bases] == ["土地管理法", "土地管理法实施条例"]
            assert row.other == {"项目名称/主项": "对违法用地的处罚"}

    def test_are_known_by_synonyms_whatever_their_blanks_and_brackets(self):
        row = read_csv(["序  号", "职权名称（全称）", "实 施 主 体", "职权类别", "法律依据"], item("1")).rows[
            0
        ]
        assert (row.number, row.department, row.kind) == ("1", "应急", PowerKind.PENALTY)

    def test_without_a_field_of_their_own_keep_their_column(self):
        row = read_csv([*FIVE, "追责情形", "备注"], [*item("1"), "失职的", "试行"]).rows[0]
        assert row.other == {"追责情形": "失职的", "备注": "试行"}

    def test_known_only_by_a_part_are_said_to_be(self):
        reading = read_csv(["序号", "区级行政权力名称", "实施部门", "权限类型", "设定依据"], item("1"))
        assert codes(reading.findings) == ["column_by_part"]

    def test_repeated_on_each_page_are_no_items(self):
        reading = read_csv(FIVE, item("1"), FIVE, item("2"))
        assert [row.number for row in reading.rows] == ["1", "2"]
        assert codes(reading.findings) == ["repeated_header"] * 5

    def test_of_another_table_below_change_the_columns(self):
        reading = read_csv(
            FIVE,
            item("1"),
            ["序号", "设定依据", "权限名称", "权限类型", "实施部门"],
            ["1", BASIS, "乙", "行政许可", "林草"],
        )
        assert [(row.name, row.department) for row in reading.rows] == [
            ("对第1种行为的处罚", "应急"),
            ("乙", "林草"),
        ]


class TestMergedCells:
    CELLS = [FIVE, item("1"), item("2", department="", kind=""), item("3", department="林草")]

    @pytest.mark.parametrize("make", [sheet_bytes, word_bytes])
    def test_fill_down_only_where_they_are_merged(self, make):
        rows = read_list(content=make(self.CELLS, merges=[(1, 2, 2, 2)])).rows
        assert [row.department for row in rows] == ["应急", "应急", "林草"]
        assert [row.kind for row in rows] == [PowerKind.PENALTY, None, PowerKind.PENALTY]
        assert codes(rows[1].findings) == ["filled_from_merged_cell", "kind_missing"]

    def test_fill_down_in_a_web_page(self):
        page = (
            "<table><tr>" + "".join(f"<th>{heading}</th>" for heading in FIVE) + "</tr>"
            f"<tr><td>1</td><td>甲</td><td rowspan=2>应急</td><td>行政处罚</td><td>{BASIS}</td></tr>"
            f"<tr><td>2</td><td>乙</td><td>行政处罚</td><td>{BASIS}</td></tr></table>"
        )
        rows = read_list(content=page.encode()).rows
        assert [(row.name, row.department) for row in rows] == [("甲", "应急"), ("乙", "应急")]
        assert rows[1].source.fields["department"][0].row == 2

    @pytest.mark.parametrize("make", [sheet_bytes, word_bytes])
    def test_of_a_name_over_several_rows_make_one_item(self, make):
        cells = [FIVE, item("1"), ["", "", "", "", "《消防法》"], item("2")]
        first, second = read_list(
            content=make(cells, merges=[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3)])
        ).rows
        assert [basis.title for basis in first.bases] == ["中华人民共和国安全生产法", "消防法"]
        assert codes(first.findings) == ["joined_by_merged_cell"]
        assert len(first.source.fields["bases"]) == 2
        assert second.number == "2"

    def test_of_a_number_over_several_names_keep_the_items_apart(self):
        cells = [FIVE, item("1", "甲"), item("", "乙"), item("2")]
        rows = read_list(content=sheet_bytes(cells, merges=[(1, 0, 2, 0)])).rows
        assert [(row.number, row.name) for row in rows][:2] == [("1", "甲"), ("1", "乙")]
        assert codes(rows[1].findings) == ["number_from_merged_cell"]


class TestNumbers:
    @pytest.mark.parametrize(
        ("numbers", "found"),
        [
            (["1", "2", "4"], "number_gap"),
            (["1", "2", "2"], "number_doubled"),
            (["1", "3", "2"], "number_restarts"),
            (["1", "2", "甲"], "number_unclear"),
            (["1", "1.1", "1.3"], "number_gap"),
            (["1", "2", ""], "number_missing"),
        ],
    )
    def test_that_do_not_follow_are_found(self, numbers, found):
        rows = read_csv(FIVE, *(item(number, f"事项{at}") for at, number in enumerate(numbers))).rows
        assert codes(rows[-1].findings) == [found]

    @pytest.mark.parametrize(
        "numbers",
        [["1", "1.1", "1.2", "2"], ["1", "①", "②", "2", "①"], ["（1）", "（2）"], ["一", "二", "三"]],
    )
    def test_of_sub_items_and_other_styles_follow(self, numbers):
        rows = read_csv(FIVE, *(item(number, f"事项{at}") for at, number in enumerate(numbers))).rows
        assert [row.number for row in rows] == numbers
        assert [code for row in rows for code in codes(row.findings)] == []

    def test_typed_as_numbers_lose_their_point_zero(self):
        rows = read_list(content=sheet_bytes([FIVE, [1.0, *item("1")[1:]], [1.1, *item("2")[1:]]])).rows
        assert [row.number for row in rows] == ["1", "1.1"]


class TestSections:
    def test_give_their_kind_to_the_rows_below_with_a_finding(self):
        lines = [
            ["序号", "权限名称", "设定依据"],
            ["一、行政许可（1项）"],
            ["1", "甲", BASIS],
            ["二、行政检查"],
            ["1", "乙", BASIS],
        ]
        reading = read_csv(*lines)
        assert [row.kind for row in reading.rows] == [PowerKind.LICENCE, PowerKind.INSPECTION]
        assert [codes(row.findings) for row in reading.rows] == [["kind_from_heading"]] * 2
        assert codes(reading.findings) == ["kind_heading"] * 2
        assert reading.unread == ()

    def test_give_their_department_to_the_rows_below_with_a_finding(self):
        reading = read_csv(
            ["序号", "权限名称", "权限类型", "设定依据"], ["区应急管理局"], ["1", "甲", "行政处罚", BASIS]
        )
        assert reading.rows[0].department == "区应急管理局"
        assert codes(reading.rows[0].findings) == ["department_from_heading"]

    def test_stand_back_behind_what_the_row_prints(self):
        reading = read_csv(FIVE, ["一、行政许可"], item("1"))
        assert reading.rows[0].kind is PowerKind.PENALTY
        assert codes(reading.rows[0].findings) == ["kind_differs_from_heading"]

    def test_without_a_row_below_are_no_headings(self):
        reading = read_csv(FIVE, item("1"), ["青禾县人民政府办公室"])
        assert codes(reading.findings) == []
        assert [piece.text for piece in reading.unread] == ["青禾县人民政府办公室"]

    def test_in_brackets_after_the_name_give_a_kind_with_a_finding(self):
        row = read_csv(["序号", "权限名称", "设定依据"], ["1", "林木采伐（行政许可）", BASIS]).rows[0]
        assert row.kind is PowerKind.LICENCE
        assert codes(row.findings) == ["kind_from_brackets"]


class TestRowsSplitOverAPage:
    def test_are_joined_where_a_bracket_is_open(self):
        broken = "《生产经营单位安全培训规定》（国家应急总局令第3号，"
        rest = ["", "", "", "", "2015年5月29日国家应急总局令第80号修改）"]
        reading = read_csv(FIVE, item("1", basis=broken), FIVE, rest, item("2"))
        first = reading.rows[0]
        assert [basis.number for basis in first.bases] == ["3"]
        assert [amendment.number for amendment in first.bases[0].amendments] == ["80"]
        assert codes(first.findings) == ["joined_continuation"]
        assert len(reading.rows) == 2

    def test_are_left_unread_where_nothing_is_open(self):
        reading = read_csv(FIVE, item("1"), ["", "", "", "", "第二十四条"], item("2"))
        assert [piece.text for piece in reading.unread] == ["第二十四条"]
        assert [basis.printed for basis in reading.rows[0].bases] == [BASIS]

    def test_are_left_unread_where_the_name_may_go_on(self):
        reading = read_csv(FIVE, item("1"), ["", "情节严重的处罚", "", "", ""], item("2"))
        assert [row.number for row in reading.rows] == ["1", "2"]
        assert [piece.text for piece in reading.unread] == ["情节严重的处罚"]


class TestCells:
    def test_keep_the_printed_kind_where_it_is_unknown(self):
        row = read_csv(FIVE, item("1", kind="行政调解类")).rows[0]
        assert (row.kind, row.kind_printed) == (None, "行政调解类")
        assert row.findings[0].field == "kind"

    @pytest.mark.parametrize("day", ["2013年2月30日", "2月30日", "2023年2月29日", "2024年13月1日"])
    def test_with_an_impossible_day_are_found_in_the_row_once(self, day):
        row = read_csv(FIVE, item("1", basis=f"《甲规定》（{day}国家应急总局令第63号修改）")).rows[0]
        (found,) = [found for found in row.findings if day in found.text.zh]
        assert found.severity.value == "error" and found.field == "bases"

    @pytest.mark.parametrize("day", ["2024年2月29日", "2月29日", "12月31日"])
    def test_with_a_day_that_exists_are_not(self, day):
        row = read_csv([*FIVE, "备注"], [*item("1"), f"自{day}起"]).rows[0]
        assert codes(row.findings) == []

    def test_lose_blanks_zero_width_characters_and_hand_set_line_breaks(self):
        content = sheet_bytes(
            [FIVE, ["1", "\u3000对甲\u200b行为的\n处罚 ", "应\u3000急", "行政 处罚", BASIS]]
        )
        row = read_list(content=content).rows[0]
        assert (row.name, row.department, row.kind) == ("对甲行为的处罚", "应 急", PowerKind.PENALTY)

    def test_with_a_formula_error_are_found(self):
        row = read_csv(FIVE, item("1", department="#REF!")).rows[0]
        assert "cell_error" in codes(row.findings)

    def test_beyond_the_last_heading_are_unread(self):
        reading = read_csv(FIVE, [*item("1"), "多余"])
        assert codes(reading.rows[0].findings) == ["cells_surplus"]
        assert [piece.text for piece in reading.unread] == ["多余"]

    def test_without_a_basis_or_without_a_title_in_it_are_found(self):
        rows = read_csv(FIVE, item("1", basis=""), item("2", basis="有关规定")).rows
        assert codes(rows[0].findings) == ["bases_missing"]
        assert "bases_unread" in codes(rows[1].findings)
        assert rows[1].bases_printed == "有关规定"


class TestAsides:
    @pytest.mark.parametrize(
        ("line", "code"),
        [
            (["合计", "1项"], "total"),
            (["注：以上事项自公布之日起施行。"], "note"),
            (["第3页共8页"], "page_number"),
            (["", "", "— 3 —"], "page_number"),
        ],
    )
    def test_are_recognised_and_are_no_items(self, line, code):
        reading = read_csv(FIVE, item("1"), line, item("2"))
        assert [row.number for row in reading.rows] == ["1", "2"]
        assert set(codes(reading.findings)) == {code}
        assert reading.unread == ()

    def test_above_the_table_give_labelled_facts(self):
        reading = read_csv(["填报单位：区应急管理局    填报日期：2024年3月1日"], FIVE, item("1"))
        assert {label: fact.value for label, fact in reading.facts.labels.items()} == {
            "填报单位": "区应急管理局",
            "填报日期": "2024年3月1日",
        }
