"""Every text a page shows has its Chinese, and no translation is left over."""

from __future__ import annotations

from qiangzhen.site.used_messages import report


class TestMessages:
    def test_are_complete(self) -> None:
        found = report()
        assert found.without_chinese == () and found.unused == ()
