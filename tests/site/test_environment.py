"""Every variable is documented, and a wrong one is named."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from qiangzhen.site.environment import BadEnvironment, Environment, read_environment

DOCUMENT = Path(__file__).parents[2] / "docs" / "environment.md"


class TestEnvironment:
    def test_is_documented_with_the_same_sentences(self) -> None:
        document = DOCUMENT.read_text(encoding="utf-8")
        for variable in fields(Environment):
            assert f"| `QIANGZHEN_{variable.name.upper()}` |" in document
            assert f"| {variable.metadata['sentence']} |" in document
        assert document.count("| `QIANGZHEN_") == len(fields(Environment))

    def test_reads_text_numbers_paths_and_switches(self) -> None:
        found = read_environment(
            {
                "QIANGZHEN_DATA_DIR": "/data",
                "QIANGZHEN_HTTPS": "1",
                "QIANGZHEN_UPLOAD_LIMIT_MB": "7",
                "PATH": "/bin",
            }
        )
        assert (found.data_dir, found.https, found.upload_limit_mb, found.debug) == (
            Path("/data"),
            True,
            7,
            False,
        )

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("QIANGZHEN_HTTPS", "yes"),
            ("QIANGZHEN_UPLOAD_LIMIT_MB", "-5"),
            ("QIANGZHEN_UPLOAD_LIMIT_MB", "五十"),
        ],
    )
    def test_names_a_value_it_cannot_use(self, name: str, value: str) -> None:
        with pytest.raises(BadEnvironment, match=name):
            read_environment({name: value})

    def test_names_a_variable_it_does_not_know(self) -> None:
        with pytest.raises(BadEnvironment, match="QIANGZHEN_HTTP "):
            read_environment({"QIANGZHEN_HTTP ": "1"})
