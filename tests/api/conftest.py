"""The same world as the public pages."""

from __future__ import annotations

import pytest

from qiangzhen.county.models import County
from tests.portal.world import World, make_world


@pytest.fixture
def world(county: County) -> World:
    return make_world()
