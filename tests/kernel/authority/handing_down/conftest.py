"""The packs of the project, read once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qiangzhen.kernel.authority.handing_down import Packs, answer_form, load_packs

LAW = Path(__file__).parents[4] / "law"


@pytest.fixture(scope="session")
def packs() -> Packs:
    return load_packs(LAW)


@pytest.fixture(scope="session")
def ask(packs: Packs) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Ask a form and get the answer."""
    return lambda form: answer_form(form, packs)
