"""Every noun of the kernel, and every value a form may hold, stands in the glossary."""

import importlib
import inspect
import re
from pathlib import Path

import pytest

from qiangzhen.agencies.roles import Role
from qiangzhen.kernel.authority import Mode, ReceiverKind
from qiangzhen.kernel.authority.exercise import ActKind, Circumstance
from qiangzhen.kernel.statutes import PowerKind, Rank

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(\w+)`", GLOSSARY))
ROOMS = (
    "lawdata", "statutes", "identifiers", "calendars", "deadlines", "ledger", "papers",
    "authority.exercise", "authority.handing_down",
)  # fmt: skip


def nouns(room: str) -> list[str]:
    module = importlib.import_module(f"qiangzhen.kernel.{room}")
    public = [(name, getattr(module, name)) for name in module.__all__]
    return [name for name, value in public if inspect.isclass(value) and not issubclass(value, BaseException)]


class TestTheGlossary:
    @pytest.mark.parametrize("room", ROOMS)
    def test_holds_every_noun_of_the_kernel(self, room):
        assert not set(nouns(room)) - NAMED

    @pytest.mark.parametrize("words", [Mode, ReceiverKind, PowerKind, Role], ids=lambda words: words.__name__)
    def test_holds_every_value_of_a_closed_list(self, words):
        assert not {word.value for word in words} - NAMED

    @pytest.mark.parametrize("words", [ActKind, Circumstance, Rank], ids=lambda words: words.__name__)
    def test_names_every_word_of_the_short_lists(self, words):
        assert not {word.value for word in words if not re.search(rf"\b{word.value}\b", GLOSSARY)}

    def test_names_nothing_that_is_gone(self):
        known = {name for room in ROOMS for name in nouns(room)}
        known |= {word.value for words in (Mode, ReceiverKind, PowerKind, Role) for word in words}
        assert sorted(NAMED - known - set(ROOMS) - {"Mode", "ReceiverKind"}) == []
