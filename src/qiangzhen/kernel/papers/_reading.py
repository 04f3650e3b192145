"""What a published list says once it has been read: rows, facts, doubts, and all that was not understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qiangzhen.kernel.lawdata import Certainty
from qiangzhen.kernel.statutes import Citation, PowerKind, Severity, Source, Text
from qiangzhen.kernel.statutes import Finding as StatutesFinding

from ._places import Piece, Place


class UnreadableList(ValueError):
    """The file cannot be read as a list at all; ``text`` says in the user's words what to do about it."""

    def __init__(self, code: str, text: Text) -> None:
        self.code = code
        self.text = text
        super().__init__(f"{code}: {text.en}")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold before it is refused; each guards a reader against a hostile or mistaken file."""

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 500_000_000
    """All parts of an office file together, unpacked."""
    packed_ratio: int = 200
    """Unpacked size over packed size of any part above one megabyte; real sheets stay below 60."""
    entries: int = 5_000
    """Parts of an office file."""
    cells: int = 30_000_000
    """Cells in the rectangle a sheet or table spans, empty ones included."""
    lines: int = 2_000_000
    """Lines of a text file."""
    word_bytes: int = 100_000_000
    """The text of a Word file, unpacked; its tree takes ten times as much memory."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt, or one piece recognised as no part of any row."""

    code: str
    severity: Severity
    text: Text
    field: str | None = None
    """The field of the row it concerns: number, name, department, kind, bases, opinion."""
    source: Place | None = None
    printed: str | None = None
    """The exact text of the file it is about, where that is not the whole field."""
    rule: str | None = None
    """The rule of law behind it (``QZ-YJ-…``), for a finding on a kind or a basis."""
    rests_on: Source | None = None
    certainty: Certainty | None = None

    @classmethod
    def of_statutes(
        cls, found: StatutesFinding, *, field: str, source: Place | None = None, printed: str | None = None
    ) -> Finding:
        """Return a finding on a kind or a basis as a finding of the list, with its rule of law."""
        return cls(
            found.code, found.severity, found.text, field, source, printed,
            found.rule, found.source, found.certainty,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unread:
    """A piece of the file that was not understood."""

    text: str
    source: Place


@dataclass(frozen=True, slots=True)
class Fact:
    """One plainly printed fact of the list itself, such as its title or batch."""

    value: str
    sources: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table as its heading names it; ``role`` is None where no field of a power stands under it."""

    header: str
    role: str | None
    sources: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What the paper says of the list as a whole; absent facts are None."""

    title: Fact | None = None
    """E.g. 二道区拟下放乡镇行政管理权限清单（第一批）."""
    batch: Fact | None = None
    """E.g. 第一批."""
    annex: Fact | None = None
    """The mark that makes the list an annex, e.g. 附件：."""
    issued_with: Fact | None = None
    """The title of the paper the list is annexed to."""
    document_number: Fact | None = None
    labels: Mapping[str, Fact] = field(default_factory=dict)
    """Labelled facts above the table, e.g. 填报单位 → 区应急局."""
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class RowSource:
    """Where a row stands and, field by field, the pieces of text it was read from."""

    place: Place
    fields: Mapping[str, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class ListedPower:
    """One power as the list prints it. Nothing is corrected; a value that is not printed is None."""

    number: str | None
    name: str
    name_simplified: str | None
    """The name in simplified characters, where that differs from the print."""
    department: str | None
    kind: PowerKind | None
    kind_printed: str | None
    bases: tuple[Citation, ...]
    bases_printed: str | None
    opinion: str | None
    other: Mapping[str, str]
    """Header → text of every further column."""
    findings: tuple[Finding, ...]
    pieces: tuple[Piece, ...]
    """Where each field came from, in the short form ``source`` spells out."""

    @property
    def source(self) -> RowSource:
        """Return the place of the row and of every field, fit to be highlighted on a page."""
        fields: dict[str, tuple[Place, ...]] = {}
        first: Place | None = None
        for piece in self.pieces:
            for name, place in piece.places():
                fields[name] = (*fields.get(name, ()), place)
                first = first or place
        assert first is not None, "a row without a single piece of text cannot have been read"
        return RowSource(first.of_row(), fields)


@dataclass(frozen=True, slots=True)
class ListReading:
    """All that was read from one file, with nothing left out."""

    rows: tuple[ListedPower, ...]
    facts: ListFacts
    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]
