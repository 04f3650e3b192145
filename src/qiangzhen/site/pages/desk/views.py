"""Greet each post with what waits for it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.roles import Permission
from qiangzhen.site.days import describe_day

from .cards import list_cards, list_quick_actions
from .waiting import list_waiting


@requires(Permission.READ_DESK)
def show_desk(request: ActorRequest) -> HttpResponse:
    today = timezone.localdate()
    facts = {
        "today": today,
        "day": describe_day(today),
        "part_of_day": _part_of_day(timezone.localtime().hour),
        "waiting": list_waiting(actor=request.actor, on=today),
        "cards": list_cards(actor=request.actor, on=today),
        "quick_actions": list_quick_actions(actor=request.actor),
    }
    return render(request, "desk/desk.html", facts)


def _part_of_day(hour: int) -> str:
    if hour < 12:
        return "morning"
    return "afternoon" if hour < 18 else "evening"
