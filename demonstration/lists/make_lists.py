"""Make the sample lists beside this file, so that every format of the import can be tried.

``python demonstration/lists/make_lists.py`` writes one list of thirty real powers of
``powers.yaml`` as Excel, Word, HTML and CSV. They carry the habits of published lists on
purpose: a merged title, a department printed once for its rows, the header repeated in
the middle, a number left out, blanks of full width, a note at the end. ``first-list.txt``
is typed by hand and not made here: the annex of document 000 as a web page gives it.
"""

from __future__ import annotations

import csv
import datetime as dt
import html
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import docx
import openpyxl
import yaml
from openpyxl.styles import Alignment, Border, Font, Side

HERE = Path(__file__).parent
TITLE = "二道区拟下放乡镇（街道）行政管理权限清单（第二批）"
HEADER = ("序号", "权限名称", "实施部门", "权限类型", "设定依据", "赋权意见")
FOOTNOTE = "注：本清单为演示数据，未经任何机关发布。"
HEADER_REPEATED_AFTER = 15
NUMBER_LEFT_OUT = 17
KINDS = {
    "licence": "行政许可",
    "penalty": "行政处罚",
    "coercive_measure": "行政强制",
    "coercive_execution": "行政强制",
    "inspection": "行政检查",
    "confirmation": "行政确认",
    "payment": "行政给付",
    "levy": "行政征收",
    "reward": "行政奖励",
    "adjudication": "行政裁决",
    "other": "其他行政权力",
    "public_service": "公共服务",
}
OPINIONS = {
    "hidden-dangers": "赋权",
    "warning-signs": "赋权",
    "obstructing-inspection": "赋权",
    "safety-inspection": "委托",
    "safety-sealing": "随处罚权一并行使",
    "fireworks-retail": "",
    "littering": "赋权",
    "outdoor-advertising": "赋权",
    "green-land-illegal": "赋权",
    "front-door-duty": "赋权",
    "rural-building-order": "归还",
    "rural-building-demolition": "归还",
    "homestead": "归还",
    "pesticide-use": "赋权",
    "immunisation": "赋权",
    "produce-inspection": "委托",
    "animal-clinic": "代办代行",
    "land-contract-mediation": "归还",
    "felling-licence": "委托",
    "forest-fire-illegal": "赋权",
    "forest-dispute": "归还",
    "river-obstruction": "赋权",
    "temporary-assistance": "委托",
    "allowance-review": "归还",
    "village-cemetery": "",
    "social-support-fee": "委托",
    "hard-to-employ": "委托",
    "employment-registration": "委托",
    "food-inspection": "转内部流程",
    "small-food": "",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as printed."""

    number: str
    name: str
    department: str
    kind: str
    basis: str
    opinion: str

    def cells(self) -> tuple[str, ...]:
        """Return the cells in the order of the header."""
        return (self.number, self.name, self.department, self.kind, self.basis, self.opinion)


def rows() -> list[Row]:
    """Return the thirty rows in the order of the list, numbered with one gap."""
    powers = yaml.safe_load((HERE.parent / "powers.yaml").read_text(encoding="utf-8"))["powers"]
    by_key = {power["key"]: power for power in powers}
    printed = []
    for place, (key, opinion) in enumerate(OPINIONS.items(), start=1):
        power = by_key[key]
        printed.append(
            Row(
                number=str(place if place < NUMBER_LEFT_OUT else place + 1),
                name=power["name"],
                department=power["department"],
                kind=KINDS[power["kind"]],
                basis="；".join(basis["printed"] for basis in power["bases"]),
                opinion=opinion or "　",
            )
        )
    return printed


def _runs(printed: list[Row]) -> list[tuple[int, int]]:
    """Return first and last index of each run of rows of one department between two headers."""
    runs = []
    for _, run in groupby(
        enumerate(printed), key=lambda pair: (pair[1].department, pair[0] < HEADER_REPEATED_AFTER)
    ):
        places = [index for index, _ in run]
        runs.append((places[0], places[-1]))
    return runs


def make_excel(path: Path) -> None:
    """Write the list as a workbook with merged title and department cells."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
    sheet = book.active
    sheet.title = "拟下放清单"
    sheet.append([TITLE])
    sheet.merge_cells("A1:F1")
    sheet.append(HEADER)
    line_of = {}
    for index, row in enumerate(rows()):
        if index == HEADER_REPEATED_AFTER:
            sheet.append(HEADER)
        cells = row.cells()
        sheet.append((int(cells[0]), *cells[1:]))
        line_of[index] = sheet.max_row
    for first, last in _runs(rows()):
        if last > first:
            sheet.merge_cells(f"C{line_of[first]}:C{line_of[last]}")
    sheet.append([FOOTNOTE])
    thin = Side(style="thin")
    for line in sheet.iter_rows(min_row=2, max_row=sheet.max_row - 1, max_col=6):
        for cell in line:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet["A1"].font = Font(size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for column, width in zip("ABCDEF", (6, 44, 12, 14, 60, 16), strict=True):
        sheet.column_dimensions[column].width = width
    book.save(path)


def make_word(path: Path) -> None:
    """Write the list as a document with one table."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = dt.datetime(2026, 1, 5)
    document.core_properties.author = "演示"
    document.add_paragraph("附件")
    document.add_heading(TITLE, level=1)
    table = document.add_table(rows=0, cols=len(HEADER), style="Table Grid")

    def add(cells: tuple[str, ...]) -> None:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text

    add(HEADER)
    for index, row in enumerate(rows()):
        if index == HEADER_REPEATED_AFTER:
            add(HEADER)
        add(row.cells())
    document.add_paragraph(FOOTNOTE)
    document.save(path)


def make_html(path: Path) -> None:
    """Write the list as a web page whose department cells span rows."""
    printed = rows()
    spans = {first: last - first + 1 for first, last in _runs(printed)}
    head = "<tr>" + "".join(f"<td>{cell}</td>" for cell in HEADER) + "</tr>"
    lines = []
    for index, row in enumerate(printed):
        if index == HEADER_REPEATED_AFTER:
            lines.append(head)
        cells = []
        for column, text in enumerate(row.cells()):
            if column != HEADER.index("实施部门"):
                cells.append(f"<td>{html.escape(text)}</td>")
            elif index in spans:
                cells.append(f'<td rowspan="{spans[index]}">{html.escape(text)}</td>')
        lines.append("<tr>" + "".join(cells) + "</tr>")
    page = [
        "<!DOCTYPE html>",
        f'<html lang="zh-CN"><head><meta charset="utf-8"><title>{TITLE}</title></head><body>',
        f"<h1>{TITLE}</h1>",
        '<table border="1">',
        head,
        *lines,
        "</table>",
        f"<p>{FOOTNOTE}</p>",
        "</body></html>",
    ]
    path.write_text("\n".join(page) + "\n", encoding="utf-8")


def make_csv(path: Path) -> None:
    """Write the list as office programs save CSV in China: GB18030, without title."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(row.cells() for row in rows())


MAKERS = {
    "second-list.xlsx": make_excel,
    "second-list.docx": make_word,
    "second-list.html": make_html,
    "second-list.csv": make_csv,
}

if __name__ == "__main__":
    for name, make in MAKERS.items():
        make(HERE / name)
