"""Look into an office file before any reader opens it: bombs, macros, passwords and hostile XML stay outside."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

import olefile

from ._reading import Limits
from ._words import refusal

_ONE_MEGABYTE = 1_000_000
_CHUNK = 1 << 18
_OVERLAP = 64
_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")
_WIDE_STARTS = {
    b"\xff\xfe": "utf-16-le",
    b"<\x00": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
    b"\x00<": "utf-16-be",
}
"""How XML in UTF-16 begins, with and without its mark; every other part is searched as ASCII."""
_FAR_CELLS = tuple(
    re.compile(rb" r=%s(?:([A-Z]{2,3})([0-9]{1,7})|[A-Z]([0-9]{6,7}))%s" % (quote, quote))
    for quote in (b'"', b"'")
)
_LAST_BINARY_CELL = 11
"""Record kinds 1 to 11 of an .xlsb sheet are cells, whose first number is the column; kind 0 begins a row."""
_NEAR_ROWS, _NEAR_COLUMNS = 99_999, 26
_ENCRYPTED = 0x1


def checked_archive(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """Return an opened zip every part of which has been unpacked once within the limits.

    The directory of a zip may lie about sizes, so each part is also unpacked piece by
    piece before anything else reads it. Raises ``UnreadableList``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, RuntimeError, struct.error, OverflowError):
        raise refusal("damaged") from None
    parts = archive.infolist()
    limit = limits.unpacked_bytes // _ONE_MEGABYTE
    if len(parts) > limits.entries or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise refusal("unpacks_too_large", limit=limit)
    for part in parts:
        if part.file_size > max(_ONE_MEGABYTE, part.compress_size * limits.packed_ratio):
            raise refusal("unpacks_too_large", limit=limit)
        if part.flag_bits & _ENCRYPTED:
            raise refusal("password_protected")
        if part.filename.rpartition("/")[2].lower() == "vbaproject.bin":
            raise refusal("holds_macros")
    for part in parts:
        _unpack_once(content, part, limits)
        if part.filename.lower().startswith("xl/worksheets/") and part.filename.lower().endswith(".bin"):
            _refuse_wide_binary_sheet(read_part(archive, part.filename) or b"", limits)
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return one part of a checked archive, or None if it has no such part."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError):
        raise refusal("damaged") from None


def _unpack_once(content: bytes, part: zipfile.ZipInfo, limits: Limits) -> None:
    """Unpack one part without keeping it, and refuse what no reader should be given."""
    packed = _packed(content, part)
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal("not_supported", found="zip")
    unpacked, checksum, tail = 0, 0, b""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    cells = _CellCount(part.filename, limits)
    words: list[bytes] = []
    for chunk in _chunks(packed, deflated=part.compress_type == zipfile.ZIP_DEFLATED):
        unpacked += len(chunk)
        checksum = zlib.crc32(chunk, checksum)
        if unpacked > part.file_size:
            raise refusal("unpacks_too_large", limit=limits.unpacked_bytes // _ONE_MEGABYTE)
        if is_xml:
            window = tail + chunk
            if unpacked == len(chunk):
                words = [word.encode(_WIDE_STARTS.get(chunk[:2], "ascii")) for word in _DECLARATIONS]
            if any(map(window.__contains__, words)):
                raise refusal("unsafe_xml")
            cells.look(window)
            tail = window[-_OVERLAP:]
    if unpacked != part.file_size or checksum != part.CRC:
        raise refusal("damaged")


def _packed(content: bytes, part: zipfile.ZipInfo) -> memoryview:
    header = content[part.header_offset : part.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise refusal("damaged")
    name, extra = struct.unpack("<HH", header[26:30])
    start = part.header_offset + 30 + name + extra
    return memoryview(content)[start : start + part.compress_size]


def _chunks(packed: memoryview, *, deflated: bool):  # type: ignore[no-untyped-def]
    if not deflated:
        for at in range(0, len(packed), _CHUNK):
            yield bytes(packed[at : at + _CHUNK])
        return
    unpacker = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    try:
        while rest and not unpacker.eof:
            yield unpacker.decompress(rest, _CHUNK)
            rest = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error:
        raise refusal("damaged") from None


class _CellCount:
    """The rectangle a sheet spans: a reader lays out every cell of it, so one stray cell may cost gigabytes."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._limit = limits.cells
        self._sheet = name.lower().startswith("xl/worksheets/")
        self._rows, self._columns = _NEAR_ROWS, _NEAR_COLUMNS

    def look(self, window: bytes) -> None:
        """Note the cells in a piece of XML that stand far out."""
        if self._sheet:
            for far_cell in _FAR_CELLS:
                for letters, row, far_row in far_cell.findall(window):
                    self._rows = max(self._rows, int(row or far_row))
                    self._columns = max(self._columns, _column_number(letters))
        if self._rows * self._columns > self._limit:
            raise refusal("too_many_cells", limit=self._limit)


def _refuse_wide_binary_sheet(sheet: bytes, limits: Limits) -> None:
    """Walk the records of an .xlsb sheet ([MS-XLSB] 2.1.4) and refuse cells too far out to lay out."""
    rows = columns = at = 0
    while at < len(sheet):
        kind, at = _variable_number(sheet, at, longest=2)
        size, at = _variable_number(sheet, at, longest=4)
        if kind <= _LAST_BINARY_CELL and size >= 4:
            place = int.from_bytes(sheet[at : at + 4], "little")
            if kind == 0:
                rows = max(rows, place + 1)
            else:
                columns = max(columns, place + 1)
            if rows * columns > limits.cells:
                raise refusal("too_many_cells", limit=limits.cells)
        at += size


def _variable_number(sheet: bytes, at: int, *, longest: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, the lowest first, and where it ends."""
    value = 0
    for place, byte in enumerate(sheet[at : at + longest]):
        value |= (byte & 0x7F) << (7 * place)
        at += 1
        if byte < 0x80:
            break
    return value, at


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def old_office_kind(content: bytes) -> str:
    """Return "xls" for an old Excel file without macros and password; refuse every other OLE file."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            streams = {"/".join(path).lower() for path in ole.listdir(streams=True, storages=True)}
    except (
        OSError,
        ValueError,
        IndexError,
        struct.error,
        TypeError,
        AttributeError,
        RecursionError,
        MemoryError,
    ):
        raise refusal("damaged") from None
    if streams & {"encryptedpackage", "encryptioninfo"}:
        raise refusal("password_protected")
    if "worddocument" in streams:
        raise refusal("old_word")
    if not streams & {"workbook", "book"}:
        raise refusal("not_supported", found="OLE")
    if any("_vba_project_cur" in name or name.endswith("vba/dir") for name in streams):
        raise refusal("holds_macros")
    return "xls"
