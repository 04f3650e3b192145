"""Where a rule of law stands: an article of a law, or a clause of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ._numerals import printed_article, printed_numeral


@dataclass(frozen=True, slots=True)
class Source:
    """Either ``law`` (full title) with an article, or ``document`` (its key) with a clause."""

    law: str | None = None
    article: str | None = None
    paragraph: int | None = None
    item: int | None = None
    document: str | None = None
    clause: str | None = None

    def __str__(self) -> str:
        if self.law is None:
            return f"{self.document} {self.clause or ''}".strip()
        printed = f"《{self.law}》"
        if self.article is not None:
            printed += printed_article(self.article)
        if self.paragraph is not None:
            printed += f"第{printed_numeral(self.paragraph)}款"
        if self.item is not None:
            printed += f"第（{printed_numeral(self.item)}）项"
        return printed


SOURCE_SCHEMA: Mapping[str, Any] = {
    "oneOf": [
        {
            "type": "object",
            "required": ["law"],
            "additionalProperties": False,
            "properties": {
                "law": {"type": "string", "minLength": 1},
                "article": {"type": "string", "pattern": r"^[1-9][0-9]*(-[1-9][0-9]*)?$"},
                "paragraph": {"type": "integer", "minimum": 1},
                "item": {"type": "integer", "minimum": 1},
            },
        },
        {
            "type": "object",
            "required": ["document"],
            "additionalProperties": False,
            "properties": {
                "document": {"type": "string", "minLength": 1},
                "clause": {"type": "string", "minLength": 1},
            },
        },
    ]
}
"""The JSON Schema of every ``source:`` field under law/."""


def source_from(row: Mapping[str, Any]) -> Source:
    """Return the ``Source`` of a ``source:`` field that has passed ``SOURCE_SCHEMA``."""
    return Source(**row)
