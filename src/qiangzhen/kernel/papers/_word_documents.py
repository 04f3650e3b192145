"""Read the paragraphs and tables of a Word file, in the order they stand."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ._archives import read_part
from ._places import Grid, Line, Merge, Place
from ._reading import Finding, Limits
from ._words import finding, refusal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_DELETED = (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK)
_PARTS = ("header", "footer", "footnotes", "endnotes")

Block = Line | Grid


def read_word_document(archive: zipfile.ZipFile, limits: Limits) -> tuple[list[Block], list[Finding]]:
    """Return the blocks of a .docx from a checked archive; headers, footers and notes come last."""
    body = read_part(archive, "word/document.xml")
    if body is None:
        raise refusal("damaged")
    if len(body) > limits.word_bytes:
        raise refusal("unpacks_too_large", limit=limits.word_bytes // 1_000_000)
    reader = _Reader()
    root = _parsed(body)
    reader.read(root, None)
    for name in sorted(archive.namelist()):
        part = name.removeprefix("word/").rstrip("0123456789.xml")
        if name.startswith("word/") and part in _PARTS:
            content = read_part(archive, name)
            if content is not None:
                reader.read(_parsed(content), name.removeprefix("word/").removesuffix(".xml"))
    changed = any(next(root.iter(f"{_W}{mark}"), None) is not None for mark in ("del", "ins", "moveFrom"))
    return reader.blocks, [finding("tracked_changes")] if changed else []


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content.replace(_STRICT[1:-1].encode(), _W[1:-1].encode()), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise refusal("damaged") from None


@dataclass(slots=True)
class _Reader:
    blocks: list[Block] = field(default_factory=list)
    _paragraphs: int = 0
    _tables: int = 0

    def read(self, root: etree._Element, part: str | None) -> None:
        """Append the blocks of one part of the file."""
        self._paragraphs = self._tables = 0
        for node in _blocks_in(root):
            if node.tag == f"{_W}tbl":
                self._table(node, part)
            else:
                self._paragraph(node, part)

    def _paragraph(self, node: etree._Element, part: str | None) -> None:
        self._paragraphs += 1
        start = 0
        for text in _text(node).split("\n"):
            place = Place(part=part, paragraph=self._paragraphs, start=start)
            self.blocks.append(Line(text, place, separates=not text))
            start += len(text) + 1
        for box in node.iter(f"{_W}txbxContent"):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                for inner in _blocks_in(box):
                    if inner.tag == f"{_W}tbl":
                        self._table(inner, part)
                    else:
                        self._paragraph(inner, part)

    def _table(self, node: etree._Element, part: str | None) -> None:
        self._tables += 1
        place = Place(part=part, table=self._tables)
        rows: list[list[str]] = []
        merges: list[Merge] = []
        nested: list[etree._Element] = []
        open_merges: dict[int, Merge] = {}
        for at, row in enumerate(_inside(node, f"{_W}tr")):
            cells: list[str] = [""] * _whole_number(row.find(f"{_W}trPr/{_W}gridBefore"))
            for cell in _inside(row, f"{_W}tc"):
                left = len(cells)
                across = max(1, _whole_number(cell.find(f"{_W}tcPr/{_W}gridSpan")))
                text, tables = _cell(cell)
                nested += tables
                self._merge(cell, Merge(at, left, at, left + across - 1), open_merges, merges)
                cells += [text] + [""] * (across - 1)
            rows.append(cells)
        merges += [merge for merge in open_merges.values() if merge.bottom > merge.top]
        self.blocks.append(Grid(place, rows, merges))
        for table in nested:
            self._table(table, part)

    def _merge(
        self, cell: etree._Element, here: Merge, open_merges: dict[int, Merge], merges: list[Merge]
    ) -> None:
        """Follow merges down the table: a cell begins one, goes on with one, or ends the one above it."""
        mark = cell.find(f"{_W}tcPr/{_W}vMerge")
        above = open_merges.get(here.left)
        if mark is not None and mark.get(f"{_W}val") != "restart" and above is not None:
            open_merges[here.left] = Merge(above.top, above.left, here.bottom, above.right)
            return
        if above is not None:
            if above.bottom > above.top:
                merges.append(above)
            del open_merges[here.left]
        if mark is not None:
            open_merges[here.left] = here
        if here.right > here.left:
            merges.append(here)


def _whole_number(node: etree._Element | None) -> int:
    value = node.get(f"{_W}val", "0") if node is not None else "0"
    return min(int(value), 63) if value.isdecimal() else 0


def _inside(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield children of that tag, also those wrapped in content controls or insertions."""
    waiting = list(reversed(node))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{_W}tbl", f"{_W}p", *_DELETED):
            waiting.extend(reversed(child))


def _blocks_in(root: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables in order, not those inside a table or a paragraph."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag in (f"{_W}p", f"{_W}tbl"):
            yield node
        elif node.tag not in _DELETED:
            waiting.extend(reversed(node))


def _text(paragraph: etree._Element) -> str:
    """Return the visible text of a paragraph: inserted text is in, deleted text and text boxes are out."""
    pieces: list[str] = []
    waiting = [paragraph]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag in _BREAKS:
            pieces.append(_BREAKS[node.tag])
        elif node.tag not in _DELETED and node.tag != f"{_W}txbxContent":
            waiting.extend(reversed(node))
    return "".join(pieces)


def _cell(cell: etree._Element) -> tuple[str, list[etree._Element]]:
    """Return the text of a cell, a line for each paragraph, and the tables nested in it."""
    lines, tables = [], []
    for node in _blocks_in(cell):
        if node.tag == f"{_W}tbl":
            tables.append(node)
        else:
            lines.append(_text(node))
            lines += [_text(inner) for box in node.iter(f"{_W}txbxContent") for inner in box.iter(f"{_W}p")]
    return "\n".join(lines), tables
