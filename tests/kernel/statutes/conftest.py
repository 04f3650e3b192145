"""The national law as it is shipped, read once for all tests of the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from qiangzhen.kernel.statutes import KindTable, StatuteRegister, load_kinds, load_statutes

LAW = Path(__file__).parents[3] / "law"


@pytest.fixture(scope="session")
def register() -> StatuteRegister:
    return load_statutes(LAW)


@pytest.fixture(scope="session")
def kinds() -> KindTable:
    return load_kinds(LAW)
