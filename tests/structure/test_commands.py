"""Every command of ours says what it does and is described in docs/commands."""

from pathlib import Path

import pytest
from django.core.management import load_command_class

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src" / "qiangzhen" / "site" / "management" / "commands"
COMMANDS = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
DESCRIBED = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "commands").glob("*.md"))
)


@pytest.mark.parametrize("command", COMMANDS)
class TestEveryCommand:
    def test_says_what_it_does(self, command):
        assert len(load_command_class("qiangzhen.site", command).help) > 20

    def test_is_described(self, command):
        assert f"qiangzhen {command.replace('_', '-')}" in DESCRIBED
