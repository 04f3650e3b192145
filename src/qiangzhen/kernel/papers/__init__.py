"""Read lists of powers as governments publish them: a Word annex, a sheet, a web page, a table flattened to lines.

Such a list is where everything begins, and it is never clean: merged cells, repeated
headings, page numbers, traditional characters, half a row on the next page. What is
plainly printed becomes typed rows, each field with its place in the file; each doubt
becomes a finding; and what was not understood is listed, so that nothing is guessed
silently and nothing is lost.
"""

from ._form import FORM_SCHEMA, as_form
from ._list import read_list
from ._places import Place
from ._reading import (
    Column,
    Fact,
    Finding,
    Limits,
    ListedPower,
    ListFacts,
    ListReading,
    RowSource,
    Unread,
    UnreadableList,
)

__all__ = [
    "FORM_SCHEMA",
    "Column",
    "Fact",
    "Finding",
    "Limits",
    "ListFacts",
    "ListReading",
    "ListedPower",
    "Place",
    "RowSource",
    "Unread",
    "UnreadableList",
    "as_form",
    "read_list",
]
