"""Show bodies and people."""

from __future__ import annotations

import uuid

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.queries import (
    get_body,
    get_certified_counts,
    get_person,
    list_bodies,
    list_certificates_of_body,
    list_people,
    list_posts_of_body,
)
from qiangzhen.agencies.roles import Permission
from qiangzhen.ledger.queries import list_entries
from qiangzhen.site.acts import or_404

from .forms import BodiesFilter, PeoplePage

_PAGE = 50


@requires(Permission.READ_AGENCIES)
@require_safe
def show_bodies(request: ActorRequest) -> HttpResponse:
    """Show the bodies of the county, and how many certified officers each has today."""
    form = BodiesFilter(request.GET)
    bodies = []
    if form.is_valid():
        bodies = list_bodies(
            kind=form.cleaned_data["kind"], with_abolished=form.cleaned_data["with_abolished"]
        )
    counts = get_certified_counts(on=timezone.localdate())
    facts = {"form": form, "rows": [(body, counts.get(body.id, 0)) for body in bodies]}
    return render(request, "agencies/bodies.html", facts, status=400 if form.errors else 200)


@requires(Permission.READ_AGENCIES)
@require_safe
def show_body(request: ActorRequest, body_id: uuid.UUID) -> HttpResponse:
    """Show a body with its units, posts, certificates and former names."""
    detail = or_404(get_body, body_id=body_id)
    today = timezone.localdate()
    facts = {
        "detail": detail,
        "body": detail.body,
        "posts": list_posts_of_body(body_id=body_id, on=today),
        "certificates": list_certificates_of_body(body_id=body_id, on=today),
        "certified": get_certified_counts(on=today).get(body_id, 0),
        "lines": _lines(request, body_id),
    }
    return render(request, "agencies/body.html", facts)


@requires(Permission.READ_AGENCIES)
@require_safe
def show_people(request: ActorRequest) -> HttpResponse:
    """Show the people of the county with the posts they hold today."""
    form = PeoplePage(request.GET)
    if not form.is_valid():
        raise Http404
    try:
        people = list_people(on=timezone.localdate(), after=form.cleaned_data["after"], limit=_PAGE + 1)
    except ObjectDoesNotExist as unknown:
        raise Http404 from unknown
    more = len(people) > _PAGE
    facts = {"people": people[:_PAGE], "after": people[_PAGE - 1].id if more else None}
    return render(request, "agencies/people.html", facts)


@requires(Permission.READ_AGENCIES)
@require_safe
def show_person(request: ActorRequest, person_id: uuid.UUID) -> HttpResponse:
    """Show a person with posts and certificates; numbers are masked."""
    today = timezone.localdate()
    person = or_404(get_person, person_id=person_id, on=today)
    facts = {
        "person": person,
        "posts": [(post, post.held_on(today)) for post in person.posts],
        "lines": _lines(request, person_id),
    }
    return render(request, "agencies/person.html", facts)


def _lines(request: ActorRequest, subject_id: uuid.UUID) -> list[object]:
    if Permission.READ_LEDGER not in request.actor.permissions:
        return []
    return list(list_entries(subject_id=subject_id, limit=10))
