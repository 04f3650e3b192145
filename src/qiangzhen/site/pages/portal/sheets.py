"""Excel sheets of what is published: one table each, codes as text, nothing that Excel would compute."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from qiangzhen.agencies.queries import list_bodies
from qiangzhen.ledger.queries import list_checkpoints
from qiangzhen.portal.naming import KINDS, STATES
from qiangzhen.portal.queries import (
    MandateNarrowing,
    Narrowing,
    PublicMandate,
    act_names,
    list_public_mandates,
    list_public_powers,
    list_townships,
)
from qiangzhen.site.templatetags.portal import duty, limit
from qiangzhen.site.templatetags.qiangzhen import moment, told
from qiangzhen.site.words import BODY_KINDS, PLACE_KINDS

from .chains import mode_name

MOST_CHARACTERS = 32_767
"""What Excel takes in one cell; more would be lost without a word, so it is cut with a mark."""
_EVERY_CHECKPOINT = 100_000
_CHUNK = 1_000

Rows = Callable[[Narrowing, dt.date], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One subject of the open data: its name, a sentence, its columns and its rows."""

    name: Promise
    says: Promise
    columns: tuple[Promise, ...]
    rows: Rows


def make_sheet(*, subject: str, narrowed: Narrowing, today: dt.date) -> bytes:
    """Return one subject as an Excel file; numbers as numbers, everything else as text."""
    sheet = SHEETS[subject]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "border": 1})
        number = book.add_format({"valign": "top", "border": 1})
        page = book.add_worksheet(str(sheet.name)[:31])
        page.set_paper(9)
        page.set_landscape()
        page.repeat_rows(0)
        page.freeze_panes(1, 0)
        page.fit_to_pages(1, 0)
        for column, title in enumerate(sheet.columns):
            page.write_string(0, column, str(title), head)
            page.set_column(column, column, 10 if column == 0 else 24)
        for row, values in enumerate(sheet.rows(narrowed, today), start=1):
            for column, value in enumerate(values):
                if isinstance(value, int):
                    page.write_number(row, column, value, number)
                else:
                    page.write_string(row, column, _cell(value), plain)
    return file.getvalue()


def _cell(value: Any) -> str:
    text = "" if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _powers(narrowed: Narrowing, today: dt.date) -> Iterator[tuple[Any, ...]]:
    page = list_public_powers(narrowed=narrowed, today=today, count=None)
    for number, power in enumerate(page.powers, start=1):
        yield (
            number,
            power.code,
            power.name,
            told(KINDS[power.kind]),
            power.holder,
            "\n".join(basis.printed for basis in power.bases),
            "\n".join(duty(item) for item in power.responsibilities),
            "\n".join(duty(item) for item in power.accountability),
            limit(power.statutory_limit),
            limit(power.promised_limit),
            power.published_on,
        )


def _mandates(narrowed: Narrowing, today: dt.date) -> Iterator[tuple[Any, ...]]:
    for number, mandate in enumerate(_every_mandate(narrowed, today), start=1):
        yield (
            number,
            mandate.power_code,
            mandate.power_name,
            told(KINDS[mandate.power_kind]),
            mandate.giver,
            mandate.holder,
            mandate.area_code,
            mandate.area,
            mode_name(mandate.mode),
            "、".join(told(text) for act, text in act_names().items() if act.value in mandate.acts),
            told(STATES[mandate.state]),
            mandate.devolution_code,
            mandate.valid_from,
            mandate.valid_to,
            f"《{mandate.paper}》{mandate.paper_number}",
            mandate.paper_published_on,
        )


def _every_mandate(narrowed: Narrowing, today: dt.date) -> Iterator[PublicMandate]:
    asked = MandateNarrowing(holder=narrowed.holder, township=narrowed.township)
    after = None
    while True:
        chunk = list_public_mandates(on=today, today=today, narrowed=asked, after=after, count=_CHUNK)
        yield from chunk
        if len(chunk) < _CHUNK:
            return
        after = chunk[-1].id


def _bodies(narrowed: Narrowing, today: dt.date) -> Iterator[tuple[Any, ...]]:
    for number, body in enumerate(list_bodies(), start=1):
        kind = str(BODY_KINDS[body.kind])
        yield (
            number,
            body.key,
            body.name,
            body.short_name,
            kind,
            body.credit_code,
            body.parent_name,
            body.place_name,
        )


