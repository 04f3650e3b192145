"""Propose codes for powers that a list brings without one: the basic code of GB/T 39554.1, serials of the county's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qiangzhen.county import law
from qiangzhen.county.models import County
from qiangzhen.county.scope import current_county_id
from qiangzhen.kernel.identifiers import IdentifierTables
from qiangzhen.kernel.statutes import PowerKind

from .models import Power

_OTHER_FIELD = "99"
_SERIALS = (*range(901, 1000), *range(101, 901))
"""Serials a county gives itself begin at 901; when they are used up, from 101. Nothing of law: our own choice."""
_WHOLE_ITEM = "000"


class CodeProposer:
    """Hands out codes nobody uses yet; make one for each list, so that its rows do not get the same."""

    def __init__(self, *, taken: Iterable[str] = ()) -> None:
        county = County.objects.get(pk=current_county_id())
        self._province = county.code[:2]
        self._tables = law.identifier_tables(county.pack)
        self._taken = set(Power.objects.values_list("code", flat=True)) | set(taken)
        self._waiting: dict[str, Iterator[int]] = {}

    def propose(self, *, kind: str, holder_name: str) -> str:
        """Return the next free code for a power of this kind and holder; empty when the kind is not known or all are used."""
        digits = _kind_digits(kind, self._tables)
        if not digits:
            return ""
        start = self._province + digits + _field_digits(holder_name, self._tables)
        for serial in self._waiting.setdefault(start, iter(_SERIALS)):
            code = f"{start}{serial:03d}{_WHOLE_ITEM}"
            if code not in self._taken:
                self._taken.add(code)
                return code
        return ""


def _kind_digits(kind: str, tables: IdentifierTables) -> str:
    if kind not in {known.value for known in PowerKind}:
        return ""
    return next((digits for digits, row in tables.kinds.items() if kind in row.kinds), "")


def _field_digits(holder_name: str, tables: IdentifierTables) -> str:
    """Return the digits of the field whose name stands in the holder's name, the longest first."""
    fields = sorted(tables.departments.items(), key=lambda row: -len(row[1].zh))
    return next((digits for digits, name in fields if name.zh in holder_name), _OTHER_FIELD)
