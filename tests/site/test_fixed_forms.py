"""What commands and the API take for a question in a fixed form, before any field of it is looked at."""

from __future__ import annotations

import pytest

from qiangzhen.site.fixed_forms import Unreadable, form_from


class TestFormFrom:
    def test_reads_json_with_or_without_a_byte_order_mark(self) -> None:
        assert form_from('{"name": "镇"}'.encode()) == form_from('{"name": "镇"}'.encode("utf-8-sig"))

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", "不是 JSON"),
            (b"\xff", "UTF-8"),
            (b'{"on": 1, "on": 2}', "字段“on”出现了两次"),
            (b'{"on": NaN}', "NaN"),
            (b"[" * 100_000, "嵌套过深"),
            (b"[" * 40 + b"]" * 40, "嵌套过深"),
            (b'{"county": "\\ud800"}', "不能使用的字符"),
            (b'{"\\u0000": 1}', "不能使用的字符"),
            (b'{"certified_officers": ' + b"9" * 5_000 + b"}", "数过长"),
        ],
    )
    def test_says_what_is_wrong_with_everything_else(self, content: bytes, why: str) -> None:
        with pytest.raises(Unreadable) as unreadable:
            form_from(content)
        assert why in unreadable.value.text.zh
