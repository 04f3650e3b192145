"""Read the paragraphs and tables of a web page as a browser would show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ._places import Grid, Line, Merge, Place
from ._reading import Limits
from ._words import refusal

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_BLANK_RUN = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "object", "iframe", "-comment"})
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "nav", "ol", "option", "p", "pre", "section", "select", "tbody", "td", "tfoot", "th", "thead", "title", "tr",
        "ul",
    }
)  # fmt: skip
_WIDEST_SPAN = 200

Block = Line | Grid


def declared_charset(content: bytes) -> str | None:
    """Return the charset a page names in its head; GB2312 in practice means its superset GB18030."""
    match = _CHARSET.search(content[:4096])
    name = match[1].decode("ascii").lower() if match else None
    return "gb18030" if name in ("gb2312", "gbk", "gb18030") else name


def read_web_page(text: str, limits: Limits) -> list[Block]:
    """Return the blocks of a page in the order they stand; scripts and styles are no text."""
    reader = _Reader(limits)
    root = LexborHTMLParser(text).root
    if root is not None:
        reader.walk(root)
    return reader.blocks


@dataclass(slots=True)
class _Reader:
    limits: Limits
    blocks: list[Block] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _paragraphs: int = 0
    _tables: int = 0
    _cells: int = 0

    def walk(self, root: LexborNode) -> None:
        """Append every paragraph and table below a node, without recursing into the depth of a page."""
        waiting: list[tuple[str, LexborNode]] = [("open", root)]
        while waiting:
            turn, node = waiting.pop()
            tag = node.tag
            if turn == "close":
                self._end_paragraph("title" if tag == "title" else None)
            elif tag == "-text":
                self._pieces.append(node.text(deep=False) or node.text_content or "")
            elif tag == "br":
                self._end_paragraph(None)
            elif tag == "table":
                self._end_paragraph(None)
                self._table(node)
            elif tag not in _UNSEEN:
                if tag in _BLOCKS:
                    self._end_paragraph(None)
                    waiting.append(("close", node))
                waiting.extend(("open", child) for child in reversed(list(_children(node))))
        self._end_paragraph(None)

    def _end_paragraph(self, part: str | None) -> None:
        text = _BLANK_RUN.sub(" ", "".join(self._pieces)).strip(" ")
        self._pieces.clear()
        if text:
            self._paragraphs += 1
            self.blocks.append(Line(text, Place(part=part, paragraph=self._paragraphs, start=0)))

    def _table(self, table: LexborNode) -> None:
        """Append a table; one used only to lay out the page is walked through like any other block."""
        rows, captions = _rows_of(table)
        cells = [list(_cells_of(row)) for row in rows]
        if all(len(row) <= 1 for row in cells) or _is_frame(cells):
            for part in [*captions, *(cell for row in cells for cell in row)]:
                self.walk(part)
            return
        for caption in captions:
            self.walk(caption)
        self._tables += 1
        here = self._tables
        nested: list[LexborNode] = []
        self._cells += sum(_span(cell, "colspan") for row in cells for cell in row)
        if self._cells > self.limits.cells:
            raise refusal("too_many_cells", limit=self.limits.cells)
        texts, merges = _laid_out(cells, nested)
        self.blocks.append(Grid(Place(table=here), texts, merges))
        for inner in nested:
            self._table(inner)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _rows_of(table: LexborNode) -> tuple[list[LexborNode], list[LexborNode]]:
    """Return the rows of a table itself, and whatever else stands in it, such as its caption."""
    rows, others = [], []
    for child in _children(table):
        if child.tag in ("thead", "tbody", "tfoot"):
            rows += [row for row in _children(child) if row.tag == "tr"]
        elif child.tag == "tr":
            rows.append(child)
        elif child.tag == "caption":
            others.append(child)
    return rows, others


def _cells_of(row: LexborNode) -> Iterator[LexborNode]:
    return (cell for cell in _children(row) if cell.tag in ("td", "th"))


def _is_frame(cells: list[list[LexborNode]]) -> bool:
    """Return whether the table only frames others: tables of more than one row stand inside its cells."""
    inner = [found for row in cells for cell in row for found in cell.css("table tr")]
    return len(inner) > max(2, len(cells))


def _laid_out(cells: list[list[LexborNode]], nested: list[LexborNode]) -> tuple[list[list[str]], list[Merge]]:
    """Return the texts row by row with every spanned cell left blank, and the merged regions."""
    texts: list[list[str]] = []
    merges: list[Merge] = []
    taken: dict[int, int] = {}
    for at, row in enumerate(cells):
        line: list[str] = []
        for cell in row:
            while taken.get(len(line), 0) > at:
                line.append("")
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            left = len(line)
            line += [_cell_text(cell, nested)] + [""] * (across - 1)
            if down > 1 or across > 1:
                merges.append(Merge(at, left, min(at + down, len(cells)) - 1, left + across - 1))
            for column in range(left, left + across):
                taken[column] = at + down
        while taken.get(len(line), 0) > at:
            line.append("")
        texts.append(line)
    return texts, merges


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    if not value.isascii() or not value.isdecimal():
        return 1
    return max(1, min(int(value[:6]), _WIDEST_SPAN if name == "colspan" else 100_000))


def _cell_text(cell: LexborNode, nested: list[LexborNode]) -> str:
    """Return the text of a cell with a line for each block; tables inside it are set aside."""
    pieces: list[str] = []
    waiting: list[LexborNode | str] = list(reversed(list(_children(cell))))
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag == "-text":
            pieces.append(_BLANK_RUN.sub(" ", node.text_content or ""))
        elif node.tag == "br":
            pieces.append("\n")
        elif node.tag == "table":
            nested.append(node)
        elif node.tag not in _UNSEEN:
            around = ["\n"] if node.tag in _BLOCKS else []
            pieces += around
            waiting += [*around, *reversed(list(_children(node)))]
    return re.sub(r" *\n[ \n]*", "\n", "".join(pieces)).strip(" \n")
