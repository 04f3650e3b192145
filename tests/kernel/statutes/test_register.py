"""The register finds the statute that is meant, and the text that held on a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from qiangzhen.kernel.lawdata import BrokenLawFile
from qiangzhen.kernel.statutes import (
    StatuteRegister,
    UnknownStatute,
    article_key,
    load_statutes,
    parse_citations,
)

from .conftest import LAW

TODAY = dt.date(2026, 7, 1)
STATUTE = """\
id: {id}
title: {title}
rank: law
issuers: [全国人民代表大会]
number: null
promulgated_on: 2000-01-01
in_force_from: 2000-01-01
certainty: unverified
"""


class TestFind:
    @pytest.mark.parametrize(
        "title",
        [
            "中华人民共和国行政处罚法",
            "行政处罚法",
            "《行政处罚法》",
            "处罚法",
            "行政處罰法",
            "中华人民共和国 行政处罚法",
        ],
    )
    def test_knows_a_statute_by_each_of_its_names(self, register: StatuteRegister, title: str) -> None:
        statute = register.find(title, on=TODAY)
        assert statute is not None
        assert statute.id == "penalty-law"

    def test_does_not_know_what_is_not_registered(self, register: StatuteRegister) -> None:
        assert register.find("某某县犬只管理办法", on=TODAY) is None

    @pytest.mark.parametrize(
        ("on", "number"),
        [(dt.date(2009, 1, 1), "30"), (dt.date(2026, 5, 31), "30"), (dt.date(2026, 6, 1), "19")],
    )
    def test_tells_two_statutes_of_one_title_apart_by_the_day(
        self, register: StatuteRegister, on: dt.date, number: str
    ) -> None:
        statute = register.find("特种作业人员安全技术培训考核管理规定", on=on)
        assert statute is not None
        assert statute.number == number

    def test_lets_a_printed_number_decide(self, register: StatuteRegister) -> None:
        statute = register.find("特种作业人员安全技术培训考核管理规定", on=TODAY, number="30")
        assert statute is not None
        assert statute.replaced_by == "special-operations-provisions-2026"


class TestGet:
    def test_refuses_an_unknown_id(self, register: StatuteRegister) -> None:
        with pytest.raises(UnknownStatute, match="no-such-law"):
            register.get("no-such-law")


class TestVersionOn:
    @pytest.mark.parametrize(
        ("on", "amended_by"),
        [
            (dt.date(2013, 8, 28), None),
            (dt.date(2013, 8, 29), "63"),
            (dt.date(2015, 6, 30), "63"),
            (dt.date(2015, 7, 1), "80"),
        ],
    )
    def test_is_the_text_last_amended_before_the_day(
        self, register: StatuteRegister, on: dt.date, amended_by: str | None
    ) -> None:
        version = register.get("safety-training-provisions").version_on(on)
        assert version is not None
        assert (version.amendment.number if version.amendment else None) == amended_by

    def test_is_none_before_it_begins_and_from_the_day_it_ends(self, register: StatuteRegister) -> None:
        statute = register.get("confined-space-interim-provisions")
        assert statute.version_on(dt.date(2013, 6, 30)) is None
        assert statute.version_on(dt.date(2023, 12, 31)) is not None
        assert statute.version_on(dt.date(2024, 1, 1)) is None


class TestArticleOn:
    def test_is_what_the_article_said_that_day(self, register: StatuteRegister) -> None:
        law = register.get("penalty-law")
        article = law.article_on("24", on=TODAY)
        assert article is not None
        assert "published" in article.says.en
        assert law.article_on("24", on=dt.date(2021, 7, 14)) is None


class TestArticleKey:
    def test_is_the_same_for_every_name_of_the_statute(self, register: StatuteRegister) -> None:
        (short,) = parse_citations("《处罚法》第二十四条")
        (full,) = parse_citations("《中华人民共和国行政处罚法》第24条")
        assert article_key(short, "24", register=register) == article_key(full, "24", register=register)
        assert article_key(full, "24") == article_key("行政处罚法", "24")
        assert article_key(full, "24") != article_key(full, "25")


class TestLoadStatutes:
    def law(self, tmp_path: Path, **files: str) -> Path:
        folder = tmp_path / "national" / "statutes"
        folder.mkdir(parents=True)
        for name in ("issuers.yaml", "bases.yaml"):
            (tmp_path / "national" / name).write_bytes((LAW / "national" / name).read_bytes())
        for name, content in files.items():
            (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
        return tmp_path

    def test_reads_what_is_well_formed(self, tmp_path: Path) -> None:
        law = self.law(tmp_path, one=STATUTE.format(id="one", title="甲法"))
        assert list(load_statutes(law).statutes) == ["one"]

    @pytest.mark.parametrize(
        ("surplus", "line", "field", "message"),
        [
            ("colour: red\n", 9, "colour", "unknown field"),
            ("replaced_by: two\n", 9, "replaced_by", "no statute two"),
            ("in_force_to: 1999-01-01\n", 9, "in_force_to", "after in_force_from"),
            ("in_force_to: 2015-02-30\n", 9, "in_force_to", "2015-02-30"),
            (
                "articles:\n"
                "  - {article: '1', says: {zh: 一, en: one}, in_force_to: 2010-01-01, certainty: verified}\n"
                "  - {article: '1', says: {zh: 二, en: two}, in_force_from: 2009-01-01, certainty: verified}\n",
                11,
                "articles[1]",
                "given twice",
            ),
        ],
    )
    def test_names_file_line_and_field_of_a_fault(
        self, tmp_path: Path, surplus: str, line: int, field: str, message: str
    ) -> None:
        law = self.law(tmp_path, one=STATUTE.format(id="one", title="甲法") + surplus)
        with pytest.raises(BrokenLawFile) as caught:
            load_statutes(law)
        problem = caught.value.problems[0]
        assert problem.file.endswith("one.yaml")
        assert (problem.line, problem.field) == (line, field)
        assert message in problem.message

    def test_refuses_two_statutes_of_one_name_on_one_day(self, tmp_path: Path) -> None:
        law = self.law(
            tmp_path,
            one=STATUTE.format(id="one", title="甲法"),
            two=STATUTE.format(id="two", title="中华人民共和国甲法"),
        )
        with pytest.raises(BrokenLawFile, match="another statute is cited as 甲法"):
            load_statutes(law)

    def test_refuses_an_id_that_is_not_the_files_name(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenLawFile, match="must be the file's name, one"):
            load_statutes(self.law(tmp_path, one=STATUTE.format(id="two", title="甲法")))


class TestShippedRegister:
    def test_holds_the_laws_that_handing_down_rests_on(self, register: StatuteRegister) -> None:
        needed = {
            "penalty-law", "licensing-law", "coercion-law", "review-law", "administrative-litigation-law",
            "local-government-law", "land-administration-law", "urban-rural-planning-law", "work-safety-law",
            "information-disclosure", "enforcement-supervision", "business-environment", "petition-work",
            "major-decisions", "crime-transfer", "online-government-services",
        }  # fmt: skip
        assert needed <= set(register.statutes)

    def test_names_only_issuers_that_are_registered(self, register: StatuteRegister) -> None:
        unknown = {
            (statute.id, issuer)
            for statute in register.statutes.values()
            for issuer in statute.issuers
            if register.issuers.find(issuer) is None and not register.issuers.is_local(issuer)
        }
        assert unknown == set()
