"""The forms that change people, their posts and certificates, and the look at a number."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from qiangzhen.agencies.actions import (
    appoint_to_post,
    employ_person,
    end_post,
    issue_certificate,
    reveal_person_field,
    revoke_certificate,
)
from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.queries import PersonDetail, get_body, get_person, list_bodies
from qiangzhen.agencies.roles import Permission
from qiangzhen.places.queries import list_places
from qiangzhen.site.acts import ActPage, carry_out, or_404, show_act

from .forms import (
    AppointForm,
    CertificateForm,
    ChooseBodyForm,
    EmployForm,
    EndPostForm,
    RevealForm,
    RevokeForm,
)


def person_or_404(person_id: uuid.UUID) -> PersonDetail:
    """Return the person of this county with the key, or answer 404."""
    return or_404(get_person, person_id=person_id, on=timezone.localdate())


@requires(Permission.EDIT_AGENCIES)
@never_cache
@sensitive_post_parameters()
def employ(request: ActorRequest) -> HttpResponse:
    """Register somebody."""
    page = ActPage(
        heading=_("New person"),
        back=reverse("people"),
        button=_("Register"),
        done=_("The person has been registered."),
        then=lambda key: reverse("person", args=[key]),
    )
    return show_act(request, page=page, form=EmployForm(request.POST or None), act=employ_person)


@requires(Permission.REVEAL_PERSON)
@never_cache
@sensitive_post_parameters()
def reveal(request: ActorRequest, person_id: uuid.UUID) -> HttpResponse:
    """Show a number in full once, for a reason that is entered in the ledger."""
    person = person_or_404(person_id)
    form = RevealForm(request.POST or None, person=person)
    number = ""
    if request.method == "POST" and form.is_valid():
        inputs = form.cleaned_data | {"person_id": person_id}
        done, result = carry_out(request, form=form, act=reveal_person_field, inputs=inputs)
        number = result if done else ""
    facts = {"person": person, "form": form, "number": number}
    return render(request, "agencies/reveal.html", facts, status=422 if form.errors else 200)


@requires(Permission.EDIT_AGENCIES)
def choose_body(request: ActorRequest, person_id: uuid.UUID) -> HttpResponse:
    """Ask in which body a post is to be given: units differ from body to body."""
    person = person_or_404(person_id)
    form = ChooseBodyForm(request.POST or None, bodies=list_bodies())
    if request.method == "POST" and form.is_valid():
        return redirect("post-appoint", person_id=person_id, body_id=form.cleaned_data["body_id"])
    page = ActPage(
        heading=_("New post for %(name)s") % {"name": person.name},
        back=reverse("person", args=[person_id]),
        button=_("Continue"),
        done="",
    )
    return render(request, "acts/act.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@requires(Permission.EDIT_AGENCIES)
def appoint(request: ActorRequest, person_id: uuid.UUID, body_id: uuid.UUID) -> HttpResponse:
    """Give a person a post in a body."""
    person, body = person_or_404(person_id), or_404(get_body, body_id=body_id)
    page = ActPage(
        heading=_("New post for %(name)s") % {"name": person.name},
        lead=body.body.name,
        back=reverse("person", args=[person_id]),
        button=_("Appoint"),
        done=_("The post has been entered."),
    )
    units = [unit for unit in body.units if unit.abolished_on is None]
    form = AppointForm(request.POST or None, units=units, places=list_places())
    fixed = {"person_id": person_id, "body_id": body_id}
    return show_act(request, page=page, form=form, act=appoint_to_post, fixed=fixed)


@requires(Permission.EDIT_AGENCIES)
def end(request: ActorRequest, person_id: uuid.UUID, post_id: uuid.UUID) -> HttpResponse:
    """End a post of a person."""
    person = person_or_404(person_id)
    post = next((held for held in person.posts if held.id == post_id), None)
    if post is None:
        raise Http404
    page = ActPage(
        heading=_("End the post of %(name)s") % {"name": person.name},
        lead=f"{post.body_name} {post.unit_name} {post.title}",
        back=reverse("person", args=[person_id]),
        button=_("End the post"),
        done=_("The end of the post has been entered; its rights end with it."),
        grave=True,
    )
    form = EndPostForm(request.POST or None, initial={"on": timezone.localdate()})
    return show_act(request, page=page, form=form, act=end_post, fixed={"post_id": post_id})


@requires(Permission.EDIT_AGENCIES)
@never_cache
@sensitive_post_parameters()
def issue(request: ActorRequest, person_id: uuid.UUID) -> HttpResponse:
    """Register a certificate of a person."""
    person = person_or_404(person_id)
    page = ActPage(
        heading=_("New certificate of %(name)s") % {"name": person.name},
        back=reverse("person", args=[person_id]),
        button=_("Register"),
        done=_("The certificate has been registered."),
    )
    form = CertificateForm(request.POST or None)
    return show_act(request, page=page, form=form, act=issue_certificate, fixed={"person_id": person_id})


@requires(Permission.EDIT_AGENCIES)
def revoke(request: ActorRequest, person_id: uuid.UUID, certificate_id: uuid.UUID) -> HttpResponse:
    """Revoke a certificate of a person."""
    person = person_or_404(person_id)
    if all(certificate.id != certificate_id for certificate in person.certificates):
        raise Http404
    page = ActPage(
        heading=_("Revoke a certificate of %(name)s") % {"name": person.name},
        back=reverse("person", args=[person_id]),
        button=_("Revoke"),
        done=_("The certificate has been revoked."),
        grave=True,
    )
    form = RevokeForm(request.POST or None, initial={"on": timezone.localdate()})
    return show_act(
        request, page=page, form=form, act=revoke_certificate, fixed={"certificate_id": certificate_id}
    )
