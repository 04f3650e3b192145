"""The site's addresses and a few more, each of which ends as its name says."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import RequestContext, engines
from django.urls import include, path
from django_cotton.compiler_regex import CottonCompiler

from qiangzhen.agencies.guards import public, requires, signed_in
from qiangzhen.agencies.roles import Permission
from qiangzhen.ledger.acts import Reason, Refused
from qiangzhen.site.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

NOTE = """{% extends "frame.html" %}{% block title %}说明{% endblock %}{% block heading %}说明{% endblock %}
{% block content %}<form method="post" class="panel" data-draft="note"{% if form.is_bound %} data-holds-input{% endif %}>
{% csrf_token %}<c-error-summary :form="form" /><c-field :field="form.words" /><c-field :field="form.secret" />
<div class="form-foot"><button class="button">保存</button><c-draft /></div></form>{% endblock %}"""


@public
def refused(request: HttpRequest) -> HttpResponse:
    raise Refused(
        Reason("no_mandate", "该镇没有此项授权。", "The town holds no such mandate.", rule="QZ-XS-003"),
        Reason("competent", "请向区应急管理局移送。", "Send it to the emergency bureau."),
    )


@requires(Permission.EDIT_PLACES)
def only_administrators(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@public
def fault(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("张三 220105199001011234")


@public
def denied(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@public
def too_big(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig("too much")


@public
def takes(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


class Note(forms.Form):
    words = forms.CharField(label="说明", widget=forms.Textarea)
    secret = forms.CharField(label="口令", widget=forms.PasswordInput, required=False)


@signed_in
def note(request: HttpRequest) -> HttpResponse:
    """A form that keeps drafts; "fault" typed into it makes one."""
    form = Note(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["words"] == "fault":
            raise RuntimeError
        return redirect("desk")
    page = engines["django"].engine.from_string(CottonCompiler().process(NOTE))
    return HttpResponse(page.render(RequestContext(request, {"form": form})))


urlpatterns = [
    path("note/", note),
    path("refused/", refused),
    path("only-administrators/", only_administrators),
    path("fault/", fault),
    path("denied/", denied),
    path("too-big/", too_big),
    path("takes/", takes),
    path("", include("qiangzhen.site.urls")),
]
