"""Lists in every format, made from the same cells."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import xlsxwriter

from qiangzhen.kernel.papers import ListReading, as_form, read_list

GOLDEN = Path(__file__).parents[2] / "golden" / "lists"
PUBLISHED = Path(__file__).parents[4] / "shared" / "policies"
HEADINGS = ["序号", "权限名称", "实施部门", "权限类型", "设定依据", "赋权意见"]
Span = tuple[int, int, int, int]
"""Top, left, bottom, right of a merged region, from 0, both ends included."""
_KINDS = {"penalty": "行政处罚", "licence": "行政许可", "inspection": "行政检查", "payment": "行政给付"}


def expected() -> dict[str, Any]:
    """Return what every golden list says."""
    return json.loads((GOLDEN / "example.expected.json").read_text("utf-8"))


def example_cells() -> list[list[str]]:
    """Return the golden list as cells below its title and headings."""
    rows = [
        [
            row["number"],
            row["name"],
            row["department"],
            _KINDS[row["kind"]],
            row["bases"][0]["printed"],
            row["opinion"] or "",
        ]
        for row in expected()["rows"]
    ]
    return [[expected()["facts"]["title"]] + [""] * 5, HEADINGS, *rows]


def values_of(reading: ListReading) -> list[dict[str, Any]]:
    """Return the values of the rows without places and findings."""
    fields = ("number", "name", "department", "kind", "bases", "opinion")
    return [{field: row[field] for field in fields} for row in as_form(reading)["rows"]]


def sheet_bytes(
    *sheets: Sequence[Sequence[object]],
    merges: Sequence[Span] = (),
    hidden: Sequence[int] = (),
    corner: Span = (0, 0, 0, 0),
) -> bytes:
    """Return an .xlsx with one sheet for each table; ``merges`` apply to the first."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for at, cells in enumerate(sheets):
            sheet = book.add_worksheet()
            if at in hidden:
                sheet.hide()
            for row, line in enumerate(cells):
                sheet.write_row(row + corner[0], corner[1], line)
            if at == 0:
                for top, left, bottom, right in merges:
                    sheet.merge_range(top, left, bottom, right, cells[top][left])
    return stream.getvalue()


def word_bytes(
    cells: Sequence[Sequence[str]], *, merges: Sequence[Span] = (), above: Sequence[str] = ()
) -> bytes:
    """Return a .docx with paragraphs and one table."""
    document = docx.Document()
    for text in above:
        document.add_paragraph(text)
    add_table(document, cells, merges)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_table(document: Any, cells: Sequence[Sequence[str]], merges: Sequence[Span] = ()) -> Any:
    """Append a table to a Word document or to one of its cells."""
    table = document.add_table(rows=len(cells), cols=max(map(len, cells)))
    for row, line in enumerate(cells):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    for top, left, bottom, right in merges:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    table.cell(row, column).text = ""
        table.cell(top, left).merge(table.cell(bottom, right)).text = cells[top][left]
    return table


def csv_bytes(cells: Sequence[Sequence[str]]) -> bytes:
    """Return cells without commas and quotes as a .csv in UTF-8."""
    return "\n".join(",".join(line) for line in cells).encode()


def read_csv(*lines: Sequence[str]) -> ListReading:
    """Return the reading of a separated-values file of these lines of cells."""
    return read_list(content=csv_bytes(lines), file_name="list.csv")


def zip_bytes(parts: dict[str, bytes]) -> bytes:
    """Return a zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return an office file with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    return zip_bytes({**parts, name: part})


def codes(findings: Sequence[Any]) -> list[str]:
    """Return the codes of findings in their order."""
    return [found.code for found in findings]


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_ODS_HEAD = (
    f'<office:document-content xmlns:office="{_OFFICE}office:1.0" xmlns:table="{_OFFICE}table:1.0" '
    f'xmlns:text="{_OFFICE}text:1.0"><office:body><office:spreadsheet><table:table table:name="清单">'
)
_ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def open_document_bytes(
    cells: Sequence[Sequence[str]], *, spans: dict[tuple[int, int], int] | None = None, more: str = ""
) -> bytes:
    """Return an .ods; ``spans`` says over how many rows a cell is merged, ``more`` is XML of further rows."""
    rows = ""
    for row, line in enumerate(cells):
        rows += "<table:table-row>"
        for column, text in enumerate(line):
            down = (spans or {}).get((row, column), 1)
            merged = (
                f' table:number-rows-spanned="{down}" table:number-columns-spanned="1"' if down > 1 else ""
            )
            rows += f'<table:table-cell office:value-type="string"{merged}><text:p>{text}</text:p></table:table-cell>'
        rows += '<table:table-cell table:number-columns-repeated="16378"/></table:table-row>'
    return zip_bytes(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_OFFICE}manifest:1.0"/>'.encode(),
            "content.xml": (_ODS_HEAD + rows + more + _ODS_TAIL).encode(),
        }
    )
