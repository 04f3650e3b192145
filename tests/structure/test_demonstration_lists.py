"""The sample lists of the demonstration are what their script makes, and the reader of lists takes every row of them."""

import runpy
from pathlib import Path
from typing import Any

import docx
import pytest
import python_calamine

from qiangzhen.kernel.papers import read_list

from .test_demonstration import DEMONSTRATION, powers

LIST_FILES = ("first-list.txt", "second-list.xlsx", "second-list.docx", "second-list.html", "second-list.csv")


def excel_cells(path: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def word_cells(path: Path) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    for name, make in runpy.run_path(str(DEMONSTRATION / "lists" / "make_lists.py"))["MAKERS"].items():
        make(folder / name)
    return folder


class TestLists:
    def test_hold_thirty_rows_in_excel_as_the_script_makes_them(self, made):
        kept = excel_cells(DEMONSTRATION / "lists" / "second-list.xlsx")
        assert kept == excel_cells(made / "second-list.xlsx")
        assert sum(isinstance(row[0], float) for row in kept) == 30

    def test_hold_thirty_rows_in_word_as_the_script_makes_them(self, made):
        kept = word_cells(DEMONSTRATION / "lists" / "second-list.docx")
        assert kept == word_cells(made / "second-list.docx")
        assert sum(row[0].isdigit() for row in kept) == 30

    @pytest.mark.parametrize("name", ["second-list.html", "second-list.csv"])
    def test_are_the_bytes_the_script_makes(self, made, name):
        assert (DEMONSTRATION / "lists" / name).read_bytes() == (made / name).read_bytes()

    @pytest.mark.parametrize("name", LIST_FILES)
    def test_are_read_whole_in_every_format(self, name):
        reading = read_list(path=DEMONSTRATION / "lists" / name)
        by_name = {power["name"]: power for power in powers()}
        assert len(reading.rows) == (5 if name.startswith("first") else 30)
        for row in reading.rows:
            power = by_name[row.name]
            assert row.department == power["department"]
            assert [base.title for base in row.bases] == [basis["statute"] for basis in power["bases"]]
