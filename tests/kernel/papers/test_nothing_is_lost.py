from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from qiangzhen.kernel.papers import ListReading, UnreadableList, as_form, read_list

from .list_files import GOLDEN, example_cells, expected, sheet_bytes, with_part, word_bytes

SEPARATORS = frozenset("|｜#.．、；;：:-")
LINES = sorted(
    {
        line
        for name in (
            "example-flattened.txt",
            "example-numbered.txt",
            "example-strokes.md",
            "example-tabs.tsv",
            "example-aligned.txt",
        )
        for line in (GOLDEN / name).read_text("utf-8").split("\n")
    }
)
PIECES = [
    *LINES,
    "一、行政许可（3项）",
    "区应急管理局",
    "— 3 —",
    "第3页共8页",
    "注：以上事项试行一年。",
    "合计 5项",
    "填报单位：区应急局    填报日期：2024年3月1日",
    "青政办发〔2024〕3号",
    "附件1：青禾县赋权事项清单（第一批）",
    "（第二批）",
    "6\t对甲的处罚\t应急",
    "\t\t\t行政处罚",
    "7. 对乙的处罚；实施部门：应急；备考：无",
    "① 对丙的处罚   行政处罚",
    "| 8 | 丁 | | | 《甲法》第三条（",
    "2019年修正）| 多余 | 多余 | 多余",
    "序号  权限名称",
    "序号\t主项\t子项\t实施依据\t职权类型",
    "\u3000\u200b　",
]
CELLS = [
    *(
        "",
        "1",
        "2",
        "2.1",
        "①",
        "甲",
        "应急",
        "行政处罚",
        "一、行政许可",
        "《甲法》",
        "《甲法》（",
        "2019年修正）",
    ),
    *("合计", "注：试行", "— 1 —", "\u3000"),
]
HEADS = [
    ["序号", "权限名称", "实施部门", "权限类型", "设定依据", "赋权意见"],
    ["序号", "主项", "子项", "实施依据", "规章", "备注"],
    ["权限名称", "权限类型", "设定依据"],
]
tables = st.builds(
    lambda above, head, rows: [*above, head, *rows],
    st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=3), max_size=2),
    st.sampled_from(HEADS),
    st.lists(
        st.one_of(st.lists(st.sampled_from(CELLS), min_size=1, max_size=7), st.sampled_from(HEADS)),
        max_size=8,
    ),
)


