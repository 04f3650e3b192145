"""``qiangzhen``: its commands, and setting a password."""

from __future__ import annotations

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from qiangzhen.agencies.models import Account
from qiangzhen.site import commands
from tests import factories


class TestOverview:
    def test_lists_our_own_commands_with_a_sentence_each(self) -> None:
        own = commands.own_commands()
        assert {"messages", "set-password"} <= set(own)
        assert "migrate" not in own
        for name, sentence in own.items():
            assert "_" not in name and sentence.strip(), name

    def test_is_what_the_bare_command_prints(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "argv", ["qiangzhen"])
        commands.main()
        assert "set-password" in capsys.readouterr().out


class TestMain:
    def test_runs_a_command_with_dashes(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "argv", ["qiangzhen", "set-password", "--help"])
        with pytest.raises(SystemExit) as ended:
            commands.main()
        assert ended.value.code == 0 and "the account name" in capsys.readouterr().out


class TestSetPassword:
    def set_to(self, monkeypatch: pytest.MonkeyPatch, username: str, password: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
        call_command("set_password", username, stdout=io.StringIO())

    def test_takes_it_from_standard_input(self, monkeypatch: pytest.MonkeyPatch, account: Account) -> None:
        self.set_to(monkeypatch, account.username, "eleven-signs")
        account.refresh_from_db()
        assert account.check_password("eleven-signs")

    @pytest.mark.parametrize("weak", ["short", "12345678901", "passwordpassword1"[:8]])
    def test_refuses_a_weak_one_and_keeps_the_old(
        self, monkeypatch: pytest.MonkeyPatch, account: Account, weak: str
    ) -> None:
        with pytest.raises(CommandError):
            self.set_to(monkeypatch, account.username, weak)
        account.refresh_from_db()
        assert account.check_password(factories.PASSWORD)

    def test_names_an_account_that_is_not_there(self, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
        with pytest.raises(CommandError, match="nobody"):
            self.set_to(monkeypatch, "nobody", "eleven-signs")
