"""Show the register of instruments, register a paper, and set its days of publication and filing."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from qiangzhen.agencies.guards import ActorRequest, requires
from qiangzhen.agencies.queries import list_bodies
from qiangzhen.agencies.roles import Permission
from qiangzhen.catalogue.bases import read_bases
from qiangzhen.county.models import County
from qiangzhen.documents import actions
from qiangzhen.documents.models import Instrument
from qiangzhen.documents.queries import get_instrument, list_instruments
from qiangzhen.ledger.queries import list_entries
from qiangzhen.site.acts import ActPage, DayField, or_404, show_act
from qiangzhen.site.law_words import CERTAINTIES, INSTRUMENT_KINDS

from ..agencies.forms import ChosenKeyField
from ..catalogue.forms import LinesField
from .sections import render_sections

_PAGE = 50


class KindFilter(forms.Form):
    """Which papers to show."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("all")), *INSTRUMENT_KINDS.items()],
    )
    after = forms.UUIDField(required=False)


class RegisterForm(forms.Form):
    """What a paper says of itself."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", "—"), *INSTRUMENT_KINDS.items()])
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=300, help_text=gettext_lazy("Without the marks 《》.")
    )
    number = forms.CharField(
        label=gettext_lazy("Document number"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("As printed, such as 吉政办发〔2018〕42号."),
    )
    issuer_body = ChosenKeyField(label=gettext_lazy("Issued by a body of the county"), required=False)
    issuer = forms.CharField(label=gettext_lazy("Or issued by"), required=False, max_length=200)
    signed_on = DayField(label=gettext_lazy("Signed on"), required=False)
    published_on = DayField(label=gettext_lazy("Published on"), required=False)
    published_where = forms.CharField(
        label=gettext_lazy("Where it was published"), required=False, max_length=300
    )
    filed_on = DayField(label=gettext_lazy("Filed on"), required=False)
    filed_with = forms.CharField(label=gettext_lazy("Filed with"), required=False, max_length=200)
    rests_on = LinesField(
        label=gettext_lazy("Law it rests on"),
        rows=2,
        help_text=gettext_lazy("One a line, such as 《中华人民共和国行政处罚法》第二十四条."),
    )
    certainty = forms.ChoiceField(
        label=gettext_lazy("How sure this is"), choices=list(CERTAINTIES.items()), initial="unverified"
    )
    note = forms.CharField(
        label=gettext_lazy("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_title(self) -> str:
        return re.sub(r"^《(.*)》$", r"\1", self.cleaned_data["title"].strip())


class PublicationForm(forms.Form):
    """When and where a paper was published."""

    on = DayField(label=gettext_lazy("Published on"))
    where = forms.CharField(label=gettext_lazy("Where it was published"), max_length=300)


class FilingForm(forms.Form):
    """When and with whom a paper was filed."""

    on = DayField(label=gettext_lazy("Filed on"))
    filed_with = forms.CharField(label=gettext_lazy("Filed with"), max_length=200)


@requires(Permission.READ_CATALOGUE)
@require_safe
def show_instruments(request: ActorRequest) -> HttpResponse:
    """Show registered papers, the newest registered first."""
    form = KindFilter(request.GET)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    papers = list_instruments(kind=asked["kind"], after=asked["after"], count=_PAGE + 1)
    after = papers[_PAGE - 1].id if len(papers) > _PAGE else None
    return render(
        request, "instruments/instruments.html", {"form": form, "papers": papers[:_PAGE], "after": after}
    )


@requires(Permission.READ_CATALOGUE)
@require_safe
def show_instrument(request: ActorRequest, instrument_id: uuid.UUID) -> HttpResponse:
    """Show a paper, its days, the law it rests on, and what rests on it."""
    paper = or_404(get_instrument, instrument_id=instrument_id)
    reads_ledger = Permission.READ_LEDGER in request.actor.permissions
    facts = {
        "paper": paper,
        "parts": render_sections(paper, request),
        "lines": list_entries(subject_id=instrument_id, limit=10) if reads_ledger else [],
    }
    return render(request, "instruments/instrument.html", facts)


@requires(Permission.REGISTER_INSTRUMENTS)
def register(request: ActorRequest) -> HttpResponse:
    """Register a paper."""
    page = ActPage(
        heading=_("Register a paper"),
        lead=_("Its days are set once each and never altered; leave out what is not known."),
        back=reverse("instruments"),
        button=_("Register"),
        done=_("The paper is registered."),
        then=lambda paper: reverse("instrument", args=[paper.id]),
    )
    form = RegisterForm(request.POST or None)
    issuer: Any = form.fields["issuer_body"]
    issuer.offer(list_bodies())

    def act(*, actor: Any, at: Any, rests_on: list[str], **said: Any) -> Instrument:
        laws = [
            {"title": basis.title, "article": article, "printed": basis.printed}
            for line in rests_on
            for basis in read_bases(line)
            for article in basis.articles or ("",)
        ]
        county = County.objects.get(pk=actor.county_id)
        draft = actions.InstrumentDraft(rests_on=laws, demonstration=county.demonstration, **said)
        return actions.register_instrument(actor=actor, at=at, draft=draft)

    return show_act(request, page=page, form=form, act=act)


@requires(Permission.PUBLISH_LISTS)
def publish(request: ActorRequest, instrument_id: uuid.UUID) -> HttpResponse:
    """State that a paper was published."""
    page = ActPage(
        heading=_("Publication"),
        lead=_("A decision that hands powers down gives none before it is published. The day is set once."),
        back=reverse("instrument", args=[instrument_id]),
        button=_("Set the day of publication"),
        done=_("The day of publication is set."),
    )
    fixed = {"instrument": or_404(Instrument.objects.get, pk=instrument_id)}
    form = PublicationForm(request.POST or None, initial={"on": timezone.localdate()})
    return show_act(request, page=page, form=form, act=actions.publish_instrument, fixed=fixed)


@requires(Permission.REGISTER_INSTRUMENTS)
def file(request: ActorRequest, instrument_id: uuid.UUID) -> HttpResponse:
    """State that a paper was filed for the record."""
    page = ActPage(
        heading=_("Filing for the record"),
        lead=_("The day is set once."),
        back=reverse("instrument", args=[instrument_id]),
        button=_("Set the day of filing"),
        done=_("The day of filing is set."),
    )
    fixed = {"instrument": or_404(Instrument.objects.get, pk=instrument_id)}
    form = FilingForm(request.POST or None, initial={"on": timezone.localdate()})
    return show_act(request, page=page, form=form, act=actions.file_instrument, fixed=fixed)
