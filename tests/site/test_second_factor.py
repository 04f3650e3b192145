"""The second factor: set up, confirmed, asked for, and never passed by."""

from __future__ import annotations

import re
import time

from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from qiangzhen.agencies.models import Account
from qiangzhen.site.pages.sign_in import views

from .conftest import sign_in


def code_of(device: TOTPDevice) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time()
    return f"{totp.token():06d}"


def with_device(account: Account) -> TOTPDevice:
    return TOTPDevice.objects.create(user=account, name="phone", confirmed=True)


class TestSetUp:
    def test_is_confirmed_with_the_digits_the_phone_shows(self, client: Client, account: Account) -> None:
        sign_in(client, account)
        page = client.get("/account/second-factor/").content.decode()
        assert '<img src="/account/second-factor/code.svg"' in page
        picture = client.get("/account/second-factor/code.svg")
        assert picture["Content-Type"] == "image/svg+xml" and b"<svg" in picture.content
        device = TOTPDevice.objects.get(user=account)
        code = code_of(device)
        answer = client.post("/account/second-factor/", {"code": f"{code[:3]} {code[3:]}"})
        assert answer["Location"] == "/account/"
        assert TOTPDevice.objects.get(user=account).confirmed

    def test_stays_open_after_a_wrong_code(self, client: Client, account: Account) -> None:
        sign_in(client, account)
        client.get("/account/second-factor/")
        wrong = f"{(int(code_of(TOTPDevice.objects.get(user=account))) + 1) % 1_000_000:06d}"
        assert client.post("/account/second-factor/", {"code": wrong}).status_code == 422
        assert not TOTPDevice.objects.get(user=account).confirmed

    def test_never_shows_the_secret_again_once_confirmed(self, client: Client, account: Account) -> None:
        sign_in(client, account)
        with_device(account)
        assert client.get("/account/second-factor/code.svg").status_code == 404
        assert client.get("/account/second-factor/")["Location"] == "/account/"


class TestAskedFor:
    def test_signs_nobody_in_by_the_password_alone(self, client: Client, account: Account) -> None:
        with_device(account)
        assert sign_in(client, account, next="/account/")["Location"] == "/sign-in/second/"
        assert client.get("/desk/")["Location"].startswith("/sign-in/")

    def test_signs_in_with_the_code_and_goes_on(self, client: Client, account: Account) -> None:
        device = with_device(account)
        sign_in(client, account, next="/account/")
        answer = client.post("/sign-in/second/", {"code": code_of(device)})
        assert answer["Location"] == "/account/"
        assert client.get("/desk/").status_code == 200

    def test_takes_a_code_once(self, client: Client, account: Account) -> None:
        device = with_device(account)
        code = code_of(device)
        sign_in(client, account)
        client.post("/sign-in/second/", {"code": code})
        other = Client()
        sign_in(other, account)
        assert other.post("/sign-in/second/", {"code": code}).status_code == 422

    def test_slows_down_guessing(self, client: Client, account: Account) -> None:
        device = with_device(account)
        sign_in(client, account)
        wrong = f"{(int(code_of(device)) + 1) % 1_000_000:06d}"
        client.post("/sign-in/second/", {"code": wrong})
        assert client.post("/sign-in/second/", {"code": code_of(device)}).status_code == 422

    def test_forgets_the_password_after_five_minutes(self, client: Client, account: Account) -> None:
        device = with_device(account)
        sign_in(client, account)
        session = client.session
        account_id, _until, going_to = session[views.PENDING]
        session[views.PENDING] = [account_id, time.time() - 1, going_to]
        session.save()
        assert client.post("/sign-in/second/", {"code": code_of(device)})["Location"] == "/sign-in/"

    def test_is_not_reached_without_a_password(self, client: Client, account: Account) -> None:
        with_device(account)
        assert client.get("/sign-in/second/")["Location"] == "/sign-in/"


class TestPassword:
    def test_is_changed_by_who_knows_the_old_one(self, client: Client, account: Account) -> None:
        sign_in(client, account)
        old = {"old_password": "long-enough-for-tests"}
        typed = {**old, "new_password1": "another-long-word", "new_password2": "another-long-word"}
        assert client.post("/account/", typed)["Location"] == "/account/"
        assert client.get("/desk/").status_code == 200
        account.refresh_from_db()
        assert account.check_password("another-long-word")

    def test_is_kept_when_the_old_one_is_wrong(self, client: Client, account: Account) -> None:
        sign_in(client, account)
        typed = {
            "old_password": "wrong",
            "new_password1": "another-long-word",
            "new_password2": "another-long-word",
        }
        page = client.post("/account/", typed)
        assert page.status_code == 422
        assert re.search(r'class="error-summary"', page.content.decode())
