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
            ("QIANGZHEN_UPLOAD_LIMIT_MB", "0"),
            ("QIANGZHEN_PORT", "65536"),
            ("QIANGZHEN_PORT", "9" * 5_000),
            ("QIANGZHEN_LEDGER_ALGORITHM", "md5"),
            ("QIANGZHEN_LOG_LEVEL", "loud"),
            ("QIANGZHEN_LAW_DIR", "/nowhere/at/all"),
        ],
    )
    def test_names_a_value_it_cannot_use(self, name: str, value: str) -> None:
        with pytest.raises(BadEnvironment, match=name):
            read_environment({name: value})

    def test_names_what_is_left_out_of_signing_in_through_a_provider(self) -> None:
        six = {f"QIANGZHEN_{v.name.upper()}": "x" for v in fields(Environment) if v.name.startswith("oidc_")}
        assert read_environment(six).oidc_client_id == "x"
        del six["QIANGZHEN_OIDC_TOKEN_ENDPOINT"]
        with pytest.raises(BadEnvironment, match="set QIANGZHEN_OIDC_TOKEN_ENDPOINT too"):
            read_environment(six)

    def test_names_a_variable_it_does_not_know(self) -> None:
        with pytest.raises(BadEnvironment, match="QIANGZHEN_HTTP "):
            read_environment({"QIANGZHEN_HTTP ": "1"})
