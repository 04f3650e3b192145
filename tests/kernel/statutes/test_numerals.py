"""Numerals of law, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangzhen.kernel.statutes import parse_citations, printed_article


class TestPrintedArticle:
    @pytest.mark.parametrize(
        ("article", "printed"),
        [
            ("24", "第二十四条"),
            ("10", "第十条"),
            ("103", "第一百零三条"),
            ("110", "第一百一十条"),
            ("63-1", "第六十三条之一"),
        ],
    )
    def test_prints_as_laws_do(self, article: str, printed: str) -> None:
        assert printed_article(article) == printed

    @pytest.mark.parametrize("article", ["", "0", "024", "二十四", "24-0", "10000"])
    def test_refuses_what_is_no_article(self, article: str) -> None:
        with pytest.raises(ValueError, match=r"article|articles"):
            printed_article(article)

    @given(st.integers(1, 9999), st.none() | st.integers(1, 99))
    def test_is_read_back_as_the_same_article(self, number: int, inserted: int | None) -> None:
        key = str(number) if inserted is None else f"{number}-{inserted}"
        (citation,) = parse_citations(f"《办法》{printed_article(key)}")
        assert [reference.article for reference in citation.articles] == [key]
