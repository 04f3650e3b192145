"""A list of powers as a table of the usual columns, written as a sheet or a document.

The columns are those of published lists of powers and responsibilities; they are
Chinese in every language, because the list is a paper of a Chinese government.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from xml.sax.saxutils import escape

import docx
import xlsxwriter
from django.utils.translation import override
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from qiangzhen.catalogue.queries import PowerView

from .showing import lines_of

COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 6),
    ("事项编码", 15),
    ("权力类型", 10),
    ("事项名称", 32),
    ("实施依据", 46),
    ("实施部门", 18),
    ("责任事项", 40),
    ("追责情形", 40),
    ("法定时限", 12),
    ("承诺时限", 12),
    ("备注", 20),
)
"""Heads and widths in characters."""

_CELL = '<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'
_PARAGRAPH = (
    '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="宋体"/>{bold}<w:sz w:val="16"/></w:rPr>'
    '<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
)
_TWIPS_A_CHARACTER = 60
_NOT_IN_XML = {code: None for code in range(32) if code not in (9, 10, 13)}


def title_of(county_name: str) -> str:
    """Return the title of the list."""
    return f"{county_name}行政权力和公共服务事项清单"


def row_of(number: int, power: PowerView) -> tuple[str, ...]:
    """Return the cells of one power; lines within a cell are separated by line feeds."""
    with override("zh-hans"):
        fields = (
            "kind",
            "name",
            "bases",
            "holder",
            "responsibilities",
            "accountability",
            "statutory_limit",
            "promised_limit",
        )
        cells = ["\n".join(lines_of(power, field)) for field in fields]
    return (str(number), power.code, *cells, power.note)


def as_excel(powers: Iterable[PowerView], *, title: str, on: dt.date) -> io.BytesIO:
    """Return the list as a workbook; every cell is text, so nothing a list prints becomes a formula."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("清单")
    titled = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format(
        {"bold": True, "border": 1, "bg_color": "#EAF0F6", "align": "center", "valign": "vcenter"}
    )
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_size": 10})
    last = len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, title, titled)
    sheet.merge_range(
        1, 0, 1, last, f"{on.year}年{on.month}月{on.day}日", book.add_format({"align": "right"})
    )
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, name, head)
    for number, power in enumerate(powers, start=1):
        for column, text in enumerate(row_of(number, power)):
            sheet.write_string(number + 2, column, text, cell)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    content.seek(0)
    return content


def as_word(powers: Iterable[PowerView], *, title: str, on: dt.date) -> io.BytesIO:
    """Return the list as a document. Rows are written as XML at once: cell by cell takes minutes for a county."""
    document = docx.Document()
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(12)
    document.add_heading(title, level=1)
    document.add_paragraph(f"{on.year}年{on.month}月{on.day}日")
    rows = [_row([name for name, _ in COLUMNS], head=True)]
    rows += [_row(row_of(number, power)) for number, power in enumerate(powers, start=1)]
    grid = "".join(f'<w:gridCol w:w="{width * _TWIPS_A_CHARACTER}"/>' for _, width in COLUMNS)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    document.element.body.insert(len(document.element.body) - 1, table)
    content = io.BytesIO()
    document.save(content)
    content.seek(0)
    return content


def _row(cells: Iterable[str], *, head: bool = False) -> str:
    bold = "<w:b/>" if head else ""
    written = []
    for (_, width), text in zip(COLUMNS, cells, strict=True):
        lines = text.translate(_NOT_IN_XML).split("\n")
        paragraphs = "".join(_PARAGRAPH.format(bold=bold, text=escape(line)) for line in lines)
        written.append(_CELL.format(width=width * _TWIPS_A_CHARACTER, paragraphs=paragraphs))
    repeats = "<w:trPr><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{repeats}{''.join(written)}</w:tr>"
