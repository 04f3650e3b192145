"""House rules that a machine can read: names, lengths, clocks, silent failures, numbers of law in code."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "qiangzhen"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
KERNEL = [path for path in FILES if "kernel" in path.parts]

LONGEST_FILE = 420
LONGEST_FUNCTION = 60
NO_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "base",
    "misc",
    "manager",
    "managers",
    "service",
}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=named)
class TestEveryFile:
    def test_is_not_called_utils_or_the_like(self, path):
        parts = {part.removesuffix(".py").strip("_") for part in path.relative_to(SOURCE).parts}
        assert not parts & NO_NAMES

    def test_opens_by_saying_why_it_exists(self, path):
        if path.name in {"apps.py"} or not path.read_text(encoding="utf-8").strip():
            return
        assert ast.get_docstring(tree(path)), f"{named(path)} has no docstring"

    def test_has_one_subject(self, path):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= LONGEST_FILE, f"{named(path)} has {lines} lines: split it by subject"

    def test_has_no_endless_function(self, path):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno
                assert length <= LONGEST_FUNCTION, f"{named(path)}: {node.name} has {length} lines"

    def test_never_fails_in_silence(self, path):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                only = node.body[0] if len(node.body) == 1 else None
                assert not isinstance(only, ast.Pass), f"{named(path)}:{node.lineno}: except … pass"
                broad = node.type is None or (
                    isinstance(node.type, ast.Name) and node.type.id == "BaseException"
                )
                assert not broad, f"{named(path)}:{node.lineno}: names no error"

    def test_leaves_nothing_undone(self, path):
        text = path.read_text(encoding="utf-8")
        for mark in ("TODO", "FIXME", "XXX", "NotImplementedError"):
            assert mark not in text, f"{named(path)}: {mark}"


@pytest.mark.parametrize("path", KERNEL, ids=named)
class TestTheKernel:
    def test_has_no_clock_and_no_chance(self, path):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in {
                "now",
                "today",
                "utcnow",
                "time_ns",
                "urandom",
            }:
                raise AssertionError(f"{named(path)}:{node.lineno}: asks the clock or chance: {node.attr}")


APPS = ("county", "ledger", "places", "agencies", "documents", "catalogue", "mandates", "portal")
PAGES = ("django.shortcuts", "django.template", "django.forms")
GUARDS = SOURCE / "agencies" / "guards.py"
"""The one file of an app that answers a request: it turns away who may not pass."""


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.relative_to(SOURCE).parts[0] in APPS and p != GUARDS], ids=named
)
class TestApps:
    def test_know_nothing_of_pages(self, path):
        for node in ast.walk(tree(path)):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not any(module.startswith(PAGES) for module in modules), named(path)


class TestNoSignals:
    @pytest.mark.parametrize("path", FILES, ids=named)
    def test_news_travels_by_ledger_entry(self, path):
        assert "django.db.models.signals" not in path.read_text(encoding="utf-8")


class TestUnscopedRows:
    """``every_county`` walks over all counties; only these may use it, each for the reason given."""

    ALLOWED = {
        "county/models.py": "declares it",
        "ledger/storage.py": "walks over chains of all counties when verifying",
        "ledger/queries.py": "walks over chains of all counties when verifying",
        "portal/queries/counties.py": "tells which counties have published anything",
    }

    @pytest.mark.parametrize("path", FILES, ids=named)
    def test_are_read_only_where_it_is_named(self, path):
        if ".every_county" in path.read_text(encoding="utf-8"):
            assert path.relative_to(SOURCE).as_posix() in self.ALLOWED
