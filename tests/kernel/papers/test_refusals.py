from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib

import pytest

from qiangzhen.kernel.papers import Limits, UnreadableList, read_list

from .list_files import (
    GOLDEN,
    codes,
    example_cells,
    open_document_bytes,
    sheet_bytes,
    values_of,
    with_part,
    word_bytes,
    zip_bytes,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def refusal_of(content: bytes, **more) -> UnreadableList:
    with pytest.raises(UnreadableList) as caught:
        read_list(content=content, **more)
    assert caught.value.text.zh
    assert caught.value.text.en
    assert "{" not in caught.value.text.zh + caught.value.text.en
    return caught.value


def ole_bytes(*streams: str) -> bytes:
    """Return a minimal OLE file with these empty streams."""
    free, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = _OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    fat = struct.pack("<128I", fat_sector, end, *[free] * 126)
    entries = b""
    names = ["Root Entry", *streams]
    for at, name in enumerate(names):
        raw = name.encode("utf-16-le") + b"\0\0"
        child = 1 if at == 0 else free
        right = at + 1 if 0 < at < len(names) - 1 else free
        entries += raw.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(raw), 5 if at == 0 else 2, 1, free, right, child
        )
        entries += bytes(36) + struct.pack("<IQ", end, 0)
    empty = bytes(66) + b"\0\1" + struct.pack("<III", free, free, free) + bytes(48)
    return header + fat + entries + empty * (4 - len(names))


