"""How fast a published list in Excel becomes typed rows, beside calamine, which only fetches the cells."""

from __future__ import annotations

import tempfile
from pathlib import Path

import python_calamine
import xlsxwriter

from qiangzhen.kernel.papers import read_list

from .measure import rates
from .table import Row

_HEADINGS = ["序号", "权限名称", "实施部门", "权限类型", "设定依据", "赋权意见"]
_DISTINCT = 5_000
"""Different matters in the list: a province's list repeats each for many counties."""


def reading(*, rows: int, rounds: int) -> list[Row]:
    """Return the rows of reading a list of powers from a sheet of so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        _write(path, rows)
        read = len(read_list(path=path).rows)
        if read != rows:
            raise AssertionError(f"of {rows} rows {read} were read")
        found = rates(
            {
                "calamine alone, no row understood": (lambda: _cells(path), rows),
                "read a published list from Excel": (lambda: read_list(path=path), rows),
            },
            rounds=rounds,
        )
    bare = found["calamine alone, no row understood"]
    return [
        Row(
            name,
            f"{rows:,}",
            rate,
            beside="" if rate is bare else f"{bare / rate:.1f}× calamine alone (goal 4×)",
        )
        for name, rate in found.items()
    ]


def _cells(path: Path) -> int:
    return len(python_calamine.load_workbook(path).get_sheet_by_index(0).to_python())


def _write(path: Path, rows: int) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("赋权清单")
        sheet.write_row(0, 0, _HEADINGS)
        for number in range(rows):
            matter = number % _DISTINCT
            sheet.write_row(
                number + 1,
                0,
                [
                    number + 1,
                    f"对违反规定从事第{matter}类经营活动的处罚",
                    f"{['应急管理', '城市管理', '市场监督管理', '农业农村'][matter % 4]}局",
                    ["行政处罚", "行政许可", "行政检查"][matter % 3],
                    f"《第{matter}类经营活动安全管理规定》（国家安全监管总局令第{matter % 90 + 1}号，"
                    f"2015年5月29日国家安全监管总局令第80号修改）第{matter % 60 + 1}条",
                    "赋予乡镇（街道）实施",
                ],
            )
