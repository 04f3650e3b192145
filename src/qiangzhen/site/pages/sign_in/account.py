"""One's own account: the password, and the second factor at sign-in."""

from __future__ import annotations

import base64
import io

import qrcode
import qrcode.image.svg
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as confirm_second_factor
from django_otp.plugins.otp_totp.models import TOTPDevice

from qiangzhen.agencies.actions import change_own_password, set_second_factor
from qiangzhen.agencies.guards import signed_in
from qiangzhen.ledger.acts import Refused
from qiangzhen.site.templatetags.qiangzhen import told

from .forms import CodeForm


@signed_in
@never_cache
@sensitive_post_parameters()
def show_account(request: HttpRequest) -> HttpResponse:
    """Show how one signs in, and change the password."""
    form = PasswordChangeForm(request.user, request.POST or None)  # type: ignore[arg-type]
    # The form is one of two on the page: it must not take the focus when the page opens.
    form.fields["old_password"].widget.attrs.pop("autofocus")
    if request.method == "POST" and form.is_valid():
        try:
            change_own_password(
                actor=request.actor,  # type: ignore[attr-defined]
                at=timezone.now(),
                present=form.cleaned_data["old_password"],
                new=form.cleaned_data["new_password1"],
            )
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error("new_password1", told(reason))
        else:
            request.user.refresh_from_db()  # type: ignore[union-attr]
            update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
            messages.success(request, _("Your password has been changed."))
            return redirect("account")
    facts = {"form": form, "has_second_factor": _confirmed(request) is not None}
    return render(request, "sign_in/account.html", facts, status=200 if not form.errors else 422)


@signed_in
@never_cache
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Show the code to scan and confirm it with the digits it gives."""
    if _confirmed(request) is not None:
        return redirect("account")
    device = _unconfirmed(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            set_second_factor(actor=request.actor, at=timezone.now(), device=device)  # type: ignore[attr-defined]
            confirm_second_factor(request, device)
            messages.success(request, _("From now on you are asked for a code when you sign in."))
            return redirect("account")
        form.add_error(
            "code", _("This code is not right, or it came too soon after a wrong one. Wait for the next.")
        )
    facts = {"form": form, "key": _in_fours(device)}
    return render(request, "sign_in/set_up_second_factor.html", facts, status=200 if not form.errors else 422)


@signed_in
@never_cache
def second_factor_code(request: HttpRequest) -> HttpResponse:
    """Draw the code to scan; only while it is not yet confirmed."""
    if _confirmed(request) is not None:
        raise Http404
    picture = io.BytesIO()
    address = _unconfirmed(request).config_url
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathFillImage, box_size=10).save(picture)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def _confirmed(request: HttpRequest) -> TOTPDevice | None:
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=request.user, confirmed=True).first()
    return device


def _unconfirmed(request: HttpRequest) -> TOTPDevice:
    device: TOTPDevice
    device, _made = TOTPDevice.objects.get_or_create(
        user=request.user, confirmed=False, defaults={"name": "phone"}
    )
    return device


def _in_fours(device: TOTPDevice) -> str:
    """Return the secret as an authenticator takes it by hand: base 32 in groups of four."""
    secret = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
