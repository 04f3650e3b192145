"""Open a file for what it is, not for what its name says, and hand its blocks on."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from ._archives import checked_archive, old_office_kind, read_part
from ._encodings import decode
from ._places import Grid, Line
from ._plain_text import lines_of
from ._reading import Finding, Limits, Unread
from ._separated_values import read_separated_values
from ._spreadsheets import read_sheets
from ._web_pages import declared_charset, read_web_page
from ._word_documents import read_word_document
from ._words import finding, refusal

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\x00", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta|p)\b",
                   re.IGNORECASE | re.DOTALL)  # fmt: skip
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_MACRO_TYPES = b"macroEnabled"
_EXTENSIONS = {
    "xlsx": "sheet", "xls": "sheet", "ods": "sheet", "xlsb": "sheet", "et": "sheet", "docx": "word",
    "html": "html", "htm": "html", "csv": "text", "tsv": "text", "txt": "text", "text": "text", "md": "text",
}  # fmt: skip
_FAMILIES = {"xlsx": "sheet", "xls": "sheet", "ods": "sheet", "xlsb": "sheet", "docx": "word", "html": "html"}


@dataclass(slots=True)
class Opened:
    """The content of a file as blocks in the order they stand, with what was found on the way."""

    blocks: list[Line | Grid]
    findings: list[Finding] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    is_text: bool = False
    """Whether marks a word processor leaves in copied text are to be expected."""


def open_list(*, path: Path | None, content: bytes | None, file_name: str | None, limits: Limits) -> Opened:
    """Return the blocks of a file given by its path or its bytes; raises ``UnreadableList``."""
    if (path is None) == (content is None):
        raise TypeError("give either the path of a file or its content")
    if path is not None:
        file_name = file_name or path.name
        content = _bytes_of(path, limits)
    assert content is not None
    _refuse_size(len(content), limits)
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refusal("empty_file")
    found, opened = _opened(content, limits)
    extension = (file_name or "").rpartition(".")[2].lower() if "." in (file_name or "") else ""
    if extension and _EXTENSIONS.get(extension, extension) != _FAMILIES.get(found, "text"):
        opened.findings.insert(
            0, finding("extension_differs", extension=f".{extension}", found=found.upper())
        )
    return opened


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        _refuse_size(path.stat().st_size, limits)
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        raise refusal("no_such_file", file=path.name) from None


def _refuse_size(size: int, limits: Limits) -> None:
    if size > limits.file_bytes:
        raise refusal("too_large", size=size // 1_000_000, limit=limits.file_bytes // 1_000_000)


def _opened(content: bytes, limits: Limits) -> tuple[str, Opened]:
    if content.startswith(b"PK"):
        return _from_archive(content, limits)
    if content.startswith(_OLE):
        return old_office_kind(content), _sheets(content, None, limits)
    for marks, code in ((_IMAGES, "is_image"), (_ARCHIVES, "is_archive"), ((b"%PDF",), "is_pdf")):
        if content.startswith(marks):
            raise refusal(code)
    for mark, name in ((b"{\\rtf", "RTF"), (b"MIME-Version:", "MHTML"), (b"\xdb\xa5", "Word 2")):
        if content.startswith(mark):
            raise refusal("not_supported", found=name)
    return _from_text(content, limits)


def _from_archive(content: bytes, limits: Limits) -> tuple[str, Opened]:
    archive = checked_archive(content, limits)
    names = set(archive.namelist())
    types = read_part(archive, "[Content_Types].xml") or b""
    if _MACRO_TYPES in types or _MACRO_TYPES.lower() in types:
        raise refusal("holds_macros")
    if "word/document.xml" in names:
        blocks, findings = read_word_document(archive, limits)
        return "docx", Opened(blocks, findings, is_text=True)
    if "xl/workbook.xml" in names:
        return "xlsx", _sheets(content, None, limits)
    if "xl/workbook.bin" in names:
        return "xlsb", _sheets(content, None, limits)
    if (read_part(archive, "mimetype") or b"").strip().endswith(b"opendocument.spreadsheet"):
        return "ods", _sheets(content, archive, limits)
    if "OFD.xml" in names or "mimetype" in names:
        raise refusal("not_supported", found="OFD" if "OFD.xml" in names else "OpenDocument")
    raise refusal("is_archive")


def _sheets(content: bytes, archive: zipfile.ZipFile | None, limits: Limits) -> Opened:
    grids, findings, unread = read_sheets(content, archive, limits)
    return Opened([*grids], findings, unread)


def _from_text(content: bytes, limits: Limits) -> tuple[str, Opened]:
    text, findings = decode(content, declared=declared_charset(content))
    if _HTML.match(text[:4096]):
        if _ENTITY.search(text[:65_536]):
            raise refusal("unsafe_xml")
        return "html", Opened([*read_web_page(text, limits)], findings, is_text=True)
    if text.lstrip().startswith("<?xml"):
        raise refusal("not_supported", found="XML")
    if text.count("\n") > limits.lines:
        raise refusal("too_many_lines", limit=limits.lines)
    values = read_separated_values(text, limits)
    if values is not None:
        grid, doubts = values
        return "csv", Opened([grid], findings + doubts)
    return "text", Opened([*lines_of(text)], findings, is_text=True)
