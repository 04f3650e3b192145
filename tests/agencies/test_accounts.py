"""Accounts are opened, closed and helped by acts; passwords stand nowhere."""

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from qiangzhen.agencies.acting import find_actor
from qiangzhen.agencies.actions import (
    change_own_password,
    close_account,
    open_account,
    reset_password,
    reset_second_factor,
)
from qiangzhen.agencies.models import Account
from qiangzhen.agencies.queries import get_person
from qiangzhen.agencies.roles import Role
from qiangzhen.county.scope import within
from qiangzhen.ledger.acts import PermissionRefused, Refused
from qiangzhen.ledger.models import Attempt, LedgerEntry
from qiangzhen.site.signing_in import PasswordBackend
from tests import factories

SECRET = "a-rather-long-secret"


def codes(refusal):
    return {reason.code for reason in refusal.value.reasons}


def lines():
    return "\n".join(LedgerEntry.objects.values_list("content", flat=True))


class TestOpenAccount:
    def test_lets_the_person_sign_in(self, county, administrator, noon):
        person = factories.make_person()
        open_account(actor=administrator, at=noon, person_id=person.id, username="ji.gaixin", password=SECRET)
        assert Account.objects.get(username="ji.gaixin").check_password(SECRET)
        assert SECRET not in lines()
        assert get_person(person_id=person.id, on=noon.date()).account.username == "ji.gaixin"

    @pytest.mark.parametrize(
        ("inputs", "reason"),
        [
            ({"username": "纪改新"}, "no_username"),
            ({"username": "ab"}, "no_username"),
            ({"username": "taken"}, "username_taken"),
            ({"password": "kx-7"}, "weak_password"),
            ({"password": "12345678901234"}, "weak_password"),
            ({"password": "password1234"}, "weak_password"),
        ],
    )
    def test_refuses_what_is_unfit(self, county, administrator, noon, inputs, reason):
        factories.make_account(Role.GRID_WORKER, username="taken")
        given = {"username": "jigaixin", "password": SECRET}
        with pytest.raises(Refused) as refusal:
            open_account(actor=administrator, at=noon, person_id=factories.make_person().id, **given | inputs)
        assert codes(refusal) == {reason}
        for told in refusal.value.reasons:
            assert inputs.get("password", "–") not in told.zh + told.en
        assert Attempt.objects.get().outcome == "refused"

    def test_refuses_a_second_account(self, county, administrator, noon):
        account = factories.make_account(Role.GRID_WORKER)
        with pytest.raises(Refused) as refusal:
            open_account(
                actor=administrator, at=noon, person_id=account.person_id, username="second", password=SECRET
            )
        assert codes(refusal) == {"has_account"}

    def test_tells_a_weak_password_in_both_languages(self, county, administrator, noon):
        with pytest.raises(Refused) as refusal:
            open_account(
                actor=administrator,
                at=noon,
                person_id=factories.make_person().id,
                username="abc",
                password="kx-7",
            )
        [reason] = refusal.value.reasons
        assert "密码" in reason.zh
        assert "password" in reason.en


class TestHelpWithAccounts:
    def test_closing_ends_signing_in(self, county, administrator, noon):
        account = factories.make_account(Role.GRID_WORKER)
        close_account(actor=administrator, at=noon, account_id=account.id, reason="离职")
        account.refresh_from_db()
        assert not account.is_active
        signing_in = PasswordBackend()
        assert signing_in.authenticate(None, account.username, factories.PASSWORD) is None
        assert signing_in.get_user(account.id) is None
        with pytest.raises(Refused):
            close_account(actor=administrator, at=noon, account_id=account.id, reason="离职")

    def test_a_password_is_reset_with_a_reason(self, county, administrator, noon):
        account = factories.make_account(Role.GRID_WORKER)
        reset_password(
            actor=administrator, at=noon, account_id=account.id, password=SECRET, reason="本人遗忘"
        )
        account.refresh_from_db()
        assert account.check_password(SECRET)
        assert "本人遗忘" in lines()
        assert SECRET not in lines()

    def test_a_second_factor_is_reset_once(self, county, administrator, noon):
        account = factories.make_account(Role.GRID_WORKER)
        TOTPDevice.objects.create(user=account, confirmed=True)
        given = {"actor": administrator, "at": noon, "account_id": account.id, "reason": "手机遗失"}
        reset_second_factor(**given)
        assert not TOTPDevice.objects.exists()
        with pytest.raises(Refused) as refusal:
            reset_second_factor(**given)
        assert codes(refusal) == {"no_second_factor"}

    def test_needs_the_permission(self, county, supervisor, noon):
        account = factories.make_account(Role.GRID_WORKER)
        with pytest.raises(PermissionRefused):
            reset_password(actor=supervisor, at=noon, account_id=account.id, password=SECRET, reason="x")

    def test_does_not_reach_into_another_county(self, county, other_county, administrator, noon):
        with within(other_county.id):
            foreign = factories.make_account(Role.GRID_WORKER)
        with pytest.raises(Account.DoesNotExist):
            reset_password(actor=administrator, at=noon, account_id=foreign.id, password=SECRET, reason="x")


class TestChangeOwnPassword:
    def actor(self, account, noon):
        return find_actor(account=account, chosen_post=None, on=noon.date())[0]

    def test_needs_the_present_one(self, county, noon):
        account = factories.make_account(Role.GRID_WORKER)
        actor = self.actor(account, noon)
        with pytest.raises(Refused) as refusal:
            change_own_password(actor=actor, at=noon, present="wrong", new=SECRET)
        assert codes(refusal) == {"wrong_password"}
        change_own_password(actor=actor, at=noon, present=factories.PASSWORD, new=SECRET)
        account.refresh_from_db()
        assert account.check_password(SECRET)
        assert SECRET not in lines()

    def test_refuses_the_same_again(self, county, noon):
        account = factories.make_account(Role.GRID_WORKER)
        with pytest.raises(Refused) as refusal:
            change_own_password(
                actor=self.actor(account, noon), at=noon, present=factories.PASSWORD, new=factories.PASSWORD
            )
        assert codes(refusal) == {"unchanged"}
