from __future__ import annotations

import io

import docx
import jsonschema
import pytest

from qiangzhen.kernel.papers import FORM_SCHEMA, as_form, read_list
from qiangzhen.kernel.statutes import PowerKind

from .list_files import (
    GOLDEN,
    HEADINGS,
    PUBLISHED,
    add_table,
    codes,
    example_cells,
    expected,
    open_document_bytes,
    sheet_bytes,
    values_of,
    word_bytes,
)

SIMPLIFIED = sorted(
    path
    for path in GOLDEN.glob("example*")
    if path.suffix != ".json" and path.stem not in ("example-traditional", "example-big5")
)


class TestTheSameListInEveryFormat:
    @pytest.mark.parametrize("path", SIMPLIFIED, ids=lambda path: path.name)
    def test_gives_the_same_rows(self, path):
        assert values_of(read_list(path=path)) == expected()["rows"]

    def test_gives_the_same_rows_from_excel(self):
        reading = read_list(
            content=sheet_bytes(example_cells(), merges=[(0, 0, 0, 5)]), file_name="清单.xlsx"
        )
        assert values_of(reading) == expected()["rows"]
        assert reading.facts.title.value == expected()["facts"]["title"]

    def test_gives_the_same_rows_from_numbers_typed_as_numbers(self):
        cells = [[int(cell) if cell.isdigit() else cell for cell in line] for line in example_cells()]
        assert values_of(read_list(content=sheet_bytes(cells))) == expected()["rows"]

    def test_gives_the_same_rows_from_word(self):
        title, *table = example_cells()
        reading = read_list(content=word_bytes(table, above=["附件：", title[0]]), file_name="清单.docx")
        assert values_of(reading) == expected()["rows"]
        assert reading.facts.batch.value == "第二批"
        assert codes(reading.findings) == []

    @pytest.mark.parametrize("name", ["example-traditional.txt", "example-big5.txt"])
    def test_gives_the_same_items_from_traditional_characters(self, name):
        rows = read_list(path=GOLDEN / name).rows
        wanted = expected()["rows"]
        assert [row.name_simplified or row.name for row in rows] == [row["name"] for row in wanted]
        assert [row.kind.value for row in rows] == [row["kind"] for row in wanted]
        assert [row.bases[0].title for row in rows] == [row["bases"][0]["title"] for row in wanted]
        assert rows[0].name == "對生產經營單位未按規定開展安全培訓的處罰"

    @pytest.mark.parametrize("path", [*SIMPLIFIED, GOLDEN / "example-big5.txt"], ids=lambda path: path.name)
    def test_satisfies_the_published_schema(self, path):
        jsonschema.validate(as_form(read_list(path=path)), FORM_SCHEMA)


class TestTheFlattenedTable:
    def test_says_the_facts_of_the_list(self):
        facts = read_list(path=GOLDEN / "example-flattened.txt").facts
        wanted = expected()["facts"]
        for name, value in wanted.items():
            assert getattr(facts, name).value == value
        assert [column.role for column in facts.columns] == [
            "number",
            "name",
            "department",
            "kind",
            "bases",
            "opinion",
        ]

    def test_says_that_the_last_cell_of_the_last_row_is_lacking(self):
        rows = read_list(path=GOLDEN / "example-flattened.txt").rows
        assert [codes(row.findings) for row in rows] == [[], [], [], [], ["cells_missing"]]
        assert "赋权意见" in rows[-1].findings[0].text.zh

    def test_names_line_and_characters_of_every_field(self):
        path = GOLDEN / "example-flattened.txt"
        lines = path.read_text("utf-8").split("\n")
        for row in read_list(path=path).rows:
            for field, value in (
                ("name", row.name),
                ("bases", row.bases_printed),
                ("department", row.department),
            ):
                (place,) = row.source.fields[field]
                assert lines[place.line - 1][place.start : place.end] == value

    def test_reads_rows_without_empty_lines_between_them(self):
        table = "\n".join(cell or "\u3000" for line in example_cells()[1:] for cell in line)
        assert values_of(read_list(content=table.encode())) == expected()["rows"]

    def test_reads_cells_with_an_empty_line_after_each(self):
        table = "\n\n".join(cell or "\u3000" for line in example_cells()[1:] for cell in line)
        assert values_of(read_list(content=table.encode())) == expected()["rows"]

    def test_reads_a_repeated_heading_and_a_page_number_as_no_item(self):
        cells = example_cells()[1:]
        pages = [*cells[:3], ["— 1 —"], HEADINGS, *cells[3:]]
        table = "\n\n".join("\n".join(cell or "\u3000" for cell in line) for line in pages)
        reading = read_list(content=table.encode())
        assert values_of(reading) == expected()["rows"]
        assert codes(reading.findings) == ["page_number"] + ["repeated_header"] * 6

    def test_reads_several_lines_of_bases_as_one_cell(self):
        table = "\n".join(
            [*HEADINGS[:5], "", "1", "对甲的处罚", "应急", "行政处罚", "《安全生产法》", "《消防法》"]
        )
        (row,) = read_list(content=table.encode()).rows
        assert [basis.title for basis in row.bases] == ["安全生产法", "消防法"]
        assert codes(row.findings) == ["cell_of_several_lines"]

    def test_takes_an_empty_line_within_a_row_as_a_blank_cell_and_says_so(self):
        table = "\n".join([*HEADINGS[:5], "", "1", "对甲的处罚", "", "行政处罚", "《安全生产法》"])
        (row,) = read_list(content=table.encode()).rows
        assert (row.department, row.kind) == (None, PowerKind.PENALTY)
        assert "empty_line_as_cell" in codes(row.findings)


