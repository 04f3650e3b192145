"""Sign in with name, password and, where set up, a second factor; sign out; choose the post to act as."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import login as confirm_second_factor
from django_otp.plugins.otp_totp.models import TOTPDevice

from qiangzhen.agencies.guards import public, signed_in
from qiangzhen.agencies.models import Account
from qiangzhen.site.signing_in import PasswordBackend

from .forms import CodeForm, SignInForm
from .returning import go_on, own_address

PENDING = "second_factor_pending"
"""Session key: [account, seconds since the epoch until which the code may be given, where to go on]."""
PENDING_SECONDS = 300
_BACKEND = f"{PasswordBackend.__module__}.{PasswordBackend.__qualname__}"


@public
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; with a second factor set up, nobody is signed in before it is given."""
    going_to = own_address(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        if request.actor is None:  # type: ignore[attr-defined]
            return render(request, "sign_in/no_post.html", status=403)
        return go_on(request, going_to, otherwise="desk")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if isinstance(account, Account):
            return _second_step(request, account, going_to)
        form.add_error(None, _("The account name and the password do not fit together."))
    facts = {
        "form": form,
        "next": going_to,
        "session_ended": bool(going_to) and request.method == "GET",
        "has_provider": bool(settings.OIDC_RP_CLIENT_ID),
        "keeps_drafts": True,
        "hides_sign_in": True,
    }
    return render(request, "sign_in/sign_in.html", facts, status=200 if not form.errors else 422)


def _second_step(request: HttpRequest, account: Account, going_to: str) -> HttpResponse:
    if not TOTPDevice.objects.filter(user=account, confirmed=True).exists():
        login(request, account, backend=_BACKEND)
        return go_on(request, going_to, otherwise="desk")
    request.session.cycle_key()
    request.session[PENDING] = [str(account.id), time.time() + PENDING_SECONDS, going_to]
    return redirect("second-factor")


@public
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code; the password was right at most five minutes ago."""
    account_id, until, going_to = request.session.get(PENDING, ("", 0.0, ""))
    account = PasswordBackend().get_user(account_id) if account_id and time.time() < until else None
    device = TOTPDevice.objects.filter(user=account, confirmed=True).first() if account else None
    if account is None or device is None:
        request.session.pop(PENDING, None)
        messages.info(request, _("Please begin again with your account name and password."))
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            del request.session[PENDING]
            login(request, account, backend=_BACKEND)
            confirm_second_factor(request, device)
            return go_on(request, going_to, otherwise="desk")
        form.add_error(
            "code", _("This code is not right, or it came too soon after a wrong one. Wait for the next.")
        )
    facts = {"form": form, "keeps_drafts": True, "hides_sign_in": True}
    return render(request, "sign_in/second_factor.html", facts, status=200 if not form.errors else 422)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("sign-in")


@signed_in
@require_POST
def choose_post(request: HttpRequest) -> HttpResponse:
    """Act as another post of one's own from now on."""
    from qiangzhen.site.middleware import CHOSEN_POST

    chosen = request.POST.get("post", "")
    held = {str(post.id): post for post in request.posts}  # type: ignore[attr-defined]
    if chosen in held:
        request.session[CHOSEN_POST] = chosen
        post = held[chosen]
        messages.success(
            request,
            _("You now act as %(title)s of %(body)s.") % {"title": post.title, "body": post.body.name},
        )
    else:
        messages.error(request, _("You do not hold this post today."))
    return redirect("desk")
