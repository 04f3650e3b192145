"""Signing in: by name and password, not by guessing, not to a foreign address."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from qiangzhen.agencies.models import Account, Post
from qiangzhen.agencies.roles import Role
from qiangzhen.county.models import County
from tests import factories

from .conftest import sign_in


class TestSignIn:
    def test_opens_the_desk(self, client: Client, account: Account) -> None:
        answer = sign_in(client, account)
        assert answer.status_code == 302 and answer["Location"] == "/desk/"
        assert account.person.name in client.get("/desk/").content.decode()

    def test_refuses_a_wrong_password_and_an_unknown_name_with_the_same_words(
        self, client: Client, account: Account
    ) -> None:
        pages = [
            client.post("/sign-in/", {"username": name, "password": "not-the-password"})
            for name in (account.username, "nobody")
        ]
        assert [page.status_code for page in pages] == [422, 422]
        assert all("账号或密码不正确。" in page.content.decode() for page in pages)
        assert "not-the-password" not in pages[0].content.decode()
        assert client.get("/desk/").status_code == 302

    def test_refuses_an_account_that_was_closed(self, client: Client, account: Account) -> None:
        Account.objects.filter(pk=account.pk).update(is_active=False)
        assert sign_in(client, account).status_code == 422

    def test_ends_the_session_of_an_account_closed_meanwhile(self, client: Client, account: Account) -> None:
        sign_in(client, account)
        Account.objects.filter(pk=account.pk).update(is_active=False)
        assert client.get("/desk/")["Location"].startswith("/sign-in/")

    def test_gives_the_session_a_new_key(self, client: Client, account: Account) -> None:
        client.get("/sign-in/")
        session = client.session
        session["planted"] = True
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key
        sign_in(client, account)
        assert client.session.session_key != planted

    def test_goes_on_to_the_page_that_was_asked_for(self, client: Client, account: Account) -> None:
        asked = client.get("/desk/?a=1&b=2")
        assert asked["Location"] == "/sign-in/?next=%2Fdesk%2F%3Fa%3D1%26b%3D2"
        assert sign_in(client, account, next="/desk/?a=1&b=2")["Location"] == "/desk/?a=1&b=2"

    @pytest.mark.parametrize(
        "foreign", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
    )
    def test_never_goes_on_to_a_foreign_address(self, client: Client, account: Account, foreign: str) -> None:
        assert sign_in(client, account, next=foreign)["Location"] == "/desk/"

    def test_says_so_when_no_post_is_held_today(self, client: Client, account: Account) -> None:
        Post.objects.filter(person=account.person).update(valid_to=timezone.localdate())
        sign_in(client, account)
        page = client.get(client.get("/desk/")["Location"])
        assert page.status_code == 403 and "今天没有在任岗位" in page.content.decode()


class TestLockout:
    def test_closes_the_name_after_five_wrong_passwords_and_says_until_when(
        self, client: Client, account: Account
    ) -> None:
        before = timezone.now()
        for _ in range(settings.AXES_FAILURE_LIMIT):
            page = client.post("/sign-in/", {"username": account.username, "password": "a wrong guess"})
        again = timezone.localtime(before + dt.timedelta(minutes=15))
        assert page.status_code == 429
        assert any(
            f"{when:%H:%M}后恢复" in page.content.decode()
            for when in (again, again + dt.timedelta(minutes=1))
        )
        assert sign_in(client, account).status_code == 429

    def test_does_not_close_another_name(self, client: Client, account: Account) -> None:
        other = factories.make_account(Role.WINDOW_CLERK)
        for _ in range(settings.AXES_FAILURE_LIMIT):
            client.post("/sign-in/", {"username": account.username, "password": "a wrong guess"})
        assert sign_in(client, other).status_code == 302


class TestSignOut:
    def test_ends_the_session(self, client: Client, account: Account) -> None:
        sign_in(client, account)
        client.post("/sign-out/")
        assert client.get("/desk/")["Location"].startswith("/sign-in/")

    def test_is_not_done_by_a_mere_link(self, client: Client, account: Account) -> None:
        sign_in(client, account)
        page = client.get("/sign-out/")
        assert page.status_code == 405 and "按钮" in page.content.decode()
        assert client.get("/desk/").status_code == 200


class TestChoosePost:
    def test_changes_what_the_person_may_do(self, client: Client, account: Account) -> None:
        second = factories.make_post(
            Role.SUPERVISOR, person=account.person, title="监督员", valid_from=dt.date(2021, 1, 1)
        )
        sign_in(client, account)
        page = client.post("/post/", {"post": str(second.id)}, follow=True).content.decode()
        assert f"您现在以{second.body.name}监督员的身份办理。" in page

    def test_never_takes_the_post_of_another(self, client: Client, account: Account) -> None:
        foreign = factories.make_post(Role.ADMINISTRATOR)
        sign_in(client, account)
        page = client.post("/post/", {"post": str(foreign.id)}, follow=True).content.decode()
        assert "您今天不在该岗位任职。" in page and foreign.body.name not in page

    def test_bears_a_post_that_is_no_post(self, client: Client, account: Account) -> None:
        sign_in(client, account)
        assert client.post("/post/", {"post": "' OR 1=1"}, follow=True).status_code == 200


class TestLanguage:
    def test_is_chinese_whatever_the_browser_prefers(self, client: Client, county: County) -> None:
        page = client.get("/sign-in/", headers={"Accept-Language": "en-US"})
        assert 'lang="zh-Hans"' in page.content.decode() and "登录" in page.content.decode()

    def test_follows_the_reader(self, client: Client, county: County) -> None:
        answer = client.post("/language/", {"language": "en", "next": "/sign-in/?next=/desk/"})
        assert answer["Location"] == "/sign-in/?next=/desk/"
        page = client.get("/sign-in/").content.decode()
        assert 'lang="en"' in page and "Account name" in page

    def test_ignores_a_language_it_does_not_speak(self, client: Client, county: County) -> None:
        client.post("/language/", {"language": "tlh", "next": "https://elsewhere.example/"})
        assert 'lang="zh-Hans"' in client.get("/sign-in/").content.decode()

    def test_is_first_that_of_the_account(self, client: Client, account: Account) -> None:
        Account.objects.filter(pk=account.pk).update(language="en")
        sign_in(client, account)
        assert 'lang="en"' in client.get("/desk/").content.decode()