class TestAFileIsRefused:
    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "empty_file"),
            (b"\xef\xbb\xbf \r\n", "empty_file"),
            (b"%PDF-1.7\n...", "is_pdf"),
            (b"\x89PNG\r\n\x1a\n" + bytes(50), "is_image"),
            (b"\xff\xd8\xff\xe0" + bytes(50), "is_image"),
            (b"Rar!\x1a\x07\x00" + bytes(50), "is_archive"),
            (b"{\\rtf1\\ansi", "not_supported"),
            (b"MIME-Version: 1.0\n", "not_supported"),
            (b'<?xml version="1.0"?><Workbook/>', "not_supported"),
            (b"\x01\x02\x03a" * 400, "not_text"),
            (b"\x81\xff\xfe\xfd" * 400, "encoding_unknown"),
            (_OLE + bytes(100), "damaged"),
            (b"PK\x03\x04" + bytes(100), "damaged"),
        ],
    )
    def test_with_a_sentence_that_says_what_to_do(self, content, code):
        assert refusal_of(content).code == code

    @pytest.mark.parametrize("make", [sheet_bytes, word_bytes])
    @pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
    def test_that_was_cut_short(self, make, share):
        content = make(example_cells())
        assert refusal_of(content[: int(len(content) * share)], file_name="清单.xlsx").code == "damaged"

    @pytest.mark.parametrize(
        ("streams", "code"),
        [
            (["EncryptionInfo", "EncryptedPackage"], "password_protected"),
            (["WordDocument"], "old_word"),
            (["Contents"], "not_supported"),
            (["Workbook", "_VBA_PROJECT_CUR"], "holds_macros"),
            (["Workbook"], "damaged"),
        ],
    )
    def test_of_the_old_office_formats_by_what_it_holds(self, streams, code):
        assert refusal_of(ole_bytes(*streams)).code == code

    def test_with_macros(self):
        content = sheet_bytes(example_cells())
        assert refusal_of(with_part(content, "xl/vbaProject.bin", b"macro")).code == "holds_macros"

    def test_that_calls_its_content_macro_enabled(self):
        content = sheet_bytes(example_cells())
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            types = archive.read("[Content_Types].xml")
        enabled = types.replace(_WORKBOOK.encode(), b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        assert enabled != types
        assert refusal_of(with_part(content, "[Content_Types].xml", enabled)).code == "holds_macros"

    def test_that_is_an_archive_of_lists(self):
        assert refusal_of(zip_bytes({"清单.xlsx": sheet_bytes(example_cells())})).code == "is_archive"

    def test_above_the_limit_without_being_read(self, tmp_path):
        path = tmp_path / "清单.xlsx"
        with path.open("wb") as file:
            file.truncate(200_000_000)
        begun = time.perf_counter()
        with pytest.raises(UnreadableList) as caught:
            read_list(path=path)
        assert caught.value.code == "too_large"
        assert "200MB" in caught.value.text.zh
        assert time.perf_counter() - begun < 0.5

    def test_that_does_not_exist(self, tmp_path):
        with pytest.raises(UnreadableList) as caught:
            read_list(path=tmp_path / "没有.xlsx")
        assert caught.value.code == "no_such_file"

    def test_unless_exactly_one_of_path_and_content_is_given(self, tmp_path):
        with pytest.raises(TypeError):
            read_list()
        with pytest.raises(TypeError):
            read_list(path=tmp_path, content=b"1")


class TestABomb:
    def test_packed_too_tight_is_refused(self):
        content = with_part(sheet_bytes(example_cells()), "xl/worksheets/sheet1.xml", bytes(30_000_000))
        assert refusal_of(content).code == "unpacks_too_large"

    def test_that_lies_about_its_size_is_refused(self):
        content = zip_bytes({"xl/workbook.xml": bytes(3_000_000), "[Content_Types].xml": b"<Types/>"})
        true_size = struct.pack("<I", 3_000_000)
        lying = content.replace(true_size, struct.pack("<I", 100))
        assert lying != content
        assert refusal_of(lying).code == "unpacks_too_large"

    def test_of_too_many_parts_is_refused(self):
        content = zip_bytes({f"part{at}": b"x" for at in range(20)})
        assert refusal_of(content, limits=Limits(entries=10)).code == "unpacks_too_large"

    def test_of_one_cell_far_away_is_refused_before_it_takes_memory(self):
        near, far = (
            b'<row r="%d"><c r="%s"><v>1</v></c></row>' % cell
            for cell in ((1, b"A1"), (1048576, b"XFD1048576"))
        )
        sheet = b"<worksheet><sheetData>" + near + far + b"</sheetData></worksheet>"
        content = with_part(sheet_bytes(example_cells()), "xl/worksheets/sheet1.xml", sheet)
        assert refusal_of(content).code == "too_many_cells"

    @pytest.mark.parametrize("repeat", ['columns-repeated="9000000"', 'rows-repeated="9000000"'])
    def test_of_one_repeated_cell_is_refused(self, repeat):
        cell = "<table:table-cell{}><text:p>x</text:p></table:table-cell>"
        in_cell = f" table:number-{repeat}" if "columns" in repeat else ""
        in_row = "" if in_cell else f" table:number-{repeat}"
        more = f"<table:table-row{in_row}>{cell.format(in_cell)}</table:table-row>"
        assert refusal_of(open_document_bytes(example_cells(), more=more)).code == "too_many_cells"

    def test_of_empty_repeated_rows_as_every_office_program_writes_them_is_none(self):
        more = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        assert len(read_list(content=open_document_bytes(example_cells(), more=more)).rows) == 5

    def test_of_one_far_cell_in_a_binary_sheet_is_refused(self):
        far_row = b"\x00\x04" + struct.pack("<I", 1_048_575)
        far_cell = b"\x01\x04" + struct.pack("<I", 16_383)
        parts = {
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.bin": b"x",
            "xl/worksheets/sheet1.bin": far_row + far_cell,
        }
        assert refusal_of(zip_bytes(parts)).code == "too_many_cells"
        near = parts | {"xl/worksheets/sheet1.bin": b"\x00\x04\x01\x00\x00\x00" + far_cell}
        assert refusal_of(zip_bytes(near)).code == "damaged"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_of_xml_entities_is_refused(self, encoding):
        part = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'.encode(encoding)
        assert (
            refusal_of(with_part(word_bytes(example_cells()), "word/document.xml", part)).code == "unsafe_xml"
        )

    def test_of_entities_in_a_web_page_is_refused(self):
        assert refusal_of(b'<!DOCTYPE html [<!ENTITY a "aaaa">]><html><p>&a;</p></html>').code == "unsafe_xml"

    def test_of_deeply_nested_elements_is_read_like_any_page(self):
        page = b"<html>" + b"<div>" * 20_000 + "正文".encode() + b"</div>" * 20_000
        assert [piece.text for piece in read_list(content=page).unread] == ["正文"]


class TestAWrongExtension:
    def test_is_read_for_what_it_is_with_a_finding(self):
        page = (GOLDEN / "example.html").read_bytes()
        reading = read_list(content=page, file_name="清单.xlsx")
        assert values_of(reading) == values_of(read_list(content=page))
        assert codes(reading.findings)[0] == "extension_differs"
        assert "HTML" in reading.findings[0].text.zh

    @pytest.mark.parametrize("name", ["清单.txt", "清单.csv", "清单", None, "清单.MD"])
    def test_is_no_matter_among_kinds_of_text(self, name):
        reading = read_list(content=(GOLDEN / "example-flattened.txt").read_bytes(), file_name=name)
        assert "extension_differs" not in codes(reading.findings)


class TestEncodings:
    LINES = (GOLDEN / "example-flattened.txt").read_text("utf-8").split("\n")

    def test_mixed_line_by_line_are_read_with_a_finding_that_names_the_line(self):
        content = b"\n".join(
            line.encode("gb18030" if at == 17 else "utf-8") for at, line in enumerate(self.LINES)
        )
        reading = read_list(content=content)
        assert values_of(reading) == values_of(read_list(path=GOLDEN / "example-flattened.txt"))
        (mixed,) = [found for found in reading.findings if found.code == "mixed_encodings"]
        assert (mixed.source.line, "GB18030" in mixed.text.zh) == (18, True)

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
    def test_are_recognised(self, encoding):
        reading = read_list(content="\n".join(self.LINES).encode(encoding))
        assert values_of(reading) == values_of(read_list(path=GOLDEN / "example-flattened.txt"))

    def test_cut_in_the_middle_of_a_character_lose_no_row_silently(self):
        content = "\n".join(self.LINES).strip().encode()[:-1]
        reading = read_list(content=content)
        assert len(reading.rows) == 5
        assert "undecodable_bytes" in codes(reading.findings)

    def test_declared_by_a_web_page_are_used(self):
        page = (GOLDEN / "example.html").read_text("utf-8").replace('charset="utf-8"', 'charset="gb2312"')
        reading = read_list(content=page.encode("gb18030"))
        assert values_of(reading) == values_of(read_list(path=GOLDEN / "example.html"))
        assert "encoding_guessed" not in codes(reading.findings)


def test_checksums_of_a_damaged_part_are_checked():
    content = sheet_bytes(example_cells())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        crc = struct.pack("<I", zlib.crc32(archive.read("xl/workbook.xml")))
    assert refusal_of(content.replace(crc, bytes(4))).code == "damaged"


class TestAHugeFileOfSmallPieces:
    @pytest.mark.parametrize(
        ("content", "limits", "code"),
        [
            (b"a" + b"\n" * 3000, Limits(lines=2000), "too_many_lines"),
            ("序号,权限名称,设定依据\n".encode() + b"," * 3000, Limits(cells=2000), "too_many_cells"),
            (
                b"<table>" + b"<tr><td colspan=200>a<td>b" * 30 + b"</table>",
                Limits(cells=2000),
                "too_many_cells",
            ),
            (word_bytes(example_cells()), Limits(word_bytes=1000), "unpacks_too_large"),
        ],
    )
    def test_is_refused(self, content, limits, code):
        assert refusal_of(content, limits=limits).code == code

    def test_of_numbered_paragraphs_is_read_in_linear_time(self):
        content = "\n".join(f"{number}. 坚持统筹兼顾。积极稳妥推进。" for number in range(1, 6000)).encode()
        begun = time.perf_counter()
        assert read_list(content=content).rows == ()
        assert time.perf_counter() - begun < 5
