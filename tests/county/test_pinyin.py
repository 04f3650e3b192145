"""Initials as a clerk types them."""

import pytest

from qiangzhen.county.pinyin import initials_of


class TestInitialsOf:
    @pytest.mark.parametrize(
        ("name", "initials"),
        [
            ("安全生产", "aqsc"),
            ("劝农山镇", "qnsz"),
            ("12345热线", "12345rx"),
            ("A级旅游景区", "ajlyjq"),
            ("《》", ""),
        ],
    )
    def test_are_the_first_letters(self, name, initials):
        assert initials_of(name) == initials
