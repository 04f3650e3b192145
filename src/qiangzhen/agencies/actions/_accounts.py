"""How people sign in: accounts opened and closed, passwords and second factors."""

from __future__ import annotations

import re
import uuid

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django_otp.plugins.otp_totp.models import TOTPDevice

from qiangzhen.county.scope import current_county_id
from qiangzhen.ledger.acts import Act, Reason, Refused, action

from ..models import Account, Person
from ..roles import Permission
from ._checks import against_text

_USERNAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")


@action("account:opened", permission=Permission.EDIT_AGENCIES)
def open_account(act: Act, *, person_id: uuid.UUID, username: str, password: str) -> uuid.UUID:
    """Open an account for a person, and return its key; account names are unique over all counties."""
    person = Person.objects.get(id=person_id)
    account = Account(county_id=person.county_id, person=person, username=username)
    reasons = _against_password(password, account)
    if not _USERNAME.fullmatch(username) or not 3 <= len(username) <= 64:
        reasons.append(
            Reason(
                "no_username",
                "账号用小写字母、数字，中间可用点、横线、下划线，3至64个字符。",
                "An account name takes small letters and digits, with . _ - between them, 3 to 64 in all.",
                field="username",
            )
        )
    elif Account.objects.filter(username=username).exists():
        reasons.append(
            Reason(
                "username_taken",
                f"账号{username}已有人使用。",
                f"The name {username} is taken.",
                field="username",
            )
        )
    if Account.objects.filter(person=person).exists():
        reasons.append(
            Reason("has_account", f"{person.name}已有账号。", f"{person.name} has an account already.")
        )
    if reasons:
        raise Refused(*reasons)
    account.set_password(password)
    account.save()
    act.enter(subject=account, facts={"person": person.name, "username": username})
    return account.id


@action("account:closed", permission=Permission.EDIT_AGENCIES)
def close_account(act: Act, *, account_id: uuid.UUID, reason: str) -> None:
    """Close an account: nobody signs in with it any more, and open sessions end with the next page."""
    account = _account(account_id)
    reasons = against_text(reason, field="reason", zh="理由", en="reason", longest=300)
    if not account.is_active:
        reasons.append(Reason("closed", "此账号已停用。", "This account has been closed already."))
    if reasons:
        raise Refused(*reasons)
    account.is_active = False
    account.save()
    act.enter(subject=account, facts={"username": account.username, "reason": reason})


@action("account:password_reset", permission=Permission.EDIT_AGENCIES)
def reset_password(act: Act, *, account_id: uuid.UUID, password: str, reason: str) -> None:
    """Give an account another password because its holder cannot sign in; that somebody did so is entered."""
    account = _account(account_id)
    reasons = [
        *against_text(reason, field="reason", zh="理由", en="reason", longest=300),
        *_against_password(password, account),
    ]
    if reasons:
        raise Refused(*reasons)
    account.set_password(password)
    account.save()
    act.enter(subject=account, facts={"username": account.username, "reason": reason})


@action("account:second_factor_reset", permission=Permission.EDIT_AGENCIES)
def reset_second_factor(act: Act, *, account_id: uuid.UUID, reason: str) -> None:
    """Remove the second factor of an account whose holder lost the phone; it can then be set up anew."""
    account = _account(account_id)
    reasons = against_text(reason, field="reason", zh="理由", en="reason", longest=300)
    devices = TOTPDevice.objects.filter(user=account)
    if not devices.exists():
        reasons.append(
            Reason("no_second_factor", "此账号未设第二重验证。", "This account has no second factor.")
        )
    if reasons:
        raise Refused(*reasons)
    devices.delete()
    act.enter(subject=account, facts={"username": account.username, "reason": reason})


@action("account:password_changed", permission=Permission.READ_DESK)
def change_own_password(act: Act, *, present: str, new: str) -> None:
    """Change the password of the account the actor is signed in with."""
    account = Account.objects.get(person=act.actor.person_id, county_id=current_county_id())
    reasons = _against_password(new, account, field="new")
    if not account.check_password(present):
        reasons.append(
            Reason("wrong_password", "现密码不正确。", "The present password is not right.", field="present")
        )
    elif present == new:
        reasons.append(
            Reason("unchanged", "新密码与现密码相同。", "The new password is the present one.", field="new")
        )
    if reasons:
        raise Refused(*reasons)
    account.set_password(new)
    account.save()
    act.enter(subject=account, facts={"username": account.username})


@action("account:second_factor_set", permission=Permission.READ_DESK)
def set_second_factor(act: Act, *, device: TOTPDevice) -> None:
    """Let the account be asked for the digits of a device whose digits were just proved right."""
    account = Account.objects.get(person=act.actor.person_id, county_id=current_county_id())
    if device.user_id != account.pk:
        raise Refused(Reason("not_yours", "这不是您的设备。", "This device is not yours."))
    device.confirmed = True
    device.save()
    act.enter(subject=account, facts={"username": account.username})


def _account(account_id: uuid.UUID) -> Account:
    return Account.objects.get(id=account_id, county_id=current_county_id())


_WEAK = {
    "password_too_short": (
        "密码太短，至少{min_length}个字符。",
        "The password is too short: at least {min_length} characters.",
    ),
    "password_too_common": ("密码太常见，容易被猜到。", "The password is too common and easily guessed."),
    "password_entirely_numeric": ("密码不能全是数字。", "The password may not be digits only."),
}


def _against_password(password: str, account: Account, *, field: str = "password") -> list[Reason]:
    """Return why a password is refused, in both languages; the password itself is in none of them."""
    try:
        validate_password(password, account)
    except ValidationError as faults:
        reasons = []
        for fault in faults.error_list:
            zh, en = _WEAK[str(fault.code)]
            params = fault.params or {}
            reasons.append(Reason("weak_password", zh.format(**params), en.format(**params), field=field))
        return reasons
    return []