def places_in(form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every place at which something of the file was read, recognised or listed as unread."""
    for row in form["rows"]:
        for places in row["source"]["fields"].values():
            yield from places
    for fact in form["facts"].values():
        for one in (
            fact.values()
            if isinstance(fact, dict) and "value" not in fact
            else fact
            if isinstance(fact, list)
            else [fact]
        ):
            yield from one["sources"] if one else []
    yield from (found["source"] for found in form["findings"] if found["source"])
    yield from (piece["source"] for piece in form["unread"])


def unaccounted(text: str, reading: ListReading) -> str:
    """Return the visible characters of a text at which no place of the reading points."""
    texts = re.split(r"\r\n|\n|\r|\x0c", text)
    lines = [list(line) for line in texts]
    for place in places_in(as_form(reading)):
        if "line" in place and "start" in place:
            line, start = lines[place["line"] - 1], place["start"]
            if "column" in place:
                start += sum(
                    len(cell) + 1 for cell in texts[place["line"] - 1].split("\t")[: place["column"] - 1]
                )
            line[start : start + place["end"] - place["start"]] = " " * (place["end"] - place["start"])
    rest = "".join("".join(line) for line in lines)
    return "".join(
        char for char in rest if not char.isspace() and char not in SEPARATORS and char not in "\u200b\ufeff"
    )


class TestEveryCharacterOfAText:
    @settings(max_examples=150, deadline=None)
    @given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25))
    def test_is_in_a_row_a_fact_a_finding_or_unread(self, lines):
        text = "\n".join(lines)
        if text.strip():
            assert unaccounted(text, read_list(content=text.encode())) == ""

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_is_accounted_for_when_lines_of_a_list_are_dropped_or_swapped(self, data):
        name = data.draw(
            st.sampled_from(
                ["example-flattened.txt", "example-numbered.txt", "example-strokes.md", "example-aligned.txt"]
            )
        )
        lines = (GOLDEN / name).read_text("utf-8").split("\n")
        for _ in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(0, len(lines) - 2))
            if data.draw(st.booleans()):
                del lines[at]
            else:
                lines[at], lines[at + 1] = lines[at + 1], lines[at]
        text = "\n".join(lines)
        assert unaccounted(text, read_list(content=text.encode())) == ""


class TestEveryCellOfATable:
    def lost(self, cells: list[list[str]], reading: ListReading, key: str) -> list[str]:
        seen = {
            (place.get("row") or place.get("line"), place.get(key)) for place in places_in(as_form(reading))
        }
        lost = []
        for row, line in enumerate(cells, start=1):
            for column, cell in enumerate(line, start=1):
                name = f"{chr(64 + column)}{row}" if key == "cell" else column
                if cell.strip() and (row, name) not in seen:
                    lost.append(cell)
        return lost

    @settings(max_examples=120, deadline=None)
    @given(tables)
    def test_of_a_separated_values_file_is_accounted_for(self, cells):
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows(cells)
        reading = read_list(content=stream.getvalue().encode())
        assert self.lost(cells, reading, "column") == []

    @settings(max_examples=60, deadline=None)
    @given(
        tables,
        st.lists(
            st.tuples(st.integers(0, 8), st.integers(0, 4), st.integers(0, 2), st.integers(0, 1)), max_size=2
        ),
    )
    def test_of_a_sheet_with_merged_regions_is_accounted_for(self, cells, regions):
        width = max(map(len, cells))
        cells = [line + [""] * (width - len(line)) for line in cells]
        taken: set[tuple[int, int]] = set()
        merges = []
        for top, left, down, across in regions:
            bottom, right = min(top + down, len(cells) - 1), min(left + across, width - 1)
            inside = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            if len(inside) > 1 and not inside & taken and top < len(cells) and left < width:
                taken |= inside
                merges.append((top, left, bottom, right))
                for row, column in inside - {(top, left)}:
                    cells[row][column] = ""
        if any(cell.strip() for line in cells for cell in line):
            reading = read_list(content=sheet_bytes(cells, merges=merges))
            assert self.lost(cells, reading, "cell") == []


class TestAnyBytes:
    GOOD = [
        sheet_bytes(example_cells()),
        word_bytes(example_cells()),
        *(path.read_bytes() for path in GOLDEN.glob("example*.*")),
    ]

    @settings(max_examples=150, deadline=None)
    @given(
        st.binary(max_size=600),
        st.sampled_from(
            [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><table>", b"\xff\xfe"]
        ),
    )
    def test_give_a_reading_or_a_refusal(self, content, head):
        try:
            as_form(read_list(content=head + content))
        except UnreadableList as refused:
            assert refused.text.zh

    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def test_cut_or_changed_somewhere_give_a_reading_or_a_refusal(self, data):
        content = bytearray(data.draw(st.sampled_from(self.GOOD)))
        for _ in range(data.draw(st.integers(0, 5))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        cut = data.draw(st.integers(1, len(content)))
        try:
            as_form(read_list(content=bytes(content[:cut] if data.draw(st.booleans()) else content)))
        except UnreadableList as refused:
            assert refused.text.en

    @settings(max_examples=120, deadline=None)
    @given(st.data())
    def test_in_a_part_of_an_office_file_give_a_reading_or_a_refusal(self, data):
        whole = data.draw(st.sampled_from(self.GOOD[:2]))
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            name = data.draw(st.sampled_from(sorted(archive.namelist())))
            part = bytearray(archive.read(name))
        for _ in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(0, len(part)))
            part[at : at + data.draw(st.integers(0, 30))] = data.draw(
                st.sampled_from([b"", b"<", b">", b'"', b"9" * 12, b"\xff", b"A1:XFD9"])
            )
        try:
            as_form(read_list(content=with_part(whole, name, bytes(part))))
        except UnreadableList as refused:
            assert refused.text.zh


def test_the_golden_list_itself_leaves_nothing_out():
    text = (GOLDEN / "example-flattened.txt").read_text("utf-8")
    reading = read_list(content=text.encode())
    assert unaccounted(text, reading) == ""
    assert len(reading.rows) == len(expected()["rows"])
