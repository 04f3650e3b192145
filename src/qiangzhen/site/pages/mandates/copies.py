"""Copies of mandates for Excel: days are days, all else is text, so that nothing a paper prints becomes a formula."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.mandates.queries import list_mandates
from qiangzhen.site.law_words import POWER_KINDS
from qiangzhen.site.mandate_words import mode_name
from qiangzhen.site.templatetags.mandate_words import act_names, circumstance_names
from qiangzhen.site.templatetags.qiangzhen import day

from .forms import MandatesFilter
from .standing import lines_of

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STEP = 500

Cell = str | dt.date | None
"""What a cell holds; None leaves it empty."""


@requires(Permission.READ_MANDATES)
@require_safe
def excel(request: ActorRequest) -> HttpResponse:
    """Send the filtered mandates as a sheet."""
    form = MandatesFilter(request.GET)
    if not form.is_valid():
        raise Http404
    title = _("Mandates, %(day)s") % {"day": day(form.cleaned_data["on"] or timezone.localdate())}
    head = [
        (_("Code"), 16), (_("Power"), 40), (_("Kind"), 12), (_("Held by"), 20), (_("Handed down by"), 20),
        (_("Way down"), 12), (_("State"), 12), (_("Acts"), 20), (_("Area covered"), 14), (_("Stays with the department"), 18),
        (_("In force from"), 18), (_("Holds until"), 18), (_("By which paper"), 40), (_("Published on"), 18),
        (_("Devolution code"), 34),
    ]  # fmt: skip
    return as_download(as_sheet(_rows(form), head=head, title=title), title=title)


def _rows(form: MandatesFilter) -> Iterator[Sequence[Cell]]:
    on = form.cleaned_data["on"] or timezone.localdate()
    after: UUID | None = None
    while page := list_mandates(narrowed=form.narrowed(), after=after, count=_STEP):
        for line in lines_of(page, on=on):
            one = line.mandate
            yield (
                one.power_code, one.power_name, str(POWER_KINDS[one.power_kind]), one.holder, one.giver,
                mode_name(one.mode), line.standing.word, act_names(one.acts), one.area, circumstance_names(one.reserved),
                one.valid_from, one.valid_to, one.grant_instrument, one.published_on, one.devolution_code,
            )  # fmt: skip
        after = page[-1].id


def as_download(sheet: bytes, *, title: str) -> HttpResponse:
    """Return a sheet as the file ``<title>.xlsx``."""
    disposition = content_disposition_header(as_attachment=True, filename=f"{title}.xlsx")
    return HttpResponse(sheet, content_type=_EXCEL, headers={"Content-Disposition": disposition or ""})


def as_sheet(rows: Iterable[Sequence[Cell]], *, head: Sequence[tuple[str, int]], title: str) -> bytes:
    """Return rows as a workbook that prints on A4; ``head`` gives each column's name and width in characters."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    bold = book.add_format(
        {"bold": True, "border": 1, "bg_color": "#EAF0F6", "text_wrap": True, "valign": "vcenter"}
    )
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_size": 10})
    dated = book.add_format({"border": 1, "valign": "top", "font_size": 10, "num_format": "yyyy-mm-dd"})
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for column, (name, width) in enumerate(head):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, name, bold)
    for number, cells in enumerate(rows, start=2):
        for column, cell in enumerate(cells):
            if isinstance(cell, dt.date):
                sheet.write_datetime(number, column, dt.datetime.combine(cell, dt.time()), dated)
            else:
                sheet.write_string(number, column, cell or "", plain)
    sheet.freeze_panes(2, 2)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return content.getvalue()
