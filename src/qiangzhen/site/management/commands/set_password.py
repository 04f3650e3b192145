"""``qiangzhen set-password``: set an account's password at the server's own terminal."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from qiangzhen.agencies.models import Account


class Command(BaseCommand):
    help = "Set the password of an account; asked for twice, or read from the first line of standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="the account name")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"there is no account {username!r}")
        password = _ask()
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        account.set_password(password)
        account.save(update_fields=["password"])
        self.stdout.write(f"the password of {username} is set")


def _ask() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("New password: ")
    if getpass.getpass("Once more: ") != password:
        raise CommandError("the two passwords differ; nothing was changed")
    return password