def _townships(narrowed: Narrowing, today: dt.date) -> Iterator[tuple[Any, ...]]:
    for number, line in enumerate(list_townships(today=today), start=1):
        yield (
            number,
            line.place.code,
            line.place.name,
            str(PLACE_KINDS[line.place.kind]),
            line.powers,
            line.place.source,
        )


def _checkpoints(narrowed: Narrowing, today: dt.date) -> Iterator[tuple[Any, ...]]:
    for number, line in enumerate(list_checkpoints(limit=_EVERY_CHECKPOINT), start=1):
        yield number, line.first, line.up_to, line.root, line.algorithm, moment(line.made_at)


SHEETS: dict[str, Sheet] = {
    "powers": Sheet(
        name=pgettext_lazy("portal", "Powers and responsibilities"),
        says=pgettext_lazy(
            "portal", "Every published power with its basis, responsibilities and accountability."
        ),
        columns=(
            pgettext_lazy("portal", "No."),
            pgettext_lazy("portal", "Code"),
            pgettext_lazy("portal", "Name"),
            pgettext_lazy("portal", "Kind of power"),
            pgettext_lazy("portal", "Held by"),
            pgettext_lazy("portal", "Legal basis"),
            pgettext_lazy("portal", "Responsibilities"),
            pgettext_lazy("portal", "Accountability"),
            pgettext_lazy("portal", "Statutory limit"),
            pgettext_lazy("portal", "Promised limit"),
            pgettext_lazy("portal", "Published on"),
        ),
        rows=_powers,
    ),
    "mandates": Sheet(
        name=pgettext_lazy("portal", "Mandates in force"),
        says=pgettext_lazy("portal", "Who exercises which power where today, and by which published paper."),
        columns=(
            pgettext_lazy("portal", "No."),
            pgettext_lazy("portal", "Code of the power"),
            pgettext_lazy("portal", "Name"),
            pgettext_lazy("portal", "Kind of power"),
            pgettext_lazy("portal", "Given by"),
            pgettext_lazy("portal", "Exercised by"),
            pgettext_lazy("portal", "Code of the area"),
            pgettext_lazy("portal", "Area"),
            pgettext_lazy("portal", "Way"),
            pgettext_lazy("portal", "Acts"),
            pgettext_lazy("portal", "State"),
            pgettext_lazy("portal", "Devolution code"),
            pgettext_lazy("portal", "From"),
            pgettext_lazy("portal", "Until (exclusive)"),
            pgettext_lazy("portal", "Paper"),
            pgettext_lazy("portal", "Paper published on"),
        ),
        rows=_mandates,
    ),
    "bodies": Sheet(
        name=pgettext_lazy("portal", "Bodies"),
        says=pgettext_lazy(
            "portal", "Departments, township governments, subdistrict offices and other bodies of the county."
        ),
        columns=(
            pgettext_lazy("portal", "No."),
            pgettext_lazy("portal", "Key"),
            pgettext_lazy("portal", "Name"),
            pgettext_lazy("portal", "Short name"),
            pgettext_lazy("portal", "Kind of body"),
            pgettext_lazy("portal", "Unified social credit code"),
            pgettext_lazy("portal", "Belongs to"),
            pgettext_lazy("portal", "Serves"),
        ),
        rows=_bodies,
    ),
    "townships": Sheet(
        name=pgettext_lazy("portal", "Townships"),
        says=pgettext_lazy("portal", "Townships and subdistricts with their codes."),
        columns=(
            pgettext_lazy("portal", "No."),
            pgettext_lazy("portal", "Code"),
            pgettext_lazy("portal", "Name"),
            pgettext_lazy("portal", "Kind of place"),
            pgettext_lazy("portal", "Powers exercised there"),
            pgettext_lazy("portal", "Source"),
        ),
        rows=_townships,
    ),
    "checkpoints": Sheet(
        name=pgettext_lazy("portal", "Checkpoints of the ledger"),
        says=pgettext_lazy(
            "portal", "The roots with which anybody can check that nothing was removed or altered."
        ),
        columns=(
            pgettext_lazy("portal", "No."),
            pgettext_lazy("portal", "First entry"),
            pgettext_lazy("portal", "Last entry"),
            pgettext_lazy("portal", "Root"),
            pgettext_lazy("portal", "Algorithm"),
            pgettext_lazy("portal", "Made at"),
        ),
        rows=_checkpoints,
    ),
}
"""What can be downloaded, by the name in the address."""
