"""The matrix of powers × townships: who holds what on a day, as known then."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.queries import BodyLine, list_bodies
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.queries import PowerFilter, PowerView, list_powers
from qiangzhen.catalogue.searching import find_powers
from qiangzhen.mandates.queries import MandateFilter, MandateView, list_held_powers, read_board
from qiangzhen.site.mandate_words import mode_name
from qiangzhen.site.templatetags.qiangzhen import day, moment

from .copies import as_download, as_sheet
from .forms import MatrixFilter, receiving
from .standing import Standing, fallen_bases, stand

_PAGE = 60
_MOST_FOUND = 2000
_STEP = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one body holds of one power: at most one record a day and area, usually one."""

    held: tuple[tuple[MandateView, Standing], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One power with a cell for each body."""

    power: PowerView
    cells: tuple[Cell, ...]


@requires(Permission.READ_MANDATES)
@require_safe
def show_matrix(request: ActorRequest) -> HttpResponse:
    """Show one page of the matrix."""
    form = MatrixFilter(request.GET)
    if not form.is_valid():
        return render(request, "mandates/matrix.html", {"form": form}, status=400)
    bodies, powers = _bodies(form), _powers(form, after=form.cleaned_data["after"], count=_PAGE + 1)
    facts = {
        "form": form,
        "on": form.asked_on,
        "known_at": form.cleaned_data["known_at"],
        "bodies": bodies,
        "rows": _rows(form, powers[:_PAGE], bodies),
        "after": powers[_PAGE - 1].code if len(powers) > _PAGE else None,
    }
    return render(request, "mandates/matrix.html", facts)


@requires(Permission.READ_MANDATES)
@require_safe
def excel(request: ActorRequest) -> HttpResponse:
    """Send the whole filtered matrix as a sheet."""
    form = MatrixFilter(request.GET)
    if not form.is_valid():
        raise Http404
    bodies = _bodies(form)
    known_at = form.cleaned_data["known_at"]
    title = _("Matrix of powers and townships, in force on %(day)s") % {"day": day(form.asked_on)}
    if known_at:
        title += _(", as known at %(moment)s") % {"moment": moment(known_at)}
    head = [
        (_("Code"), 16),
        (_("Power"), 40),
        (_("Holder by law"), 20),
        *((body.short_name, 12) for body in bodies),
    ]
    return as_download(as_sheet(_sheet_rows(form, bodies), head=head, title=title), title=title)


def _sheet_rows(form: MatrixFilter, bodies: Sequence[BodyLine]) -> Iterable[Sequence[str]]:
    after = ""
    while powers := _powers(form, after=after, count=_STEP):
        for row in _rows(form, powers, bodies):
            cells = [
                "\n".join(f"{mode_name(one.mode)} {standing.word}" for one, standing in cell.held)
                for cell in row.cells
            ]
            yield [row.power.code, row.power.name, row.power.holder, *cells]
        after = powers[-1].code


def _bodies(form: MatrixFilter) -> list[BodyLine]:
    bodies = receiving(list_bodies())
    chosen = form.cleaned_data["township"]
    if chosen:
        return [body for body in bodies if body.id == chosen]
    return [body for body in bodies if body.kind != "public_institution"]


def _powers(form: MatrixFilter, *, after: str, count: int) -> list[PowerView]:
    asked = form.cleaned_data
    among: set[uuid.UUID] | None = None
    if asked["q"]:
        among = set(find_powers(query=asked["q"], published_only=False, count=_MOST_FOUND))
    if not asked["everything"]:
        held = list_held_powers(narrowed=_asked(form))
        among = held if among is None else among & held
    narrowed = PowerFilter(
        kind=asked["kind"], holder_id=asked["department"], among=None if among is None else sorted(among)
    )
    return list_powers(narrowed=narrowed, after=after, count=count)


def _asked(form: MatrixFilter) -> MandateFilter:
    asked = form.cleaned_data
    return MandateFilter(
        on=form.asked_on,
        known_at=asked["known_at"],
        holder_id=asked["township"],
        mode=asked["mode"],
        state=asked["state"],
    )


def _rows(form: MatrixFilter, powers: Sequence[PowerView], bodies: Sequence[BodyLine]) -> list[Row]:
    on: dt.date = form.asked_on
    asked = form.cleaned_data
    board = read_board(
        on=on,
        known_at=asked["known_at"],
        powers=[power.id for power in powers],
        receivers=[body.id for body in bodies],
    )
    fallen = fallen_bases(on)

    def cell(power: PowerView, body: BodyLine) -> Cell:
        held = (one for one in board.get((power.id, body.id), ()) if _fits(one, asked))
        return Cell(held=tuple((one, stand(one, on=on, fallen=fallen)) for one in held))

    return [Row(power=power, cells=tuple(cell(power, body) for body in bodies)) for power in powers]


def _fits(one: MandateView, asked: dict[str, str]) -> bool:
    return asked["mode"] in ("", one.mode) and asked["state"] in ("", one.state)
