import datetime as dt
import decimal
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangzhen.kernel.ledger import NotCanonical, canonical_json

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)


class TestCanonicalJson:
    def test_sorts_keys_and_leaves_no_blank(self):
        assert (
            canonical_json({"b": [1, None, True], "a": "烟花\n"})
            == '{"a":"烟花\\n","b":[1,null,true]}'.encode()
        )

    @given(values)
    def test_is_read_back_as_the_same_value(self, value):
        assert json.loads(canonical_json(value)) == value

    @given(values)
    def test_does_not_depend_on_the_order_of_keys(self, value):
        shuffled = json.loads(json.dumps(value), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
        assert canonical_json(shuffled) == canonical_json(value)

    def test_keeps_a_compatibility_ideograph_of_a_name(self):
        assert canonical_json("\uf9dc") == b'"\xef\xa7\x9c"'  # NFC would turn it into U+9686

    @pytest.mark.parametrize(
        ("value", "path"),
        [
            ({"rows": [{"amount": 1.5}]}, "$.rows[0].amount"),
            ({"on": dt.date(2026, 1, 1)}, "$.on"),
            ({"at": dt.datetime(2026, 1, 1)}, "$.at"),
            ({"id": uuid.UUID(int=1)}, "$.id"),
            ([decimal.Decimal("1.10")], "$[0]"),
            ({"deep": {1: "x"}}, "$.deep"),
            ({"n": 2**53}, "$.n"),
            ({"n": -(2**53)}, "$.n"),
            ({"s": "a\0b"}, "$.s"),
            ({"s": "\ud800"}, "$.s"),
            ({"a\0": 1}, "$.a\0"),
            ({"x": float("nan")}, "$.x"),
            ({"x": {1, 2}}, "$.x"),
            ({"x": b"bytes"}, "$.x"),
        ],
    )
    def test_refuses_what_others_would_print_otherwise_and_says_where(self, value, path):
        with pytest.raises(NotCanonical) as error:
            canonical_json(value)
        assert error.value.path == path

    def test_refuses_a_value_that_contains_itself(self):
        loop: list[object] = []
        loop.append({"again": loop})
        with pytest.raises(NotCanonical, match=r"\$\[0\]\.again: the value contains itself"):
            canonical_json(loop)

    def test_allows_the_same_value_in_two_places(self):
        shared = ["a"]
        assert canonical_json([shared, shared]) == b'[["a"],["a"]]'