class TestThePublishedPapers:
    def test_give_the_five_items_of_the_annex(self):
        path = PUBLISHED / "000-erdao.txt"
        if not path.exists():
            path = GOLDEN / "example-flattened.txt"
        reading = read_list(path=path)
        assert [row.number for row in reading.rows] == ["1", "2", "3", "4", "5"]
        first = as_form(reading)["rows"][0]
        assert first["bases"][0] == {
            "title": "生产经营单位安全培训规定",
            "issuer": "国家应急总局",
            "number": "3",
            "amendments": [{"on": "2013-08-29", "number": "63"}, {"on": "2015-05-29", "number": "80"}],
            "printed": first["bases_printed"],
        }
        assert [row.opinion for row in reading.rows].count(None) >= 4
        assert codes(reading.rows[4].findings) == ["cells_missing"]
        assert reading.facts.title.value.endswith("行政管理权限清单（" + reading.facts.batch.value + "）")

    def test_without_a_table_give_no_row_and_keep_every_line(self):
        own = GOLDEN / "paper-without-list.txt"
        for path in [own, *PUBLISHED.glob("002-*.txt"), *PUBLISHED.glob("003-*.txt")]:
            reading = read_list(path=path)
            assert reading.rows == ()
            assert "no_list_found" in codes(reading.findings)
            kept = [piece.text for piece in reading.unread] + [
                found.printed or "" for found in reading.findings
            ]
            for line in path.read_text("utf-8").split("\n"):
                assert line.strip(" \u3000") in kept or not line.strip()

    def test_say_where_characters_were_lost(self):
        reading = read_list(path=GOLDEN / "paper-without-list.txt")
        (lost,) = [found for found in reading.findings if found.code == "characters_lost"]
        assert "?F就" in lost.text.zh


class TestWordDocuments:
    def test_read_several_tables_and_carry_a_heading_over_to_the_next_page(self):
        cells = example_cells()[1:]
        document = docx.Document()
        add_table(document, cells[:4])
        document.add_paragraph("— 2 —")
        add_table(document, cells[4:])
        stream = io.BytesIO()
        document.save(stream)
        reading = read_list(content=stream.getvalue())
        assert values_of(reading) == expected()["rows"]
        assert codes(reading.findings) == ["page_number", "header_carried_over"]

    def test_read_a_table_nested_in_a_cell(self):
        document = docx.Document()
        outer = add_table(document, [["外框"], [""]])
        add_table(outer.cell(1, 0), example_cells()[1:])
        stream = io.BytesIO()
        document.save(stream)
        reading = read_list(content=stream.getvalue())
        assert values_of(reading) == expected()["rows"]
        assert [piece.text for piece in reading.unread] == ["外框"]

    def test_leave_deleted_text_out_and_say_that_changes_are_open(self):
        content = word_bytes(example_cells()[1:], above=["REMOVED"])
        from .list_files import with_part

        with_deletion = io.BytesIO(content)
        document = docx.Document(with_deletion)
        xml = document.element.xml.encode().replace(b"<w:t>REMOVED</w:t>", b"<w:delText>REMOVED</w:delText>")
        changed = xml.replace(b"<w:r>", b'<w:del w:id="1" w:author="a"><w:r>', 1).replace(
            b"</w:r>", b"</w:r></w:del>", 1
        )
        reading = read_list(content=with_part(content, "word/document.xml", changed))
        assert values_of(reading) == expected()["rows"]
        assert codes(reading.findings) == ["tracked_changes"]
        assert reading.unread == ()


class TestSheets:
    def test_name_the_cell_of_every_field(self):
        content = sheet_bytes(example_cells(), corner=(3, 2, 0, 0))
        row = as_form(read_list(content=content))["rows"][0]
        assert row["source"]["row"] == 6
        assert row["source"]["fields"]["name"] == [
            {"sheet": "Sheet1", "row": 6, "cell": "D6", "start": 0, "end": 20}
        ]

    def test_of_a_hidden_kind_are_listed_as_unread(self):
        reading = read_list(content=sheet_bytes(example_cells(), example_cells()[:3], hidden=[1]))
        assert values_of(reading) == expected()["rows"]
        assert codes(reading.findings) == ["sheet_hidden"]
        assert {piece.source.sheet for piece in reading.unread} == {"Sheet2"}
        assert len(reading.unread) == 1 + 6 + 5

    def test_are_read_one_after_the_other(self):
        cells = example_cells()[1:]
        reading = read_list(content=sheet_bytes(cells[:3], [HEADINGS, *cells[3:]]))
        assert [row.source.place.sheet for row in reading.rows] == ["Sheet1"] * 2 + ["Sheet2"] * 3
        assert [code for row in reading.rows for code in codes(row.findings)] == []

    def test_of_open_document_are_read_with_their_merged_cells(self):
        cells = [list(line) for line in example_cells()]
        assert (
            values_of(read_list(content=open_document_bytes(cells), file_name="清单.ods"))
            == expected()["rows"]
        )
        cells[3][2] = ""
        rows = read_list(content=open_document_bytes(cells, spans={(2, 2): 2})).rows
        assert [row.department for row in rows][:2] == ["应急", "应急"]
        assert codes(rows[1].findings) == ["filled_from_merged_cell"]
