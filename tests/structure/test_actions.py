"""Every action is a lawful write: it names a permission that exists, and nothing writes beside actions."""

import ast
import importlib
from pathlib import Path

import pytest

from qiangzhen.agencies.roles import Permission, Role, permissions_of
from qiangzhen.ledger.acts import all_actions

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "qiangzhen"
for path in sorted(SOURCE.glob("*/actions*")) + sorted(SOURCE.glob("*/actions/*.py")):
    importlib.import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
ACTIONS = {name: done for name, done in all_actions().items() if name.startswith("qiangzhen.")}
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "update",
    "delete",
    "get_or_create",
    "update_or_create",
}


@pytest.mark.parametrize("name", sorted(ACTIONS))
class TestEveryAction:
    def test_asks_a_permission_somebody_holds(self, name):
        permission = ACTIONS[name].permission
        assert permission in {one.value for one in Permission}
        assert any(permission in permissions_of([role]) for role in Role)

    def test_is_named_by_subject_and_past_participle(self, name):
        subject, _, done = ACTIONS[name].kind.partition(":")
        assert subject and done and ACTIONS[name].kind.islower()

    def test_says_what_it_does(self, name):
        assert len((ACTIONS[name].__doc__ or "").strip()) > 20


class TestKinds:
    def test_are_entered_by_one_action_each(self):
        kinds = [action.kind for action in ACTIONS.values()]
        assert sorted(kinds) == sorted(set(kinds))


class TestPages:
    """A page, a route or a command never writes a row of a county by itself."""

    LIBRARIES_OWN = {
        "pages/sign_in/views.py": "sessions, devices and the account's language, which are no acts of office",
        "pages/sign_in/account.py": "the one-time-password device of the signed-in person",
        "pages/language/views.py": "the account's language",
        "management/commands/set_password.py": "the password of an account, asked at the server's own terminal",
    }

    @pytest.mark.parametrize(
        "path", sorted((SOURCE / "site").rglob("*.py")), ids=lambda p: p.relative_to(SOURCE).as_posix()
    )
    def test_write_only_through_actions(self, path):
        named = path.relative_to(SOURCE / "site").as_posix()
        if named in self.LIBRARIES_OWN:
            return
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITES
            ):
                continue
            target = ast.unparse(node.func.value)
            assert ".objects" not in target and not target.endswith("objects"), (
                f"{named}:{node.lineno}: {target}"
            )
